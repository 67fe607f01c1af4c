"""How a sheet is read, as a page: what each column is, what was made of the rest, and the first rows as understood."""

import json
import re
from dataclasses import replace
from itertools import islice

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...models.facts import ENTRY
from ...page.office_page import ContactLine
from ...publishing.changes.changed_lines import in_words
from ...school_years.any_file import is_spreadsheet, understand
from ...school_years.edition import KINDS as KINDS_OF_ENTRY
from ...school_years.problems import Refused
from ...school_years.spreadsheet import ENCODINGS, KINDS, READ_AS, SEPARATORS, TEXTS, ReadAs, Sheets, letter
from . import kept
from .problem_rows import told
from .uploading import ask_again

SHOWN = 12  # of the first rows
LISTED = 200  # proposals of one kind, each with a box of its own
_ROW = re.compile("[0-9]{1,7}")


def sheet_page(model_admin, request, token) -> HttpResponse:
    """How the upload `token` is read. A POST reads it otherwise, goes on to its plan, or saves the map."""
    path = kept.find(request, token)
    if path is None or not is_spreadsheet(path):
        return ask_again(request)
    if "_discard" in request.POST:
        return kept.discard(request, token)
    is_said = request.method == "POST" and "_map" not in request.POST
    said = kept.read_as(request, token, wanted(request.POST) if is_said else None)
    try:
        found = understand(path, read_as=said)
    except Refused as reason:  # it is no such text
        messages.error(request, f"{reason} {_('It is read as it was found.')}")
        said = kept.read_as(request, token, replace(said or ReadAs(), encoding="", separator=""))
        found = understand(path, read_as=said)
    if "_map" in request.POST:
        headers = {"Content-Disposition": 'attachment; filename="map.json"'}
        text = json.dumps(found.map().as_json(), indent=2, ensure_ascii=False)
        return HttpResponse(text, content_type="application/json", headers=headers)
    if "_plan" in request.POST and not found.problems:
        return redirect("admin:departments_load_plan", token)
    if "_plan" in request.POST:
        messages.error(request, _("It cannot be compared yet: mend first what is told below, here or in the file."))
    title = _("How {file} is read").format(file=found.source)
    return model_admin.show(request, "load/sheet.html", title=title, **_shown(found))


def wanted(data) -> ReadAs:
    """What the form of the page says, a QueryDict."""

    def named(prefix):
        return {name.removeprefix(prefix): value for name, value in data.items() if name.startswith(prefix)}

    return ReadAs(
        year=data.get("year", "").strip(),
        sheets={name: f"read/{name}" in data for name in data.getlist("sheets")},
        headings={name: int(row) for name, row in named("headings/").items() if _ROW.fullmatch(row)},
        office={name: value.strip() for name, value in named("office/").items() if value.strip()},
        columns={key: column for key, column in named("column/").items() if column in {"", *READ_AS}},
        refused=[key for key in data.getlist("offered") if key not in data.getlist("accepted")],
        encoding=encoding if (encoding := data.get("encoding")) in ENCODINGS else "",
        separator=separator if (separator := data.get("separator")) in SEPARATORS else "",
    )


def _shown(found: Sheets):
    entries = list(found.edition.each()) if found.edition else []
    first = list(islice(_as_in_the_file(found.edition), SHOWN)) if found.edition else []
    facts = [fact for name, fact in ENTRY.items() if name not in ("name", "position")]
    facts = [fact for fact in facts if any(values.get(fact.name) for _, _, values in first)]
    told_elsewhere = {str(one) for one in found.proposals if one.kind != "sheet"}
    return {
        "found": found,
        "year": found.read_as.year or (found.edition.label if found.edition else ""),
        "notes": [note for note in found.notes if note not in told_elsewhere],
        "problems": told(found.problems),
        "columns": _columns(found),
        "choices": list(READ_AS.values()),
        "encodings": ENCODINGS if found.source.lower().endswith(TEXTS) else (),
        "separators": SEPARATORS,
        "groups": list(_groups(found)),
        "facts": facts,
        "rows": [_row(found, facts, *entry) for entry in first],
        "has_departments": any(kind == "department" for kind, _, _ in first),
        "counts": {kind: sum(one[0] == kind for one in entries) for kind in KINDS_OF_ENTRY},
        "lines": sum(len(values.get("contacts", ())) for _, _, values in entries),
        "more": max(len(entries) - SHOWN, 0),
    }


def _as_in_the_file(edition):
    """Each office with its departments behind it."""
    for slug, values in edition.offices.items():
        yield "office", slug, values
        yield from (("department", one, own) for one, own in edition.departments.items() if own["office"] == slug)


def _columns(found):
    """Each heading once, with where it stands and what is in it."""
    columns = {}
    for sheet in found.sheets:
        for place, typed in sheet.typed.items():
            one = columns.setdefault(sheet.keys[place], {"typed": typed, "letter": letter(place)})
            one["column"] = one.get("column") or getattr(sheet.columns.get(place), "heading", "")
            one["examples"] = one.get("examples") or sheet.examples[place]
    return columns


def _groups(found):
    """What was made of the file, by kind: each with its box, unless it is chosen otherwise."""
    for kind, title in KINDS.items():
        proposals = [one for one in found.proposals if one.kind == kind]
        if proposals:
            is_on = kind not in found.read_as.refused
            yield {"kind": kind, "title": title, "is_on": is_on, "all": proposals, "listed": proposals[:LISTED]}


def _row(found, facts, kind, slug, values):
    office = values if kind == "office" else found.edition.offices.get(values["office"], {})
    lines = [capfirst(in_words(ContactLine(**line))) for line in values.get("contacts", ())]
    return {
        "where": found.cells.get((kind, slug), {}).get("", ""),
        "office": office.get("name", ""),
        "department": values["name"] if kind == "department" else "",
        "cells": [fact.told(values[fact.name]) if values.get(fact.name) else "" for fact in facts],
        "lines": lines,
    }
