"""A plan as a workbook, to be sent round before it is loaded."""

import io

import openpyxl
from openpyxl.styles import Alignment, Font

from ..words.plain_text import without_control_characters
from . import plan_in_words

_COLUMNS = {"Office": 30, "Department": 30, "What": 12, "Sentence": 80, "Before": 40, "After": 40, "In the file": 16}


def write(plan, bundle) -> bytes:
    """A row for each thing that changes, then for what is no longer in the file, and for each conflict."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"Plan {plan.edition.label}"
    for row in (list(_COLUMNS), *_rows(plan, bundle)):
        sheet.append([without_control_characters(text) for text in row])
        for cell in sheet[sheet.max_row]:
            cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for cell, width in zip(sheet[1], _COLUMNS.values(), strict=True):
        cell.font, sheet.column_dimensions[cell.column_letter].width = Font(bold=True), width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(plan, bundle):
    for office in plan.changes:
        for one in office.items:
            where = plan_in_words.cell(
                bundle, "department" if one.slug else "office", one.slug or office.slug, one.field
            )
            more = "\n".join([one.sentence, *plan_in_words.details(plan, office, one)])
            part = one.part if one.slug else ""
            yield office.name, part, one.kind, more, one.before, one.after, where
    for one, sentence in zip(plan.gone, plan_in_words.gone(plan), strict=True):
        yield "", one.name, "not in the file", sentence, "", "", ""
    for one, sentence in zip(plan.conflicts, plan_in_words.conflicts(plan), strict=True):
        sides = plan_in_words.both_shown(one)
        yield "", one.name, "conflict", sentence, *sides, plan_in_words.cell(bundle, one.kind, one.slug, one.field)
