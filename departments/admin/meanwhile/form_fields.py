"""The fields of one row on three sides. Those that make sense only together are compared as one."""

from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...models.facts import GROUPS
from .findings import Difference

ALL = "together"  # the group of all fields of a row, where both sides' changes would be refused as a whole


def groups(fields, row="", refused=()) -> dict[str, list]:
    """What is taken from one side as a whole: the fields of the row called `row`, by the key of what they count as."""
    found: dict[str, list] = {}
    for field in fields.values():
        found.setdefault(row + (ALL if row in refused else field.group), []).append(field)
    return found


def compare(found, fields, data, before, now, *, row="", name="", part="", refused=None) -> None:
    """
    Sort into `found` what was posted under names that begin with `name` and differs from `now`. `before` is None where
    nobody knows what the form showed: every difference is then a choice.
    """
    refused = refused or {}
    for key, group in groups(fields, row, refused).items():
        posted = {field.name: field.posted(data, name) for field in group}
        differing = [field for field in group if field.differs(now[field.name], posted[field.name])]
        if not differing:
            continue
        # What both changed alike is no difference: whose side has that and more has it all.
        theirs = [field for field in differing if before is None or before[field.name] != now[field.name]]
        mine = [field for field in differing if before is None or field.differs(before[field.name], posted[field.name])]
        if theirs and mine and before is not None and row not in refused:
            differing = [field for field in group if field in differing or now[field.name] not in ("", False)]
        found.sort(
            Difference(
                key,
                part,
                differing[0].label if len(differing) == 1 else _title(key.removeprefix(row)),
                before=_lines(differing, before, "stored_in_words") if before else "",
                theirs=_lines(differing, now, "stored_in_words"),
                mine=_lines(differing, posted, "posted_in_words"),
                why=refused.get(row, ""),
            ),
            they_changed=bool(theirs),
            i_changed=bool(mine),
        )


def _title(group):
    return _("What both changed") if group == ALL else capfirst(_(GROUPS.get(group, group)))


def _lines(fields, values, in_words):
    """The values of `fields` as people read them, each with its label where there are several."""
    read = [(field.label, getattr(field, in_words)(values[field.name])) for field in fields]
    return read[0][1] if len(read) == 1 else format_html_join("\n", "{}: {}", read)
