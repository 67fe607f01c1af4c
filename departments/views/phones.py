"""The directory on desk phones, as each maker's ask for it. docs/phones.md says what their documents do."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import search
from ..exports import desk_phones
from ..reading.directory import Directory
from ..words.plain_text import without_control_characters

_MOST = 32  # entries that one of Cisco's directories may have


@require_safe
@cache_control(no_cache=True)
def cisco(request) -> HttpResponse:
    """A menu of letters and a search, and behind them directories."""
    directory, asked = Directory.at(), _asked(request)
    url, title = request.build_absolute_uri(request.path), asked.get("letter") or asked.get("q")
    context = {"title": title or directory.district.name, "url": url, "is_search": "find" in asked}
    groups = _groups(directory, asked)
    if title:
        entries, begins = groups.get(title, []), asked.get("from", "")
        start = int(begins[:6]) if begins.isdecimal() else 0
        context["entries"], end = entries[start : start + _MOST], start + _MOST
        context["next"] = f"{url}?{urlencode(asked | {'from': end})}" if end < len(entries) else ""
    else:
        context["letters"] = list(groups)
    return _xml("cisco", context)


@require_safe
@cache_control(no_cache=True)
def yealink(request) -> HttpResponse:
    """All of it, or what the phone looks for."""
    directory = Directory.at()
    return _xml("yealink", {"title": directory.district.name, "groups": _groups(directory, _asked(request))})


def _asked(request):
    return {name: without_control_characters(value) for name, value in request.GET.items()}


def _groups(directory, asked):
    query = asked.get("q", "")
    if query in ("", "#SEARCH"):  # as Yealink's ask where nothing was typed
        return desk_phones.by_letter(directory)
    return {query: desk_phones.entries((one.name, one) for one in search.find(query, directory).results)}


def _xml(maker, context):
    # The one sign that Django writes as a number, which Cisco's parser is not said to know.
    content = render_to_string(f"departments/phones/{maker}.xml", context).replace("&#x27;", "&apos;")
    headers = {"X-Robots-Tag": "noindex"}
    return HttpResponse(content.encode(errors="ignore"), content_type="text/xml; charset=utf-8", headers=headers)
