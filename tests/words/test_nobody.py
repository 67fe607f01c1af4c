"""What stands where a name would, and is none."""

import pytest

from departments.words.nobody import names_nobody
from tests.words.names import NAMES


@pytest.mark.parametrize(
    "text",
    [
        "Vacant",
        "VACANT – posted",
        "(vacant)",
        "Currently vacant",
        "Director - vacancy",
        "Vacante",
        "TBD",
        "t.b.a.",
        "Supervisor TBA",
        "To be announced",
        "Position to be filled",
        "Open",
        "Position open",
        "Position is open.",
        "Unfilled",
        "Currently unfilled",
        "Not yet filled",
        "None at this time",
        "No one yet",
        "Nobody",
        "n/a",
        "NA",
        "Currently unassigned, to be hired",
        "Unknown",
        "Not assigned",
        "Hiring in progress",
        "Search underway",
        "Search is under way",
        "pending",
        "Currently hiring",
        "Por nombrar",
        "Puesto vacante",
        "Sin asignar",
        "–",
        "?!",
        " ",
        "",
    ],
)
def test_nobody_is_named(text):
    assert names_nobody(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "Tba Nguyen",
        "Noneya Open-Smith",
        "Noon Yet",
        "Vacant Property Manager",
        "Hiring Manager",
        *(n for n, *_ in NAMES),
    ],
)
def test_somebody_is_named(text):
    assert names_nobody(text) is False
