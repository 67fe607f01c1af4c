"""Every word that visitors read is a message, whole: the site is read in a made-up language (tests/made_up.py)."""

import ast
import json
import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest
from django.conf import settings
from django.template import Context, Template

from departments.drafts import preview
from departments.models import Office
from departments.models.facts import ENTRY, LINE, Form
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.publishing.changes import between, summary
from departments.publishing.checking import problems
from departments.templatetags.directory_tags import number, school_year
from tests.addresses import public_addresses
from tests.made_up import CODE, FROM_THE_RIGHT, NEXT, faults, faults_of_page, make_site, spoken, told
from tests.making import make_office, make_year

FOLDERS = ("departments/templates", "mpsdir/templates")
TEMPLATES = {
    path.relative_to(settings.BASE_DIR / folder).as_posix(): path
    for folder in FOLDERS
    for path in sorted((settings.BASE_DIR / folder).rglob("*.*"))
}
# What the Python of these tells people is a message, too.
FOLDERS_OF_SENTENCES = (
    *("departments/admin", "departments/drafts", "departments/removal", "departments/views"),
    *("departments/templatetags", "departments/page", "departments/reading", "mpsdir"),
    *("departments/publishing", "departments/models", "departments/words", "departments/search"),
    *("departments/school_years", "departments/old_site"),
)
MODULES = {
    path.relative_to(settings.BASE_DIR).as_posix(): path
    for folder in FOLDERS_OF_SENTENCES
    for path in sorted((settings.BASE_DIR / folder).rglob("*.py"))
    # They speak to whoever sets up a server, or runs a command.
    if path.name not in ("settings.py", "directory_settings.py", "report.py")
}
GETTEXTS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
LABELS = {"label", "title", "description", "help_text", "verbose_name", "verbose_name_plural"}  # also of one word
# Errors whose words only the API or developers see, and what is said to whoever runs a server.
UNTOLD = {"Http404", "LinkInvalid", "NotListed", "RuntimeError", "TimeoutError", "Error", "_log_once", "is_news"}
UNTOLD |= {"FrozenError", "Column", "exported", "on_sheet"}
# Sentences that are no messages, by how they begin.
NO_MESSAGES = {
    "Put {page} back to {moment}.": "found again in the log by its first word",
    "No office has the address ": "the API’s",
    "No department has the address ": "the API’s",
    "This is no cursor.": "the API’s",
    "The directory was put back ": "the API’s",
    "{}: {} (before: {})": "measured for room, never read",
    "There are {}.": "of a check of the settings",
    "From a request to its answer": "of a metric",
    "The fact “{}” is kept as ": "developers’",
    "Can ": "rows of the database",
    "Rolled over from ": "compared with the next",
    **dict.fromkeys(("school year {}", "contact line {}", "{} {}, contact line {}"), "records, read again"),
    **dict.fromkeys(("{}, row {}", " from {} on", "{} ext. {}"), "rows and numbers, read again"),
    **dict.fromkeys(("How to fill ", "What to write", "In the file", "One row ", "Change any "), "stands in sheets"),
    **dict.fromkeys(("“{}” stands for ", "Save it ", "An empty cell "), "stands in sheets"),
    **dict.fromkeys(("F j, Y", "(skip to )", "(the )"), "a pattern"),
    "INSERT INTO ": "SQL",
    "SELECT number": "SQL",
}
SCRIPTS = sorted((settings.BASE_DIR / "departments/static").rglob("*.js"))
NUMBERED = (
    "{% load sentences %}{% by_number %}{% blocktranslate count number=number %}{count} change{% plural %}"
    "{count} changes{% endblocktranslate %}{% endby_number %}"
)
# Names, numbers, what was listed before, slips, what a query asks for, words that are nowhere.
SEARCHES = (
    *("", "zora", "zora zolan", "zolan zebra", "zolam", "zomusic", "zoz", "zowas", "zogone", "zo", "zonothing"),
    *("414-475-8001", "8001", "414-475-8009", "4758", "414-475-8050", "414-475-8002 zo"),
    *("fax of zoarts", "hours of zoarts", "email of zomusic", "zolocation zoarts", "who leads zoarts", "ZZ"),
)


def _without_tags(source):
    """`source` without what Django's language says, and without messages."""
    source = re.sub(r"^{% block (\w+_|body)class %}.*$", "", source, flags=re.MULTILINE)
    source = re.sub(r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    return re.sub(r"<\?xml.*?\?>|<URL>.*?</URL>|entries\.js", "", source)


def _words_in_tags(source):
    """The sentences and names that tags of `source` carry: `default:"Nobody"`, and not `default:_("Nobody")`."""
    tags = "".join(re.findall(r"{%(?! (?:block)?translate ).*?%}|{{.*?}}", re.sub(r"{#.*?#}", "", source)))
    quoted = re.findall(r'(_\()?"([^"]*)"', tags)
    return {words for marked, words in quoted if not marked and re.search(r"^[A-Z][a-z]|^[^(/]*[a-z] [a-z]", words)}


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_has_its_words_in_messages(path):
    source = path.read_text()
    if path.suffix == ".xml":
        assert re.findall(r">[^<]*[A-Za-z]{2,}[^<]*<", _without_tags(source).replace(">q<", "><")) == []
    else:
        assert faults_of_page(_without_tags(source)) | _words_in_tags(source) == set()
    assert "pluralize" not in source


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_knows_no_sentence(path):
    assert re.findall(r"""["'`](?:[A-Z][a-z’]+|\$\{[^}]*\} [a-z]+) [a-z][^"'`]*["'`]""", path.read_text()) == []


def _sentences(node):
    """The texts below `node` that read as sentences and are in no message, with `{}` in place of values."""
    name = getattr(node, "func", node)
    if (
        getattr(name, "id", getattr(name, "attr", "")) in GETTEXTS | UNTOLD
        or getattr(getattr(name, "value", None), "id", "") == "log"
    ):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
        return
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
    text = "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in pieces)
    words = re.findall(r"(?<!\S)[“(]?(?:[A-Za-z’'-]+|\{\w*\})[.,:;?!”)…]*(?!\S)", text)
    if len(words) > 2 and re.search("[A-Za-z]", re.sub(r"\{\w*\}", "", text)) and re.search(r"^[A-Z“]|\{", text):
        yield text
    if isinstance(node, ast.keyword) and node.arg in LABELS and isinstance(node.value, ast.Constant):
        yield from filter(None, [node.value.value])
    for inner in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(inner, ast.Constant)):
            yield from _sentences(inner)


@pytest.mark.parametrize("path", MODULES.values(), ids=MODULES)
def test_a_module_has_its_sentences_in_messages(path):
    tree = ast.parse(path.read_text())
    assert [one for one in _sentences(tree) if not one.startswith(tuple(NO_MESSAGES))] == []
    calls = [node for node in ast.walk(tree) if getattr(getattr(node, "func", None), "id", "") in GETTEXTS]
    firsts = [(node.args[0], ast.unparse(node.args[0])) for node in calls]
    assert [told for first, told in firsts if isinstance(first, ast.JoinedStr | ast.BinOp) or ".format(" in told] == []


def test_a_sentence_outside_a_message_is_found():
    found = ["messages.info(request, f'Saved {name} twice.')", "title = 'What will change'", "f'{one} of {several}'"]
    not_found = ["_('Saved {name} twice.')", "log.info('Saved %s twice.', name)", "'What is true.'", "f'{one} {two}'"]
    assert [len([*_sentences(ast.parse(code))]) for code in (*found, *not_found)] == [1, 1, 1, 0, 0, 0, 0]


def test_a_script_is_given_the_sentence_of_each_number():
    def written():
        return json.loads(unescape(Template(NUMBERED).render(Context())))

    sentences, which = written()
    assert sentences == ["{count} changes", "{count} change"] and which == "01" + "0" * 198
    with spoken():
        assert written()[0] == [told("{count} changes"), told("{count} change")]


def test_a_school_year_runs_from_left_to_right_among_words_that_do_not():
    with spoken(FROM_THE_RIGHT):
        assert school_year("2024-25") == "\u20662024–25\u2069"
    assert school_year("2024-25") == "2024–25"


def test_a_number_comes_before_its_extension_whichever_way_words_run():
    def directions(kept):
        return re.findall(r'dir="(\w+)"', number(Context(), kept))

    with spoken(FROM_THE_RIGHT):
        assert directions("+1 414-475-8393 ext. 12") == ["rtl"] and directions("+1 414-475-8393") == ["ltr"]
    assert directions("+1 414-475-8393 ext. 12") == ["ltr"]


def test_words_beside_words_are_found():
    assert faults(f"{told('One')} {told('Two')}") and faults(f"{told('Also')} Zo") and faults(f"{told('One')} two")
    assert not faults(f"{told('One two.')} {told('Three')}: 414-475-8001")
    assert not faults(told("Call {name}: 1").format(name="Zo"))


@pytest.mark.parametrize(("code", "html"), [(CODE, '<html lang="vo">'), (FROM_THE_RIGHT, '<html lang="dv" dir="rtl">')])
def test_a_page_says_in_which_language_and_direction_it_is_read(client, db, code, html):
    with spoken(code):
        assert html in client.get("/years/").content.decode()
    assert '<html lang="en">' in client.get("/years/").content.decode()


@pytest.mark.exhaustive
def test_every_page_says_all_in_whole_messages(db, client):
    publisher = make_site()
    coming = make_year("2025-26", opened=False)
    make_office("zocoming", year=coming, name="Zocoming", publish=True)
    make_office("zounpublished", year=coming, name="Zounpublished")
    preview.make_link(coming, by=publisher)
    addresses = {address.path for address in public_addresses() if not re.search("/search/|/api/", address.path)}
    addresses |= {f"{edition}/search/?q={query}" for edition in ("", "/years/2023-24") for query in SEARCHES}
    addresses |= {f"/search/suggest/?q={query}" for query in SEARCHES}
    addresses |= {"/zonowhere/zo/", "/print/?whole", "/phones/cisco.xml?find=1", "/phones/cisco.xml?letter=Z"}
    addresses |= {f"/preview/{preview.token_of(link)}/" for link in _links(publisher)}
    to_an_open_year = preview.make_link(make_year("2024-25"), by=publisher)
    addresses.add(f"/rehearsal/{preview.token_of(to_an_open_year)}/")
    with spoken():
        answers = {address: client.get(address) for address in sorted(addresses)}
    wrong = {}
    for address, answer in answers.items():
        for fault in _faults(answer):
            wrong.setdefault(fault, []).append(address)
    assert wrong == {}


@pytest.mark.exhaustive
def test_screens_of_the_editors_say_all_in_whole_messages(db, client):
    client.force_login(make_site())
    office = Office.objects.get(slug="zoarts", school_year__label="2024-25")
    own, year = f"/admin/departments/office/{office.pk}", f"/admin/departments/schoolyear/{office.school_year_id}"
    screens = ["/admin/", "/admin/departments/office/unchecked/", "/admin/departments/office/help/"]
    screens += [f"{own}/{name}/" for name in ("change", "review", "history", "compare", "send-back")]
    screens += [f"{year}/{name}/" for name in ("missing", "roll-over", "old-pages", "compare")]
    rows = {f"{rows}-{which}_FORMS": 0 for rows in ("departments", "contacts") for which in ("TOTAL", "INITIAL")}
    with spoken():
        answers = {path: client.get(path) for path in screens}
        answers["refused"] = client.post("/admin/departments/office/add/", {"name": "", **rows})
    assert {answer.status_code for answer in answers.values()} == {200}
    pages = {path: re.sub(r"\{\w+\}|America/\w+", "", answer.content.decode()) for path, answer in answers.items()}
    assert {path: faults for path, page in pages.items() if (faults := faults_of_page(page))} == {}


@pytest.mark.thorough
def test_an_empty_site_says_all_in_whole_messages(db, client):
    with spoken():
        found = [_faults(client.get(one)) for one in ("/", "/people/", "/print/", "/search/?q=zo", "/years/", "/zo/")]
    assert found == [set()] * 6


def _changed(facts):
    """Each of `facts` by its name, with another value than its blank."""
    values = {Form.NUMBER: "+1 414-475-8001", Form.FLAG: True, Form.PLACE: 3, Form.DAY: date(2024, 9, 3)}
    return {one.name: list(one.labels)[-1] if one.labels else values.get(one.form, "zo-new") for one in facts}


def test_what_changed_is_told_in_whole_messages():
    lines = [ContactLine(role=f"Zo{place}", phone="+1 414-475-8003") for place in range(3)]
    lines += [ContactLine(**{"role": "Zo0", name: value}) for name, value in _changed(LINE.values()).items()]
    parts = [DepartmentPart(slug=f"zo{place}", name=f"Zo{place}", position=place) for place in range(3)]
    parts.append(DepartmentPart(slug="zo1", name="Zo1", parent="zo0", position=2))
    facts = [{name: value} for name, value in _changed(ENTRY.values()).items()]
    facts += [{"body": "<p>zo zo</p>"}, {"body": "<p>zo zo zo</p>"}, {"body": "<h2>zo zo</h2>"}]
    facts += [{"body": "<p><em>zo</em> zo</p>"}, {"summary": "zo\nzo"}, {"summary": "zo  zo"}, {"summary": "zo zo"}]
    facts += [{"image": "images/zo"}, {"name": "Zonamed"}, {"carried_from": "2023-24"}, {"school_year": "2025-26"}]
    facts += [{"contacts": (one, *others)} for one in lines for others in ((), lines[:2], lines[1::-1])]
    facts += [
        {"departments": tuple(some)} for some in ((), parts[:2], parts[1::-1], parts[:3], parts[::3], parts[2::-1])
    ]
    pages = [OfficePage(**{"school_year": "2024-25", "slug": "zo", "name": "Zo"} | one) for one in ({}, *facts)]
    pairs = [(first, page) for page in pages for first in (None, pages[0])] + [*pairwise(pages)]
    told = set()
    with spoken():
        for before, after in [*pairs, *(pair[::-1] for pair in pairs)]:
            found = between(before, after)
            told |= {*map(str, found), *(one.told for one in found), *(one.label for one in found), summary(found, 1)}
    assert len(told) > 100
    assert {one: faults(one) for one in told if faults(one)} == {}


def test_what_checks_find_is_told_in_whole_messages():
    lines = (
        ContactLine(role="Zo", phone="12", email="zo", kind="zo", note="Zo 414-475-8009, zo 1/1/2020"),
        ContactLine(note="zo\x07" * 200),
    )
    links = ("", "c:\\zo", "zo.htm", "mailto:zo", "tel:12", "/zo/")
    body = "".join(f'<h3>Zo</h3><p>- zo</p><p>zo <a href="{link}">https://zo.zo/</a></p>' for link in links)
    shouted = {"summary": "ZOZO ZOZO ZOZO ZOZO ZOZO 414-475-8009", "hours": "zo 1/2/2020", "body": body}
    facts = [
        {"name": " ", "succeeds": "zo/ /zo"}, {"name": "Zo Zo"}, {"parent": "zo"}, {"parent": ""}, {"parent": "zo3"},
        {"lead_standing": "zo"}, {"lead_standing": "vacant", "lead_name": "Zo"}, {"lead_title": "Zo"},
        {"lead_standing": "acting"}, {"lead_name": "Zo"},
        {"phone": "12", "website": "zo", "email": "zo"},
        {"image": "zo"}, {"image": "zo", "image_alt": "zo.jpg", "summary": "zo.jpg"}, {"contacts": lines},
        {"image_alt": "zo " * 100, "image": "zo", "website": "https://zo.zo/"}, shouted, {"name": "ZOZOZO"},
        {"phone": "+1 414-475-8001", "fax": "+1 414-475-8001", "hours": "zo\x07"},
    ]  # fmt: skip
    parts = [DepartmentPart(**{"slug": f"zo{place}", "name": f"Zo{place}"} | one) for place, one in enumerate(facts)]
    parts += [DepartmentPart(slug="zo1", name="Zo zo"), DepartmentPart(slug="zo3", name="Zo", parent="zo1")]
    page = OfficePage(school_year="2024-25", slug="zo zo", name="Zo", departments=tuple(parts))
    with spoken():
        found = problems(page, on=date(2026, 11, 29), stored=lambda name: False, leads=lambda address: False)
    assert len({one.rule for one in found}) > 25
    assert {one.rule: faults(one.sentence) for one in found if faults(one.sentence)} == {}


def _links(maker):
    """Links to a draft: one that opens, one that has ended."""
    office = make_office("zodraft", name="Zodraft")
    ended = preview.make_link(office, by=maker)
    return preview.make_link(office, by=maker), preview.revoke(ended, by=maker)


def _faults(response):
    kind, text = response["Content-Type"].partition(";")[0], response.getvalue().decode(errors="ignore")
    text = text.replace(response.request["QUERY_STRING"].partition("q=")[2].replace("%20", " ") or "\0", "zo")
    if kind == "text/html":
        return faults_of_page(text)
    if response.request["PATH_INFO"].endswith("/suggest/"):
        answer = json.loads(text)
        read = [one.get(name, "") for one in answer["results"] for name in ("name", "detail", "why", "instead")]
        return faults(NEXT.join([*read, answer.get("said", "")]))
    if kind in ("application/atom+xml", "text/xml"):
        text = re.sub(r"<(id|URL|QueryStringParam|InputFlags)>[^<]*<|xml version.*encoding=\S*", "<", text)
        return faults(NEXT.join(re.findall(r"(?<=>)[^<]+(?=<)|(?<=Name=\")[^\"]+", text)))
    return set()
