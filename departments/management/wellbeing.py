"""How the site is: what it leans on, what was done last, what comes next, and what to do where a part is not well."""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.text import capfirst

from ..models import Load, Publication, SchoolYear, directory_settings
from ..page.storage import kept_files, store
from ..words.days import moment
from ..words.release import RELEASE

LEAST_SPACE = 1024**3  # bytes: a school year with its pictures and a backup of it
BACKUP_EVERY = timedelta(hours=36)  # a night, and what may come between
PATIENCE = 5  # seconds that a mail server is waited for
IN_TIME = 1.2  # seconds, for a balancer that waits two
SHOWN = 5  # of what is scheduled


class NotWell(Exception):
    """What is wrong with a part, and what to do about it; `openly` the same for everybody, without where and why."""

    def __init__(self, says: str, openly: str = ""):
        super().__init__(says)
        self.openly = openly or says


@dataclass(frozen=True)
class PartOfSite:
    """A part of the site: what it is and says of itself, or with `is_well` False what is wrong and what to do."""

    name: str
    says: str
    is_well: bool = True


def status() -> list[PartOfSite]:
    """Every part, asked now. Raises nothing: a part that cannot be asked says why."""
    return [PartOfSite("Release", RELEASE), *map(_asked, PARTS)]


def _asked(ask: Callable[[], str]) -> PartOfSite:
    name = capfirst(ask.__name__.strip("_").replace("_", " "))
    try:
        return PartOfSite(name, ask())
    except NotWell as reason:
        return PartOfSite(name, str(reason), is_well=False)
    except DatabaseError:
        return PartOfSite(name, "Nobody knows: the database does not answer.", is_well=False)


@contextmanager
def _answering(what, name, setting):
    """Whatever is raised is NotWell: each kind of cache, store and server raises its own."""
    try:
        yield
    except Exception as reason:
        why = str(reason).strip().partition("\n")[0] or type(reason).__name__
        raise NotWell(does_not_answer(name, setting, f"({why}) "), does_not_answer(what, setting)) from reason


def does_not_answer(what: str, setting: str, why: str = "") -> str:
    """That `what` is silent, and what to do about it: in Django's `setting`, as it is called here."""
    return f"{what} does not answer. {why}Start it, or mend {directory_settings.called(setting)}."


def database() -> str:
    """
    Which one it is. Raises NotWell where it does not answer in time, has not the tables of this release, or has lost
    its school years.
    """
    with _answering("The database", "The database", "DATABASES"), ExitStack() as inside:
        if connection.vendor == "postgresql":  # who reads a file does not wait for who writes
            inside.enter_context(transaction.atomic())
            connection.cursor().execute(f"SET LOCAL statement_timeout = {IN_TIME * 1000:.0f}")
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        is_empty = not waiting and not SchoolYear.objects.exists()
        version = ".".join(map(str, connection.get_database_version()))
    if waiting:
        raise NotWell(f"{len(waiting)} database migrations wait to be applied: run manage.py migrate.")
    if is_empty and _has_pictures():
        told = "There is no school year, though pictures of one are kept"
        advice = f"Name the database of this site in {directory_settings.called('DATABASES')}, or restore a backup."
        raise NotWell(f"{told}. {advice}")
    return f"{connection.display_name} {version}"


def _has_pictures():
    with _answering("The store of pictures", "The store of pictures", "STORAGES"):
        return bool(kept_files())


def static_files() -> str:
    """Where they are. Raises NotWell where none were collected."""
    if getattr(staticfiles_storage, "hashed_files", None) == {}:
        raise NotWell("Styles and scripts are missing: run manage.py collectstatic, and restart.")
    return "In their place"


def _cache():
    kind, value = settings.CACHES["default"]["BACKEND"].rpartition(".")[2], secrets.token_hex(8)
    with _answering("The cache", kind, "CACHES"):
        cache.set("wellbeing", value, 60)
        is_kept = cache.get("wellbeing") == value
    if not is_kept:
        does = f"keeps nothing. Start it, give it memory, or mend {directory_settings.called('CACHES')}."
        raise NotWell(f"{kind} {does}", f"The cache {does}")
    return kind


def _pictures():
    place = store()
    where = getattr(place, "location", "") or getattr(place, "bucket_name", type(place).__name__)
    with _answering("The store of pictures", where, "STORAGES"):
        place.exists("images/wellbeing")
    return str(where)


def _space():
    places = directory_settings.folder(), settings.MEDIA_ROOT, directory_settings.value("DIRECTORY_BACKUPS")
    there = [
        next(path for path in (place, *place.parents) if path.exists()) for place in map(Path, filter(None, places))
    ]
    for place in there:
        if not os.access(place, os.W_OK):
            advice = "Give it to the account of this site, or mend its disk."
            raise NotWell(f"Nothing can be written at {place}. {advice}", f"A folder cannot be written to. {advice}")
    least, place = min((shutil.disk_usage(path).free, path) for path in there)
    says, advice = f"{least / 1024**3:.1f} GB left at {place}", "Remove old backups, or give it a larger disk."
    if least < LEAST_SPACE:
        raise NotWell(f"{says}. {advice}", f"Little space is left. {advice}")
    return says


def _mail():
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return "None is sent: a new password is set by who gives out accounts"
    with _answering("The mail server", settings.EMAIL_HOST, "EMAIL_HOST"), get_connection(timeout=PATIENCE):
        return settings.EMAIL_HOST


def _last_backup():
    folder = directory_settings.value("DIRECTORY_BACKUPS")
    if not folder:
        raise NotWell("None is made. Say in DIRECTORY_BACKUPS where, and run manage.py backup every night.")
    made = max(_backups(Path(folder)), default=None)
    if made is None:
        raise NotWell(f"None is at {folder}. Run manage.py backup every night (docs/backup.md).")
    if timezone.now() - made > BACKUP_EVERY:
        raise NotWell(f"{capfirst(moment(made))}, too long ago. See why none was made since (docs/backup.md).")
    return moment(made)


def _backups(folder) -> Iterator[datetime]:
    for path in folder.glob(f"*/{directory_settings.MANIFEST}"):
        try:
            yield datetime.fromisoformat(json.loads(path.read_text())["made_at"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # restore says what is wrong with it


def _last_load():
    load = Load.objects.select_related("school_year", "loaded_by").defer("content", "changes").first()
    return f"{load}, {moment(load.loaded_at)}, by {load.loaded_by or 'a command'}" if load else "Nothing was loaded yet"


def _scheduled():
    now = timezone.now()
    pages = Publication.objects.taking_room().defer("payload")
    coming = [(page.live_from, f"{page} begins") for page in pages.filter(live_from__gt=now)]
    ending = pages.filter(live_until__gt=now).exclude(withdrawn_at=None)
    coming += [(page.live_until, f"{page.name} is taken off the site") for page in ending]
    coming += [(year.seen_from, f"{year} opens") for year in SchoolYear.objects.filter(opened_at__gt=now)]
    coming += [(year.closed_at, f"{year} closes") for year in SchoolYear.objects.filter(closed_at__gt=now)]
    return "; ".join(f"{moment(when)}: {what}" for when, what in sorted(coming)[:SHOWN]) or "Nothing"


DONE_WITHOUT = {"The cache": _cache, "The store of pictures": _pictures, "The disk": _space}  # visitors read on
PARTS = (database, static_files, *DONE_WITHOUT.values(), _mail, _last_backup, _last_load, _scheduled)
