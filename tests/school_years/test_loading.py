"""Loading: three sides compared, all or nothing, remembered and taken back."""

import copy
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from departments import publishing
from departments.drafts import history
from departments.models import Contact, Department, Load, Office, SchoolYear, under_way
from departments.school_years import plan as planning
from departments.school_years import plan_in_words
from departments.school_years.edition import LINE_BLANKS, Edition, of_drafts, packed, unpacked
from departments.school_years.loading import Undecided, load
from departments.school_years.plan import Decisions, make
from departments.school_years.problems import Refused
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office, make_picture, make_year

pytestmark = pytest.mark.django_db
LINE = LINE_BLANKS | {"role": "Secretary", "phone": "+1 414-475-8393"}


def _edition(**offices):
    """2025-26 with these offices: `name={department address: its values}`; each has a number."""
    edition = Edition("2025-26", {"starts_on": "2025-07-01", "ends_on": "2026-06-30"})
    for place, (slug, departments) in enumerate(offices.items(), 1):
        values = {
            "name": f"Office of {slug.title()}",
            "phone": "+1 414-475-8393",
            "position": place,
            "contacts": [LINE],
        }
        edition.offices[slug] = values
        for below, (address, more) in enumerate(departments.items(), 1):
            own = {"name": address.title(), "office": slug, "parent": None, "position": below, "contacts": []}
            edition.departments[address] = own | more
    return edition


def _load(edition, **options):
    return load(edition, source="2025-26.json", **options)


def _state():
    """Every draft, by year."""
    return {year.label: of_drafts(year).edition.as_json() for year in SchoolYear.objects.all()}


@pytest.fixture
def small():
    return _edition(academics={"science": {"lead_name": "Leon Groce"}, "physics": {"parent": "science"}}, staff={})


def test_an_office_may_have_any_address_and_is_remembered():
    edition = _edition(contacts={"phone": {}})
    _load(edition)
    assert make(edition).is_nothing and not make(edition).remembers_more
    undo(Load.objects.get())
    assert not Office.objects.exists()


def test_what_is_loaded_stands_in_the_drafts_out_of_sight(small, client):
    done = _load(small)
    assert done.counts == {"new": 4, "changed": 0, "retired": 0, "no longer in the file": 0, "conflicts": 0}
    assert Department.objects.get(slug="physics").parent.slug == "science"
    assert Office.objects.get(slug="academics").contacts.get().role == "Secretary"
    assert SchoolYear.objects.get().opened_at is None
    assert client.get("/years/2025-26/").status_code == 404
    for office in Office.objects.all():
        (version,) = history.versions(office)
        assert (version.who, version.why) == ("a command", "Loaded from 2025-26.json")


@pytest.mark.parametrize("words", [{"image_alt": "A door"}, {"image_decorative": True}])
def test_the_plan_says_where_a_picture_changes_and_its_words_do_not(small, words):
    small.departments["science"] |= {"image": make_picture(), **words}
    assert list(plan_in_words.pictures(planning.make(small))) == []
    _load(small)
    assert list(plan_in_words.pictures(planning.make(small))) == []

    later = copy.deepcopy(small)
    later.departments["science"] |= {"image": make_picture(colour="navy"), "image_in_sight": "top"}
    said = words.get("image_alt", "only decoration")
    assert list(plan_in_words.pictures(planning.make(later))) == [f"Science (department science): “{said}”"]
    later.departments["science"] |= {"image_alt": "A window", "image_decorative": False}
    assert list(plan_in_words.pictures(planning.make(later))) == []


def test_loading_the_same_again_changes_nothing_and_remembers_no_second_load(small):
    _load(small)
    before = _state()
    assert _load(small).is_nothing
    assert _state() == before
    assert Load.objects.count() == 1


@pytest.mark.thorough
def test_an_editors_correction_survives_what_the_file_does_not_touch(small):
    _load(small)
    Office.objects.filter(slug="academics").update(phone="+14144758001", summary="Typed by an editor.")
    small.offices["academics"]["name"] = "Office of Teaching"
    done = _load(small)
    office = Office.objects.get(slug="academics")
    assert (office.name, str(office.phone)) == ("Office of Teaching", "+1 414-475-8001")
    assert office.summary == "Typed by an editor."
    assert done.conflicts == []


def test_both_changed_is_a_conflict_that_writes_nothing_until_it_is_decided(small):
    _load(small)
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    small.offices["academics"]["phone"] = "+1 414-475-8002"
    small.offices["staff"]["phone"] = ""
    before = _state()
    with pytest.raises(Undecided) as reason:
        _load(small)
    (conflict,) = reason.value.plan.conflicts
    assert (conflict.field, conflict.loaded, conflict.draft, conflict.said) == (
        "phone",
        "+1 414-475-8393",
        "+1 414-475-8001",
        "+1 414-475-8002",
    )
    assert _state() == before


@pytest.mark.parametrize(
    ("decisions", "phone"),
    [
        (Decisions(conflicts="keep"), "+1 414-475-8001"),
        (Decisions(conflicts="take"), "+1 414-475-8002"),
        (Decisions(take=frozenset({("office", "academics", "phone")})), "+1 414-475-8002"),
    ],
)
def test_a_decision_is_made_once(small, decisions, phone):
    _load(small)
    Office.objects.filter(slug="academics").update(phone="+14144758001")
    small.offices["academics"]["phone"] = "+1 414-475-8002"
    _load(small, decisions=decisions)
    assert str(Office.objects.get(slug="academics").phone) == phone
    assert _load(small).is_nothing


def test_what_the_file_no_longer_has_is_listed_each_time_and_retired_on_confirmation(small):
    _load(small)
    del small.offices["staff"]
    for _ in range(2):
        done = _load(small)
        assert [(one.kind, one.slug, one.retired) for one in done.gone] == [("office", "staff", False)]
    with pytest.raises(Undecided, match="no longer has 1 office: more than a tenth"):
        _load(small, decisions=Decisions(retire=True))
    assert Office.objects.kept().filter(slug="staff").exists()
    _load(small, decisions=Decisions(retire=True, confirmed=1))
    assert not Office.objects.kept().filter(slug="staff").exists()
    assert _load(small).gone == []


def test_what_the_file_no_longer_has_stands_in_the_order_of_the_drafts():
    slugs = ["zoo", "academics", "parks", "music", "library", "arts", "staff"]
    edition = _edition(**{slug: {} for slug in slugs})
    _load(edition)
    edition.offices = {"staff": edition.offices["staff"]}
    assert [one.slug for one in planning.make(edition).gone] == slugs[:-1]


def test_what_was_retired_comes_back_with_the_file(small):
    _load(small)
    staff = small.offices.pop("staff")
    _load(small, decisions=Decisions(retire=True, confirmed=1))
    small.offices["staff"] = staff
    _load(small)
    assert Office.objects.get(slug="staff").retired_at is None


def test_an_editors_own_office_stays(small):
    _load(small)
    make_office("recreation", year=SchoolYear.objects.get())
    done = _load(small)
    assert done.is_nothing and done.gone == []


def test_a_row_an_editor_gave_a_new_address_is_still_the_same_row(small):
    _load(small)
    Office.objects.filter(slug="academics").update(slug="teaching")
    small.offices["academics"]["name"] = "Office of Learning"
    small.departments["science"]["lead_name"] = "Ebony Lewis"
    _load(small)
    office = Office.objects.get(name="Office of Learning")
    assert office.slug == "teaching"
    assert office.departments.get(slug="science").lead_name == "Ebony Lewis"
    assert Office.objects.count() == 2


def test_what_an_editor_deleted_stays_away_while_the_file_says_the_same(small):
    _load(small)
    Department.objects.get(slug="physics").delete()
    assert _load(small).is_nothing
    small.departments["physics"]["lead_name"] = "Leon Groce"
    with pytest.raises(Undecided):
        _load(small)
    _load(small, decisions=Decisions(conflicts="take"))
    assert Department.objects.get(slug="physics").lead_name == "Leon Groce"


def test_one_under_a_new_address_is_the_same_row_where_somebody_says_so(small):
    _load(small)
    row = Office.objects.get(slug="staff")
    small.offices["personnel"] = small.offices.pop("staff") | {"name": "Office of Personnel"}
    _load(small, decisions=Decisions(same={("office", "personnel"): "staff"}))
    row.refresh_from_db()
    assert (row.slug, row.name) == ("personnel", "Office of Personnel")


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_called_the_same_is_looked_for_in_one_query(count, django_assert_num_queries):
    _load(_edition(**{f"old-{place}": {} for place in range(count)}))
    named = {("office", f"new-{place}"): f"old-{place}" for place in range(count)}
    coming = _edition(**{slug: {} for _, slug in named})
    with django_assert_num_queries(7):
        make(coming, decisions=Decisions(same=named))


def test_two_entries_may_change_addresses(small):
    _load(small)
    small.departments["chemistry"] = dict(small.departments["science"], name="Chemistry", position=3)
    _load(small)
    swapped = copy.deepcopy(small)
    one, two = small.departments["science"], small.departments["chemistry"]
    swapped.departments |= {"science": two, "chemistry": one, "physics": small.departments["physics"]}
    _load(swapped)
    assert Department.objects.get(slug="science").name == "Chemistry"


def test_contact_lines_that_both_changed_are_both_kept_in_their_rows(small):
    small.offices["academics"]["contacts"] = [LINE, LINE | {"role": "Fax", "kind": "fax"}]
    _load(small)
    office = Office.objects.get(slug="academics")
    secretary, fax = office.contacts.all()
    Contact.objects.filter(pk=secretary.pk).update(note="Typed by an editor.")
    own = make_contact(office, role="Desk", phone="", position=3)
    small.offices["academics"]["contacts"][1] |= {"note": "Of the file."}
    assert _load(small).conflicts == []
    lines = office.contacts.values_list("pk", "role", "note", "position")
    assert list(lines) == [
        (secretary.pk, "Secretary", "Typed by an editor.", 1),
        (fax.pk, "Fax", "Of the file.", 2),
        (own.pk, "Desk", "", 3),
    ]
    assert _load(small).is_nothing


@pytest.mark.parametrize(("takes", "note"), [("keep", "Typed by an editor."), ("take", "Of the file.")])
def test_a_contact_line_that_both_changed_is_decided_once(small, takes, note):
    _load(small)
    contacts = Office.objects.get(slug="academics").contacts
    contacts.update(note="Typed by an editor.")
    small.offices["academics"]["contacts"] = [LINE | {"note": "Of the file."}]
    with pytest.raises(Undecided) as reason:
        _load(small)
    (conflict,) = reason.value.plan.conflicts
    assert (conflict.field, conflict.draft["note"], conflict.said["note"]) == (
        "contacts-1",
        "Typed by an editor.",
        "Of the file.",
    )
    one = frozenset({("office", "academics", "contacts-1")})
    shown = reason.value.plan.digest
    done = _load(small, decisions=Decisions(**{takes: one}), shown=shown)
    assert done.undecided == [] and contacts.get().note == note
    assert _load(small).is_nothing


def test_contact_lines_are_loaded_in_their_order(small):
    _load(small)
    small.offices["academics"]["contacts"] = [LINE | {"role": "TTY", "kind": "tty"}, LINE]
    _load(small)
    assert [str(line) for line in Office.objects.get(slug="academics").contacts.all()] == ["TTY", "Secretary"]


def test_fields_of_which_the_file_says_nothing_stay(small):
    _load(small)
    said = Edition("2025-26", dict(small.year), {"academics": {"name": "Office of Teaching"}, "staff": {}})
    said.departments = {slug: {} for slug in small.departments}
    _load(said)
    office = Office.objects.get(slug="academics")
    assert (office.name, str(office.phone), office.contacts.count()) == ("Office of Teaching", "+1 414-475-8393", 1)


def test_drafts_that_no_load_brought_are_never_overwritten_unasked():
    office = make_office(
        "academics", year=make_year("2025-26", opened=False), name="Office of Academics", phone="414-475-8001"
    )
    said = _edition(academics={})
    said.offices["academics"]["summary"] = "Filled in."
    with pytest.raises(Undecided) as reason:
        _load(said)
    assert [one.field for one in reason.value.plan.conflicts] == ["phone"]
    _load(said, decisions=Decisions(conflicts="keep"))
    office.refresh_from_db()
    assert (str(office.phone), office.summary) == ("+1 414-475-8001", "Filled in.")


def test_a_unit_that_goes_elsewhere_without_its_department_is_refused(small):
    _load(small)
    small.departments["physics"] = {"name": "Physics", "office": "staff"}
    with pytest.raises(Refused, match="physics, parent: it is a unit of science"):
        _load(small)


def test_a_unit_of_what_an_editor_made_a_unit_is_refused_by_its_reason(small):
    del small.departments["physics"]
    _load(small)
    top = make_department(Office.objects.get(slug="academics"), "top")
    Department.objects.filter(slug="science").update(parent=top)
    small.departments["optics"] = {"name": "Optics", "office": "academics", "parent": "science"}
    reason = "optics, parent: it is a unit of science, which is a unit itself. Choose another."
    with pytest.raises(Refused, match=reason):
        _load(small)


def _homes():
    return set(Department.objects.values_list("slug", "office__slug", "parent__slug"))


@pytest.mark.parametrize("named", [True, False])
def test_units_go_along_with_a_department_that_a_file_moves_and_the_plan_says_so(small, named):
    _load(small)
    before = _homes()
    small.departments["science"]["office"] = "staff"
    physics = small.departments.pop("physics")
    if named:  # as a sheet without the column "Unit of" does
        small.departments["physics"] = {name: physics[name] for name in ("name", "office")}
    plan = make(small)
    assert [item.sentence for office in plan.changes for item in office.items] == [
        "Science comes here from Office of Academics",
        "Physics comes here from Office of Academics",
    ]
    _load(small, shown=plan.digest)
    assert _homes() == {("science", "staff", None), ("physics", "staff", "science")}
    undo(SchoolYear.objects.get().loads.latest("pk"), by=None)
    assert _homes() == before


def test_units_go_along_where_an_editor_moved_their_department_and_the_file_changes_them(small):
    _load(small)
    Department.objects.filter(slug="science").update(office=Office.objects.get(slug="staff"))
    small.departments["physics"]["lead_name"] = "Leon Groce"
    small.departments["optics"] = small.departments["physics"] | {"name": "Optics"}
    _load(small)
    units = {("physics", "staff", "science"), ("optics", "staff", "science")}
    assert _homes() == {("science", "staff", None), *units}


@pytest.mark.parametrize("takes", ["take", "keep"])
def test_units_go_where_their_department_goes_once_a_conflict_about_it_is_decided(small, takes):
    small.offices["arts"] = small.offices["staff"] | {"name": "Arts", "position": 3}
    _load(small)
    science = Department.objects.get(slug="science")
    science.office = Office.objects.get(slug="staff")
    science.save()
    small.departments["science"]["office"] = small.departments["physics"]["office"] = "arts"
    plan = make(small)
    assert {one.slug for one in plan.conflicts} == {"science", "physics"}
    _load(small, decisions=Decisions(conflicts=takes), shown=plan.digest)
    home = "arts" if takes == "take" else "staff"
    assert _homes() == {("science", home, None), ("physics", home, "science")}
    del small.departments["physics"]
    small.departments["science"]["office"] = "academics"
    shown = make(small).digest
    _load(small, decisions=Decisions(conflicts=takes), shown=shown)
    home = "academics" if takes == "take" else "staff"
    assert _homes() == {("science", home, None), ("physics", home, "science")}


@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_grow_with_batches_not_with_rows(count, django_assert_num_queries, django_assert_max_num_queries):
    edition = _edition(academics={f"d{n}": {} for n in range(count)}, staff={})
    history.store.content_types()
    # 23, and on SQLite, which takes fewer values at once, five batches more for 200 rows.
    with django_assert_max_num_queries(28 if count == 200 else 23):
        _load(edition)
    with django_assert_num_queries(11):
        assert _load(edition).is_nothing


def test_progress_is_told_of_every_batch(small):
    told = []
    with under_way.heard_by(lambda stage: told.append((stage, under_way.what_and_how_far()[1]))):
        _load(small)
    stages = [stage for stage, _ in told]
    assert stages == [
        "Comparing with the drafts",
        "New offices: 0 of 2 done",
        "New departments: 0 of 1 done",
        "New departments: 0 of 1 done",
        "New contact lines: 0 of 2 done",
        "Keeping what each office was",
    ]
    assert [read_by_others for _, read_by_others in told] == stages
    assert under_way.what_and_how_far() == ("", "")


def test_a_load_is_taken_back_as_a_whole(small):
    _load(small)
    before = _state()
    changed = copy.deepcopy(small)
    changed.offices["academics"] |= {"name": "Office of Teaching", "contacts": []}
    changed.offices["new"] = changed.offices["staff"] | {"name": "Office of New Things"}
    changed.departments["poetry"] = changed.departments["science"] | {"office": "new"}
    changed.departments["physics"] |= {"office": "academics", "parent": None}
    del changed.offices["staff"]
    _load(changed, decisions=Decisions(retire=True, confirmed=1))
    last = Load.objects.standing().first()
    assert undo(last) == 5
    assert _state() == before
    assert _load(small).is_nothing
    with pytest.raises(Refused, match="taken back already"):
        undo(last)


def test_a_first_load_is_taken_back_to_an_empty_year(small):
    _load(small)
    undo(Load.objects.get())
    assert not Office.objects.exists() and not Department.objects.exists()


def test_a_load_of_a_release_that_knew_fewer_facts_is_taken_back(small):
    _load(small)
    before, changed = _state(), copy.deepcopy(small)
    changed.offices["academics"] |= {"hours": "8 to 4", "contacts": [LINE | {"note": "Mornings"}]}
    changed.departments["poetry"] = changed.departments["science"] | {"contacts": [LINE]}
    _load(changed)
    last = Load.objects.standing().first()
    kept = unpacked(last.changes)
    for side in (side for write in kept for side in (write["before"], write["after"]) if side):
        del side["lead_as_typed"]
        for line in side["contacts"]:
            del line["languages"]
    Load.objects.filter(pk=last.pk).update(changes=packed(kept))
    undo(last)
    assert _state() == before
    Office.objects.filter(slug="staff").update(lead_as_typed=True)
    with pytest.raises(Refused, match="it was changed since"):
        undo(Load.objects.get(undone_at=None))


def test_a_load_is_not_taken_back_over_later_work(small):
    _load(small)
    Office.objects.filter(slug="staff").update(summary="Later.")
    make_department(Office.objects.get(slug="academics"), "poetry")
    publishing.publish(Office.objects.get(slug="academics"), by=None)
    before = _state()
    with pytest.raises(Refused) as reason:
        undo(Load.objects.get())
    assert [str(problem) for problem in reason.value.problems] == [
        "office academics: the load brought it, and it was published since, so it stays. Take it off the site instead.",
        "office staff: it was changed since. Put back its version from the load first.",
        "department science: the load brought it, and it was published since, so it stays. "
        "Take it off the site instead.",
        "department physics: the load brought it, and it was published since, so it stays. "
        "Take it off the site instead.",
        "department poetry, office: it was added to academics, which the load brought. Move or delete it first.",
    ]
    assert _state() == before


def test_only_the_last_load_is_taken_back(small):
    _load(small)
    small.offices["staff"]["name"] = "Office of Personnel"
    _load(small)
    with pytest.raises(Refused, match=r"was loaded after it\. Take that back first"):
        undo(Load.objects.last())
    undo(Load.objects.first())
    undo(Load.objects.last())
    assert not Office.objects.exists()


def test_next_years_plan_is_told_against_this_years_drafts():
    call_command("loaddata", "fixtures/2016-17/directory.json", verbosity=0)
    records = json.loads(Path("fixtures/2024-25/directory.json").read_text())
    make_year("2024-25", opened=False)
    call_command("loaddata", "fixtures/2024-25/directory.json", verbosity=0)
    edition = of_drafts(SchoolYear.objects.get(label="2024-25")).edition
    assert len(edition.offices) + len(edition.departments) == len(records) - 1
    Department.objects.filter(school_year__label="2024-25").delete()
    Office.objects.filter(school_year__label="2024-25").delete()
    SchoolYear.objects.filter(label="2024-25").delete()
    plan = planning.make(edition)
    assert plan.before.label == "2016-17"
    said = [item.sentence for office in plan.changes for item in office.items]
    assert any("Paulette Chambers" in sentence for sentence in said)
    assert any("Jennifer Mims-Howell" in sentence for sentence in said)
    assert not SchoolYear.objects.filter(label="2024-25").exists()
