"""The sample directory that `manage.py demo` sets up: two school years, published, and two people to try it as."""

import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

from .. import publishing
from ..drafts.roles import ensure_roles
from ..models import Office, SchoolYear, directory_settings
from ..page import pictures

FIXTURES = Path(__file__).parents[2] / "fixtures"  # of this repository; the package alone has none
LABELS = ("2016-17", "2024-25")
ASSIGNED = ("chief-of-staff", "academics")  # what the sample editor may change
ACCOUNTS = {"editor": "Editors", "publisher": "Publishers"}


def load() -> bool:
    """
    Load and publish both sample years, all or nothing. Returns False, and changes nothing, where there is a year
    already: the data may be somebody's by now.
    """
    if SchoolYear.objects.exists():
        return False
    for label in LABELS:
        for path in sorted((FIXTURES / label / "images").iterdir()):
            with path.open("rb") as file:
                pictures.accept(file)
    with transaction.atomic():
        years = [FIXTURES / label / "directory.json" for label in LABELS]
        call_command("loaddata", FIXTURES / "district.json", *years, verbosity=0)
        list(publishing.publish_many(Office.objects.all(), by=None, note="Sample data"))
    return True


def accounts(password: str | None = None) -> dict[str, str]:
    """
    Passwords of the sample accounts, by name; an account that is missing is made, with `password` or a random one.

    They are kept in a file only its owner can read, so that the next start can show them again; a password given
    here replaces the old one.
    """
    groups, path = ensure_roles(), directory_settings.folder() / "demo-accounts.txt"
    kept = dict(line.split(" ", 1) for line in path.read_text().splitlines()) if path.exists() else {}
    for name, role in ACCOUNTS.items():
        user, created = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if created or password or name not in kept:
            kept[name] = password or secrets.token_urlsafe(12)
            user.set_password(kept[name])
            user.save()
            user.groups.set([groups[role]])
            if role == "Editors":
                user.offices.set(Office.objects.filter(school_year__label=LABELS[-1], slug__in=ASSIGNED))
    path.touch(mode=0o600)
    path.write_text("".join(f"{name} {secret}\n" for name, secret in kept.items()))
    return {name: kept[name] for name in ACCOUNTS}
