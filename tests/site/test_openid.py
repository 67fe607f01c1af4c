"""Signing in with the district's accounts: against a provider in a process of its own, which plays no part in ours."""

import subprocess
import sys
import time
from contextlib import suppress
from socket import create_connection, create_server
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.test import Client

from tests.making import make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LOGIN = "/account/oidc/district/login/"


@pytest.fixture(scope="module")
def provider():
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(300):
            with suppress(ConnectionRefusedError):
                create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.kill()


@pytest.fixture(autouse=True)
def site(settings, provider):
    app = {"provider_id": "district", "name": "District account", "client_id": "directory", "secret": "a secret"}
    apps = {"OAUTH_PKCE_ENABLED": True, "APPS": [app | {"settings": {"server_url": provider}}]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": apps}
    settings.MPSDIR_OIDC_ROLES = {"dir-editors": "Editors", "dir-publishers": "Publishers"}


@pytest.fixture
def sign_in(provider):
    """Somebody of whom the provider tells `claims` signs in there, and comes back: what our site answers."""

    def sign_in(browser, sub="7", next="/admin/", **claims):
        told = {"email": "ann@example.org", "email_verified": True, "preferred_username": "ann"} | claims
        requests.put(f"{provider}/users/{sub}", json=told, timeout=10).raise_for_status()
        there = browser.get(LOGIN, {"next": next}).url
        back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10).headers["Location"]
        return browser.get(back.removeprefix("http://testserver"))

    return sign_in


def _roles(name="ann"):
    user = get_user_model().objects.get(username=name)
    return user.is_staff, sorted(group.name for group in user.groups.all())


def test_the_sign_in_page_leads_there_and_keeps_where_one_was_going(client, provider):
    page = client.get("/admin/login/?next=/admin/departments/office/").content.decode()
    assert "Sign in with District account" in page
    there = client.get(f"{LOGIN}?next=/admin/departments/office/").url
    asked = parse_qs(urlsplit(there).query)
    assert there.startswith(f"{provider}/oauth2/authorize?")
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    assert asked["redirect_uri"] == ["http://testserver/account/oidc/district/login/callback/"]


def test_who_is_in_a_group_comes_in_with_its_role(client, sign_in):
    assert sign_in(client, groups=["cooks", "dir-editors"], next="/admin/departments/office/").url == (
        "/admin/departments/office/"
    )
    assert client.get("/admin/departments/office/").status_code == 200
    assert _roles() == (True, ["Editors"])
    assert not get_user_model().objects.get().has_usable_password()


def test_roles_are_given_and_taken_at_each_sign_in(client, sign_in):
    sign_in(client, groups=["dir-editors"])
    ann = get_user_model().objects.get()
    make_person("other", "Viewers")
    ann.groups.add(*make_person("viewer", "Viewers").groups.all())  # which no group of theirs gives
    sign_in(Client(), groups=["dir-publishers"])
    assert _roles() == (True, ["Publishers", "Viewers"])
    assert get_user_model().objects.count() == 3


def test_who_has_left_every_group_is_out(client, sign_in):
    sign_in(client, groups=["dir-editors"])
    refused = sign_in(Client(), groups=["cooks"])
    assert (refused.status_code, b"in no group that may come in here" in refused.content) == (403, True)
    assert _roles() == (False, [])
    assert client.get("/admin/").status_code == 302


def test_who_is_in_no_group_gets_no_account(client, sign_in):
    assert sign_in(client, groups=[]).status_code == 403
    assert sign_in(client).status_code == 403
    assert not get_user_model().objects.exists()


def test_a_reader_gets_an_account_that_only_reads(client, sign_in, settings):
    settings.MPSDIR_READERS_SIGN_IN = True
    make_office("academics", publish=True)
    assert sign_in(client, next="/offices/academics/").url == "/offices/academics/"
    assert client.get("/offices/academics/").status_code == 200
    assert _roles() == (False, [])


def test_an_account_that_is_there_is_known_by_its_address(client, sign_in):
    ann = make_person("ann.roe")
    ann.email = "Ann@example.org"
    ann.save()
    assert sign_in(client, groups=["dir-editors"]).url == "/admin/"
    assert _roles("ann.roe") == (True, ["Editors"])
    ann.refresh_from_db()
    assert ann.check_password("correct horse")


@pytest.mark.parametrize("why", ["not vouched for", "a superuser's", "of two accounts"])
def test_an_address_lets_nobody_into_anothers_account(client, sign_in, why):
    emails = {"email": "ann@example.org", "is_superuser": why == "a superuser's"}
    names = ["roe", "doe"] if why == "of two accounts" else ["roe"]
    for name in names:
        get_user_model().objects.filter(pk=make_person(name).pk).update(**emails)
    refused = sign_in(client, groups=["dir-editors"], email_verified=why != "not vouched for")
    assert (refused.status_code, b"has the address ann@example.org already" in refused.content) == (403, True)
    assert client.get("/admin/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_name_that_is_taken_gets_another(client, sign_in):
    make_person("ann")
    sign_in(client, groups=["dir-editors"])
    assert get_user_model().objects.exclude(username="ann").get().username.startswith("ann")
    assert _roles("ann") == (True, [])


def test_a_disabled_account_stays_out(client, sign_in):
    sign_in(client, groups=["dir-editors"])
    get_user_model().objects.update(is_active=False)
    assert sign_in(Client(), groups=["dir-editors"]).url == "/account/inactive/"


def test_nothing_that_the_provider_tells_is_kept(client, sign_in):
    for _ in range(2):
        sign_in(client, groups=["dir-editors"], phone="414-475-8393")
    (account,) = SocialAccount.objects.all()
    assert (account.uid, account.extra_data, SocialToken.objects.count()) == ("7", {}, 0)


def test_an_answer_that_nobody_asked_for_is_refused(client, sign_in, provider):
    there = client.get(LOGIN).url
    back = requests.post(there, data={"sub": "7"}, allow_redirects=False, timeout=10).headers["Location"]
    refused = Client().get(back.removeprefix("http://testserver"))
    assert (refused.status_code, b"Signing in there did not work." in refused.content) == (403, True)


def test_a_provider_that_is_gone_is_told(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    refused = client.get(LOGIN)
    assert (refused.status_code, b"Signing in there did not work." in refused.content) == (403, True)


def test_without_a_provider_there_is_no_way_to_one(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert client.get(LOGIN).status_code == 404
    assert b"Sign in with District" not in client.get("/admin/login/").content


def test_a_role_that_is_none_is_told_at_start(settings):
    settings.MPSDIR_OIDC_ROLES = {"dir-bosses": "Bosses"}
    (told,) = run_checks(tags=["mpsdir"])
    assert (told.msg, told.hint) == (
        "MPSDIR_OIDC_ROLES has Bosses, which is no role.",
        "There are Viewers, Editors, Publishers, Privacy.",
    )
