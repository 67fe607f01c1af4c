"""`manage.py roll_over`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.models import Office
from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db


def _roll(*labels):
    out = StringIO()
    call_command("roll_over", *labels, stdout=out)
    return out.getvalue()


def test_next_years_drafts_are_made_once():
    make_office("academics", departments=2)
    assert _roll("2024-25", "2025-26") == (
        "2025-26 was made, from July 1, 2025 to June 30, 2026. Visitors do not see it until it is opened.\n"
        "Copied from 2024-25: 1 office, 2 departments. Nobody has confirmed their details yet.\n"
    )
    assert _roll("2024-25", "2025-26") == "2025-26 has everything of 2024-25 already. Nothing was changed.\n"
    assert Office.objects.count() == 2


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (("1999-00", "2025-26"), "There is no school year 1999-00. Known: 2024-25."),
        (("2024-25", "2024-25"), "it does not come after 2024-25"),
        (("2024-25", "next"), "write two years that follow"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(labels, sentence):
    make_year()
    with pytest.raises(CommandError, match=sentence):
        _roll(*labels)
