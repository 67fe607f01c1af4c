from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy

NEEDED = (
    "django.contrib.admin",
    "django.contrib.sitemaps",
    "adminsortable2",
    "django_prose_editor",
    "phonenumber_field",
    "reversion",
)


class DepartmentsConfig(AppConfig):
    name = "departments"
    verbose_name = gettext_lazy("Directory")
    default_auto_field = "django.db.models.BigAutoField"  # as the migrations have it, whatever the site's default is

    def import_models(self) -> None:
        # Not a system check: where one is missing, an import fails before any check is run, and says less.
        missing = [name for name in NEEDED if not any(config.name == name for config in apps.get_app_configs())]
        if missing:
            raise ImproperlyConfigured(
                f"The directory (departments) needs in INSTALLED_APPS also: {', '.join(missing)}."
            )
        super().import_models()

    def ready(self) -> None:
        import reversion

        from .management import site_setup  # noqa: F401  registered by being read
        from .migrations import _seen_tables
        from .models import Contact, Department, Office

        # SQLite forgets the triggers of a table that a migration made anew.
        post_migrate.connect(_seen_tables.after_migrate, sender=self)
        # For django-reversion's own commands and queries; what becomes a version is said in `drafts/history/`.
        reversion.register(Contact)
        reversion.register(Department, follow=["contacts"])
        reversion.register(Office, exclude=["editors"], follow=["departments", "contacts"])
