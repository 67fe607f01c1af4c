"""Wagtail as its own project template sets it up, for production on SQLite; what is ours alone stands last."""

import os
import secrets
import sys
from pathlib import Path

DATA = Path(os.environ["BESIDE_WAGTAIL"])  # where its database, static files and migrations are
MIGRATIONS = DATA / "home_migrations"
MIGRATIONS.mkdir(parents=True, exist_ok=True)
(MIGRATIONS / "__init__.py").touch()
sys.path.insert(0, str(DATA))  # for its migrations, which depend on the release of Wagtail
MIGRATION_MODULES = {"home": MIGRATIONS.name}
DEBUG = False
SECRET_KEY = secrets.token_hex()
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "bench.beside_wagtail.site.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "db.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "bench.beside_wagtail.site.home",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_COMMENTS_ENABLED = False  # a button for them behind each field would be one more for the keyboard
WAGTAILADMIN_BASE_URL = "http://localhost"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # as Wagtail’s template has it
WAGTAIL_SITE_NAME = "Alder Valley School District"
WAGTAIL_ENABLE_UPDATE_CHECK = False  # it asks the network
# Whoever is new chooses a password by “Forgotten it?”, so that nobody has to make one up.
WAGTAILUSERS_PASSWORD_REQUIRED = False
