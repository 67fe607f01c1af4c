"""Whatever is typed: search answers, asks the database no more than for a plain query, and sends it no more."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from departments.reading.directory import Directory
from departments.search import find
from departments.search.query import MOST_WORDS, read
from tests.examples import examples
from tests.making import make_district, make_office, make_year

pytestmark = pytest.mark.django_db

# Every script, half surrogate pairs, control characters; what databases and patterns take for something else; digits
# of all kinds; words of the directory, so that much is found, too.
LETTERS = st.characters()
AWKWARD = st.sampled_from(
    [*"\x00\x1b\ud800\udfff\u200d\u0301\ufdfa'\"%_\\;|$^*()[]{}<>&#@/-–.,+ \t\n", "' OR 1=1 --", "%s", "\\x00"]
)
DIGITS = st.text(st.characters(categories=["Nd"]), min_size=1, max_size=20)
WORDS = st.sampled_from(
    ["office", "arts", "Roe", "414-475-8393", "8393", "ext 12", "x12", "tel:", "Dr.", "of", "HR", "ß"]
)
TEXTS = st.lists(st.one_of(LETTERS, AWKWARD, DIGITS, WORDS, st.text(max_size=30), st.just(" ")), max_size=40).map(
    "".join
)
LONG = st.builds(lambda text, times: (text * times)[:10_000], TEXTS, st.integers(1, 10_000))
# Of what a plain query with results or without them sends, in statements and in characters of them and parameters.
MOST_QUERIES, MOST_SENT = 4, 16_000


@pytest.fixture
def directory():
    make_district()
    before = make_year("2023-24")
    make_office("crafts", name="Crafts", lead_name="Joe Poe", phone="414-475-8001", year=before, publish=True)
    make_office("arts", name="Office of Arts & Straße", lead_name="Dr. Ann Roe", phone="414-475-8393 ext. 12",
                also_known_as="HR", summary="Paints.", departments=2, publish=True)  # fmt: skip
    connection.check_constraints()  # as at the end of a transaction: from then on the words are kept
    directory = Directory.at()
    find("crafts", directory)
    return directory


@pytest.mark.exhaustive
@settings(examples(2_000), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(query=st.one_of(TEXTS, LONG))
@example(query="0office' OR 1=1 --")
def test_no_query_raises_or_costs_more_than_a_plain_one(directory, query):
    sent = []

    # Django's own capture has SQLite quote every value once more, which takes longer than the search.
    def noting(execute, sql, params, many, context):
        sent.append(len(sql) + sum(len(str(one)) for one in params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting):
        answer = find(query, directory)
    assert len(sent) <= MOST_QUERIES
    assert sum(sent) <= MOST_SENT
    assert len(answer.query) <= 200
    # A page can show all of it: half a surrogate pair has no UTF-8.
    assert b"\x00" not in f"{answer.query}{answer.did_you_mean}".encode()
    for result in (*answer.results, *answer.nearest):
        assert "".join(text for text, _ in result.name_pieces) == result.name
    for suggestion in answer.did_you_mean:
        assert find(suggestion, directory).results


@examples(300)
@given(TEXTS)
def test_a_query_is_bounded_and_twice_the_letters_are_no_more_than_twice_the_words(text):
    once, twice = read(text), read(f"{text} {text}")
    for query in (once, twice):
        parts = [part for word in (*query.words, *query.small) for part in word.parts]
        assert len(query.words) + len(query.small) <= MOST_WORDS
        assert all(len(part.text) <= 40 for part in parts)
        assert len(parts) <= MOST_WORDS * (MOST_WORDS + 3)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query", ["a" * 10_000, "ab " * 5_000, "1" * 10_000, "\ufdfa" * 300, "office " * 2_000, "-" * 10_000]
)
def test_what_is_very_long_is_cut(directory, query):
    assert len(find(query, directory).query) <= 200
    assert len(read(query).words) <= MOST_WORDS


def test_wildcards_and_quotes_are_letters_that_no_name_has(directory):
    for query in ("%", "_", "z%z", "\\", "'", '"', "*", "|", "| hr |%"):
        names = [result.name for result in find(query, directory).results]
        assert names == (["Office of Arts & Straße"] if "hr" in query else [])
