"""
What differs between two pages of an office, in words and by field. Pure: no queries, no clock, no HTTP.

Pages are compared as they would be kept and read, so what no visitor could see makes no difference; and whatever would
be published is reported.
"""

from ...page import kept_page, office_page
from . import changed_departments, changed_fields, changed_lines
from .change import Change, name_of


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
        having = f" with {count} department{'' if count == 1 else 's'}" if count else ""
        sentence = f"{name} is no longer shown" if after is None else f"New on the page: {name}{having}"
        return (Change(name, "", sentence=sentence),)
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
    sentence = f"{name_of(after)}: departments kept differently, shown the same"
    return changes or (Change(name_of(after), "", "position", "order", sentence=sentence),)


def summary(changes, limit=3) -> str:
    """One sentence for lists: the first `limit` changes, "; " between them, then "and 4 more"."""
    said = [str(change) for change in changes]
    more = [f"and {len(said) - limit} more"] if len(said) > limit else []
    return "; ".join(said[:limit] + more)
