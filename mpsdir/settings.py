"""
All settings, from the environment, working with none set.

| variable              | default                | what |
|-----------------------|------------------------|------|
| MPSDIR_DEBUG          | 1                      | 0 in production |
| MPSDIR_SECRET_KEY     | a development key      | required when MPSDIR_DEBUG=0 |
| MPSDIR_ALLOWED_HOSTS  | this machine           | comma-separated; required when MPSDIR_DEBUG=0 |
| MPSDIR_HTTPS          | 1                      | 0 where no proxy speaks HTTPS: cookies then travel without it |
| DATABASE_URL          | var/db.sqlite3         | postgres://user:password@host/name |
| CACHE_URL             | local memory           | redis://host:6379/0 |
| MPSDIR_MEDIA          | var/media              | a folder, or s3://bucket (credentials as boto3 finds them) |
| MPSDIR_VAR            | var                    | where the two defaults above live |
| MPSDIR_INDEXED        | 0                      | 1 lets search engines in; an intranet does not |
| MPSDIR_API_RATE       | 600/m                  | how often one address may ask the API |
| MPSDIR_PROXIES        | 0                      | proxies of ours before the server, which tell who asks |
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("MPSDIR_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("MPSDIR_DEBUG", default=True)
SECRET_KEY = env.str("MPSDIR_SECRET_KEY", default="development-only" if DEBUG else "")
ALLOWED_HOSTS = env.list("MPSDIR_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "MPSDIR_SECRET_KEY is not set. With MPSDIR_DEBUG=0 set it to a long random text that only this server knows, "
        "for example the output of: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "MPSDIR_ALLOWED_HOSTS is not set. With MPSDIR_DEBUG=0 set it to the names visitors use for this site, "
        "separated by commas, for example: directory.example.org"
    )

INSTALLED_APPS = [
    "departments",
    "mpsdir.apps.EditorsRoomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "adminsortable2",
    "django_prose_editor",
    "phonenumber_field",
    "reversion",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "departments.views.middleware.AdminPolicy",
]
ROOT_URLCONF = "mpsdir.urls"
WSGI_APPLICATION = "mpsdir.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "mpsdir" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- data ----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins. Without it two editors who both read and then save
    # fail with "database is locked" however long the timeout. For the same reason never ATOMIC_REQUESTS here:
    # every page view would queue for the write lock. 16 MB of cache in each connection, of which a page view uses
    # little: a school year is loaded in one transaction of some 100 MB, for which the usual 2 MB are too few.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;",
    }
else:
    # Django's own pool keeps connections; it refuses to be combined with persistent ones. The size covers the
    # server's four blocking threads with room for an editor's second request.
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}}

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].startswith("django_redis"):
    CACHES["default"]["BACKEND"] = "django.core.cache.backends.redis.RedisCache"

_media = env.str("MPSDIR_MEDIA", default=str(VAR_DIR / "media"))
MEDIA_URL = "media/"
MEDIA_ROOT = "" if _media.startswith("s3://") else _media
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": _media.removeprefix("s3://"),
                "querystring_auth": False,
                # Pictures are named by their content, so a cached one is never out of date.
                "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
            },
        }
        if _media.startswith("s3://")
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an office with many departments on one screen is a large form
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- people and places ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("MPSDIR_TIME_ZONE", default="America/Chicago")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "departments.words.formats"  # days and moments as our pages write them

PHONENUMBER_DEFAULT_REGION = "US"
# E.164, the library's default, drops extensions without a word.
PHONENUMBER_DB_FORMAT = "RFC3966"
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- the wire ------------------------------------------------------------------------------------------------------

# Strict for visitors; AdminPolicy widens it for the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [
            SELF,
            *([f"https://{_media.removeprefix('s3://')}.s3.amazonaws.com"] if not MEDIA_ROOT else []),
        ],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
_https = env.bool("MPSDIR_HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "departments.admin.sent_again.csrf_failure"
if _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]

# --- the directory's own -------------------------------------------------------------------------------------------

DIRECTORY_FOLDER = VAR_DIR.resolve()
DIRECTORY_INDEXED = env.bool("MPSDIR_INDEXED", default=False)
DIRECTORY_API_RATE = env.str("MPSDIR_API_RATE", default="600/m")
NINJA_NUM_PROXIES = env.int("MPSDIR_PROXIES", default=0)


def _refused_in_a_line(record):
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None  # what a browser sent was refused: nothing of ours is broken
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refused": {"()": "django.utils.log.CallbackFilter", "callback": _refused_in_a_line}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"departments": {"level": "WARNING"}},
}
