"""The site's public pages as the site itself answers them, found by following its links from the first page."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape, unescape
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse

from ..reading.directory import Directory

log = logging.getLogger(__name__)
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LINK = re.compile(r'(?<=\s)(href|src|srcset|action)="([^"]*)"')
_ADDRESS = re.compile(r"(?:^|(?<=, ))\S+")  # of srcset there are several
# What is asked of a server and is no page or file.
_NO_PAGES = re.compile(r"(archive-)?suggest|preview|health-.*|feed|sitemap|robots")


def followed(copied_at: datetime | None = None) -> Iterator[tuple[str, HttpResponse]]:
    """
    Every page and file of the site's own that a link leads to, each with its address and answer.

    With `copied_at`, as pages of a copy are that was made at that moment.
    """
    waiting = [reverse("departments:home"), *_of_departments()]
    known = set(waiting)

    def follow(link):
        address = urlsplit(urldefrag(link)[0]).path
        if address not in known and is_own(address):
            known.add(address)
            waiting.append(address)
        return link

    while waiting:
        address = waiting.pop()
        response = _answer(address, copied_at)
        yield address, response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            relinked(response.getvalue().decode(), follow)


def opened() -> tuple[int, list[str]]:
    """How many pages and files the site has, and the addresses of those that cannot be shown."""
    answers = [(address, response.status_code) for address, response in followed()]
    return len(answers), [address for address, status in answers if status >= 500]


def is_own(address: str) -> bool:
    """Whether `address` is one of a public page or file of the directory."""
    try:
        match = resolve(address)
    except Resolver404:
        return False
    return match.namespaces == ["departments"] and not _NO_PAGES.fullmatch(match.url_name)


def relinked(html: str, lead: Callable[[str], str]) -> str:
    """`html` with `lead(link)` in place of each link of it."""

    def in_attribute(match):
        return f'{match[1]}="{escape(_ADDRESS.sub(lambda link: lead(link[0]), unescape(match[2])))}"'

    return _TAG.sub(lambda tag: _LINK.sub(in_attribute, tag[0]), html)


def _of_departments():
    """Addresses of departments lead to their place on a page; what was printed has them, and no page of ours does."""
    today = Directory.at()
    for year in today.years:
        directory = Directory.at(today.moment, label=year.label)
        yield from (directory.url("department", one.slug) for card in directory.offices for one in card.departments)


def _answer(address, copied_at):
    """What the view at `address` answers, with nothing round it that counts, asks who it is, or keeps."""
    host = next((host for host in settings.ALLOWED_HOSTS if host != "*"), "localhost").lstrip(".")
    request = RequestFactory(SERVER_NAME=host).get(address, secure=settings.SESSION_COOKIE_SECURE)
    request.copied_at = copied_at
    match = resolve(address)
    try:
        response = match.func(request, *match.args, **match.kwargs)
        content = response.getvalue()
    except Http404:
        return HttpResponse(status=404)
    except Exception:
        log.exception("%s cannot be shown.", address)
        return HttpResponse(status=500)
    plain = HttpResponse(content, status=response.status_code)
    plain.headers = response.headers
    return plain
