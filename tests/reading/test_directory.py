"""The public read side: years, cards, the A-Z, alerts, at any moment."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from departments import publishing
from departments.models import Alert
from departments.reading.directory import Directory, DistrictFacts, NotListed, ShownAlert
from departments.search import find
from departments.words.days import moment
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db


def test_the_current_year_is_read_unless_another_is_asked_for():
    make_office("academics", year=make_year("2024-25"), name="Today", publish=True)
    make_office("academics", year=make_year("2016-17"), name="Then", publish=True)
    make_year("2025-26", opened=False)

    today, then = Directory.at(), Directory.at(label="2016-17")

    assert (today.page("academics").name, then.page("academics").name) == ("Today", "Then")
    assert (today.is_archive, then.is_archive) == (False, True)
    assert [year.label for year in today.years] == ["2024-25", "2016-17"]
    assert today.office_url("academics", "arts") == "/offices/academics/#arts"
    assert then.office_url("academics") == "/years/2016-17/offices/academics/"
    assert then.today().year == today.year


@pytest.mark.parametrize("label", ["2025-26", "1999-00"])
def test_a_year_that_is_not_open_is_not_listed(label):
    make_year("2025-26", opened=False)
    with pytest.raises(NotListed, match=label):
        Directory.at(label=label)


def test_a_directory_with_no_year_is_empty_and_not_broken():
    directory = Directory.at()
    assert (directory.year, directory.offices, directory.alerts) == (None, (), ())
    assert directory.district == DistrictFacts()
    with pytest.raises(NotListed):
        directory.page("academics")


def test_offices_come_in_the_editors_order_with_their_departments():
    make_office("b", position=2, name="B", publish=True)
    first = make_office("a", position=1, name="A", lead_title="Chief", lead_name="Ann Roe", phone="414-475-8393")
    arts = make_department(first, "arts", position=1)
    make_department(first, "music", position=3, parent=arts)
    make_department(first, "libraries", position=2)
    publishing.publish(first, by=None)

    cards = Directory.at().offices

    assert [(card.name, card.url) for card in cards] == [("A", "/offices/a/"), ("B", "/offices/b/")]
    assert (cards[0].lead, cards[0].phone) == ("Chief: Ann Roe", "+1 414-475-8393")
    assert [part.url for part in cards[0].departments] == [f"/offices/a/#{x}" for x in ("arts", "music", "libraries")]
    assert cards[1].departments == ()


def test_a_department_is_found_wherever_its_office_is():
    make_office("academics", departments=1, publish=True)
    assert Directory.at().department_url("academics-1") == "/offices/academics/#academics-1"
    with pytest.raises(NotListed, match="elsewhere"):
        Directory.at().department_url("elsewhere")


def test_all_pages_are_read_in_order_in_one_query(django_assert_num_queries):
    for place, slug in enumerate(["operations", "academics"]):
        make_office(slug, position=place, departments=1, publish=True)
    make_office("hidden")
    make_office("then", year=make_year("2016-17"), publish=True)
    directory = Directory.at()
    with django_assert_num_queries(1):
        pages = directory.office_pages
    assert pages == (directory.page("operations"), directory.page("academics"))
    assert Directory(timezone.now(), None).office_pages == ()


def test_a_department_that_moved_is_read_where_it_went_and_its_unit_where_it_stayed():
    old, new = make_office("old", position=1), make_office("new", position=2)
    arts = make_department(old, "arts", position=1)
    music = make_department(old, "music", parent=arts, position=2)
    publishing.publish(old, by=None)
    music.parent, arts.office = None, new
    music.save()
    arts.save()
    publishing.publish(new, by=None)

    pages = Directory.at().office_pages
    assert [(page.slug, [part.slug for part, units in page.tree]) for page in pages] == [
        ("old", ["music"]),
        ("new", ["arts"]),
    ]


def test_a_department_on_a_page_scheduled_before_it_moved_stands_on_the_newer_page_alone(client):
    old, new = make_office("old", position=1), make_office("new", position=2, publish=True)
    arts = make_department(old, "arts")
    make_contact(arts, name="Ann Roe")
    publishing.publish(old, by=None)
    old.summary = "Scheduled"
    old.save()
    begins = timezone.now() + timedelta(days=1)
    publishing.publish(old, by=None, at=begins)
    arts.office = new
    arts.save()
    told = publishing.publish(new, by=None).told
    move = f"Arts moves from {old.name} to {new.name}: {old.name} was published with it"
    assert told == (f"{move}, as number 3.", f"{move} for {moment(begins)}, as number 4.")
    with time_machine.travel(begins, tick=False):
        directory = Directory.at()
        assert [page.slug for page in directory.publications()] == ["old", "new"]
        assert [[card.slug for card in office.departments] for office in directory.offices] == [[], ["arts"]]
        found = {row.publication.slug for row in directory.listings() if row.anchor}
        assert (found, directory.listings().filter(name="Ann Roe").count()) == ({"new"}, 1)
        body = client.get("/directory.csv").getvalue().decode()
        assert body.count("Ann Roe") == 1
        for query in ("arts", "arts"):  # read, and from what is kept
            assert [result.url for result in find(query, directory).results] == ["/offices/new/#arts"]


def test_the_district_is_read_in_one_query_with_and_without_lines(django_assert_num_queries):
    district = make_district()
    with django_assert_num_queries(1):
        facts = Directory(timezone.now(), None).district
    assert facts.name == "Milwaukee Public Schools"
    lines = [("Switchboard", "+1 414-475-8393", "voice"), ("TTY", "+1 888-814-4026", "tty")]
    assert [(x.label, x.phone, x.kind) for x in facts.lines] == lines
    assert facts.logo_picture is None
    district.lines.all().delete()
    assert Directory(timezone.now(), None).district == DistrictFacts(name="Milwaukee Public Schools")


def test_alerts_come_gravest_first_and_sanitised():
    now = timezone.now()
    Alert.objects.create(message="<p>Picture day</p>", level=Alert.Level.NOTICE)
    Alert.objects.create(message="<p>Closed<script>x</script></p>", level=Alert.Level.EMERGENCY)
    Alert.objects.create(message="Over", show_from=now - timedelta(2), show_until=now - timedelta(1))

    assert Directory.at().alerts == (
        ShownAlert("<p>Closed</p>", "emergency", "Emergency"),
        ShownAlert("<p>Picture day</p>", "notice", "Notice"),
    )


@pytest.mark.parametrize("broken", [{"level": "4-what"}, {"message": "<p> </p>"}])
def test_a_broken_alert_costs_only_itself_and_is_told_once(broken, caplog):
    Alert.objects.create(message="<p>Closed</p>")
    bad = Alert.objects.create(message="x")
    Alert.objects.filter(pk=bad.pk).update(**broken)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert [alert.html for alert in Directory.at().alerts] == ["<p>Closed</p>"]
    assert [record.getMessage() for record in caplog.records] == [f"Alert {bad.pk} is left out of the pages."]


@pytest.mark.parametrize(
    ("levels", "behind"),
    [
        ("", ""),
        ("nn", ""),
        ("nnn", "nn"),
        ("wwn", "wn"),
        ("een", ""),
        ("eenn", "nn"),
        ("eee", ""),
        ("ewwwnnn", "wwwnnn"),
    ],
)
def test_many_alerts_fold_behind_the_gravest_and_no_emergency_does(levels, behind):
    """What a visitor must read is open; one line more than a line that opens it would save nothing."""
    named = {"e": Alert.Level.EMERGENCY, "w": Alert.Level.WARNING, "n": Alert.Level.NOTICE}
    for level in levels:
        Alert.objects.create(message="<p>Closed</p>", level=named[level])
    directory = Directory.at()
    assert "".join(alert.level[0] for alert in directory.folded_alerts) == behind
    assert directory.open_alerts + directory.folded_alerts == directory.alerts
