"""Which column a heading means, as offices write it in English and Spanish, and as what stands below it. Pure."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ...models.facts import Column, Standing
from ...words.folding import fold
from ...words.typed_number import read as typed_number
from .sheet_columns import (
    ADDRESS,
    BY_HEADING,
    DEPARTMENT,
    FACTS,
    FIRST_NAME,
    HOLDER,
    LAST_NAME,
    LINE,
    OFFICE,
    READ_AS,
    UNIT,
)

BY_FACT = {fact.name: column for column, fact in FACTS.items()}
NAME, TITLE, STANDING = BY_FACT["lead_name"], BY_FACT["lead_title"], BY_FACT["lead_standing"]
PHONE, FAX, EMAIL = BY_FACT["phone"], BY_FACT["fax"], BY_FACT["email"]
LOCATION, WEBSITE, HOURS = BY_FACT["location"], BY_FACT["website"], BY_FACT["hours"]

_SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WHOSE = _SAID.pop("whose").split(", ")
_MEANT = {" ".join(words.split()): READ_AS[column] for column, said in _SAID.items() for words in said.split(",")}
_ONLY_A_NUMBER = {"no", "nr", "num", "nbr", "number", "numbers", "numero", "s", "es"}
_AREA_CODE = re.compile(r"\(\d{3}\)")
# Beside these a number or an address belongs to somebody else, or is not meant for a directory.
_ASIDE = re.compile(
    r"\b(old|former|previous|prior|supervisor|reports?|emergency|home|personal|private|cell|mobile|pager|secretary"
    r"|assistant|parent|backup|id|code|anterior|celular|movil|casa|emergencia)\b"
)
_ROOM = re.compile(r"((room|rm|suite|salon|sala)\b\W*)?[a-z]?-?\d+-?[a-z]?", re.IGNORECASE)
_STRUCTURE = (OFFICE, DEPARTMENT, UNIT)
_PAGE = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_STANDINGS = {fold(word) for choice in Standing.choices for word in choice}


def meant(heading: str) -> Column | None:
    """The column that `heading` says by itself, None where it says none that is known."""
    words = [word for word in fold(_AREA_CODE.sub("", heading)).split() if word not in _ONLY_A_NUMBER]
    plain = " ".join(words)
    if column := BY_HEADING.get(plain) or READ_AS.get(plain.capitalize()) or _MEANT.get(plain):
        return column
    own = [word for word in words if word not in _WHOSE]
    bare = [" ".join(own), " ".join([*(word for word in words[:-1] if word in own), *words[-1:]])]  # "Main Contact"
    return next((column for one in bare if (column := BY_HEADING.get(one) or _MEANT.get(one)) in FACTS), None)


def matched(headings: dict[int, str], below: dict[int, Sequence[str]]) -> dict[int, Column]:
    """
    By place the column that each of `headings` means, with the texts `below` it. Where several mean one that holds one
    text, it is the heading that says it in the template's words, or else the first; a further phone is a line.
    """
    said = {place: column for place, heading in headings.items() if (column := _with_cells(heading, below[place]))}
    said = dict(_together(said, headings, below))
    found, taken = {}, set()
    is_exact = {place: BY_HEADING.get(fold(headings[place])) is column for place, column in said.items()}
    for place in sorted(said, key=lambda place: (not is_exact[place], place)):
        column = said[place]
        is_twin = any(fold(headings[place]) == fold(headings[other]) for other in found)
        if column in taken and column not in (LINE, LOCATION) and not is_twin:
            column = LINE if column is PHONE else None
        if column:
            found[place] = column
            taken.add(column)
    for place in headings.keys() - said.keys():
        column = _by_cells(below[place])
        if column and column not in taken and not _ASIDE.search(fold(headings[place])):
            found[place] = column
            taken.add(column)
    return dict(sorted(found.items()))


def _with_cells(heading, cells):
    column, words = meant(heading), fold(heading)
    by_cells = _by_cells(cells)
    if words in ("contact", "contacto", "main", "direct", "contacts") and cells:
        return by_cells or (NAME if words.startswith("contact") else PHONE)
    if column is ADDRESS and cells and not all(re.fullmatch(r"[-\w]+", cell) for cell in cells):
        return LOCATION
    if column is STANDING and words != "standing" and not all(fold(cell) in _STANDINGS for cell in cells):
        return None
    return column


def _together(said, headings, below):
    """What a heading means because of another: rooms beside a division, a first name before a last one."""
    columns = set(said.values())
    for place, column in said.items():
        words, cells = fold(headings[place]), below[place]
        if column is NAME and LAST_NAME in columns and FIRST_NAME not in columns and words in ("nombre", "name"):
            column = FIRST_NAME
        elif column is OFFICE and words in ("office", "oficina") and cells and all(map(_ROOM.fullmatch, cells)):
            column = LOCATION
        elif column is UNIT and DEPARTMENT not in columns:
            column = DEPARTMENT
        if column is not HOLDER or NAME not in columns:
            yield place, column


def _by_cells(cells):
    """What all that stands in a column is, where that is certain: e-mail addresses, numbers, addresses of pages."""
    forms = ((EMAIL, _EMAIL.fullmatch), (WEBSITE, _PAGE.fullmatch), (PHONE, _is_number))
    return next((column for column, is_one in forms if all(map(is_one, cells))), None) if len(cells) > 1 else None


def _is_number(text):
    found = typed_number(text)
    return bool(found and found.is_all and len(found.digits) == 10)


def score(row: dict) -> int:
    """How much like headings the cells of a row are; 0 where they are none."""
    columns = {column for cell in row.values() if isinstance(cell, str) and len(cell) < 60 and (column := meant(cell))}
    return len(columns) + 2 * bool(columns & set(_STRUCTURE)) if len(columns) > 1 else 0
