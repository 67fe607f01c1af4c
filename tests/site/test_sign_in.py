"""Signing in: at the admin's address, throttled so that nobody locks others out, closed to sign-up."""

import re
import smtplib
import socket
from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from departments.admin.opened_by import described
from tests.making import make_person
from tests.processes import run

pytestmark = pytest.mark.django_db
SCHOOL, STRANGER = "198.51.100.7", "203.0.113.9"
TOO_MANY = "Too many tries. Wait a quarter of an hour, or set a new password by mail."


@pytest.fixture
def clock():
    with time_machine.travel("2025-03-03 08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def owner():
    return make_person("Owner", "Editors")


def _try(browser, name="Owner", password="wrong", address=SCHOOL, next="/admin/"):
    answer = browser.post(f"/admin/login/?next={next}", {"username": name, "password": password}, REMOTE_ADDR=address)
    return answer.url if answer.status_code == 302 else answer.context["form"].non_field_errors()[0]


def _own(browser, **where):
    return _try(browser, password="correct horse", **where)


def test_the_fields_are_those_of_the_admins_own_form(client, owner):
    page = client.get("/admin/departments/office/", follow=True)
    assert page.redirect_chain == [("/admin/login/?next=/admin/departments/office/", 302)]
    fields = re.findall(r'<input type="(?:text|password|hidden)" name="(\w+)"', page.content.decode())
    assert fields[:2] == ["csrfmiddlewaretoken", "username"] and {"password", "next"} < set(fields)
    assert _own(client, next="/admin/departments/office/") == "/admin/departments/office/"
    assert client.get("/admin/departments/office/").status_code == 200


@pytest.mark.parametrize("there", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client, owner, there):
    assert _own(client, next=there) == "/admin/"


def test_the_same_is_said_of_a_wrong_password_and_of_no_account(client, owner):
    said = "The username and the password do not go together. Try again, or set a new one."
    assert (_try(client), _try(client, name="nobody")) == (said, said)


def test_a_disabled_account_does_not_come_in(client, owner):
    owner.is_active = False
    owner.save()
    assert _own(client) == "/account/inactive/"
    assert b"This account is switched off" in client.get("/account/inactive/").content
    assert client.get("/admin/").status_code == 302


def test_who_is_no_editor_is_told_so_and_not_sent_round(client):
    client.force_login(make_person("reader"))
    reader = client.session["_auth_user_id"]
    type(make_person("other")).objects.filter(pk=reader).update(is_staff=False)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_strangers_guesses_keep_no_owner_out(owner, clock):
    assert [_try(Client(), address=STRANGER) for _ in range(11)].count(TOO_MANY) == 1
    assert _own(Client(), address=STRANGER) == TOO_MANY
    assert _own(Client(), address=SCHOOL) == "/admin/"
    clock.shift(timedelta(minutes=15))
    assert _own(Client(), address=STRANGER) == "/admin/"


@pytest.mark.thorough
def test_a_browser_that_was_in_before_is_held_up_by_nobody_at_its_address(owner, clock, settings):
    settings.ACCOUNT_RATE_LIMITS |= {"login_failed": "10/15m/key,20/15m/ip"}
    known = Client()
    assert _own(known) == "/admin/"
    known.post("/admin/logout/")
    for name in ("Owner", "ann", "ben"):
        for _ in range(10):
            _try(Client(), name=name)
    assert _own(Client()) == TOO_MANY  # the school's address has used up its tries
    assert _own(known) == "/admin/"


def test_a_known_browser_guesses_no_more_often_than_others(owner, clock):
    known = Client()
    _own(known)
    known.post("/admin/logout/")
    assert [_try(known) for _ in range(11)].count(TOO_MANY) == 1
    make_person("other")
    assert _try(known, name="other") != TOO_MANY  # it is known to the other account no better than any


def test_a_forged_cookie_makes_no_browser_known(owner, clock):
    forged = Client()
    forged.cookies["mpsdir_known"] = "WyJhIixbImIiXV0:1tabcd:nothing"
    assert [_try(forged) for _ in range(11)].count(TOO_MANY) == 1


@pytest.mark.thorough
def test_a_school_signs_in_at_eight_from_one_address(clock):
    teachers = [make_person(f"teacher{number}") for number in range(40)]
    for teacher in teachers:
        browser = Client()
        assert _try(browser, name=teacher.username) != TOO_MANY
        assert _own(browser, name=teacher.username) == "/admin/"


def test_counting_goes_on_without_the_cache(owner, clock, monkeypatch):
    def gone(*arguments, **options):
        raise ConnectionError("The cache is gone.")

    for name in ("get", "set", "add", "delete"):
        monkeypatch.setattr(type(caches["default"]), name, gone)
    assert isinstance(caches["default"], BaseCache)
    with pytest.raises(ConnectionError):
        caches["default"].get("a")
    assert [_try(Client()) for _ in range(11)].count(TOO_MANY) == 1
    assert _own(Client(), address=STRANGER) == "/admin/"


@pytest.mark.exhaustive
def test_the_counts_have_their_table_once_a_new_database_is_migrated(migrated_url):
    code = "import django; django.setup(); from django.core.cache import caches; print(caches['counts'].add('a', 1))"
    assert run(code, migrated_url) == "True\n"


def test_nobody_signs_up(client):
    for name in ("socialaccount_signup", "account_email", "account_signup_by_passkey", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    new = {"username": "new", "password1": "a longer horse than that"}
    assert client.post("/account/signup/", new).url == "/admin/login/"
    assert not get_user_model().objects.exists()


@pytest.mark.thorough
def test_signing_in_beside_a_form_leads_back_to_it_and_tells_another_account(client, owner, rf):
    request = rf.get("/")
    request.user = owner
    form = described(request)
    beside = f"{form['sign_in_url']}?for={form['token']}"
    page = client.get(beside, follow=True)
    wanted = page.redirect_chain[-1][0].partition("next=")[2]
    assert client.post("/admin/login/", {"username": "Owner", "password": "wrong", "next": beside}).status_code == 200
    other = make_person("other", "Editors")
    assert _own(client, name=other.username, next=wanted) == beside
    assert b"another account" in client.get(beside).content
    client.post("/admin/logout/")
    assert _own(client, next=wanted) == beside
    assert b"Close this window and go on" in client.get(beside).content


def test_signing_out_forgets_what_the_browser_kept(client, owner):
    client.force_login(owner)
    answer = client.post("/admin/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.get("/admin/").status_code == 302


def test_a_password_is_changed_by_who_knows_it_and_not_guessed_there(client, owner, clock):
    client.force_login(owner)

    def change(old):
        new = {"password1": "a longer horse than that", "password2": "a longer horse than that"}
        return client.post("/admin/password_change/", {"oldpassword": old} | new)

    assert [change("wrong").status_code for _ in range(10)] == [200] * 10
    refused = change("correct horse")
    assert (refused.status_code, b"Wait a quarter of an hour" in refused.content) == (429, True)
    clock.shift(timedelta(minutes=15))
    assert change("correct horse").status_code == 302
    owner.refresh_from_db()
    assert owner.check_password("a longer horse than that")


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("short", True),
        ("password1234", True),  # among the commonest
        ("owner-of-it1", False),
        ("738401928475", False),  # of any characters
        ("ein Pferd läuft über 🌉", False),
    ],
)
def test_a_new_password_is_long_and_not_a_common_one(client, owner, password, refused):
    client.force_login(owner)
    posted = {"oldpassword": "correct horse", "password1": password, "password2": password}
    assert (client.post("/admin/password_change/", posted).status_code == 200) == refused


# --- by mail ---------------------------------------------------------------------------------------------------------


class Letterbox(Message):
    def __init__(self):
        super().__init__()
        self.letters = []

    def handle_message(self, message):
        self.letters.append(message)


@pytest.fixture
def letters(settings):
    """What a mail server on this machine was brought."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box.letters
    server.stop()


def _asked(client, address):
    return client.post("/account/reset/", {"email": address}, follow=True)


def test_a_new_password_is_set_with_a_link_by_mail_once(client, owner, letters):
    owner.email = "owner@example.org"
    owner.save()
    assert b"A mail is on its way" in _asked(client, "owner@example.org").content
    (letter,) = letters
    text = letter.get_payload(decode=True).decode()
    assert (letter["To"], letter["From"]) == ("owner@example.org", "directory@localhost")
    assert letter["Subject"] == "Set a new password for the directory"
    assert "You sign in as Owner." in text
    link = re.search(r"http://testserver(/account/reset/\S+)", text)[1]
    page = client.get(link, follow=True)
    there = page.redirect_chain[-1][0]
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "same-origin"
    new = {"password1": "a longer horse than that", "password2": "a longer horse than that"}
    assert b"Your new password is set" in client.post(there, new, follow=True).content
    assert _try(client, password="a longer horse than that") == "/admin/"
    assert b"This link was used already" in Client().get(link, follow=True).content


@pytest.mark.parametrize("typed", ["Jane@Example.org", "jane@example.org", "JANE@EXAMPLE.ORG"])
def test_an_account_in_capitals_signs_in_and_asks_for_a_new_password_however_it_is_typed(client, letters, typed):
    jane = make_person("Jane@Example.org", "Editors")
    jane.email = "Jane@Example.org"
    jane.save()
    assert _own(client, name=typed) == "/admin/"
    _asked(Client(), typed)
    assert "You sign in as Jane@Example.org." in letters[0].get_payload(decode=True).decode()


def test_a_link_is_good_for_an_hour(client, owner, letters, clock):
    owner.email = "owner@example.org"
    owner.save()
    _asked(client, "owner@example.org")
    link = re.search(r"http://testserver(/\S+)", letters[0].get_payload(decode=True).decode())[1]
    clock.shift(timedelta(minutes=61))
    assert b"This link was used already, or is older than an hour." in client.get(link, follow=True).content


def test_the_page_tells_nobody_whether_there_is_an_account(client, owner, letters):
    owner.email = "owner@example.org"
    owner.save()
    there = re.sub(rb'value="\w{64}"', b"", _asked(client, "owner@example.org").content)
    not_there = re.sub(rb'value="\w{64}"', b"", _asked(client, "nobody@example.org").content)
    assert there == not_there
    assert [letter["To"] for letter in letters] == ["owner@example.org", "nobody@example.org"]


@pytest.mark.parametrize("address", ["owner@example.org", "nobody@example.org"])
def test_a_mail_server_that_is_gone_is_told(client, owner, settings, address):
    owner.email = "owner@example.org"
    owner.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError):
        smtplib.SMTP("127.0.0.1", 1)
    answer = _asked(client, address)
    assert (answer.status_code, b"The mail could not be sent" in answer.content) == (503, True)


def test_five_mails_to_one_address_are_enough(client, owner, letters, clock):
    answers = [_asked(client, "nobody@example.org") for _ in range(6)]
    assert (len(letters), answers[-1].status_code) == (5, 429)


# --- the second step -------------------------------------------------------------------------------------------------

SECRET = "JBSWY3DPEHPK3PXP"


def _code():
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))


@pytest.fixture
def with_app(owner, clock):
    TOTP.activate(owner, SECRET)
    return owner


def test_a_second_step_is_asked_after_the_password(client, with_app):
    assert _own(client) == "/account/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302  # not in yet
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/2fa/authenticate/", {"code": _code()}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_is_good_once(client, with_app):
    _own(client)
    code = _code()
    client.post("/account/2fa/authenticate/", {"code": code})
    other = Client()
    _own(other)
    assert other.post("/account/2fa/authenticate/", {"code": code}).status_code == 200


@pytest.mark.thorough
def test_codes_are_not_guessed(client, with_app):
    _own(client)
    answers = [client.post("/account/2fa/authenticate/", {"code": "000000"}) for _ in range(11)]
    assert answers[-1].context["form"].errors["code"] == [TOO_MANY]
    assert client.post("/account/2fa/authenticate/", {"code": _code()}).status_code == 200


def test_what_an_app_shares_is_not_in_the_database_as_it_is(with_app):
    (row,) = Authenticator.objects.all()
    assert SECRET not in str(row.data) and row.wrap().validate_code(_code())


def test_an_app_is_set_up_by_who_shows_that_it_is_them(client, owner, clock):
    client.force_login(owner)
    page = client.get("/account/2fa/totp/activate/", follow=True)
    assert page.redirect_chain == [("/account/again/?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F", 302)]
    page = client.post(page.redirect_chain[0][0], {"password": "correct horse"}, follow=True)
    assert b"data:image/svg" in page.content and "img-src 'self' data:" in page["Content-Security-Policy"]
    assert client.get("/account/2fa/").status_code == 200


def test_a_lost_phone_is_taken_from_the_account_by_a_superuser(admin_client, with_app):
    (row,) = Authenticator.objects.all()
    page = admin_client.get(f"/admin/mfa/authenticator/{row.pk}/change/")
    assert row.data["secret"] not in page.content.decode()
    admin_client.post(f"/admin/mfa/authenticator/{row.pk}/delete/", {"post": "yes"})
    assert _own(Client()) == "/admin/"


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(client, owner):
    session = client.session
    session["from"] = "before"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    _own(client)
    during = client.cookies["sessionid"].value
    assert len(during) == 32 and during != before
    assert not Session.objects.filter(pk=before).exists()
    client.post("/admin/logout/")
    assert not Session.objects.filter(pk=during).exists()
    client.cookies["sessionid"] = during
    assert client.get("/admin/").status_code == 302
