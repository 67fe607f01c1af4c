"""Who was taken out and is typed, loaded or imported again is told at once, wherever it came in."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from departments.drafts import history
from departments.models import Alert, Department, MissedSearch, Removal
from departments.models.removal import marks_of, named_again
from departments.old_site import import_page
from departments.removal import Wanted
from tests.admin.test_office import _posted
from tests.making import make_department, make_district, make_office, make_person

pytestmark = pytest.mark.django_db
WANTED = Wanted(name="Ann Roe", number="414-475-8393", email="ann@example.org")
AGAIN = "somebody stands there who was taken out of the directory. Take it out again, unless it is meant."


@pytest.fixture
def removal():
    return Removal.objects.create(counts={}, marks=WANTED.marks)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Ask Ann Roe.", True),
        ("<p>Ask <b>Ann</b>&nbsp;R&ouml;e.</p>", True),
        ("Call (414) 475-8393 or come.", True),
        ("<p>Call 414-475-<b>8393</b> ext. 5.</p>", True),
        ('<p>Write to <a href="mailto:Ann@example.org">us</a>.</p>', True),
        ("Write to ann@example.org.", True),
        ("Ask Ann or Bob Doe, 414-475-8394, joann@example.org.", False),
    ],
)
def test_a_text_names_again_whose_name_number_or_address_is_in_it(removal, text, is_named):
    assert (not Removal.objects.marks().isdisjoint(marks_of("body", text))) == is_named


def test_a_fixture_says_so_and_is_loaded(removal, tmp_path):
    office = make_office("academics", lead_name="Bob Doe")
    call_command("dumpdata", "departments.office", output=(path := tmp_path / "offices.json"), verbosity=0)
    rows = json.loads(path.read_text())
    rows[0]["fields"] |= {"lead_name": "Ann Roe", "phone": "+1 414-475-8393"}
    path.write_text(json.dumps(rows))
    errors = StringIO()
    call_command("loaddata", path, stdout=StringIO(), stderr=errors)
    said = f"Loaded from offices.json: {office.name}: name of the lead, phone: {AGAIN}\n"
    assert errors.getvalue() == said
    office.refresh_from_db()
    assert office.lead_name == "Ann Roe"


def test_an_old_page_says_so_in_its_report(removal):
    done = import_page("Office of Academics\nChief: Ann Roe\n", "2025-26")
    assert [one for one in done.left if AGAIN in one] == [f"{done.office}: name of the lead: {AGAIN}"]


@pytest.mark.thorough
def test_a_form_says_so_once_it_is_saved(removal, client):
    office = make_office("academics", lead_title="Chief", lead_name="Bob Doe")
    client.force_login(make_person("publisher", "Publishers"))
    address = reverse("admin:departments_office_change", args=[office.pk])
    given = _posted(client.get(address)) | {"summary": "Ask Ann Roe.", "_continue": "1"}
    page = client.post(address, given, follow=True)
    assert f"{office.name}: summary: {AGAIN}" in [str(one) for one in page.context["messages"]]
    hours = _posted(client.get(address)) | {"hours": "8 to 4", "_continue": "1"}
    again = client.post(address, hours, follow=True)
    assert [str(one) for one in again.context["messages"] if AGAIN in str(one)] == []


def _messages(client, address, **changes):
    given = _posted(client.get(address)) | changes | {"_continue": "1"}
    return [str(one) for one in client.post(address, given, follow=True).context["messages"]]


@pytest.mark.thorough
def test_the_forms_of_an_alert_and_of_the_district_say_so(removal, client):
    district, alert = make_district(), Alert.objects.create(message="<p>Offices close at noon.</p>")
    client.force_login(make_person("publisher", "Publishers"))
    address = reverse("admin:departments_alert_change", args=[alert.pk])
    given = {"message": "<p>Ask Ann Roe.</p>", "show_from_0": "2026-11-30", "show_from_1": "8:00 AM"}
    assert f"Ask Ann Roe.: message: {AGAIN}" in _messages(client, address, **given)
    address = reverse("admin:departments_district_change", args=[district.pk])
    said = _messages(client, address, **{"lines-0-number": "(414) 475-8393", "lines-1-number": "414-475-8393"})
    assert [one for one in said if AGAIN in one] == [f"TTY: number: {AGAIN}"]
    assert [one for one in _messages(client, address, name="The District") if AGAIN in one] == []


def test_a_row_is_looked_at_without_a_query(removal, django_assert_num_queries):
    row = Department.objects.get(pk=make_department(make_office(), lead_name="Ann Roe").pk)
    with django_assert_num_queries(0):
        assert named_again(row, frozenset(WANTED.marks)) == f"{row}: name of the lead: {AGAIN}"


def test_who_was_not_taken_out_is_told_of_nowhere(removal):
    assert named_again(make_office("academics", lead_name="Bob Doe"), Removal.objects.marks()) == ""
    assert named_again(make_office("health", lead_name="Ann Roe"), frozenset()) == ""


@pytest.mark.thorough
def test_whatever_else_keeps_a_text_says_so(removal, client):
    office = make_office("academics", publish=True)
    client.force_login(make_person("publisher", "Publishers"))
    _messages(client, reverse("admin:departments_office_change", args=[office.pk]), phone="414-252-0300")

    def say(screen, *args, of="office", **typed):
        address = reverse(f"admin:departments_{of}_{screen}", args=[office.pk, *args] if of == "office" else args)
        shown = client.get(address)
        typed |= {"reviewed": shown.context.get("reviewed") or getattr(shown.context["form"], "now", "")}
        said = client.post(address, {"when": "now"} | typed, follow=True).context["messages"]
        return [str(one).split(f": {AGAIN}")[0] for one in said if AGAIN in str(one)]

    assert say("review", note="For Ann Roe") == [f"{office.publications.latest('pk')}: note"]
    assert say("preview_links", note="Ann Roe", days=3) == [f"Preview of {office}: note"]
    newest, *_, oldest = (version.id for version in history.versions(office))
    assert say("version", oldest, newest=newest, why="Ann Roe asked") == [f"{office}: why"]
    missed = MissedSearch.objects.create(words="ann", typed="ann", first_on="2026-01-01", last_on="2026-01-01")
    entry = f"office-{office.pk}"
    assert say("add_name", missed.pk, of="missedsearch", name="Ann Roe", entry=entry) == [f"{office}: other name"]
    said = say("take_off", instead="Ask Ann Roe.", note="Ann Roe left")
    assert said == [f"{office}: note, instead"]
