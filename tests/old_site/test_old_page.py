"""One of the old site's pages, read from its text: whole drafts, and every line told once."""

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.old_site import OldPart, Said, parse, text_in, text_of
from departments.old_site.struck_words import parted
from tests.examples import examples
from tests.old_site.old_pages.expected import EXPECTED

PAGES = Path(__file__).parent / "old_pages"
SAMPLE = text_of(PAGES / "chief-of-staff.txt")
OFFICE = "Office of Operations\n\n"


def _part(*lines, before=OFFICE):
    """The office that these lines are read into."""
    return parse(before + "\n".join(lines)).office


def _reasons(page):
    return {said.number: said.what for said in page.left_out}


def test_every_page_has_its_draft_here():
    assert sorted(EXPECTED) == sorted(path.stem for path in PAGES.glob("*.txt"))


@pytest.mark.parametrize("closed", ["style='display: none'", 'style="color:red;visibility:hidden"', "hidden"])
def test_a_panel_that_was_closed_as_the_page_was_saved_is_read(closed):
    page = f"<html><h1>Office</h1><div class=panel {closed}><p>Phone: 414-475-8393, no hidden fees</p></div></html>"
    assert "Phone: 414-475-8393, no hidden fees" in text_in(page.encode(), "page.html")


def test_what_a_page_strikes_out_by_its_sheet_is_left_out_and_what_that_closes_is_read():
    sheet = "<style>.st{text-decoration:line-through} .panel{display:none}</style>"
    said = "<h1>Office</h1><div class=panel><p><span class=st>Jo Poe</span> <b style='opacity:0'>Bo Roe</b></p></div>"
    text = text_in(f"<html>{sheet}{said}</html>".encode(), "page.html")
    assert [parted(line) for line in text.split("\n\n")] == [("Office", ""), ("Bo Roe", "Jo Poe")]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_becomes_its_draft_and_what_is_left_out_is_told(name):
    page = parse(text_of(PAGES / f"{name}.txt"))
    assert {
        "office": page.office,
        "departments": page.departments,
        "left_out": _reasons(page),
    } == EXPECTED[name]


def test_every_line_that_was_understood_is_told_as_it_stands():
    understood = parse(SAMPLE).understood
    assert understood[:3] == (
        Said(6, "Office of the Chief of Staff", "the name of the office"),
        Said(
            10,
            "Teacher with StudentsChief of Staff: Paulette Chambers",
            "the lead of Office of the Chief of Staff; before it the text of a picture, “Teacher with Students”",
        ),
        Said(11, "Office Main Phone: \u00a0414-475-8393", "the phone of Office of the Chief of Staff"),
    )
    of = "Equity, Access, and Inclusion"
    assert [(said.number, said.what) for said in understood if 29 <= said.number <= 36] == [
        (29, "the name of a department"),
        (31, f"the lead of {of}"),
        (32, f"the lead of {of}"),
        (33, f"the phone of {of}"),
        (34, "a label with nothing behind it: Fax"),
        (36, f"the text of {of}"),
    ]


LABELS = ["Director:", "Phone:", "Fax:", "Email:", ""]
VALUES = ["Jane Roebuck", "414-555-0150", "414-555-0151", "jane.roebuck@example.org"]


def test_labels_under_each_other_have_the_values_under_them_in_their_order():
    part = _part(*LABELS, *VALUES, "", "Overview", "", "Follows bills.")
    assert (part.lead_title, part.lead_name) == ("Director", "Jane Roebuck")
    assert (part.phone, part.fax, part.email) == tuple(VALUES[1:])
    assert part.body == "<h2>Overview</h2><p>Follows bills.</p>"
    numbers = [said.number for said in parse(OFFICE + "\n".join([*LABELS, *VALUES])).understood]
    assert numbers == sorted(numbers) == [1, 3, 4, 5, 6, 8, 9, 10, 11]


@pytest.mark.parametrize(
    "values", [VALUES[:3], ["Jane Roebuck", *VALUES[2:0:-1], "Fax"], ["We follow bills.", *VALUES[1:]]]
)
def test_where_one_value_does_not_fit_its_label_no_label_has_one(values):
    part = _part(*LABELS, *values)
    assert (part.lead_name, part.phone, part.fax) == ("", "", "")


@pytest.mark.parametrize("text", ["", "\n \n\u00a0\n", "Milwaukee Public Schools\n\nDirector: Leon Groce\n"])
def test_a_text_that_names_no_office_has_none(text):
    page = parse(text)
    assert (page.office, page.departments, page.understood) == (None, (), ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Welcome\nOffice of Academics\nOffice of Operations\n\nWe support schools.", "Office of Operations"),
        ("Office of Academics\n\nWe support schools.\n\nOffice of Operations\n\nDirector: A B", "Office of Academics"),
        ("Main Office\n\nSuperintendent’s Office\n\nPhone: 414-475-8001", "Superintendent’s Office"),
        ("Human Capital\n\nHuman Capital\n\nPhone: 414-475-8001", "Human Capital"),
        ("Contact the office of your school.\n\nThe Office of Operations\n\nText.", "The Office of Operations"),
    ],
)
def test_the_office_is_the_one_the_page_is_about(text, name):
    assert parse(text).office.name == name


def test_a_name_is_not_taken_from_a_heading_where_labels_are_blank():
    page = parse(
        "Office of Operations\nWe help.\nGrants\nDirector:\nRecreation Services\nDirector:\nLeon Groce\nWe play."
    )
    assert page.departments == (
        OldPart("Grants", lead_title="Director"),
        OldPart("Recreation Services", lead_title="Director", lead_name="Leon Groce", body="<p>We play.</p>"),
    )


def test_a_heading_right_over_a_lead_names_a_department_even_where_no_blank_line_sets_it_apart():
    page = parse(f"{OFFICE}We help.\nGrants\nDirector: Leon Groce\nPhone: 414-475-8696\n\nWe pay.")
    assert page.departments == (
        OldPart("Grants", lead_title="Director", lead_name="Leon Groce", phone="414-475-8696", body="<p>We pay.</p>"),
    )


def test_a_title_alone_over_what_may_be_no_name_is_no_lead():
    assert _part("Deputy Director", "Restorative Practices", "", "We listen.").lead_title == ""


@pytest.mark.parametrize("heading", ["Overview", "Our Staff", "Contact Information", "Departments & Divisions"])
def test_a_heading_that_is_no_name_makes_no_department(heading):
    page = parse(f"{OFFICE}{heading}\n\nDirector: Leon Groce\n")
    assert (page.office.lead_name, page.departments) == ("Leon Groce", ())


def test_two_who_share_a_post_are_both_there():
    part = _part("Co-Director: Leon Groce", "Co-Director: Ebony Lewis", "Phone: 414-475-8466")
    assert (part.lead_name, [(line.role, line.name) for line in part.contacts], part.phone) == (
        "Leon Groce",
        [("Co-Director", "Ebony Lewis")],
        "414-475-8466",
    )


@pytest.mark.parametrize("lead", ["Director: Leon Groce (leon@example.org)", "Director - Leon Groce", "See below."])
def test_numbers_under_a_heading_are_not_put_to_the_office_unless_it_is_about_the_page(lead):
    page = parse(f"{OFFICE}Grants\n\n{lead}\n\nPhone: 414-475-8696\n\nHow to Reach Us\n\nPhone: 414-475-8528\n")
    heading = lead if lead == "Director - Leon Groce" else "Grants"
    assert _reasons(page)[7] == f"it stands under “{heading}”, and nothing says whose it is"
    assert (page.office.phone, page.departments) == ("414-475-8528", ())


def test_labels_may_stand_without_colons_over_their_values():
    assert _part(
        "Chief of Operations", "\tLeon Groce", "\tPhone", "\t414-475-8877", "\tEmail", "\ta@example.org"
    ) == OldPart(
        "Office of Operations",
        lead_title="Chief of Operations",
        lead_name="Leon Groce",
        phone="414-475-8877",
        email="a@example.org",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Location: Room 231", "Office of Operations has another location above it"),
        ("Email: b@example.org", "Office of Operations has another email above it"),
        ("Deputy Director:", "nobody is named behind it"),
        (
            "Director: Ebony Lewis",
            "Office of Operations has a Director above it, and no heading says of what this one is",
        ),
        ("Phone: 475", "it has no phone number that could be dialled"),
        ("Email: see below", "it has no e-mail address"),
        ("414-475-8393", "nothing says what this is for"),
        ("We help.", "it stands in the text of Office of Operations already"),
    ],
)
def test_what_is_not_certain_is_left_out_with_the_reason(line, reason):
    above = ["Director: Leon Groce", "Location: Room 230", "Email: a@example.org", "We help."]
    page = parse("\n".join([OFFICE, *above, line]))
    assert page.office == _part(*above)
    assert _reasons(page) == {8: reason}


@pytest.mark.parametrize(
    ("line", "lead", "what"),
    [
        ("Interim Director: Jane Roe", ("Director", "Jane Roe", "interim"), "interim: Director, Jane Roe"),
        ("Director: Dr. Roe (Acting)", ("Director", "Dr. Roe", "acting"), "acting: Director, Dr. Roe"),
        (
            "Acting Workshop Coordinator: Bo Ode",
            ("Workshop Coordinator", "Bo Ode", "acting"),
            "acting: Workshop Coordinator, Bo Ode",
        ),
    ],
)
def test_how_a_standing_was_read_is_told(line, lead, what):
    page = parse(OFFICE + line)
    assert (page.office.lead_title, page.office.lead_name, page.office.lead_standing) == lead
    assert page.understood[-1].what == f"the lead of Office of Operations, read as {what}"


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("Phone: 414-555-0100 x12/x13", "x13"),
        ("Fax: 414-555-0101 Ann", "Ann"),
        ("Phone: 414-555-0130 / 0131", "0131"),
    ],
)
def test_a_line_that_says_more_than_a_number_is_text_and_told(line, more):
    page = parse(OFFICE + "First words.\n\n" + line)
    assert (page.office.phone, page.office.fax, page.office.body) == ("", "", f"<p>{line}</p>")
    assert page.understood[-1].what == f"the text of Office of Operations, for it says more than a number: “{more}”"


def test_of_several_labels_in_a_line_none_is_a_name():
    office = _part("First words.", "", "Supervisor: Phone: 414-555-0120 Email:")
    assert (bool(office.lead), office.body) == (False, "<p>Supervisor: Phone: 414-555-0120 Email:</p>")


def test_a_chief_is_never_put_under_a_heading_that_may_be_a_menu_or_a_picture():
    page = parse(
        f"{OFFICE}Happy Pupils\n\nChief of Operations: Leon Groce\n\nGrants\n\nChief Grant Officer: Ebony Lewis\n"
        "\nHappy Pupils\n\nThey learn.\n"
    )
    assert (page.office.lead_name, [one.name for one in page.departments]) == ("Leon Groce", ["Grants"])
    assert _reasons(page) == {3: "it may be a menu, or the text of a picture"}


def test_a_department_may_be_named_twice_and_described_in_both_places():
    page = parse(
        f"{OFFICE}Grants\n\nThe Department of Grants finds money.\n\nMeals\n\nManager: Leon Groce\n\n"
        "Grants\n\nDirector: Ebony Lewis\n\nIt pays for meals."
    )
    assert page.departments == (
        OldPart(
            "Grants",
            lead_title="Director",
            lead_name="Ebony Lewis",
            body="<p>The Department of Grants finds money.</p><p>It pays for meals.</p>",
        ),
        OldPart("Meals", lead_title="Manager", lead_name="Leon Groce"),
    )


@pytest.mark.parametrize(
    ("lines", "summary", "body"),
    [
        (["We help."], "We help.", ""),
        (["We help. We serve. We care."], "", "<p>We help. We serve. We care.</p>"),
        (["We help:", "", "• all", "• you"], "", "<p>We help:</p><ul><li>all</li><li>you</li></ul>"),
        (["We help", "all <b>schools</b>."], "We help all <b>schools</b>.", ""),
        (["We help.", "We help.", "We care."], "We help.", "<p>We care.</p>"),
        (["Overview", "", "Dr. Ellis & Co. help."], "", "<h2>Overview</h2><p>Dr. Ellis &amp; Co. help.</p>"),
        (["Overview", "", "Overview", "", "", "Our Vision"], "", ""),
        (["We do:", "1. read", "2. write", "and count"], "", "<p>We do:</p><p>1. read</p><p>2. write and count</p>"),
        (["We help.", "Print", "Overview", "", "We care."], "We help.", "<h2>Overview</h2><p>We care.</p>"),
    ],
)
def test_text_keeps_its_paragraphs_lists_and_headings(lines, summary, body):
    part = _part(*lines)
    assert (part.summary, part.body) == (summary, body)


PONDS = "<h1>Office of Lakes</h1><h2>Department of Ponds</h2><p>Director: Ann Roe</p>"


def _of_html(html):
    return parse(text_in(html.encode(), "page.html"))


@pytest.mark.parametrize(
    "begins",
    ["<s>", "<DEL>", "<strike class=a>", "<span style='color:red; text-decoration: line-through'>", "<b class='a st'>"],
)
def test_what_is_struck_out_of_a_line_or_is_one_is_left_out_and_told(begins):
    name = re.match(r"<(\w+)", begins)[1]
    styles = "<style><!-- p, .old {color: red} /* no */ .x, B.st {text-decoration: line-through} --></style>"
    page = _of_html(
        f"{styles}<!-- {begins} -->{PONDS}"
        f"<p>Secretary: {begins}Bo Poe</{name}> Cy Low <a href='#'>414-555-0101</a></p>"
        f"<p>{begins}Fax: 414-555-0102</{name}><p>Phone: 414-555-0100</p><ul><li>{begins}Swim</{name}><li>Row</ul>"
    )
    (ponds,) = page.departments
    assert (_who(ponds), _lines(ponds), ponds.fax, ponds.body) == (
        ("Director", "Ann Roe", "414-555-0100"),
        [("Secretary", "Cy Low", "414-555-0101")],
        "",
        "<ul><li>Row</li></ul>",
    )
    assert [(said.line, said.what) for said in page.left_out] == [
        ("Bo Poe", "it is struck out"),
        ("Fax: 414-555-0102", "it is struck out"),
        ("• Swim", "it is struck out"),
    ]


@pytest.mark.parametrize(
    "puddles",
    [
        "<p><s>Department of Puddles</s></p><p>Phone: 414-555-0109</p><h3>Overview</h3><p>It digs.</p>",
        "<p style='text-decoration:line-through'>Puddles<p>Phone: 414-555-0109<p>Fax: 414-555-0109<p>It digs.",
        "<p>It swims.<br><s>Department of Puddles</s><br>414-555-0109<br>It digs.</p>",
    ],
)
def test_what_stands_under_a_heading_that_is_struck_out_goes_to_no_other_department(puddles):
    page = _of_html(f"{PONDS}{puddles}<h2>Department of Seas</h2><p>Phone: 414-555-0110</p>")
    assert [(one.name, one.phone, one.fax, one.contacts) for one in page.departments] == [
        ("Department of Ponds", "", "", ()),
        ("Department of Seas", "414-555-0110", "", ()),
    ]
    assert "It digs." not in page.departments[0].body
    heading, *below = page.left_out
    assert heading.what == "it is struck out"
    assert {said.what for said in below} == {f"it stands under “{heading.line}”, which is struck out"}


def test_the_name_that_an_office_had_is_struck_out_over_the_one_it_has():
    page = _of_html("<h1><s>Office of Puddles</s></h1><h1>Office of Lakes</h1><p>Phone: 414-555-0100</p>")
    assert (page.office.name, page.office.phone) == ("Office of Lakes", "414-555-0100")


# Whatever comes in

_VOCABULARY = [
    *SAMPLE.splitlines(),
    *(PAGES / "operations-lines.txt").read_text().splitlines(),
    *(PAGES / "academics-2024-vacant.txt").read_text().splitlines(),
]
_some_text = st.text(max_size=60) | st.sampled_from(_VOCABULARY)
_random_pages = st.lists(_some_text, max_size=25).map("\n".join)
_sample_lines = SAMPLE.split("\n")


@st.composite
def disturbed_samples(draw):
    """The sample with lines dropped, doubled and moved."""
    lines = draw(st.permutations(_sample_lines)) if draw(st.booleans()) else list(_sample_lines)
    for _ in range(draw(st.integers(0, 12))):
        place = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()) and len(lines) > 1:
            del lines[place]
        else:
            lines.insert(place, draw(st.sampled_from(_sample_lines)))
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)


def _told_once(text, page):
    lines = re.split(r"\r\n|\r|\n", text)
    told = [(said.number, said.line) for said in (*page.understood, *page.left_out)]
    assert Counter(told) == Counter((number, line) for number, line in enumerate(lines, 1) if line.strip())
    for said in (page.understood, page.left_out):
        assert list(said) == sorted(said, key=lambda one: one.number)
        assert all(one.what for one in said)


def _words(text):
    return " ".join(re.sub(r"[\s\x00-\x1f\x7f-\x9f•\ud800-\udfff\u200b\u2060\ufeff\ufffe\uffff]+", " ", text).split())


def _nothing_is_made_up(text, page):
    there = _words(text)
    for part in filter(None, (page.office, *page.departments)):
        said = [part.name, part.lead_title, part.lead_name, part.phone, part.fax, part.email, part.location, part.hours]
        said += [part.image_alt, part.summary, *(html.unescape(block) for block in re.split(r"<[^>]*>", part.body))]
        said += [value for line in part.contacts for value in (line.name, line.phone)]
        for value in said:
            assert _words(value) in there


@pytest.mark.thorough
@examples(150)
@given(_random_pages)
def test_every_line_of_any_text_is_told_once_and_nothing_is_made_up(text):
    page = parse(text)
    _told_once(text, page)
    _nothing_is_made_up(text, page)


@examples(100)
@given(disturbed_samples())
def test_every_line_of_a_disturbed_page_is_told_once_and_nothing_is_made_up(text):
    page = parse(text)
    _told_once(text, page)
    _nothing_is_made_up(text, page)


@pytest.mark.thorough
@pytest.mark.parametrize("line", ["A", "Director:", "414-475-8393", "home > "])
def test_a_large_file_of_the_same_again_is_read_in_no_time(line):
    times = 10_000 // len(line)
    _told_once(text := OFFICE + f"{line}\n" * times, parse(text))
    _told_once(text := OFFICE + f"{line} " * times, parse(text))


def _who(part):
    return part.lead_title, part.lead_name, part.phone


def _lines(part):
    return [(line.role, line.name, line.phone) for line in part.contacts]


TABLE = (
    "Supervisor:            Phone: 414-475-8120          E-mail:\n"
    "Ann Roe                Location: Room 230           ann@example.org\n"
)
HTML = (
    "<html><head><title>No Office</title><script>var p = '<p>Office of Scripts</p>'</script></head><body>"
    "<nav><a href='/'>Office of Menus</a></nav><h1>Office of Operations</h1><h2>Buses</h2>"
    "<table><tr><td>Supervisor:</td><td>Phone: 414-475-8120</td><td>E-mail:</td></tr>"
    "<tr><td>Ann Roe</td><td>Location: Room 230</td><td><a href='mailto:ann@example.org'>ann@example.org</a></td></tr>"
    "</table><ul><li>Plans routes</li></ul></body></html>"
)


@pytest.mark.parametrize("text", [f"{OFFICE}Buses\n\n{TABLE}\n• Plans routes", text_in(HTML.encode(), "page.html")])
def test_a_table_is_read_by_its_columns(text):
    (buses,) = parse(text).departments
    assert _who(buses) == ("Supervisor", "Ann Roe", "414-475-8120")
    assert (buses.location, buses.email, buses.body) == (
        "Room 230",
        "ann@example.org",
        "<ul><li>Plans routes</li></ul>",
    )


def test_words_that_only_stand_apart_are_no_table():
    office = _part("We    keep    buses    going:    all    of    them.", "Fax:   414-475-8119")
    assert (office.summary, office.fax) == ("We keep buses going: all of them.", "414-475-8119")


def test_a_number_alone_belongs_to_whom_it_stands_under():
    office = _part("Chief: Ann Roe", "414-475-8120", "", "Secretary: Bob Poe", "414-475-8121", "", "414-475-8122")
    assert _who(office) == ("Chief", "Ann Roe", "414-475-8120")
    assert _lines(office) == [("Secretary", "Bob Poe", "414-475-8121")]


def test_people_with_their_role_and_number_below_are_lines_of_the_department_above():
    lines = ["Buses", "", "Supervisor: Cy Low", "", "Bus Staff", "", "Ann Roe", "Bus Secretary", "414-475-8121", ""]
    lines += ["Bob Poe", "Assistant, South", "414-475-8122", "", "Others", "", "Dee Day", "Clerk", "414-475-8123"]
    page = parse(OFFICE + "\n".join(lines))
    people = [("Bus Secretary", "Ann Roe", "414-475-8121"), ("Assistant, South", "Bob Poe", "414-475-8122")]
    assert [_lines(part) for part in page.departments] == [people]
    assert set(_reasons(page).values()) == {
        "a heading with no text of its own under it",
        "it stands under “Others”, and nothing says whose it is",
    }


def test_an_office_is_known_by_its_chief_and_a_department_by_short_labels():
    page = parse(
        "Human Capital\n\nVacant, Chief Officer\nP: 414-475-8160\n\nPayroll\nBy two\nP: 414-475-8165\nF: 475-8166\n"
    )
    assert (page.office.name, page.office.lead_title, page.office.phone) == (
        "Human Capital",
        "Chief Officer",
        "414-475-8160",
    )
    assert [(one.name, one.phone, one.fax) for one in page.departments] == [("Payroll", "414-475-8165", "")]
    assert _reasons(page) == {9: "it has no phone number that could be dialled"}
