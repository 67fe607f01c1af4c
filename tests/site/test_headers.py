"""What every kind of answer tells browsers, each header by each kind."""

import pytest
from django.test import override_settings
from django.urls import reverse

from mpsdir import headers
from tests.making import make_office, make_person, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
EVERYWHERE = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in headers._DENIED),
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
CLOSED = {
    **{part: ["'none'"] for part in ("base-uri", "default-src", "frame-ancestors")},
    **{part: ["'self'"] for part in ("connect-src", "font-src", "form-action", "manifest-src")},
}
TELLING = ["Server", "X-Powered-By", "Access-Control-Allow-Origin", "X-XSS-Protection", "Feature-Policy", "Expect-CT"]
ANSWERS = {
    "a page": ("/", 200, "text/html; charset=utf-8"),
    "a page of an office": ("/offices/academics/", 200, "text/html; charset=utf-8"),
    "a page that is not there": ("/offices/nowhere/", 404, "text/html; charset=utf-8"),
    "a search": ("/search/?q=a", 200, "text/html; charset=utf-8"),
    "suggestions": ("/search/suggest/?q=a", 200, "application/json"),
    "the API": ("/api/v1/openapi.json", 200, "application/json"),
    "the feed": ("/feed/", 200, "application/atom+xml; charset=utf-8"),
    "the sitemap": ("/sitemap.xml", 200, "application/xml"),
    "robots": ("/robots.txt", 200, "text/plain; charset=utf-8"),
    "a table": ("/directory.csv", 200, "text/csv; charset=utf-8; header=present"),
    "cards": ("/directory.vcf", 200, "text/vcard; charset=utf-8"),
    "health": ("/health/live/", 200, "text/plain"),
    "a picture": (None, 200, "image/webp"),
    "a style": ("/static/departments/base.css", 200, 'text/css; charset="utf-8"'),
    "a preview that ended": ("/preview/none/", 404, "text/html; charset=utf-8"),
    "signing in": ("/admin/login/", 200, "text/html; charset=utf-8"),
    "the way to it": ("/admin/", 302, "text/html; charset=utf-8"),
    "a new password": ("/account/reset/", 200, "text/html; charset=utf-8"),
    "an editor's page": ("/admin/departments/office/", 200, "text/html; charset=utf-8"),
    "what is not theirs": ("/admin/auth/user/", 403, "text/html; charset=utf-8"),
    "what cannot be read": ("/admin/departments/office/?x__y=1", 400, "text/html; charset=utf-8"),
}
HIDDEN = ("signing in", "the way to it", "a new password", "an editor's page", "what is not theirs")


@pytest.fixture(autouse=True)
def over_https(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_SSL_REDIRECT = True


def _asked(client, kind):
    make_office("academics", publish=True)
    path, status, of_type = ANSWERS[kind]
    if kind in ("an editor's page", "what is not theirs", "what cannot be read"):
        client.force_login(make_person("editor", "Editors"))
    path = path or reverse("departments:picture", args=[make_picture().removeprefix("images/")])
    answer = client.get(path, secure=True)
    assert (answer.status_code, answer.get("Content-Type")) == (status, of_type)
    answer.close()
    return answer


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_has_every_header(client, kind):
    answer = _asked(client, kind)
    stricter = {"Referrer-Policy": "no-referrer"} if kind == "a preview that ended" else {}
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE | stricter
    told = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")}
    assert {name: told[name] for name in CLOSED} == CLOSED
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {*told["script-src"]}
    assert [name for name in TELLING if name in answer] == []
    assert all(cookie["samesite"] == "Lax" for cookie in answer.cookies.values())


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_accounts_see_is_kept_by_nobody(client, kind):
    assert "no-store" in _asked(client, kind)["Cache-Control"]


def test_an_error_of_ours_has_them_too(client, monkeypatch):
    monkeypatch.setattr("departments.reading.directory.Directory.at", None)
    client.raise_request_exception = False
    answer = client.get("/", secure=True)
    assert answer.status_code == 500
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_plain_http_leads_to_https_but_for_health(client):
    answer = client.get("/offices/academics/?a=b")
    assert (answer.status_code, answer.url) == (301, "https://testserver/offices/academics/?a=b")
    assert answer["X-Frame-Options"] == "DENY"
    assert client.get("/health/live/").status_code == 200


def test_signing_out_alone_asks_the_browser_to_forget(client):
    client.force_login(make_person("editor", "Editors"))
    assert "Clear-Site-Data" not in client.get("/admin/", secure=True)
    assert client.post("/admin/logout/", secure=True)["Clear-Site-Data"] == '"cache"'


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_are_for_https_alone_and_not_for_scripts(client):
    make_person("editor", "Editors")
    page = client.get("/admin/login/", secure=True)
    posted = {"username": "editor", "password": "correct horse"}
    answer = client.post("/admin/login/", posted, secure=True)
    cookies = {**page.cookies, **answer.cookies}
    assert set(cookies) == {"csrftoken", "sessionid", "mpsdir_known"}
    assert all(
        cookie["secure"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" for cookie in cookies.values()
    )
    assert all(cookies[name]["httponly"] for name in ("sessionid", "mpsdir_known"))
