"""The history of drafts: every save a version of the whole office, which reads, compares and goes back in one step."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from reversion.models import Revision, Version

from departments import publishing
from departments.drafts import confirming, history
from departments.models import Contact, Department, Office, SchoolYear
from tests.examples import examples
from tests.making import make_contact, make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2024-09-02T15:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def editor():
    return make_person("editor", "Publishers")


def _save(office, *changes, by=None, why="Test"):
    """Change rows as a form or a load does, and record it. `changes` are functions without arguments, or rows."""
    with history.recording(by=by, why=why):
        history.watch(office.pk)
        for change in changes:
            change() if callable(change) else change.save()


def _set(row, **values):
    def change():
        type(row).objects.filter(pk=row.pk).update(**values)

    return change


def _page(office):
    return publishing.draft_of(Office.objects.get(pk=office.pk), at=timezone.now()).page


def _rows():
    """Every row of every draft, to be compared."""
    return [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]


def _said(version):
    return [str(change) for change in version.changes]


def _told(office):
    """Who, why and what of each version, the newest first."""
    return [(one.who, one.why, _said(one)) for one in history.versions(office)]


# Recording


def test_a_save_is_a_version_with_who_when_why_and_what(editor):
    office = make_office("academics", departments=1)
    _save(office, _set(office, phone="414-475-8393"), by=editor, why="New number")

    newest, first = history.versions(office)

    assert (newest.by, newest.why, newest.who) == (editor, "New number", "editor")
    assert newest.at == timezone.now()
    assert _said(newest) == ["Office of the Academics: phone 414-475-8393 added"]
    assert newest.page == _page(office)
    assert (first.who, first.why, first.earlier) == ("nobody knows", "As it was before the first version", None)
    assert _said(first) == ["New on the page: Office of the Academics with 1 department"]
    assert first.page == replace(newest.page, phone="")


def test_a_person_is_told_by_their_full_name(editor):
    editor.first_name, editor.last_name = "Mary", "Jones"
    editor.save()
    office = make_office()
    _save(office, _set(office, hours="8 to 4"), by=editor)
    assert history.versions(office)[0].who == "Mary Jones"


def test_a_save_that_changed_nothing_adds_no_version():
    office = make_office(departments=2)
    _save(office, office)
    assert history.versions(office) == ()
    _save(office, _set(office, hours="8 to 4"))
    _save(office, _set(office, hours="8 to 4"))
    assert len(history.versions(office)) == 2


def test_what_fails_leaves_no_version():
    office = make_office()
    with pytest.raises(ZeroDivisionError):
        _save(office, _set(office, hours="8 to 4"), lambda: 1 / 0)
    assert not Revision.objects.exists() and Office.objects.get().hours == ""


def test_what_is_rolled_back_leaves_no_version():
    office = make_office()
    _save(office, _set(office, hours="8 to 4"), lambda: transaction.set_rollback(True))
    assert not Revision.objects.exists()


def test_a_recording_inside_another_joins_it():
    office = make_office()
    with history.recording(by=None, why="Outer"):
        _save(office, _set(office, hours="8 to 4"), why="Inner")
        _save(office, _set(office, fax="414-475-8393"), why="Inner")
    assert [(why, len(said)) for _, why, said in _told(office)] == [
        ("Outer", 2),
        ("As it was before the first version", 1),
    ]


def test_watching_outside_a_recording_is_refused():
    with pytest.raises(RuntimeError, match="No recording has begun"):
        history.watch(1)


def test_a_new_office_is_a_version():
    with history.recording(by=None, why="Rolled over"):
        office = make_office("academics", departments=2)
        history.record(office.pk)
    assert _told(office) == [
        ("a command", "Rolled over", ["New on the page: Office of the Academics with 2 departments"])
    ]


def test_an_office_recorded_again_without_a_change_has_no_new_version():
    office = make_office()
    for _ in range(2):
        with history.recording(by=None, why="Loaded"):
            history.record(office.pk)
    assert len(history.versions(office)) == 1


def test_what_was_changed_without_being_recorded_is_told_apart(editor):
    office = make_office()
    _save(office, _set(office, hours="8 to 4"))
    _set(office, phone="414-475-8393")()
    _save(office, _set(office, email="a@example.org"), by=editor)

    assert _told(office)[:2] == [
        ("editor", "Test", ["Office of the Chief Of Staff: e-mail a@example.org added"]),
        ("nobody knows", "Changed without being recorded", ["Office of the Chief Of Staff: phone 414-475-8393 added"]),
    ]


def test_a_department_that_moves_is_told_in_both_offices():
    old, new = make_office("academics", departments=1), make_office("operations")
    department = old.departments.get()
    with history.recording(by=None, why="Moved"):
        history.watch(old.pk, new.pk)
        _set(department, office=new)()
    assert _said(history.versions(old)[0]) == ["Academics 1 is no longer on the page"]
    assert _said(history.versions(new)[0]) == ["New department: Academics 1"]
    assert history.versions(old)[0].id != history.versions(new)[0].id


def test_confirming_is_a_version(editor):
    office = make_office()
    confirming.confirm(office, by=editor)
    assert _told(office)[0] == (
        "editor",
        "Details checked",
        ["Details of Office of the Chief Of Staff checked on September 2, 2024"],
    )


def test_an_office_without_saves_has_no_versions():
    assert history.versions(make_office()) == ()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_recording_takes_the_same_number_of_queries_for_any_number_of_offices(count, django_assert_num_queries):
    offices = [make_office(f"office-{n}", departments=1) for n in range(count)]
    history.recording(by=None)
    _save(offices[0], _set(offices[0], hours="7 to 3"))  # the content types are remembered from then on
    with django_assert_num_queries(3 + 1 + 3 + 2 + 2 + 2), history.recording(by=None, why="All"):
        history.watch(*(office.pk for office in offices))  # 3
        # 1; then 3 to read, 2 for the last versions, 2 to write, 2 savepoints
        Office.objects.update(hours="8 to 4")


@pytest.mark.parametrize("count", [1, 3, 200])
def test_recording_takes_the_same_number_of_queries_for_any_number_of_departments(count, django_assert_num_queries):
    office = make_office(departments=count)
    for department in office.departments.all():
        make_contact(department)
    _save(office, _set(office, hours="7 to 3"))
    # SQLite takes 999 values in a query, which are 142 rows of 7.
    batches = -(-(1 + 2 * count) // 142) if transaction.get_connection().vendor == "sqlite" else 1
    with django_assert_num_queries(3 + 1 + 3 + 2 + 1 + batches + 2):
        _save(office, _set(office, hours="8 to 4"))


# Reading


@pytest.mark.parametrize("count", [1, 3, 25])
def test_reading_versions_takes_three_queries_for_any_number(count, django_assert_num_queries):
    office = make_office(departments=3)
    for number in range(count):
        _save(office, _set(office, hours=f"from {number}"))
    with django_assert_num_queries(2):
        versions = history.versions(office)
        history.read_together(versions)
        assert [len(version.changes) for version in versions] == [1] * (count + 1)


def test_versions_are_not_opened_until_they_are_read(django_assert_num_queries):
    office = make_office()
    for number in range(5):
        _save(office, _set(office, hours=f"from {number}"))
    Version.objects.update(serialized_data="not to be parsed")
    with django_assert_num_queries(1):
        assert len(history.versions(office)) == 6


def test_a_version_of_an_older_set_of_fields_can_be_read_and_put_back():
    office = make_office(phone="414-475-8393")
    _save(office, _set(office, hours="8 to 4"))
    before = history.versions(office)[-1].page
    for version in Version.objects.all():
        (record,) = json.loads(version.serialized_data)
        del record["fields"]["summary"], record["fields"]["lead_standing"]
        record["fields"] |= {"fox": "of another time", "position": "not a number"}
        Version.objects.filter(pk=version.pk).update(serialized_data=json.dumps([record]))

    first = history.versions(office)[-1]
    history.put_back(office, first, by=None)

    assert first.page == before == _page(office)


def test_reversions_own_command_thins_out_the_history(clock):
    office = make_office(departments=2)
    for number in range(5):
        _save(office, _set(office, hours=f"from {number}"))
    clock.shift(timedelta(days=1))
    call_command("deleterevisions", "departments", keep=2, verbosity=0)
    assert [said for _, _, said in _told(office)] == [
        ["Office of the Chief Of Staff: hours from 3 → from 4"],
        ["New on the page: Office of the Chief Of Staff with 2 departments"],
    ]


def test_versions_of_reversions_own_are_read(clock):
    office = make_office(departments=2, retired_at=timezone.now())
    call_command("createinitialrevisions", verbosity=0)
    (version,) = history.versions(office)
    assert (version.page, version.who) == (_page(office), "a command")


def test_a_person_whose_account_is_deleted_leaves_the_version(editor):
    office = make_office()
    _save(office, _set(office, hours="8 to 4", confirmed_by=editor), by=editor, why="")
    editor.delete()
    version = history.versions(office)[0]
    assert (version.by, version.who) == (None, "somebody whose account was deleted")
    assert version.page.hours == "8 to 4"


def test_an_account_that_is_deleted_is_nobodys_change(editor):
    office = make_office()
    _save(office, _set(office, confirmed_by=editor, hours="8 to 4"))
    editor.delete()
    _save(office, _set(office, hours="9 to 5"))
    assert [why for _, why, _ in _told(office)] == ["Test", "Test", "As it was before the first version"]


def test_retiring_ahead_is_told_and_time_passing_is_not(clock):
    office = make_office("academics", departments=1)
    department = office.departments.get()
    _save(office, _set(department, retired_at=timezone.now() + timedelta(days=1)))
    clock.shift(timedelta(days=2))
    _save(office, _set(office, hours="8 to 4"))
    _save(office, _set(office, retired_at=timezone.now()))
    _save(office, _set(office, retired_at=None))
    assert [said for _, _, said in _told(office)][:-1] == [
        ["Office of the Academics: to stay on the site"],
        ["Office of the Academics: to be taken off the site from September 4, 2024, 10:00 AM on"],
        ["Office of the Academics: hours 8 to 4 added"],
        ["Academics 1: to be taken off the site from September 3, 2024, 10:00 AM on"],
    ]


# Putting back


def _office_with_everything():
    office = make_office("academics", phone="414-475-8393 ext. 12", body="<p>Hi</p>", departments=3)
    first, second, _ = office.departments.all()
    make_department(office, "unit", parent=first, position=9)
    make_contact(office, role="TTY", kind="tty", position=1)
    make_contact(second, role="Secretary", position=1)
    make_contact(second, role="After hours", position=2)
    return office


def _of(office, slug):
    return Department.objects.get(slug=slug)


def _swap_addresses(office):
    Department.objects.filter(slug="academics-1").update(slug="between")
    Department.objects.filter(slug="academics-2").update(slug="academics-1")
    Department.objects.filter(slug="between").update(slug="academics-2")


EDITS = {
    "the office's own fields": lambda office: Office.objects.update(
        name="Learning", slug="learning", phone="", body="<p>No</p>", retired_at="2024-01-01T00:00:00.123456Z"
    ),
    "a department": lambda office: Department.objects.filter(slug="academics-2").update(lead_name="", fax="4144758393"),
    "a contact line": lambda office: Contact.objects.filter(role="Secretary").update(role="Clerk", phone=""),
    "the order": lambda office: [
        Department.objects.filter(slug=f"academics-{n}").update(position=10 - n) for n in (1, 2, 3)
    ],
    "a department added": lambda office: make_contact(make_department(office, "new")),
    "a unit added": lambda office: make_department(office, "new", parent=_of(office, "academics-2")),
    "a department added with a unit": lambda office: make_department(
        office, "new-unit", parent=make_department(office, "new")
    ),
    "a department deleted": lambda office: _of(office, "academics-2").delete(),
    "a unit and its department deleted": lambda office: [
        _of(office, "unit").delete(),
        _of(office, "academics-1").delete(),
    ],
    "a unit under another": lambda office: Department.objects.filter(slug="unit").update(
        parent=_of(office, "academics-3")
    ),
    "a unit of a new department": lambda office: Department.objects.filter(slug="unit").update(
        parent=make_department(office, "new")
    ),
    "addresses swapped": _swap_addresses,
    "contact lines removed": lambda office: Contact.objects.all().delete(),
    "a new one at an old address": lambda office: [
        Department.objects.filter(slug="academics-2").update(slug="other"),
        make_department(office, "academics-2"),
    ],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_told_and_put_back_exactly(edit, editor):
    office = _office_with_everything()
    before, page = _rows(), _page(office)
    _save(office, lambda: EDITS[edit](office), by=editor)
    edited, page_edited = _rows(), _page(office)
    assert edited != before
    newest, first = history.versions(office)
    assert newest.changes and first.page == page and newest.page == page_edited

    done = history.put_back(office, first, by=editor, why="A mistake")

    assert done.changes and (_rows(), _page(office)) == (before, page)
    put_back = history.versions(office)[0]
    assert (put_back.by, put_back.why) == (editor, "Put back to September 2, 2024, 10:00 AM: A mistake")
    assert put_back.page == page

    history.put_back(office, newest, by=editor)  # what was put back can be put back itself
    assert (_rows(), _page(office)) == (edited, page_edited)


def test_a_put_back_says_beforehand_exactly_what_it_does(editor):
    office = _office_with_everything()
    _save(office, lambda: [EDITS[name](office) for name in ("a department", "a department added")])
    first = history.versions(office)[-1]
    plan = history.look(office, first)
    before = _rows()
    assert _rows() == before and plan.notes == ("New was added since and is deleted.",)
    assert [str(change) for change in plan.changes] == [
        "Academics 2: lead Director: Leon Groce added",
        "Academics 2: fax 414-475-8393 removed",
        "New is no longer on the page",
    ]
    done = history.put_back(office, first, by=editor)
    assert (done.changes, done.notes) == (plan.changes, plan.notes)


def test_putting_back_what_is_there_adds_no_version():
    office = make_office()
    _save(office, _set(office, hours="8 to 4"))
    assert history.look(office, history.versions(office)[0]).is_nothing
    history.put_back(office, history.versions(office)[0], by=None)
    assert len(history.versions(office)) == 2


def test_a_department_that_visitors_have_seen_is_marked_and_not_deleted(editor):
    office = _office_with_everything()
    _save(office, _set(office, hours="8 to 4"))
    new = make_department(office, "new")
    unit = make_department(office, "new-unit", parent=new)
    _save(office, _set(office, hours=""))
    publishing.publish(office, by=None)
    version = history.versions(office)[-1]

    done = history.put_back(office, version, by=editor)

    assert _page(office) == version.page
    for row in (new, unit):
        row.refresh_from_db()
        assert row.retired_at == timezone.now()
    assert unit.parent == new
    sentence = "was added since. Visitors have seen it, so it is to be taken off the site and not deleted."
    assert done.notes == (f"New {sentence}", f"New Unit {sentence}")


def test_a_department_that_moved_away_stays_there(editor):
    office, other = _office_with_everything(), make_office("operations")
    page = _page(office)
    moving = _of(office, "academics-1")
    _save(office, lambda: Department.objects.filter(slug="unit").update(parent=None), _set(moving, office=other))
    version = history.versions(office)[-1]

    done = history.put_back(office, version, by=editor)

    moving.refresh_from_db()
    assert moving.office == other
    assert done.notes == (
        "Academics 1 has moved to another office since and stays there.",
        "Unit was a unit of Academics 1 and becomes a department of its own.",
    )
    assert [(part.slug, part.parent) for part in _page(office).departments] == [
        ("academics-2", None),
        ("academics-3", None),
        ("unit", None),
    ]
    assert [part.slug for part in page.departments][:2] == ["academics-1", "unit"]


def test_a_department_deleted_and_added_anew_is_the_same_department():
    office = make_office("academics", departments=1)
    page = _page(office)
    _save(office, lambda: Department.objects.all().delete())
    _save(office, lambda: make_department(office, "academics-1", name="Anew"))
    row = Department.objects.get()
    history.put_back(office, history.versions(office)[-1], by=None)
    assert (_page(office), Department.objects.get().pk) == (page, row.pk)


def test_a_contact_line_whose_key_another_office_has_gets_a_new_one():
    office, other = make_office("academics"), make_office("operations")
    line = make_contact(office)
    page = _page(office)
    _save(office, lambda: Contact.objects.update(office=other, role="Theirs"))

    history.put_back(office, history.versions(office)[-1], by=None)

    assert _page(office) == page
    line.refresh_from_db()
    assert (line.office, line.role) == (other, "Theirs")


@pytest.mark.parametrize(
    ("take", "sentence"),
    [
        (
            lambda: make_office("academics", name="Thief"),
            "The address academics belongs to another office by now. Give that office another one first.",
        ),
        (
            lambda: make_department(make_office("operations"), "academics-1", name="Thief"),
            "Academics 1: its address academics-1 belongs to another department by now. "
            "Give that department another one first.",
        ),
    ],
)
def test_an_address_that_somebody_took_is_refused_and_nothing_changes(editor, take, sentence):
    office = make_office("academics", departments=1)
    _save(office, _set(office, slug="learning"), lambda: Department.objects.update(slug="elsewhere"))
    take()
    before, versions = _rows(), history.versions(office)
    with pytest.raises(history.PutBackRefused, match=sentence):
        history.put_back(office, versions[-1], by=editor)
    assert _rows() == before and history.versions(office) == versions


def test_an_address_that_a_retired_newcomer_keeps_is_refused(editor):
    office = make_office("academics", departments=1)
    _save(office, lambda: Department.objects.update(slug="elsewhere"))
    make_department(office, "academics-1", name="Newcomer")
    publishing.publish(office, by=None)
    with pytest.raises(history.PutBackRefused, match="its address academics-1 belongs to Newcomer by now"):
        history.put_back(office, history.versions(office)[-1], by=editor)


def test_another_office_or_year_is_refused(editor):
    office, other = make_office("academics"), make_office("operations")
    _save(office, _set(office, hours="8 to 4"))
    version = history.versions(office)[-1]
    with pytest.raises(history.PutBackRefused, match="This version is not one of Office of the Operations"):
        history.put_back(other, version, by=editor)
    Office.objects.filter(pk=office.pk).update(school_year=make_year("2025-26"))
    with pytest.raises(history.PutBackRefused, match="This version is of another school year"):
        history.put_back(office, history.versions(office)[-1], by=editor)


def test_who_may_not_edit_the_office_may_not_put_it_back():
    stranger = make_person("stranger", "Editors")
    office = make_office()
    _save(office, _set(office, hours="8 to 4"))
    version = history.versions(office)[-1]
    with pytest.raises(history.PutBackRefused, match="You may not change Office of the Chief Of Staff"):
        history.put_back(office, version, by=stranger)
    office.editors.add(stranger)
    history.put_back(office, version, by=stranger)
    assert Office.objects.get().hours == ""


@pytest.mark.parametrize(
    ("edit", "missing", "sentence"),
    [
        ("a department added", "delete_department", "This would delete a department, which you may not."),
        ("a department deleted", "add_department", "This would add a department, which you may not."),
        ("contact lines removed", "add_contact", "This would add a contact line, which you may not."),
    ],
)
def test_a_put_back_takes_the_permissions_of_what_it_does(edit, missing, sentence, editor):
    office = _office_with_everything()
    _save(office, lambda: EDITS[edit](office))
    before = _rows()
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename=missing))
    with pytest.raises(history.PutBackRefused, match=sentence):
        history.put_back(office, history.versions(office)[-1], by=editor)
    assert _rows() == before


def test_putting_back_hands_out_no_rights():
    early, late = make_person("early", "Editors"), make_person("late", "Editors")
    office = make_office()
    office.editors.add(early)
    _save(office, _set(office, hours="8 to 4"))
    office.editors.set([late])
    history.put_back(office, history.versions(office)[-1], by=late)
    assert list(office.editors.all()) == [late]


def test_an_account_that_is_gone_does_not_come_back(editor):
    office = make_office(departments=1)
    for row in (office, office.departments.get()):
        _set(row, confirmed_by=editor, confirmed_on="2024-08-01")()
    _save(office, _set(office, hours="8 to 4"))
    editor.delete()
    history.put_back(office, history.versions(office)[-1], by=None)
    office.refresh_from_db()
    assert (office.hours, office.confirmed_by, str(office.confirmed_on)) == ("", None, "2024-08-01")
    assert office.departments.get().confirmed_by is None


def test_putting_back_keeps_who_checked_the_details(editor):
    office = make_office(departments=1)
    rows = (office, office.departments.get())
    for row in rows:
        _set(row, confirmed_by=editor, confirmed_on="2024-08-01")()
    _save(office, *(_set(row, confirmed_by=None, confirmed_on=None) for row in rows))
    history.put_back(office, history.versions(office)[-1], by=None)
    for row in rows:
        row.refresh_from_db()
        assert (row.confirmed_by, str(row.confirmed_on)) == (editor, "2024-08-01")


def test_a_unit_of_another_offices_department_stays_one():
    """Nobody can make it in a form, but a load could once, and a department may move away from its unit."""
    office, other = make_office("academics", departments=1), make_office("operations", departments=1)
    unit = make_department(office, "unit")
    _set(unit, parent=other.departments.get())()
    _save(office, _set(unit, phone=""))
    history.put_back(office, history.versions(office)[-1], by=None)
    unit.refresh_from_db()
    assert (str(unit.phone), unit.parent) == ("+1 414-252-0221", other.departments.get())


def test_rich_text_that_went_round_the_form_comes_back_as_visitors_see_it():
    office = make_office()
    _set(office, body="<p>Hi<br/></p><script>1</script>")()
    _save(office, _set(office, body="<p>No</p>"))
    history.put_back(office, history.versions(office)[-1], by=None)
    assert _page(office).body == "<p>Hi<br></p>"


def test_a_missing_picture_is_put_back_for_the_checks_to_tell():
    image = f"images/{'0' * 64}-60x40.webp"
    office = make_office(image=image, image_alt="A school")
    _save(office, _set(office, image="", image_alt=""))
    history.put_back(office, history.versions(office)[-1], by=None)
    office.refresh_from_db()
    assert office.image == image
    assert [p.level.name for p in publishing.check(office) if p.field == "image"] != []


@pytest.mark.parametrize("count", [1, 3, 200])
def test_looking_takes_the_same_number_of_queries_for_any_number_of_departments(count, django_assert_num_queries):
    office = make_office(departments=count)
    _save(office, lambda: Department.objects.all().delete(), _set(office, hours="8 to 4"))
    version = history.versions(office)[-1]
    with django_assert_num_queries(8):
        assert len(history.look(office, version).after.departments) == count


# Deleting and recovering


def _delete(row, office, by=None):
    # Not row.delete(), after which the row has forgotten its key.
    _save(office, lambda: type(row).objects.filter(pk=row.pk).delete(), by=by, why=f"Deleted {row}")


def test_a_deleted_office_is_recovered_with_everything(editor):
    office = _office_with_everything()
    before, page = _rows(), _page(office)
    _delete(office, office, by=editor)
    assert not Contact.objects.exists()

    (deleted,) = history.deleted_offices(editor)
    assert (deleted.name, deleted.where, deleted.kind) == ("Office of the Academics", "2024-25", "office")
    assert (deleted.at, deleted.by) == (timezone.now(), editor)
    assert history.deleted_departments(editor) == ()
    done = history.recover(deleted, by=editor)

    assert (_rows(), _page(office)) == (before, page)
    assert done.notes == ("Nobody is assigned to edit it yet: choose its editors on its form.",)
    assert history.deleted_offices(editor) == ()
    assert [(who, why) for who, why, _ in _told(office)] == [
        ("editor", "Recovered Office of the Academics"),
        ("editor", "Deleted"),
        ("nobody knows", "As it was before the first version"),
    ]


def test_a_deleted_department_is_recovered_with_its_lines(editor):
    office = _office_with_everything()
    before = _rows()
    _delete(_of(office, "unit"), office)
    _delete(_of(office, "academics-2"), office, by=editor)

    found = history.deleted_departments(editor)
    assert [(one.name, one.where, one.by) for one in found] == [
        ("Academics 2", "Office of the Academics", editor),
        ("Unit", "Office of the Academics", None),
    ]
    for deleted in found:
        assert history.recover(deleted, by=editor).notes == ()
    assert _rows() == before
    assert _told(office)[0][1:] == ("Recovered Unit", ["New unit of Academics 1: Unit"])


def test_a_unit_whose_department_is_gone_is_recovered_as_a_department(editor):
    office = _office_with_everything()
    _delete(_of(office, "unit"), office)
    _delete(_of(office, "academics-1"), office)
    unit = next(one for one in history.deleted_departments(editor) if one.name == "Unit")
    history.recover(unit, by=editor)
    assert _of(office, "unit").parent is None


def test_a_unit_whose_department_became_a_unit_is_recovered_as_a_department(editor):
    office = _office_with_everything()
    _delete(_of(office, "unit"), office)
    _save(office, lambda: Department.objects.filter(slug="academics-1").update(parent=_of(office, "academics-2")))
    (unit,) = history.deleted_departments(editor)
    history.recover(unit, by=editor)
    assert _of(office, "unit").parent is None


def test_recovering_to_an_address_that_is_taken_is_refused(editor):
    office = make_office("academics", departments=1)
    _delete(office.departments.get(), office)
    make_department(make_office("operations"), "academics-1", name="Thief")
    (deleted,) = history.deleted_departments(editor)
    with pytest.raises(history.PutBackRefused, match="its address academics-1 belongs to another department by now"):
        history.recover(deleted, by=editor)


def test_recovering_twice_is_refused(editor):
    office, other = make_office("academics"), make_office("operations", departments=1)
    _delete(office, office)
    _delete(other.departments.get(), other)
    for deleted in (*history.deleted_offices(editor), *history.deleted_departments(editor)):
        history.recover(deleted, by=editor)
        with pytest.raises(history.PutBackRefused, match=f"{deleted.name} is there already"):
            history.recover(deleted, by=editor)


def test_an_office_of_a_year_that_is_gone_is_not_recovered(editor):
    office = make_office(year=make_year("2030-31"))
    _delete(office, office)
    SchoolYear.objects.all().delete()
    (deleted,) = history.deleted_offices(editor)
    with pytest.raises(history.PutBackRefused, match="was deleted, so it cannot be put back"):
        history.recover(deleted, by=editor)


def test_each_recovers_what_is_theirs():
    office, other = make_office("academics", departments=1), make_office("operations", departments=1)
    gone = make_office("gone")
    for row, of in ((office.departments.get(), office), (other.departments.get(), other), (gone, gone)):
        _delete(row, of)
    assigned, viewer = make_person("assigned", "Editors"), make_person("viewer", "Viewers")
    office.editors.add(assigned)
    publisher = make_person("publisher", "Publishers")

    def names(user):
        return [d.name for d in (*history.deleted_offices(user), *history.deleted_departments(user))]

    assert names(viewer) == []
    assert names(assigned) == ["Academics 1"]
    assert names(publisher) == ["Office of the Gone", "Operations 1", "Academics 1"]
    not_theirs = history.deleted_departments(publisher)[0]
    with pytest.raises(history.PutBackRefused, match="You may not change Office of the Operations"):
        history.recover(not_theirs, by=assigned)
    with pytest.raises(history.PutBackRefused, match="You may not add offices"):
        history.recover(history.deleted_offices(publisher)[0], by=assigned)


def test_a_deletion_that_was_not_recorded_can_be_recovered(editor):
    office = make_office("academics", departments=1)
    _save(office, _set(office, hours="8 to 4"), by=editor)
    before = _rows()
    Department.objects.all().delete()
    (department,) = history.deleted_departments(editor)
    assert (department.at, department.by) == (None, None)
    Office.objects.all().delete()
    (deleted,) = history.deleted_offices(editor)
    assert (deleted.at, deleted.by) == (None, None)
    history.recover(deleted, by=editor)
    assert _rows() == before


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_deleted_take_the_same_number_of_queries_for_any_number(count, editor, django_assert_num_queries):
    office = make_office("academics", departments=count)
    _save(office, lambda: Department.objects.all().delete())
    offices = [make_office(f"gone-{n}") for n in range(count)]
    with history.recording(by=editor, why="All"):
        history.watch(*(one.pk for one in offices))
        Office.objects.filter(slug__startswith="gone").delete()
    user = get_user_model().objects.get(pk=editor.pk)
    user.has_perm("departments.add_office")
    with django_assert_num_queries(5):
        assert len(history.deleted_offices(user)) == len(history.deleted_departments(user)) == count


# Any edits


class AnyEdits(TestCase):
    @examples(40)
    @given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6), data=st.data())
    def test_every_version_of_any_edits_can_be_put_back(self, edits, data):
        office = _office_with_everything()
        known = []
        for number, name in enumerate(edits):
            try:
                with transaction.atomic():
                    _save(office, lambda name=name: EDITS[name](office))
            except (IntegrityError, RestrictedError, Department.DoesNotExist):  # no sense after those before it
                continue
            _save(office, _set(office, hours=f"after {number}"))
            known.append((history.versions(office)[0].id, _page(office), _rows()))
        for _ in range(3):
            id, page, rows = data.draw(st.sampled_from(known))
            version = next(one for one in history.versions(office) if one.id == id)
            history.put_back(office, version, by=None)
            assert version.page == page == _page(office) == history.versions(office)[0].page
            assert _by_address(_rows()) == _by_address(rows)


def _by_address(rows):
    """The rows without their keys: a department that was deleted and added anew at its address keeps the newer one."""
    offices, departments, contacts = rows
    address = {row["id"]: row["slug"] for row in departments} | {None: None}
    owned = [row | {"id": 0, "department_id": address[row["department_id"]]} for row in contacts]
    return (
        offices,
        sorted((row | {"id": 0, "parent_id": address[row["parent_id"]]} for row in departments), key=str),
        sorted(owned, key=str),
    )


@pytest.fixture
def damaged(editor):
    """An office with three versions, of which the one in the middle has a row that nobody can read."""
    office = make_office(departments=1)
    for hours in ("8 to 4", "9 to 5"):
        _save(office, _set(office, hours=hours))
    middle = history.versions(office)[1].id
    row = Version.objects.filter(revision=middle).order_by("pk").last()
    Version.objects.filter(pk=row.pk).update(serialized_data='[{"model": "departments.dep')
    return office


def test_a_damaged_version_costs_itself(damaged):
    newest, middle, first = history.versions(damaged)
    assert (middle.rows, middle.changes) == (None, ())
    assert _said(newest) == ["Office of the Chief Of Staff: hours 9 to 5 added"]
    with pytest.raises(history.PutBackRefused, match="this version is damaged"):
        history.put_back(damaged, middle, by=None)
    history.put_back(damaged, first, by=None)
    damaged.refresh_from_db()
    assert damaged.hours == ""


def test_an_office_whose_last_version_is_damaged_is_saved_on(damaged):
    Version.objects.update(serialized_data="[{}]")
    _save(damaged, _set(damaged, hours="noon"))
    assert _told(damaged)[0] == ("a command", "Test", ["Office of the Chief Of Staff: hours 9 to 5 → noon"])


def test_a_damaged_row_is_nobodys_address(damaged):
    kept = history.AddressesHad()
    assert kept.who(damaged.school_year_id, "chief-of-staff-1", timezone.now()) == damaged.departments.get().pk


def test_what_was_deleted_and_is_damaged_is_refused_or_not_offered(damaged, editor):
    _delete(damaged, damaged)
    (deleted,) = history.deleted_offices(editor)
    last = Version.objects.filter(revision=deleted.revision_id)
    last.filter(pk=last.last().pk).update(serialized_data="[")
    with pytest.raises(history.PutBackRefused, match="is damaged"):
        history.recover(deleted, by=editor)
    last.update(serialized_data="[")
    assert history.deleted_offices(editor) == ()
