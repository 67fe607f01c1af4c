"""The table of old addresses from a CSV file, as it is downloaded."""

import csv
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import OldAddress
from ..school_years.problems import Problem, Refused, refused
from .source import decoded

COLUMNS = ("Old address", "Leads to")


def load(data: bytes, source: str) -> tuple[int, int]:
    """
    Every line of the file `source` is in the table afterwards, or none; what the file does not name stays as it is.

    Returns how many were added and how many changed. Raises Refused, with a sentence for each line to mend.
    """
    lines, problems = {}, []
    for number, row in enumerate(_rows(data, source), 1):
        cells = [cell.strip() for cell in (*row, "", "")[:2]]
        if not any(cells) or [cell.casefold() for cell in cells] == [name.casefold() for name in COLUMNS]:
            continue
        line, said = OldAddress(path=cells[0], leads_to=cells[1]), []
        try:
            line.clean_fields()
        except ValidationError as reason:
            said = [
                (COLUMNS[name == "leads_to"], text) for name, texts in reason.message_dict.items() for text in texts
            ]
        if lines.setdefault(line.path, line).leads_to != line.leads_to and not said:
            said = [(COLUMNS[0], _("A row above leads it elsewhere. Keep one of them."))]
        problems += [Problem(source, f"row {number}", name, text[:1].lower() + text[1:]) for name, text in said]
    if problems:
        raise Refused(*problems)
    there = dict(OldAddress.objects.filter(path__in=lines).values_list("path", "leads_to"))
    OldAddress.objects.bulk_create(
        lines.values(), update_conflicts=True, unique_fields=["path"], update_fields=["leads_to"]
    )
    return len(lines) - len(there), sum(lines[path].leads_to != leads_to for path, leads_to in there.items())


def _rows(data, source):
    sentence = _("it is no CSV file. Save the sheet as CSV, with old addresses and what each leads to.")
    text = decoded(data)
    if text is None or "\0" in text:
        raise refused(source, sentence)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as reason:
        raise refused(source, sentence) from reason
