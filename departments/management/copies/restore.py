"""The way back: a backup becomes the site's database and pictures, where there are none."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ...models import DirectoryVersion, Removal, directory_settings
from ...models.directory_settings import called
from ...page.storage import kept_files, store
from ...removal import taken_out
from ...removal.taking_out_again import take_out_again
from ...school_years.problems import refused
from ...search import search_index
from . import backup, own_pages
from .whole_database import database


def restore(path: Path, *, without_removals: bool = False) -> Iterator[str]:
    """
    Bring back the backup at `path`, with today's tables, and open every page; yields what was done, in sentences.

    Whoever was taken out since is taken out again, as far as it is noted beside the backups. Raises Refused, and
    nothing is in place then, unless the database is empty and the store has no pictures but those of the backup.
    """
    manifest, kind = backup.read(path), database()
    _refuse_unless_it_fits(path, manifest, kind)
    known = taken_out.known(path.parent, *filter(None, [directory_settings.value("DIRECTORY_BACKUPS")]))
    for name in manifest["files"]:
        if name != kind.file and not store().exists(name):
            with (path / name).open("rb") as file:
                store().save(name, File(file))
    yield f"{len(manifest['files']) - 1} files of pictures are in the store."
    with kind.beside(path / kind.file):
        call_command("migrate", verbosity=0)
        yield "The database has today’s tables."
        there = set(Removal.objects.values_list("at", flat=True))
        missing = [removal for removal in known if removal.at not in there]
        yield f"Noted beside the backups as taken out: {len(known)}; not yet out of this one: {len(missing)}."
        if not without_removals:
            yield from _taken_out_again(missing)
        # Whoever kept something of the directory as it was asks anew.
        DirectoryVersion.objects.update(name=secrets.token_hex(16))
        search_index.forget()
        opened = {address: response.status_code for address, response in own_pages.followed()}
        broken = [address for address, status in opened.items() if status >= 500]
        yield f"{len(opened)} pages opened, {len(broken)} of them could not be shown."
        yield from (f"{address} cannot be shown." for address in broken)
    yield f"Restored what {path} has, made by release {manifest['release']} at {manifest['made_at']}."


def _refuse_unless_it_fits(path, manifest, kind):
    unknown = set(manifest["migrations"]) - {".".join(key) for key in MigrationLoader(None).disk_migrations}
    others = set(kept_files()) - set(manifest["files"])
    if manifest["database"] != kind.name:
        said = f"it is of {manifest['database']}, and {called('DATABASES')} names {kind.name}. Name one of that kind."
    elif unknown:
        said = f"it was made by release {manifest['release']}, which has {min(unknown)}. Restore it with that release."
    elif kind.has_tables():
        said = (
            f"the database {connection.settings_dict['NAME']} is not empty. Name an empty one in {called('DATABASES')}."
        )
    elif others:
        said = f"the store has {min(others)}, which is not in the backup. Name an empty one in {called('STORAGES')}."
    else:
        return
    raise refused(str(path), said)


def _taken_out_again(missing):
    if not_ours := [removal for removal in missing if not removal.is_ours]:
        sentence = f"{len(not_ours)} people were taken out since under another SECRET_KEY, and cannot be known again."
        hint = "Set the one the site had; or say --without-removals, and take them out by hand."
        raise refused(taken_out.FILE, f"{sentence} {hint}")
    for removal in missing:
        unsure = take_out_again(removal)
        told = f"{removal}, and now again: {removal.in_words}."
        yield f"{told} {unsure} places may still name them: look at “People taken out”." if unsure else told
