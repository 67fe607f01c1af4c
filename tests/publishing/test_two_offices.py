"""Finding what moves from one office to another among all that visitors see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from departments.models import Publication
from departments.publishing import two_offices
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
