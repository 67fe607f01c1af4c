"""
Previews: the draft of one office as its public page would be.

For staff who may see the draft, and for whoever was sent a link. A link's address holds the link's key, signed. Its
row says until when it opens, so that it can be ended before its time; and it opens no longer than its maker may share
the draft. It shows the draft as it is then: editors keep working.
"""

import logging
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from .. import publishing
from ..models import Office, PreviewLink
from ..models.accounts import account_name
from ..page import kept_page, office_page
from ..words.days import day, moment
from .roles import may_share

log = logging.getLogger(__name__)

USUAL_DAYS, MOST_DAYS = 7, 30
# A dot and not the usual colon, at which some mail programs end an address.
_signer = signing.Signer(salt="departments.preview", sep=".")


class PreviewRefused(Exception):
    """A link was not made, for a reason that is told in a sentence."""


class LinkInvalid(LookupError):
    """No such link was ever made, or its office is deleted."""


class LinkExpired(Exception):
    """The link was good once. The sentence says since when it is not, and whom to ask; nothing of the draft."""


def page_of(office: Office, *, at=None) -> office_page.OfficePage:
    """
    The page that publishing `office` for the moment `at` (now) would show: without what is to be off the site by
    then, and without pictures that are missing or undecided. Two queries.
    """
    return kept_page.thaw(publishing.draft_of(office, at=at or timezone.now()).payload)


def make_link(office: Office, *, by, days: int = USUAL_DAYS, note: str = "") -> PreviewLink:
    """A new link to the draft of `office` that opens for `days` days. Raises PreviewRefused unless they are 1 to 30."""
    if not 1 <= days <= MOST_DAYS:
        raise PreviewRefused(f"{office}: a preview link lasts 1 to {MOST_DAYS} days, and {days} were asked for.")
    now = timezone.now()
    expires = now + timedelta(days=days)
    link = PreviewLink.objects.create(office=office, note=note, created_at=now, created_by=by, expires_at=expires)
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
    return _signer.sign(link.key)


def open_link(token: str, *, at=None) -> PreviewLink:
    """
    The link whose token this is, if it opens at the moment `at` (now), with its office and who made it. Five queries.

    Raises LinkInvalid for a token that we did not sign or whose office is gone; LinkExpired for a link that has
    ended.
    """
    try:
        key = _signer.unsign(token)
        link = PreviewLink.objects.select_related("office__school_year", "created_by").get(key=key)
    except (signing.BadSignature, PreviewLink.DoesNotExist) as error:
        raise LinkInvalid("This preview does not exist.") from error
    if not link.is_valid(at):
        ended = day(link.revoked_at or link.expires_at)
        raise LinkExpired(f"This preview ended on {ended}. Ask {maker_of(link) or 'whoever sent it'} for a new one.")
    if not may_share(link.created_by, link.office):
        raise LinkExpired("This preview has ended. Ask the office it was about for a new one.")
    return link


def maker_of(link: PreviewLink) -> str:
    """The name of the person who made `link`; empty where the account is gone."""
    return account_name(link.created_by)
