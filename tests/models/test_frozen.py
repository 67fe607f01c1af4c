"""A publication is neither changed nor deleted: every way Python has is tried."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

import departments
from departments import publishing
from departments.models import Department, Listing, Office, Publication, SchoolYear
from departments.models.frozen import FrozenError, take_out
from tests.making import make_office, make_person

pytestmark = pytest.mark.django_db
HOUR = timezone.timedelta(hours=1)


@pytest.fixture
def publication():
    office = make_office(departments=1)
    return publishing.publish(office, by=make_person("publisher", "Publishers"))


def _change_payload(publication):
    publication.payload = {"schema_version": 1, "records": []}
    publication.save()


CHANGES = {
    "save": _change_payload,
    "save with fields": lambda p: p.save(update_fields=["live_until"]),
    "update": lambda p: Publication.objects.filter(pk=p.pk).update(name="x"),
    "update of all": lambda p: Publication.objects.update(note="x"),
    "bulk_update": lambda p: Publication.objects.bulk_update([p], ["note"]),
    "update_or_create": lambda p: Publication.objects.update_or_create(pk=p.pk, defaults={"note": "x"}),
    "upsert": lambda p: Publication.objects.bulk_create(
        [p], update_conflicts=True, update_fields=["note"], unique_fields=["id"]
    ),
    "related update": lambda p: p.office.publications.update(note="x"),
    "related remove": lambda p: p.office.publications.set([]),
    "base manager": lambda p: Publication._base_manager.update(note="x"),
    "delete": lambda p: p.delete(),
    "delete as a set": lambda p: Publication.objects.all().delete(),
    "related delete": lambda p: p.office.publications.all().delete(),
    "base manager delete": lambda p: Publication._base_manager.all().delete(),
    "listing save": lambda p: p.listings.first().save(),
    "listing update": lambda p: Listing.objects.update(name="x"),
    "listing delete": lambda p: p.listings.first().delete(),
    "listings delete": lambda p: p.listings.all().delete(),
}
CASCADES = {
    "office": lambda p: p.office.delete(),
    "offices": lambda p: Office.objects.all().delete(),
    "department": lambda p: Department.objects.get().delete(),
    "school year": lambda p: p.school_year.delete(),
    "school years": lambda p: SchoolYear.objects.all().delete(),
    "its publisher": lambda p: get_user_model().objects.get(username="publisher").delete(),
}


def _everything():
    return list(Publication.objects.values()), list(Listing.objects.values())


@pytest.mark.thorough
@pytest.mark.parametrize("way", CHANGES)
def test_a_publication_refuses(publication, way):
    before = _everything()
    with pytest.raises((FrozenError, AttributeError)) as refusal:
        CHANGES[way](publication)
    assert refusal.type is FrozenError or way == "related remove"
    assert _everything() == before


@pytest.mark.parametrize("what", CASCADES)
def test_no_cascade_reaches_a_publication(publication, what):
    before = _everything()
    with pytest.raises(ProtectedError):
        CASCADES[what](publication)
    assert _everything() == before
    assert Department.objects.count() == Office.objects.count() == 1


def test_an_open_end_can_be_closed(publication):
    at = timezone.now() + HOUR
    publication.end(at=at)
    assert Publication.objects.get().live_until == publication.live_until == at


def test_an_end_that_lies_ahead_can_be_moved(publication):
    now = timezone.now()
    for at in (now + 2 * HOUR, now + HOUR, now + 3 * HOUR, None):
        publication.end(at=at)
        assert Publication.objects.get().live_until == at


def test_what_visitors_have_seen_stays(publication):
    with pytest.raises(FrozenError):
        publication.end(at=timezone.now() - HOUR, now=publication.live_from + HOUR)
    now = timezone.now()
    publication.end(at=now, now=now)
    for at in (now - HOUR, now + 2 * HOUR, None):
        with pytest.raises(FrozenError):
            publication.end(at=at, now=now + HOUR)


def _copy(publication, **values):
    kept = {f.attname: getattr(publication, f.attname) for f in Publication._meta.fields if f.name != "id"}
    return Publication(**kept | {"number": 99} | values)


def test_the_database_refuses_windows_that_overlap(publication):
    start = publication.live_from
    publication.end(at=start + 10 * HOUR)
    for begin, end in [(1, 2), (-1, 1), (9, 11), (-1, 11), (0, 10)]:
        with (
            pytest.raises(IntegrityError, match="publications_of_an_office_do_not_overlap"),
            transaction.atomic(),
        ):
            _copy(publication, live_from=start + begin * HOUR, live_until=start + end * HOUR).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        _copy(publication, live_from=start + HOUR, live_until=None).save()


def test_the_database_refuses_to_stretch_a_window_over_another(publication):
    start = publication.live_from
    publication.end(at=start + HOUR)
    _copy(publication, live_from=start + HOUR, live_until=start + 2 * HOUR).save()
    with (
        pytest.raises(IntegrityError, match="publications_of_an_office_do_not_overlap"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE departments_publication SET live_until = %s WHERE number = 1",
            [connection.ops.adapt_datetimefield_value(start + 2 * HOUR)],
        )


def test_windows_may_touch_and_empty_ones_take_no_room(publication):
    start = publication.live_from
    publication.end(at=start + 10 * HOUR)
    _copy(publication, number=2, live_from=start + 10 * HOUR, live_until=start + 11 * HOUR).save()
    _copy(publication, number=3, live_from=start + 5 * HOUR, live_until=start + 5 * HOUR).save()
    _copy(publication, number=4, live_from=start - HOUR, live_until=start).save()
    assert Publication.objects.count() == 4


def test_one_door_leads_past_the_guards_and_one_room_uses_it(publication):
    """Who takes a person out writes over what is frozen (decision 0018), and nobody else."""
    take_out(Publication, publication.pk, {"note": "Name withheld"})
    assert Publication.objects.get().note == "Name withheld"
    home = Path(departments.__file__).parent
    users = {
        path.relative_to(home).parts[0] for path in home.rglob("*.py") if "frozen import take_out" in path.read_text()
    }
    assert users == {"removal"}
