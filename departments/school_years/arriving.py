"""
Putting a load's pictures into the store so that a load which fails, or is killed, leaves none behind.

Pictures cannot be part of a transaction. They are stored before it, since drafts must never name a picture that is
not there, and are written down before they are stored. What fails is removed at once; what was killed, before the
next load.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Arrival, Department, District, Office, Publication
from ..models.under_way import counted
from ..page import pictures
from ..page.storage import UNFINISHED, kept_files, store

# A load on another machine cannot be asked whether it is still at work. None takes this long.
_GIVEN_UP_AFTER = timedelta(days=1)


@contextmanager
def arriving(to_store: dict) -> Iterator[Arrival | None]:
    """
    Store the pictures `to_store` ({name: callable that opens the file}) that are missing, and yield the Arrival to be
    deleted in the transaction that uses them, or None. They are removed again where that is not reached.
    """
    clear_up()
    missing = {name: open_file for name, open_file in to_store.items() if not pictures.is_stored(name)}
    if not missing:
        yield None
        return
    arrival = written_down(sorted(missing))
    left = Arrival.objects.filter(pk=arrival.pk)
    try:
        for place in counted(range(len(missing)), _("Pictures: {done} of {all} done")):
            with missing[arrival.names[place]]() as file:
                pictures.accept(file)
        yield arrival
    finally:
        for failed in left:
            remove(failed)


def written_down(names: list[str]) -> Arrival:
    """Pictures that this process puts into the store, or takes out of it: the next load ends it if this is killed."""
    return Arrival.objects.create(host=socket.gethostname(), process=os.getpid(), names=names)


def clear_up(now=None) -> None:
    """Remove what loads left in the store that were killed."""
    for arrival in Arrival.objects.all():
        if _is_dead(arrival, now or timezone.now()):
            remove(arrival)


def _is_dead(arrival, now):
    if arrival.host == socket.gethostname():
        if arrival.process == os.getpid():
            return False  # another thread of this server
        try:
            os.kill(arrival.process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
    return arrival.began_at < now - _GIVEN_UP_AFTER


def remove(arrival: Arrival) -> None:
    """Remove its pictures from the store where nothing shows them, and the row."""
    for name in arrival.names:
        if not _is_shown(name):
            pictures.discard(name)
    for name in kept_files(whole=False):
        if UNFINISHED in name:
            store().delete(name)
    arrival.delete()


def _is_shown(name):
    """Whether a draft, a publication or the district names the picture."""
    places = ((Office, "image"), (Department, "image"), (District, "logo"), (Publication, "payload__icontains"))
    return any(model.objects.filter(**{field: name}).exists() for model, field in places)
