"""`manage.py open_school_year` and `close_school_year`."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from departments.models import SchoolYear
from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2025-06-20T14:00:00Z", tick=False):
        yield


def _run(*arguments):
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_day_is_midnight_in_the_district():
    make_year()
    make_office("academics", year=make_year("2025-26", opened=False))
    out, err = _run("open_school_year", "2025-26", "--on", "2025-07-04")
    assert SchoolYear.objects.get(label="2025-26").opened_at.isoformat() == "2025-07-04T05:00:00+00:00"
    assert out == (
        "Visitors see 2025-26 from July 4, 2025 on. Until then they see 2024-25.\n"
        "In the archive they then find 2024-25.\n"
    )
    assert err == (
        "  Office of the Academics: it is not published. Publish it.\n"
        "  Office of the Academics: nobody has confirmed its details for 2025-26. Have them checked.\n"
        "2 things are missing.\n"
    )


def test_much_that_is_missing_is_counted():
    year = make_year(opened=False)
    for number in range(11):
        make_office(f"office-{number}", year=year)
    _, err = _run("open_school_year", "2024-25", "--on", "2025-07-04T06:00")
    assert len(err.splitlines()) == 21
    assert err.endswith("22 things are missing; the first 20 are above.\n")


def test_closing():
    make_year()
    out, _ = _run("close_school_year", "2024-25", "--on", "2025-06-20T10:00")
    assert out == (
        "2024-25 is closed to visitors from June 20, 2025, 10:00 AM. Opening it again brings it back.\n"
        "No school year is open to visitors then.\n"
    )
    assert not SchoolYear.objects.current(SchoolYear.objects.get().closed_at)


@pytest.mark.parametrize("command", ["open_school_year", "close_school_year"])
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["1999-00"], "There is no school year 1999-00. Known: 2024-25."),
        (["2024-25", "--on", "someday"], "“someday” is not understood. Write a day and a time"),
        (["2024-25", "--on", "2025-02-30"], "“2025-02-30” is not understood"),
        (
            ["2024-25", "--on", "9999-12-31T23:59"],
            "December 31, 9999, 11:59 PM is beyond the calendar.",
        ),
        (["2024-25", "--on", "2026-11-01 01:30"], "November 1, 2026, 1:30 AM comes twice, as the clocks are set back."),
        (["2024-25", "--on", "March 14, 2027, 2:30 am"], "There is no March 14, 2027, 2:30 AM: the clocks are set"),
        (["2024-25", "--on", "0001-01-01T00:00+09:00"], "is beyond the calendar."),
    ],
)
def test_what_cannot_be_understood_is_told_in_a_sentence(command, arguments, sentence):
    make_year()
    with pytest.raises(CommandError, match=sentence):
        _run(command, *arguments)


def test_a_refusal_is_told_in_a_sentence():
    make_year()
    _run("close_school_year", "2024-25", "--on", "2025-07-01")
    with pytest.raises(CommandError, match="it closes on July 1, 2025, and cannot open once more later"):
        _run("open_school_year", "2024-25", "--on", "2025-07-02")
