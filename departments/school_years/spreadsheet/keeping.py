"""What a sheet cannot say otherwise stays as the drafts have it."""

from ...models.facts import ENTRY, Form
from ...words.folding import fold
from ..edition import Edition
from .cells import tidied
from .sheet_columns import FACTS, spelled
from .write_sheet import cell_of

_SAID = (ENTRY["name"], *FACTS.values())
_TEXTS = {fact.name: fact for fact in _SAID if not fact.choices and fact.form is not Form.NUMBER}


def keep_what_no_cell_says(edition: Edition, drafts: Edition) -> None:
    """
    Put into `edition`, which a sheet says, what `drafts` have and a sheet cannot say otherwise: line ends and doubled
    spaces, the places of an order that is theirs, and the department of a unit where its name does not tell it.

    So a year that was written as a sheet, and is read again, changes nothing.
    """
    for kind in ("office", "department"):
        there = drafts.entries(kind)
        for slug, values in edition.entries(kind).items():
            for field in values.keys() & there.get(slug, {}).keys() & _TEXTS.keys():
                was, fact = there[slug][field], _TEXTS[field]
                if values[field] != was and values[field] == spelled(fact, tidied(cell_of(fact, was))):
                    values[field] = was
    _keep_parents(edition.departments, drafts.departments)
    _keep_places(edition.offices, drafts.offices)
    for office in edition.offices:
        _keep_places({s: v for s, v in edition.departments.items() if v["office"] == office}, drafts.departments)


def _keep_parents(departments, there):
    """A cell has the name of a unit's department, which another may have too, and none of one that is retired."""
    named = {slug: (values["office"], fold(values["name"])) for slug, values in departments.items()}
    for slug, values in departments.items():
        was = there.get(slug, {}).get("parent")
        if was and "parent" in values:
            unit_of = None if there[was]["retired_at"] else named.get(was, "")
            if named.get(values["parent"]) == unit_of:
                values["parent"] = was


def _keep_places(entries, there):
    slugs = list(entries)
    if there.keys() >= entries.keys() and slugs == sorted(slugs, key=lambda slug: (there[slug]["position"], slug)):
        for slug, values in entries.items():
            values["position"] = there[slug]["position"]
