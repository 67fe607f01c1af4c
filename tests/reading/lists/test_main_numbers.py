"""The sheet of main numbers: what to call for each office, and in what size all of it fits."""

import pytest

from departments.reading.directory import CallInstead, Card, Directory
from departments.reading.lists import main_numbers
from departments.reading.lists.main_numbers import Sheet
from tests.making import make_district, make_office

pytestmark = pytest.mark.django_db


def test_each_office_has_its_number_or_the_line_to_call_instead():
    make_district()
    make_office("operations", name="Operations", position=2, phone="414-475-8528 ext. 12", publish=True)
    make_office("academics", name="Academics", position=1, departments=1, publish=True)
    directory = Directory.at()
    switchboard = CallInstead("Switchboard", "Milwaukee Public Schools", "+1 414-475-8393")
    academics = {"instead": switchboard, "departments": directory.offices[0].departments}
    assert main_numbers.of(directory) == Sheet(
        directory.district.lines,
        (
            Card("Academics", "academics", "/offices/academics/", **academics),
            Card("Operations", "operations", "/offices/operations/", phone="+1 414-475-8528 ext. 12"),
        ),
        "largest",
        True,
    )


def test_without_lines_there_is_nothing_to_call_instead():
    make_office("academics", name="Academics", publish=True)
    sheet = main_numbers.of(Directory.at())
    assert sheet.offices == (Card("Academics", "academics", "/offices/academics/"),)


@pytest.mark.parametrize(
    ("offices", "words", "size", "fits"),
    [
        (0, 1, "largest", True),
        (20, 3, "largest", True),
        (50, 3, "large", True),
        (60, 3, "medium", True),
        (80, 3, "small", True),
        (80, 30, "small", False),
        (100, 3, "small", False),
    ],
)
def test_the_type_is_as_large_as_the_page_allows(offices, words, size, fits, monkeypatch):
    names = (f"Office {'word ' * words}{place}" for place in range(offices))
    cards = tuple(Card(name, "", "/", phone="+1 414-475-8393") for name in names)
    monkeypatch.setattr(Directory, "offices", cards)
    sheet = main_numbers.of(Directory.at())
    assert (len(sheet.offices), sheet.size, sheet.fits) == (offices, size, fits)
