"""The lists of addresses that other tests walk have an address of everything, and each answers as they say."""

from types import ModuleType

import pytest
from django.urls import path

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
from tests.addresses.one_of_everything import make_one_of_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client):
    """One of everything that has a page, and a superuser who is signed in."""
    client.force_login(make_one_of_everything())
    return client


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("patterns", "addresses"), [(public_patterns, public_addresses), (admin_patterns, admin_addresses)]
)
def test_every_pattern_has_an_address(head, patterns, addresses):
    assert without_address(patterns(), addresses()) == set()


@pytest.mark.exhaustive
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


@pytest.mark.thorough
def test_patterns_for_which_the_data_has_no_row_are_told():
    """An empty directory has no office to open."""
    assert "departments:office-person-card" in without_address(public_patterns(), public_addresses())


def _with(pattern):
    """The site's addresses, and `pattern` before them."""
    module = ModuleType("tests.with_a_new_pattern")
    module.urlpatterns = [pattern, *urls.urlpatterns]
    return module
