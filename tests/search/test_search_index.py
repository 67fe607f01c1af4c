"""What is kept in memory is what visitors see now, and search asks the database no more than it must."""

from datetime import timedelta
from threading import Event, Thread
from time import sleep

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from departments import publishing
from departments.models import Listing, Office
from departments.reading import span
from departments.reading.directory import Directory
from departments.search import find, search_index, suggest
from tests.examples import examples
from tests.making import make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _names(query):
    return [result.name for result in find(query, Directory.at()).results]


def test_what_is_published_is_found_and_what_is_withdrawn_is_not():
    arts = make_office("arts", name="Arts", publish=True)
    assert (_names("arts"), _names("crafts")) == (["Arts"], [])
    crafts = make_office("crafts", name="Crafts", publish=True)
    assert _names("crafts") == ["Crafts"]
    arts.name = "Fine Arts"
    arts.save()
    assert _names("fine") == []
    publishing.publish(arts, by=None)
    assert _names("fine") == ["Fine Arts"]
    publishing.withdraw(crafts, by=None)
    assert _names("crafts") == []
    publishing.withdraw(arts, by=None)
    assert _names("arts") == [] and find("crafs", Directory.at()).did_you_mean == ()


def test_a_scheduled_page_is_found_from_its_moment():
    arts = make_office("arts", name="Arts", publish=True)
    arts.name, moment = "Fine Arts", timezone.now() + timedelta(days=1)
    arts.save()
    publishing.publish(arts, by=None, at=moment)
    assert (_names("fine"), _names("arts")) == ([], ["Arts"])
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert _names("fine") == []
    with time_machine.travel(moment, tick=False):
        assert _names("fine") == ["Fine Arts"]


def _committed():
    """PostgreSQL counts what a transaction changed when it ends, and within it keeps nothing."""
    connection.check_constraints()


def test_the_words_are_read_once_and_again_when_something_is_published():
    make_office("arts", name="Arts", departments=3, publish=True)
    _committed()
    first = search_index.of(Directory.at())
    assert search_index.of(Directory.at()) is first and len(first) == 7
    make_office("crafts", name="Crafts", publish=True)
    assert len(search_index.of(Directory.at())) == 8 and len(first) == 7


def test_the_words_are_read_again_after_a_change_that_no_verb_made():
    arts = make_office("arts", name="Arts", publish=True)
    _committed()
    assert _names("arts") == ["Arts"]
    QuerySet(Listing).filter(publication__office=arts).update(names_folded="crafts")
    assert _names("crafts") == ["Arts"] and _names("arts") == []


def test_what_was_seen_in_a_transaction_that_is_taken_back_is_kept_no_longer():
    arts = make_office("arts", name="Arts", publish=True)
    for words in ("crafts", "weaving"):
        with transaction.atomic():
            QuerySet(Listing).filter(publication__office=arts).update(names_folded=words)
            _committed()
            assert _names(words) == ["Arts"]
            transaction.set_rollback(True)
    assert _names("crafts") == _names("weaving") == []


def test_no_more_than_a_few_editions_are_kept():
    make_office("arts", name="Arts", publish=True)
    for start in range(2000, 2012):
        year = make_year(f"{start}-{(start + 1) % 100:02}")
        make_office("arts", name="Arts", year=year, publish=True)
        assert find("arts", Directory.at(label=year.label)).results
    assert len(search_index._kept) == search_index._MOST_KEPT


QUERIES = {
    # Query: how many, whatever the number of offices; where nothing is kept yet, and while it is.
    "office": (6, 3),
    "lead 0": (6, 3),
    "414-252-0221": (6, 3),
    "ofice": (7, 3),
    "zebra": (6, 2),
    "414-252-0222": (7, 3),
    "before": (7, 3),
    "414-475-8001": (7, 3),
    "hours of office 0": (7, 4),
    "%": (0, 0),
}


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_search_takes_few_queries_for_any_number_of_offices(count, monkeypatch, django_assert_num_queries):
    make_district()
    before = make_year("2023-24")
    make_office("before", name="Before", lead_name="Before", phone="414-475-8001", year=before, publish=True)
    for place in range(count):
        slug = f"office-{place}"
        make_office(slug, name=f"Office {place}", lead_name=f"Lead {place}", phone="414-252-0221", publish=True)
    _committed()
    for is_kept in (False, True):
        find("before", Directory.at())
        for query, queries in QUERIES.items():
            directory = Directory.at()
            if not is_kept:
                search_index.forget()
                monkeypatch.setattr(span, "_last", None)
            with django_assert_num_queries(queries[is_kept], info=f"{query}, {is_kept}"):
                find(query, directory)
    directory = Directory.at()
    with django_assert_num_queries(3):
        assert len(suggest("office", directory)) == min(8, count)
    assert Office.objects.count() == count + 1


def test_nothing_is_open_yet(django_assert_num_queries):
    directory = Directory.at()
    with django_assert_num_queries(0):
        assert find("arts", directory).results == suggest("arts", directory) == ()


@examples(200)
@given(st.lists(st.text("01", min_size=1, max_size=5), max_size=8), st.text("01", min_size=1, max_size=3))
def test_numbers_are_found_by_any_of_their_digits(numbers, digits):
    rows = [
        (key, "office", False, "", "", "", phone, "", "", "a", None, 1, "", "") for key, phone in enumerate(numbers)
    ]
    laid_out = search_index.SearchIndex(rows)
    found, ending = laid_out.numbers_with(digits), laid_out.numbers_ending(digits)
    assert [one.entry for one in found] == [place for place, phone in enumerate(numbers) if digits in phone]
    assert [one.entry for one in ending] == [place for place, phone in enumerate(numbers) if phone.endswith(digits)]


def test_who_asks_while_the_words_are_laid_out_gets_them_all():
    listed, begun = search_index.SearchIndex(), Event()

    class Slow(dict):
        def items(self):
            for pair in super().items():
                yield pair
                if not begun.is_set():
                    begun.set()
                    sleep(0.05)

    listed.may_be_meant = Slow(listed.may_be_meant)
    first = Thread(target=listed.of_about, args=(5, 1))
    first.start()
    begun.wait()
    assert len(listed.of_about(5, 1)) == len(search_index.SearchIndex().of_about(5, 1)) > 100
    first.join()
