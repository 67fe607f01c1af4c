"""
The directory to take along: CSV, Excel and contact cards.

A whole directory is made in a temporary file, and in each process one at a time: a browser that comes meanwhile is told
so and asks again by itself, so that thirty at once keep nobody else waiting.
"""

import hashlib
import os
import tempfile
from contextlib import ExitStack
from http import HTTPStatus
from threading import Lock

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..exports import cards, changes_table, delimited, published, table, workbook
from ..page.persons import people_of, spelling
from ..reading.directory import NotListed
from . import errors
from .asked_directory import directory_of

CSV = "text/csv; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VCARD = "text/vcard; charset=utf-8"


def _whole(ending, content_type, write):
    """The file into which `write` puts the directory's live pages."""

    @require_safe
    def answer(request, label=None):
        if _making.locked():  # known before anything is asked
            return errors.busy(request)
        directory = _directory(request, label)
        mark = published.fingerprint(directory)
        if not mark:
            raise NotListed("No office is listed here, so there is nothing to download.")

        def whole():
            if request.method == "HEAD":  # nobody reads its body
                return StreamingHttpResponse((), content_type=content_type)
            if not _making.acquire(blocking=False):
                return errors.busy(request)
            try:
                return _written(write, published.published(directory), content_type)
            finally:
                _making.release()

        return _kept(request, f"mpsdir-{directory.year.label}.{ending}", mark, whole)

    return answer


def _written(write, pages, content_type):
    with ExitStack() as leaving:
        file = leaving.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        write(pages, file)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if size <= _IN_MEMORY:
            return HttpResponse(file.read(), content_type=content_type)
        leaving.pop_all()  # closed with the response
    return FileResponse(file, content_type=content_type)


def _each(pieces, file):
    for piece in pieces:  # writelines() would hold them all in memory
        file.write(piece)


_making, _IN_MEMORY = Lock(), 2**19  # bytes: no disk for most
directory_csv = _whole("csv", CSV, lambda pages, file: _each(delimited.stream(table.rows(pages)), file))
directory_xlsx = _whole("xlsx", XLSX, lambda pages, file: workbook.write(table.rows(pages), file))
directory_cards = _whole("vcf", VCARD, lambda pages, file: _each(cards.stream(pages), file))


def _card(find, write=lambda page, part: [cards.of_entry(page, part)]):
    """What `write` makes of what `find` finds at an address: its card; or the card of one of the people there."""

    @require_safe
    def answer(request, slug, key="", label=None):
        directory = _directory(request, label)
        page, part = find(directory, slug)
        if not key:
            return _few(request, directory, slug, write(page, part))
        for person in people_of(part):
            if spelling(person.name) == spelling(key):
                return _few(request, directory, key, [cards.of_person(page, part, person)])
        raise NotListed(f"Nobody of that name is listed at {part.name}.")

    return answer


def _with_picture(page, part):
    return [cards.of_entry(page, part, with_picture=True)]


office_card, department_card = _card(published.office), _card(published.department)
office_cards, department_cards = _card(published.office, cards.of), _card(published.department, cards.of)
office_picture = _card(published.office, _with_picture)
department_picture = _card(published.department, _with_picture)


@require_safe
def changes_csv(request, label=None) -> HttpResponse:
    directory = _directory(request, label)
    return _made(request, f"changes-{directory.year.label}.csv", changes_table.written(directory), CSV)


def _directory(request, label):
    """The directory with addresses in full: a file has no page to be relative to."""
    return directory_of(request, label, f"{request.scheme}://{request.get_host()}")


def _few(request, directory, name, texts):
    """A file of some cards."""
    name = f"{name}-{directory.year.label}.vcf" if directory.is_archive else f"{name}.vcf"
    return _made(request, name, "".join(texts).encode(), VCARD)


def _made(request, name, content, content_type):
    mark = hashlib.sha256(content).hexdigest()
    return _kept(request, name, mark, lambda: HttpResponse(content, content_type=content_type))


def _kept(request, name, mark, answer):
    """
    What `answer` makes, as a file called `name`; 304 where the reader has the one marked `mark` already (RFC 9110).

    Readers may keep it and ask each time. No search engine lists it: the pages are what people should find.
    """
    response = get_conditional_response(request, etag=f'"{mark}"') or answer()
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        return response
    response.headers["ETag"] = f'"{mark}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
