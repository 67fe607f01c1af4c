"""People at the admin of a real server: they open its forms over HTTP, and post what a browser would post of them."""

import time

import requests
from bs4 import BeautifulSoup

PATIENCE = 60  # seconds: whoever waits longer is never answered


def signed_in(person) -> str:
    """The session cookie of `person`, as after signing in. In a process with the site's settings."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from mpsdir.session_ends import BEGAN, SEEN

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[BEGAN] = session[SEEN] = time.time()
    session.create()
    return session.session_key


class Desk:
    """Somebody with the session `key` at the server `site`."""

    def __init__(self, site, key):
        self.site, self.browser = site, requests.Session()
        self.browser.cookies.set("sessionid", key)

    def opened(self, address, form="#content-main form"):
        """What a browser would post from the form at `address`, opened now."""
        answer = self.browser.get(f"{self.site}{address}", timeout=PATIENCE)
        assert answer.status_code == 200, f"{address}: {answer.status_code}, {said(answer)}"
        return posted(answer.text, form)

    def post(self, address, values, **files):
        """The answer to a form that is sent."""
        place = f"{self.site}{address}"
        return self.browser.post(place, values, files=files or None, timeout=PATIENCE, allow_redirects=False)


def said(answer):
    """The words of a page, for whoever finds that it is another than it should be."""
    return _words(BeautifulSoup(answer.text, "html.parser"))


def _words(page):
    return " ".join(page.get_text(" ").split())[:600]


def posted(page, form):
    """What a browser would post of the form that the selector `form` finds on `page`, untouched."""
    whole = BeautifulSoup(page, "html.parser")
    found = whole.select_one(form)
    assert found, f"There is no {form} on the page: {_words(whole)}"
    values = {}
    for field in found.select("input, textarea, select"):
        kind = field.get("type", field.name)
        is_chosen = kind not in ("checkbox", "radio") or field.has_attr("checked")
        if not field.get("name"):
            continue
        if kind == "select":
            values[field["name"]] = [option["value"] for option in field.select("option[selected]")]
        elif kind == "textarea":
            values[field["name"]] = field.text.removeprefix("\n")
        elif kind not in ("submit", "file", "button") and is_chosen:
            values[field["name"]] = field.get("value", "on" if kind == "checkbox" else "")
    return values
