"""
Uploads whose plan somebody looks at: each in a private folder, for the account that brought it, for a day at most.

A folder, because what reads bundles reads files, and because the name of a spreadsheet says its school year. Where
several servers answer, DIRECTORY_FOLDER must be one for all of them; else an upload is asked for again. Whose it is
stands in its name: who has to sign in again meanwhile finds it there.
"""

import json
import re
import secrets
import shutil
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ...models import directory_settings
from ...school_years.spreadsheet import ReadAs, edit_sheet

KEPT_FOR = timedelta(days=1)
_MAP = ".map"  # beside an upload, whose name begins with no dot: how a person wants it read


def keep(request, upload) -> str:
    """Keep `upload`, an UploadedFile, and return what `find` and `forget` know it by."""
    clear_up()
    token = f"{secrets.token_hex(16)}-{_mark(request)}"
    folder = directory_settings.uploads() / token
    folder.mkdir(mode=0o700)
    with (folder / _name(upload.name)).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return token


def find(request, token) -> Path | None:
    """The file kept as `token`; None where this account brought none, or it was loaded or is a day old."""
    clear_up()
    folder = directory_settings.uploads() / token
    if not _is_theirs(request, token) or not folder.is_dir():
        return None
    return next((file for file in folder.iterdir() if file.name != _MAP), None)


def read_as(request, token, said: ReadAs | None = None) -> ReadAs | None:
    """How the sheet kept as `token` is to be read, from now on as it is `said`; None where nobody said it."""
    file = directory_settings.uploads() / token / _MAP
    if said is not None and _is_theirs(request, token):
        file.write_text(json.dumps(said.as_json()))
    return ReadAs.from_file(file) if file.exists() else None


def discard(request, token) -> HttpResponse:
    """Forget what is kept as `token`, and say so."""
    path = find(request, token)
    is_partial = edit_sheet.is_edit_sheet(path)
    forget(request, token)
    messages.info(request, _("{file} was discarded. Nothing was written.").format(file=path.name))
    return redirect("admin:departments_office_sheet" if is_partial else "admin:departments_load_add")


def forget(request, token) -> None:
    """Remove the file kept as `token`, if this account brought it."""
    if _is_theirs(request, token):
        shutil.rmtree(directory_settings.uploads() / token, ignore_errors=True)


def clear_up() -> None:
    """Remove what was kept for longer than KEPT_FOR."""
    oldest = time.time() - KEPT_FOR.total_seconds()
    for folder in directory_settings.uploads().iterdir():
        with suppress(FileNotFoundError):  # loaded, or cleared by another request, this very moment
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _is_theirs(request, token):
    return bool(re.fullmatch(rf"[0-9a-f]{{32}}-{_mark(request)}", token))


def _mark(request):
    return salted_hmac("departments.uploads", str(request.user.pk)).hexdigest()[:16]


def _name(given):
    """The name a person gave the file, as far as any disk takes it: its ending and its school year stay."""
    name = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]', "-", given).lstrip(".") or "file"
    while len(name.encode()) > 180:
        name = name[: len(name) // 2 - 1] + name[len(name) // 2 :]
    return name
