"""Settings come from the environment, and production refuses to start half set up."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {"MPSDIR_DEBUG": "0", "MPSDIR_SECRET_KEY": "s" * 60, "MPSDIR_ALLOWED_HOSTS": "directory.example.org"}


def _clean_environment():
    """This process's own, without what chooses settings: neither a desk's nor the browser tests'."""
    ours = ("MPSDIR_", "DATABASE_URL", "CACHE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _start(code="", **environment):
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); from django.conf import settings as s; {code}"],
        cwd=settings.BASE_DIR,
        env=_clean_environment() | {"DJANGO_SETTINGS_MODULE": "mpsdir.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["MPSDIR_SECRET_KEY", "MPSDIR_ALLOWED_HOSTS"])
def test_production_refuses_to_start_without(missing, tmp_path):
    done = _start(MPSDIR_VAR=str(tmp_path), **{k: v for k, v in PRODUCTION.items() if k != missing})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        f"django.core.exceptions.ImproperlyConfigured: {missing} is not set. With MPSDIR_DEBUG=0 set it to"
    )


@pytest.mark.thorough
def test_it_starts_with_nothing_set(tmp_path):
    done = _start("print(s.DEBUG, s.DATABASES['default']['ENGINE'])", MPSDIR_VAR=str(tmp_path))
    assert done.stdout == "True django.db.backends.sqlite3\n", done.stderr


@pytest.mark.thorough
def test_production_is_safe_and_reads_its_stores(tmp_path):
    done = _start(
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_TRUSTED_ORIGINS, s.DATABASES['default']['ENGINE'],"
        " s.DATABASES['default']['OPTIONS']['pool']['max_size'], s.CACHES['default']['BACKEND'],"
        " s.STORAGES['default']['BACKEND'], s.STORAGES['default']['OPTIONS']['bucket_name'])",
        MPSDIR_VAR=str(tmp_path),
        DATABASE_URL="postgres://u:p@db/mpsdir",
        CACHE_URL="redis://cache:6379/0",
        MPSDIR_MEDIA="s3://pictures",
        **PRODUCTION,
    )
    assert done.stdout == (
        "False True ['https://directory.example.org'] django.db.backends.postgresql 8 "
        "django.core.cache.backends.redis.RedisCache storages.backends.s3.S3Storage pictures\n"
    ), done.stderr


@pytest.mark.thorough
def test_the_deployment_check_is_clean(tmp_path):
    environment = PRODUCTION | {"MPSDIR_VAR": str(tmp_path), "MPSDIR_SECRET_KEY": "abcdefghij0123456789!@#$%^" * 3}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=settings.BASE_DIR,
        env=_clean_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
