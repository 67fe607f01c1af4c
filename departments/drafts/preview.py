"""
Previews: the draft of one office as its public page would be, and a school year before it opens (`reading/rehearsal`).

For staff who may see it, and for whoever was sent a link. A link's address holds the link's key, signed. Its row says
until when it opens, so that it can be ended before its time; and it opens no longer than its maker may share what it
shows. It shows that as it is then: editors keep working.
"""

import logging
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .. import publishing
from ..models import Office, PreviewLink, SchoolYear
from ..models.accounts import account_name
from ..page import kept_page, office_page
from ..words.days import day, moment
from .roles import may_share

log = logging.getLogger(__name__)

USUAL_DAYS, MOST_DAYS = 7, 30
MOST_DAYS_OF_A_YEAR = 120  # from the spring in which it is loaded until it opens
# A dot and not the usual colon, at which some mail programs end an address. What one has signed opens nothing else.
_OF_OFFICES = signing.Signer(salt="departments.preview", sep=".")
_OF_YEARS = signing.Signer(salt="departments.rehearsal", sep=".")


class PreviewRefused(Exception):
    """A link was not made, for a reason that is told in a sentence."""


class LinkInvalid(LookupError):
    """No such link was ever made, or its office is deleted."""


class LinkExpired(Exception):
    """The link was good once. The sentence says since when it is not, and whom to ask; nothing of what it showed."""


def page_of(office: Office, *, at=None) -> office_page.OfficePage:
    """
    The page that publishing `office` for the moment `at` (now) would show: without what is to be off the site by
    then, and without pictures that are missing or undecided. Two queries.
    """
    return kept_page.thaw(publishing.draft_of(office, at=at or timezone.now()).payload)


def most_days(opens: Office | SchoolYear) -> int:
    """How long a link to `opens` may last."""
    return MOST_DAYS if isinstance(opens, Office) else MOST_DAYS_OF_A_YEAR


def make_link(opens: Office | SchoolYear, *, by, days: int = USUAL_DAYS, note: str = "") -> PreviewLink:
    """
    A new link to the draft of an office, or to a school year that is not open, that opens for `days` days. Raises
    PreviewRefused unless they are at least one, and no more than `most_days()`.
    """
    if not 1 <= days <= most_days(opens):
        told = gettext("{opens}: a preview link lasts 1 to {most} days, and {days} were asked for.")
        raise PreviewRefused(told.format(opens=opens, most=most_days(opens), days=days))
    now = timezone.now()
    expires, what = now + timedelta(days=days), "office" if isinstance(opens, Office) else "school_year"
    link = PreviewLink.objects.create(**{what: opens}, note=note, created_at=now, created_by=by, expires_at=expires)
    log.info("Made a link to %s until %s, by %s", link, moment(expires), by)
    return link


def revoke(link: PreviewLink, *, by) -> PreviewLink:
    """End `link` at once: afterwards its address opens nothing. One that has ended already stays as it was."""
    now = timezone.now()
    if PreviewLink.objects.valid(now).filter(pk=link.pk).update(revoked_at=now):
        log.info("Revoked a link to %s, by %s", link, by)
    link.refresh_from_db(fields=["revoked_at"])
    return link


def token_of(link: PreviewLink) -> str:
    """What stands in the address of `link`: letters, digits, "-", "_" and one dot."""
    return (_OF_OFFICES if link.office_id else _OF_YEARS).sign(link.key)


_PREVIEW = (
    _("This preview ended on {day}. Ask {name} for a new one."),
    _("This preview ended on {day}. Ask whoever sent it for a new one."),
    _("This preview has ended. Ask the office it was about for a new one."),
)
_REHEARSAL = (
    _("This rehearsal ended on {day}. Ask {name} for a new one."),
    _("This rehearsal ended on {day}. Ask whoever sent it for a new one."),
    _("This rehearsal has ended. Ask a publisher of the directory for a new one."),
)


def open_link(token: str, *, at=None) -> PreviewLink:
    """
    The link whose token this is, if it opens at the moment `at` (now), with its office and who made it. Five queries.

    Raises LinkInvalid for a token that we did not sign or whose office is gone; LinkExpired for a link that has
    ended.
    """
    return _opened(token, _OF_OFFICES, _PREVIEW, at)


def open_link_to_year(token: str, *, at=None) -> PreviewLink:
    """The same of a link to a school year."""
    return _opened(token, _OF_YEARS, _REHEARSAL, at)


def _opened(token, signer, sentences, at):
    ended_by, ended, not_shared = sentences
    try:
        key = signer.unsign(token)
        rows = PreviewLink.objects.select_related("office__school_year", "school_year", "created_by")
        link = rows.get(key=key)
    except (signing.BadSignature, PreviewLink.DoesNotExist) as error:
        raise LinkInvalid("This preview does not exist.") from error
    if not link.is_valid(at):
        maker, on = maker_of(link), day(link.revoked_at or link.expires_at)
        raise LinkExpired(gettext(ended_by if maker else ended).format(day=on, name=maker))
    if not may_share(link.created_by, link.opens):
        raise LinkExpired(gettext(not_shared))
    return link


def maker_of(link: PreviewLink) -> str:
    """The name of the person who made `link`; empty where the account is gone."""
    return account_name(link.created_by)
