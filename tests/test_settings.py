"""Settings come from the environment, and production refuses to start half set up."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {"MPSDIR_DEBUG": "0", "MPSDIR_SECRET_KEY": "s" * 60, "MPSDIR_ALLOWED_HOSTS": "directory.example.org"}


def _clean_environment():
    """This process's own, without what chooses settings: neither a desk's nor the browser tests'."""
    ours = ("MPSDIR_", "DATABASE_URL", "CACHE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _start(code="", before="", **environment):
    return subprocess.run(
        [sys.executable, "-c", f"{before}import django; django.setup(); from django.conf import settings as s; {code}"],
        cwd=settings.BASE_DIR,
        env=_clean_environment() | {"DJANGO_SETTINGS_MODULE": "mpsdir.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.thorough
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


@pytest.mark.exhaustive
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
@pytest.mark.parametrize(
    ("missing", "extra", "name", "value"),
    [
        ("psycopg_pool", "postgresql", "DATABASE_URL", "postgres://u:p@db/mpsdir"),
        ("redis", "redis", "CACHE_URL", "redis://cache:6379/0"),
        ("boto3", "s3", "MPSDIR_MEDIA", "s3://pictures"),
        ("prometheus_client", "prometheus", "MPSDIR_METRICS", "127.0.0.1"),
        ("sentry_sdk", "sentry", "MPSDIR_SENTRY_DSN", "https://key@errors.example.org/1"),
    ],
)
def test_an_extra_that_is_not_installed_is_named(tmp_path, missing, extra, name, value):
    hidden = f"import sys; sys.modules[{missing!r}] = None; "
    done = _start(f"print(s.{name})", before=hidden, MPSDIR_VAR=str(tmp_path), **PRODUCTION, **{name: value})
    assert done.stderr.splitlines()[-1] == (
        f"django.core.exceptions.ImproperlyConfigured: {name} needs {missing}, which is not installed. Install the "
        f"extra “{extra}”, or all of them: python -m pip install --require-hashes -r requirements-server.lock"
    )


@pytest.mark.thorough
def test_a_laptop_needs_no_extra(tmp_path):
    hidden = "import sys; sys.modules.update(dict.fromkeys(('psycopg', 'redis', 'boto3', 'storages'))); "
    done = _start("import mpsdir.wsgi; print(s.MEDIA_ROOT)", before=hidden, MPSDIR_VAR=str(tmp_path))
    assert done.stdout == f"{tmp_path}/media\n", done.stderr


@pytest.mark.exhaustive
def test_sentry_gets_errors_and_nothing_that_people_typed(tmp_path):
    done = _start(
        "import sentry_sdk; given = sentry_sdk.get_client().options;"
        " print(given['send_default_pii'], given['include_local_variables'], given['max_request_body_size'],"
        " given['before_send']({'request': {'url': 'https://a/preview/key/'}}, {}))",
        MPSDIR_VAR=str(tmp_path),
        MPSDIR_SENTRY_DSN="https://key@errors.example.org/1",
        **PRODUCTION,
    )
    assert done.stdout == "False False never {'request': {'url': 'https://a/preview/…/'}}\n", done.stderr


def test_every_pin_is_in_the_locks_with_its_hashes():
    pins = {name: settings.BASE_DIR / name for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml")}
    pins = {name: _pinned(path.read_text()) for name, path in pins.items()}
    here, tests, extras = pins.values()
    assert (len(here), len(tests), len(extras)) > (19, 17, 4)
    for lock, wanted in {"": here, "-server": here | extras, "-dev": here | extras | tests}.items():
        locked = (settings.BASE_DIR / f"requirements{lock}.lock").read_text()
        assert wanted - _pinned(locked) == set()
        assert {one for one in re.split(r"\n(?=\w)", locked.strip()) if "--hash=sha256:" not in one} == set()


def _pinned(text):
    """Each pin as a lock writes it: `("django-storages", "1.14.6")`."""
    pins = re.findall(r"^(?:\w+ = \[\")?([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", text, re.MULTILINE)
    return {(name.lower().replace("_", "-"), version) for name, version in pins}


@pytest.mark.thorough
def test_it_starts_with_nothing_set(tmp_path):
    done = _start("print(s.DEBUG, s.DATABASES['default']['ENGINE'])", MPSDIR_VAR=str(tmp_path))
    assert done.stdout == "True mpsdir.sqlite3\n", done.stderr


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
        "mpsdir.redis_or_nothing.RedisOrNothing storages.backends.s3.S3Storage pictures\n"
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
