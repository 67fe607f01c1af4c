"""Departments on the form of their office: what a closed card does not have stays, an opened one has everything."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from departments.admin.opened_cards import DepartmentRowForm
from departments.drafts import history
from departments.drafts.history.recording import AS_IT_WAS
from departments.models import Contact, Department, Office
from tests.admin.test_office import _posted
from tests.desks import posted
from tests.making import make_contact, make_department, make_office, make_person, picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def office():
    office = make_office("academics")
    make_department(office, "arts", position=1, body="<p>Old text</p>", hours="Weekdays")
    make_department(office, "music", position=2)
    return office


@pytest.fixture
def arts(office):
    return office.departments.get(slug="arts")


@pytest.fixture
def mary(office):
    return _desk("mary", office)


def _desk(name, office):
    """The browser of an editor of `office`."""
    person, client = make_person(name, "Editors"), Client()
    person.offices.add(office)
    client.force_login(person)
    return client


def _address(office, page="change", *keys):
    return reverse(f"admin:departments_office_{page}", args=[office.pk, *keys])


def _opened(client, department, index=0):
    """What the browser would post of the office's form with the card of `department`, its row `index`, opened."""
    office = department.office
    rest = client.get(_address(office, "card", department.pk)).content.decode()
    rest = rest.replace("departments-__prefix__", f"departments-{index}")
    return _posted(client.get(_address(office))) | posted(f"<form>{rest}</form>", "form")


def _line(department, number, **values):
    return {f"lines_{department.pk}-{number}-{name}": value for name, value in values.items()}


def _added(department, number, **values):
    return _line(department, number, **{"kind": "voice", "position": "", "id": ""} | values) | {
        f"lines_{department.pk}-TOTAL_FORMS": str(number + 1)
    }


def _save(client, office, values):
    response = client.post(_address(office), values)
    assert response.status_code == 302, response.context["errors"]
    return [str(one) for one in get_messages(response.wsgi_request)]


def test_an_untouched_card_changes_nothing_closed_or_opened(mary, office, arts):
    make_contact(arts, position=1)
    before = [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]
    _save(mary, office, _posted(mary.get(_address(office))))
    _save(mary, office, _opened(mary, arts))
    assert [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)] == before


def test_text_picture_and_lines_are_saved_in_place(mary, office, arts):
    values = _opened(mary, arts) | _added(arts, 0, role="Front desk", phone="414-475-8393")
    values |= {"departments-0-body": "<p>New text</p>", "departments-0-image": picture_file(50, 40)}
    told = _save(mary, office, values | {"departments-0-image_alt": "A school"})
    arts.refresh_from_db()
    assert (arts.body, arts.hours) == ("<p>New text</p>", "Weekdays") and arts.image.endswith("-50x40.webp")
    assert [(line.role, str(line.phone)) for line in arts.contacts.all()] == [("Front desk", "+1 414-475-8393")]
    assert told[0].startswith("Saved the draft of Office of the Academics. Visitors see it once it is published.")


def test_a_unit_is_made_under_its_department(mary, office, arts):
    row = {"name": "Choir", "slug": "choir", "phone": "414-475-8393", "body": "<p>Sings</p>", "parent": arts.pk}
    row |= {"lead_standing": "appointed", "written_in": "en", "whole": "1", "position": ""}
    form = mary.get(_address(office)).context["inline_admin_formsets"][0].formset.empty_form
    blank = {name: form[name].value() or "" for name in form.fields if name not in ("image", "DELETE")}
    values = {f"departments-2-{name}": value for name, value in (blank | row).items() if value is not False}
    _save(mary, office, _posted(mary.get(_address(office))) | values | {"departments-TOTAL_FORMS": "3"})
    choir = Department.objects.get(slug="choir")
    assert (choir.parent, choir.body, choir.position) == (arts, "<p>Sings</p>", 3)


def _as_units(client, office, **parents):
    """What a browser would post with these departments, by address, made units of others in their opened cards."""
    departments, values = {row.slug: row for row in office.departments.all()}, {}
    for index, (slug, department) in enumerate(departments.items()):
        if slug in parents:
            values |= (
                _opened(client, department, index)
                if not values
                else {
                    name: value
                    for name, value in _opened(client, department, index).items()
                    if name.startswith((f"departments-{index}-", f"lines_{department.pk}-"))
                }
            )
            values[f"departments-{index}-parent"] = str(departments[parents[slug]].pk)
    return values


UNIT = "{} is made a unit itself; units have no units of their own. Choose another department, or none."


@pytest.mark.parametrize(
    ("parents", "refused"),
    [
        ({"arts": "music", "music": "arts"}, {"arts": "Music", "music": "Arts"}),
        ({"arts": "music", "music": "dance"}, {"arts": "Music"}),
    ],
)
def test_units_are_one_level_deep_by_all_that_one_save_does(mary, office, parents, refused):
    make_department(office, "dance", position=3)
    response = mary.post(_address(office), _as_units(mary, office, **parents))
    forms = response.context["inline_admin_formsets"][0].formset.forms
    told = {form.instance.slug: form.errors for form in forms if form.errors}
    assert told == {slug: {"parent": [UNIT.format(name)]} for slug, name in refused.items()}
    assert f"Arts, unit of: {UNIT.format('Music')}" in response.content.decode()
    assert not Department.objects.exclude(parent=None).exists()


def test_nothing_becomes_a_unit_of_what_is_deleted_with_the_same_save(mary, office):
    response = mary.post(_address(office), _as_units(mary, office, arts="music") | {"departments-1-DELETE": "on"})
    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    sentence = "Music is deleted with this save. Choose another department, or none."
    assert form.errors == {"parent": [sentence]} and Department.objects.count() == 2


@pytest.fixture
def ring(office):
    """Arts and Music are units of each other, as no form makes them."""
    arts, music = office.departments.all()
    Department.objects.filter(pk=arts.pk).update(parent=music)
    Department.objects.filter(pk=music.pk).update(parent=arts)


@pytest.mark.usefixtures("ring")
def test_units_of_each_other_stay_so_until_their_own_cards_say_otherwise(mary, office, arts):
    _save(mary, office, _posted(mary.get(_address(office))) | {"departments-0-phone": "414-475-8393"})
    arts.refresh_from_db()
    assert (str(arts.phone), arts.parent.slug) == ("+1 414-475-8393", "music")
    values = _opened(mary, arts)
    assert values["departments-0-parent"] == [str(arts.parent_id)]
    _save(mary, office, values | {"phone": "414-475-8000"})
    _save(mary, office, values | {"departments-0-parent": ""})
    arts.refresh_from_db()
    assert arts.parent is None


@pytest.mark.usefixtures("ring")
def test_the_screen_of_a_unit_shows_what_it_is_a_unit_of(mary, arts):
    html = mary.get(reverse("admin:departments_department_change", args=[arts.pk])).content.decode()
    assert f'<option value="{arts.parent_id}" selected>' in html


@pytest.mark.usefixtures("ring")
def test_the_checks_beside_the_form_tell_of_units_of_each_other(mary, office):
    html = mary.post(_address(office, "checks"), _posted(mary.get(_address(office)))).content.decode()
    assert "Arts: it is a unit of “music”, which is a unit itself. Choose another or none." in html


def test_what_is_wrong_with_a_field_that_a_closed_card_has_not_is_told_on_the_card(arts):
    form = forms.modelform_factory(Department, DepartmentRowForm, fields=["name", "parent"])(
        {"departments-0-name": "Arts"}, instance=arts, prefix="departments-0"
    )
    form.add_error(None, ValidationError({"parent": "No.", "name": "Short."}))
    assert form.errors == {"__all__": ["Unit of: No."], "name": ["Short."]}


def test_what_two_change_in_one_card_is_kept_beside_each_other(mary, office, arts):
    ben = _desk("ben", office)
    mine, his = _opened(mary, arts), _opened(ben, arts)
    _save(ben, office, his | _added(arts, 0, role="TTY", phone="414-475-8001") | {"departments-0-hours": "Always"})
    _save(mary, office, mine | {"departments-0-body": "<p>New text</p>"} | _added(arts, 0, role="Front desk"))
    arts.refresh_from_db()
    assert (arts.hours, arts.body) == ("Always", "<p>New text</p>")
    assert [line.role for line in arts.contacts.all()] == ["TTY", "Front desk"]


def test_what_both_change_in_a_line_is_asked(mary, office, arts):
    line, ben = make_contact(arts, position=1), _desk("ben", office)
    mine, his = _opened(mary, arts), _opened(ben, arts)
    _save(ben, office, his | _line(arts, 0, note="Ring twice"))
    response = mary.post(_address(office), mine | _line(arts, 0, note="Ring once"))
    (choice,) = response.context["found"].choices
    assert (choice.key, choice.theirs, choice.mine) == (f"lines_{arts.pk}-{line.pk}-note", "Ring twice", "Ring once")
    assert (line.office, Contact.objects.get().note) == (None, "Ring twice")


def test_what_is_refused_in_an_opened_card_stays_open_with_what_was_typed(mary, office, arts):
    values = _opened(mary, arts) | _added(arts, 0, role="Front desk", phone="call us")
    response = mary.post(_address(office), values | {"departments-0-hours": "Always"})
    html = response.content.decode()
    assert response.status_code == 200 and 'value="call us"' in html and 'value="Always"' in html
    assert f'href="#id_lines_{arts.pk}-0-phone"' in html and not Contact.objects.exists()


def test_the_lines_of_an_office_that_is_not_theirs_are_not_written(mary, office):
    other = make_department(make_office("operations"), "heating")
    values = _posted(mary.get(_address(office))) | _added(other, 0, role="Forged")
    _save(mary, office, values | {f"lines_{other.pk}-INITIAL_FORMS": "0"})
    assert not Contact.objects.exists()


def test_lines_go_along_with_a_department_that_moved_and_are_a_version_there(mary, office, arts):
    other = make_office("operations")
    other.editors.set(office.editors.all())
    values = _opened(mary, arts) | _added(arts, 0, role="Front desk")
    Department.objects.filter(pk=arts.pk).update(office=other)
    _save(mary, office, values)
    (line,), (newest, before) = arts.contacts.all(), history.versions(other)
    assert (line.role, newest.by.username, before.why) == ("Front desk", "mary", AS_IT_WAS)


def test_a_card_opens_for_who_may_change_its_office(mary, office, arts, client):
    viewer, stranger = make_person("viewer", "Viewers"), _desk("other", make_office("operations"))
    client.force_login(viewer)
    asked = {one: one.get(_address(office, "card", arts.pk)).status_code for one in (mary, stranger, client)}
    elsewhere = make_department(make_office("finance"), "payroll")
    assert list(asked.values()) == [200, 404, 403]
    assert mary.get(_address(office, "card", elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("departments", [1, 3, 30])
def test_a_card_is_asked_for_in_the_same_queries(publisher, departments, django_assert_num_queries):
    office = make_office("operations", departments=departments)
    first = office.departments.first()
    make_contact(first)
    address = _address(office, "card", first.pk)
    publisher.get(address)
    with django_assert_num_queries(10):
        publisher.get(address)
