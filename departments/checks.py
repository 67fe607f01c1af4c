"""What a site can misconfigure, told at start: each of these loses data, or fails later and elsewhere."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import router
from django.template import Context, TemplateDoesNotExist, loader
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, reverse

from .models import Office
from .models.directory_settings import SETTINGS

PHONES = {
    "PHONENUMBER_DB_FORMAT": ("RFC3966", "E001", "Phone numbers would be stored without their extensions."),
    "PHONENUMBER_DEFAULT_FORMAT": ("INTERNATIONAL", "E004", "Phone numbers would be written without their extensions."),
    "PHONENUMBER_DEFAULT_REGION": ("US", "E005", "Phone numbers typed without +1 would be refused."),
}
# What templates/departments/base.html has, also a site's own one.
BLOCKS = {f"directory_{name}" for name in ("title", "head", "class", "top", "main", "bottom")}
MOST_FIELDS = 20_000  # of a form: an office with its departments and lines on one screen


@register("departments")
def numbers_keep_their_extensions(app_configs, **kwargs):
    return [
        Error(sentence, hint=f'Set {name} = "{right}".', id=f"departments.{number}")
        for name, (right, number, sentence) in PHONES.items()
        if getattr(settings, name, None) != right
    ]


@register("departments")
def two_savers_do_not_lock_each_other_out(app_configs, **kwargs):
    alias = router.db_for_write(Office)
    database, errors = settings.DATABASES[alias], []
    if database.get("ATOMIC_REQUESTS"):
        errors.append(
            Error(
                f"ATOMIC_REQUESTS is on for the database “{alias}”.",
                hint="Remove it: every page view would wait for the write lock. Verbs open their own transactions.",
                id="departments.E002",
            )
        )
    is_sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
    if is_sqlite and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
        errors.append(
            Error(
                f"Two people saving at once would fail with “database is locked” on the database “{alias}”.",
                hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE".',
                id="departments.E003",
            )
        )
    return errors


@register("departments")
def moments_have_a_time_zone(app_configs, **kwargs):
    sentence = "Pages are published and taken off at moments, and moments would have no time zone."
    return [] if settings.USE_TZ else [Error(sentence, hint="Set USE_TZ = True.", id="departments.E006")]


@register("departments")
def it_has_addresses(app_configs, **kwargs):
    wanted = {
        "departments:home": ("E007", 'path("directory/", include("departments.urls"))', "The directory"),
        "admin:departments_office_changelist": ("E008", 'path("admin/", admin.site.urls)', "The editors’ part"),
    }
    for name, (number, line, who) in wanted.items():
        try:
            reverse(name)
        except NoReverseMatch:
            yield Error(f"{who} has no address.", hint=f"Add to the URLs: {line}.", id=f"departments.{number}")


@register("departments")
def pages_stand_in_a_document(app_configs, **kwargs):
    try:
        base = loader.get_template("departments/base.html").template
    except TemplateDoesNotExist:
        hint = 'Set "APP_DIRS": True in TEMPLATES.'
        return [Error("The templates of the directory are not found.", hint=hint, id="departments.E009")]
    errors, processor = [], "django.template.context_processors.request"
    if processor not in base.engine.context_processors:
        hint = f'Add "{processor}" to the context processors in TEMPLATES.'
        errors.append(Error("Pages would not know their own address.", hint=hint, id="departments.E010"))
    missing = ", ".join(sorted(BLOCKS - set(_blocks(base))))
    if missing:
        hint = "Add {% block … %}{% endblock %} for each to the site’s own departments/base.html (docs/module.md)."
        errors.append(Error(f"Pages would be shown without {missing}.", hint=hint, id="departments.E011"))
    return errors


def _blocks(template, below=()) -> Iterator[str]:
    """The names of the blocks in `template` and in what it extends."""
    yield from (node.name for node in template.nodelist.get_nodes_by_type(BlockNode))
    for node in template.nodelist.get_nodes_by_type(ExtendsNode):
        context = Context()
        with context.bind_template(template), context.render_context.push_state(template):
            yield from _blocks(node.get_parent(context))


@register("departments")
def settings_are_ours_and_right(app_configs, **kwargs):
    for name in sorted({name for name in dir(settings) if name.startswith("DIRECTORY_")}):
        if name not in SETTINGS:
            meant = get_close_matches(name, SETTINGS, 1)
            hint = f"Did you mean {meant[0]}?" if meant else f"There are {', '.join(SETTINGS)}."
            yield Warning(f"The directory has no setting {name}.", hint=hint, id="departments.W001")
        elif not SETTINGS[name].accepts(getattr(settings, name)):
            hint = f"It says {SETTINGS[name].says}. Until then it is {SETTINGS[name].default!r}."
            yield Error(f"{name} cannot be {getattr(settings, name)!r}.", hint=hint, id="departments.E012")


@register("departments")
def editors_can_work(app_configs, **kwargs):
    most, middleware = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.MIDDLEWARE
    if most is not None and most < MOST_FIELDS:
        hint = f"Set DATA_UPLOAD_MAX_NUMBER_FIELDS = {MOST_FIELDS}."
        yield Warning("The form of an office with many departments would be refused.", hint=hint, id="departments.W002")
    ours = "departments.views.middleware.AdminPolicy"
    if "csp.middleware.CSPMiddleware" in middleware and ours not in middleware:
        hint = f'Add "{ours}" to MIDDLEWARE after django-csp’s, or allow the admin a nonce and inline styles otherwise.'
        yield Warning("The policy of django-csp may block the editors’ rich text.", hint=hint, id="departments.W003")
