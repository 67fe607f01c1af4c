"""The letter of what changed: what it tells, in which words, and in what size all of it fits on two sheets."""

from datetime import datetime
from html import unescape

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.models import District, Office
from departments.reading.change_lines import ChangeLine
from departments.reading.directory import Directory
from departments.reading.lists import change_letter
from departments.reading.lists.change_letter import Letter, Section
from departments.reading.year_changes import ChangedFact, News, YearChanges
from tests.making import make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db
ADDRESS = "/years/2024-25/changes/letter/"


@pytest.fixture
def two_years():
    with time_machine.travel(timezone.make_aware(datetime(2024, 8, 12, 9)), tick=False):
        before, after = make_year("2023-24"), make_year("2024-25")
        board = make_office(
            "board", year=before, name="Board", lead_title="Chief", lead_name="Ann Roe", fax="414-475-8000"
        )
        make_department(board, "maps", name="Maps")
        make_office("labs", year=before, name="Labs", location="Room 1")
        board = make_office("board", year=after, name="Board", lead_title="Chief", lead_name="Joe Poe", succeeds="labs")
        make_department(board, "dance", name="Dance", lead_name="Eva Lux", phone="414-475-8001")
        for office in Office.objects.all():
            publishing.publish(office, by=None)
        yield


def _text(response):
    return " ".join(
        unescape(
            strip_tags(response.text.split('<article class="paper change-letter is-large">')[1].split("</article>")[0])
        ).split()
    )


def test_it_tells_where_things_went_then_what_is_new_leads_numbers_and_what_is_gone(two_years):
    letter = change_letter.of(Directory.at())
    board = "Board", "", "/offices/board/"
    assert [str(sentence) for sentence in letter.became] == ["Labs is now part of Board."]
    assert letter.sections == (
        Section(
            "New",
            (
                ChangeLine(
                    "New",
                    "Board",
                    "Dance",
                    "/offices/board/#dance",
                    "Director: Eva Lux",
                    phone="+1 414-475-8001",
                ),
            ),
        ),
        Section("New leads", (ChangeLine("Lead", *board, "Chief: Joe Poe", "Chief: Ann Roe"),)),
        Section("New numbers", (ChangeLine("Fax", *board, "", "414-475-8000"),)),
        Section(
            "No longer listed", (ChangeLine("No longer listed", "Board", "Maps", "/years/2023-24/offices/board/#maps"),)
        ),
    )
    assert (letter.size, letter.fits) == ("large", True)


def test_it_is_addressed_dated_and_says_where_the_rest_stands(client, two_years):
    make_district()
    District.objects.update(address="5225 W. Vliet St.\nMilwaukee, WI 53208")
    text = _text(client.get(ADDRESS))
    assert text == (
        "Milwaukee Public Schools 5225 W. Vliet St.Milwaukee, WI 53208 August 12, 2024 "
        "To all schools and offices: please post What changed in the directory in 2024–25 "
        "This is what is new since 2023–24: whom to ask, and which number to call. "
        "Everything that changed stands at testserver/years/2024-25/changes/. "
        "Renamed, moved, merged or divided Labs is now part of Board. "
        "New Dance (Board): Director: Eva Lux, 414-475-8001 "
        "New leads Board: Chief: Joe Poe (before: Chief: Ann Roe) "
        "New numbers Board: no fax any more (before: 414-475-8000) "
        "No longer listed Maps (Board)"
    )
    assert f'href="{ADDRESS}"' in client.get("/years/2024-25/changes/").text


def test_without_a_year_before_and_without_a_change_it_says_so(client):
    make_office("board", year=make_year("2024-25"), publish=True)
    assert "2024–25 is the first school year in this directory, so there is nothing to compare it with." in _text(
        client.get(ADDRESS)
    )
    make_office("board", year=make_year("2023-24"), publish=True)
    assert "No office, lead or number is another than in 2023–24." in _text(client.get(ADDRESS))
    assert ADDRESS not in client.get("/years/2024-25/changes/").text


@pytest.mark.parametrize(
    ("offices", "size", "fits"),
    [(20, "large", True), (30, "medium", True), (90, "small", True), (300, "small", False)],
)
def test_its_type_is_as_large_as_one_sheet_or_two_allow(monkeypatch, offices, size, fits):
    fact = ChangedFact("Lead", "Chief of what is done here: Ann Roe", "Chief of what is done here: Joe Poe")
    news = tuple(News(f"Office of the number {place}", "/", facts=(fact,)) for place in range(offices))
    monkeypatch.setattr(change_letter.year_changes, "of", lambda directory: YearChanges(None, changed=news))
    letter = change_letter.of(None)
    assert isinstance(letter, Letter)
    assert (letter.size, letter.fits) == (size, fits)
