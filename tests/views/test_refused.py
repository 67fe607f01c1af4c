"""Pages for what is refused: they say so, lead back, and lean on nothing that may have failed."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.making import make_person

pytestmark = pytest.mark.django_db


def test_what_is_forbidden_says_so_with_a_way_back():
    viewer = Client()
    viewer.force_login(make_person("viewer", "Viewers"))
    page = viewer.get(reverse("admin:departments_office_publish_several"))
    assert page.status_code == 403
    assert "<h1>This is not open to you</h1>" in page.content.decode()
    assert '<a href="/admin/">Go to the editors’ first page</a>' in page.content.decode()


def test_what_is_not_there_in_the_admin_leads_back_to_it(admin_client):
    page = admin_client.get("/admin/departments/nothing/")
    assert page.status_code == 404
    assert "<h1>We could not find that page</h1>" in page.content.decode()
    assert '<a href="/admin/">Go to the editors’ first page</a>' in page.content.decode()


@pytest.mark.parametrize("noun", ["office", "department", "publication", "alert", "district", "schoolyear"])
@pytest.mark.parametrize("screen", ["change", "history"])
def test_a_row_that_is_not_there_is_told_in_words_with_the_way_to_the_list(admin_client, noun, screen):
    page = admin_client.get(f"/admin/departments/{noun}/8/{screen}/")
    assert page.status_code == 404
    model = apps.get_model("departments", noun)._meta
    assert f"There is no such {model.verbose_name}, or it is not one of yours." in page.content.decode()
    link = f'<a href="/admin/departments/{noun}/">See the list of {model.verbose_name_plural}</a>'
    assert link in page.content.decode()


@pytest.mark.parametrize(("address", "in_admin"), [("/", False), ("/admin/", True)])
def test_what_cannot_be_read_says_so_without_reading_it(client, address, in_admin, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(address, headers={"Host": "not a host"})
    assert page.status_code == 400
    assert "<h1>We could not read what your browser sent</h1>" in page.content.decode()
    assert ("Go to the editors’ first page" in page.content.decode()) == in_admin
    assert '<a href="/">Go to the directory</a>' in page.content.decode()
