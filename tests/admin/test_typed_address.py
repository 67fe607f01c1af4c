"""Addresses on the forms of offices and departments: taken, made, exchanged."""

import pytest
from django.urls import reverse

from departments.models import Department, DistrictLine, Office
from tests.admin.test_office import _address, _messages, _posted
from tests.making import make_department, make_district, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def office():
    """Transportation, in a year in which Finance has a Records Desk at its address."""
    make_department(make_office("finance", name="Finance"), "records-desk", name="Records Desk")
    return make_office("transportation", name="Transportation", departments=3)


def _sent(client, address, **changes):
    return client.post(address, _posted(client.get(address)) | changes, follow=True)


def _errors(response):
    """What is refused, by the part of the form it is about: {"slug": […]} for the main one."""
    found = [response.context["adminform"].form]
    found += [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return {form.add_prefix(name): list(errors) for form in found for name, errors in form.errors.items()}


def _slugs(office):
    return list(office.departments.order_by("pk").values_list("slug", flat=True))


def test_an_office_whose_address_is_taken_is_refused_with_another(publisher, office):
    sentence = "finance is taken in this school year. Write another address, for example finance-2."
    assert _errors(_sent(publisher, _address(office), slug="finance")) == {"slug": [sentence]}
    new = {"name": "Finance", "slug": "finance", "school_year": make_year().pk}
    assert _errors(_sent(publisher, _address(page="add"), **new)) == {"slug": [sentence]}
    assert sorted(Office.objects.values_list("slug", flat=True)) == ["finance", "transportation"]
    # In another year the address is free.
    next_year = new | {"school_year": make_year("2025-26").pk}
    assert not _sent(publisher, _address(page="add"), **next_year).context["errors"]
    assert Office.objects.filter(slug="finance").count() == 2


ROW = {"departments-TOTAL_FORMS": 4, "departments-3-name": "Records Desk", "departments-3-lead_standing": "appointed"}
MADE = "Records Desk has the address records-desk-transportation, since records-desk is taken in this school year."


@pytest.mark.parametrize("prepopulated", ["", "records-desk"])
def test_a_name_another_office_has_too_gets_an_address_by_itself(publisher, office, prepopulated):
    response = _sent(publisher, _address(office), **ROW, **{"departments-3-slug": prepopulated})
    assert MADE in _messages(response)
    assert _slugs(office)[-1] == "records-desk-transportation"


@pytest.mark.parametrize("prepopulated", ["", "records-desk"])
def test_the_departments_own_form_makes_the_address_too(publisher, office, prepopulated):
    typed = {"name": "Records Desk", "slug": prepopulated, "office": office.pk}
    response = _sent(publisher, reverse("admin:departments_department_add"), **typed)
    assert MADE in _messages(response)
    assert _slugs(office)[-1] == "records-desk-transportation"


@pytest.fixture
def next_year():
    """A year after one in which School Safety & Security of the schools had an address that nobody would make."""
    before = make_office("schools", name="Office of Schools")
    make_department(before, "school-safety-and-security", name="School Safety & Security")
    return make_year("2025-26")


SAFETY = "School Safety & Security has the address school-safety-and-security, as in the year before."


@pytest.mark.parametrize("prepopulated", ["", "school-safety-security"])
@pytest.mark.parametrize("home", ["schools", "academics"])
def test_a_name_that_the_year_before_has_gets_its_address(publisher, next_year, prepopulated, home):
    office = make_office(home, year=next_year)
    typed = {"name": "School Safety & Security", "slug": prepopulated}
    row = {f"departments-0-{name}": value for name, value in typed.items()} | {
        "departments-0-lead_standing": "appointed"
    }
    assert SAFETY in _messages(_sent(publisher, _address(office), **row, **{"departments-TOTAL_FORMS": 1}))
    assert _slugs(office) == ["school-safety-and-security"]
    office.departments.all().delete()
    add = reverse("admin:departments_department_add")
    assert SAFETY in _messages(_sent(publisher, add, **typed, office=office.pk))
    assert _slugs(office) == ["school-safety-and-security"]


@pytest.mark.parametrize("prepopulated", ["", "the-schools"])
def test_an_office_too_and_a_name_nobody_knows_needs_an_address(publisher, next_year, prepopulated):
    new = {"slug": prepopulated, "school_year": next_year.pk}
    refused = _errors(_sent(publisher, _address(page="add"), name="Finance", **new | {"slug": ""}))
    assert refused == {"slug": ["This field is required."]}
    _sent(publisher, _address(page="add"), name="The Schools", **new)
    assert Office.objects.get(name="The Schools").slug == "schools"


def test_an_address_that_a_person_chose_is_refused_with_another(publisher, office):
    typed = {"departments-3-slug": "records-desk", "departments-3-name": "Archive"}
    sentence = (
        "records-desk is taken in this school year. Write another address, for example records-desk-transportation."
    )
    assert _errors(_sent(publisher, _address(office), **ROW | typed)) == {"departments-3-slug": [sentence]}
    of_one = {"departments-0-slug": "records-desk"}
    assert _errors(_sent(publisher, _address(office), **of_one)) == {"departments-0-slug": [sentence]}
    department = office.departments.first()
    address = reverse("admin:departments_department_change", args=[department.pk])
    assert _errors(_sent(publisher, address, slug="records-desk")) == {"slug": [sentence]}
    assert _slugs(office) == ["transportation-1", "transportation-2", "transportation-3"]


def test_two_new_departments_of_one_name_get_two_addresses(publisher, office):
    rows = {
        f"departments-{place}-{name}": value
        for place in (3, 4)
        for name, value in {"name": "Bus Depot", "slug": "bus-depot", "lead_standing": "appointed"}.items()
    }
    _sent(publisher, _address(office), **rows, **{"departments-TOTAL_FORMS": 5})
    assert _slugs(office)[-2:] == ["bus-depot", "bus-depot-transportation"]


def test_the_address_of_an_existing_department_is_not_left_out(publisher, office):
    assert _errors(_sent(publisher, _address(office), **{"departments-0-slug": ""})) == {
        "departments-0-slug": ["This field is required."]
    }


@pytest.mark.parametrize(
    ("typed", "stand"),
    [
        ({0: "transportation-2", 1: "transportation-1"}, ["transportation-2", "transportation-1", "transportation-3"]),
        (
            {0: "transportation-2", 1: "transportation-3", 2: "transportation-1"},
            ["transportation-2", "transportation-3", "transportation-1"],
        ),
        ({0: "transportation-2", 1: "garage"}, ["transportation-2", "garage", "transportation-3"]),
    ],
)
def test_departments_exchange_their_addresses_in_one_save(publisher, office, typed, stand):
    _sent(publisher, _address(office), **{f"departments-{row}-slug": slug for row, slug in typed.items()})
    assert _slugs(office) == stand


def test_a_department_takes_the_address_of_one_that_is_deleted_with_it(publisher, office):
    typed = {"departments-0-slug": "transportation-3", "departments-2-DELETE": "on"}
    _sent(publisher, _address(office), **typed)
    assert _slugs(office) == ["transportation-3", "transportation-2"]


def test_two_departments_of_one_address_are_refused(publisher, office):
    response = _sent(publisher, _address(office), **{"departments-2-slug": "transportation-1"})
    assert _errors(response) == {
        "departments-2-slug": [
            "transportation-1 is taken in this school year. Write another address, for example "
            "transportation-1-transportation."
        ]
    }


def test_lines_of_the_district_exchange_their_names(publisher):
    address = reverse("admin:departments_district_change", args=[make_district().pk])
    _sent(publisher, address, **{"lines-0-label": "TTY", "lines-1-label": "Switchboard"})
    assert list(DistrictLine.objects.order_by("pk").values_list("label", flat=True)) == ["TTY", "Switchboard"]
    sentence = "Another line is called TTY too. Give one of the two another label."
    assert _errors(_sent(publisher, address, **{"lines-1-label": "TTY"})) == {"lines-1-label": [sentence]}


@pytest.mark.thorough
def test_a_refusal_says_nothing_of_an_office_that_is_hidden(client, office):
    editor = make_person("editor", "Editors")
    office.editors.add(editor)
    client.force_login(editor)
    for response in (
        _sent(client, _address(office), slug="finance"),
        _sent(client, _address(office), **{"departments-0-slug": "records-desk"}),
        _sent(client, _address(office), **ROW),
    ):
        html = response.content.decode()
        assert "Records Desk has" in html or "is taken in this school year" in html
        assert "Finance" not in html
    assert Department.objects.get(name="Records Desk", office=office).slug == "records-desk-transportation"
