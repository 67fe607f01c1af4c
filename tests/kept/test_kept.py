"""What earlier releases left behind is read by today's code: databases, payloads, bundles, spreadsheets."""

import io
import json
import re
from datetime import date
from importlib import import_module

import pytest
from django.core.management import call_command

from departments.models import Contact, Department, Office
from departments.page.kept_page import digest, thaw
from tests.every import EVERY
from tests.kept import a_new_fact
from tests.kept.other_forms import FACTS
from tests.kept.restoring import KEPT, RELEASES, moment_of, payloads_of, restore
from tests.making import make_person
from tests.processes import run

# What made the digests of 0.1 anew, with a reading code of its own.
migration = import_module("departments.migrations.0011_facts_and_listings")
LABEL = "2024-25"
OWNERS = {"school_year", "office", "department", "parent"}


# What no release kept, but a test makes of it, is made of the first alone.
of_one_release = pytest.mark.parametrize("release", RELEASES[:1], indirect=True)


# The first is the furthest from today's; CI reads the others as well, with `make prove`.
LATER = [pytest.param(release, marks=pytest.mark.exhaustive) for release in RELEASES[1:]]


@pytest.fixture(params=[RELEASES[0], *LATER])
def release(request):
    return request.param


@pytest.fixture
def walk(release, database_url, tmp_path, monkeypatch):
    """Restore, migrate and walk the directory of the release, as a visitor or as a superuser."""
    monkeypatch.setenv("MPSDIR_VAR", str(tmp_path))
    restore(release, database_url, tmp_path)

    def walked(**options):
        arguments = ", ".join(f"{name}={value!r}" for name, value in options.items())
        moment = moment_of(release).isoformat()
        code = f"from tests.kept.walk import main; main({moment!r}, {arguments})"
        return json.loads(run(code, database_url))

    return walked


@pytest.mark.thorough
def test_visitors_of_a_kept_directory_are_answered_everywhere(walk):
    walked = walk()
    assert walked["wrong"] == {}
    assert {f"/years/{year}/offices/academics/" for year in (LABEL, "2016-17")} < set(walked["opened"])


@pytest.mark.exhaustive
def test_visitors_of_a_kept_directory_are_told_what_they_were(release, walk):
    read = ["/api/v1/offices/family-services", "/api/v1/offices/chief-of-staff", "/api/v1/years", "/"]
    read += ["/offices/school-administration/"]
    *answers, first_page, withdrawn = walk(part=slice(0), read=read)["bodies"].values()
    family, chief, years = map(json.loads, answers)
    # No. 1 was published again, without the line of no. 2; what is scheduled has another name.
    assert family["name"] == "Office of Family Services"
    assert [line["role"] for line in family["contacts"]][-1] == "Signed calls"
    # Its draft was put back after this was published.
    assert (chief["phone"]["shown"], chief["hours"]) == ("414-475-8393 ext. 4", "Weekdays 8 to 4")
    since_0_2 = ("", "") if release == "0.1" else ("Spanish", "https://example.org/chief")
    assert (chief["languages"], chief["website"]) == since_0_2
    # Of four years one is not open, and one opens later.
    assert [year["label"] for year in years["results"]] == [LABEL, "2016-17"]
    # Of four alerts one has ended, one is still to come, and one is broken.
    assert "Offices close at noon." in first_page
    assert [words for words in ("All lines are down", "Closed in January", "Broken") if words in first_page] == []
    assert "Ask the Office of Academics" in withdrawn


@pytest.mark.exhaustive
@pytest.mark.thorough
def test_a_superuser_of_a_kept_directory_is_shown_what_was_kept(walk):
    lists = ["/admin/departments/office/deleted/", "/admin/departments/load/", "/admin/departments/alert/"]
    lists += ["/admin/departments/missedsearch/"]
    deleted, loads, alerts, searches = walk(as_superuser=True, part=slice(0), read=lists)["bodies"].values()
    assert "Temporary Projects" in deleted and "Head Start" in deleted
    assert "taken back" in loads and "2026-27.csv" in loads
    assert "Left out of the pages: it has no words." in alerts
    assert "payrol office" in searches and "bus pass" not in searches


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("part", "histories"),
    [
        pytest.param(slice(0, None, 2), 50, id="one half"),
        pytest.param(slice(1, None, 2), 50, id="the other"),
    ],
)
def test_a_superuser_of_a_kept_directory_is_answered_everywhere(walk, part, histories):
    walked = walk(as_superuser=True, part=part)
    assert walked["wrong"] == {}
    assert len([path for path in walked["opened"] if "/history/" in path]) > histories


@pytest.mark.exhaustive
def test_what_was_published_before_an_upgrade_need_not_be_published_again(walk):
    commands = [("publish", "--year", "2025-26", "--office", slug) for slug in ("academics", "family-services")]
    assert walk(part=slice(0), commands=commands)["said"] == [
        "Office of Academics: visitors see exactly this page already.\n",
        "Office of Family Services: visitors see exactly this page already.\n",
    ]


UNREADABLE = [("of_office", "academics"), ("of_office", "academics", "slug"), ("of_office", "academics", "office")]
UNREADABLE += [("saying", "academics", "office", "school_year", "[[]]")]
_BAD = [("slug", json.dumps(slug)) for slug in ("", "a b/c", "ÄÖ", "../..", None, "family-services")]
_BAD += [("school_year", year) for year in ('"2024-25"', "[null]", '["2024"]')]
BAD = [("nested", "academics"), *(("saying", "academics", "office", *bad) for bad in _BAD)]
BAD += [("saying", "academics", "department", *bad) for bad in [*_BAD[:5], ("parent", '["2024-25", []]')]]
# What a database can keep and no page can say.
ODD = [("saying", "academics", "office", *odd) for odd in [("lead_name", '"Jo\\u0000e"'), ("summary", '"\\ud800"')]]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "as_superuser",
    [pytest.param(False, id="visitors"), pytest.param(True, id="a superuser", marks=pytest.mark.exhaustive)],
)
@of_one_release
def test_facts_that_were_not_kept_cost_no_address(walk, as_superuser):
    (wrong,) = walk(as_superuser=as_superuser, forms=[("without", *FACTS)]).values()
    assert _but_cards_of_people(wrong) == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(0, len(FACTS), 3))
@of_one_release
def test_a_fact_that_was_not_kept_costs_no_address(walk, part):
    names = FACTS[part : part + 3]
    forms = [("without", name) for name in names] if EVERY else [("without", *names)]
    for as_superuser in (False, True):
        for form, wrong in walk(as_superuser=as_superuser, forms=forms).items():
            assert _but_cards_of_people(wrong) == {}, form


def _but_cards_of_people(wrong):
    """Where no name was kept, nobody is there to have a card."""
    return {path: status for path, status in wrong.items() if not ("/people/" in path and status == 404)}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "form",
    [
        UNREADABLE[0],
        *(
            pytest.param(form, marks=pytest.mark.exhaustive)
            for form in [*UNREADABLE[1:], *(BAD if EVERY else BAD[::3])]
        ),
    ],
    ids=" ".join,
)
@of_one_release
def test_a_page_that_cannot_be_read_costs_only_itself(release, walk, form):
    """Its own address, and those of its departments, say that it cannot be shown just now."""
    pages = [thaw(one["payload"]) for one in payloads_of(release) if one["office"] == "academics"]
    own = re.compile(rf"/(offices|departments)/({'|'.join({part.slug for page in pages for part in page.parts})})\b")
    (wrong,) = walk(as_superuser=False, forms=[form]).values()
    assert set(wrong.values()) <= {503}
    assert [path for path in wrong if not own.search(path)] == []
    (wrong,) = walk(as_superuser=True, forms=[form]).values()
    assert all(path.endswith("/again/") and status == 302 for path, status in wrong.items())


@pytest.mark.exhaustive
@of_one_release
def test_a_character_that_cannot_be_written_costs_no_address(walk, database_url):
    if database_url.startswith("postgres"):
        pytest.skip("PostgreSQL keeps no such character")
    assert list(walk(as_superuser=False, forms=ODD).values()) == [{}, {}]
    assert list(walk(as_superuser=True, forms=ODD).values()) == [{}, {}]


@pytest.mark.exhaustive
@of_one_release
def test_a_fact_that_a_later_release_adds_is_told_everywhere(release, database_url, tmp_path, monkeypatch):
    """And no office waits to be published because of it, but those that waited before."""
    monkeypatch.setenv("MPSDIR_VAR", str(tmp_path))
    restore(release, database_url, tmp_path)
    code = "from tests.kept.{} import main; main(" + repr(moment_of(release).isoformat()) + ")"
    grown = json.loads(run(code.format("a_new_fact"), database_url))
    assert grown["wrong"] == {}
    said = {form: value for form, (value, _) in a_new_fact.VALUES.items()}
    said["NUMBER"] = {"shown": "414-555-0147", "link": "tel:+14145550147"}
    quiet = {"blank on a card": False, "markup as text": False}
    assert grown["forms"] == quiet | {"rolled over": [True, True], "api": [said, said]}
    assert grown["told"] == dict.fromkeys(grown["told"], True)
    with_it, without_it = grown["waiting"]
    assert with_it == without_it


def test_every_fact_of_a_kept_payload_stands_on_its_page(release):
    kept = payloads_of(release)
    assert len(kept) >= 17
    for one in kept:
        page = thaw(one["payload"])
        parts = {("office", page.slug): page} | {("department", part.slug): part for part in page.departments}
        since_0_1 = migration._digest(one["payload"]["records"]) if release == "0.1" else one["digest"]
        assert digest(one["payload"]) == since_0_1
        assert (page.school_year, page.slug) == (one["school_year"], one["office"])
        for record in one["payload"]["records"]:
            kind = record["model"].removeprefix("departments.")
            facts = {name: value for name, value in record["fields"].items() if name not in OWNERS}
            assert _facts_of(kind, record["fields"], parts) == facts


def _facts_of(kind, values, parts):
    """What the thawed page has where a record of the payload has `values`, as the payload writes it."""
    if kind == "contact":
        owner = ("office", values["office"][1]) if values["office"] else ("department", values["department"][1])
        place = values["position"]
        shown = parts[owner].contacts[place - 1]
        return {name: place if name == "position" else getattr(shown, name) for name in values if name not in OWNERS}
    part = parts[kind, values["slug"]]
    found = {name: getattr(part, name) for name in values if name not in OWNERS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def test_the_rich_office_of_a_kept_payload_says_what_its_editors_wrote(release):
    kept = {(one["school_year"], one["office"], one["number"]): one for one in payloads_of(release)}
    page = thaw(kept[LABEL, "family-services", 1]["payload"])
    by_slug = {part.slug: part for part in page.departments}

    assert [str(part.lead) for part in (page, *page.departments)] == [
        "Chief of Family Services: Dr. María José Ortega-Lindqvist, Ed.D.",
        "Acting Director: Nguyễn Thị Hoa, PhD",
        "Interim Manager: Leon Groce",
        "Coordinator: Pa Houa Vang (on leave)",
        "Coordinator: vacant",
        "Head: vacant",
    ]
    assert [(line.kind, line.phone) for line in page.contacts] == [
        ("voice", "+1 414-475-8002"),
        ("tty", "+1 888-814-4026"),
        ("fax", "+1 414-475-8003"),
        ("text", "+1 414-475-8004"),
        ("video_relay", "+1 414-475-8005 ext. 7"),
    ]
    assert [part.slug for part in page.below(by_slug["translation"])] == ["translation-hmong", "translation-spanish"]
    assert [by_slug[slug].picture.alt for slug in ("family-welcome-center", "translation")] == ["An open door", ""]
    assert page.other_names == ("OFS", "Parent office", "Oficina de servicios a las familias")
    assert page.succeeds == "family-engagement parent-services"
    assert page.confirmed_on is not None and by_slug["family-welcome-center"].confirmed_on == date(2024, 9, 12)


@pytest.mark.thorough
@pytest.mark.django_db
def test_a_kept_bundle_is_loaded_and_a_kept_spreadsheet_says_the_same(release, client, tmp_path):
    bundle, sheet = KEPT / release / "bundle", KEPT / release / f"{LABEL}.xlsx"
    _command("load_school_year", bundle, "--yes")
    assert (Office.objects.count(), Department.objects.count(), Contact.objects.count()) == (6, 17, 8)

    _command("dump_school_year", LABEL, tmp_path / "bundle")
    written, now = (_records(path) for path in (bundle, tmp_path / "bundle"))
    assert {key: {name: now[key].get(name) for name in values} for key, values in written.items()} == written

    assert _command("load_school_year", sheet, "--yes").endswith("Nothing to change.\n")
    client.force_login(make_person("publisher", "Publishers"))
    with sheet.open("rb") as file:
        plan = client.post("/admin/departments/load/add/", {"file": file}, follow=True)
    assert plan.status_code == 200 and plan.redirect_chain[-1][0].startswith("/admin/departments/load/plan/")


def _command(*arguments):
    said = io.StringIO()
    call_command(*map(str, arguments), stdout=said, stderr=io.StringIO())
    return said.getvalue()


def _records(bundle):
    """The records of a bundle's fixture by what they are about."""
    found = {}
    for record in json.loads((bundle / "directory.json").read_text()):
        values = record["fields"]
        names = ("office", "department", "position") if record["model"] == "departments.contact" else ("slug",)
        found[record["model"], *(str(values.get(name)) for name in names)] = values
    return found


@pytest.mark.exhaustive
def test_a_person_is_taken_out_of_a_kept_directory(release, database_url, tmp_path, monkeypatch):
    """Of its pages, versions, loads and whatever else it has, in the forms of its release."""
    monkeypatch.setenv("MPSDIR_VAR", str(tmp_path))
    restore(release, database_url, tmp_path)
    before, after, digests, waiting = json.loads(run(TAKES_OUT, database_url))
    assert {"departments_publication", "reversion_version", "departments_load", "departments_office"} <= set(before)
    assert (after, digests, waiting[0]) == ([], [], waiting[1])


TAKES_OUT = """
import json, django
django.setup()
from django.core.management import call_command
from departments.drafts.state import states
from departments.models import Office, Publication
from departments.page.kept_page import Unreadable, digest
from departments.removal import Wanted, find, take_out
from tests.removal.story import standing_in

def waiting():
    return sorted(state.office.pk for state in states(Office.objects.all()).values() if state.is_waiting)

def differs(publication):
    try:
        return publication.digest != digest(publication.payload)
    except Unreadable:
        return False

call_command("migrate", verbosity=0)
names = ("Paulette Chambers", "Chambers, Paulette")
before, waited = [table for table, _ in standing_in(*names)], waiting()
found = find(Wanted(name=names[0]))
take_out(Wanted(name=names[0]), set(found.places), by=None, shown=found.shown)
after = sorted(standing_in(*names))
print(json.dumps([before, after, [str(one) for one in Publication.objects.all() if differs(one)], [waited, waiting()]]))
"""
