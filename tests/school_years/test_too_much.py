"""What is too much for one school year: refused in a sentence, before anything is made of it."""

import json
import struct
import tracemalloc
import zipfile

import openpyxl
import pytest
from django.conf import settings

from departments.school_years import bundle, edition_reading, spreadsheet
from departments.school_years.problems import Refused
from departments.school_years.spreadsheet import cells
from departments.school_years.too_much import MAX_MARKS

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
CELLS = "it has more cells than any directory. Remove the columns, rows and sheets that are none of it."
VALUES = "it has more values than any directory. Send only the directory of one school year."


def _text(pattern, name):
    def made(folder, count):
        path = folder / name
        path.write_text(pattern(count))
        return path

    return made


def _workbook(part, content):
    """A workbook one part of which is of that many elements."""

    def made(folder, count):
        plain, path = folder / "plain.xlsx", folder / "2025-26.xlsx"
        openpyxl.Workbook().save(plain)
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
            with new.open(part, "w") as file:
                for piece in content(count):
                    file.write(piece.encode())
        return path

    return made


def _listing(folder, count, name="directory.zip"):
    """A .zip that lists that many files and has none."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    path = folder / name
    with path.open("wb") as file:
        for _ in range(count // 10_000):
            file.write(entry * 10_000)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, len(entry) * count, 0, 0))
    return path


def _of(element, around=SHEET, begins="", ends=""):
    start, end = around.split("{}")
    return lambda count: [start, begins, *[element * 10_000] * (count // 10_000), ends, end]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("make", "read", "sentence"),
    [
        (_text(lambda count: f"[{'[],' * count}[]]", "a.json"), bundle.read, VALUES),
        (_text(lambda count: f"[{'{},' * count}{{}}]", "a.json"), bundle.read, VALUES),
        (_text(lambda count: f"[{'9,' * count}9]", "a.json"), bundle.read, VALUES),
        (_text(lambda count: "," * count, "2025-26.csv"), spreadsheet.read, CELLS),
        (_text(lambda count: "a;b\n" * count, "2025-26.csv"), spreadsheet.read, CELLS),
        (_workbook("xl/worksheets/sheet1.xml", _of("<c/>", begins="<row>", ends="</row>")), spreadsheet.read, CELLS),
        (_workbook("xl/worksheets/sheet1.xml", _of("<row><c/></row>")), spreadsheet.read, CELLS),
        (_workbook("xl/sharedStrings.xml", _of("<si/>", STRINGS)), spreadsheet.read, CELLS),
        (_listing, bundle.read, "it has more than 10000 files. Zip only the folder of the directory."),
        (lambda folder, count: _listing(folder, count // 40_000 * 10_000, "2025-26.xlsx"), spreadsheet.read, CELLS),
    ],
    ids=["lists", "records", "numbers", "columns", "rows", "cells", "sheet", "strings", "files", "parts"],
)
def test_too_much_is_refused_before_anything_is_made_of_it(tmp_path, make, read, sentence):
    held, sizes = [], []
    for count in (MAX_MARKS + 10_000, 2 * MAX_MARKS):
        path = make(tmp_path, count)
        sizes.append(path.stat().st_size)
        tracemalloc.start()
        with pytest.raises(Refused) as refused:
            read(path)
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert [problem.sentence for problem in refused.value.problems] == [sentence]
    assert held[1] - held[0] <= 3 * (sizes[1] - sizes[0]) + 1_000_000


def test_what_merged_cells_and_columns_would_come_to_is_refused_before_it_is_made(tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    for number in range(12):
        book.active.append(["Office", f"Department {number}"])
    book.active.merge_cells("A1:A12")
    book.save(tmp_path / "2025-26.xlsx")
    monkeypatch.setattr(cells, "MAX_CELLS", 10)
    with pytest.raises(Refused, match="more cells than any directory"):
        spreadsheet.read(tmp_path / "2025-26.xlsx")
    monkeypatch.undo()
    headings = ",".join(f"Note {number}" for number in range(1_000))
    (tmp_path / "2025-26.csv").write_text(f"Office,Phone,{headings}\nLakes,,\n")
    with pytest.raises(Refused, match="more than 1000 columns"):
        spreadsheet.read(tmp_path / "2025-26.csv")
    (tmp_path / "2025-26.csv").write_text(f"Office,Phone{',' * 20_000}Note\nLakes,,\n")
    with pytest.raises(Refused, match="more than 1000 columns"):
        spreadsheet.read(tmp_path / "2025-26.csv")


def test_a_directory_of_10_000_departments_is_not_too_much():
    text = (settings.BASE_DIR / "fixtures" / "2024-25" / "directory.json").read_bytes()
    departments = sum(record["model"] == "departments.department" for record in json.loads(text))
    assert sum(map(text.count, (b",", b"{", b"["))) / departments * 10_000 < MAX_MARKS


def test_of_one_mistake_made_again_and_again_some_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(edition_reading, "MAX_PROBLEMS", 10)
    path = tmp_path / "directory.json"
    path.write_text(f"[{'{},' * 100}{{}}]")
    with pytest.raises(Refused) as refused:
        bundle.read(path)
    assert len(refused.value.problems) == 10
