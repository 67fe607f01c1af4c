"""Search: the page of results, and what is suggested while somebody types."""

import json
from operator import itemgetter
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import search
from ..search import missed_searches
from ..search.marking import mark, mark_number
from ..search.query import read
from ..search.reasons import suggested
from ..words import phones
from .asked_directory import directory_of

_MOST_BYTES = 4_600  # of suggestions; with what goes round them under 5 KB
_LONGEST_NAME, _LONGEST_DETAIL = 90, 120  # characters


@require_safe
def find(request, label=None) -> HttpResponse:
    directory = directory_of(request, label)
    query = _query(request)
    answer = search.find(query, directory)
    if (
        request.method == "GET"
        and directory.year
        and not (directory.is_archive or directory.rehearsal or (answer and answer.is_certain) or answer.former)
    ):
        missed_searches.count(query)
    context = {
        "directory": directory,
        "query": query,
        "answer": answer,
        "results": answer.results,
        "is_full": len(answer.results) == search.MOST_RESULTS,
        "meant": [(words, _address(directory, words)) for words in answer.did_you_mean],
        "today_url": _address(directory.today(), query),
    }
    return render(request, "departments/search.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request, label=None) -> HttpResponse:
    """
    The first results for what somebody is typing: `{"results": [{"kind", "name", "detail", "why", "phone", "url",
    "marked"}], "said"}`. `why` says how it was found where the name does not show that. `phone` is as
    people read it; where there is none, `instead` says what to call. `lang` is that of the name, where it is known.
    `marked` has the fields with letters or digits that were typed, in pieces, every second of which is that. `said`
    tells how many there are, if any. Under 5 KB: long names are cut short, and the last results left out.
    """
    query = _query(request)
    asked = read(query)
    results = [_brief(result, asked) for result in search.suggest(query, directory_of(request, label))]
    while len(json.dumps(results, ensure_ascii=False).encode()) > _MOST_BYTES:
        results.pop()
    told = {"results": results} | ({"said": suggested(len(results))} if results else {})
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _query(request):
    return request.GET.get("q", "").strip()[: search.MOST_LETTERS]


def _address(directory, query):
    return f"{directory.search_url}?{urlencode({'q': query})}" if query else directory.search_url


def _brief(result, asked):
    detail = _within(result.detail, _LONGEST_DETAIL)
    pieces = {
        "name": _cut(result.name_pieces or ((result.name, False),), _LONGEST_NAME),
        "detail": mark(detail, asked.words)[0] if not any(map(itemgetter(1), result.name_pieces)) else (),
        "phone": mark_number(phones.parts(result.phone)[0], asked.number) if asked.number else (),
    }
    return {
        "kind": result.kind,
        "name": _text(pieces["name"]),
        "detail": detail,
        "why": _within(_text(result.why), _LONGEST_NAME),
        "phone": phones.told(result.phone),
        "url": result.url,
        "marked": {field: _alternating(shown) for field, shown in pieces.items() if any(map(itemgetter(1), shown))},
        **({"instead": str(result.instead)} if result.instead else {}),
        **({"lang": result.written_in} if result.written_in else {}),
    }


def _within(text, most):
    # Most are short, and to find how many characters a reader takes a text for is slow.
    return text if len(text) <= most else Truncator(text).chars(most)


def _text(pieces):
    return "".join(map(itemgetter(0), pieces))


def _cut(pieces, most):
    """The pieces as far as `most` characters reach, with "…" where that is not to the end."""
    cut = []
    for text, is_marked in pieces:
        shown = _within(text, max(1, most))
        most -= len(shown)
        cut.append((shown, is_marked))
        if shown != text:
            break
    return cut


def _alternating(pieces):
    """The pieces' texts, every second marked: marking joins those that are alike."""
    return [*([""] if pieces[0][1] else []), *(text for text, _ in pieces)]
