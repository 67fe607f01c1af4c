"""The letter of what changed in a school year, in its words."""

from datetime import datetime
from html import unescape

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.models import District, Office
from departments.reading.lists import change_letter
from departments.reading.year_changes import ChangedFact, News, YearChanges
from tests.making import make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db
ADDRESS = "/years/2024-25/changes/letter/"


def _text(response):
    letter = response.text.split('<article class="paper change-letter is-large">')[1].split("</article>")[0]
    return " ".join(unescape(strip_tags(letter)).split())


def test_it_is_addressed_dated_and_tells_office_by_office_what_changed(client):
    before, after = make_year("2023-24"), make_year("2024-25")
    chief = {"name": "Board", "lead_title": "Chief"}
    with time_machine.travel(timezone.make_aware(datetime(2024, 8, 12, 9)), tick=False):
        old = make_office("board", year=before, lead_name="Ann Roe", fax="414-475-8000", phone="414-475-8002", **chief)
        make_department(old, "maps", name="Maps")
        make_office("labs", year=before, name="Labs")
        make_office("farm", year=before, name="Farm")
        new = make_office("board", year=after, lead_name="Joe Poe", phone="414-475-8003", succeeds="labs", **chief)
        make_department(new, "dance", name="Dance", lead_name="Eva Lux", phone="414-475-8001")
        for office in Office.objects.all():
            publishing.publish(office, by=None)
        make_district()
        District.objects.update(address="5225 W. Vliet St.")
        response = client.get(ADDRESS)
    assert _text(response) == (
        "Milwaukee Public Schools 5225 W. Vliet St. August 12, 2024 "
        "To all schools and offices: please post What changed in the directory in 2024–25 "
        "This is what is new since 2023–24: whom to ask, and which number to call. "
        "It stands at testserver/years/2024-25/changes/ as well. "
        "Renamed, moved, merged or divided Labs is now part of Board. "
        "Changes by office Board Lead: Chief: Joe Poe (before: Chief: Ann Roe) "
        "Phone: 414-475-8003 (before: 414-475-8002) Fax: none any more (before: 414-475-8000) "
        "Dance (new): Director: Eva Lux, 414-475-8001 Maps (no longer listed) "
        "Last listed in 2023–24 Farm Labs"
    )
    assert "tel:+14144758003" in response.text and "tel:+14144758002" not in response.text
    assert f'href="{ADDRESS}"' in client.get("/years/2024-25/changes/").text


def test_without_a_year_before_and_without_a_change_it_says_so(client):
    make_office("board", year=make_year("2024-25"), publish=True)
    first = "2024–25 is the first school year in this directory, so there is nothing to compare it with."
    assert first in _text(client.get(ADDRESS))
    make_office("board", year=make_year("2023-24"), publish=True)
    assert "Nothing changed since the directory of 2023–24: the same offices, leaders and numbers." in _text(
        client.get(ADDRESS)
    )
    assert ADDRESS not in client.get("/years/2024-25/changes/").text


@pytest.mark.parametrize(
    ("offices", "size", "sheets"), [(3, "large", 1), (30, "large", 2), (35, "medium", 2), (60, "small", 3)]
)
def test_it_is_in_the_largest_type_that_has_room_on_two_sheets_and_says_where_it_takes_more(
    monkeypatch, offices, size, sheets
):
    facts = tuple(
        ChangedFact("Lead", f"Director of Programs: Ann Roe {n}", f"Director of Programs: Jo Poe {n}") for n in "12"
    )
    news = tuple(News(f"Office of Lakes {number}", "/", facts=facts) for number in range(offices))
    monkeypatch.setattr(change_letter.year_changes, "of", lambda directory: YearChanges(None, changed=news))
    letter = change_letter.of(None)
    assert (letter.size, letter.sheets) == (size, sheets)
