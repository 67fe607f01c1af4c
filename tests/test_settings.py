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
@pytest.mark.parametrize(
    ("half", "sentence"),
    [
        ({"MPSDIR_MAIL": "smtp://mail:25"}, "MPSDIR_MAIL_FROM is not set. With MPSDIR_MAIL set it to the address"),
        ({"MPSDIR_OIDC_URL": "https://a"}, "MPSDIR_OIDC_CLIENT is not set. With MPSDIR_OIDC_URL set it to the name"),
        (
            {"MPSDIR_OIDC_URL": "https://a", "MPSDIR_OIDC_CLIENT": "b"},
            "MPSDIR_OIDC_SECRET is not set. With MPSDIR_OIDC_URL set it to the secret",
        ),
        ({"MPSDIR_NETWORKS": "10.0.0.0/8,school"}, "MPSDIR_NETWORKS cannot be read: 'school' does not appear to be"),
        ({"MPSDIR_NETWORKS": "10.1.2.3/8"}, "MPSDIR_NETWORKS cannot be read: 10.1.2.3/8 has host bits set"),
    ],
)
def test_what_is_half_set_is_told_at_start(tmp_path, half, sentence):
    done = _start(MPSDIR_VAR=str(tmp_path), **PRODUCTION, **half)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


@pytest.mark.thorough
def test_a_fence_keeps_an_object_store_behind_it_and_a_session_ends(tmp_path):
    done = _start(
        "print(s.STORAGES['default']['BACKEND'], s.STORAGES['default']['OPTIONS']['querystring_auth'],"
        " s.SESSION_COOKIE_AGE, s.MPSDIR_SESSION_IDLE, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)",
        MPSDIR_VAR=str(tmp_path),
        MPSDIR_MEDIA="s3://pictures",
        MPSDIR_NETWORKS="10.0.0.0/8, 2001:db8::/32",
        MPSDIR_IDLE_HOURS="1",
        **PRODUCTION,
    )
    assert done.stdout == ("mpsdir.store_inside.StoreInside True 43200 3600 __Host-sessionid __Host-csrftoken\n"), (
        done.stderr
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
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=_clean_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
