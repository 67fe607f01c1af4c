"""What changed in a school year as CSV, read back as a program would."""

import csv
import io

import pytest

from departments import publishing
from departments.models import Office
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db
ADDRESS = "/years/2024-25/changes.csv"


def _read(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_every_change_is_a_row_with_the_address_of_its_page(client):
    before, after = make_year("2023-24"), make_year("2024-25")
    make_office("labs", year=before, name="Labs", publish=True)
    make_office("maps", year=before, name="Maps", publish=True)
    make_office("board", year=before, name="Board", phone="414-475-8000", summary="Old", publish=True)
    board = make_office("board", year=after, name="The Board", phone="+44 20 7946 0958", summary="New", succeeds="labs")
    make_department(board, "arts", name="=Arts")
    publishing.publish(Office.objects.get(pk=board.pk), by=None)

    response = client.get(ADDRESS)

    heading, *rows = _read(response)
    assert heading == ["School year", "Since", "What", "Office", "Department", "Now", "Before", "Page"]
    assert {row[0] for row in rows} == {"2024-25"} and {row[1] for row in rows} == {"2023-24"}
    page = "http://testserver/offices/board/"
    assert [row[2:] for row in rows] == [
        ["Renamed", "The Board", "", "Board is now called The Board.", "", page],
        ["Merged", "The Board", "", "Labs is now part of The Board.", "", page],
        ["Phone", "The Board", "", "'+44 20 7946 0958", "414-475-8000", page],
        ["Text", "The Board", "", "revised", "", page],
        ["New", "The Board", "'=Arts", "Director: Leon Groce, 414-252-0221", "", f"{page}#arts"],
        ["Merged", "Labs", "", "Labs is now part of The Board.", "", "http://testserver/years/2023-24/offices/labs/"],
        ["No longer listed", "Maps", "", "", "", "http://testserver/years/2023-24/offices/maps/"],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="changes-2024-25.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert f'href="{ADDRESS}"' in client.get("/years/2024-25/changes/").text


def test_a_first_year_has_the_headings_alone_and_one_that_is_not_open_is_not_found(client):
    make_office("board", year=make_year("2024-25"), publish=True)
    assert len(_read(client.get(ADDRESS))) == 1
    assert client.get("/years/2025-26/changes.csv").status_code == 404
