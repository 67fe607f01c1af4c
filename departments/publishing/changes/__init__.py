"""
What differs between two pages of an office, in words and by field. Pure: no queries, no clock, no HTTP.

Pages are compared as they would be kept and read, so what no visitor could see makes no difference; and whatever would
be published is reported.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...page import kept_page, office_page
from . import changed_departments, changed_fields, changed_lines
from .change import Change, name_of, of_part


def between(before: office_page.OfficePage | None, after: office_page.OfficePage | None) -> tuple[Change, ...]:
    """
    The changes that lead from `before` to `after`, in the order of the page: first the office's, then each
    department's, then departments that are gone. None stands for no page: nothing published yet, or no longer shown.
    """
    if before is after:
        return ()
    if before is None or after is None:
        page = after or before
        name, count = name_of(page), len(page.departments) if page else 0
        having = ngettext(
            "New on the page: {name} with {count} department", "New on the page: {name} with {count} departments", count
        )
        words = _("{name} is no longer shown") if after is None else having if count else _("New on the page: {name}")
        return (Change(name, "", sentence=words.format(name=name, count=count)),)
    before, after = kept_page.thaw(kept_page.freeze(before)), kept_page.thaw(kept_page.freeze(after))
    if before == after:
        return ()
    changes = (
        *changed_fields.changes(before, after, ""),
        *changed_fields.changes_of_office(before, after),
        *changed_lines.changes(before, after, ""),
        *changed_departments.changes(before.departments, after.departments),
    )
    # A unit among other departments than its own, a gap in the places: kept, and shown as before.
    sentence = of_part(name_of(after), _("departments kept differently, shown the same"))
    return changes or (Change(name_of(after), "", "position", "order", sentence=sentence),)


def summary(changes, limit=3) -> str:
    """One sentence for lists: the first `limit` changes, "; " between them, then "and 4 more"."""
    said, more = "; ".join(map(str, changes[:limit])), len(changes) - limit
    words = ngettext("{changes}; and {count} more", "{changes}; and {count} more", more)
    return words.format(changes=said, count=more) if more > 0 else said
