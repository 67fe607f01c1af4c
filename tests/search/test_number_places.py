"""Of a number the first places are found without looking at all of them: they are those a look at all would find."""

from hypothesis import given
from hypothesis import strategies as st

from departments.search.matching import best
from departments.search.query import Query
from departments.search.rank import Rank
from departments.search.readings import Readings
from departments.search.search_index import SearchIndex
from departments.words.typed_number import TypedNumber
from tests.examples import examples

# Two digits and few numbers, so that much is found more than once and in several ways.
NUMBERS = st.builds("+1 {}{}".format, st.text("14", min_size=10, max_size=10), st.sampled_from(["", " ext. 12"]))
ROWS = st.lists(
    st.tuples(NUMBERS, st.one_of(st.just(""), NUMBERS), st.sampled_from(["office", "contact"])), max_size=12
)
ASKED = st.builds(
    TypedNumber,
    digits=st.text("14", min_size=3, max_size=11),
    extension=st.sampled_from(["", "12"]),
    around=st.just(""),
    is_all=st.just(True),
)


def _rank(asked, digits):
    if len(asked) in (4, 7, 10, 11) and digits.endswith(asked):
        return Rank.EXACT
    if any(tail.startswith(asked) for tail in (digits, digits[-10:], digits[-7:])):
        return Rank.WHOLE
    if len(asked) > 3 and asked in digits:
        return Rank.END if digits.endswith(asked) else Rank.WITHIN
    return None


@examples(500)
@given(ROWS, ASKED, st.integers(1, 4))
def test_the_first_are_those_of_all(rows, asked, most):
    edition = SearchIndex(
        (key, kind, False, "", "", "", phone, fax, "", "a", None, 1, "", "")
        for key, (phone, fax, kind) in enumerate(rows)
    )
    places = {}
    for one in edition.numbers:
        rank = _rank(asked.digits, one.digits)
        if rank is not None:
            order = (asked.extension not in ("", one.extension), one.is_fax)
            key = (rank, order, rows[one.entry][2] == "contact", one.entry)
            places[one.entry] = min(key, places.get(one.entry, key))
    expected = [(rank, place) for rank, _, _, place in sorted(places.values())]
    assert best(Readings(Query(number=asked), edition), most) == expected[:most]
