"""Pages for what is refused: they say so, lead back, and lean on nothing that may have failed."""

import pytest
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


@pytest.mark.parametrize(("address", "in_admin"), [("/", False), ("/admin/", True)])
def test_what_cannot_be_read_says_so_without_reading_it(client, address, in_admin, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(address, headers={"Host": "not a host"})
    assert page.status_code == 400
    assert "<h1>We could not read what your browser sent</h1>" in page.content.decode()
    assert ("Go to the editors’ first page" in page.content.decode()) == in_admin
    assert '<a href="/">Go to the directory</a>' in page.content.decode()
