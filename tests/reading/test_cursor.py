"""Who reads with a cursor what happened misses nothing and hears nothing twice; who asks by a moment misses nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.module_loading import import_string

from departments import publishing
from departments.models import Happening, SchoolYear
from departments.reading.cursor import Cursor, read_on
from departments.reading.directory import Directory
from departments.school_years.year import close_year, open_year
from tests.making import make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
BEGINNING, SECOND, DAY = Cursor(), timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def start():
    with time_machine.travel("2025-03-03T12:00:00Z", tick=False) as clock:
        yield clock


def _read(cursor=BEGINNING, limit=50):
    """What is told, and the cursor to go on from: read back from its text, as programs have it."""
    _, events, following, _ = read_on(cursor, offset=0, limit=limit)
    return [event.slug or event.year for event in events], Cursor.read(str(following))


def _edit(office, phone, **options):
    office.phone = phone
    office.save()
    return publishing.publish(office, by=None, **options)


def test_each_event_is_told_once(start):
    office = make_office("academics", publish=True)
    told, cursor = _read()
    assert told == ["2024-25", "academics"]
    assert _read(cursor) == ([], cursor)
    _edit(office, "414-475-8393")
    told, cursor = _read(cursor)
    assert told == ["academics"]
    start.shift(DAY)
    publishing.withdraw(office, by=None)
    assert _read(cursor)[0] == ["academics"]


def test_what_took_long_to_be_committed_is_told_when_it_can_be_seen(start):
    make_office("early", publish=True)
    _, cursor = _read()
    # Dated before what was told last, as if its writer had been held up.
    start.shift(-DAY)
    make_office("late", publish=True)
    start.shift(DAY)
    assert _read(cursor)[0] == ["late"]


@pytest.mark.parametrize("cursor", [None, BEGINNING], ids=["asked before", "asked for the first time"])
def test_what_is_scheduled_is_told_once_its_moment_is_there(start, cursor):
    office = make_office("academics", publish=True)
    _edit(office, "414-475-8393", at=timezone.now() + DAY)
    publishing.withdraw(office, by=None, at=timezone.now() + 2 * DAY)
    told, following = _read(cursor or _read()[1])
    assert told == ([] if cursor is None else ["2024-25", "academics"])
    for _ in range(2):
        start.shift(DAY - SECOND)
        assert _read(following) == ([], following)
        start.shift(SECOND)
        told, following = _read(following)
        assert told == ["academics"]
        assert _read(following)[0] == []


def test_what_is_called_off_is_never_told(start):
    office = make_office("academics", publish=True)
    _, cursor = _read()
    publishing.call_off(_edit(office, "414-475-8393", at=timezone.now() + DAY), by=None)
    start.shift(2 * DAY)
    assert _read(cursor)[0] == []


def test_a_clock_that_is_set_back_hides_nothing(start):
    office = make_office("academics", publish=True)
    _, cursor = _read()
    start.shift(-DAY)
    _edit(office, "414-475-8393", at=timezone.now() + timedelta(hours=1))
    told, cursor = _read(cursor)
    start.shift(timedelta(hours=1))
    assert told + _read(cursor)[0] == ["academics"]


def test_a_year_that_is_opened_is_told_and_what_is_seen_with_it(start):
    _, cursor = _read()
    year = make_year(opened=False)
    office = make_office("academics", publish=True)
    told, cursor = _read(cursor)
    assert told == []
    yesterday = timezone.now() - DAY
    start.shift(SECOND)
    open_year(year, at=yesterday)
    told, cursor = _read(cursor)
    assert told == ["2024-25", "academics"]
    # Where it closes on a day to come is no news; that it opens again is.
    close_year(SchoolYear.objects.get(), at=timezone.now() + DAY)
    assert _read(cursor)[0] == []
    start.shift(2 * DAY)
    _edit(office, "414-475-8393")
    told, cursor = _read(cursor)
    start.shift(SECOND)
    open_year(year)
    assert (told, _read(cursor)[0]) == ([], ["2024-25"])


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_in_parts_everything_is_told_once_whatever_happens_meanwhile(start, limit):
    offices = [make_office(f"office-{number}", publish=True) for number in range(5)]
    told, cursor = _read(limit=limit)
    start.shift(SECOND)
    _edit(offices[0], "414-475-8393")
    start.shift(-DAY)
    make_office("late", publish=True)
    start.shift(2 * DAY)
    for _ in range(10):
        more, cursor = _read(cursor, limit)
        told += more
    assert sorted(told) == sorted(["2024-25", "office-0", "late", *(office.slug for office in offices)])


def test_since_a_moment_tells_what_was_written_then_once_more(start):
    for slug in ("first", "second", "third"):
        make_office(slug, publish=True)
        start.shift(DAY)
    asked = timezone.now() - DAY
    # Whoever was at work at that moment may have been seen only after it: "second" and all before it were.
    assert _read(Cursor.since(asked))[0] == ["third"]
    assert _read(Cursor.since(asked - SECOND))[0] == ["second", "third"]
    assert _read(Cursor.since(timezone.now() + SECOND))[0] == []
    assert _read(Cursor.since(timezone.now() - 9 * DAY))[0] == ["first", "second", "third"]


def test_pages_published_before_there_were_numbers_are_told_from_the_beginning_alone(start):
    make_office("academics", publish=True)
    Happening.objects.all().delete()
    told, cursor = _read()
    assert told == ["2024-25", "academics"]
    assert _read(cursor)[0] == []


@pytest.mark.parametrize("text", ["", "1", "x.1", "-1.1", "1.1.1", f"1.{10**18}", "1.1.1.1.published/٣"])
def test_what_is_no_cursor_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="This is no cursor"):
        Cursor.read(text)


def test_a_cursor_of_another_database_is_refused_in_a_sentence(start):
    make_office("academics", publish=True)
    _, cursor = _read()
    Happening.objects.all().delete()
    with pytest.raises(ValueError, match="The directory was put back to an earlier state since"):
        _read(cursor)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_do_not_grow_with_what_is_told(start, count, django_assert_num_queries):
    for number in range(count):
        make_office(f"office-{number}", publish=True)
    with django_assert_num_queries(5):
        assert len(_read()[0]) == min(50, count + 1)


@pytest.mark.parametrize("where", ["departments.reading.cursor.Directory.at", "departments.reading.events._rows"])
def test_what_is_committed_while_somebody_reads_is_told_once(start, monkeypatch, where):
    make_office("academics", publish=True)
    _, cursor = _read()
    start.shift(SECOND)
    read = import_string(where) if where.endswith("_rows") else Directory.at
    with monkeypatch.context() as patch:
        patch.setattr(where, lambda *args: make_office("late", publish=True) and read(*args))
        told, cursor = _read(cursor)
    assert told + _read(cursor)[0] == ["late"]
