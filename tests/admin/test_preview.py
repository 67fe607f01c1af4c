"""An editor's preview of the draft, and the links that show it to people without an account."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from departments.drafts import preview
from departments.models import PreviewLink
from tests.making import make_department, make_district, make_office, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2025-03-03T18:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def office():
    return make_office("academics", name="Academics", lead_title="Chief", lead_name="Gina Spang")


def _address(office, page="preview_links", *args):
    return reverse(f"admin:departments_office_{page}", args=[office.pk, *args])


def _signed_in(role, office=None):
    """A client for someone in the group `role`, who edits `office`."""
    person = make_person(f"a person of {role}", role)
    if office:
        office.editors.add(person)
    client = Client()
    client.force_login(person)
    return client


def _html(response):
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("Viewers", ["Back to the draft"]),
        ("Editors", ["Edit the draft", "Preview links"]),
        ("Publishers", ["Edit the draft", "Preview links", "Review and publish"]),
    ],
)
def test_staff_who_may_see_the_draft_see_its_real_page(office, role, offered):
    make_department(office, "arts", name="Arts")
    response = _signed_in(role, office).get(_address(office, "preview"))

    html = _html(response)
    assert "departments/office.html" in [template.name for template in response.templates]
    assert "Gina Spang" in html and 'id="arts"' in html and "Draft – not published" in html
    words = ["Edit the draft", "Back to the draft", "Preview links", "Review and publish"]
    assert [word for word in words if word in html] == [word for word in words if word in offered]


def test_a_preview_has_the_policy_of_public_pages_and_nobody_keeps_it(office):
    client = _signed_in("Publishers")
    response = client.get(_address(office, "preview"))
    policy = (
        client.get("/").headers["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    )
    assert response.headers["Content-Security-Policy"] == policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"  # beside its form
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))
    assert 'rel="canonical"' not in response.content.decode()
    form = client.get(_address(office))
    assert response.headers["Content-Security-Policy"] != form.headers["Content-Security-Policy"]


@pytest.mark.parametrize("shown", ["preview", "preview_links"])
def test_who_may_not_see_the_draft_sees_no_preview(office, shown):
    editor = _signed_in("Editors", make_office("finance"))
    assert editor.get(_address(office, shown)).status_code == 404
    assert _signed_in(None).get(_address(office, shown)).status_code in (403, 404)
    assert Client().get(_address(office, shown)).status_code == 302


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_a_preview_takes_twelve_queries_however_long_it_is(departments, django_assert_num_queries):
    make_district()
    office = make_office("finance", departments=departments)
    client = _signed_in("Publishers")
    client.get(_address(office, "preview"))
    with django_assert_num_queries(12):
        client.get(_address(office, "preview"))


@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_a_link_is_made_shown_and_revoked(office, role):
    client = _signed_in(role, office)
    response = client.post(_address(office), {"note": "Ms. Chambers", "days": "3"}, follow=True)

    link = PreviewLink.objects.get()
    address = f"http://testserver/preview/{preview.token_of(link)}/"
    html = _html(response)
    assert (link.office, link.note, link.expires_at - link.created_at) == (office, "Ms. Chambers", 3 * DAY)
    assert str(link.created_by) == f"a person of {role}"
    assert "Made a link that opens until March 6, 2025, 12:00 PM." in html
    assert f'value="{address}"' in html and "Ms. Chambers" in html
    assert Client().get(address).status_code == 200

    response = client.post(_address(office, "preview_revoke", link.pk), follow=True)
    html = _html(response)
    assert "Revoked the link made on March 3, 2025, 12:00 PM: it opens nothing any more." in html
    assert address not in html and "Ms. Chambers" in html and "Revoked on March 3, 2025, 12:00 PM." in html
    assert Client().get(address).status_code == 410


def test_the_form_starts_with_a_week(office):
    form = _signed_in("Publishers").get(_address(office)).context["form"]
    assert form["days"].value() == 7


@pytest.mark.parametrize(
    ("posted", "errors"),
    [
        ({"days": "0"}, {"days": ["Ensure this value is greater than or equal to 1."]}),
        ({"days": "31"}, {"days": ["Ensure this value is less than or equal to 30."]}),
        ({"days": "week"}, {"days": ["Enter a whole number."]}),
        ({"days": ""}, {"days": ["This field is required."]}),
        ({}, {"days": ["This field is required."]}),
        ({"days": "7", "note": "x" * 201}, {"note": ["It has 201 characters; 200 fit. Shorten it."]}),
    ],
)
def test_a_form_with_a_mistake_makes_no_link(office, posted, errors):
    response = _signed_in("Publishers").post(_address(office), posted)
    assert response.status_code == 200
    assert response.context["form"].errors == errors
    assert not PreviewLink.objects.exists()


def test_who_may_only_see_the_draft_gets_no_addresses_and_makes_and_revokes_none(office):
    link = preview.make_link(office, by=None, note="Ms. Chambers")
    viewer = _signed_in("Viewers")
    html = _html(viewer.get(_address(office)))
    assert "Ms. Chambers" in html
    assert "/preview/" + preview.token_of(link) not in html and "Make link" not in html and "Revoke" not in html
    assert viewer.post(_address(office), {"days": "7"}).status_code == 403
    assert viewer.post(_address(office, "preview_revoke", link.pk)).status_code == 403
    assert PreviewLink.objects.get().is_valid()


def test_a_link_whose_maker_lost_the_right_says_so_and_can_be_revoked(office):
    ben = make_person("ben", "Editors")
    office.editors.add(ben)
    link = preview.make_link(office, by=ben)
    client = _signed_in("Publishers")
    assert preview.token_of(link) in _html(client.get(_address(office)))

    office.editors.remove(ben)
    html = _html(client.get(_address(office)))
    assert "It opens nothing: ben may no longer share this draft." in html
    assert preview.token_of(link) not in html and "Revoke" in html

    ben.delete()
    assert "It opens nothing: the account that made it is gone." in _html(client.get(_address(office)))


def test_a_link_is_revoked_only_by_post_and_from_its_own_office(office):
    link = preview.make_link(office, by=None)
    other = make_office("finance")
    client = _signed_in("Publishers")
    assert client.get(_address(office, "preview_revoke", link.pk)).status_code == 405
    assert client.post(_address(other, "preview_revoke", link.pk)).status_code == 404
    assert client.post(_address(office, "preview_revoke", 10**30)).status_code == 404
    assert _signed_in("Editors", other).post(_address(office, "preview_revoke", link.pk)).status_code == 404
    assert PreviewLink.objects.get().is_valid()


def test_a_post_from_another_site_is_refused(office):
    person = make_person("publisher", "Publishers")
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post(_address(office), {"days": "7"}).status_code == 403
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 200])
def test_links_take_twelve_queries_however_many_there_are(office, count, django_assert_num_queries):
    maker = make_person("maker", "Publishers")
    for number in range(count):
        preview.make_link(office, by=maker, note=f"Person {number}")
    client = _signed_in("Publishers")
    client.get(_address(office))
    with django_assert_num_queries(12):
        html = _html(client.get(_address(office)))
    assert f"Person {count - 1}" in html
