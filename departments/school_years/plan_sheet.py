"""A plan as a workbook, to be sent round before it is loaded."""

import io

import openpyxl

from ..words.plain_text import without_control_characters
from . import plan_in_words

_COLUMNS = ("Office", "Department", "What", "Sentence", "Before", "After", "In the file")


def write(plan, bundle) -> bytes:
    """A row for each thing that changes, then for what is no longer in the file, and for each conflict."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (_COLUMNS, *_rows(plan, bundle)):
        book.active.append([without_control_characters(text) for text in row])
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"  # what begins with "=" is text here, never a formula
    for letter in "ABCDEFG":
        book.active.column_dimensions[letter].width = 60 if letter == "D" else 26
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
