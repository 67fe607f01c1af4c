"""The pages of the phone book: from whom to whom each goes, and that a letter which is divided says so."""

import pytest

from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.reading.directory import Card, Directory
from departments.reading.lists import book_pages

pytestmark = pytest.mark.django_db


def _told(pages):
    """The pages, each with its guide words, how many it has of each letter, and whether the first goes on."""
    return [
        (page.number, page.first, page.last, {letter: len(here) for letter, here in page.letters.items()}, page.goes_on)
        for page in pages
    ]


def test_a_page_says_from_where_to_where_it_goes_and_a_letter_that_it_goes_on(monkeypatch):
    names = [f"{letter}a{number:03}" for letter in "AB" for number in range(150)]
    cards = tuple(Card(name, "", "/", phone="+1 414-475-8393") for name in reversed(names))
    monkeypatch.setattr(Directory, "offices", cards)
    assert _told(book_pages.index(Directory.at())) == [
        (1, "Aa000", "Ba055", {"A": 150, "B": 56}, False),
        (2, "Ba056", "Ba149", {"B": 94}, True),
    ]


def test_a_letter_that_begins_a_page_does_not_go_on(monkeypatch):
    names = [f"A{number}" for number in range(208)] + ["B"]
    cards = tuple(Card(name, "", "/", phone="+1 414-475-8393") for name in names)
    monkeypatch.setattr(Directory, "offices", cards)
    index = book_pages.index(Directory.at())
    assert [([*page.letters], page.goes_on) for page in index] == [(["A"], False), (["B"], False)]


def test_what_takes_several_lines_leaves_room_for_fewer(monkeypatch):
    def first_page(name):
        cards = tuple(Card(f"A {name} {number}", "", "/", phone="+1 414-475-8393") for number in range(300))
        monkeypatch.setattr(Directory, "offices", cards)
        return len(book_pages.index(Directory.at())[0].letters["A"])

    assert [first_page("a" * length) for length in (10, 40, 80)] == [208, 104, 69]


def test_people_are_named_by_their_surnames(monkeypatch):
    lines = tuple(
        ContactLine(role="Clerk", name=f"Ann {letter}{'a' * place}") for place in range(60) for letter in "RS"
    )
    page = OfficePage(
        school_year="2024-25", slug="a", name="Academics", contacts=lines, departments=(DepartmentPart(),)
    )
    monkeypatch.setattr(Directory, "office_pages", (page,))
    [only] = book_pages.surnames(Directory.at())
    assert (only.number, only.first, only.last) == (1, "R", f"S{'a' * 59}")


def test_with_nothing_published_there_is_no_page():
    assert (book_pages.index(Directory.at()), book_pages.surnames(Directory.at())) == ([], [])
