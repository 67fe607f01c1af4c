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
| MPSDIR_BACKUPS        | var/backups            | where backups lie; best a folder on another disk |
| MPSDIR_INDEXED        | 0                      | 1 lets search engines in; an intranet does not |
| MPSDIR_SECOND_PERSON  | 0                      | 1: somebody else publishes a draft than who changed it last |
| MPSDIR_API_RATE       | 600/m                  | how often one address may ask the API |
| MPSDIR_API_ORIGINS    | none                   | https://www.example.org,… whose scripts may ask the API; * for any |
| MPSDIR_DIAL           | +1=1,+=011             | what desk phones dial for a beginning: +1414475=5,+1=91,ext= |
| MPSDIR_DOOR           | 64                     | MB of finished pages that each process keeps; 0 for none |
| GRANIAN_BLOCKING_THREADS | 4                   | the server’s own: of each process’s threads two take no bodies |
| MPSDIR_PROXIES        | 0                      | proxies of ours before the server, which tell who asks |
| MPSDIR_SESSION_HOURS  | 12                     | hours after which one signs in again |
| MPSDIR_IDLE_HOURS     | 2                      | the same, of hours in which nobody did anything |
| MPSDIR_MAIL           | the console            | smtp+tls://user:password@host:587, for new passwords |
| MPSDIR_MAIL_FROM      | none sent without it   | who such mail is from; required with MPSDIR_MAIL |
| MPSDIR_NETWORKS       | everybody reads        | 10.0.0.0/8,… alone read without signing in |
| MPSDIR_READERS_SIGN_IN | 0                     | 1: all others sign in to read |
| MPSDIR_ACCEL          | the application's own  | where nginx hands over pictures behind that fence, as /inside/ |
| MPSDIR_LOG            | requests               | json: without each request; lines: warnings alone, for people |
| MPSDIR_METRICS        | none                   | the networks that may read /metrics, for Prometheus |
| MPSDIR_SENTRY_DSN     | none                   | where Sentry takes errors |
| MPSDIR_OIDC_URL       | passwords only         | the district's OpenID Connect; with it are required |
| MPSDIR_OIDC_CLIENT    |                        | as whom it knows this site |
| MPSDIR_OIDC_SECRET    |                        | and by which secret |
| MPSDIR_OIDC_NAME      | District account       | what the button for it says |
| MPSDIR_OIDC_GROUPS    | groups                 | the claim that tells somebody's groups |
| MPSDIR_OIDC_ROLES     | none changed by it     | group=Editors,other=Publishers |
"""

import ipaddress
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from departments.words.release import RELEASE

from .json_lines import sent_without_keys

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


def _with(name: str, needed_by: str, example: str) -> str:
    """The setting `name`, without which `needed_by`, which is set, is of no use."""
    value = env.str(name, default="")
    if env.str(needed_by, default="") and not value:
        raise ImproperlyConfigured(f"{name} is not set. With {needed_by} set it to {example}")
    return value


def _needs(module: str, setting: str, extra: str) -> None:
    """Refuse to start where `setting` asks for what a laptop does without."""
    try:
        import_module(module)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"{setting} needs {module}, which is not installed. Install the extra “{extra}”, or all of them: "
            "python -m pip install --require-hashes -r requirements-server.lock"
        ) from error


INSTALLED_APPS = [
    "departments",
    "mpsdir.apps.EditorsRoomConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "adminsortable2",
    "corsheaders",
    "django_prose_editor",
    "phonenumber_field",
    "reversion",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "mpsdir.apps.SiteConfig",
]
MIDDLEWARE = [
    "mpsdir.headers.Headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "mpsdir.bodies.Refuses",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mpsdir.standing.Standing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mpsdir.session_ends.SessionEnds",
    "mpsdir.request_log.Asking",
    "mpsdir.fence.Fence",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "departments.views.middleware.AdminPolicy",
    "mpsdir.front_door.Tells",
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

# --- who may read --------------------------------------------------------------------------------------------------


def _networks(name):
    try:
        return [ipaddress.ip_network(one.strip()) for one in env.list(name, default=[])]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read: {error}. Set it to networks separated by commas, as 10.0.0.0/8,192.168.4.0/24"
        ) from error


MPSDIR_NETWORKS = _networks("MPSDIR_NETWORKS")
MPSDIR_READERS_SIGN_IN = env.bool("MPSDIR_READERS_SIGN_IN", default=False)
MPSDIR_PROXIES = env.int("MPSDIR_PROXIES", default=0)
MPSDIR_ACCEL = env.str("MPSDIR_ACCEL", default="")
_fenced = bool(MPSDIR_NETWORKS) or MPSDIR_READERS_SIGN_IN

# --- who watches ---------------------------------------------------------------------------------------------------

MPSDIR_METRICS = _networks("MPSDIR_METRICS")
if MPSDIR_METRICS:
    _needs("prometheus_client", "MPSDIR_METRICS", "prometheus")
if _sentry := env.str("MPSDIR_SENTRY_DSN", default=""):
    _needs("sentry_sdk", "MPSDIR_SENTRY_DSN", "sentry")
    # Errors, and nothing that people typed.
    import_module("sentry_sdk").init(
        _sentry,
        release=RELEASE,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=sent_without_keys,
    )

# --- data ----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # What runs tests side by side knows Django's own by its name, and gives any other files in place of memory.
    _database |= {"ENGINE": "mpsdir.sqlite3", "TEST": {"NAME": ":memory:"}}
    # IMMEDIATE takes the write lock when a transaction begins. Without it two editors who both read and then save
    # fail with "database is locked" however long the timeout. For the same reason never ATOMIC_REQUESTS here:
    # every page view would queue for the write lock. 16 MB of cache in each connection, of which a page view uses
    # little: a school year is loaded in one transaction of some 100 MB, for which the usual 2 MB are too few.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;",
    }
    # To open the file, read its tables' shapes and close it takes a third of the time of a page.
    _database["CONN_MAX_AGE"] = 600
else:
    _needs("psycopg_pool", "DATABASE_URL", "postgresql")
    # Django's own pool keeps connections; it refuses to be combined with persistent ones. The size covers the
    # eight threads that deploy/ gives the server.
    # A connection that a restart of the server broke is found out before it is used, and made anew within seconds.
    _database["CONN_MAX_AGE"], _database["CONN_HEALTH_CHECKS"] = 0, True
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20, "reconnect_timeout": 4}}

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # How often somebody tried to sign in: in the database, so that it is known also where the cache is gone.
    "counts": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_counts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # more than the addresses of a district try in a quarter of an hour
    },
}
if CACHES["default"]["BACKEND"].endswith(".RedisCache"):  # django-environ's choice, or Django's own
    _needs("redis", "CACHE_URL", "redis")
    CACHES["default"]["BACKEND"] = "mpsdir.redis_or_nothing.RedisOrNothing"
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_timeout=0.5, socket_connect_timeout=0.5)

_media = env.str("MPSDIR_MEDIA", default=str(VAR_DIR / "media"))
if _media.startswith("s3://"):
    _needs("boto3", "MPSDIR_MEDIA", "s3")
# As boto3 reads it; without it the store is Amazon's.
_endpoint = env.str("AWS_ENDPOINT_URL_S3", default=env.str("AWS_ENDPOINT_URL", default=""))
_bucket = _media.removeprefix("s3://")
_store = "{0.scheme}://{0.netloc}".format(urlsplit(_endpoint or f"https://{_bucket}.s3.amazonaws.com"))
MEDIA_URL = "media/"
MEDIA_ROOT = "" if _media.startswith("s3://") else _media
STORAGES = {
    "default": (
        {
            "BACKEND": "mpsdir.store_inside.StoreInside" if _fenced else "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": _bucket,
                "querystring_auth": _fenced,
                "querystring_expire": 300,
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
        else "mpsdir.static_files.CollectedFiles"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
# Kept for ever by browsers: what the manifest named by its contents. WhiteNoise would ask CollectedFiles for each
# name with two points, and jquery.min.js is no file of that kind.
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.\w+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an office with many departments on one screen is a large form
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

MPSDIR_DOOR = env.int("MPSDIR_DOOR", default=64)
MPSDIR_THREADS = env.int("GRANIAN_BLOCKING_THREADS", default=4)

# --- people and places ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("MPSDIR_TIME_ZONE", default="America/Chicago")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "departments.words.formats"  # days and moments as our pages write them

PHONENUMBER_DEFAULT_REGION = "US"
# E.164, the library's default, drops extensions without a word.
PHONENUMBER_DB_FORMAT = "RFC3966"
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- signing in ----------------------------------------------------------------------------------------------------

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_PREFIX = "/account/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "mpsdir.sign_in.Accounts"
ACCOUNT_FORMS = {"login": "mpsdir.sign_in.SignInForm", "reset_password": "mpsdir.sign_in.NewPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up: what an account has at least
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# By account and address first: who tries one account again and again uses up nothing of the school's address.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "10/15m/key,300/15m/ip",
    "login_failed_known": "10/15m/key",
    "change_password": "10/15m/user",
    "reset_password": "5/15m/key,100/15m/ip",
}
MFA_ADAPTER = "mpsdir.sign_in.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "District directory"
MFA_TOTP_TOLERANCE = 1
PASSWORD_RESET_TIMEOUT = 60 * 60

SESSION_COOKIE_AGE = env.int("MPSDIR_SESSION_HOURS", default=12) * 60 * 60
MPSDIR_SESSION_IDLE = env.int("MPSDIR_IDLE_HOURS", default=2) * 60 * 60

MPSDIR_MAIL_FROM = _with("MPSDIR_MAIL_FROM", "MPSDIR_MAIL", "the address it is sent from, as directory@example.org")
if DEBUG and not MPSDIR_MAIL_FROM:
    MPSDIR_MAIL_FROM = "directory@localhost"
vars().update(env.email_url("MPSDIR_MAIL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MPSDIR_MAIL_FROM
EMAIL_TIMEOUT = 10

_oidc = env.str("MPSDIR_OIDC_URL", default="")
MPSDIR_OIDC_ROLES = dict(env.dict("MPSDIR_OIDC_ROLES", default={}))
MPSDIR_OIDC_GROUPS = env.str("MPSDIR_OIDC_GROUPS", default="groups")
SOCIALACCOUNT_ADAPTER = "mpsdir.openid.DistrictAccounts"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our policy of forms lets none lead to another site
SOCIALACCOUNT_PROVIDERS = {}
if _oidc:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "district",
                "name": env.str("MPSDIR_OIDC_NAME", default="District account"),
                "client_id": _with("MPSDIR_OIDC_CLIENT", "MPSDIR_OIDC_URL", "the name by which it knows this site."),
                "secret": _with("MPSDIR_OIDC_SECRET", "MPSDIR_OIDC_URL", "the secret that it gave to this site."),
                "settings": {"server_url": _oidc},
            }
        ],
    }

# --- the wire ------------------------------------------------------------------------------------------------------

# Strict for visitors; AdminPolicy widens it for the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *([] if MEDIA_ROOT else [_store])],
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
if _https:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # a place on the browsers' list is the whole domain's to ask for
CSRF_FAILURE_VIEW = "departments.admin.sent_again.csrf_failure"
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked by machines beside the server
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
if _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]

# Scripts of these sites may ask the API, and nothing else.
_origins = env.list("MPSDIR_API_ORIGINS", default=[])
CORS_ALLOW_ALL_ORIGINS, CORS_ALLOWED_ORIGINS = "*" in _origins, [one for one in _origins if one != "*"]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS, CORS_ALLOW_HEADERS = ["GET", "HEAD"], ["if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After"]

# --- the directory's own -------------------------------------------------------------------------------------------

DIRECTORY_FOLDER = VAR_DIR.resolve()
DIRECTORY_BACKUPS = Path(env.str("MPSDIR_BACKUPS", default=str(VAR_DIR / "backups"))).resolve()
DIRECTORY_CALLED = {
    "DATABASES": "DATABASE_URL",
    "CACHES": "CACHE_URL",
    "STORAGES": "MPSDIR_MEDIA",
    "EMAIL_HOST": "MPSDIR_MAIL",
}
DIRECTORY_INDEXED = env.bool("MPSDIR_INDEXED", default=False)
DIRECTORY_SECOND_PERSON = env.bool("MPSDIR_SECOND_PERSON", default=False)
DIRECTORY_API_RATE = env.str("MPSDIR_API_RATE", default="600/m")
DIRECTORY_DIAL = env.dict("MPSDIR_DIAL", default={"+1": "1", "+": "011"})
NINJA_NUM_PROXIES = MPSDIR_PROXIES


def _refused_in_a_line(record):
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None  # what a browser sent was refused: nothing of ours is broken
    return True


_log = env.str("MPSDIR_LOG", default="lines" if DEBUG or sys.stderr.isatty() else "requests")
if _log not in ("lines", "json", "requests"):
    raise ImproperlyConfigured(f"MPSDIR_LOG cannot be {_log!r}. Set it to lines, json or requests.")
_level = "WARNING" if _log == "lines" else "INFO"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "mpsdir.json_lines.JsonLines"},
    },
    "filters": {"refused": {"()": "django.utils.log.CallbackFilter", "callback": _refused_in_a_line}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "lines" if _log == "lines" else "json",
            "filters": ["refused"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "departments": {"level": _level},
        "mpsdir": {"level": _level},
        "mpsdir.requests": {"level": "INFO" if _log == "requests" else "WARNING"},
    },
}
