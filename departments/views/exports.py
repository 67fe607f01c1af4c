"""
The directory to take along: CSV, Excel and contact cards.

Whole directories are sent while they are made, an office at a time; the workbook is made first, in a temporary file.
"""

import hashlib
import tempfile

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..exports import cards, delimited, published, table, workbook
from ..page.persons import people_of, spelling
from ..reading.directory import Directory, NotListed

CSV = "text/csv; charset=utf-8; header=present"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VCARD = "text/vcard; charset=utf-8"


def _whole(ending, content_type, made):
    """The file that `made` makes of the directory's live pages, as pieces or as an open file."""

    @require_safe
    def answer(request, label=None):
        directory = _directory(request, label)
        mark = published.fingerprint(directory)
        if not mark:
            raise NotListed("No office is listed here, so there is nothing to download.")

        def whole():
            # Nobody reads the body of what a HEAD request answers: it is not made.
            body = () if request.method == "HEAD" else made(published.published(directory))
            form = FileResponse if hasattr(body, "read") else StreamingHttpResponse
            return form(body, content_type=content_type)

        return _kept(request, f"mpsdir-{directory.year.label}.{ending}", mark, whole)

    return answer


def _workbook(pages):
    file = tempfile.TemporaryFile()  # noqa: SIM115 – closed with the response
    workbook.write(table.rows(pages), file)
    file.seek(0)
    return file


directory_csv = _whole("csv", CSV, lambda pages: delimited.stream(table.rows(pages)))
directory_xlsx, directory_cards = _whole("xlsx", XLSX, _workbook), _whole("vcf", VCARD, cards.stream)


def _card(find):
    """The cards of what `find` finds at an address, or the card of one of the people there."""

    @require_safe
    def answer(request, slug, key="", label=None):
        directory = _directory(request, label)
        page, part = find(directory, slug)
        if not key:
            return _few(request, directory, slug, cards.of(page, part))
        for person in people_of(part):
            if spelling(person.name) == spelling(key):
                return _few(request, directory, key, [cards.of_person(page, part, person)])
        raise NotListed(f"Nobody of that name is listed at {part.name}.")

    return answer


office_card, department_card = _card(published.office), _card(published.department)


def _directory(request, label):
    """The directory with addresses in full: a file has no page to be relative to."""
    return Directory.at(label=label, origin=f"{request.scheme}://{request.get_host()}")


def _few(request, directory, name, texts):
    """A file of some cards."""
    content = "".join(texts).encode()
    name = f"{name}-{directory.year.label}.vcf" if directory.is_archive else f"{name}.vcf"
    return _kept(request, name, hashlib.sha256(content).hexdigest(), lambda: HttpResponse(content, content_type=VCARD))


def _kept(request, name, mark, answer):
    """
    What `answer` makes, as a file called `name`; 304 where the reader has the one marked `mark` already (RFC 9110).

    Readers may keep it and ask each time. No search engine lists it: the pages are what people should find.
    """
    response = get_conditional_response(request, etag=f'"{mark}"') or answer()
    response.headers["ETag"] = f'"{mark}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
