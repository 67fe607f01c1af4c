"""What a person can misconfigure, told at start: each of these loses data or fails later and elsewhere."""

from django.conf import settings
from django.core.checks import Error, register


@register("departments")
def numbers_keep_their_extensions(app_configs, **kwargs):
    if getattr(settings, "PHONENUMBER_DB_FORMAT", "E164") == "RFC3966":
        return []
    return [
        Error(
            "Phone numbers would be stored without their extensions.",
            hint='Set PHONENUMBER_DB_FORMAT = "RFC3966": E.164, the library\'s default, drops “ext. 12” silently.',
            id="departments.E001",
        )
    ]


@register("departments")
def two_savers_do_not_lock_each_other_out(app_configs, **kwargs):
    errors = []
    for alias, database in settings.DATABASES.items():
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
