"""Offices edited as a sheet in the admin: who gets which, what comes of it, and who takes it back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import Department, Load, Office
from tests.making import make_contact, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
SHEET = "/admin/departments/office/sheet/"


@pytest.fixture
def offices(client):
    """Academics, of the editor who is signed in, and Operations, which nobody edits; of this school year."""
    year = make_year("2098-99")
    made = [make_office(slug, year=year, departments=1) for slug in ("academics", "operations")]
    make_contact(made[0])
    editor = make_person("editor", "Editors")
    made[0].editors.add(editor)
    client.force_login(editor)
    return made


def _downloaded(client, query=""):
    answer = client.get(f"{SHEET}?of=2098-99{query}")
    return answer.headers["Content-Disposition"], openpyxl.load_workbook(io.BytesIO(answer.content))


def _brought_back(client, book, name="mine.xlsx"):
    file = io.BytesIO()
    book.save(file)
    return client.post(SHEET, {"file": SimpleUploadedFile(name, file.getvalue())})


def _changed(client, number, *, row=4, query=""):
    _, book = _downloaded(client, query)
    headings = [cell.value for cell in book["Directory"][1]]
    book["Directory"].cell(row, headings.index("Phone") + 1).value = number
    return _brought_back(client, book)


def _load(client, plan):
    page = client.get(plan)
    return client.post(plan, {"_load": "1", "shown": page.context["shown"]})


def test_an_editor_changes_a_number_as_a_sheet_and_takes_it_back(client, offices):
    to_plan = _changed(client, "414-777-0221")
    page = client.get(to_plan.url)
    assert "Academics 1: phone 414-252-0221 → 414-777-0221" in page.content.decode()
    to_load = _load(client, to_plan.url)
    assert str(offices[0].departments.get().phone) == "+1 414-777-0221"
    shown = client.get(to_load.url).content.decode()
    take_back = reverse("admin:departments_load_take_back", args=[Load.objects.get().pk])
    assert take_back in shown and to_load.url in client.get("/admin/departments/load/").content.decode()
    client.post(take_back)
    assert str(offices[0].departments.get().phone) == "+1 414-252-0221"


def test_a_sheet_has_the_offices_that_were_chosen_as_far_as_they_are_ones_own(client, offices):
    def addresses(book):
        return [row[4].value for row in book["Directory"].iter_rows(min_row=2)]

    both = f"&ids={offices[0].pk},{offices[1].pk}"
    name, book = _downloaded(client, both)
    assert (name, addresses(book)) == (
        'attachment; filename="2098-99 academics.xlsx"',
        ["academics", "academics", "academics-1"],
    )
    client.force_login(make_person("publisher", "Publishers"))
    name, book = _downloaded(client)
    assert (name, len(addresses(book))) == ('attachment; filename="2098-99 2 offices.xlsx"', 5)
    assert addresses(_downloaded(client, f"&ids={offices[1].pk}")[1]) == ["operations", "operations-1"]
    action = {"action": "sheet_selected", "_selected_action": [offices[1].pk]}
    chosen = client.post("/admin/departments/office/?year=all", action).url
    assert chosen == f"{SHEET}?ids={offices[1].pk}"
    assert f"?ids={offices[1].pk}&amp;of=2098-99" in client.get(chosen).content.decode()


def test_a_sheet_of_an_office_that_is_no_longer_ones_own_is_refused(client, offices):
    plan = _changed(client, "414-777-0221").url
    offices[0].editors.clear()
    page = client.get(plan).content.decode()
    assert "It is in no office that you edit." in page and SHEET in page
    client.post(plan, {"_load": "1", "shown": ""})
    assert str(offices[0].departments.get().phone) == "+1 414-252-0221"


def test_what_was_changed_meanwhile_is_asked_on_the_plan(client, offices):
    plan = _changed(client, "414-777-0221").url
    Department.objects.filter(slug="academics-1").update(phone="414-475-9999")
    assert "When the sheet was downloaded" in client.get(plan).content.decode()
    assert _load(client, plan).status_code == 200
    page = client.get(plan)
    client.post(plan, {"_load": "1", "conflicts": "take", "shown": page.context["shown"]})
    assert str(offices[0].departments.get().phone) == "+1 414-777-0221"


def test_another_file_is_refused_in_a_sentence_and_a_sheet_is_known_where_years_are_loaded(client, offices):
    sentence = "It is no sheet that was downloaded on this page"
    for name in ("2098-99.csv", "2098-99.json"):
        answer = client.post(SHEET, {"file": SimpleUploadedFile(name, b"Office,Department\nStaff,\n")})
        assert sentence in answer.content.decode()
    client.force_login(make_person("publisher", "Publishers"))
    _, book = _downloaded(client)
    file = io.BytesIO()
    book.save(file)
    upload = {"file": SimpleUploadedFile("2098-99.xlsx", file.getvalue())}
    answer = client.post("/admin/departments/load/add/", upload, follow=True)
    assert "Nothing to change in 2098-99." in answer.content.decode()
    discarded = client.post(answer.request["PATH_INFO"], {"_discard": "1"})
    assert discarded.url == SHEET


def test_only_who_brought_a_sheet_back_or_loads_years_takes_it_back(client, offices):
    _load(client, _changed(client, "414-777-0221").url)
    take_back = reverse("admin:departments_load_take_back", args=[Load.objects.get().pk])
    other = make_person("other", "Editors")
    offices[0].editors.add(other)
    client.force_login(other)
    assert client.post(take_back).status_code == 404
    offices[0].editors.clear()
    client.force_login(Load.objects.get().loaded_by)
    assert client.post(take_back).status_code == 403
    client.force_login(make_person("publisher", "Publishers"))
    assert client.post(take_back).status_code == 302 and Load.objects.get().undone_at


def test_the_list_of_offices_leads_to_it(client, offices):
    way = '<a href="/admin/departments/office/sheet/">Edit as a sheet</a>'
    assert way in client.get("/admin/departments/office/").content.decode()
    client.force_login(make_person("viewer", "Viewers"))
    page = client.get("/admin/departments/office/").content.decode()
    assert "Edit as a sheet" not in page and "Not checked this year</a>" in page


def test_somebody_who_edits_nothing_is_told_so(client, offices):
    Office.objects.all().delete()
    assert "There is no office that you edit." in client.get(SHEET).content.decode()
