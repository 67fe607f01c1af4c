"""How a sheet is read, as a page: shown first where it is not the template's, changed there, and then loaded so."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import Contact, Department, Load, Office
from departments.school_years.edition import of_drafts

from .walking import press, told, upload

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
SHEET = b"Division,Dept,Reach us,Position,Employee\nLakes,,414-555-0100,Chief,Ann Roe\nLakes,Boats,,Director,TBD\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DIRECTORY_FOLDER = tmp_path


def _file(data=SHEET, name="2025-26.csv"):
    return SimpleUploadedFile(name, data)


def _choose(client, page, button, **fields):
    """Press `button` with what stands in the selects and text fields of the page, and `fields` instead."""
    context = page.context
    posted = {f"column/{key}": one["column"] for key, one in context["columns"].items()}
    posted |= {f"headings/{one.name}": str(one.headings or "") for one in context["found"].sheets}
    return press(client, page, button, **{"year": context["year"]} | posted | fields)


def test_a_sheet_that_is_the_templates_goes_straight_to_its_plan(client, publisher):
    page = upload(client, _file(b"Office,Department\nLakes,\n"))
    assert page.context["plan"] is not None
    assert reverse("admin:departments_load_sheet", args=[page.request["PATH_INFO"].split("/")[-2]]) in page.text


def test_another_is_shown_first_and_read_as_a_person_says(client, publisher):
    page = upload(client, _file())
    assert page.request["PATH_INFO"].endswith("/sheet/")
    assert {key: one["column"] for key, one in page.context["columns"].items()} == {
        "division": "Office",
        "dept": "Department",
        "reach us": "",
        "position": "Title",
        "employee": "Name",
    }
    assert [(row["office"], row["department"]) for row in page.context["rows"]] == [("Lakes", ""), ("Lakes", "Boats")]
    page = _choose(client, page, "_plan", **{"column/reach us": "Phone"})
    press(client, page, "_load")
    assert (str(Office.objects.get().phone), Department.objects.get().lead_standing) == ("+1 414-555-0100", "vacant")
    assert Load.objects.get().read_as["map"]["columns"]["reach us"] == "Phone"
    # The next of its shape is read so from the start.
    again = upload(client, _file(SHEET.replace(b"0100", b"0177"), "new.csv"))
    assert again.context["columns"]["reach us"]["column"] == "Phone"
    assert "It is read as 2025-26.csv was, by its headings." in again.context["notes"]


def test_a_person_says_which_column_the_offices_are_in(client, publisher):
    page = upload(client, _file(b"Who,Telephone,Email\nLakes,414-555-0100,a@example.org\n"))
    page = _choose(client, page, "_plan", **{"column/who": "Office"})
    assert [office.name for office, _ in page.context["offices"]] == ["Lakes"]


def test_a_year_that_is_missing_is_asked_for_there(client, publisher):
    page = upload(client, _file(name="hr.csv"))
    assert "the file’s name does not say the school year." in page.text.replace("&#x27;", "’").casefold()
    page = _choose(client, page, "_plan", year="25")
    assert told(page) == ["It cannot be compared yet: mend first what is told below, here or in the file."]
    page = _choose(client, page, "_plan", year="2026-27")
    assert page.context["label"] == "2026-27"


def test_what_was_made_of_a_sheet_can_be_refused_one_by_one_or_its_kind(client, publisher):
    page = upload(client, _file(b"Office,Phone\nLakes,414-555-0100 / 0101\nHills,414-555-0102 / 0103\n"))
    assert [one.where for group in page.context["groups"] for one in group["all"]] == ["B2", "B3"]
    keys = ["lines", "lines/B2", "lines/B3"]
    page = _choose(client, page, "_again", offered=keys, accepted=["lines", "lines/B2"])
    assert [one["record"] for one in page.context["problems"]["shown"]] == ["row 3"]
    page = _choose(client, page, "_again", offered=keys, accepted=[])
    assert [one["record"] for one in page.context["problems"]["shown"]] == ["row 2", "row 3"]
    assert not Contact.objects.exists()


def test_how_it_is_read_is_saved_as_a_map(client, publisher):
    page = _choose(client, upload(client, _file()), "_again", **{"column/reach us": "Phone"})
    saved = client.post(page.request["PATH_INFO"], {"_map": "1"})
    assert saved.headers["Content-Disposition"] == 'attachment; filename="map.json"'
    assert json.loads(saved.content)["columns"]["reach us"] == "Phone"


def test_it_is_discarded_there_too(client, publisher):
    page = press(client, upload(client, _file()), "_discard")
    assert told(page) == ["2025-26.csv was discarded. Nothing was written."]


def test_a_plan_tells_all_that_is_new_with_its_cell_and_is_taken_along_as_a_sheet(client, publisher):
    page = _choose(client, upload(client, _file()), "_plan", **{"column/reach us": "Phone"})
    ((office, ((kind, sentence, details, where),)),) = [(one, list(items)) for one, items in page.context["offices"]]
    assert (office.name, kind, where) == ("Lakes", "new", "row 2")
    assert sentence == "New office: Lakes (Chief: Ann Roe), with 1 department"
    assert list(details) == ["phone 414-555-0100", "Boats: Director: vacant"]
    sheet = press(client, page, "_sheet")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert rows[1][:3] + rows[1][6:] == ("Lakes", None, "new", "row 2")
    assert not Office.objects.exists()


def test_what_nobody_sees_is_named_where_two_values_look_alike(client, publisher):
    press(client, upload(client, _file(b"Office,Department,Hours\nLakes,,8 to 4\n")), "_load")
    page = upload(client, _file("Office,Department,Hours\nLakes,,8 to\u200b 4\n".encode()))
    ((_, ((_, sentence, _, where),)),) = [(one, list(items)) for one, items in page.context["offices"]]
    assert sentence.endswith("(only in what nobody sees: zero width space)")
    assert where == "C2"
    assert of_drafts(Office.objects.get().school_year).edition.offices["lakes"]["hours"] == "8 to 4"


def test_the_encoding_and_separator_of_a_text_are_a_choice(client, publisher):
    data = "Office|Reach us|Employee\nPeña, X, Y|Lot A|Núñez, Ann\nLagos, X, Y|Lot B|Roe, Ann\n".encode("cp850")
    page = upload(client, _file(data))
    assert '<option value="">as it was found</option><option>UTF-8</option>' in page.text
    page = _choose(client, page, "_again", encoding="UTF-8", separator="bar")
    assert "2025-26.csv: it is not UTF-8. Save it as “CSV UTF-8”. It is read as it was found." in told(page)
    page = _choose(client, page, "_again", encoding="CP850", separator="bar", year="2025-26")
    assert [row["office"] for row in page.context["rows"]] == ["Peña, X, Y", "Lagos, X, Y"]
    assert "<option selected>CP850</option>" in page.text and "<option selected>bar</option>" in page.text
