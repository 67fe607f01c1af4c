"""Under which surname a person is filed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.words.names_of_people import Name, turned
from tests.words.names import NAMES


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        # of the sample years
        ("Dr. Patricia A. Ellis", "Ellis, Dr. Patricia A."),
        ("John R. Hill, Ph.D.", "Hill, John R., Ph.D."),
        ("Katrice Cotton, Ed.D.", "Cotton, Katrice, Ed.D."),
        ("Gina Spang, P.E.", "Spang, Gina, P.E."),
        ("Jennifer Mims-Howell", "Mims-Howell, Jennifer"),
        ("Kellie J. Sigh", "Sigh, Kellie J."),
        ("Willie Jude", "Jude, Willie"),
        # prefixes, degrees and generations
        ("Rev. Dr. Martin Luther King Jr.", "King, Rev. Dr. Martin Luther, Jr."),
        ("Martin Luther King, Jr., Ph.D.", "King, Martin Luther, Jr., Ph.D."),
        ("Mr. Ellis", "Ellis, Mr."),
        ("Dr. Ellis, Ph.D.", "Ellis, Dr., Ph.D."),
        ("Ana Ruiz PhD", "Ruiz, Ana, PhD"),
        ("Ana Ruiz, Ph. D.", "Ruiz, Ana, Ph. D."),
        ("Ana Ruiz, MSW, LCSW", "Ruiz, Ana, MSW, LCSW"),
        ("Ana Ruiz, M.S. CCC-SLP", "Ruiz, Ana, M.S. CCC-SLP"),
        ("Ana Ruiz, B.C.B.A.", "Ruiz, Ana, B.C.B.A."),
        ("William Howard III", "Howard, William, III"),
        ("William Howard V", "Howard, William, V"),
        ("Malcolm X", "X, Malcolm"),
        ("Ana Ruiz (retired)", "Ruiz, Ana (retired)"),
        ("Ana Ruiz, Ed.D. (on loan)", "Ruiz, Ana, Ed.D. (on loan)"),
        # surnames that are degrees, and given names that are particles or prefixes
        ("Yo-Yo Ma", "Ma, Yo-Yo"),
        ("Jack Chen MA", "Chen, Jack, MA"),
        ("Kim Do", "Do, Kim"),
        ("Li MA", "MA, Li"),
        ("JANE MA", "MA, JANE"),
        ("Van Morrison", "Morrison, Van"),
        ("Ben Carson", "Carson, Ben"),
        ("Hon Lee", "Lee, Hon"),
        # particles and surnames of several words
        ("José de la Cruz", "de la Cruz, José"),
        ("van der Berg", "van der Berg"),
        ("Dr. Jan van der Berg", "van der Berg, Dr. Jan"),
        ("MARIA DE LA CRUZ", "DE LA CRUZ, MARIA"),
        ("Maria De Leon", "De Leon, Maria"),
        ("Eva St. John", "St. John, Eva"),
        ("Mary O'Brien", "O'Brien, Mary"),
        ("Mary O Brien", "O Brien, Mary"),
        ("Mary O. Brien", "Brien, Mary O."),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        # one word, or the surname first
        ("Madonna", "Madonna"),
        ("Dr.", "Dr."),
        ("Smith, Jane", "Smith, Jane"),
        ("Smith, Dr. Jane", "Smith, Dr. Jane"),
        ("Smith, Jane A., Ed.D.", "Smith, Jane A., Ed.D."),
        ("Smith Jr., John PhD", "Smith, John, Jr., PhD"),
        ("Smith, J.D.", "Smith, J.D."),
        ("SMITH, ED", "SMITH, ED"),
        ("de la Cruz, José", "de la Cruz, José"),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("  Ana \t Ruiz ", "Ruiz, Ana"),
        ("", ""),
        (" , ", ","),
        *((name, filed) for name, filed, _ in NAMES),
    ],
)
def test_a_person_is_filed_under_the_surname(name, filed):
    assert Name.of(name).filed == filed


def test_a_name_is_shown_as_it_was_given():
    ellis = Name.of("Dr. Patricia A. Ellis, Ed.D.")
    assert (ellis.before, ellis.surname, ellis.after) == ("Dr. Patricia A. ", "Ellis", ", Ed.D.")
    smith = Name.of("Smith, Jane Smith")
    assert (smith.before, smith.surname, smith.after) == ("", "Smith", ", Jane Smith")


def test_its_parts_are_those_of_a_visiting_card():
    name = Name.of("Rev. Dr. Martin Luther “M. L.” King Jr., Ph.D. (on leave)")
    assert (name.prefixes, name.given, name.additional) == (("Rev.", "Dr."), "Martin", "Luther")
    assert (name.surname, name.suffixes) == ("King", ("Jr.", "Ph.D."))
    assert (name.nickname, name.note) == ("M. L.", "(on leave)")


def test_people_are_in_the_order_of_surname_and_given_names():
    names = ["Dr. Zoë Ávila", "Łucja Abel", "Bo O’Brien", "Maria de Leon", "James Dean", "Ann Obrien", "Ann Avila"]
    ordered = sorted(names, key=lambda name: Name.of(name).key)
    assert ordered == [
        "Łucja Abel",
        "Ann Avila",
        "Dr. Zoë Ávila",
        "Maria de Leon",
        "James Dean",
        "Ann Obrien",
        "Bo O’Brien",
    ]


_pieces = ["Dr.", "de", "la", "O", "y", "Ann", "Ruiz", ",", "Jr.", "MA", "P.E.", "(x)", "(", "V", "Ph. D."]
_pieces += ["and", "/", "“Bo”", "(Ret.)", "Staff Sgt.", "1st", "Class", "small"]


@given(st.text() | st.lists(st.sampled_from(_pieces)).map(" ".join))
def test_any_text_is_filed_and_shown_whole(text):
    name = Name.of(text)
    assert str(name) == " ".join(text.split())
    assert bool(name.surname) == bool(text.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Quill, Marta", "Marta Quill"),
        ("Pruitt, Odell Jr.", "Odell Pruitt Jr."),
        ("Roe, Dr. Ann, Ed.D.", "Dr. Ann Roe, Ed.D."),
        ("De la Cruz, Carla", "Carla De la Cruz"),
        ("Ann Roe, Ed.D.", ""),
        ("Cher, MBA", ""),
        ("Jane Doe, Director", ""),
        ("Roe, Ann and Moss, Lee", ""),
        ("Ann Roe", ""),
        ("", ""),
    ],
)
def test_a_name_is_turned_only_where_its_surname_certainly_comes_first(text, said):
    assert turned(text) == said
