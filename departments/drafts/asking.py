"""
Asking and answering: an editor asks publishers to publish a draft; who publishes it, or sends it back with remarks at
its fields, answers. Where the site wants a second person, nobody publishes alone what they changed last.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .. import publishing
from ..models import Asked, Department, Office, Publication, directory_settings
from ..models.accounts import account_name
from ..publishing import PublishRefused
from . import mailing
from .history import last_savers
from .roles import publishers

log = logging.getLogger(__name__)


def ask(office: Office, *, by, words="") -> bool:
    """Ask publishers to publish the draft of `office`; False where `by` has asked already."""
    return Asked.objects.get_or_create(office=office, by=by, field="", over_at=None, defaults={"words": words})[1]


def send_back(office: Office, remarks: Iterable[tuple[Department | None, str, str]], *, by) -> list[Asked]:
    """
    Answer with `remarks`, each a department or None for the office itself, a field and words: editors read them at
    that field until it is saved. What had been asked of publishers, and is over with this.
    """
    with transaction.atomic():
        asked = end(Asked.objects.filter(office=office, field=""), by=by)
        Asked.objects.bulk_create(
            Asked(office=None if part else office, department=part, field=field, words=words, by=by)
            for part, field, words in remarks
        )
    return asked


def end(asked, *, by) -> list[Asked]:
    """Those of `asked` that were open, and are over now."""
    ended = list(asked.open().select_related("by", "office", "department"))
    Asked.objects.filter(pk__in=[one.pk for one in ended]).update(over_at=timezone.now(), over_by=by)
    return ended


def open_by_office(offices) -> dict[int, list[Asked]]:
    """What is open about each of `offices` and its departments, by the office's key. One query."""
    found = defaultdict(list)
    for one in Asked.objects.open().of_offices(offices).select_related("by", "office", "department"):
        found[one.office_id or one.department.office_id].append(one)
    return found


def publish(office: Office, *, by, **how) -> Publication:
    """
    `publishing.publish()`, which answers all that is open about the office: who asked for it is told by mail. Raises
    PublishRefused, also where a second person is wanted.
    """
    if alone := alone_with([office], by):
        raise PublishRefused(alone[office.pk])
    publication = publishing.publish(office, by=by, **how)
    _answer(office, publication, by)
    return publication


def publish_many(offices, *, by, **how) -> Iterator[tuple[Office, Publication | PublishRefused]]:
    """The same of `publishing.publish_many()`; those that wait for a second person come first."""
    offices = list(offices)
    alone, asked = alone_with(offices, by), open_by_office(offices)
    yield from ((office, PublishRefused(alone[office.pk])) for office in offices if office.pk in alone)
    free = [office for office in offices if office.pk not in alone]
    for office, done in publishing.publish_many(free, by=by, **how):
        if isinstance(done, Publication) and office.pk in asked:
            _answer(office, done, by)
        yield office, done


def alone_with(offices: Collection[Office], by) -> dict[int, str]:
    """Why `by` may not publish each of `offices`, by key: of those that they changed last."""
    last = changed_last(offices)
    mine = [office for office in offices if by and last.get(office.pk) == by]
    return wants_second(mine, by) if mine else {}


def changed_last(offices) -> dict[int, object]:
    """Who changed the draft of each of `offices` last, where the site wants a second person; none where it does not."""
    wanted = directory_settings.value("DIRECTORY_SECOND_PERSON")
    return last_savers([office.pk for office in offices]) if wanted else {}


def wants_second(offices: Iterable[Office], last) -> dict[int, str]:
    """Who may publish the draft of each of `offices`, that `last` changed last, in a sentence, by key."""
    names = [account_name(one) for one in publishers() if one != last]
    told = _(
        "{who} changed the draft of {office} last, so somebody else publishes it, and nobody else may: give somebody "
        "the role."
    )
    if names:
        told = _("{who} changed the draft of {office} last, so somebody else publishes it: {names} may.")
    said = {"who": account_name(last), "names": get_text_list(names, _("or"))}
    return {office.pk: told.format(office=office, **said) for office in offices}


def _answer(office, publication, by):
    asked = [one.by for one in end(Asked.objects.of_offices([office]), by=by) if not one.field]
    told = {"by": by, "publication": publication}
    subject = _("{page} is published").format(page=publication.name)
    letters = [mailing.letter(one, subject, "published", **told) for one in mailing.addressed(asked, but=by)]
    if letters:
        transaction.on_commit(partial(_send, letters), robust=True)


def _send(letters):
    for lost in mailing.failed(letters):
        log.warning("“%s” could not be sent to %s.", lost.subject, ", ".join(lost.to))
