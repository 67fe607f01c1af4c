"""Rolling over: next year's drafts from this year's, once and again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from departments.drafts import history
from departments.models import Contact, Department, Load, Office, SchoolYear
from departments.school_years.edition import Edition, of_drafts
from departments.school_years.loading import load
from departments.school_years.problems import Refused
from departments.school_years.rolling import if_rolled_over, next_label, roll_over
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office, make_person, make_picture, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NEXT = "2025-26"


@pytest.fixture
def source():
    """Two offices; one with a department, its unit and a picture."""
    academics = make_office("academics", phone="414-475-8393 ext. 12", succeeds="teaching", confirmed_on="2024-09-01")
    Office.objects.update(image=make_picture(), image_decorative=True)
    science = make_department(academics, "science", position=1, confirmed_on="2024-09-01")
    make_department(academics, "physics", parent=science, position=2)
    make_contact(academics)
    make_contact(science, role="TTY", kind="tty", position=1)
    make_office("staff", position=2)
    return make_year()


def _roll(source):
    return roll_over(source, NEXT)


def _drafts():
    return {year.label: of_drafts(year).edition.as_json() for year in SchoolYear.objects.all()}


def _new(slug, model=Office):
    return model.objects.get(school_year__label=NEXT, slug=slug)


def test_all_drafts_are_copied_and_the_year_stays_out_of_sight(source):
    rolled = _roll(source)
    before, after = _drafts()["2024-25"], _drafts()[NEXT]
    cleared = {"confirmed_on": None, "succeeds": ""}
    assert after["offices"] == {slug: values | cleared for slug, values in before["offices"].items()}
    assert after["departments"] == {slug: values | cleared for slug, values in before["departments"].items()}
    assert after["offices"]["academics"]["phone"] == "+1 414-475-8393 ext. 12"
    assert Contact.objects.count() == 4
    year = SchoolYear.objects.get(label=NEXT)
    assert (str(year.starts_on), year.opened_at, rolled.year) == ("2025-07-01", None, year)
    assert rolled.sentences == (
        "2025-26 was made, from July 1, 2025 to June 30, 2026. Visitors do not see it until it is opened.",
        "Copied from 2024-25: 2 offices, 2 departments. Nobody has confirmed their details yet.",
    )


def test_what_it_would_do_is_told_before_it_is_done(source):
    before = _drafts()
    told = if_rolled_over(source, NEXT)
    assert (_drafts(), told.changed, told.year, Load.objects.count()) == (before, True, None, 0)
    assert told.sentences == (
        "2025-26 will be made, from July 1, 2025 to June 30, 2026. Visitors do not see it until it is opened.",
        "To be copied from 2024-25: 2 offices, 2 departments. Nobody will have confirmed their details yet.",
    )
    _roll(source)
    again = if_rolled_over(source, NEXT)
    assert again.sentences == ("2025-26 has everything of 2024-25 already. There is nothing to do.",)
    assert (again.changed, again.year) == (False, SchoolYear.objects.get(label=NEXT))
    Office.objects.filter(school_year=source, slug="staff").update(summary="New.")
    assert if_rolled_over(source, NEXT).sentences == ("1 entry will follow what changed in 2024-25 since.",)


@pytest.mark.parametrize(("label", "after"), [("2024-25", "2025-26"), ("1998-99", "1999-00"), ("2098-99", "2099-00")])
def test_what_the_year_after_is_called(label, after):
    assert next_label(SchoolYear(label=label)) == after


def test_it_is_recorded_as_versions_and_as_a_load_that_can_be_taken_back(source):
    before, editor = _drafts(), make_person("editor")
    roll_over(source, NEXT, by=editor)
    (version,) = history.versions(_new("academics"))
    assert (version.who, version.why) == ("editor", "Rolled over from 2024-25")
    (kept,) = Load.objects.all()
    assert (kept.source, kept.loaded_by, kept.counts["new"]) == ("Rolled over from 2024-25", editor, 4)
    undo(kept)
    assert _drafts()["2024-25"] == before["2024-25"]
    assert not Office.objects.filter(school_year__label=NEXT).exists()


def test_editors_come_along_once(source):
    editor, other = make_person("editor"), make_person("other")
    Office.objects.get(slug="academics").editors.set([editor, other])
    _roll(source)
    assert set(_new("academics").editors.all()) == {editor, other}
    assert not _new("staff").editors.exists()
    _new("academics").editors.remove(other)
    make_office("recreation", position=3).editors.add(other)
    _roll(source)
    assert set(_new("academics").editors.all()) == {editor}
    assert set(_new("recreation").editors.all()) == {other}


def test_what_is_retired_by_then_is_left_out(source):
    begins = timezone.make_aware(timezone.datetime(2025, 7, 1))
    past = max(begins, timezone.now())
    Office.objects.filter(slug="staff").update(retired_at=past)
    make_department(Office.objects.get(slug="staff"), "payroll")
    Department.objects.filter(slug="science").update(retired_at=begins - timedelta(days=1))
    make_department(Office.objects.get(slug="academics"), "later", retired_at=past + timedelta(days=30))
    rolled = _roll(source)
    after = _drafts()[NEXT]
    assert (list(after["offices"]), list(after["departments"])) == (["academics"], ["later"])
    assert after["departments"]["later"]["retired_at"] is not None
    assert "Left out, because to be off the site: 1 office, 3 departments." in rolled.sentences


def test_a_second_run_writes_nothing(source):
    _roll(source)
    before = _drafts()
    again = _roll(source)
    assert again.sentences == ("2025-26 has everything of 2024-25 already. Nothing was changed.",)
    assert (_drafts(), again.changed, Load.objects.count()) == (before, False, 1)


def test_a_second_run_brings_what_changed_since_and_keeps_what_editors_did(source):
    _roll(source)
    Office.objects.filter(pk=_new("academics").pk).update(
        hours="Typed by an editor.", name="Teaching", confirmed_on="2025-08-01", succeeds="learning"
    )
    make_office("recreation", year=SchoolYear.objects.get(label=NEXT))
    academics = Office.objects.get(school_year=source, slug="academics")
    Office.objects.filter(pk=academics.pk).update(summary="New.", name="Learning")
    make_department(academics, "poetry", position=3)
    rolled = _roll(source)
    office = _new("academics")
    assert (office.summary, office.hours, office.name, office.succeeds) == (
        "New.",
        "Typed by an editor.",
        "Teaching",
        "learning",
    )
    assert str(office.confirmed_on) == "2025-08-01"
    assert office.departments.filter(slug="poetry").exists() and _new("recreation")
    assert rolled.sentences == (
        "Copied from 2024-25: 1 department. Nobody has confirmed their details yet.",
        "1 entry follows what changed in 2024-25 since.",
        "Teaching, name: 2025-26 keeps “Teaching”; 2024-25 says “Learning”.",
    )
    before = _drafts()
    assert not _roll(source).changed and _drafts() == before


def test_what_an_editor_deleted_does_not_come_back(source):
    _roll(source)
    _new("physics", Department).delete()
    assert not _roll(source).changed
    _new("academics").delete()
    academics = Office.objects.get(school_year=source, slug="academics")
    make_department(academics, "poetry")
    make_department(Office.objects.get(school_year=source, slug="staff"), "payroll")
    Department.objects.filter(slug="science").update(lead_name="Ebony Lewis")
    rolled = _roll(source)
    after = _drafts()[NEXT]
    assert (list(after["offices"]), list(after["departments"])) == (["staff"], ["payroll"])
    assert rolled.sentences[1:] == (
        "Poetry was left out: what it belongs to was deleted in 2025-26.",
        "Science changed in 2024-25, and stays deleted in 2025-26.",
    )
    assert not _roll(source).changed and _drafts()[NEXT] == after


def test_a_department_moved_into_what_was_deleted_stays_where_it_is(source):
    _roll(source)
    _new("staff").delete()
    Department.objects.filter(school_year=source, slug="physics").update(
        office=Office.objects.get(school_year=source, slug="staff"), parent=None
    )
    _roll(source)
    physics = _new("physics", Department)
    assert (physics.office.slug, physics.parent.slug) == ("academics", "science")


def test_what_the_later_year_had_before_the_first_one_is_not_gone(source):
    make_office("finance", year=make_year(NEXT, opened=False))
    for _ in range(2):
        assert not any("no longer" in sentence for sentence in _roll(source).sentences)


def test_what_is_gone_from_the_earlier_year_stays_and_is_told(source):
    _roll(source)
    Office.objects.filter(school_year=source, slug="staff").update(retired_at=source.first_moment)
    rolled = _roll(source)
    assert rolled.sentences[1:] == (
        "Left out, because to be off the site: 1 office.",
        "Office of the Staff is no longer in 2024-25. It stays in 2025-26 until you take it off the site.",
    )
    assert _new("staff").retired_at is None


def test_drafts_the_later_year_has_already_stay(source):
    year = make_year(NEXT, opened=False)
    make_office("academics", year=year, name="Teaching", retired_at=timezone.now(), confirmed_on="2025-08-01")
    rolled = _roll(source)
    office = _new("academics")
    assert (office.name, str(office.phone), str(office.confirmed_on)) == (
        "Teaching",
        "+1 414-475-8393 ext. 12",
        "2025-08-01",
    )
    assert office.retired_at is not None and _new("staff")
    assert "Teaching, name: 2025-26 keeps “Teaching”; 2024-25 says “Office of the Academics”." in rolled.sentences


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("2024-25", "school year 2024-25: it does not come after 2024-25. Roll over into a later year."),
        ("2023-24", "school year 2023-24: it does not come after 2024-25. Roll over into a later year."),
        ("2025-27", "school year 2025-27, label: write two years that follow, such as 2025-26."),
        (
            "2026-27",
            "school year 2026-27, starts_on: 2099-00 begins on July 1, 2026 already. Give this year another first day.",
        ),
    ],
)
def test_it_goes_forward_only(source, label, sentence):
    SchoolYear.objects.create(label="2099-00", starts_on="2026-07-01", ends_on="2027-06-30")
    before = _drafts()
    with pytest.raises(Refused) as reason:
        roll_over(source, label)
    assert (str(reason.value), _drafts()) == (sentence, before)


def test_it_does_not_mix_last_year_into_a_file_that_was_loaded(source):
    load(Edition(NEXT, {}, {"academics": {"name": "Teaching"}}), source="2025-26.json")
    before = _drafts()
    with pytest.raises(Refused, match=r"2025-26\.json was loaded into it, and would be mixed with 2024-25"):
        _roll(source)
    assert _drafts() == before


@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_grow_with_batches_not_with_rows(count, django_assert_num_queries, django_assert_max_num_queries):
    editor = make_person("editor")
    for number in range(count):
        make_office(f"office-{number}", departments=1).editors.add(editor)
    source = make_year()
    history.store.content_types()
    # 33, and on SQLite, which takes fewer values at once, ten batches more for 200 offices.
    with django_assert_max_num_queries(43 if count == 200 else 33):
        _roll(source)
    with django_assert_num_queries(22):
        assert not _roll(source).changed
    assert Office.objects.filter(school_year__label=NEXT, editors=editor).count() == count
