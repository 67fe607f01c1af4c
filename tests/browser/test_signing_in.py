"""Signing in by keyboard, with a passkey that a real browser makes, on pages that everybody can use."""

import pytest
from playwright.sync_api import expect

from tests.browser.wcag import breaches
from tests.making import make_office, make_person


@pytest.fixture
def ann(transactional_db):
    make_office("academics", publish=True)
    return make_person("ann", "Editors")


def _sign_in(page, wanted="/admin/"):
    page.goto(f"/admin/login/?next={wanted}")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_label("Password").press("Enter")


def _with_key(page):
    """The browser has a key that shows who somebody is by their finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    is_one = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": is_one | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_a_passkey_is_added_and_takes_the_place_of_the_password(own_page, live_server, ann, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    site = live_server.url.replace("127.0.0.1", "localhost")
    page = own_page(1280, base_url=site)
    _with_key(page)
    _sign_in(page)
    page.locator("#user-tools summary").click()
    page.get_by_role("link", name="Second step").click()
    page.get_by_role("link", name="Add one").click()
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("What you call it").fill("My computer")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("recovery codes", exact=False).first).to_be_visible()
    page.goto("/admin/")
    page.locator("#user-tools summary").click()
    page.click("#logout-form button")
    page.goto("/admin/login/?next=/admin/departments/office/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/admin/departments/office/")
    page.context.clear_cookies()
    _sign_in(page)
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey or security key").click()
    page.wait_for_url("**/admin/")


@pytest.mark.exhaustive
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_the_pages_of_signing_in_are_for_everybody_and_fit_320_pixels(own_page, live_server, ann, scheme):
    problems = []
    page = own_page(320, base_url=live_server.url, color_scheme=scheme)
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    _look(page, "/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert "do not go together" in page.get_by_role("alert").inner_text()
    _look(page, None)
    _look(page, "/account/reset/")
    _look(page, "/account/reset/sent/")
    _sign_in(page)
    page.wait_for_url("**/admin/")
    _look(page, "/account/2fa/")
    _look(page, "/account/2fa/totp/activate/")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Use an app as the second step").wait_for()
    _look(page, None)
    _look(page, "/account/2fa/webauthn/add/")
    _look(page, "/admin/password_change/")
    assert problems == []


def _look(page, path):
    if path:
        page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert breaches(page) == [], page.url
