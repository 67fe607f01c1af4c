"""After a person was taken out: nothing of them is left, nothing else changed, and everything goes on."""

import gzip
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from reversion.models import Version

from departments import publishing
from departments.drafts import history
from departments.drafts.state import state_of
from departments.models import (
    Contact,
    DistrictLine,
    Listing,
    Load,
    Office,
    Publication,
    Removal,
)
from departments.models.frozen import take_out as write_over
from departments.page import kept_page, pictures
from departments.page.storage import store
from departments.publishing.listings import listings_of
from departments.removal import FoundDiffers, Wanted, find, take_out
from departments.removal.taking_out_again import take_out_again
from departments.school_years import bundle, plan_in_words
from departments.school_years.any_file import read
from departments.school_years.edition import of_drafts
from departments.school_years.loading import Undecided, load
from departments.school_years.plan import Decisions, make
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office, make_person, make_picture, make_year
from tests.removal.story import EMAIL, NAME, everything, standing_in, tell

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TRACES = ("Ann Roe", "<em>Ann</em> Roe", "Roe,", "ann roe |", "ann-roe", EMAIL)
ROE = ("Ann Roe\\b", "ann.roe")


def _take_out(*, leave=lambda place: False, by=None, everywhere=False, **wanted):
    wanted = Wanted(**wanted)
    found = find(wanted)
    keys = {key for key, place in found.places.items() if (everywhere or place.is_sure) and not leave(place)}
    return take_out(wanted, keys, by=by, shown=found.shown)


def _left():
    """Where she stands, and not her namesake Ann Roebuck."""
    rows = everything()
    texts = {
        (place, name): text.replace("Ann Roebuck", "").replace("ann roebuck", "")
        for place, row in rows.items()
        for name, text in row.items()
    }
    return {place for place, text in texts.items() if any(trace.casefold() in text.casefold() for trace in TRACES)}


@pytest.fixture
def office():
    return tell()


def test_nothing_of_her_is_left_and_nothing_else_changed(office):
    assert len(_left()) > 25
    before, touched = everything(), {place for place, _ in _left()}
    removal = _take_out(name=NAME, email=EMAIL)
    assert _left() == set()
    after = everything()
    pages = {str(pk) for pk in Publication.objects.filter(office=office).values_list("pk", flat=True)}
    listed = {str(pk) for pk in Listing.objects.filter(publication__in=pages).values_list("pk", flat=True)}
    new = {table for table, _ in after.keys() - before.keys()}
    assert new == {"departments_removal", "departments_happening"}
    gone = {place for place in before.keys() - after.keys() if place[0] != "departments_listing"}
    assert gone == {("departments_missedsearch", str(pk)) for _, pk in touched if _ == "departments_missedsearch"}
    others = {place for place in before.keys() & after.keys() if before[place] != after[place]} - touched
    assert {place for place in others if place[1] not in listed} == set()
    assert removal.counts["publications"] == 3 and "Roe" not in json.dumps([removal.counts, removal.marks])


def test_pages_digests_and_listings_fit_each_other(office):
    _take_out(name=NAME, email=EMAIL)
    for publication in Publication.objects.all():
        assert publication.digest == kept_page.digest(publication.payload)
        rows = [row for row in Listing.objects.filter(publication=publication).order_by("position").values()]
        expected = listings_of(kept_page.page_of(publication))
        assert [{name: row[name] for name in one} for row, one in zip(rows, expected, strict=True)] == expected
        departments = {row["anchor"] for row in rows if row["kind"] == "department" and row["department_id"] is None}
        assert departments == set()
    live = Publication.objects.live().get(office=office)
    page = kept_page.page_of(live)
    assert (page.lead_name, page.email, page.summary, page.contacts[0].name) == (
        "Name withheld",
        "",
        "Ask name withheld.",
        "Name withheld",
    )
    assert page.contacts[0].phone == "+1 414-475-8457 ext. 12"
    office.refresh_from_db()
    assert not state_of(office).is_waiting
    publishing.withdraw(office, by=None)
    assert publishing.publish(office, by=None).number == 4


def test_visitors_and_programs_find_her_no_more(office, client):
    addresses = ["/offices/academics/", "/people/", "/a-z/", "/chart/", "/print/", "/directory.csv", "/directory.vcf"]
    addresses += ["/feed/", "/api/v1/offices/academics", "/api/v1/changes", "/offices/academics.vcf"]
    addresses += ["/offices/academics/all.vcf", "/api/v1/entries", "/phones/yealink.xml"]
    searches = ["/search/?q=roe", "/search/suggest/?q=ann.roe", "/api/v1/search?q=Ann"]

    def answers():
        return {one: client.get(one).getvalue().decode().replace("Roebuck", "") for one in addresses + searches}

    before, mark = answers(), client.get("/directory.csv").headers["ETag"]
    assert [one for one in addresses if "Roe" not in before[one]] == ["/a-z/"]
    assert client.get("/offices/academics/people/dr-ann-roe.vcf").status_code == 200
    _take_out(name=NAME, email=EMAIL)
    after = answers()
    assert [one for one in addresses if "Roe" in after[one]] == []
    assert [one for one in searches if "academics" in after[one]] == []
    assert "Name withheld" in after["/offices/academics/"] and "withheld" not in after["/people/"]
    assert client.get("/directory.csv", headers={"If-None-Match": mark}).status_code == 200
    assert client.get("/offices/academics/people/dr-ann-roe.vcf").status_code == 404


def test_followers_of_changes_are_told_once_more(office, client):
    cursor = client.get("/api/v1/changes").json()["cursor"]
    assert client.get("/api/v1/changes", {"cursor": cursor}).json()["results"] == []
    _take_out(name=NAME)
    told = client.get("/api/v1/changes", {"cursor": cursor}).json()["results"]
    assert [one["kind"] for one in told] == ["published"] * 3


def test_the_history_can_be_read_and_put_back(office):
    _take_out(name=NAME, email=EMAIL)
    kept = history.versions(office)
    assert [version.why for version in kept][:2] == ["Hours", "Name withheld asked for it"]
    assert [str(change) for change in kept[0].changes] == ["Office of the Academics: hours Weekdays → Weekdays 8 to 4"]
    put_back = history.put_back(office, kept[1], by=None)
    assert [change.field for change in put_back.changes] == ["hours"]
    office.refresh_from_db()
    assert (office.hours, office.lead_name) == ("Weekdays", "Name withheld")
    # Nobody is told of a change that nobody made.
    assert [version.why for version in history.versions(office)][1:] == [version.why for version in kept]
    assert _left() == set()


def test_a_load_can_be_taken_back(office):
    year = make_year("2025-26")
    edition = of_drafts(make_year()).edition
    edition.label = "2025-26"
    load(edition, source="roe.json")
    changed = of_drafts(year).edition
    changed.offices["academics"] |= {"hours": "Mornings", "summary": "Ask Ann Roe on Mondays."}
    load(changed, source="more.json")
    _take_out(name=NAME, email=EMAIL)
    assert undo(Load.objects.standing().first()) == 1
    assert of_drafts(year).edition.offices["academics"]["summary"] == "Ask name withheld."
    undo(Load.objects.standing().first())
    assert not Office.objects.filter(school_year=year).exists()


def test_a_file_that_names_her_again_says_so_and_waits_for_a_decision(office):
    edition = of_drafts(make_year()).edition
    _take_out(name=NAME, email=EMAIL)
    plan = make(edition)
    assert list(plan_in_words.removed(plan)) == [
        "Office of the Academics: name of the lead (office/academics/lead_name)",
        "Office of the Academics: e-mail (office/academics/email)",
        "Office of the Academics: summary (office/academics/summary)",
        "Office of the Academics: text (office/academics/body)",
        "Office of the Academics: contact lines (office/academics/contacts)",
    ]
    assert {conflict.field for conflict in plan.undecided} == {"lead", "email", "summary", "body", "contacts-1"}
    with pytest.raises(Undecided):
        load(edition, source="again.json")
    edition.offices["academics"]["location"] = "Room 9"
    load(edition, source="again.json", decisions=Decisions(conflicts="keep"))
    office.refresh_from_db()
    assert (office.lead_name, office.location) == ("Name withheld", "Room 9")
    assert _left() == set()
    assert {conflict.field for conflict in make(edition).undecided} == {conflict.field for conflict in plan.undecided}
    load(edition, source="again.json", decisions=Decisions(conflicts="take"))
    office.refresh_from_db()
    assert office.lead_name == "Dr. Ann Roe"


def test_the_very_file_that_was_loaded_last_is_read_again(office, tmp_path):
    path = tmp_path / "year.json"
    bundle.write(of_drafts(make_year()).edition, path)
    kept = read(path)
    load(kept.edition, **kept.origin)
    assert read(path).edition.load_id is not None
    _take_out(name=NAME)
    assert make(read(path).edition).removed != []


@pytest.fixture
def next_year(office):
    """A file for a year that is not there yet, which names her after she was taken out."""
    edition = of_drafts(make_year()).edition
    _take_out(name=NAME, email=EMAIL)
    edition.label, edition.year = "2025-26", {"starts_on": "2025-07-01", "ends_on": "2026-06-30"}
    return edition


def test_the_next_year_says_so_and_waits_for_a_decision(next_year):
    plan = make(next_year)
    assert [field for *_, field in plan.removed] == ["lead_name", "email", "summary", "body", "contacts"]
    fields = {"lead", "email", "summary", "body", "contacts-1"}
    assert {conflict.field for conflict in plan.undecided} == fields
    with pytest.raises(Undecided):
        load(next_year, source="next.json", shown=plan.digest)
    assert not Office.objects.filter(school_year__label="2025-26").exists()
    done = load(next_year, source="next.json", shown=plan.digest, decisions=Decisions(conflicts="keep"))
    new = Office.objects.get(school_year__label="2025-26", slug="academics")
    assert (new.lead_title, new.lead_name, new.summary, new.contacts.count()) == ("Chief", "Name withheld", "", 0)
    assert done.counts["new"] == len(list(next_year.each())) and _left() == set()
    assert {conflict.field for conflict in make(next_year).undecided} == fields


def test_the_next_year_has_what_somebody_takes_of_her(next_year):
    take = frozenset({("office", "academics", "lead")})
    load(next_year, source="next.json", decisions=Decisions(conflicts="keep", take=take))
    new = Office.objects.get(school_year__label="2025-26", slug="academics")
    assert (new.lead_name, new.email, new.summary) == ("Dr. Ann Roe", "", "")


def test_somebody_else_of_that_name_stays_where_the_tick_is_taken_away(office):
    other = make_office("health", lead_title="Nurse", lead_name="Ann Roe", publish=True)
    page = kept_page.page_of(other.publications.get())
    _take_out(name=NAME, email=EMAIL, leave=lambda place: place.home == "health")
    assert kept_page.page_of(other.publications.get()) == page
    assert Listing.objects.filter(kind="person", name="Ann Roe").count() == 1
    other.refresh_from_db()
    assert other.lead_name == "Ann Roe" and not state_of(other).is_waiting


def test_one_text_has_a_tick_for_what_is_sure_and_one_for_what_may_be_somebody_elses(office):
    office.body = "<p>Ann Roe and Judge Roe.</p>"
    office.save()
    found = find(Wanted(name=NAME))
    both = {place.is_sure: place for place in found.places.values() if place.before == office.body}
    assert both[True].after == "<p>Name withheld and Judge Roe.</p>"
    assert both[False].after == "<p>Ann Roe and Judge name withheld.</p>"
    take_out(Wanted(name=NAME), {both[True].key}, by=None, shown=found.shown)
    office.refresh_from_db()
    assert office.body == both[True].after
    found = find(Wanted(name=NAME))
    take_out(Wanted(name=NAME), {*found.places}, by=None, shown=found.shown)
    office.refresh_from_db()
    assert office.body == "<p>Name withheld and Judge name withheld.</p>"


def test_an_account_is_shown_with_all_its_names_and_not_ticked(office):
    person = make_person("aroe")
    type(person).objects.filter(pk=person.pk).update(first_name="Ann", last_name="Roe")
    found = find(Wanted(name=NAME))
    places = [one for one in found.places.values() if "account aroe" in one.rows]
    assert {(one.home, one.field, one.after, one.is_sure) for one in places} == {
        ("aroe", "username", "withheld-2", False),
        ("aroe", "first_name", "", False),
        ("aroe", "last_name", "Name withheld", False),
    }
    take_out(Wanted(name=NAME), {*found.places}, by=None, shown=found.shown)
    person.refresh_from_db()
    assert (person.username, person.first_name, person.last_name) == ("withheld-2", "", "Name withheld")


def test_years_and_addresses_stay_where_other_words_are_theirs(office, client):
    found = find(Wanted(words="2024-25")), find(Wanted(words="academics"))
    for one, words in zip(found, ("2024-25", "academics"), strict=True):
        take_out(Wanted(words=words), {*one.places}, by=None, shown=find(Wanted(words=words)).shown)
    assert client.get("/years/").status_code == client.get("/offices/academics/").status_code == 200


def test_a_changed_name_takes_the_place_of_the_old(office, client):
    _take_out(name=NAME, instead="Ann Poe", email=EMAIL)
    assert _left() == set()
    assert "Dr. Ann Poe" in strip_tags(client.get("/people/").content.decode())
    assert client.get("/offices/academics/people/dr-ann-poe.vcf").status_code == 200


def test_a_number_goes_and_what_is_only_that_number(office):
    district = DistrictLine.objects.get(label="Switchboard")
    _take_out(number="(414) 475-8393", everywhere=True)
    assert not DistrictLine.objects.filter(pk=district.pk).exists() and DistrictLine.objects.count() == 1
    assert standing_in("475-8393", "475 8393") == set()
    make_contact(Office.objects.get(slug="operations"), role="", phone="414-475-8003")
    _take_out(number="414-475-8003", everywhere=True)
    assert Contact.objects.get(office__slug="operations").name == "Withheld"


def test_taken_out_again_of_a_backup_a_number_stays_on_the_line_of_somebody_else(office):
    for name, role in (("Ann Roe", "Home"), ("Joe Poe", "Nurse"), ("", "Front desk")):
        make_contact(office, name=name, role=role, phone="414-555-0142")
    unsure = take_out_again(Removal(marks=Wanted(name=NAME, number="414-555-0142").marks))
    kept = {one.role: str(one.phone) for one in office.contacts.filter(role__in=["Home", "Nurse", "Front desk"])}
    assert kept == {"Home": "", "Nurse": "+1 414-555-0142", "Front desk": "+1 414-555-0142"}
    assert unsure > 0


def test_an_address_made_of_the_name_becomes_another_everywhere(office, client):
    named = make_department(office, "ann-roe-fund", lead_name="", lead_title="")
    publishing.publish(office, by=None)
    _take_out(name=NAME, email=EMAIL)
    number = Removal.objects.count()
    named.refresh_from_db()
    assert named.slug == f"withheld-{number}-fund" and _left() == set()
    assert client.get(f"/departments/withheld-{number}-fund/").status_code == 302
    assert Listing.objects.get(slug=named.slug).department == named


def test_pages_of_other_forms_and_pages_that_cannot_be_read_lose_her_too(office):
    old, broken = Publication.objects.filter(office=office).order_by("number")[:2]
    forms = {old.pk: old.payload | {"records": [_without(one) for one in old.payload["records"]]}}
    forms[broken.pk] = {"schema_version": 99, "pages": [{"who": "Roe, Dr. Ann", "Ann Roe": {"deep": ["Ann Roe"]}}]}
    for pk, payload in forms.items():
        write_over(Publication, pk, {"payload": payload})
    _take_out(name=NAME, email=EMAIL)
    assert _left() == set()
    broken.refresh_from_db()
    assert broken.payload == {
        "schema_version": 99,
        "pages": [{"who": "Name withheld", "withheld-2": {"deep": ["Name withheld"]}}],
    }


def _without(record):
    fields = {name: value for name, value in record["fields"].items() if name not in ("languages", "website")}
    return record | {"fields": fields | {"unknown": ["Ann Roe"]}}


def test_a_load_and_a_version_that_are_damaged_stay_as_they_are(office):
    kept = bytes(Load.objects.first().content)
    damaged = [kept[:40], kept[:2] + b"Ann", gzip.compress(b"{")]
    for content in damaged:
        write_over(Load, Load.objects.first().pk, {"content": content})
        Version.objects.filter(pk=Version.objects.first().pk).update(serialized_data="[{")
        _take_out(name=NAME, email=EMAIL)
        assert bytes(Load.objects.first().content) == content


def test_nothing_is_taken_out_that_was_not_shown(office):
    wanted = Wanted(name=NAME)
    found = find(wanted)
    make_office("health", lead_name="Ann Roe")
    before = everything()
    with pytest.raises(FoundDiffers) as refused:
        take_out(wanted, set(found.places), by=None, shown=found.shown)
    assert everything() == before and {place.home for place in refused.value.found.places.values()} >= {"health"}


def test_nobody_publishes_loads_or_saves_an_office_meanwhile(office):
    wanted = Wanted(name=NAME)
    found = find(wanted)
    with CaptureQueriesContext(connection) as queries:
        take_out(wanted, set(found.places), by=None, shown=found.shown)
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    locking = [sql for sql in asked if "UPDATE" in sql.split("FROM")[-1]]  # on SQLite the transaction is the lock
    assert "departments_schoolyear" in asked[1] and "departments_office" in asked[2]
    assert locking == (asked[1:3] if connection.vendor == "postgresql" else [])


def test_looking_writes_nothing(office):
    before = everything()
    assert find(Wanted(name=NAME)).places
    assert everything() == before


def test_a_failure_leaves_everything_as_it_was(office, monkeypatch):
    before = everything()

    def fail(publication, department_at):
        raise OSError("the disk is full")

    monkeypatch.setattr("departments.publishing.listings.rebuild", fail)
    with pytest.raises(OSError, match="the disk is full"):
        _take_out(name=NAME)
    assert everything() == before


def _files():
    return sorted(store().listdir("images")[1]) if store().exists("images") else []


def test_a_picture_goes_with_all_its_files(office, django_capture_on_commit_callbacks):
    others = _files()
    picture = make_picture(colour="red", width=900)
    office.image, office.image_alt = picture, "Portrait"
    office.save()
    publishing.publish(office, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        _take_out(picture=picture)
    office.refresh_from_db()
    assert (office.image, office.image_alt) == ("", "")
    assert standing_in(picture.split("/")[1].split("-")[0]) == set() and _files() == others
    assert not state_of(office).is_waiting


def test_a_picture_that_still_stands_somewhere_keeps_its_files(office, django_capture_on_commit_callbacks):
    picture = make_picture(colour="blue")
    for one in (office, Office.objects.get(slug="operations")):
        one.image, one.image_decorative = picture, True
        one.save()
    with django_capture_on_commit_callbacks(execute=True):
        _take_out(picture=picture, leave=lambda place: place.home == "operations")
    assert pictures.is_stored(picture)
    with django_capture_on_commit_callbacks(execute=True):
        _take_out(picture=picture)
    assert not pictures.is_stored(picture)


def test_a_picture_that_no_row_names_goes_too(office, django_capture_on_commit_callbacks):
    picture = make_picture(colour="green")
    with django_capture_on_commit_callbacks(execute=True):
        _take_out(picture=picture)
    assert not pictures.is_stored(picture)


def test_files_that_wait_to_be_loaded_are_discarded(client, office, django_capture_on_commit_callbacks):
    client.force_login(make_person("publisher", "Publishers"))
    sheet = SimpleUploadedFile("2026-27.csv", b"Office,Department,Name\nStaff,,Ann Roe\n")
    plan = client.post(reverse("admin:departments_load_add"), {"file": sheet})["Location"]
    assert client.get(plan).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        _take_out(name=NAME)
    assert client.get(plan).status_code == 302
