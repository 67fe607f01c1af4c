"""What is pasted into a text in a real browser: lists, lines and headings stay, and what is left out is told."""

import pytest
from django.urls import reverse

from departments.models import Department, Office
from departments.words import prose
from tests.browser.cards import opened
from tests.browser.signed_in import heard, sign_in
from tests.making import make_department, make_office, make_person, picture_file


def _item(mark, words, level=1):
    mark = f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span>&nbsp;\n</span></span></span>"
    style = f"text-indent:-.25in;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraph style='{style}'><![if !supportLists]>{mark}<![endif]>{words}<o:p></o:p></p>\n"


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<h1>What we do<o:p></o:p></h1><p class=MsoNormal>We answer <b>every</b> call.<o:p></o:p></p>
{_item("·", "Enroll")}{_item("o", "by mail", level=2)}{_item("·", "Find a form")}
{_item("1.", "First")}{_item("2.", "Second")}
<table class=MsoTable><tr><td><p>Monday</p></td><td><p>8 to 4</p></td></tr><tr><td><p>Tuesday</p></td><td><p>9 to 5</p>
</td></tr></table><p class=MsoNormal>See <a href="https://example.org/form">the form</a> or
<a href="file:///C:/Users/jo/form.docx">my copy</a>.<img src="file:///C:/tmp/clip.png"></p><h4>Small heading</h4>
<p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Last.</p><!--EndFragment--></body></html>"""
KEPT = (
    "<h2>What we do</h2><p>We answer <strong>every</strong> call.</p>"
    "<ul><li><p>Enroll</p><ul><li><p>by mail</p></li></ul></li><li><p>Find a form</p></li></ul>"
    "<ol><li><p>First</p></li><li><p>Second</p></li></ol><p>Monday: 8 to 4</p><p>Tuesday: 9 to 5</p>"
    '<p>See <a href="https://example.org/form" rel="noopener noreferrer">the form</a> or my copy.</p>'
    "<h3>Small heading</h3><p>Last.</p>"
)
LEFT_OUT = (
    "Left out of what you pasted: a picture and a link to a file (its words stay). Each row of a table became a line."
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-1"><h1 dir="ltr"><span>Hours</span></h1>'
    '<ul><li dir="ltr" aria-level="1"><p><span style="font-weight:700">One</span></p></li>'
    '<ul><li dir="ltr" aria-level="2"><p><span>Inner</span></p></li></ul></ul><br></b>'
)
WORD_ONLINE = "".join(
    f'<div class="ListContainerWrapper"><{kind}><li data-aria-level="{level}"><p>{words}</p></li></{kind}></div>'
    for kind, level, words in [
        ("ul", 1, "One"),
        ("ul", 2, "Inner"),
        ("ul", 3, "Inmost"),
        ("ul", 1, "Two"),
        ("ol", 1, "A"),
    ]
)
SLIDES = "".join(
    f"<div class=O><span style='mso-special-format:bullet;font-family:Arial'>•</span><span>{words}</span></div>"
    for words in ("One", "Two")
)


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", body="<p>Old.</p>")
    make_department(office, "arts", body="<p>Old.</p>")
    return office


@pytest.fixture
def form(page, live_server, office):
    """Opens the form of the office or the department, in a publisher's browser."""
    make_person("publisher", "Publishers")
    heard(page)

    def opened(kind):
        row = office if kind == "office" else office.departments.get()
        address = reverse(f"admin:departments_{kind}_change", args=[row.pk])
        page.goto(f"{live_server.url}/admin/login/?next={address}")
        sign_in(page)
        page.locator(".field-body .tiptap:visible").wait_for()
        return page

    yield opened
    assert page.problems == []


def _select_all(page, text):
    """Again until it holds: the editor puts its own selection back a moment after it was told to."""
    for _ in range(20):
        text.click()
        text.press("Control+A")
        page.wait_for_timeout(200)
        if page.evaluate("getSelection().toString().trim()"):
            return
    raise AssertionError("Nothing of the text was selected.")


def _paste(page, html="", file=""):
    text = page.locator(".field-body .tiptap:visible")
    _select_all(page, text)
    text.evaluate(
        """(box, [html, file]) => {
            const clipboardData = new DataTransfer();
            if (html) clipboardData.setData("text/html", html);
            if (file) clipboardData.items.add(new File(["x"], file, { type: "image/png" }));
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, file],
    )
    return page.locator(".field-body .paste-note")


def _saved(page, model):
    page.click("input[name=_continue] >> nth=-1")
    page.locator(".messagelist .success").wait_for()
    return model.objects.get().body


@pytest.mark.parametrize(
    ("kind", "model"), [("office", Office), pytest.param("department", Department, marks=pytest.mark.exhaustive)]
)
def test_a_text_from_word_keeps_its_lists_and_says_what_is_left_out(form, kind, model):
    page = form(kind)
    note = _paste(page, WORD)
    assert note.get_by_role("status").inner_text() == LEFT_OUT
    note.get_by_role("button", name="Undo the paste").focus()
    page.keyboard.press("Enter")
    assert page.locator(".field-body .tiptap:visible").inner_text().strip() == "Old."
    assert note.get_by_role("status").inner_text() == "" and not note.get_by_role("button").is_visible()

    _paste(page, WORD)
    page.keyboard.press("Control+Z")
    assert note.get_by_role("status").inner_text() == ""
    _paste(page, WORD)
    assert _saved(page, model) == KEPT


_NESTED = "<ul><li><p>One</p><ul><li><p>Inner</p>{}</li></ul></li>{}</ul>{}"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (DOCS, "<h2>Hours</h2>" + _NESTED.format("", "", "").replace("One", "<strong>One</strong>")),
        (
            WORD_ONLINE,
            _NESTED.format("<ul><li><p>Inmost</p></li></ul>", "<li><p>Two</p></li>", "<ol><li><p>A</p></li></ol>"),
        ),
        (SLIDES, "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"),
        (
            "<p>·&nbsp;&nbsp; One</p><p>· Two</p><p>Three</p>",
            "<ul><li><p>One</p></li><li><p>Two</p></li></ul><p>Three</p>",
        ),
        ("<div>One</div><div>Two<br>Three</div>", "<p>One</p><p>Two<br>Three</p>"),
        ("<p>\uf0b7 One</p><p>\uf0b7 Two</p>", "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"),
    ],
)
@pytest.mark.exhaustive
def test_lists_of_other_programs_are_lists(form, html, kept):
    page = form("office")
    note = _paste(page, html)
    assert note.get_by_role("status").inner_text() == ""
    assert _saved(page, Office) == kept


NOT_SHOWN = (
    "<p>The office<a class=msocomanchor href='#_msocom_1'>[JD1]</a> opens.<span style='mso-hide:all'>Not yet</span></p>"
    "<p>Call <del>414-475-0000</del><ins>414-475-8393</ins><s>x</s>, room 2<sup>1</sup></p>"
    f"{_item('3.', 'Third')}{_item('4.', 'Fourth')}<p>Then</p>{_item('b)', 'Second')}"
    "<dl><dt>Monday<dd>8 to 4<dt>Tuesday<dd>9 to 5</dl><p>Pick <select><option>One<option>Two</select></p>"
    "<table><tr><td rowspan=2>May<td>A<table><td>B</table><tr><td>C</table><iframe src='https://example.org/'></iframe>"
    "<p><a href='sms:414'>Text us</a></p><div style='mso-element:comment-list'><p>Do not publish</p></div>"
)
SHOWN = (
    "<p>The office opens.</p><p>Call 414-475-8393, room 2¹</p>"
    '<ol start="3"><li><p>Third</p></li><li><p>Fourth</p></li></ol>'
    '<p>Then</p><ol start="2" type="a"><li><p>Second</p></li></ol><p>Monday: 8 to 4</p><p>Tuesday: 9 to 5</p>'
    "<p>Pick</p><p>May: A B</p><p>May: C</p><p>Text us</p>"
)
SAID = (
    "Left out of what you pasted: another page or a recording, a field to fill in, and a link that opens in another "
    "program (its words stay). Comments and hidden text were left out. Struck-out words were left out. "
    "Each row of a table became a line."
)


@pytest.mark.exhaustive
def test_what_other_programs_show_to_nobody_is_left_out_with_a_word(form):
    page = form("office")
    note = _paste(page, NOT_SHOWN)
    assert note.get_by_role("status").inner_text() == SAID
    assert note.get_by_role("button", name="Undo the paste").is_visible()
    assert _saved(page, Office) == SHOWN


HIDDEN_TOLD, STRUCK_TOLD = "Comments and hidden text were left out.", "Struck-out words were left out."
EXCEL = r"""<html><head><style>
<!--table
	{mso-displayed-decimal-separator:"\.";}
@page
	{margin:.75in .7in .75in .7in;}
.font5
	{color:red;
	text-decoration:line-through;}
td
	{font-size:11.0pt;
	text-decoration:none;}
.xl65
	{text-decoration:line-through;}
-->
</style></head><body><table><tr><td class=xl65>Jo Poe</td><td>Registrar</td>
<td><font class="font5">475-0000</font> 475-8393</td></tr></table></body></html>"""
WORD_CLASSES = """<html><head><style>
<!-- /* Style Definitions */
 p.hid, span.hid
	{mso-style-name:hid;
	mso-hide:all;}
span.gone {display:none} span.back {display:none}
@media print { p {display:none} }
-->
</style><style media=print>p {display:none}</style></head>
<body><p>Open<span class=hid> not yet</span><span class=gone>!</span> <span class=back style="display:inline">daily.
</span></p><p class=hid>Ask the board</p></body></html>"""
HIDDEN_ROWS = """<table><caption>Desks</caption><tr><td rowspan=3>Lobby<td>Monday
<tr height=0 style='display:none'><td>Tuesday<tr><td>Wednesday
<tr style='display:none'><td rowspan=2>Gym<td>Friday<tr><td style='backface-visibility:hidden'>Saturday</table>"""
OTHER_EDITORS = """<p data-pm-slice="1 1 []">Call <s>Ann Olde</s> <strong>Eve Newe</strong>.</p>
<table><tr><td><p>Monday</p></td><td><p>8 to 4</p></td></tr></table>"""
DOCS_COMMENTS = """<p>We open<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> at 8.</p>
<div style="border:1px solid"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is it?</span></p><p>Ask.</p></div>"""
NO_SIZE = """<p>Open<span style="font-size:0">a</span><b style="OPACITY: 0.0">b</b><i style="opacity:0.5">c</i>
<span style="font-size:0.9em;mso-bidi-font-size:0">d</span></p>
<div style="font-size:0px"><p style="font-size:16px">e</p></div>"""


@pytest.mark.parametrize(
    ("html", "kept", "said"),
    [
        (EXCEL, "<p>Registrar: 475-8393</p>", f"{STRUCK_TOLD} Each row of a table became a line."),
        (
            HIDDEN_ROWS,
            "<p>Desks</p><p>Lobby: Monday</p><p>Lobby: Wednesday</p><p>Gym: Saturday</p>",
            f"{HIDDEN_TOLD} Each row of a table became a line.",
        ),
        pytest.param(
            OTHER_EDITORS,
            "<p>Call <strong>Eve Newe</strong>.</p><p>Monday: 8 to 4</p>",
            f"{STRUCK_TOLD} Each row of a table became a line.",
            marks=pytest.mark.exhaustive,
        ),
        pytest.param(WORD_CLASSES, "<p>Open daily.</p>", HIDDEN_TOLD, marks=pytest.mark.exhaustive),
        pytest.param(DOCS_COMMENTS, "<p>We open at 8.</p>", HIDDEN_TOLD, marks=pytest.mark.exhaustive),
        pytest.param(NO_SIZE, "<p>Open<em>c</em> d</p><p>e</p>", HIDDEN_TOLD, marks=pytest.mark.exhaustive),
        pytest.param(
            "<p>Name <textarea>Jo</textarea></p><datalist><option>One</datalist><button>Go</button>",
            "<p>Name</p><p>Go</p>",
            "Left out of what you pasted: a field to fill in.",
            marks=pytest.mark.exhaustive,
        ),
    ],
)
def test_what_is_hidden_or_struck_out_in_another_way_is_left_out_with_a_word(form, html, kept, said):
    page = form("office")
    note = _paste(page, html)
    assert note.get_by_role("status").inner_text() == said
    assert page.locator(".field-body .tiptap:visible").inner_text().split() == prose.plain(kept).split()
    assert _saved(page, Office) == kept


@pytest.mark.exhaustive
def test_a_link_into_a_shared_folder_is_left_out_with_a_word(form):
    page = form("office")
    note = _paste(page, r'<p><a href="\\server\share\form.docx">The form</a></p>')
    left_out = "Left out of what you pasted: a link to a file (its words stay)."
    assert note.get_by_role("status").inner_text() == left_out
    assert _saved(page, Office) == "<p>The form</p>"


@pytest.mark.exhaustive
def test_a_link_that_runs_a_program_is_called_so(form):
    page = form("office")
    note = _paste(page, '<p><a href="javascript:alert(1)">The form</a></p>')
    left_out = "Left out of what you pasted: a link that runs a program (its words stay)."
    assert note.get_by_role("status").inner_text() == left_out


@pytest.mark.parametrize(
    ("kind", "model"), [("department", Department), pytest.param("office", Office, marks=pytest.mark.exhaustive)]
)
def test_a_picture_is_asked_for_where_it_belongs_and_seen_before_it_is_saved(form, kind, model, tmp_path):
    page = form(kind)
    assert "Upload a picture under “Picture”" in _paste(page, file="a.png").get_by_role("status").inner_text()

    for colour in ("teal", "navy"):
        (tmp_path / f"{colour}.png").write_bytes(picture_file(300, 100, colour=colour).getvalue())
    page.set_input_files("#id_image", tmp_path / "teal.png")
    chosen = page.get_by_alt_text("The picture you chose")
    chosen.wait_for()
    size = chosen.bounding_box()
    assert round(size["width"] / size["height"], 1) == 1.5  # as the page cuts it
    page.fill("#id_image_alt", "A teal wall")
    page.click("input[name=_continue] >> nth=-1")
    page.locator(".messagelist .success").wait_for()
    first = model.objects.get().image
    assert first

    page.set_input_files("#id_image", tmp_path / "navy.png")
    chosen.wait_for()
    assert "Say again what it shows" in page.inner_text(".chosen-picture [role=status]")
    page.click("input[name=_continue] >> nth=-1")
    assert "This is another picture" in page.inner_text(".field-image_alt .errorlist")
    assert model.objects.get().image == first
    page.fill("#id_image_alt", "A navy wall")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert model.objects.get().image != first


@pytest.mark.exhaustive
def test_a_picture_is_cut_as_its_page_cuts_it_and_asks_for_the_words_of_its_own_card(form, tmp_path):
    """On the form of an office, beside a card of a department that was opened."""
    page = opened(form("office"), "departments-0")
    page.fill("#id_image_alt", "Words of the office")
    (tmp_path / "tall.png").write_bytes(picture_file(600, 1500).getvalue())
    for name, others_words in (("image", True), ("departments-0-image", False)):
        field = page.locator(f"input[name='{name}']")
        field.set_input_files(tmp_path / "tall.png")
        around = page.locator(".picture-widget").filter(has=field)
        chosen = around.get_by_alt_text("The picture you chose")
        chosen.wait_for()
        size = chosen.bounding_box()
        assert round(size["width"] / size["height"], 2) == 1.5
        assert ("Say again what it shows" in around.get_by_role("status").inner_text()) is others_words
        for place, shown in (("top", "50% 0%"), ("left", "0% 50%"), ("middle", "50% 50%")):
            page.check(f"input[name='{name}_in_sight'][value={place}]")
            style = chosen.evaluate(
                "image => [getComputedStyle(image).objectFit, getComputedStyle(image).objectPosition]"
            )
            assert style == ["cover", shown]


@pytest.mark.exhaustive
def test_what_browsers_do_not_show_is_said_to_be_seen_later(form, tmp_path):
    page = form("office")
    (tmp_path / "IMG_1.heic").write_bytes(picture_file(300, 100, format="HEIF").getvalue())
    page.set_input_files("#id_image", tmp_path / "IMG_1.heic")
    page.locator(".chosen-picture", has_text="IMG_1.heic cannot be shown here. You will see it").wait_for()
    page.fill("#id_image_alt", "A wall")
    page.click("input[name=_continue] >> nth=-1")
    page.get_by_alt_text("The picture as it is now").wait_for()
