"""A standing that is typed into a title or a name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words.standing_words import unclear, understood, without_standing
from tests.words.names import NAMES


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
        (("Director", "Ann Roe (Interim), Ed.D.", "appointed"), ("Director", "Ann Roe, Ed.D.", "interim")),
        (("Director", "(Acting)", "appointed"), ("Director", "", "acting")),
        (("Director", "Acting", "appointed"), ("Director", "", "acting")),
        (("Director", "Ann Roe on leave", "appointed"), ("Director", "Ann Roe", "on_leave")),
        (("Director pro tem", "Ann Roe", "appointed"), ("Director", "Ann Roe", "interim")),
        (("Actg. Director", "Ann Roe", "appointed"), ("Director", "Ann Roe", "acting")),
        (("Interim Program Director", "Ann Roe", "appointed"), ("Program Director", "Ann Roe", "interim")),
        (("Director vacant", "", "appointed"), ("Director", "", "vacant")),
        (("Vacancy: Director", "", "appointed"), ("Director", "", "vacant")),
        (("Director - position open", "", "appointed"), ("Director", "", "vacant")),
        (("Director", "Open position", "appointed"), ("Director", "", "vacant")),
        (("Director", "Position open", "appointed"), ("Director", "", "vacant")),
        (("Director", "NA", "appointed"), ("Director", "", "vacant")),
        (("Director", "N.A.", "appointed"), ("Director", "", "vacant")),
        (("Director", "Unfilled", "appointed"), ("Director", "", "vacant")),
        (("Director", "Nobody", "appointed"), ("Director", "", "vacant")),
        (("–", "?", "appointed"), ("", "", "appointed")),
        (("Acting‑Chief", "Ann Roe", "appointed"), ("Chief", "Ann Roe", "acting")),
        (("Director ‑ vacant", "", "appointed"), ("Director", "", "vacant")),
        (
            ("Director", "Paulette Chambers (maternity leave)", "appointed"),
            ("Director", "Paulette Chambers", "on_leave"),
        ),
        (("Director", "Ann Roe, on medical leave", "appointed"), ("Director", "Ann Roe", "on_leave")),
        (("Director", "Ann Roe - on sabbatical", "appointed"), ("Director", "Ann Roe", "on_leave")),
        (("Director", "Unknown", "appointed"), ("Director", "", "vacant")),
        (("Director", "Not assigned", "appointed"), ("Director", "", "vacant")),
        (("Director", "Hiring in progress", "appointed"), ("Director", "", "vacant")),
        (("Director (search underway)", "", "appointed"), ("Director", "", "vacant")),
        (("Directora", "Por nombrar", "appointed"), ("Directora", "", "vacant")),
        (("Director vacante", "", "appointed"), ("Director", "", "vacant")),
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
        ("Vacancy Coordinator", "Ann Roe"),
        ("Acting and Drama Director", "Ann Roe"),
        ("Open Enrollment Director", "Na Vang"),
        ("Medical Leave Coordinator", "Ann Roe"),
        ("Benefits Specialist (Medical Leave)", "Ann Roe"),
        ("Director, Hiring", "Ann Roe"),
        ("Executive Search Lead", "Ann Roe"),
        *(("Director", name) for name, *_ in NAMES if "on leave" not in name),
        ("", ""),
    ],
)
def test_what_says_no_standing_stays_as_it_is(title, name):
    assert understood(title, name, "on_leave") == (title, name, "on_leave")
    assert unclear(title, name) == {}


@pytest.mark.parametrize(
    ("title", "name", "field"),
    [
        ("Acting (Interim) Director", "Ann Roe", "lead_title"),
        ("Acting/Interim Director", "Ann Roe", "lead_title"),
        ("Director", "Ann Roe (Co-Acting)", "lead_name"),
        ("Director", "Vacant (interim: Jane Doe)", "lead_name"),
        ("Director", "Vacant - contact Jane", "lead_name"),
        ("Director", "Jane Doe or TBD", "lead_name"),
        ("Director", "Ann Roe, Interim Director", "lead_name"),
        ("Director", "Ann Roe (Acting Director)", "lead_name"),
        ("Director", "To be filled by July", "lead_name"),
        ("Director", "Search underway by July", "lead_name"),
        ("Director", "Jane Doe (pending)", "lead_name"),
        ("Director", "(Interim as of 7/1)", "lead_name"),
        ("Acting Director", "Ann Roe (Interim)", "lead_name"),
        ("Director", "(Ann Roe, Acting)", "lead_name"),
        ("Director", "(Acting), Ann Roe", "lead_name"),
        ("(Acting) and Drama Director", "Ann Roe", "lead_title"),
    ],
)
def test_what_says_more_than_a_name_or_title_and_a_standing_is_refused_and_stays(title, name, field):
    said = title if field == "lead_title" else name
    sentence = f"“{said}” says more than one thing. Write the title, the name and the standing each in its own place."
    assert unclear(title, name) == {field: sentence}
    assert understood(title, name, "appointed") == (title, name, "appointed")
    assert "lead_title" not in unclear(title, name, as_typed=True)  # the tick is about the title


def test_a_name_is_read_also_beside_a_title_that_is_kept_as_typed():
    assert unclear("Acting Coordinator", "Jane Doe or TBD", as_typed=True).keys() == {"lead_name"}
    lead = understood("Acting Coordinator", "Lee Moss (on leave)", "appointed", as_typed=True)
    assert lead == ("Acting Coordinator", "Lee Moss", "on_leave")


def test_a_word_that_belongs_to_the_title_stays_where_somebody_said_so():
    for title in ("Acting Workshop Coordinator", "Vacant Homes Manager", "Vacancy", "Director (Acting)"):
        typed = (title, "Bo Ode", "appointed")
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
        "and ",
        " Drama",
        " Ed.D.",
        "pro tem",
        "contact ",
    ]
)
_words = st.lists(_pieces, max_size=7).map("".join).map(str.strip)


@given(_words, _words, st.sampled_from(["appointed", "acting", "vacant"]), st.booleans())
def test_what_was_understood_is_understood_again_in_the_same_way(title, name, standing, as_typed):
    lead = understood(title, name, standing, as_typed=as_typed)
    assert understood(*lead, as_typed=as_typed) == lead


_OWN_WORDS = set(["acting", "interim", "on", "leave", "pro", "tem", "vacant", "vacancy", "open", "tbd"])


def _words_of(text):
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _OWN_WORDS]


def _is_closed(text):
    depths = [text[:end].count("(") - text[:end].count(")") for end in range(len(text) + 1)]
    return min(depths) == 0 == depths[-1]


@given(_words, _words, st.sampled_from(["appointed", "acting", "vacant"]))
def test_every_word_but_those_of_a_standing_stays_where_it_was_typed_or_is_refused(title, name, standing):
    lead = understood(title, name, standing)
    if unclear(title, name):
        assert lead == (title, name, standing)
        return
    for typed, read in ((title, lead.title), (name, lead.name)):
        assert _words_of(read) == _words_of(typed)
        if read != typed and read:
            assert _is_closed(read) and not re.match(r"and\b|[,)&/]", read)


@pytest.mark.parametrize("repeated", ["acting ", "Acting, ", "(acting) ", "position is "])
def test_what_is_longer_than_a_column_is_not_looked_through(repeated):
    """The time grows with the square of the length, and bundles and fixtures may bring any."""
    text = repeated * 30_000
    assert without_standing(text) == (text, "") and unclear(text, text) == {}
    assert without_standing("A" * 192 + " (acting") is None  # as many as fit are
    assert without_standing("A" * 191 + " (acting)") == ("A" * 191, "acting")
