"""`manage.py undo_load`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.models import Office
from departments.school_years.edition import Edition
from departments.school_years.loading import load
from tests.making import make_year

pytestmark = pytest.mark.django_db


def _load(count):
    edition = Edition("2025-26", {}, {f"office-{n}": {"name": f"Office {n}"} for n in range(count)})
    load(edition, source="2025-26.json")


def _undo(label="2025-26"):
    out, err = StringIO(), StringIO()
    try:
        call_command("undo_load", label, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}\n"
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize(("count", "entries"), [(1, "1 entry is"), (3, "3 entries are")])
def test_the_last_load_is_taken_back(count, entries):
    _load(count)
    assert _undo() == (f"2025-26.json was taken back: {entries} in 2025-26 as before it.\n", "")
    assert not Office.objects.exists()
    assert _undo() == ("", "2025-26 has no load that could be taken back.\n")


def test_what_stands_in_the_way_is_told_a_line_each():
    _load(2)
    Office.objects.update(summary="Later.")
    assert _undo() == (
        "",
        "office office-0: it was changed since. Put back its version from the load first.\n"
        "office office-1: it was changed since. Put back its version from the load first.\n"
        "2025-26.json was not taken back; see above. Nothing was changed.\n",
    )
    assert Office.objects.count() == 2


def test_a_year_nobody_knows_is_told():
    make_year()
    assert _undo() == ("", "There is no school year 2025-26. Known: 2024-25.\n")
