"""Searches that found nothing: what is counted, what is not kept, and how one is answered."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from departments.drafts import history
from departments.models import MissedSearch, Removal
from departments.removal import Wanted
from departments.search import missed_searches
from departments.search.missed_searches import add_name, count, dismiss, wait_again
from tests.making import make_department, make_office, make_person


@pytest.fixture(autouse=True)
def database(db):
    pass


def _kept():
    return list(MissedSearch.objects.values_list("words", "typed", "count"))


def test_the_same_words_are_one_row_with_the_spelling_typed_last():
    for query in ("human capitol", "HUMAN  Capitól", " Human\tCapitol "):
        count(query)
    assert _kept() == [("human capitol", "Human Capitol", 3)]


def test_the_first_and_the_last_day_are_kept_and_no_moment():
    for day in (3, 5):
        with time_machine.travel(datetime(2025, 3, day, 18, tzinfo=UTC), tick=False):
            count("payrol")
    missed = MissedSearch.objects.get()
    assert (missed.first_on, missed.last_on) == (date(2025, 3, 3), date(2025, 3, 5))
    names = {field.name for field in MissedSearch._meta.get_fields()}
    assert names == {
        "id",
        "words",
        "typed",
        "count",
        "first_on",
        "last_on",
        "outcome",
        "answered_on",
        "answer",
    }


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "?!",
        "\x00",
        "jane@example.org",
        "write to jane @ home",
        "414-475-8393",
        "(414) 475 8393",
        "4758393",
        "12345",
        "call 414-475-8393",
        "john 123-45-6789",
        "x" * 61,
        "ﷺ" * 10,  # folds to more than 60 characters
    ],
)
def test_what_may_be_personal_or_is_no_word_is_not_kept(query):
    count(query)
    assert _kept() == []


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("8393", "8393"),
        ("room 230", "room 230"),
        ("calendar 2024-25", "calendar 2024-25"),
        ("pay\x00roll\x07", "payroll"),
        ("‮payroll", "payroll"),
        ("x" * 60, "x" * 60),
        ("José’s", "José’s"),
        ("<script>", "<script>"),
        ("100% _", "100% _"),
    ],
)
def test_other_words_are_kept_without_control_characters(query, typed):
    count(query)
    assert [kept for _, kept, _ in _kept()] == [typed]


def test_who_was_taken_out_is_not_kept_again():
    Removal.objects.create(marks=Wanted(name="Dr. Ann Roe").marks)
    for query in ("Ann Roe", "roe, ann", "ann", "Ann Roebuck"):
        count(query)
    assert [words for words, *_ in _kept()] == ["ann", "ann roebuck"]


def test_the_table_is_bounded_and_the_oldest_of_the_rarest_go_first(monkeypatch):
    monkeypatch.setattr(missed_searches, "MOST", 10)
    monkeypatch.setattr(missed_searches, "_AT_ONCE", 3)
    for day, words in enumerate("abcdefghij", 1):
        with time_machine.travel(datetime(2025, 3, day, 18, tzinfo=UTC), tick=False):
            count(words * 2)
    with time_machine.travel(datetime(2025, 3, 11, 18, tzinfo=UTC), tick=False):
        count("aa")  # twice by now
        assert MissedSearch.objects.count() == 10
        count("new")
    left = set(MissedSearch.objects.values_list("words", flat=True))
    assert left == {"aa", "ee", "ff", "gg", "hh", "ii", "jj", "new"}


def test_one_write_at_most(django_assert_num_queries):
    """Who was taken out, the count of rows, the upsert; a transaction around."""
    count("payrol")
    with django_assert_num_queries(5):
        count("payrol")


@pytest.mark.parametrize("fault", [DatabaseError("attempt to write a readonly database"), IntegrityError("late")])
def test_a_write_that_fails_is_logged_without_the_words_and_costs_nothing_else(monkeypatch, caplog, fault):
    def fail(words, typed):
        raise fault

    monkeypatch.setattr(missed_searches, "_upsert", fail)
    count("payrol")
    assert [record.getMessage() for record in caplog.records] == ["A search that found nothing was not counted."]
    assert "payrol" not in caplog.text
    assert _kept() == []  # and the connection still answers


def test_a_database_that_is_read_only_is_an_ordinary_page(client, caplog):
    make_office("academics", publish=True)
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
            assert client.get("/search/?q=payrol").status_code == 200
            transaction.set_rollback(True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = on")
            try:
                assert client.get("/search/?q=payrol").status_code == 200
            finally:
                cursor.execute("PRAGMA query_only = off")
    assert "was not counted" in caplog.text
    assert _kept() == []


def test_a_name_is_added_to_the_draft_as_a_version_of_it():
    publisher = make_person("publisher", "Publishers")
    office = make_office("talent", name="Office of Talent", also_known_as="HR\r\nPersonnel")
    count("human capitol")
    missed = MissedSearch.objects.get()

    assert add_name(missed, office, "Human Capital", by=publisher) is True

    office.refresh_from_db()
    assert office.also_known_as == "HR\nPersonnel\nHuman Capital"
    missed.refresh_from_db()
    assert (missed.outcome, missed.answer) == ("added", "Office of Talent (2024-25)")
    version = history.versions(office)[0]
    assert (version.by, version.why) == (publisher, "Added “Human Capital” as another name of Office of Talent")


def test_a_department_gets_the_name_and_its_office_the_version():
    department = make_department(make_office("operations"), "transportation")
    count("bus rutes")
    assert add_name(MissedSearch.objects.get(), department, "bus routes", by=None) is True
    department.refresh_from_db()
    assert department.also_known_as == "bus routes"
    assert history.versions(department.office)[0].why == "Added “bus routes” as another name of Transportation"


@pytest.mark.parametrize("name", ["Human Capital", "human  capitál", "office of talent"])
def test_a_name_it_has_already_is_not_added_twice(name):
    office = make_office("talent", name="Office of Talent", also_known_as="Human Capital")
    count("human capitol")
    missed = MissedSearch.objects.get()
    assert add_name(missed, office, name, by=None) is False
    office.refresh_from_db()
    missed.refresh_from_db()
    assert (office.also_known_as, missed.outcome) == ("Human Capital", "added")
    assert not list(history.versions(office))


def test_what_was_dismissed_is_counted_on_and_can_wait_again():
    count("asdf")
    missed = MissedSearch.objects.get()
    dismiss(missed)
    count("asdf")
    assert not MissedSearch.objects.waiting().exists()
    assert MissedSearch.objects.get().count == 2
    wait_again(missed)
    assert list(MissedSearch.objects.waiting()) == [missed]
