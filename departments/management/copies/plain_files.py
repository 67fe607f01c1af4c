"""The published directory as plain files: any web server shows them, and a browser from a folder by itself."""

import json
import os
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import search
from ...reading.directory import Directory
from ...school_years.problems import refused
from ...school_years.replacing import replacing
from ...search.reasons import result
from ...words import phones
from . import own_pages

MARK = "copied.txt"


def export(folder: Path) -> tuple[int, list[str]]:
    """
    Put the directory as visitors see it now into `folder`, in place of an earlier copy. Returns how many addresses it
    has, and those of them whose page could not be shown and is missing. Raises Refused.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise refused(str(folder), "something else is there, and would be lost. Name a new folder, or an earlier copy.")
    copied_at, count, broken = timezone.now(), 0, []
    with replacing(folder, make_parents=True) as fresh:
        copy = _Copy(fresh)
        copy.put(MARK, copied_at.isoformat().encode())
        for count, (address, response) in enumerate(own_pages.followed(copied_at), start=1):  # noqa: B007
            lead, match = partial(copy.led, address), resolve(address)
            content = response.getvalue()
            is_broken = response.status_code >= 500 or (not content and response.status_code == 404)
            is_page = response["Content-Type"].startswith("text/html")
            if is_broken or response.has_header("Location"):
                broken += [address] * is_broken
                if is_broken and not address.endswith("/"):
                    continue
                onward = lead(response.get("Location", reverse("departments:home")))
                context = {"link": onward, "is_broken": is_broken, "request": {"copied_at": copied_at}}
                content, is_page = render_to_string("departments/copied_onward.html", context).encode(), True
            if is_page:
                content = own_pages.relinked(content.decode(), lead).encode()
            copy.put(_file(address), content)
            if match.url_name.endswith("search"):
                entries = _entries(Directory.at(copied_at, **match.kwargs), lead)
                copy.put(f"{_file(address).removesuffix('index.html')}entries.js", entries)
    return count, broken


class _Copy:
    def __init__(self, folder):
        self.folder = folder

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def led(self, address, link):
        """Where `link` of the page at `address` leads in the copy: to a file of it, or to the site itself."""
        parts = urlsplit(link)
        if parts.path.startswith(settings.STATIC_URL) and not parts.netloc:
            name = unquote(parts.path.removeprefix(settings.STATIC_URL))
            target = unquote(parts.path).lstrip("/")
            if not (self.folder / target).exists():
                self.put(target, Path(finders.find(name) or staticfiles_storage.path(name)).read_bytes())
        elif own := own_pages.own_address(link):
            target = _file(own)
        else:
            return urljoin(own_pages.origin(), link) if link.startswith("/") else link
        relative = os.path.relpath(target, os.path.dirname(_file(address)) or ".")
        return parts._replace(scheme="", netloc="", path=quote(relative)).geturl()


def _file(address):
    return unquote(address).lstrip("/") + ("index.html" if address.endswith("/") else "")


def _entries(directory, lead):
    """What can be found, as a script: browsers read no JSON beside a page that they opened from a folder."""
    rows = directory.listings().defer(None).defer("publication__payload").placed()
    entries = [
        {
            "name": found.name,
            "detail": found.detail,
            "number": phones.told(found.phone) or str(found.instead or ""),
            "dial": phones.link(found.phone or (found.instead and found.instead.phone)),
            "url": lead(found.url),
            "lang": found.written_in,
            "names": row.names_folded,
            "words": f"{row.around_folded} {row.text_folded}",
        }
        for row in rows
        for found in [result(row, directory)]
    ]
    return f"const ENTRIES = {json.dumps(entries, ensure_ascii=False)};\nconst WORDS = {_words()};\n".encode()


def _words():
    """What the copy's search says: how many are found, none first, and of more than it shows."""
    found = [_("Nothing is listed under “{query}” in this copy. Try only the beginning of a name, or the A–Z.")]
    for count in range(1, search.MOST_RESULTS + 1):
        words = ngettext("{count} result for “{query}”", "{count} results for “{query}”", count)
        found.append(words.replace("{count}", str(count)))
    first = _("The first {count} results for “{query}”").replace("{count}", str(search.MOST_RESULTS))
    return json.dumps({"found": found, "first": first}, ensure_ascii=False)
