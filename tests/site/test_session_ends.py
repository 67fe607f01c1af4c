"""A session ends by itself: after hours, after idle hours, and with its account."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from mpsdir import settings as real
from tests.making import make_person

pytestmark = pytest.mark.django_db
EVERY_HOUR_AND_A_HALF = 90
BY_SCRIPT = reverse("admin:departments_office_still_signed_in")


@pytest.fixture(autouse=True)
def as_set(settings):
    settings.SESSION_COOKIE_AGE = real.SESSION_COOKIE_AGE
    settings.MPSDIR_SESSION_IDLE = real.MPSDIR_SESSION_IDLE


@pytest.fixture
def clock():
    with time_machine.travel("2025-03-03 08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client, clock):
    person = make_person("publisher", "Publishers")
    client.force_login(person)
    client.person = person
    return client


def _is_in(desk, path="/admin/password_change/"):
    return desk.get(path).status_code == 200


def test_two_idle_hours_end_it(desk, clock):
    clock.shift(timedelta(minutes=119))
    assert _is_in(desk)
    clock.shift(timedelta(minutes=119))
    assert _is_in(desk)
    clock.shift(timedelta(minutes=120))
    assert not _is_in(desk)
    clock.shift(timedelta(minutes=-120))
    assert not _is_in(desk)


def test_twelve_hours_end_it_however_busy(desk, clock):
    for _ in range(7):
        clock.shift(timedelta(minutes=EVERY_HOUR_AND_A_HALF))
        assert _is_in(desk)
    clock.shift(timedelta(minutes=EVERY_HOUR_AND_A_HALF))
    assert not _is_in(desk)


def test_what_scripts_ask_is_no_activity(desk, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=39))
        assert _is_in(desk, BY_SCRIPT)
    clock.shift(timedelta(minutes=3))
    assert desk.get(BY_SCRIPT).status_code == 401
    assert not _is_in(desk)


def test_both_are_settings(desk, clock, settings):
    settings.MPSDIR_SESSION_IDLE = 60
    clock.shift(timedelta(seconds=60))
    assert not _is_in(desk)
    desk.force_login(desk.person)
    settings.MPSDIR_SESSION_IDLE, settings.SESSION_COOKIE_AGE = 600, 300
    clock.shift(timedelta(seconds=300))
    assert not _is_in(desk)


def test_a_disabled_account_is_out_at_once(desk):
    assert _is_in(desk)
    desk.person.is_active = False
    desk.person.save()
    assert not _is_in(desk)


def test_a_new_password_ends_every_other_session(desk, client):
    desk.person.set_password("quite another horse")
    desk.person.save()
    assert not _is_in(desk)


def test_a_session_from_before_these_rules_ends(desk):
    session = desk.session
    del session["mpsdir.began"]
    session.save()
    assert not _is_in(desk)


def test_a_page_for_visitors_asks_for_no_session(desk, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Cookie" not in desk.get("/health/live/").get("Vary", "")
