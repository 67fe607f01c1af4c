"""How a person wants a sheet read, to be used again for the next of its shape; and what is proposed of it."""

import json
import re
from dataclasses import dataclass, field, replace

from ..problems import refused
from .cells import ENCODINGS, SEPARATORS
from .sheet_columns import READ_AS

# By kind, what proposals of it are together, of those that can be refused: columns and sheets are chosen otherwise.
KINDS = {
    "office": "Offices",
    "carried": "Offices and departments from the rows above",
    "left": "Totals, notes and what is struck out, left out",
    "hidden": "Hidden rows, columns and sheets, left out",
    "people": "Several people of one office or department",
    "lines": "Several numbers or addresses in a cell",
    "put": "Cells put together, or taken apart",
    "cell": "Numbers, formulas, days and times",
    "lead": "Names and standings",
}


@dataclass(frozen=True)
class Proposal:
    """What is made of the file at `where`, in a sentence. One that `is_refused` is not done."""

    kind: str
    where: str
    sentence: str
    is_refused: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.where}"

    def __str__(self):
        if self.kind in ("lead", "column"):
            return self.sentence
        return f"{self.where}: {self.sentence}" if self.where else self.sentence[:1].upper() + self.sentence[1:]


_TEXTS = {"year": (), "encoding": ENCODINGS, "separator": tuple(SEPARATORS)}


@dataclass
class ReadAs:
    """
    The school year; which `sheets` are read or not, by name; the row of `headings` of each; the `office` of those whose
    rows name none; `columns`, the heading of `sheet_columns.READ_AS` for a heading of the file, "" for none; and
    proposals that are `refused`: a kind, or the key of one. Of a text the `encoding` and the `separator`, "" as found.
    """

    year: str = ""
    sheets: dict[str, bool] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    office: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""

    def refuses(self, kind: str, where: str) -> bool:
        return kind in self.refused or f"{kind}/{where}" in self.refused

    def as_json(self) -> dict:
        return dict(vars(self))

    def for_the_next(self) -> "ReadAs":
        """What holds for another file of the same shape: not the year, and nothing of single rows."""
        return replace(self, year="", refused=[one for one in self.refused if one in KINDS])

    @classmethod
    def of(cls, said, source: str) -> "ReadAs":
        """What `as_json` gave, or a person wrote in its way into the file `source`. Raises Refused."""
        told = "it is no map of a sheet. Write one with --write-map, and change that."
        if not isinstance(said, dict) or said.keys() - vars(cls()).keys():
            raise refused(source, told)
        kinds = {"sheets": bool, "headings": int, "office": str, "columns": str}
        for name, value in said.items():
            is_right = isinstance(value, str if name in _TEXTS else list if name == "refused" else dict)
            values = value.values() if isinstance(value, dict) else value
            if not is_right or not all(type(one) is kinds.get(name, str) for one in values):
                raise refused(source, f"“{name}” is not as a map has it. {told[:1].upper()}{told[1:]}")
        if wrong := [one for one in said.get("columns", {}).values() if one and one not in READ_AS]:
            known = ", ".join(READ_AS)
            raise refused(source, f"“{wrong[0]}” is no column. Write one of {known}, or nothing for none.")
        for name, known in _TEXTS.items():
            if known and said.get(name, "") not in ("", *known):
                raise refused(source, f"“{said[name]}” is no {name}. Write one of {', '.join(known)}, or nothing.")
        return cls(**said)

    @classmethod
    def from_file(cls, path) -> "ReadAs":
        """The map that a person keeps at `path`. Raises Refused."""
        try:
            said = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as reason:
            raise refused(path.name, f"it cannot be opened ({reason.strerror}). Check the path.") from reason
        except ValueError:
            said = None
        return cls.of(said, path.name)


_YEAR = re.compile(
    r"(?<!\d)(?:(20\d\d)\s?[-–—/_]\s?(?:20)?(\d\d)|(?:SY|FY)\s?'?(?:20)?(\d\d)\s?[-–—/_]\s?'?(?:20)?(\d\d))(?!\d)"
)


def years_in(text: str) -> set[str]:
    """The labels of the school years that `text` names: "2025-26" of "Directory 2025-2026" or "SY25/26" as well."""
    found = ((a or f"20{c}", b or d) for a, b, c, d in _YEAR.findall(text))
    return {f"{first}-{last}" for first, last in found}
