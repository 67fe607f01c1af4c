"""What stands where a name would, and is none."""

import pytest

from departments.words.nobody import names_nobody, says_vacant
from tests.words.names import NAMES


@pytest.mark.parametrize(
    ("text", "vacant"),
    [
        ("Vacant", True),
        ("VACANT – posted", True),
        ("(vacant)", True),
        ("Currently vacant", True),
        ("Director - vacancy", True),
        ("Vacante", True),
        ("TBD", False),
        ("t.b.a.", False),
        ("Supervisor TBA", False),
        ("To be announced", False),
        ("Position to be filled", False),
        ("Open", False),
        ("n/a", False),
        ("–", False),
        ("?!", False),
        (" ", False),
        ("", False),
    ],
)
def test_nobody_is_named(text, vacant):
    assert (names_nobody(text), says_vacant(text)) == (True, vacant)


@pytest.mark.parametrize(
    "text", ["Tba Nguyen", "Noneya Open-Smith", "Vacant Property Manager", *(n for n, *_ in NAMES)]
)
def test_somebody_is_named(text):
    assert (names_nobody(text), says_vacant(text)) == (False, False)
