"""How a person wants a sheet read, to be used again for the next of its shape; and what is proposed of it."""

import json
import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...publishing.changes.change import of_part
from ..problems import refused
from .cells import ENCODINGS, SEPARATORS
from .sheet_columns import READ_AS

# By kind, what proposals of it are together, of those that can be refused: columns and sheets are chosen otherwise.
KINDS = {
    "office": gettext_lazy("Offices"),
    "carried": gettext_lazy("Offices and departments from the rows above"),
    "left": gettext_lazy("Totals, notes and what is struck out, left out"),
    "hidden": gettext_lazy("Hidden rows, columns and sheets, left out"),
    "people": gettext_lazy("Several people of one office or department"),
    "lines": gettext_lazy("Several numbers or addresses in a cell"),
    "put": gettext_lazy("Cells put together, or taken apart"),
    "cell": gettext_lazy("Numbers, formulas, days and times"),
    "lead": gettext_lazy("Names and standings"),
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
        return of_part(self.where, self.sentence) if self.where else self.sentence[:1].upper() + self.sentence[1:]


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
        told = _("it is no map of a sheet. Write one with --write-map, and change that.")
        if not isinstance(said, dict) or said.keys() - vars(cls()).keys():
            raise refused(source, told)
        kinds = {"sheets": bool, "headings": int, "office": str, "columns": str}
        for name, value in said.items():
            is_right = isinstance(value, str if name in _TEXTS else list if name == "refused" else dict)
            values = value.values() if isinstance(value, dict) else value
            if not is_right or not all(type(one) is kinds.get(name, str) for one in values):
                words = _("“{name}” is not as a map has it.").format(name=name)
                raise refused(source, f"{words} {told[:1].upper()}{told[1:]}")
        if wrong := [one for one in said.get("columns", {}).values() if one and one not in READ_AS]:
            words = _("“{name}” is no column. Write one of {known}, or nothing for none.")
            raise refused(source, words.format(name=wrong[0], known=", ".join(READ_AS)))
        for name, known in _TEXTS.items():
            if known and said.get(name, "") not in ("", *known):
                words = _("“{value}” is no separator. Write one of {known}, or nothing.")
                words = (
                    _("“{value}” is no encoding. Write one of {known}, or nothing.") if name == "encoding" else words
                )
                raise refused(source, words.format(value=said[name], known=", ".join(known)))
        return cls(**said)

    @classmethod
    def from_file(cls, path) -> "ReadAs":
        """The map that a person keeps at `path`. Raises Refused."""
        try:
            said = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as reason:
            words = _("it cannot be opened ({reason}). Check the path.")
            raise refused(path.name, words.format(reason=reason.strerror)) from reason
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
