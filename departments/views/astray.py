"""What is answered where nothing is: the way on, the page that says it is gone, or what the address’s words find."""

import logging

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from .. import search
from ..reading import led_on
from ..reading.directory import Directory
from ..reading.moved import Forward, GoneAddress
from ..words import old_paths

log = logging.getLogger(__name__)
_MOST = 8


def led(request, directory: Directory, way: Forward | GoneAddress | None) -> HttpResponse | None:
    """On to where `way` leads, or the page that says it is gone, with what its name finds; None where it is None."""
    match way:
        case Forward(url=url):
            # Browsers keep a permanent redirect as long as they are let, and an office may come back.
            return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "max-age=3600"})
        case GoneAddress() as gone:
            found = search.find(gone.name, directory).results[:_MOST] if gone.name else ()
            context = {"directory": directory, "gone": gone, "query": gone.name, "found": found}
            return render(request, "departments/gone.html", context, status=410)
    return None


def answer(request, directory: Directory | None) -> HttpResponse:
    """Where the address leads for certain, else the 404 page with what its words find. Works with nothing published."""
    words, found = "", ()
    path = old_paths.plain(request.path)
    is_asked = request.method in ("GET", "HEAD") and not old_paths.is_of_a_language(path)
    if is_asked and directory and directory.year:
        try:
            if response := led(request, directory, led_on.leads_to(directory, path)):
                return response
            words = old_paths.words_of(path)
            found = search.find(words, directory).results[:_MOST] if words else ()
        except Exception:
            log.exception("The not-found page is shown without what its address leads to.")
    context = {"directory": directory, "query": words, "found": found}
    return render(request, "departments/not_found.html", context, status=404)
