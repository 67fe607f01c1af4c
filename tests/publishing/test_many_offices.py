"""Many offices published in one call: what comes of each is what publishing one after the other comes to."""

from datetime import timedelta
from itertools import zip_longest

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from departments.models import Happening, Listing, Office, Publication
from departments.publishing import PublishRefused, call_off, carry_on, draft_of, publish, publish_many, withdraw
from departments.publishing.meanwhile import Seen
from tests.making import make_contact, make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HOUR = timedelta(hours=1)


@pytest.fixture
def offices():
    """One of each kind, and a year whose pages go on in the next."""
    with time_machine.travel("2025-03-03T18:00:00Z", tick=False) as clock:
        make_contact(make_office("new", departments=2), name="Jane Doe")
        for slug in ("changed", "same", "scheduled", "to-end", "gives", "takes", "readdressed", "has-arts", "carried"):
            make_office(slug, departments=1, publish=True)
        make_office("nameless", name=" "), make_office("marked", retired_at=timezone.now())
        make_office("claims-an-address"), make_office("claims-arts")
        _change("readdressed", slug="at-a-new-address"), _change("claims-an-address", slug="readdressed")
        _change("has-arts", department={"slug": "fine-arts"})
        make_department(Office.objects.get(slug="claims-arts"), "has-arts-1", name="Arts")
        _change("gives", department={"office": Office.objects.get(slug="takes"), "slug": "given"})
        following = make_year("2025-26")
        goes_on = make_office("goes-on", year=following, succeeds="carried carried-too")
        carry_on(_live("carried"), goes_on, by=None), make_office("carried-too")
        make_office("of-the-next-year", year=following, departments=1)
        publish(make_office("from-tomorrow"), by=None, at=timezone.now() + 25 * HOUR)
        clock.shift(HOUR)
        _change("scheduled", summary="From tomorrow."), _change("to-end", summary="Its last words.")
        publish(Office.objects.get(slug="scheduled"), by=None, at=timezone.now() + 24 * HOUR)
        withdraw(Office.objects.get(slug="to-end"), by=None, at=timezone.now() + 24 * HOUR)
        for slug in ("changed", "scheduled", "carried", "from-tomorrow"):
            _change(slug, summary="Something else.")
        clock.shift(HOUR)
        yield list(Office.objects.order_by("name", "pk"))


def _change(which, department=None, **values):
    office = Office.objects.get(slug=which, school_year__label="2024-25")
    office.departments.update(**department or {}) if department else Office.objects.filter(pk=office.pk).update(
        **values
    )


def _live(slug):
    return Publication.objects.live().get(slug=slug, school_year__label="2024-25")


def _one_after_the_other(offices, **how):
    for office in offices:
        try:
            yield office, publish(office, **how)
        except PublishRefused as reason:
            yield office, reason


def _outcome(publish_them, offices, **how):
    """What comes of each, and then stands in the database; which is left as it was."""
    with transaction.atomic():
        done = [(office.slug, _told(one)) for office, one in publish_them(offices, **how)]
        pages = Publication.objects.order_by("office", "number")
        windows = [_dated(page.live_from, page.live_until, page.withdrawn_at) for page in pages]
        said = list(
            pages.values_list("slug", "number", "digest", "published_by", "note", "carried_from", "withdrawn_by")
        )
        listed = list(Listing.objects.order_by("publication__office", "publication__number", "position").values())
        listed = [row | {"id": 0, "publication_id": 0} for row in listed]
        happened = sorted((one.key.split("/")[0], one.office_id) for one in Happening.objects.all())
        transaction.set_rollback(True)
    return done, windows, said, listed, happened


def _told(one):
    return (type(one), str(one), one.told if isinstance(one, Publication) else "")


def _dated(*moments):
    """To the second: what is published together is dated an instant apart."""
    return [moment and moment.replace(microsecond=0) for moment in moments]


@pytest.mark.exhaustive
@pytest.mark.parametrize("order", [1, pytest.param(-1, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(
    "later",
    [
        pytest.param(None, marks=pytest.mark.thorough),
        pytest.param(24 * HOUR, marks=pytest.mark.thorough),
        *(pytest.param(later, marks=pytest.mark.exhaustive) for later in (timedelta(0), HOUR, 48 * HOUR, -HOUR)),
    ],
)
def test_what_comes_of_each_is_the_same_as_of_one_after_the_other(offices, later, order):
    offices = offices[::order]
    how = {"by": make_person("publisher"), "note": "All", "at": later if later is None else timezone.now() + later}
    together, one_by_one = (_outcome(way, offices, **how) for way in (publish_many, _one_after_the_other))
    for name, one, other in zip(("done", "windows", "said", "listed", "happened"), together, one_by_one, strict=True):
        assert [pair for pair in zip_longest(one, other) if pair[0] != pair[1]] == [], name
    assert len({kind for _, (kind, *_) in together[0]}) > (1 if later == -HOUR else 3) - 1


def test_a_page_begins_where_the_one_before_it_ends(offices):
    dict(publish_many(offices, by=None))
    first, second = Publication.objects.filter(slug="changed").order_by("number")
    assert first.live_until == second.live_from == second.published_at
    assert second.live_until is None


def test_each_is_an_act_of_its_own(offices):
    tomorrow = timezone.now() + 24 * HOUR
    done = {office.slug: one for office, one in publish_many(offices, by=None, at=tomorrow)}
    assert done["new"].live_from == done["changed"].live_from == tomorrow
    assert call_off(done["changed"], by=None) == [done["changed"]]


def test_what_was_saved_or_published_meanwhile_is_refused_and_the_others_are_published():
    offices = [make_office(slug, publish=True) for slug in ("academics", "operations", "staff")]
    number = Happening.objects.latest_number()
    for office in offices:
        office.summary = "Reviewed."
        office.save()
    seen = {office.pk: Seen(number, draft_of(office, at=timezone.now()).digest) for office in offices}
    Office.objects.filter(slug="academics").update(summary="Saved since.")
    publish(offices[1], by=None)
    Office.objects.filter(slug="operations").update(summary="Reviewed.", phone="414-475-8393")
    seen[offices[1].pk] = Seen(number, draft_of(Office.objects.get(slug="operations"), at=timezone.now()).digest)
    for at in (None, timezone.now() + HOUR):
        with transaction.atomic():
            told = [str(one) for _, one in publish_many(offices, by=None, at=at, seen=seen)]
            transaction.set_rollback(True)
        assert told[0] == "The draft was saved again meanwhile. Please look once more."
        assert told[1].startswith("A command published Office of the Operations, no. 2 on ")
        assert told[2] == "Office of the Staff, no. 2"


@pytest.mark.parametrize("count", [1, 3, pytest.param(200, marks=pytest.mark.thorough)])
def test_each_25_take_the_same_number_of_queries(count, django_assert_num_queries):
    offices = [make_office(f"office-{place}", publish=place % 2 == 0, phone="414-475-8393") for place in range(count)]
    Office.objects.update(summary="Other words.")
    waits = connection.vendor == "postgresql"
    with django_assert_num_queries((15 + waits) * -(-count // 25)):
        published = dict(publish_many(offices, by=None))
    assert all(isinstance(one, Publication) for one in published.values())
