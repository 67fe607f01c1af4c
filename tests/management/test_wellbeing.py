"""How the site is: each part when it is well, and the sentence when it is not."""

import json
import shutil
from collections import namedtuple
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from departments.management.wellbeing import status
from departments.models import Load
from departments.publishing import publish, withdraw
from departments.words.days import moment
from mpsdir.redis_or_nothing import RedisOrNothing
from tests.making import make_office, make_person, make_year

PAGE = "/admin/departments/district/status/"
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def backed_up():
    """A backup of an hour ago; returns what makes one of another age."""
    folder = Path(site.DIRECTORY_BACKUPS)

    def made(ago):
        (folder / "last").mkdir(exist_ok=True)
        (folder / "last/manifest.json").write_text(json.dumps({"made_at": (timezone.now() - ago).isoformat()}))

    made(timedelta(hours=1))
    yield made
    shutil.rmtree(folder / "last")


def said_of(name):
    (part,) = [part for part in status() if part.name == name]
    return part.says, part.is_well


def test_a_site_that_is_well_says_so_of_every_part():
    assert [part.name for part in status() if not part.is_well] == []
    assert [part.name for part in status()] == [
        *("Release", "Database", "Static files", "Cache", "Pictures", "Space", "Mail"),
        *("Last backup", "Last load", "Scheduled"),
    ]


def test_a_database_that_does_not_answer_is_told_and_the_rest_goes_on():
    def gone(*arguments):
        raise OperationalError("server closed the connection\nunexpectedly")

    with connection.execute_wrapper(gone):
        assert said_of("Last load") == ("Nobody knows: the database does not answer.", False)
        assert said_of("Cache") == ("LocMemCache", True)


@pytest.mark.parametrize(
    ("cache", "told"),
    [
        (
            {"BACKEND": "mpsdir.redis_or_nothing.RedisOrNothing"},
            "RedisOrNothing keeps nothing. Start it, give it memory",
        ),
        (
            {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
            "RedisCache does not answer. (Error 111 connecting",
        ),
        (
            {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
            "DummyCache keeps nothing. Start it, give it memory",
        ),
    ],
    ids=["ours", "another site's", "that keeps nothing"],
)
def test_a_cache_that_is_gone_is_told(settings, monkeypatch, cache, told):
    monkeypatch.setattr(RedisOrNothing, "_is_gone", False)  # it says so once in each process
    settings.CACHES = {"default": cache | {"LOCATION": "redis://127.0.0.1:9"}}
    says, is_well = said_of("Cache")
    assert says.startswith(told) and says.endswith(", or mend CACHE_URL.")
    assert not is_well


def test_a_store_that_is_gone_is_told(monkeypatch):
    def gone(self, name):
        raise ConnectionError("no route")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.exists", gone)
    says, is_well = said_of("Pictures")
    assert says == f"{site.MEDIA_ROOT} does not answer. (no route) Start it, or mend MPSDIR_MEDIA."
    assert not is_well


def test_little_space_is_told(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(300 * 1024**2))
    says, is_well = said_of("Space")
    assert says.startswith("0.3 GB left at ") and says.endswith(". Remove old backups, or give it a larger disk.")
    assert not is_well


def test_a_mail_server_that_is_gone_is_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    says = "127.0.0.1 does not answer. ([Errno 111] Connection refused) Start it, or mend MPSDIR_MAIL."
    assert said_of("Mail") == (says, False)


def test_styles_that_were_not_collected_are_told(settings):
    where = "mpsdir.static_files.CollectedFiles"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": where}}
    settings.STATIC_ROOT, settings.DEBUG = "/nowhere", False
    assert said_of("Static files") == (
        "Styles and scripts are missing: run manage.py collectstatic, and restart.",
        False,
    )


def test_a_backup_that_is_too_old_or_missing_is_told(backed_up):
    assert said_of("Last backup")[1]
    backed_up(timedelta(days=3))
    made = moment(timezone.now() - timedelta(days=3))
    told = f"{made}, too long ago. See why none was made since (docs/backup.md)."
    assert said_of("Last backup") == (told, False)
    (Path(site.DIRECTORY_BACKUPS) / "last/manifest.json").write_text("{")
    told = f"None is at {site.DIRECTORY_BACKUPS}. Run manage.py backup every night (docs/backup.md)."
    assert said_of("Last backup") == (told, False)


def test_the_last_load_and_what_is_scheduled_are_told():
    assert (said_of("Last load")[0], said_of("Scheduled")[0]) == ("Nothing was loaded yet", "Nothing")
    office, now = make_office(), timezone.now()
    load = Load.objects.create(school_year=office.school_year, source="a.xlsx", content=b"", changes=b"")
    page = publish(office, by=None, at=now + timedelta(days=3))
    ending = publish(make_office("academics"), by=None)
    ending = withdraw(ending.office, by=make_person("publisher"), at=now + timedelta(days=2), instead="Ask us.")
    year = make_year("2025-26", opened=False)
    year.opened_at = now + timedelta(days=9)
    year.save()
    assert said_of("Last load") == (f"a.xlsx into 2024-25, {moment(load.loaded_at)}, by a command", True)
    ends, begins, opens = map(moment, (ending.live_until, page.live_from, year.seen_from))
    says = f"{ends}: {ending.name} is taken off the site; {begins}: {page} begins; {opens}: 2025-26 opens"
    assert said_of("Scheduled") == (says, True)


def test_the_command_says_it_and_ends_with_1_where_a_part_is_not_well(backed_up):
    said = StringIO()
    call_command("status", stdout=said)
    assert "\nCache: LocMemCache\n" in said.getvalue()
    backed_up(timedelta(days=3))
    with pytest.raises(SystemExit, match="1"):
        call_command("status", stdout=said)
    assert "\n! Last backup: " in said.getvalue()


@pytest.mark.parametrize(("role", "answered"), [("Publishers", 200), ("Editors", 403), ("Viewers", 403)])
def test_publishers_have_it_as_a_page(client, backed_up, role, answered):
    backed_up(timedelta(days=3))
    client.force_login(make_person("somebody", role))
    page = client.get(PAGE)
    assert page.status_code == answered
    assert ("Not well." in page.content.decode()) == (answered == 200)
    assert (PAGE in client.get("/admin/").content.decode()) == (answered == 200)
