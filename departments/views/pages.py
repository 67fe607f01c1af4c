"""The pages of a directory: the first page, an office, a department, the years, and all of it laid out as lists."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ..models import Listing
from ..reading import moved, what_became, year_changes
from ..reading.directory import Directory, NotListed
from ..reading.draft_as_page import show_draft
from ..reading.lists import book_pages, letters, main_numbers
from ..reading.lists import change_letter as letter
from ..reading.lists import chart as charts
from ..reading.lists import people as persons
from . import astray
from .asked_directory import directory_of, rehearsal_of


def _shows(name: str, **parts: Callable[[Directory], Any]) -> Callable[..., HttpResponse]:
    """A view of the template `name`, which gets the directory, and by name what each of `parts` makes of it."""

    @require_safe
    def show(request, label=None):
        directory = directory_of(request, label)
        made = {part: make(directory) for part, make in parts.items()}
        return render(request, f"departments/{name}.html", {"directory": directory} | made)

    return show


home = _shows("home", letters=letters.of_many_offices)
years = _shows("years")
changes = _shows("changes", changes=year_changes.of)
change_letter = _shows("change_letter", letter=letter.of)
a_z = _shows("a_z", letters=letters.of)
people = _shows("people", letters=persons.of)
chart = _shows("chart", top=charts.of)
phone_book = _shows("phone_book", filed=letters.of, index=book_pages.index, people=book_pages.surnames)
main_numbers_sheet = _shows("main_numbers", sheet=main_numbers.of)


@require_safe
def office(request, slug, label=None) -> HttpResponse:
    directory = directory_of(request, label)
    rehearsal = rehearsal_of(request)
    try:
        page = directory.page(slug)
    except NotListed as reason:
        unpublished = rehearsal.unpublished if rehearsal else ()
        if draft := next((office for office in unpublished if office.slug == slug), None):
            return show_draft(request, draft, directory)
        return _elsewhere(request, directory, Listing.Kind.OFFICE, slug, reason)
    context = {"directory": directory, "page": page, "office": None, "origins": moved.origins(directory, page)}
    context |= _today(directory.today(), page) if directory.is_archive else {}
    if rehearsal:
        context["news"] = rehearsal.news_of(slug)
    return render(request, "departments/office.html", context)


def _today(directory, page):
    """Where the office of an earlier year's `page`, and its departments, stand today."""
    office, *departments = map(what_became.key, page.parts)
    cards = moved.stand_at(directory, {office, *departments})
    same = [moved.Forward(card.url, card) for card in cards[office] if card.slug == page.slug]
    today = same[0] if same else moved.forwarding(directory, *office)
    return {"today": today, "departments_today": {slug: cards[kind, slug] for kind, slug in departments}}


@require_safe
def department(request, slug, label=None) -> HttpResponse:
    directory = directory_of(request, label)
    try:
        return redirect(directory.department_url(slug))
    except NotListed as reason:
        return _elsewhere(request, directory, Listing.Kind.DEPARTMENT, slug, reason)


def _elsewhere(request, directory, kind, slug, reason):
    """For an address that is not listed: on to its one successor, a page that says it is gone, or `reason` again."""
    if response := astray.led(request, directory, moved.forwarding(directory, kind, slug)):
        return response
    raise reason
