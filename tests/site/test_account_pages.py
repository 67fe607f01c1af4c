"""Every address under /account/ asks who it is first, or tells nothing of the directory."""

import pytest
from django.urls import reverse

from tests.addresses.url_patterns import patterns
from tests.making import make_district, make_office, make_person

pytestmark = pytest.mark.django_db
VALUES = {"pk": 1, "provider_id": "district", "uidb36": "1", "key": "a-b", "uidb64": "MQ", "token": "a-b"}
OPEN = {
    "account_inactive": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
    "mfa_login_webauthn": 302,
    "openid_connect_callback": 404,
    "openid_connect_login": 404,
    "password_reset": 200,
    "password_reset_confirm": 302,
}


def _addresses():
    for pattern in patterns():
        if pattern.space == "account":
            yield pattern.name, reverse(pattern.name, kwargs={name: VALUES[name] for name in pattern.parameters})


@pytest.mark.thorough
def test_nobody_sees_another_page_than_these(client):
    make_district()
    make_office("academics", publish=True)
    answers = {name: client.get(path) for name, path in _addresses()}
    assert len(answers) > 20
    inside = {name: answer for name, answer in answers.items() if name not in OPEN}
    assert {answer.status_code for answer in inside.values()} == {302}
    assert {answer.url.partition("?")[0] for answer in inside.values()} == {"/admin/login/"}
    assert {name: answers[name].status_code for name in OPEN} == OPEN
    assert [name for name in OPEN if OPEN[name] == 200 and b"cademics" in answers[name].content] == []


def test_no_page_breaks_for_who_is_signed_in(client):
    client.force_login(make_person("ann", "Editors"))
    answers = {name: client.get(path).status_code for name, path in _addresses()}
    assert {name: code for name, code in answers.items() if code not in (200, 302, 404)} == {}
