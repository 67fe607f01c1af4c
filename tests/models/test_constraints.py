"""Every rule the database keeps: violated past the forms, and refused to the editor in words."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from departments.models import (
    Alert,
    Asked,
    Contact,
    Department,
    District,
    DistrictLine,
    Listing,
    MissedSearch,
    Office,
    OpenForm,
    PreviewLink,
    Publication,
    SchoolYear,
)
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_year

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _year(**changes):
    make_year("2024-25")
    return SchoolYear(**{"label": "2023-24", "starts_on": "2023-07-01", "ends_on": "2024-06-30"} | changes)


def _office(**changes):
    make_office("superintendent")
    return Office(**{"school_year": make_year(), "slug": "academics", "name": "Academics"} | changes)


def _department(**changes):
    office = make_office("academics")
    make_department(office, "libraries")
    return Department(**{"office": office, "school_year": office.school_year, "slug": "arts", "name": "Arts"} | changes)


def _contact(owner="office", **changes):
    office = make_office("academics")
    owners = {
        "office": {"office": office},
        "none": {},
        "both": {"office": office, "department": make_department(office)},
    }
    return Contact(**owners[owner] | {"role": "Secretary"} | changes)


def _publication(**changes):
    live = make_office("superintendent", publish=True).publications.get()
    values = {
        "office": live.office,
        "school_year": live.school_year,
        "number": 2,
        "slug": "superintendent",
        "name": "Superintendent",
        "payload": live.payload,
        "digest": "0" * 64,
        "live_from": NOW - timezone.timedelta(days=9),
        "live_until": NOW - timezone.timedelta(days=8),
    }
    return Publication(**values | changes)


def _listing():
    live = make_office("superintendent", publish=True).publications.get()
    return Listing(publication=live, kind="office", position=0, name="Again", names_folded="| again |")


def _line(**changes):
    return DistrictLine(**{"district": make_district(), "label": "School Board", "number": "414-475-8284"} | changes)


def _alert(**changes):
    return Alert(**{"message": "Closed", "show_from": NOW, "show_until": NOW - timezone.timedelta(hours=1)} | changes)


def _open_form():
    office, person = make_office("superintendent"), make_person("editor")
    OpenForm.objects.create(office=office, user=person)
    return OpenForm(office=office, user=person)


def _asked_twice():
    asked = {"office": make_office(), "by": make_person("editor")}
    Asked.objects.create(**asked)
    return Asked(**asked)


def _preview_link():
    return PreviewLink(office=make_office(), created_at=NOW, expires_at=NOW)


def _preview_link_to_nothing():
    return PreviewLink(created_at=NOW, expires_at=NOW + timezone.timedelta(days=1))


def _missed_search(**changes):
    return MissedSearch(**{"words": "hr", "typed": "HR", "first_on": "2025-03-03", "last_on": "2025-03-03"} | changes)


VIOLATIONS = {
    "school_year_ends_after_it_starts": lambda: _year(ends_on="2023-07-01"),
    "school_year_closes_after_it_opens": lambda: _year(opened_at=NOW, closed_at=NOW),
    "school_years_start_on_different_days": lambda: _year(starts_on="2024-07-01", ends_on="2025-06-30"),
    "office_address_is_unique_in_the_year": lambda: _office(slug="superintendent"),
    "office_has_an_address": lambda: _office(slug=""),
    "office_lead_has_a_known_standing": lambda: _office(lead_standing="king"),
    "office_picture_is_described_or_decorative": lambda: _office(image_alt="A school", image_decorative=True),
    "department_address_is_unique_in_the_year": lambda: _department(slug="libraries"),
    "department_has_an_address": lambda: _department(slug=""),
    "department_lead_has_a_known_standing": lambda: _department(lead_standing="king"),
    "department_picture_is_described_or_decorative": lambda: _department(image_alt="A hall", image_decorative=True),
    "department_is_not_its_own_unit": lambda: _department(pk=4711, parent_id=4711),
    "contact_belongs_to_one_office_or_department": lambda: _contact("none"),
    "contact_has_a_known_kind": lambda: _contact(kind="pigeon"),
    "contact_says_something": lambda: _contact(role=""),
    "publication_number_is_unique_in_the_office": lambda: _publication(number=1),
    "publication_ends_after_it_starts": lambda: _publication(live_until=NOW - timezone.timedelta(days=10)),
    "one_publication_of_an_office_has_an_open_end": lambda: _publication(live_until=None),
    "listing_has_its_own_place": _listing,
    "there_is_one_district": lambda: District(name="Another", only=False),
    "district_line_has_a_number": lambda: _line(number=""),
    "alert_ends_after_it_starts": _alert,
    "a_person_has_an_office_open_once": _open_form,
    "asked_about_one_office_or_department": Asked,
    "asked_to_publish_an_office": lambda: Asked(department=make_department(make_office("academics"))),
    "a_person_asks_once_to_publish_an_office": _asked_twice,
    "preview_link_expires_after_it_is_made": _preview_link,
    "preview_link_opens_an_office_or_a_year": _preview_link_to_nothing,
    "missed_search_is_answered_on_a_day": lambda: _missed_search(outcome="added"),
    "missed_search_ends_after_it_begins": lambda: _missed_search(last_on="2025-03-02"),
}


def _constraints():
    return {c.name: c for model in apps.get_app_config("departments").get_models() for c in model._meta.constraints}


def test_every_constraint_has_a_violation_here():
    assert set(VIOLATIONS) == set(_constraints())


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name):
    row = VIOLATIONS[name]()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save_base(row, force_insert=True)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_editor_is_told_in_words(name):
    constraint = _constraints()[name]
    row = VIOLATIONS[name]()
    message = str(constraint.violation_error_message)

    assert re.fullmatch(r"[A-Z“].+\.", message) and "constraint" not in message.casefold()
    with pytest.raises(ValidationError, match=re.escape(message)):
        constraint.validate(type(row), row)


def test_a_second_district_is_refused():
    make_district()
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(name="Another")


def test_an_address_in_the_year_is_one_departments_whatever_its_office():
    make_department(make_office("academics"), "libraries")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_department(make_office("operations"), "libraries")


@pytest.mark.parametrize(
    ("label", "fine"), [("2024-25", True), ("2024/25", False), ("24-25", False), ("2024-25\n", False)]
)
def test_a_school_year_is_written_in_one_way(label, fine):
    field = SchoolYear._meta.get_field("label")
    if fine:
        assert field.clean(label, None) == label
    else:
        with pytest.raises(ValidationError, match="Write the school year as 2024-25"):
            field.clean(label, None)


@pytest.mark.parametrize("label", ["٢٠٢٥-٢٦", "２０２５-２６", "2025-27", "0000-01", "9999-00"])
def test_a_school_year_is_two_years_that_follow(label):
    with pytest.raises(ValidationError) as refused:
        SchoolYear(label=label, starts_on=date(2025, 7, 1), ends_on=date(2026, 6, 30)).full_clean()
    assert refused.value.message_dict == {"label": ["Write two years that follow, such as 2024-25."]}


def test_units_are_one_level_deep_and_in_one_office():
    academics = make_office("academics")
    arts = make_department(academics, "arts")
    music = make_department(academics, "music", parent=arts)
    elsewhere = make_department(make_office("operations"), "kitchens")

    for unit, parent, sentence in [
        (make_department(academics, "choirs"), music, "is a unit itself"),
        (elsewhere, arts, "belongs to another office"),
        (arts, make_department(academics, "sports"), "has units of its own"),
    ]:
        unit.parent = parent
        with pytest.raises(ValidationError, match=sentence):
            unit.full_clean()


def test_contacts_are_named_by_what_they_say():
    office = make_office()
    assert str(make_contact(office, role="TTY", name="")) == "TTY"
    assert str(make_contact(office, role="Secretary", name="Ann Roe")) == "Secretary Ann Roe"
    assert str(make_contact(office, role="", name="", phone="", email="a@b.org")) == "a@b.org"
