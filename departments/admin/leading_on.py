"""What is said once a draft is saved: what visitors see meanwhile, and the ways on from there."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..drafts import history
from ..drafts.state import State, state_of
from ..models import Office
from ..models.asked import LINES
from ..words.days import day


def saved(entry, *, is_new: bool = False) -> SafeString:
    """The sentence with its links. While a save is under way, the newest version is what it can be undone to."""
    office = entry if isinstance(entry, Office) else entry.office
    state = state_of(office)
    count = len(state.changes) if state.live else 0
    review = ngettext("Review {number} change", "Review {number} changes", count).format(number=count)
    ways = [("review", review)] if count else []
    if not state.live and not state.is_marked:
        ways = [("review", _("Review and publish"))]
    if count or not state.live:
        ways.append(("preview", _("See it")))
    links = [(_address(name, office), words) for name, words in ways]
    if not is_new:  # before the very first save there is no version yet: that save keeps how it was
        before = history.versions(office)
        links.append((_address("version", office, before[0].id if before else history.FIRST), _("Undo")))
    told = _("Saved the draft of {entry}.").format(entry=entry)
    return format_html("{} {} {}", told, _seen(state), format_html_join(" · ", '<a href="{}">{}</a>', links))


def field_address(noun: str, pk: int, field: str) -> str:
    """Where `field` of an office or department is typed in."""
    anchor = "contacts-group" if field == LINES else f"id_{field}"
    return f"{reverse(f'admin:departments_{noun}_change', args=[pk])}#{anchor}"


def _seen(state: State):
    if state.is_marked:
        return _("The office is marked as to be off the site.")
    if state.live is None:
        return _("Visitors do not see it.") if state.ended else _("Visitors see it once it is published.")
    if state.is_same:
        return _("Visitors see the same.")
    told = _("Published is the page of {day}.") if state.is_hidden else _("Visitors still see the page of {day}.")
    return told.format(day=day(state.live.live_from))


def _address(name, office, *keys):
    return reverse(f"admin:departments_office_{name}", args=[office.pk, *keys])
