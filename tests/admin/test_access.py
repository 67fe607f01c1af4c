"""Every noun has its screens, and the roles open those they should."""

import pytest
from django.contrib import admin
from django.urls import reverse

from departments.models import Alert, Office, Publication
from departments.views.middleware import EDITORS_STYLE
from tests.making import make_contact, make_department, make_district, make_office, make_person

pytestmark = pytest.mark.django_db
NOUNS = ["schoolyear", "office", "department", "publication", "district", "alert"]


def _address(noun, page, *args):
    return reverse(f"admin:departments_{noun}_{page}", args=args)


@pytest.fixture
def rows():
    office = make_office(departments=1, publish=True)
    make_contact(office)
    make_district()
    Alert.objects.create(message="<p>Closed</p>")


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["Viewers", "Editors", "Publishers"])
@pytest.mark.parametrize("noun", NOUNS)
def test_a_role_sees_every_noun(client, rows, role, noun):
    person = make_person("someone", role)
    Office.objects.get().editors.add(person)
    client.force_login(person)
    model = next(m for m in admin.site._registry if m._meta.model_name == noun)
    assert client.get(_address(noun, "changelist")).status_code == 200
    assert client.get(_address(noun, "change", model.objects.first().pk)).status_code == 200


@pytest.mark.thorough
@pytest.mark.parametrize("noun", NOUNS)
def test_a_stranger_sees_nothing(client, rows, noun):
    client.force_login(make_person("stranger"))
    assert client.get(_address(noun, "changelist")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


@pytest.mark.thorough
@pytest.mark.parametrize("page", ["change", "delete"])
def test_nobody_changes_or_deletes_a_publication(admin_client, rows, page):
    publication = Publication.objects.get()
    before = Publication.objects.values().get()
    address = _address("publication", page, publication.pk)
    assert admin_client.post(address, {"post": "yes", "name": "x"}).status_code == 403
    assert admin_client.get(_address("publication", "add")).status_code == 403
    assert Publication.objects.values().get() == before


def test_the_list_of_publications_offers_no_deletion(admin_client, rows):
    action = {"action": "delete_selected", "_selected_action": Publication.objects.get().pk, "post": "yes"}
    admin_client.post(_address("publication", "changelist"), action)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("noun", ["office", "department"])
def test_what_was_published_cannot_be_deleted(admin_client, rows, noun):
    office = Publication.objects.get().office
    row = office if noun == "office" else office.departments.get()
    admin_client.post(_address(noun, "delete", row.pk), {"post": "yes"})
    row.refresh_from_db()
    action = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    admin_client.post(_address(noun, "changelist"), action)
    row.refresh_from_db()


def test_a_draft_that_was_never_published_can_be_deleted(admin_client):
    office = make_office("academics")
    parent = make_department(office, "arts")
    make_department(office, "music", parent=parent)
    admin_client.post(_address("office", "delete", office.pk), {"post": "yes"})
    assert not type(office).objects.exists()


def test_the_admin_keeps_its_own_policy(admin_client):
    policy = admin_client.get("/admin/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and f"style-src 'self' {EDITORS_STYLE}" in policy
    assert "'unsafe-inline'" not in policy
