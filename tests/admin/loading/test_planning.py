"""The plan as a page: what it says, what is decided there, and loading it."""

import copy

import pytest
from django.db import IntegrityError
from django.urls import reverse

from departments.models import Department, Load, Office
from departments.page.pictures import PictureRefused
from departments.school_years.edition import LINE_BLANKS
from tests.making import make_contact, make_department, make_office, make_year

from .walking import LABEL, edition, file, load, press, told, upload

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def loaded(client, publisher):
    """2025-26 with two offices, loaded from the pages."""
    made = edition(academics={}, staff={})
    load(client, made)
    return made


def _phone(slug="academics"):
    return str(Office.objects.get(slug=slug).phone)


def test_a_file_is_read_planned_and_loaded(client, publisher):
    make_office("academics", year=make_year("2024-25"), phone="414-475-8001", lead_name="Jill Derrick")
    page = upload(client, file(edition(academics={"lead_name": "Leon Groce"}, staff={})))
    assert not Office.objects.filter(school_year__label=LABEL).exists() and not Load.objects.exists()
    html = page.content.decode()
    for sentence in (
        "In all: 2 new.",
        "2025-26 has no drafts yet",
        "the drafts of 2024-25",
        "The school year 2025-26 is new: July 1, 2025 to June 30, 2026.",
        "Head: Jill Derrick → Head: Leon Groce",
        "New office: Office of Staff",
    ):
        assert sentence in html
    done = press(client, page, "_load")
    kept = Load.objects.get()
    assert done.request["PATH_INFO"] == reverse("admin:departments_load_change", args=[kept.pk])
    assert told(done) == ["Loaded 2025-26.zip into 2025-26: 2 new."]
    assert (kept.loaded_by, kept.source, len(kept.checksum)) == (publisher, "2025-26.zip", 64)
    assert "New office: Office of Staff" in done.content.decode()
    year = kept.school_year
    assert year.opened_at is None and year.offices.count() == 2
    listed = f"{reverse('admin:departments_office_changelist')}?year={year.label}"
    assert listed in done.content.decode()
    assert client.get(listed).context["cl"].result_count == 2


def test_what_was_loaded_is_not_kept_and_asked_for_again(client, publisher):
    page = upload(client, file(edition(academics={})))
    press(client, page, "_load")
    again = press(client, page, "_load")
    assert told(again) == [
        "This upload is not there any more: it was loaded or discarded, or is more than a day old. Upload again."
    ]
    assert Load.objects.count() == 1


def test_the_same_again_is_nothing_to_change(client, loaded):
    page = upload(client, file(loaded))
    html = page.content.decode()
    assert "Nothing to change in 2025-26." in html and 'name="_load"' not in html
    assert told(press(client, page, "_load")) == ["Nothing to change in 2025-26."]
    assert Load.objects.count() == 1


def test_what_is_in_the_drafts_already_can_be_remembered(client, publisher):
    make_office(
        "academics", year=make_year(LABEL, opened=False), name="Office of Academics", phone="414-475-8393", position=1
    )
    page = upload(client, file(edition(academics={})))
    assert "Load it all the same to have the file remembered" in page.content.decode()
    press(client, page, "_load")
    assert Load.objects.get().counts["changed"] == 0


def test_an_editors_correction_survives_the_second_load(client, loaded):
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    loaded.offices["academics"]["name"] = "Office of Teaching"
    load(client, loaded)
    assert (Office.objects.get(slug="academics").name, _phone()) == ("Office of Teaching", "+1 414-475-8001")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("ticks", "phone"),
    [
        ({"conflict-office/academics/phone": "keep"}, "+1 414-475-8001"),
        ({"conflict-office/academics/phone": "take"}, "+1 414-475-8002"),
        ({"conflicts": "keep"}, "+1 414-475-8001"),
        ({"conflicts": "take"}, "+1 414-475-8002"),
        ({"conflicts": "take", "conflict-office/academics/phone": "keep"}, "+1 414-475-8001"),
    ],
)
def test_a_conflict_waits_for_a_tick(client, loaded, ticks, phone):
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    loaded.offices["academics"]["phone"] = "+1 414-475-8002"
    page = upload(client, file(loaded))
    html = page.content.decode()
    assert "Office of Academics: phone" in html and "1 conflict to decide first" in html
    for value in ("414-475-8393", "414-475-8001", "414-475-8002"):
        assert value in html
    refused = press(client, page, "_load")
    assert told(refused) == ["1 conflict needs a decision. Nothing was written. Decide below."]
    assert _phone() == "+1 414-475-8001"
    press(client, refused, "_load", **ticks)
    assert (_phone(), Load.objects.count()) == (phone, 2)
    assert "Nothing to change" in upload(client, file(loaded)).content.decode()


def test_what_makes_sense_only_together_and_each_contact_line_are_one_choice(client, loaded):
    loaded.offices["academics"] |= {"lead_title": "", "lead_name": "", "lead_standing": "appointed"}
    load(client, loaded)
    office = Office.objects.get(slug="academics")
    make_contact(office, role="Fax", name="Ann", position=1)
    loaded.offices["academics"]["contacts"] = [LINE_BLANKS | {"role": "Fax", "name": "Ann", "note": "Of the file"}]
    Office.objects.filter(pk=office.pk).update(lead_name="Ann Poe")
    loaded.offices["academics"]["lead_title"] = "Chief"
    page = upload(client, file(loaded))
    html = page.content.decode()
    assert "Office of Academics: lead" in html and "Office of Academics: contact line" in html
    assert "Title of the lead: (empty)<br>Name of the lead: Ann Poe<br>Standing: Appointed" in html
    assert "Fax Ann, Of the file" in html and "Fax Ann, 414-475-8393<" in html
    ticks = {"conflict-office/academics/lead": "take", "conflict-office/academics/contacts-1": "keep"}
    press(client, page, "_load", **ticks)
    office.refresh_from_db()
    assert (office.lead_title, office.lead_name, office.contacts.get().note) == ("Chief", "", "")


def test_ticks_stay_ticked_when_it_is_read_again(client, loaded):
    Office.objects.update(phone="+14144758001")
    make_year("2024-25")
    loaded.offices["academics"]["phone"] = "+1 414-475-8002"
    del loaded.offices["staff"]
    ticks = {"conflict-office/academics/phone": "take", "retire": "office/staff"}
    again = press(client, upload(client, file(loaded)), "_again", **ticks)
    html = again.content.decode()
    assert 'name="conflict-office/academics/phone" value="take" checked' in html
    assert 'value="office/staff" checked' in html
    assert "1 to be taken off the site" in html and Office.objects.kept().count() == 2
    press(client, again, "_load", **{"retire-many": "1"})
    assert _phone() == "+1 414-475-8002"
    assert list(Office.objects.kept().values_list("slug", flat=True)) == ["academics"]


@pytest.mark.parametrize("ticks", [{}, {"retire": "office/staff"}, {"retire-all": "1"}])
def test_what_the_file_no_longer_has_is_marked_as_to_be_taken_off_the_site_where_it_is_ticked(client, loaded, ticks):
    make_department(Office.objects.get(slug="staff"), "payroll")
    del loaded.offices["staff"]
    page = upload(client, file(loaded))
    assert "Have Office of Staff taken off the site" in page.content.decode()
    asked = press(client, page, "_load", **ticks)
    if ticks:
        many = "The file no longer has 1 office: more than a tenth of what there was"
        assert told(asked) == [f"{many}. Nothing was written. Decide below."]
        assert Office.objects.kept().filter(slug="staff").exists()
        press(client, asked, "_load", **{"retire-many": "1"})
    assert Office.objects.kept().filter(slug="staff").exists() == (not ticks)


def test_one_under_a_new_address_is_the_same_row_once_it_is_ticked(client, loaded):
    row = Office.objects.get(slug="staff")
    loaded.offices["personnel"] = loaded.offices.pop("staff") | {"phone": "+1 414-475-8393", "name": "Office of Staffs"}
    page = upload(client, file(loaded))
    assert "Office of Staff → Office of Staffs" in page.content.decode()
    seen_first = press(client, page, "_load", same="office/staff=personnel")
    assert told(seen_first)[0].startswith("Nothing was written: the plan is another than the one you saw.")
    assert "Office of Staffs has a new address: staff → personnel" in seen_first.content.decode()
    assert 'value="office/staff=personnel" checked' in seen_first.content.decode()
    press(client, seen_first, "_load")
    row.refresh_from_db()
    assert (row.slug, row.name, Office.objects.count()) == ("personnel", "Office of Staffs", 2)


def test_a_draft_that_changes_meanwhile_is_shown_before_it_is_overwritten(client, loaded):
    loaded.offices["academics"]["phone"] = "+1 414-475-8002"
    page = upload(client, file(loaded))
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    again = press(client, page, "_load", conflicts="take")
    assert told(again)[0].startswith("Nothing was written: the plan is another than the one you saw.")
    assert _phone() == "+1 414-475-8001"
    press(client, again, "_load")
    assert _phone() == "+1 414-475-8002"


def test_a_change_meanwhile_that_the_plan_does_not_touch_holds_nothing_up(client, loaded):
    loaded.offices["academics"]["phone"] = "+1 414-475-8002"
    page = upload(client, file(loaded))
    Office.objects.filter(slug="staff").update(summary="Typed meanwhile.")
    press(client, page, "_load")
    assert _phone() == "+1 414-475-8002"


def test_two_people_who_load_the_same_do_it_once(client, publisher):
    page = upload(client, file(edition(academics={})))
    other = upload(client, file(edition(academics={})))
    press(client, page, "_load")
    assert told(press(client, other, "_load"))[0].startswith("Nothing was written: the plan is another")
    assert Load.objects.count() == 1


def test_ticks_that_do_not_fit_together_are_told_and_can_be_changed(client, publisher):
    made = edition(academics={}, staff={})
    made.departments["science"] = {"name": "Science", "office": "staff", "parent": None, "position": 1}
    load(client, made)
    Office.objects.get(slug="staff").delete()
    changed = copy.deepcopy(made)
    changed.offices["staff"]["name"] = "Office of Personnel"
    changed.departments["science"]["name"] = "Sciences"
    page = upload(client, file(changed))
    ticks = {"conflict-office/staff/": "keep", "conflict-department/science/": "take"}
    asked = press(client, page, "_sheet", **ticks)
    assert "This cannot be loaded with these ticks" in asked.content.decode()
    refused = press(client, page, "_load", **ticks)
    html = refused.content.decode()
    assert "This cannot be loaded with these ticks" in html and "its office staff was deleted here" in html.lower()
    assert 'name="conflict-department/science/" value="take" checked' in html
    assert Load.objects.count() == 1
    again = press(client, refused, "_again", **{"conflict-office/staff/": "take"})
    press(client, again, "_load")
    assert Department.objects.get(slug="science").office.name == "Office of Personnel"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (IntegrityError("duplicate"), "Nothing was written: somebody loaded this school year at the same moment."),
        (PictureRefused("The picture is damaged."), "Nothing was written. The picture is damaged."),
    ],
)
def test_what_fails_in_the_last_moment_is_told(client, publisher, monkeypatch, reason, said):
    def fails(*arguments, **options):
        raise reason

    page = upload(client, file(edition(academics={})))
    monkeypatch.setattr("departments.admin.loading.planning.load", fails)
    again = press(client, page, "_load")
    assert told(again)[0].startswith(said) and 'name="_load"' in again.content.decode()


def test_more_than_a_page_shows_is_decided_for_all(client, loaded, monkeypatch):
    monkeypatch.setattr("departments.admin.loading.deciding.SHOWN", 1)
    Office.objects.update(phone="+14144758001")
    for values in loaded.offices.values():
        values["phone"] = "+1 414-475-8002"
    page = upload(client, file(loaded))
    html = page.content.decode()
    assert html.count('value="take"') == 2 and "And 1 more conflict, which only the choice for all decides." in html
    assert "2 conflicts to decide first" in html
    press(client, page, "_load", conflicts="take")
    assert (_phone(), _phone("staff")) == ("+1 414-475-8002",) * 2


def test_a_file_is_discarded(client, publisher):
    page = upload(client, file(edition(academics={})))
    done = press(client, page, "_discard")
    assert told(done) == ["2025-26.zip was discarded. Nothing was written."]
    assert "not there any more" in client.get(page.request["PATH_INFO"], follow=True).content.decode()


def test_looking_writes_nothing(client, loaded, django_assert_num_queries):
    loaded.offices["academics"]["phone"] = "+1 414-475-8002"
    page = upload(client, file(loaded))
    before = list(Office.objects.values())
    with django_assert_num_queries(14) as queries:
        client.get(page.request["PATH_INFO"])
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert list(Office.objects.values()) == before


@pytest.mark.thorough
@pytest.mark.parametrize(
    "junk",
    [
        {"same": "x"},
        {"same": "office/="},
        {"retire": "office"},
        {"conflicts": "both"},
        {"conflict-": "take"},
        {"conflict-a/b/c": "take"},
        {"shown": ""},
    ],
)
def test_forged_ticks_are_no_ticks(client, loaded, junk):
    page = upload(client, file(loaded))
    assert press(client, page, "_again", **junk).status_code == 200
