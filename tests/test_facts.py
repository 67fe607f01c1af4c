"""A fact that stands in the table is found wherever facts are told."""

import pytest

from departments.models.facts import ENTRY, LINE, Fact, Form
from tests import facts_everywhere
from tests.making import make_contact, make_office

pytestmark = pytest.mark.django_db


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "value"), [("languages", "Spanish, Hmong"), ("website", "https://www.example.org/arts")]
)
def test_a_fact_is_told_everywhere(client, name, value):
    make_office("academics", name="Academics", publish=True)
    found = facts_everywhere.places(client, ENTRY[name], value)
    assert found == dict.fromkeys(found, True)


def test_the_languages_of_a_line_are_told_with_it(client):
    office = make_office("academics", name="Academics", publish=True)
    make_contact(office, name="Pa Houa Vang", languages="Hmong,  Lao")
    facts_everywhere.places(client, ENTRY["languages"], "Spanish")
    assert "Languages: Hmong, Lao" in client.get("/offices/academics/").content.decode()
    lines = [row for row in client.get("/directory.csv").getvalue().decode().splitlines() if "Vang" in row]
    assert len(lines) == 1 and '"Hmong, Lao"' in lines[0]
    (line,) = client.get("/api/v1/offices/academics").json()["contacts"]
    assert line["languages"] == "Hmong,  Lao"
    assert "Pa Houa Vang" in client.get("/search/?q=lao").content.decode()
    assert "Languages: Hmong\\, Lao" in client.get("/offices/academics/all.vcf").getvalue().decode()


def test_labels_are_said_in_one_way():
    """The same word for the same thing, whatever it is said of."""
    for name in ENTRY.keys() & LINE.keys() - {"phone"}:  # a line's number may be a fax
        assert ENTRY[name].label == LINE[name].label


@pytest.mark.parametrize("form", [Form.FLAG, Form.PLACE, Form.DAY, Form.PICTURE])
def test_a_fact_that_no_cell_can_say_is_refused_on_a_sheet_at_start(form):
    with pytest.raises(ValueError, match=rf"^The fact “walk_in” is kept as {form.name}, which no cell of a sheet"):
        Fact("walk_in", "walk-in", form).on_sheet("Walk-in", 9, "Whether one may walk in.")
