"""How the site is: what it leans on, what was done last, what comes next, and what to do where a part is not well."""

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.text import capfirst

from ..models import Load, Publication, SchoolYear, directory_settings
from ..page.storage import store
from ..words.days import moment
from ..words.release import RELEASE

LEAST_SPACE = 1024**3  # bytes: a school year with its pictures and a backup of it
BACKUP_EVERY = timedelta(hours=36)  # a night, and what may come between
PATIENCE = 5  # seconds that a mail server is waited for
SHOWN = 5  # of what is scheduled


class NotWell(Exception):
    """What is wrong with a part, and what to do about it; where that is for who runs the site alone, apart."""


@dataclass(frozen=True)
class Part:
    """A part of the site: what it is and says of itself, or with `is_well` False what is wrong and what to do."""

    name: str
    says: str
    is_well: bool = True


def status() -> list[Part]:
    """Every part, asked now. Raises nothing: a part that cannot be asked says why."""
    return [Part("Release", RELEASE), *map(_asked, PARTS)]


def _asked(ask: Callable[[], str]) -> Part:
    name = capfirst(ask.__name__.strip("_").replace("_", " "))
    try:
        return Part(name, ask())
    except NotWell as reason:
        return Part(name, " ".join(reason.args), is_well=False)
    except DatabaseError:
        return Part(name, "Nobody knows: the database does not answer.", is_well=False)


@contextmanager
def _answering(what, setting):
    """Whatever is raised is NotWell: each kind of cache, store and server raises its own."""
    try:
        yield
    except Exception as reason:
        why = str(reason).strip().partition("\n")[0] or type(reason).__name__
        raise NotWell(f"{what} does not answer.", f"({why}) Start it, or mend {setting}.") from reason


def database() -> str:
    """Which one it is. Raises NotWell where it does not answer, or has not the tables of this release."""
    with _answering("The database", "DATABASE_URL"):
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        version = ".".join(map(str, connection.get_database_version()))
    if waiting:
        raise NotWell(f"{len(waiting)} database migrations wait to be applied: run manage.py migrate.")
    return f"{connection.display_name} {version}"


def _static_files():
    if getattr(staticfiles_storage, "hashed_files", None) == {}:
        raise NotWell("Styles and scripts are missing: run manage.py collectstatic, and restart.")
    return "In their place"


def _cache():
    kind, value = settings.CACHES["default"]["BACKEND"].rpartition(".")[2], secrets.token_hex(8)
    with _answering(kind, "CACHE_URL"):
        cache.set("wellbeing", value, 60)
        is_kept = cache.get("wellbeing") == value
    if not is_kept:
        raise NotWell(f"{kind} keeps nothing. Start it, give it memory, or mend CACHE_URL.")
    return kind


def _pictures():
    place = store()
    where = getattr(place, "location", "") or getattr(place, "bucket_name", type(place).__name__)
    with _answering(where, "MPSDIR_MEDIA"):
        place.exists("images/wellbeing")
    return str(where)


def _space():
    places = directory_settings.folder(), settings.MEDIA_ROOT, directory_settings.value("DIRECTORY_BACKUPS")
    there = [
        next(path for path in (place, *place.parents) if path.exists()) for place in map(Path, filter(None, places))
    ]
    least, place = min((shutil.disk_usage(path).free, path) for path in there)
    says = f"{least / 1024**3:.1f} GB left at {place}"
    if least < LEAST_SPACE:
        raise NotWell(f"{says}. Remove old backups, or give it a larger disk.")
    return says


def _mail():
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return "None is sent: a new password is set by who gives out accounts"
    with _answering(settings.EMAIL_HOST, "MPSDIR_MAIL"), get_connection(timeout=PATIENCE):
        return settings.EMAIL_HOST


def _last_backup():
    folder = directory_settings.value("DIRECTORY_BACKUPS")
    made = max(_backups(Path(folder)), default=None) if folder else None
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


PARTS = (database, _static_files, _cache, _pictures, _space, _mail, _last_backup, _last_load, _scheduled)
