"""
An edition as a Django fixture, and back: natural keys, no primary keys, the same bytes for the same edition.

Reading judges every value by the rules of the admin form and tells everything that is wrong, not the first thing.
"""

import json
from collections import Counter, defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..words import plain_text
from .edition import DEPARTMENT_FIELDS, LINE_BLANKS, LINE_FIELDS, OFFICE_FIELDS, YEAR_FIELDS, Edition
from .edition_reading import EditionReading
from .too_much import has_too_many
from .values import ValueRefused, faults, rules, shown

FILE = "directory.json"
_HOME = ("office", "parent")
# In the order in which they are written: first those that say which record it is, then those of the model.
FIELDS = {
    "schoolyear": ("label", *YEAR_FIELDS),
    "office": ("school_year", "slug", *OFFICE_FIELDS),
    "department": ("school_year", *_HOME, "slug", *(name for name in DEPARTMENT_FIELDS if name not in _HOME)),
    "contact": ("office", "department", "position", *LINE_FIELDS),
}
# What Django's own dumps carry and no load takes: when a year opens is decided here, and accounts are this
# installation's.
_PASSED_OVER = {
    "schoolyear": {"opened_at", "closed_at"},
    "office": {"confirmed_by", "editors"},
    "department": {"confirmed_by"},
    "contact": set(),
}
_REQUIRED = {"schoolyear": ("label",), "office": ("school_year", "slug", "name")}
_REQUIRED |= {"department": (*_REQUIRED["office"], "office"), "contact": ()}


def write(edition: Edition) -> bytes:
    """The edition as a fixture in UTF-8. Offices, departments and contact lines stand in their order."""
    label = edition.label
    records = [_record("schoolyear", {"label": label} | edition.year)]
    for kind, slug, values in edition.each():
        homes = {name: values[name] and [label, values[name]] for name in _HOME if name in values}
        records.append(_record(kind, {"school_year": [label], "slug": slug} | values | homes))
    for kind, slug, values in edition.each():
        for position, line in enumerate(values.get("contacts", ()), 1):
            owner = {"office": None, "department": None} | {kind: [label, slug]}
            records.append(_record("contact", owner | {"position": position} | line))
    return (json.dumps(records, indent=2, ensure_ascii=False) + "\n").encode()


def _record(kind, values):
    return {"model": f"departments.{kind}", "fields": {name: values[name] for name in FIELDS[kind] if name in values}}


def read(data: bytes, file: str = FILE) -> EditionReading:
    """What stands in the fixture `data`, with every problem in it. Never raises for that."""
    reading = _Reading(file, Edition(""))
    try:
        text = _decoded(data)
        del data  # twice as much again is about to be held
        records = _parsed(text)
    except ValueError as reason:
        reading.problem("", "", str(reason))
    else:
        del text
        reading.take(records)
    return reading


def _decoded(data):
    if has_too_many((b",", b"{", b"["), [data]):
        raise ValueError(_("it has more values than any directory. Send only the directory of one school year."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        words = _("it is not UTF-8 from byte {number} on. Save it as UTF-8.")
        raise ValueError(words.format(number=reason.start)) from reason


def _parsed(text):
    try:
        records = json.loads(text, parse_constant=_no_number, object_pairs_hook=_without_twins)
    except json.JSONDecodeError as reason:
        words = _("it is no JSON from line {line}, column {column} on ({reason}). Export it again.")
        if text.startswith(("//", "/*", "#"), reason.pos):
            words = _("it has a comment in line {line}, column {column}, which JSON does not know. Remove it.")
        if text.startswith(("]", "}"), reason.pos) and text[: reason.pos].rstrip().endswith(","):
            words = _("it has a comma too many before line {line}, column {column}. Remove it.")
        told = words.format(line=reason.lineno, column=reason.colno, reason=reason.msg)
        raise ValueError(told) from reason
    except RecursionError as reason:
        raise ValueError(_("it is nested too deeply to be a directory. Export it again.")) from reason
    except ValueError as reason:
        if isinstance(reason, ValueRefused):
            raise
        raise ValueError(_("it holds a number of too many digits. Mend it.")) from reason
    if not isinstance(records, list):
        raise ValueError(_("it is no list of records, as a Django fixture is. Export it with dump_school_year."))
    if not records:
        raise ValueError(_("it is empty: it has no record at all. Export it again."))
    return records


def _no_number(constant):
    words = _("{constant} is no value that JSON knows. Write a number or a text.")
    raise ValueRefused(words.format(constant=constant))


def _without_twins(pairs):
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        words = _("{name} stands twice in one record. Keep one of the two.")
        raise ValueRefused(words.format(name=shown(twice)))
    return values


class _Reading(EditionReading):
    def take(self, records):
        self.lines, self.passed_over = defaultdict(dict), Counter()
        found = [one for place, record in enumerate(records, 1) if (one := self._record(place, record))]
        self._year([one for one in found if one[0] == "schoolyear"])
        for kind, take in (("office", self._entry), ("department", self._entry), ("contact", self._line)):
            for one in (one for one in found if one[0] == kind):
                take(*one)
        for (kind, slug), lines in self.lines.items():
            self.edition.entries(kind)[slug]["contacts"] = [lines[position] for position in sorted(lines)]
        self.find_misplaced()
        for name, count in self.passed_over.items():
            words = ngettext(
                "{name} in {number} record was passed over: that is decided in this directory, not by a file.",
                "{name} in {number} records was passed over: that is decided in this directory, not by a file.",
                count,
            )
            self.notes.append(words.format(name=name, number=count))

    def _record(self, place, record):
        """The kind, the name and the fields of a record; None where it cannot be told what it is."""
        name = f"record {place}"
        if not isinstance(record, dict) or not isinstance(record.get("fields"), dict):
            self.problem(name, "", _("it is no record with a model and fields. Export it again."))
            return None
        model, fields = str(record.get("model")), record["fields"]
        kind = model.removeprefix("departments.")
        if kind not in FIELDS or kind == model:
            words = _("{model} is no part of a school year. Remove the record.")
            self.problem(name, "model", words.format(model=shown(record.get("model"))))
            return None
        name = _name(kind, fields) or name
        for extra in record.keys() - {"model", "fields"}:
            sentence = _("records are known by their addresses and have no key of a database. Remove it.")
            self.problem(name, extra, sentence)
        return kind, name, fields

    def _values(self, kind, name, fields):
        """The values that are right, of those fields that hold no reference."""
        values = {}
        for missing in _REQUIRED[kind]:
            if missing not in fields:
                self.problem(name, missing, _("it is missing. Every record of this kind needs it."))
        judges = rules(kind)
        for field_name, value in fields.items():
            if field_name in judges and field_name in FIELDS[kind]:
                try:
                    values[field_name] = judges[field_name](value)
                except ValueRefused as reason:
                    self.problem(name, field_name, str(reason))
            elif field_name in _PASSED_OVER[kind]:
                self.passed_over[field_name] += value not in (None, [], "")
            elif field_name not in FIELDS[kind]:
                self.problem(name, field_name[:60], _no_such_field(field_name))
        if kind in ("office", "department"):
            self.understand(values.get("name") or name, values)
        for field_name, sentence in faults(kind, values):
            self.problem(name, field_name, sentence)
        return values

    def _year(self, found):
        if len(found) != 1:
            words = ngettext(
                "it has {number} school year. One file is the directory of one school year.",
                "it has {number} school years. One file is the directory of one school year.",
                len(found),
            )
            self.problem("", "", words.format(number=len(found)))
        for kind, name, fields in found:
            values = self._values(kind, name, fields)
            self.edition.label = values.pop("label", "")
            self.edition.year = {field: day for field, day in values.items() if day is not None}

    def _entry(self, kind, name, fields):
        values = self._values(kind, name, fields)
        slug = values.pop("slug", None)
        if "school_year" in fields and fields["school_year"] != [self.edition.label]:
            words = _("{year} is not the school year of this file. Write the file's.")
            self.problem(name, "school_year", words.format(year=shown(fields["school_year"])))
        if kind == "department":
            values |= {home: self._address(name, home, fields[home]) for home in _HOME if home in fields}
        if slug in self.edition.entries(kind):
            words = _("another department of the file has this address. Give one of them another.")
            if kind == "office":
                words = _("another office of the file has this address. Give one of them another.")
            self.problem(name, "slug", words)
        elif slug is not None:
            self.edition.entries(kind)[slug] = values | {"contacts": []}

    def _address(self, name, field_name, value):
        """The address in a natural key; None for none, and for one that is wrong, which is then told."""
        if value is None and field_name != "office":
            return None
        is_key = isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
        if not is_key or value[0] != self.edition.label:
            example = f'["{self.edition.label or "2025-26"}", "address"]'
            words = _("{value} is no address in this file. Write {example}.")
            self.problem(name, field_name, words.format(value=shown(value), example=example))
            return None
        return value[1]

    def _line(self, kind, name, fields):
        values = self._values(kind, name, fields)
        given = [owner for owner in ("office", "department") if fields.get(owner) is not None]
        if len(given) != 1:
            self.problem(name, "", _("a contact line belongs to one office or one department. Name exactly one."))
            return
        slug = self._address(name, given[0], fields[given[0]])
        if slug is None:
            return
        if slug not in self.edition.entries(given[0]):
            words = _("the file has no department {slug}. Add it, or remove the line.")
            words = _("the file has no office {slug}. Add it, or remove the line.") if given[0] == "office" else words
            self.problem(name, given[0], words.format(slug=slug))
            return
        position = values.pop("position", 0)
        if position in self.lines[given[0], slug]:
            self.problem(name, "position", _("another line has this place. Give each its own."))
        self.lines[given[0], slug][position] = LINE_BLANKS | values


def _no_such_field(name):
    try:
        plain_text.line(name)
    except plain_text.HalfCharacter as reason:
        return _("the name of the field is damaged: {reason}").format(reason=reason)
    return _("there is no such field. Remove it, or mend its name.")


def _name(kind, fields):
    """What to call a record of this kind; empty where it does not say."""
    if kind == "contact":
        keys = ((owner, fields.get(owner)) for owner in ("office", "department"))
        owners = [f"{owner} {key[1]}" for owner, key in keys if isinstance(key, list) and len(key) == 2]
        return owners and f"contact line {fields.get('position', '')} of {owners[0]}"
    said, slug = ("school year", fields.get("label")) if kind == "schoolyear" else (kind, fields.get("slug"))
    return isinstance(slug, str) and slug and f"{said} {slug}"
