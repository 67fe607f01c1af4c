"""From a draft to what is kept of it, and back."""

import json
from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from departments.models import Contact, Department, Entry, Office, SchoolYear
from departments.models.lead import Lead
from departments.page import office_page
from departments.page.kept_page import digest, freeze, thaw
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage, Picture, from_draft
from departments.words import plain_text, richtext
from tests.examples import examples
from tests.making import make_contact, make_department, make_office

NUMBER = "+1 414-475-8003"
PICTURE = f"images/{'a' * 64}-1600x1000.webp"


@pytest.mark.parametrize(
    ("title", "name", "standing", "line"),
    [
        ("Chief of Staff", "Paulette Chambers", "appointed", "Chief of Staff: Paulette Chambers"),
        ("Superintendent", "Eduardo Galvan", "acting", "Acting Superintendent: Eduardo Galvan"),
        ("Chief Academic Officer", "Tonya Adair", "interim", "Interim Chief Academic Officer: Tonya Adair"),
        ("Director", "Leon Groce", "on_leave", "Director: Leon Groce (on leave)"),
        ("Director", "", "vacant", "Director: vacant"),
        ("Director", "Somebody", "vacant", "Director: vacant"),
        ("", "John R. Hill, Ph.D.", "appointed", "Head: John R. Hill, Ph.D."),
        ("", "", "vacant", "Head: vacant"),
        ("Director", "", "appointed", ""),
        ("", "", "appointed", ""),
    ],
)
def test_a_lead_is_composed_from_title_name_and_standing(title, name, standing, line):
    assert str(Lead(title, name, standing)) == line
    assert bool(Lead(title, name, standing)) == bool(line)


def test_a_picture_is_shown_when_somebody_decided_on_its_words():
    part = {"slug": "x", "name": "X", "image": PICTURE}
    assert DepartmentPart(**part).picture is None
    assert DepartmentPart(**part, image_alt="A school").picture == Picture(PICTURE, "A school")
    assert DepartmentPart(**part, image_decorative=True).picture == Picture(PICTURE, "")
    assert DepartmentPart(slug="x", name="X", image="school.jpg", image_alt="A school").picture is None
    assert (Picture(PICTURE, "").width, Picture(PICTURE, "").height) == (1600, 1000)


def test_a_page_without_a_picture_is_without_what_was_said_of_it():
    other = PICTURE.replace("a", "b")
    parts = (
        DepartmentPart(slug="arts", name="Arts", image=PICTURE, image_decorative=True),
        DepartmentPart(slug="music", name="Music", image=other, image_decorative=True),
    )
    page = OfficePage(school_year="2024-25", slug="x", name="X", image=PICTURE, image_alt="A door", departments=parts)
    assert page.without_picture(PICTURE) == OfficePage(
        school_year="2024-25", slug="x", name="X", departments=(DepartmentPart(slug="arts", name="Arts"), parts[1])
    )


@pytest.mark.django_db
def test_a_page_is_read_from_its_draft_in_the_order_of_the_page():
    at = timezone.now()
    office = make_office("academics", phone="414-475-8393 ext. 12", also_known_as="Curriculum\n\n Teaching ")
    arts = make_department(office, "arts", position=9)
    make_department(office, "music", position=1, parent=arts, lead_name="", lead_title="", phone="")
    make_department(office, "libraries", position=9, name="A Library")
    make_department(office, "gone", position=0, retired_at=at)
    gone = make_department(office, "gone-too", position=0, retired_at=at - timedelta(days=1))
    make_department(office, "orphan", position=0, parent=gone)
    make_contact(arts, position=2, role="TTY")
    make_contact(arts, position=1, role="Secretary")

    page = from_draft(office, office.departments.all(), Contact.objects.all(), at)

    assert page.phone == "+1 414-475-8393 ext. 12"
    assert page.other_names == ("Curriculum", "Teaching")
    assert [(p.slug, p.position, p.parent) for p in page.departments] == [
        ("libraries", 1, None),
        ("arts", 2, None),
        ("music", 3, "arts"),
    ]
    assert [line.role for line in page.departments[1].contacts] == ["Secretary", "TTY"]
    assert [part.slug for part, units in page.tree] == ["libraries", "arts"]
    assert [p.slug for p in page.below(page.departments[1])] == ["music"]


@pytest.mark.django_db
def test_a_unit_of_what_is_no_department_of_the_page_comes_last_and_is_placed_as_a_department():
    at, office = timezone.now(), make_office("academics")
    arts, music, choir, gone = (make_department(office, slug) for slug in ("arts", "music", "choir", "gone"))
    elsewhere = make_department(make_office("operations"), "heating")
    parents = {arts: music, music: arts, choir: elsewhere}
    for unit, parent in parents.items():
        Department.objects.filter(pk=unit.pk).update(parent=parent)
    Department.objects.filter(pk=gone.pk).update(retired_at=at)
    orphan = make_department(office, "orphan", parent=gone)
    make_department(office, "orphans-own", parent=orphan)
    make_department(office, "dance", position=9)

    page = from_draft(office, office.departments.all(), [], at)

    strays = [("arts", "music"), ("choir", ""), ("music", "arts")]
    assert [(part.slug, part.parent) for part in page.departments] == [("dance", None), *strays]
    assert [part.slug for part, _ in page.placed.tree] == ["dance", "arts", "choir", "music"]


@pytest.mark.django_db
def test_a_page_is_the_same_whatever_the_order_of_its_rows():
    office = make_office("academics")
    beta = make_department(office, "beta", name="Beta", position=1)
    for slug, values in {
        "unit": {"parent": beta, "position": 9},
        "z-alike": {"name": "Alike"},
        "alike": {"name": "Alike"},
        "first": {"name": "Zeta", "position": 0},
    }.items():
        make_department(office, slug, **{"position": 1} | values)
    lines = [make_contact(beta, role=role, position=place) for role, place in [("Two", 2), ("Three", 2), ("One", 1)]]
    at = timezone.now()

    for departments in permutations(office.departments.all()):
        for contacts in permutations(lines):
            page = from_draft(office, departments, contacts, at)
            assert [part.slug for part in page.departments] == ["first", "alike", "z-alike", "beta", "unit"]
            assert [line.role for line in page.departments[3].contacts] == ["One", "Two", "Three"]


def test_what_is_kept_is_a_list_of_fixture_records():
    page = OfficePage(
        school_year="2024-25",
        slug="academics",
        name="Academics",
        body="<p>Hi</p><script>x</script>",
        summary="One\r\ntwo\x00",
        confirmed_on=date(2025, 3, 3),
        contacts=(ContactLine(role="TTY", kind="tty", phone="+1 888-814-4026"),),
        departments=(
            DepartmentPart(slug="arts", name="Arts", position=1),
            DepartmentPart(slug="music", name="Music", position=2, parent="arts", contacts=(ContactLine(name="Ann"),)),
        ),
    )
    kept = freeze(page)

    assert kept["schema_version"] == 1
    assert [(r["model"], r["fields"].get("slug")) for r in kept["records"]] == [
        ("departments.office", "academics"),
        ("departments.department", "arts"),
        ("departments.department", "music"),
        ("departments.contact", None),
        ("departments.contact", None),
    ]
    office, _, music, tty, ann = (record["fields"] for record in kept["records"])
    assert office["school_year"] == ["2024-25"]
    assert (office["body"], office["summary"], office["confirmed_on"]) == ("<p>Hi</p>", "One\ntwo", "2025-03-03")
    assert (music["office"], music["parent"]) == (["2024-25", "academics"], ["2024-25", "arts"])
    assert (tty["office"], tty["department"], tty["position"]) == (["2024-25", "academics"], None, 1)
    assert (ann["office"], ann["department"]) == (None, ["2024-25", "music"])


def test_a_page_kept_in_another_form_is_refused():
    with pytest.raises(ValueError, match="kept in form 99"):
        thaw({"schema_version": 99, "records": []})


def test_the_digest_follows_the_content_and_not_the_order_of_keys():
    kept = freeze(OfficePage(slug="arts", name="Beaux-Arts é", school_year="2024-25"))
    turned = json.loads(json.dumps(kept), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert list(turned) == ["records", "schema_version"]
    assert digest(turned) == digest(kept)
    assert digest(kept) != digest(freeze(OfficePage(slug="arts", name="Beaux-Arts e", school_year="2024-25")))


# Well-formed offices, as forms would let them through.

# As the fields keep texts.
_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(plain_text.line)
_name = _text.filter(bool)
_lines = st.lists(_text, max_size=3).map("\n".join).map(plain_text.lines)
_slug = st.from_regex(r"[a-z]([-a-z0-9]{0,20}[a-z0-9])?", fullmatch=True)
_phone = st.builds(
    lambda line, extension: f"+1 414-475-{line:04}" + (f" ext. {extension}" if extension else ""),
    st.integers(0, 9999),
    st.none() | st.integers(1, 99999),
)
_contact = st.builds(
    ContactLine,
    role=_name,
    name=_text,
    phone=_phone | st.just(""),
    kind=st.sampled_from(Contact.Kind.values),
    email=st.sampled_from(["", "front.desk@example.org"]),
    note=_text,
)
_markup = st.lists(
    _text | st.sampled_from(["<p>", "</p>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<em>", "</em>", "<br>"]),
    max_size=8,
).map("".join)
_part = {
    "name": _name,
    "also_known_as": _lines,
    "lead_title": _text,
    "lead_name": _text,
    "lead_standing": st.sampled_from(Entry.Standing.values),
    "phone": _phone | st.just(""),
    "fax": _phone | st.just(""),
    "email": st.sampled_from(["", "office@example.org"]),
    "location": _text,
    "hours": _text,
    "image": st.sampled_from(["", PICTURE]),
    "image_alt": _text,
    "summary": _lines,
    "body": _markup,
    "succeeds": st.lists(_slug, max_size=2).map(" ".join),
    "confirmed_on": st.none() | st.dates(date(1900, 1, 1)),
    "contacts": st.lists(_contact, max_size=2).map(tuple),
}


@st.composite
def office_pages(draw):
    parts, tops = [], []
    for place, slug in enumerate(draw(st.lists(_slug, unique=True, max_size=4)), 1):
        parent = draw(st.none() | st.sampled_from(tops)) if tops else None
        if parent is None:
            tops.append(slug)
        values = {name: draw(strategy) for name, strategy in _part.items()}
        parts.append(DepartmentPart(slug=slug, position=place, parent=parent, **values))
    # A unit follows its department on the page, so it does in what is kept.
    ordered = [part for top in parts if top.parent is None for part in _with_units(top, parts)]
    ordered = [office_page.replace(part, position=place) for place, part in enumerate(ordered, 1)]
    values = {name: draw(strategy) for name, strategy in _part.items()}
    position = draw(st.integers(0, 99))
    return OfficePage(school_year="2024-25", slug=draw(_slug), position=position, departments=tuple(ordered), **values)


def _with_units(top, parts):
    return [top, *(part for part in parts if part.parent == top.slug)]


@pytest.mark.thorough
@examples(500)
@given(office_pages())
def test_a_page_survives_freezing_and_thawing(page):
    kept = freeze(page)
    thawed = thaw(json.loads(json.dumps(kept)))

    assert freeze(thawed) == kept
    assert thawed == office_page.replace(
        page,
        body=richtext.sanitise(page.body),
        departments=tuple(office_page.replace(part, body=richtext.sanitise(part.body)) for part in page.departments),
    )


@pytest.mark.exhaustive
class DumpAndLoad(TestCase):
    """What was kept can be loaded as drafts, dumped and loaded again, and freezes to the same bytes."""

    @examples(500)
    @given(office_pages())
    def test_a_page_survives_dump_and_load(self, page):
        kept = freeze(page)
        SchoolYear.objects.create(label="2024-25", starts_on=date(2024, 7, 1), ends_on=date(2025, 6, 30))
        _load(kept["records"])
        assert _frozen_draft() == kept

        parents_first = Department.objects.order_by(F("parent_id").asc(nulls_first=True), "id")
        dumped = serializers.serialize(
            "json",
            [*Office.objects.all(), *parents_first, *Contact.objects.order_by("id")],
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
        for model in (Contact, Office):
            model.objects.all().delete()
        _load(json.loads(dumped))
        assert _frozen_draft() == kept


def _load(records):
    for record in serializers.deserialize("python", records):
        record.save()


def _frozen_draft():
    office = Office.objects.get()
    return freeze(from_draft(office, office.departments.all(), Contact.objects.all(), timezone.now()))


@pytest.mark.django_db
def test_a_fixture_loads_twice_into_the_same_rows():
    for _ in range(2):
        call_command("loaddata", "fixtures/2024-25/directory.json", verbosity=0)
        counts = [model.objects.count() for model in (SchoolYear, Office, Department, Contact)]
        assert counts == [1, 4, 11, 0]
        assert datetime(2024, 7, 1).date() == SchoolYear.objects.get().starts_on


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (ContactLine("Records", phone=NUMBER, kind="fax"), "Records (fax)"),
        (ContactLine("Fax for records", phone=NUMBER, kind="fax"), "Fax for records"),
        (ContactLine("Front desk", phone=NUMBER, kind="tty"), "Front desk (TTY)"),
        (ContactLine(" Text a question", phone=NUMBER, kind="text"), "Text a question"),
        (ContactLine("Secretary", phone=NUMBER), "Secretary"),
        (ContactLine("Secretary", email="a@example.org", kind="fax"), "Secretary"),
        (ContactLine(phone=NUMBER, kind="video_relay"), "Video relay"),
        (ContactLine(phone=NUMBER, kind="pager"), "pager"),
        (ContactLine("Desk", phone=NUMBER, kind=""), "Desk"),
        (ContactLine(name="Ann Roe", email="a@example.org"), ""),
    ],
)
def test_a_line_is_labelled_with_what_it_is_for_and_what_answers_where_that_is_not_said(line, label):
    assert line.label == label
