"""What moves from one office to another: found among all that visitors see, and on one page at each moment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from departments.models import Department, Publication
from departments.publishing import publish, publish_many, two_offices
from tests.making import make_office

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "leaving": lambda office, at: two_offices.leaving([office], at=at),
    "other offices": lambda office, at: two_offices.other_offices(office, at=at),
    "elsewhere": lambda office, at: two_offices.elsewhere(Publication.objects.live(at), office, {"academics-1": 1}),
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts rows before it chooses a way.")
@pytest.mark.parametrize("question", QUESTIONS)
def test_who_is_published_does_not_look_at_every_listing(question):
    office = make_office("academics", departments=1, publish=True)
    with CaptureQueriesContext(connection) as queries:
        list(QUESTIONS[question](office, timezone.now()))
    asked = next(query["sql"] for query in queries if "listing" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.replace('%', '%%')}", [])
        ways = [way for *_, way in cursor.fetchall()]
    # The few of this office, by two indexes, and then the page of each.
    assert "MULTI-INDEX OR" in ways and not any(way.startswith("SCAN departments_listing") for way in ways)


def _exchanged():
    """Two published offices, of which each has now one of the other's departments."""
    offices = [make_office(slug, departments=2, publish=True) for slug in ("academics", "operations")]
    for office, other in (offices, offices[::-1]):
        Department.objects.filter(slug=f"{office.slug}-1").update(office=other)
    return offices


def _seen_at(moment):
    """How often visitors see each department, with its office, and the number of that office's page."""
    pages = Publication.objects.live(moment).order_by("slug")
    return [(page.slug, page.number, sorted(two_offices.departments_on(page))) for page in pages]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("days", [0, 2])
def test_what_two_offices_exchange_changes_on_the_page_of_each_once(first, days):
    offices = _exchanged()
    at = timezone.now() + timedelta(days=days) if days else None
    office, other = offices[first], offices[1 - first]
    (told,) = publish(office, by=None, at=at).told
    assert told.endswith(f"{other} was published with it, as number 2.")
    assert f"moves from {office} to {other}" in told and f"moves from {other} to {office}" in told
    assert _seen_at((at or timezone.now()) + timedelta(seconds=1)) == [
        ("academics", 2, ["academics-2", "operations-1"]),
        ("operations", 2, ["academics-1", "operations-2"]),
    ]
    assert Publication.objects.count() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("scheduled", [(3, 5), (5, 3), (3, None), (None, 3), (4, 4)])
def test_what_two_offices_exchange_is_on_one_page_whatever_is_scheduled(first, scheduled):
    offices = [make_office(slug, departments=2, publish=True) for slug in ("academics", "operations")]
    now = timezone.now()
    for office, days in zip(offices, scheduled, strict=True):
        office.hours = "Later"
        office.save()
        if days:
            publish(office, by=None, at=now + timedelta(days=days))
    for office, other in (offices, offices[::-1]):
        Department.objects.filter(slug=f"{office.slug}-1").update(office=other)
    publish(offices[first], by=None)
    for days in (0, 2, 3, 4, 5, 6):
        seen = _seen_at(timezone.now() + timedelta(days=days, seconds=1))
        assert [(slug, there) for slug, _, there in seen] == [
            ("academics", ["academics-2", "operations-1"]),
            ("operations", ["academics-1", "operations-2"]),
        ], days


@pytest.mark.django_db(transaction=True)
def test_what_is_exchanged_by_publishing_both_changes_once_as_well():
    done = list(publish_many(_exchanged(), by=None))
    assert [str(one) for _, one in done][1].endswith("visitors see exactly this page already.")
    assert Publication.objects.count() == 4
