"""Which letters of a text are marked, and why a result is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments import publishing
from departments.reading.directory import Directory
from departments.search import find
from departments.search.marking import excerpt, mark, mark_number
from departments.search.query import read
from departments.words.typed_number import TypedNumber
from tests.making import make_contact, make_department, make_office


def _shown(pieces):
    return "".join(f"[{text}]" if is_marked else text for text, is_marked in pieces)


@pytest.mark.parametrize(
    ("query", "name", "shown"),
    [
        ("chamb", "Paulette Chambers", "Paulette [Chamb]ers"),
        ("chambers paul", "Paulette Chambers", "[Paul]ette [Chambers]"),
        ("jose", "José Díaz", "[José] Díaz"),
        ("jos", "Jose\u0301", "[Jos]e\u0301"),
        ("jose", "Jose\u0301 Diaz", "[Jose\u0301] Diaz"),
        ("stras", "Straße", "[Straß]e"),
        ("fin", "Oﬃce of ﬁnance", "Oﬃce of [ﬁn]ance"),
        ("oroe", "Ann O’Roe", "Ann [O’Roe]"),
        ("o roe", "Ann O’Roe", "Ann [O’Roe]"),
        ("mimshow", "Jennifer Mims-Howell", "Jennifer [Mims-How]ell"),
        ("mims-howell", "Jennifer Mims-Howell", "Jennifer [Mims-Howell]"),
        ("directors", "Director of directors", "[Director] of [directors]"),
        ("office of operations", "Office of Operations", "Office of [Operations]"),
        ("zebra", "Paulette Chambers", "Paulette Chambers"),
        ("adopt-a-school", "Academics", "Academics"),
    ],
)
def test_letters_of_a_name_are_marked_as_they_are_written(query, name, shown):
    assert _shown(mark(name, read(query).words)[0]) == shown


@given(st.text(), st.text())
def test_the_pieces_are_the_text(text, query):
    assert "".join(piece for piece, _ in mark(text, read(query).words)[0]) == text


def test_a_few_words_of_the_text_are_shown():
    text = "Nothing here.\nOne two three four five six seven harm eight nine ten eleven twelve thirteen 14 15 16 17 18."
    pieces, found = excerpt(text, read("harm").words)
    assert _shown(pieces) == "… three four five six seven [harm] eight nine ten eleven twelve thirteen 14 15 16 …"
    assert found == set(read("harm").words)
    assert excerpt(text, read("zebra").words) == ((), frozenset())


@pytest.mark.parametrize(
    ("digits", "extension", "shown"),
    [
        ("8393", "", "414-475-[8393] ext. 12"),
        ("4758393", "", "414-[475-8393] ext. 12"),
        ("4144758393", "12", "[414-475-8393] ext. [12]"),
        ("", "1", "414-475-8393 ext. [1]2"),
        ("414", "", "[414]-475-8393 ext. 12"),
        ("9999", "", "414-475-8393 ext. 12"),
    ],
)
def test_digits_of_a_number_are_marked(digits, extension, shown):
    assert _shown(mark_number("+1 414-475-8393 ext. 12", TypedNumber(digits, extension))) == shown


@pytest.fixture
def directory(db):
    office = make_office(
        "people", name="Office of People", also_known_as="HR\nHuman Capital", phone="414-475-8393 ext. 12"
    )
    pay = make_department(
        office,
        "pay",
        name="Payroll",
        fax="414-475-8457",
        email="zdesk@example.org",
        website="https://zboard.example.org",
        languages="Spanish,Hmong,, Karen",
        body="<p>Asks &amp; answers about pay slips.</p>",
    )
    make_contact(pay, role="Secretary", name="José Díaz", phone="414-475-8001")
    make_contact(pay, role="After hours", name="", phone="414-475-8002", kind="text", position=1)
    publishing.publish(office, by=None)
    return Directory.at()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("payroll", "Payroll", ""),
        ("hr", "Office of People", "Also known as [HR]"),
        ("human people", "Office of People", "Also known as [Human] Capital"),
        ("director", "Leon Groce", "[Director]"),
        ("director payroll", "Leon Groce", "[Director] · in [Payroll]"),
        ("slips", "Payroll", "Asks & answers about pay [slips]."),
        ("payroll answers", "Payroll", "Asks & [answers] about pay slips."),
        ("josé payroll", "José Díaz", "In [Payroll]"),
        ("zboard", "Payroll", "https://[zboard].example.org"),
        ("zdesk", "Payroll", "[zdesk]@example.org"),
        ("hmong", "Payroll", "Spanish, [Hmong], Karen"),
        ("0221", "Payroll", "Phone 414-252-[0221]"),
        ("groce 0221", "Leon Groce", "Number of Payroll: 414-252-[0221]"),
        ("8457", "Payroll", "Fax 414-475-[8457]"),
        ("8001", "José Díaz", "Phone 414-475-[8001]"),
        ("8002", "After hours", "Text messages 414-475-[8002]"),
        ("ext 12", "Office of People", "Phone 414-475-8393 ext. [12]"),
        ("people x12", "Office of People", "Phone 414-475-8393 ext. [12]"),
    ],
)
def test_a_result_says_why_it_is_there(directory, query, name, why):
    first = find(query, directory).results[0]
    assert (first.name, _shown(first.why)) == (name, why)
