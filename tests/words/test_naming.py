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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rev. Ann Roe, DDS (on leave)", "| rev ann roe dds on leave | ann roe dds leave | ann roe |"),
        ("Hill, John R., Ph.D.", "| hill john r ph d | hill john r | phd | john r hill | jr |"),
        ("William “Bill” Hall", "| william bill hall | william hall | bill hall |"),
        ("Luis San Martin", "| luis san martin | sanmartin |"),
        ("Cy O Brien", "| cy o brien | obrien |"),
        ("Ronald McDonald", "| ronald mcdonald | mc donald |"),
        ("Cher", "| cher |"),
        ("Dr. Patricia A. Ellis", "| dr patricia a ellis | patricia ellis |"),
    ],
)
def test_a_person_is_found_without_what_is_no_name_and_with_a_surname_in_one_word(name, expected):
    assert phrases(person=name) == expected
