"""The lists of addresses that other tests walk have an address of everything, and each answers as they say."""

from types import ModuleType

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import path

from departments import publishing
from departments.drafts import preview
from departments.models import Alert, Department, EverydayWords, MissedSearch, Office, OldAddress, Removal
from mpsdir import urls
from tests.addresses import (
    Address,
    Unfilled,
    admin_addresses,
    admin_patterns,
    public_addresses,
    public_patterns,
    without_address,
    wrong_answers,
)
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_picture, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client):
    """One of everything that has a page, and a superuser who is signed in."""
    make_district()
    picture = {"image": make_picture(), "image_alt": "A desk"}
    make_office("academics", year=make_year("2023-24"), departments=1, publish=True)
    office = make_office("academics", departments=2, lead_title="Chief", lead_name="Ann Roe", **picture)
    make_department(
        office, "arts", lead_name="José Díaz", parent=Department.objects.get(slug="academics-1", office=office)
    )
    make_contact(office, name="Leon Groce")
    publishing.publish(office, by=None)
    publishing.withdraw(make_office("operations", departments=1, publish=True), by=None)
    Alert.objects.create(message="<p>Closed.</p>")
    MissedSearch.objects.create(words="payrol", typed="payrol", first_on="2024-09-02", last_on="2024-09-02")
    OldAddress.objects.create(path="/staff.htm", leads_to="offices/academics")
    EverydayWords.objects.create(words="ride", means="Rides")
    Removal.objects.create(counts={"publications": 1})
    call_command("roll_over", "2024-25", "2025-26", verbosity=0)
    make_person("editor", "Editors")
    head = get_user_model().objects.create_superuser("head")
    preview.make_link(office, by=head)
    coming = Office.objects.get(school_year__label="2025-26", slug="academics")
    publishing.publish(coming, by=None)
    preview.make_link(coming.school_year, by=head)
    Authenticator.objects.create(user=head, type=Authenticator.Type.TOTP, data={})
    client.force_login(head)
    client.post(f"/admin/departments/office/{office.pk}/confirm/")  # a save with a version
    return client


@pytest.mark.parametrize(
    ("patterns", "addresses"), [(public_patterns, public_addresses), (admin_patterns, admin_addresses)]
)
def test_every_pattern_has_an_address(head, patterns, addresses):
    assert without_address(patterns(), addresses()) == set()


@pytest.mark.thorough
@pytest.mark.parametrize("addresses", [public_addresses, admin_addresses])
def test_every_address_answers_as_the_list_says(head, addresses):
    assert wrong_answers(head, addresses()) == {}


def test_what_breaks_is_a_wrong_answer_and_so_is_what_answers_unasked(client, settings):
    settings.ROOT_URLCONF = _with(path("broken/", lambda request: 1 / 0))
    found = [Address("/broken/", "broken"), Address("/health/live/", "live"), Address("/health/live/", "live", (404,))]
    assert wrong_answers(client, found) == {"/broken/": 500, "/health/live/": 200}


@pytest.mark.parametrize(
    ("route", "made"), [("new/<int:pk>/", public_addresses), ("admin/new/<int:pk>/", admin_addresses)]
)
def test_a_new_pattern_is_refused_until_somebody_says_what_fills_it(settings, route, made):
    settings.ROOT_URLCONF = _with(path(route, lambda request, pk: None, name="new"))
    with pytest.raises(Unfilled, match=f"makes no address of new \\({route}\\)"):
        made()


def test_patterns_for_which_the_data_has_no_row_are_told():
    """An empty directory has no office to open."""
    assert "departments:office-person-card" in without_address(public_patterns(), public_addresses())


def _with(pattern):
    """The site's addresses, and `pattern` before them."""
    module = ModuleType("tests.with_a_new_pattern")
    module.urlpatterns = [pattern, *urls.urlpatterns]
    return module
