"""By what a name is found."""

import pytest

from departments.words.naming import core, phrases


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Office of the Chief of Staff", "chief staff"),
        ("Dept. of College & Career Readiness", "college career readiness"),
        ("Dr. Patricia A. Ellis", "patricia ellis"),
        ("John R. Hill, Ph.D.", "john r hill"),
        ("Officers", "officers"),
        ("The Department", "the department"),
        ("", ""),
        ("–", ""),
    ],
)
def test_small_words_are_left_out_unless_there_are_no_others(name, expected):
    assert core(name) == expected


def test_a_name_is_found_by_each_way_to_write_it():
    assert phrases("Office of Operations", "COO") == "| office of operations | operations | coo |"
    assert phrases(person="Jennifer Mims-Howell") == "| jennifer mims howell | mimshowell |"
    assert phrases("Director", person="John R. Hill, Ph.D.") == (
        "| john r hill ph d | john r hill | phd | director | jr |"
    )
    assert phrases(person="Ann O’Brien-Díaz") == "| ann obrien diaz | obriendiaz | o brien diaz |"
    assert phrases("", "–") == ""
