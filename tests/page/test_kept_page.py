"""Any form in which a page was ever kept is read; what cannot be read says why, once."""

import copy
import logging
import re

import pytest

from departments.models import Publication
from departments.models.facts import ENTRY, LINE
from departments.page import kept_page
from departments.page.kept_page import (
    SCHEMA_VERSION,
    Unreadable,
    digest,
    freeze,
    page_of,
    page_or_reason,
    readable_page_of,
    thaw,
)
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage

FORMS = f"and this release reads forms up to {SCHEMA_VERSION}."
# Every fact has a value that is not its blank.
SAID = {
    "also_known_as": "COS\nThe chief",
    "lead_title": "Chief",
    "lead_name": "Ann Roe",
    "lead_standing": "acting",
    "phone": "+1 414-475-8393 ext. 12",
    "fax": "+1 414-475-8457",
    "email": "cos@example.org",
    "image": f"images/{'a' * 64}-1600x1000.webp",
    "image_alt": "A desk",
    "image_decorative": True,
    "lead_as_typed": True,
    "written_in": "es",
    "image_in_sight": "top",
    "position": 3,
    "body": "<p>Hello.</p>",
    "confirmed_on": "2024-09-30",
}
LINE_SAID = {"kind": "tty", "phone": "+1 888-814-4026"}
OPTIONAL = [fact for fact in ENTRY.values() if not fact.is_required]


@pytest.fixture
def kept():
    """A page as it is kept, whose office, unit and lines say every fact there is."""
    arts = DepartmentPart(slug="arts", name="Arts", position=1)
    music = DepartmentPart(slug="music", name="Music", position=2, parent="arts", contacts=(ContactLine(),))
    page = OfficePage(
        slug="cos", name="Chief", school_year="2024-25", contacts=(ContactLine(),), departments=(arts, music)
    )
    payload = freeze(page)
    for record in payload["records"]:
        table, said = (LINE, LINE_SAID) if record["model"] == "departments.contact" else (ENTRY, SAID)
        record["fields"] |= {f.name: said.get(f.name, f"some {f.name}") for f in table.values() if not f.is_required}
    return payload


def test_null_is_as_good_as_no_fact(kept):
    for record in kept["records"]:
        record["fields"] |= {f.name: None for f in (LINE | ENTRY).values() if f.name in record["fields"]} | {
            name: record["fields"][name] for name in ("name", "slug") if name in record["fields"]
        }
    page = thaw(kept)
    assert {getattr(part, fact.name) == fact.blank for part in page.parts for fact in OPTIONAL} == {True}


@pytest.mark.parametrize("fact", OPTIONAL, ids=lambda fact: fact.name)
def test_a_fact_that_a_page_was_kept_without_is_its_blank(kept, fact):
    said = thaw(kept)
    assert getattr(said, fact.name) != fact.blank
    for record in kept["records"][:3]:
        del record["fields"][fact.name]
    assert [getattr(part, fact.name) for part in thaw(kept).parts] == [fact.blank] * 3
    others = [name for name in ENTRY if name != fact.name]
    for before, after in zip(said.parts, thaw(kept).parts, strict=True):
        assert [getattr(after, name) for name in others] == [getattr(before, name) for name in others]


@pytest.mark.parametrize("fact", LINE.values(), ids=lambda fact: fact.name)
def test_a_fact_that_a_line_was_kept_without_is_its_blank(kept, fact):
    for record in kept["records"][3:]:
        assert record["fields"].pop(fact.name) != fact.blank
    lines = [line for part in thaw(kept).parts for line in part.contacts]
    assert [getattr(line, fact.name) for line in lines] == [fact.blank] * 2


def test_a_fact_of_another_time_is_passed_over(kept):
    before, before_digest = thaw(kept), digest(kept)
    for record in kept["records"]:
        record["fields"]["a_fact_of_another_time"] = {"deep": [1]}
    assert (thaw(kept), digest(kept)) == (before, before_digest)


def test_an_unknown_standing_or_kind_is_read_as_its_blank_and_told_once(kept, caplog):
    assert thaw(kept).unknown == ()
    kept["records"][0]["fields"]["lead_standing"] = "emperor"
    kept["records"][3]["fields"]["kind"] = "pigeon"
    page = page_of(Publication(pk=1, payload=kept))
    assert page.unknown == ('standing "emperor"', 'kind "pigeon"')
    assert (page.lead_standing, str(page.lead), page.contacts[0].kind) == ("appointed", "Chief: Ann Roe", "voice")
    assert page_of(Publication(pk=1, payload=kept)).unknown == ('standing "emperor"', 'kind "pigeon"')
    assert [record.getMessage() for record in caplog.records] == [
        'The publication 1 says what this release does not know: standing "emperor", kind "pigeon".'
    ]


@pytest.mark.parametrize("model", ["office", "department", "contact"])
def test_the_digest_passes_over_what_a_missing_fact_is_read_as(kept, model):
    """A new fact that nobody has filled in lets no office wait to be published."""
    for record in kept["records"]:
        table = LINE if record["model"] == "departments.contact" else ENTRY
        record["fields"] |= {fact.name: fact.blank for fact in table.values() if not fact.is_required}
    blank = digest(kept)
    for record in kept["records"]:
        if record["model"] == f"departments.{model}":
            blanks = [n for n, v in record["fields"].items() if v in ("", False, 0, None, "appointed", "voice")]
            for name in set(blanks) & (LINE if model == "contact" else ENTRY).keys():
                del record["fields"][name]
            assert "lead_standing" not in record["fields"] and "kind" not in record["fields"]
    assert digest(kept) == blank


def test_a_page_of_an_earlier_form_is_led_up_step_by_step(kept, monkeypatch):
    """What a release may do that keeps the number to call under another name."""

    def rename(payload):
        records = [
            {**one, "fields": {"hours" if n == "opening_hours" else n: v for n, v in one["fields"].items()}}
            for one in payload["records"]
        ]
        return {"schema_version": SCHEMA_VERSION + 1, "records": records}

    old = copy.deepcopy(kept)
    for record in old["records"]:
        if "hours" in record["fields"]:
            record["fields"]["opening_hours"] = record["fields"].pop("hours")
    before, expected, expected_digest = copy.deepcopy(old), thaw(kept), digest(kept)
    monkeypatch.setattr(kept_page, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setitem(kept_page.STEPS, SCHEMA_VERSION, rename)
    assert thaw(old) == thaw(rename(old)) == expected
    assert digest(old) == digest(rename(old)) == expected_digest
    assert old == before
    assert freeze(expected)["schema_version"] == SCHEMA_VERSION + 1


def _without(*path):
    def spoil(payload):
        *way, last = path
        for step in way:
            payload = payload[step]
        del payload[last]

    return spoil


def _with(*path, value):
    def spoil(payload):
        *way, last = path
        for step in way:
            payload = payload[step]
        payload[last] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_with("schema_version", value=99), f"it was kept in form 99, {FORMS}"),
        (_without("schema_version"), f"it was kept in form None, {FORMS}"),
        (_with("schema_version", value="1"), f"it was kept in form '1', {FORMS}"),
        (_without("records"), "it has no “records”, by which its parts are found."),
        (_without("records", 0), "it is not in the form of a page"),
        (_without("records", 1, "model"), "it has no “model”, by which its parts are found."),
        (_without("records", 1, "fields"), "it has no “fields”, by which its parts are found."),
        (_without("records", 0, "fields", "slug"), "it has no “slug”, by which its parts are found."),
        (_without("records", 1, "fields", "name"), "it has no “name”, by which its parts are found."),
        (_without("records", 0, "fields", "school_year"), "it has no “school_year”, by which its parts are found."),
        (_without("records", 2, "fields", "parent"), "it has no “parent”, by which its parts are found."),
        (_without("records", 3, "fields", "office"), "it has no “office”, by which its parts are found."),
        (_with("records", 0, "fields", "hours", value=7), "its hours is 7."),
        (_with("records", 0, "fields", "image_decorative", value="no"), 'its only decoration is "no".'),
        (_with("records", 0, "fields", "confirmed_on", value="soon"), "it is not in the form of a page"),
        (_with("records", 0, "fields", "slug", value=""), 'its address is "".'),
        (_with("records", 0, "fields", "slug", value="a b/c"), 'its address is "a b/c".'),
        (_with("records", 0, "fields", "slug", value="ÄÖ"), r'its address is "\u00c4\u00d6".'),
        (_with("records", 1, "fields", "slug", value="../.."), 'its address is "../..".'),
        (_with("records", 1, "fields", "slug", value="a" * 101), 'its address is "a'),
        (_with("records", 0, "fields", "school_year", value=[None]), "its school year is null."),
        (_with("records", 0, "fields", "school_year", value=[[]]), "its school year is []."),
        (_with("records", 0, "fields", "school_year", value="2024-25"), 'its school year is "2".'),
        (_with("records", 0, "fields", "carried_from", value=[7]), "its school year is 7."),
        (_with("records", 2, "fields", "parent", value=["2024-25", []]), "its address is []."),
        (_with("records", 2, "fields", "parent", value=["2024-25", "crafts"]), "its unit music stands below crafts"),
        (_with("records", 1, "fields", "parent", value=["2024-25", "music"]), "its unit arts stands below music"),
        (_with("records", 2, "fields", "slug", value="arts"), "two of its departments have one address."),
    ],
)
def test_what_cannot_be_read_says_why(kept, spoil, says):
    thaw(kept)
    spoil(kept)
    with pytest.raises(Unreadable, match=re.escape(says)):
        thaw(kept)


def test_units_nested_deeper_than_any_page_shows_are_refused_without_recursion(kept):
    unit = kept["records"][2]["fields"]
    for number in range(1200):
        unit = unit | {"slug": f"unit-{number}", "parent": ["2024-25", unit["slug"]]}
        kept["records"].append({"model": "departments.department", "fields": unit})
    with pytest.raises(Unreadable, match="its unit unit-0 stands below music, which is no department of the page"):
        thaw(kept)


def test_characters_that_no_reader_can_see_are_passed_over(kept):
    kept["records"][0]["fields"] |= {"lead_name": "A\x00nn \ud800Roe", "body": "<p>One\x01</p>\n<p>Two\udfff</p>"}
    kept["records"][3]["fields"]["role"] = "Desk\ufffe"
    page = thaw(kept)
    assert (page.lead_name, page.body, page.contacts[0].role) == ("Ann Roe", "<p>One</p>\n<p>Two</p>", "Desk")


@pytest.mark.parametrize("payload", [None, [], "page", 1])
def test_what_is_no_page_at_all_says_so(payload):
    with pytest.raises(Unreadable, match="it is not in the form of a page"):
        thaw(payload)


def test_a_publication_that_cannot_be_read_is_logged_once(kept, caplog):
    good, bad = Publication(pk=1, payload=kept), Publication(pk=2, payload={"schema_version": 99})
    with caplog.at_level(logging.ERROR):
        assert readable_page_of(good) == page_of(good) == thaw(kept)
        assert [readable_page_of(bad), readable_page_of(bad)] == [None, None]
        assert page_or_reason(good) == (page_of(good), "")
        assert page_or_reason(bad) == (None, f"it was kept in form 99, {FORMS}")
        with pytest.raises(Unreadable):
            page_of(bad)
    assert [record.getMessage() for record in caplog.records] == [
        f"The publication 2 cannot be read and is left out: it was kept in form 99, {FORMS}"
    ]
