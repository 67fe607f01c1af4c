"""System checks: the settings as they are pass, and each fault is told."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from departments import apps as ours
from departments.management.site_setup import BLOCKS
from departments.models.directory_settings import SETTINGS


def _ids():
    return [message.id for message in run_checks(tags=["departments"])]


def _databases(**changes):
    databases = copy.deepcopy(settings.DATABASES)
    databases["default"] |= {"ENGINE": "django.db.backends.sqlite3"} | changes
    return databases


def _templates(**changes):
    (engine,) = copy.deepcopy(settings.TEMPLATES)
    engine["OPTIONS"] |= changes.pop("OPTIONS", {})
    return [engine | changes]


def _told(monkeypatch, name, value):
    """What the checks say where `name` is set to `value`: number, sentence and hint of each."""
    with monkeypatch.context() as patch:
        patch.setattr(settings, name, value, raising=False)
        return [(message.id, message.msg, message.hint) for message in run_checks(tags=["departments"])]


def test_our_own_settings_pass():
    assert _ids() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PHONENUMBER_DB_FORMAT", "E164", "departments.E001"),
        ("DATABASES", _databases(ATOMIC_REQUESTS=True, OPTIONS={"transaction_mode": "IMMEDIATE"}), "departments.E002"),
        ("DATABASES", _databases(OPTIONS={}), "departments.E003"),
        ("PHONENUMBER_DEFAULT_FORMAT", "E164", "departments.E004"),
        ("PHONENUMBER_DEFAULT_REGION", None, "departments.E005"),
        ("USE_TZ", False, "departments.E006"),
        ("DIRECTORY_INDEXED", "no", "departments.E012"),
        ("DIRECTORY_API_RATE", "often", "departments.E012"),
        ("DIRECTORY_API_RATE", 600, "departments.E012"),
        ("DIRECTORY_DIAL", {"414": "9"}, "departments.E012"),
        ("DIRECTORY_DIAL", "+1=9", "departments.E012"),
        ("DIRECTORY_CALLED", {"CACHES": 5}, "departments.E012"),
        ("DIRECTORY_PICTURES", "nowhere", "departments.E012"),
        ("DIRECTORY_PICTURES", ["default"], "departments.E012"),
        ("DIRECTORY_FOLDER", "var", "departments.E012"),
        ("DIRECTORY_FOLDER", 5, "departments.E012"),
        ("DIRECTORY_FOLDER", __file__, "departments.E012"),
        ("DIRECTORY_FOLDER", Path(__file__, "loads"), "departments.E012"),
        ("STORAGES", {"staticfiles": settings.STORAGES["staticfiles"]}, "departments.E013"),
        ("STORAGES", {"default": settings.STORAGES["default"]}, "departments.E013"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 1000, "departments.W002"),
        ("MIDDLEWARE", ["csp.middleware.CSPMiddleware"], "departments.W003"),
        ("CSRF_FAILURE_VIEW", "django.views.csrf.csrf_failure", "departments.W004"),
    ],
)
def test_a_fault_is_told(monkeypatch, name, value, expected):
    monkeypatch.setattr(settings, name, value, raising=False)
    assert _ids() == [expected]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, setting.default) for name, setting in SETTINGS.items()),
        ("DIRECTORY_API_RATE", "5/10s"),
        ("DIRECTORY_FOLDER", "/srv/directory"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", None),
        ("MIDDLEWARE", []),
    ],
)
def test_what_is_right_is_not_told(monkeypatch, name, value):
    assert _told(monkeypatch, name, value) == []


def test_styles_and_scripts_need_their_app(monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    assert _ids() == ["departments.E015"]


def test_a_wrong_setting_is_told_with_what_it_says(monkeypatch):
    assert _told(monkeypatch, "DIRECTORY_API_RATE", "often") == [
        (
            "departments.E012",
            "DIRECTORY_API_RATE cannot be 'often'.",
            "It says how often one address may ask the API, as \"600/m\". Until then it is '600/m'.",
        )
    ]


def test_a_misspelt_setting_is_told_with_the_one_that_was_meant(monkeypatch):
    assert _told(monkeypatch, "DIRECTORY_APIRATE", "60/m") == [
        ("departments.W001", "The directory has no setting DIRECTORY_APIRATE.", "There is DIRECTORY_API_RATE.")
    ]


def test_a_directory_without_addresses_is_told(settings):
    settings.ROOT_URLCONF = "django.contrib.auth.urls"
    assert _ids() == ["departments.E007", "departments.E008"]


@pytest.mark.parametrize(
    ("templates", "expected"),
    [
        (_templates(APP_DIRS=False), "departments.E009"),
        (_templates(OPTIONS={"context_processors": []}), "departments.E010"),
    ],
)
def test_templates_that_are_not_found_or_do_not_know_the_page_are_told(settings, templates, expected):
    settings.TEMPLATES = templates
    assert _ids() == [expected]


def test_a_base_template_of_ones_own_does_not_hide_that_ours_are_not_found(settings, tmp_path):
    (tmp_path / "departments").mkdir()
    (tmp_path / "departments/base.html").write_text("".join(f"{{% block {name} %}}{{% endblock %}}" for name in BLOCKS))
    settings.TEMPLATES = _templates(APP_DIRS=False, DIRS=[tmp_path])
    assert _ids() == ["departments.E009"]


@pytest.mark.thorough
def test_a_wrong_setting_of_the_api_library_is_named_in_a_sentence():
    code = "from django.conf import settings; settings.configure(NINJA_NUM_PROXIES='x'); import departments.api"
    run = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert run.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: NINJA_NUM_PROXIES cannot be 'x': "
        "Input should be a valid integer, unable to parse string as an integer."
    )


@pytest.mark.parametrize(
    ("base", "lost"),
    [
        ("{% block directory_main %}{% endblock %}", "class, head, title, top, bottom"),
        ('{% extends "host.html" %}{% block directory_main %}{% endblock %}', "bottom, class, head, title"),
        ('{% extends "departments/base.html" %}{% block directory_class %}wide{% endblock %}', ""),
    ],
)
def test_a_base_template_without_our_blocks_is_told(settings, tmp_path, base, lost):
    (tmp_path / "departments").mkdir()
    (tmp_path / "departments/base.html").write_text(base)
    (tmp_path / "host.html").write_text("{% if user %}{% block directory_top %}{% endblock %}{% endif %}")
    settings.TEMPLATES = _templates(DIRS=[tmp_path])
    told = [
        (message.id, set(re.findall(r"directory_(\w+)", message.msg))) for message in run_checks(tags=["departments"])
    ]
    assert told == ([("departments.E011", set(lost.split(", ")))] if lost else [])


def test_an_app_that_is_missing_stops_the_start_in_a_sentence(monkeypatch):
    monkeypatch.setattr(ours, "NEEDED", (*ours.NEEDED, "chorus", "orchestra"))
    with pytest.raises(ImproperlyConfigured, match=r"needs in INSTALLED_APPS also: chorus, orchestra\.$"):
        apps.get_app_config("departments").import_models()
