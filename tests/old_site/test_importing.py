"""An old page becomes a draft: what is blank is filled, what stands there stays, and nothing comes twice."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis.extra.django import TestCase
from reversion.models import Revision

from departments import publishing
from departments.drafts import history
from departments.models import Contact, Department, Office, Publication, SchoolYear
from departments.old_site import import_page, report, text_of
from departments.school_years.edition import of_drafts
from departments.school_years.problems import Refused
from tests.examples import examples
from tests.making import make_contact, make_department, make_office, make_person, make_picture, make_year
from tests.old_site.old_pages.expected import EXPECTED
from tests.old_site.test_old_page import PAGES, SAMPLE, disturbed_samples

LABEL = "2025-26"
PICTURE = (
    "Office of the Chief of Staff: the picture is not in the text. "
    "Upload it, and see whether “Teacher with Students” fits it."
)


CHOSEN = ("appointed", "middle", "en")  # of lists of choices, those that are chosen at first


def _drafts(label=LABEL):
    return of_drafts(SchoolYear.objects.get(label=label)).edition


def _filled(record):
    return {name: value for name, value in record.items() if value not in ("", [], None, False, *CHOSEN)}


def _import(text, label=LABEL, **options):
    done = import_page(text, label, source="page.txt", **options)
    return done.sentences, done.left


@pytest.mark.django_db
def test_the_sample_page_becomes_the_draft_of_a_new_year_that_can_be_published():
    done = import_page(SAMPLE, LABEL)
    page = EXPECTED["chief-of-staff"]
    edition = _drafts()
    assert _filled(edition.offices["chief-of-staff"]) == {
        "name": "Office of the Chief of Staff",
        "lead_title": "Chief of Staff",
        "lead_name": "Paulette Chambers",
        "phone": "+1 414-475-8393",
        "image_alt": "Teacher with Students",
        "summary": page["office"].summary,
        "body": page["office"].body,
        "position": 1,
    }
    assert {slug: (one["position"], one["phone"], one["fax"]) for slug, one in edition.departments.items()} == {
        "black-and-latino-male-achievement": (1, "+1 414-475-8631", "+1 414-475-8457"),
        "equity-access-and-inclusion": (2, "+1 414-475-8466", ""),
        "gender-and-identity-inclusion": (3, "+1 414-777-7864", ""),
        "restorative-practices": (4, "+1 414-252-0221", ""),
    }
    assert done.sentences == [
        "2025-26 was made, out of visitors’ sight until it is opened.",
        "New office: Office of the Chief of Staff (chief-of-staff).",
        "New department: Black and Latino Male Achievement (black-and-latino-male-achievement).",
        "New department: Equity, Access, and Inclusion (equity-access-and-inclusion).",
        "New department: Gender & Identity Inclusion (gender-and-identity-inclusion).",
        "New department: Restorative Practices (restorative-practices).",
    ]
    assert done.left == [PICTURE]
    year = SchoolYear.objects.get(label=LABEL)
    assert (year.starts_on, year.ends_on, year.opened_at) == (date(2025, 7, 1), date(2026, 6, 30), None)
    assert publishing.check(done.office) == ()
    publishing.publish(done.office, by=None)
    assert not Publication.objects.exclude(office=done.office).exists()


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPECTED)
def test_of_every_page_only_posts_without_a_name_keep_it_from_being_published_and_a_second_import_changes_nothing(name):
    text = text_of(PAGES / f"{name}.txt")
    done = import_page(text, LABEL)
    parts = (done.page.office, *done.page.departments)
    errors = [problem.rule for problem in publishing.check(done.office) if problem.level == "error"]
    nobody = [part for part in parts if part.lead_title and not part.lead]
    assert errors == ["lead-without-a-name"] * len(nobody)
    assert len([one for one in done.left if "nobody is named" in one]) == len(nobody)
    before = _drafts().as_json()
    again = import_page(text, LABEL)
    assert (again.changed, again.sentences) == (False, [])
    assert _drafts().as_json() == before
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_contact_lines_come_with_their_kinds_in_order():
    import_page(text_of(PAGES / "operations-lines.txt"), LABEL)
    lines = Contact.objects.filter(department__slug="nutrition-services").values_list("position", "role", "phone")
    assert [(place, role, str(phone or "")) for place, role, phone in lines] == [
        (1, "Administrator", ""),
        (2, "Secretary", "+1 414-475-8371"),
        (3, "Phone", "+1 414-475-8372"),
        (4, "Phone/Fax", "+1 414-475-8387"),
        (5, "After hours", "+1 414-475-8393 ext. 12"),
        (6, "School menus line", "+1 414-475-8373"),
    ]
    assert Contact.objects.get(office__isnull=False).kind == Contact.Kind.TTY


@pytest.mark.django_db
def test_the_import_is_one_version_by_whom_and_why():
    office = make_office(year=make_year(LABEL), name="Chief of Staff’s people")
    make_department(office, "restorative-practices", lead_name="", lead_title="")
    publisher = make_person("publisher", "Publishers")
    done = import_page(SAMPLE, LABEL, source="chief.txt", by=publisher)
    assert done.office == office
    assert [(one.who, one.why) for one in history.versions(office)] == [
        ("publisher", "Imported from chief.txt"),
        ("nobody knows", "As it was before the first version"),
    ]
    history.put_back(office, history.versions(office)[-1], by=publisher)
    assert [one.slug for one in Department.objects.all()] == ["restorative-practices"]


@pytest.mark.django_db
def test_only_blank_fields_of_a_draft_are_filled_and_the_rest_is_told():
    office = make_office(
        year=make_year(LABEL), lead_title="Chief of Staff", phone="414-475-8000", summary="Ours.", position=7
    )
    practices = make_department(office, "restorative-practices", phone="", position=3)
    make_department(office, "gender-inclusion", name="Gender and Identity Inclusion", lead_name="", fax="414-475-8457")
    sentences, left = _import(SAMPLE)
    assert sentences == [
        "Office of the Chief Of Staff: filled in lead, text, picture in words.",
        "New department: Black and Latino Male Achievement (black-and-latino-male-achievement).",
        "New department: Equity, Access, and Inclusion (equity-access-and-inclusion).",
        "Gender and Identity Inclusion: filled in lead, text.",
        "Restorative Practices: filled in phone, text.",
    ]
    assert left == [
        "Office of the Chief of Staff: phone stays “414-475-8000”; the page says “414-475-8393”.",
        "Office of the Chief of Staff: summary stays “Ours.”; the page says “The Office of the Chief of Staff helps to "
        "identify, develop, engage, and integrate resources to support schools, students, and their families.”.",
        PICTURE,
        "Gender & Identity Inclusion: phone stays “414-252-0221”; the page says “414-777-7864”.",
    ]
    office.refresh_from_db()
    practices.refresh_from_db()
    assert (office.lead_name, office.position, office.summary) == ("Paulette Chambers", 7, "Ours.")
    assert (str(practices.phone), practices.position, practices.lead_name) == ("+1 414-252-0221", 3, "Leon Groce")
    assert [one.position for one in Department.objects.order_by("pk")] == [3, 0, 4, 5]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("draft", "line", "after", "kept"),
    [
        (("", "", "appointed"), "Acting Director: A. Roe", ("Director", "A. Roe", "acting"), ""),
        (("Director", "", "appointed"), "Acting Director: A. Roe", ("Director", "A. Roe", "acting"), ""),
        (("director", "", "appointed"), "Director: Vacant", ("director", "", "vacant"), ""),
        (("", "A. Roe", "appointed"), "Director: A. Roe", ("Director", "A. Roe", "appointed"), ""),
        (("Director", "A. Roe", "on_leave"), "Director:", ("Director", "A. Roe", "on_leave"), ""),
        (("Director", "A. Roe", "appointed"), "Director: B. Doe", None,
         "lead stays “Director A. Roe”; the page says “Director B. Doe”."),
        (("Manager", "", "appointed"), "Director: A. Roe", None,
         "lead stays “Manager”; the page says “Director A. Roe”."),
        (("Director", "A. Roe", "appointed"), "Acting Director: A. Roe", None,
         "lead stays “Director A. Roe”; the page says “Director A. Roe (acting)”."),
        (("Director", "", "vacant"), "Director: A. Roe", None,
         "lead stays “Director (vacant)”; the page says “Director A. Roe”."),
        (("", "A. Roe", "appointed"), "Acting Director: A. Roe", None,
         "lead stays “A. Roe”; the page says “Director A. Roe (acting)”."),
    ],
)  # fmt: skip
def test_the_lead_is_filled_as_one_or_stays_as_one(draft, line, after, kept):
    fields = ("lead_title", "lead_name", "lead_standing")
    office = make_office("operations", year=make_year(LABEL), **dict(zip(fields, draft, strict=True)))
    _, left = _import(f"Office of Operations\n\n{line}\n")
    office.refresh_from_db()
    assert tuple(getattr(office, name) for name in fields) == (after or draft)
    assert left[:1] == ([f"Office of Operations: {kept}"] if kept else [])


@pytest.mark.django_db
def test_contact_lines_are_filled_in_only_where_there_are_none():
    office = make_office("operations", year=make_year(LABEL))
    make_contact(office, role="TTY", phone="888-814-4026", kind="tty")
    _, left = _import("Office of Operations\n\nTTY: 888-814-4026\nMeals: 414-475-8373\n")
    assert left == ["Office of Operations: the contact line “Meals 414-475-8373” was not added to those there are."]
    assert Contact.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "after", "left"),
    [
        ({}, "Pupils", ["the picture is not in the text. Upload it, and see whether “Pupils” fits it."]),
        ({"image": True}, "", ["“Pupils” is the text of the old picture. Say what today’s shows."]),
        ({"image": True, "image_decorative": True}, "",
         ["“Pupils” is the text of the old picture. Say what today’s shows."]),
        ({"image": True, "image_alt": "A garden"}, "A garden",
         ["picture in words stays “A garden”; the page says “Pupils”."]),
        ({"image": True, "image_alt": "Pupils"}, "Pupils", []),
    ],
)  # fmt: skip
def test_the_words_of_the_old_picture_are_not_put_to_another_one(values, after, left):
    values = values | {"image": make_picture()} if values else {}
    office = make_office("operations", year=make_year(LABEL), **values)
    _, told = _import("Office of Operations\n\nPhoto: Pupils\n")
    office.refresh_from_db()
    assert office.image_alt == after
    assert told == [f"Office of Operations: {sentence}" for sentence in left]


@pytest.mark.django_db
def test_a_department_whose_address_is_taken_in_the_year_gets_another():
    make_department(make_office("academics", year=make_year(LABEL)), "restorative-practices")
    _, left = _import(SAMPLE)
    assert left == [
        PICTURE,
        "Restorative Practices: another department of 2025-26 is at restorative-practices, "
        "so it is at restorative-practices-chief-of-staff.",
    ]
    assert Department.objects.filter(office__slug="chief-of-staff").count() == 4


@pytest.mark.django_db
def test_what_is_to_be_taken_off_the_site_is_told():
    make_office(year=make_year(LABEL), retired_at=timezone.now())
    _, left = _import("Office of the Chief of Staff\n\nPhone: 414-475-8393\n")
    assert left == [
        "Office of the Chief of Staff: it is to be taken off the site in the draft, so its page leaves it out."
    ]


@pytest.mark.django_db
def test_a_trial_says_the_same_and_writes_nothing():
    trial = import_page(SAMPLE, LABEL, dry_run=True)
    for model in (SchoolYear, Office, Department, Contact, Revision):
        assert not model.objects.exists()
    real = import_page(SAMPLE, LABEL)
    assert (trial.sentences, trial.left) == (real.sentences, real.left)
    assert list(report(trial)) == list(report(real))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "label", "sentence"),
    [
        (SAMPLE, "2025", "school year 2025, label: write two years that follow, such as 2025-26."),
        (SAMPLE, "2024-2025", "school year 2024-2025, label: write two years that follow, such as 2025-26."),
        ("Director: A. Roe", LABEL, "page.txt: no line names an office. "
         "Write “Office of” before its name, as Office of Human Capital. Or say whose page it is (--office)."),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_refused_in_a_sentence(text, label, sentence):
    with pytest.raises(Refused) as refused:
        import_page(text, label, source="page.txt")
    assert str(refused.value) == sentence
    assert not SchoolYear.objects.exists()


@pytest.mark.django_db
def test_a_year_that_cannot_be_made_is_refused():
    SchoolYear.objects.create(label="2026-27", starts_on=date(2025, 7, 1), ends_on=date(2026, 6, 30))
    with pytest.raises(Refused) as refused:
        import_page(SAMPLE, LABEL, source="page.txt")
    assert str(refused.value) == "page.txt, school year 2025-26: another school year starts on this day."
    assert not Office.objects.exists()


@pytest.mark.django_db
def test_the_report_tells_every_line_and_what_is_left_to_do():
    done = import_page(
        "Office of Operations\n\nHappy PupilsChief of Operations:\nPhone: 414-475-8528\nMain Content\n", LABEL
    )
    assert list(report(done)) == [
        "Understood: 3 lines",
        "  line 1, “Office of Operations” → the name of the office",
        "  line 3, “Happy PupilsChief of Operations:” → the title of the lead of Office of Operations, and nobody named"
        "; before it the text of a picture, “Happy Pupils”",
        "  line 4, “Phone: 414-475-8528” → the phone of Office of Operations",
        "",
        "Left out: 1 line",
        "  line 5, “Main Content” → a menu",
        "",
        "2025-26 was made, out of visitors’ sight until it is opened.",
        "New office: Office of Operations (operations).",
        "",
        "Not taken over, or left to you",
        "  Office of Operations: the picture is not in the text. Upload it, and see whether “Happy Pupils” fits it.",
        "  Office of Operations: nobody is named as Chief of Operations. Type the name, or choose “Vacant”.",
    ]


class AnyPage(TestCase):
    @examples(15)
    @given(disturbed_samples())
    def test_a_disturbed_page_is_imported_once_or_refused(self, text):
        try:
            import_page(text, LABEL)
        except Refused:
            assert not SchoolYear.objects.exists()
        else:
            before = _drafts().as_json()
            assert not import_page(text, LABEL).changed
            assert _drafts().as_json() == before
