"""`manage.py publish` from the command line."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from departments import publishing
from departments.models import Office, Publication
from departments.reading.directory import Directory
from departments.words.typed_moment import understood
from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db


def _publish(**options):
    out, err = StringIO(), StringIO()
    try:
        call_command("publish", stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


@time_machine.travel("2025-03-03T18:00:00Z", tick=False)
def test_drafts_of_the_current_year_that_differ_are_published():
    make_office("academics", publish=True)
    make_office("operations")
    make_office("archives", year=make_year("2016-17"))

    out, err = _publish()

    assert out == (
        "Office of the Academics: visitors see exactly this page already.\n"
        "Office of the Operations: published as no. 1, live from March 3, 2025, 12:00 PM.\n"
    )
    assert err == ""
    assert not Publication.objects.filter(slug="archives").exists()


def test_a_year_and_an_office_can_be_named():
    for slug in ("academics", "operations"):
        make_office(slug, year=make_year("2016-17"))
    _publish(year="2016-17", office="operations")
    assert [card.slug for card in Directory.at(label="2016-17").offices] == ["operations"]


@time_machine.travel("2025-03-03T18:00:00Z", tick=False)
def test_a_moment_is_the_districts_time():
    make_office("academics")
    out, _ = _publish(at=understood("2025-07-01T06:00"))
    assert "live from July 1, 2025, 6:00 AM" in out
    assert Publication.objects.get().live_from.isoformat() == "2025-07-01T11:00:00+00:00"


@time_machine.travel("2025-03-03T18:00:00Z", tick=False)
def test_what_a_page_scheduled_before_will_undo_is_told():
    office = make_office("academics", phone="414-252-0221", publish=True)
    Office.objects.update(phone="414-252-0300")
    publishing.publish(office, by=None, at=understood("2025-07-01T06:00"))
    Office.objects.update(phone="414-252-0400")
    out, err = _publish(office="academics")
    assert "published as no. 3" in out
    assert "No. 2, scheduled for July 1, 2025, 6:00 AM, was made without this, and undoes it then" in err
    Office.objects.update(phone="414-252-0500")
    assert _publish(office="academics", at=understood("2025-08-01T06:00"))[1] == ""  # nothing is later than that


@time_machine.travel("2025-03-03T18:00:00Z", tick=False)
def test_what_is_undone_is_judged_by_the_moment_that_is_named():
    make_office("academics", phone="414-252-0221", publish=True)
    for phone, day in (("414-252-0300", "2025-07-01"), ("414-252-0400", "2025-08-01")):
        Office.objects.update(phone=phone)
        _publish(office="academics", at=understood(day))
    Office.objects.update(phone="414-252-0500")
    _, err = _publish(office="academics", at=understood("2025-07-15"))
    assert err.count("undoes it then") == 1
    undone = "was made without this, and undoes it then: Office of the Academics: phone 414-252-0300 → 414-252-0500"
    assert f"No. 3, scheduled for August 1, 2025, 12:00 AM, {undone}" in err


def test_one_that_fails_leaves_the_others_published():
    make_office("academics", name=" ")
    make_office("operations")
    out, err = _publish()
    assert "Operations: published as no. 1" in out
    assert "academics: the name is missing. Type it as it stands on the door." in err
    assert "1 could not be published" in err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "No school year is open. Say which one to publish: --year 2024-25"),
        ({"year": "1999-00"}, "There is no school year 1999-00. Known: 2030-31."),
        ({"year": "2030-31"}, "The school year 2030-31 has no office. Nothing was published."),
        ({"year": "2030-31", "office": "x"}, "The school year 2030-31 has no office with the address x."),
    ],
)
def test_what_cannot_be_published_is_told_in_a_sentence(options, sentence):
    make_year("2030-31", opened=False)
    assert sentence in _publish(**options)[1]


def test_a_moment_that_is_none_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="“someday” is not understood"):
        call_command("publish", "--at", "someday")
