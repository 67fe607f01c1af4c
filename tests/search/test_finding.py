"""The search box: words in any order, and numbers however they were typed."""

import pytest

from departments import publishing
from departments.reading.directory import Directory
from departments.search import find, finding, suggest
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    office = make_office(
        "chief-of-staff",
        lead_title="Chief of Staff",
        lead_name="Paulette Chambers",
        phone="414-475-8393 ext. 12",
        summary="Helps families.",
        also_known_as="COS",
    )
    make_department(office, "restorative-practices", body="<p>Repairing harm.</p>")
    nobody = {"lead_title": "", "lead_name": "", "phone": ""}
    make_department(office, "gender-and-identity", name="Gender & Identity", position=2, **nobody)
    publishing.publish(office, by=None)
    return Directory.at()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("chambers paulette", "Paulette Chambers"),
        ("PAUL", "Paulette Chambers"),
        ("cos", "Office of the Chief Of Staff"),
        ("gender and identity", "Gender & Identity"),
        ("gender & identity", "Gender & Identity"),
        ("harm", "Restorative Practices"),
        ("414-252-0221", "Restorative Practices"),
        ("(414) 252 0221", "Restorative Practices"),
        ("tel:+14142520221", "Restorative Practices"),
        ("252-0221", "Restorative Practices"),
        ("0221", "Restorative Practices"),
        ("8393", "Office of the Chief Of Staff"),
    ],
)
def test_a_lookup_finds(directory, query, first):
    assert find(query, directory).results[0].name == first


@pytest.mark.thorough
@pytest.mark.parametrize("query", ["", "   ", "nobody", "%", "_", "'; DROP TABLE", "\x00", "9999", "é" * 5000])
def test_what_is_not_there_is_not_found(directory, query):
    assert find(query, directory).results == ()


def test_two_words_without_the_space_are_found_with_a_slip(directory):
    answer = find("restorativpractices", directory)
    (result, *_) = answer.results
    assert (result.name, "".join(text for text, _ in result.why), answer.did_you_mean) == (
        "Restorative Practices",
        "Looks like Restorative Practices",
        ("Restorative Practices",),
    )


def test_what_is_only_said_for_a_name_is_forgiven_less_than_a_name(directory):
    make_office("hill", lead_name="Eduardo Galvan", publish=True)
    assert find("lost laptop", Directory.at()).results == ()  # three letters from Lalo, who is an Eduardo
    (result,) = find("lallo galvan", Directory.at()).results
    assert "".join(text for text, _ in result.why) == "Looks like a word for Eduardo"


def test_a_word_that_stands_in_a_text_is_not_taken_for_a_slip(directory):
    make_office("hill", name="Hamm Hill", publish=True)
    (result, *_) = find("hill harm", Directory.at()).results
    assert (result.name, result.why) == ("Hamm Hill", (("Without “harm”", False),))
    assert find("hill hamn", Directory.at()).results[0].why == (("Looks like ", False), ("Hamm", True))


def test_what_has_most_of_the_words_is_found_and_says_which_it_lacks(directory):
    answer = find("harm nobody", directory)
    (result,) = answer.results
    assert (result.name, "".join(text for text, _ in result.why), answer.is_certain) == (
        "Restorative Practices",
        "Repairing harm. · without “nobody”",
        False,
    )


def test_a_result_says_what_it_is_and_where(directory):
    office, person = find("chief staff", directory).results[:2]
    assert (office.kind, office.detail, office.url) == (
        "office",
        "Chief of Staff: Paulette Chambers",
        "/offices/chief-of-staff/",
    )
    assert (person.kind, person.detail) == ("person", "Chief of Staff, Office of the Chief Of Staff")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("e-mail of the chief of staff", "Office of the Chief Of Staff", "No e-mail is listed"),
        ("hours chief of staff", "Office of the Chief Of Staff", "No hours are listed"),
        ("fax of restorative practices", "Restorative Practices", "No fax is listed"),
        ("head of restorative practices", "Leon Groce", "In Restorative Practices"),
    ],
)
def test_the_kind_of_fact_that_was_asked_for_stands_first(directory, query, first, why):
    result = find(query, directory).results[0]
    assert (result.name, "".join(text for text, _ in result.why)) == (first, why)


def test_names_come_before_text(directory):
    make_office("families", name="Families", position=9, publish=True)
    assert [result.name for result in find("families", Directory.at()).results] == [
        "Families",
        "Office of the Chief Of Staff",
    ]


def test_only_the_year_asked_for_is_searched(directory):
    make_office("archives", year=make_year("2016-17"), name="Archives", publish=True)
    assert find("archives", directory).results == ()
    assert find("archives", Directory.at(label="2016-17")).results[0].url == "/years/2016-17/offices/archives/"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("listed", "queries"),
    [
        ("Mary O'Brien", ["O Brien", "o’brien", "OBrien", "mary o brien", "brien"]),
        ("Mary O Brien", ["O Brien", "o’brien", "O'BRIEN", "obrien", "mary obrien"]),
        ("Mary Obrien", ["O Brien", "o'brien", "obrien", "mary o brien"]),
        ("Ian McDonald", ["Mc Donald", "mcdonald", "ian mc donald"]),
        ("Ian Mc Donald", ["mcdonald", "mc donald"]),
        ("IAN MCDONALD", ["Mc Donald"]),
        ("Roberto De La Cruz", ["de la cruz", "delacruz", "cruz"]),
        ("Roberto Delacruz", ["de la cruz", "de la"]),
        ("Jennifer Mims-Howell", ["mims howell", "mimshowell"]),
        ("Smith, Rev. Jane", ["jane smith", "smith, jane", "reverend smith", "Rev. Jane Smith"]),
    ],
)
def test_a_name_is_found_in_one_word_or_two(listed, queries):
    make_office("staff", lead_name="Ann Bo", departments=1, publish=True)  # whose words begin alike
    make_office("people", name="People", lead_name=listed, publish=True)
    for query in queries:
        assert [one.name for one in find(query, Directory.at()).results] == [listed], query


def test_an_office_is_found_with_an_apostrophe_it_is_listed_without():
    make_office("campus", name="L Ouverture Campus", publish=True)
    make_office("other", name="Lo Campus", publish=True)
    assert [one.name for one in find("l’ouverture", Directory.at()).results] == ["L Ouverture Campus"]


@pytest.mark.thorough
def test_of_all_faxes_no_more_are_read_than_are_suggested(monkeypatch):
    for place in range(10):
        make_office(f"office-{place}", fax=f"414-475-80{place:02}", publish=True)
    asked, rows = [], finding._rows
    monkeypatch.setattr(finding, "_rows", lambda keys: asked.append(len(keys)) or rows(keys))
    assert len(suggest("fax", Directory.at())) == 8
    assert asked == [8]


@pytest.mark.thorough
@pytest.mark.parametrize("query", ["laptop ninos", "laptop niños"])
def test_a_word_that_says_little_says_no_more_with_its_accents(query):
    make_office("children", name="Niños", publish=True)
    make_office("repairs", name="Laptop", position=2, publish=True)
    assert [one.name for one in find(query, Directory.at()).results if one.kind == "office"] == ["Laptop"]
