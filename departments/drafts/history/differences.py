"""What differs between two states of an office's rows, in words. Pure."""

from django.utils.translation import gettext as _

from ...publishing.changes import Change, between
from ...words.days import moment
from .version_rows import Rows, page


def differences(before: Rows | None, after: Rows, year, *, at) -> tuple[Change, ...]:
    """
    The changes from `before` (None: there was no draft) to `after` in the school year `year`.

    First what differs on the page at the moment `at`; then what is told of no page: retiring that lies ahead, or is
    taken back, and of the office itself.
    """
    if before is not None and before == after:
        return ()
    on_page = between(before and page(before, year, at=at), page(after, year, at=at))
    if before is None:
        return on_page
    told = {change.slug for change in on_page if change.slug}
    return on_page + tuple(change for change in _marked(before, after) if change.slug not in told or not change.slug)


def _marked(before, after):
    pairs = [("", before.office, after.office)]
    pairs += [
        (values["slug"], before.departments[pk], values)
        for pk, values in after.departments.items()
        if pk in before.departments
    ]
    for slug, was, now in pairs:
        if was["retired_at"] != now["retired_at"]:
            ended, ends = moment(was["retired_at"]), moment(now["retired_at"])
            how = _("{name}: to be taken off the site from {moment} on") if ends else _("{name}: to stay on the site")
            yield Change(
                now["name"],
                slug,
                "retired_at",
                _("to be taken off the site"),
                ended,
                ends,
                sentence=how.format(name=now["name"], moment=ends),
            )
