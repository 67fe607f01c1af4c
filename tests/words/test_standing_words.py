"""A standing that is typed into a title or a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words.standing_words import understood


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("Interim Director", "Odell Pruitt", "appointed"), ("Director", "Odell Pruitt", "interim")),
        (("Acting Director of Music", "Ann Roe", "appointed"), ("Director of Music", "Ann Roe", "acting")),
        (("Director (Acting)", "Ann Roe", "appointed"), ("Director", "Ann Roe", "acting")),
        (("Director, Interim", "Ann Roe", "appointed"), ("Director", "Ann Roe", "interim")),
        (("Acting", "Ann Roe", "appointed"), ("", "Ann Roe", "acting")),
        (("Director", "Lee Moss (Acting)", "appointed"), ("Director", "Lee Moss", "acting")),
        (("Director", "Lee Moss, Ed.D. (on leave)", "appointed"), ("Director", "Lee Moss, Ed.D.", "on_leave")),
        (("Director", "Interim Lee Moss", "acting"), ("Director", "Lee Moss", "acting")),
        (("Director", "TBD", "appointed"), ("Director", "", "vacant")),
        (("Director", "VACANT", "acting"), ("Director", "", "vacant")),
        (("Director", "vacant (posted)", "vacant"), ("Director", "", "vacant")),
        (("Director - vacant", "", "appointed"), ("Director", "", "vacant")),
        (("Vacant Director", "", "appointed"), ("Director", "", "vacant")),
        (("Acting Director", "currently vacant", "appointed"), ("Director", "", "vacant")),
        (("Director (vacant)", "Ann Roe", "appointed"), ("Director", "Ann Roe", "vacant")),
        (("", "n/a", "appointed"), ("", "", "appointed")),
        (("–", "?", "appointed"), ("", "", "appointed")),
    ],
)
def test_what_is_typed_is_understood(typed, read):
    assert understood(*typed) == read


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Director", "Leon Groce"),
        ("Acting Coach", "Bo Ode"),
        ("Director of Acting Classes", "Bo Ode"),
        ("Interacting Systems Lead", "Bo Ode"),
        ("Vacant Property Manager", "Tba Nguyen"),
        ("", ""),
    ],
)
def test_what_says_no_standing_stays_as_it_is(title, name):
    assert understood(title, name, "on_leave") == (title, name, "on_leave")


def test_a_word_that_belongs_to_the_title_stays_where_somebody_said_so():
    typed = ("Acting Workshop Coordinator", "Bo Ode", "appointed")
    assert understood(*typed, as_typed=True) == typed
    assert understood("Acting Workshop Coordinator", "TBD", "appointed", as_typed=True) == (
        "Acting Workshop Coordinator",
        "",
        "vacant",
    )


_pieces = st.sampled_from(
    [
        "Acting",
        "Interim",
        "on leave",
        "Vacant",
        "TBD",
        "(",
        ")",
        ", ",
        " - ",
        " ",
        "Director",
        "Ann",
        "open",
        "vacancy",
        "/",
    ]
)
_words = st.lists(_pieces, max_size=7).map("".join).map(str.strip)


@given(_words, _words, st.sampled_from(["appointed", "acting", "vacant"]), st.booleans())
def test_what_was_understood_is_understood_again_in_the_same_way(title, name, standing, as_typed):
    lead = understood(title, name, standing, as_typed=as_typed)
    assert understood(*lead, as_typed=as_typed) == lead
