"""What a site can misconfigure, told at start: each of these loses data, or fails later and elsewhere."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import router
from django.template import Context, TemplateDoesNotExist, loader
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, reverse

from ..models import Office
from ..models.directory_settings import SETTINGS, value

# What templates/departments/base.html has, also a site's own one.
BLOCKS = {f"directory_{name}" for name in ("title", "head", "class", "top", "main", "bottom")}
CSRF_FAILURE = "departments.admin.sent_again.csrf_failure"
REQUEST = "django.template.context_processors.request"
CSP, POLICY = "csp.middleware.CSPMiddleware", "departments.views.middleware.AdminPolicy"
MOST_FIELDS = 20_000  # of a form: an office with its departments and lines on one screen


@register("departments")
def faults(app_configs, **kwargs) -> list[CheckMessage]:
    """Each fault of the settings in a sentence, with what to do about it. E: it does not work so. W: it may not."""
    found = chain(_values(), _database(), _addresses(), _templates(), _our_settings(), _editors_work())
    return [
        (Error if number.startswith("E") else Warning)(sentence, hint=hint, id=f"departments.{number}")
        for number, sentence, hint in found
    ]


def _values():
    wanted = {
        "PHONENUMBER_DB_FORMAT": ("RFC3966", "E001", "Phone numbers would be stored without their extensions."),
        "PHONENUMBER_DEFAULT_FORMAT": ("INTERNATIONAL", "E004", "Phone numbers would be read without extensions."),
        "PHONENUMBER_DEFAULT_REGION": ("US", "E005", "Phone numbers typed without +1 would be refused."),
        "USE_TZ": (True, "E006", "Pages are published at moments, and moments would have no time zone."),
    }
    for name, (right, number, sentence) in wanted.items():
        if getattr(settings, name, None) != right:
            yield number, sentence, f"Set {name} = {right!r}."


def _database():
    alias = router.db_for_write(Office)
    database = settings.DATABASES[alias]
    if database.get("ATOMIC_REQUESTS"):
        hint = "Remove it: every page view would wait for the write lock. Verbs open their own transactions."
        yield "E002", f"ATOMIC_REQUESTS is on for the database “{alias}”.", hint
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    if is_sqlite and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
        sentence = f"Two people saving at once would fail with “database is locked” on the database “{alias}”."
        yield "E003", sentence, 'Set OPTIONS["transaction_mode"] = "IMMEDIATE".'


def _addresses():
    wanted = {
        "departments:home": ("E007", "The directory", 'path("directory/", include("departments.urls"))'),
        "admin:departments_office_changelist": ("E008", "The editors’ part", 'path("admin/", admin.site.urls)'),
    }
    for name, (number, who, line) in wanted.items():
        try:
            reverse(name)
        except NoReverseMatch:
            yield number, f"{who} has no address.", f"Add to the URLs: {line}."


def _templates():
    try:
        base = loader.get_template("departments/base.html").template
        loader.get_template("departments/frame.html")  # the site may have a base of its own
    except TemplateDoesNotExist:
        yield "E009", "The templates of the directory are not found.", 'Set "APP_DIRS": True in TEMPLATES.'
        return
    if REQUEST not in base.engine.context_processors:
        hint = f'Add "{REQUEST}" to the context processors in TEMPLATES.'
        yield "E010", "Pages would not know their own address.", hint
    if missing := ", ".join(sorted(BLOCKS - set(_blocks(base)))):
        hint = "Add {% block … %}{% endblock %} for each to the site’s own departments/base.html (docs/module.md)."
        yield "E011", f"Pages would be shown without {missing}.", hint


def _blocks(template) -> Iterator[str]:
    """The names of the blocks in `template` and in what it extends."""
    yield from (node.name for node in template.nodelist.get_nodes_by_type(BlockNode))
    for node in template.nodelist.get_nodes_by_type(ExtendsNode):
        context = Context()
        with context.bind_template(template), context.render_context.push_state(template):
            yield from _blocks(node.get_parent(context))


def _our_settings():
    if not apps.is_installed("django.contrib.staticfiles"):
        hint = 'Add "django.contrib.staticfiles" to INSTALLED_APPS.'
        yield "E015", "Styles and scripts of the directory would not be found.", hint
    for store, what in (
        (value("DIRECTORY_PICTURES"), "where pictures are kept"),
        ("staticfiles", "for styles and scripts"),
    ):
        if store not in settings.STORAGES:
            yield "E013", f"STORAGES has no “{store}”, {what}.", f'Add "{store}" to STORAGES.'
    for name in sorted({name for name in dir(settings) if name.startswith("DIRECTORY_")}):
        given, setting = getattr(settings, name), SETTINGS.get(name)
        if setting is None:
            meant = get_close_matches(name, SETTINGS, 1) or SETTINGS
            yield "W001", f"The directory has no setting {name}.", f"There is {' or '.join(meant)}."
        elif not setting.accepts(given):
            hint = f"It says {setting.says}. Until then it is {setting.default!r}."
            yield "E012", f"{name} cannot be {given!r}.", hint


def _editors_work():
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if most is not None and most < MOST_FIELDS:
        hint = f"Set DATA_UPLOAD_MAX_NUMBER_FIELDS = {MOST_FIELDS}."
        yield "W002", "The form of an office with many departments would be refused.", hint
    if CSP in settings.MIDDLEWARE and POLICY not in settings.MIDDLEWARE:
        hint = (
            f'Add "{POLICY}" to MIDDLEWARE after django-csp’s, or allow the admin a nonce and inline styles otherwise.'
        )
        yield "W003", "The policy of django-csp may block the editors’ rich text.", hint
    if settings.CSRF_FAILURE_VIEW == "django.views.csrf.csrf_failure":
        hint = f'Set CSRF_FAILURE_VIEW = "{CSRF_FAILURE}", or call it in the site’s own for addresses of the admin.'
        yield "W004", "What editors typed is lost where they signed in again before they saved it.", hint
