"""Every column that can hold a text, of every table of the directory and of what it keeps things in."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from ..models import Listing
from ..models.facts import ENTRY, of_group
from ..words import phones

_APPS = {"departments", "reversion", "admin", "auth", "sessions"}
_APPS |= {"account", "mfa", "socialaccount"}  # of a site that signs in with django-allauth
_TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
_GZIP = b"\x1f\x8b"
_SESSION = "sessions.Session.session_data"


def tables() -> list[type[models.Model]]:
    """All of them, also one that was added later; listings last, which are made from publications."""
    found = [m for m in apps.get_models() if m._meta.app_label in _APPS or m is get_user_model()]
    return sorted((model for model in found if model._meta.managed), key=lambda model: model is Listing)


def columns(model: type[models.Model]) -> list[models.Field]:
    """Those with text of somebody's, and all that is said of a picture, which goes with it."""
    found = [
        one for one in model._meta.concrete_fields if isinstance(one, _TEXTS) or one.name in of_group(ENTRY, "picture")
    ]
    return [one for one in found if not (one.primary_key or one.choices)]


def rows(model: type[models.Model], *about: str) -> Iterator[tuple]:
    """Of each row its key, its values by column as plain text and JSON, and what the lookups `about` lead to."""
    kept = columns(model)
    if not kept:
        return
    is_text = (models.CharField, models.TextField)
    asked = [phones.as_kept(one.name) if isinstance(one, is_text) else one.name for one in kept]
    found = models.QuerySet(model).order_by("pk").values_list("pk", *asked, *about)
    for pk, *values in found.iterator(chunk_size=100):
        plain = {one.name: _plain(one, value) for one, value in zip(kept, values, strict=False)}
        yield pk, plain, values[len(kept) :]


def as_kept(model: type[models.Model], values: dict) -> dict:
    """`values` as their columns keep them: packed as they were, and no longer than there is room."""
    return {name: _packed(model._meta.get_field(name), value) for name, value in values.items()}


def _plain(column, value):
    if value is None or str(column) == _SESSION:
        return value and column.model(session_data=value).get_decoded()
    if not isinstance(column, models.BinaryField):
        return value
    data = bytes(value)
    with suppress(EOFError, OSError, ValueError, zlib.error):  # damaged, it is looked through as it is
        if data.startswith(_GZIP):
            return json.loads(gzip.decompress(data))
    return data.decode(errors="surrogateescape")


def _packed(column, value):
    if str(column) == _SESSION:
        return column.model.objects.encode(value)
    if not isinstance(column, models.BinaryField):
        return value[: column.max_length] if isinstance(value, str) else value
    if isinstance(value, str):
        return value.encode(errors="surrogateescape")
    return gzip.compress(json.dumps(value, ensure_ascii=False).encode(), compresslevel=1, mtime=0)
