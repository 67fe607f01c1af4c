"""The site's public pages and files as the site itself answers them, found by following its links."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse

from ...reading.directory import Directory

log = logging.getLogger(__name__)
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LINK = re.compile(r'(?<=\s)(href|src|srcset|action)="([^"]*)"')
_ADDRESS = re.compile(r"(?:^|(?<=, ))\S+")  # of srcset there are several
_PICTURE = re.compile(r"[0-9a-f]{64}-\d+x\d+[-.\w]*$")  # in whatever store
# What is asked of a server, and is no page or file.
_NO_PAGE = re.compile(r"(archive-)?suggest|preview|rehearsal-.*|health-.*|feed|sitemap|robots")


def origin() -> str:
    """The site, as "https://example.org"."""
    host = next((host for host in settings.ALLOWED_HOSTS if host != "*"), "localhost").lstrip(".")
    return f"http{'s' if settings.SESSION_COOKIE_SECURE else ''}://{host}"


def followed(copied_at: datetime | None = None) -> Iterator[tuple[str, HttpResponse]]:
    """
    Every page and file of the directory that a link leads to, each with its address and answer; with `copied_at` as a
    copy has them that was made at that moment. What breaks is a 500.
    """
    today = Directory.at()
    waiting = [reverse("departments:home")]
    for directory in (Directory.at(today.moment, label=year.label) for year in today.years):
        # Printed and in other programs: they lead to a place on a page.
        waiting += [directory.url("department", one.slug) for card in directory.offices for one in card.departments]
    known = set(waiting)

    def follow(link):
        if (address := own_address(link)) and address not in known:
            known.add(address)
            waiting.append(address)
        return link

    while waiting:
        response = _answer(address := waiting.pop(), copied_at)
        yield address, response
        if response["Content-Type"].startswith("text/html"):
            relinked(response.getvalue().decode(), follow)


def own_address(link: str) -> str:
    """The address of the public page or file that `link` leads to; empty for anything else."""
    parts = urlsplit(urljoin(origin(), link))
    if picture := _PICTURE.search(parts.path):
        return reverse("departments:picture", args=[picture[0]])
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    is_page = match.namespaces == ["departments"] and not _NO_PAGE.fullmatch(match.url_name)
    return parts.path if is_page and link and f"{parts.scheme}://{parts.netloc}" == origin() else ""


def relinked(html: str, lead: Callable[[str], str]) -> str:
    """`html` with `lead(link)` in place of each link in it."""

    def in_attribute(match):
        return f'{match[1]}="{escape(_ADDRESS.sub(lambda link: lead(link[0]), unescape(match[2])))}"'

    return _TAG.sub(lambda tag: _LINK.sub(in_attribute, tag[0]), html)


def _answer(address, copied_at):
    """What the view at `address` answers, without what stands round it: nobody is counted, kept out or asked."""
    place = urlsplit(origin())
    request = RequestFactory(SERVER_NAME=place.hostname).get(address, secure=place.scheme == "https")
    request.copied_at = copied_at
    match = resolve(address)
    try:
        response = match.func(request, *match.args, **match.kwargs)
        plain = HttpResponse(response.getvalue(), status=response.status_code)
        plain.headers = response.headers
        if file := getattr(response, "file_to_stream", None):
            file.close()  # and not the response, which would end the connection to the database
    except Http404:  # a picture that the store lost
        return HttpResponse(status=404)
    except Exception:
        log.exception("%s cannot be shown.", address)
        return HttpResponse(status=500)
    return plain
