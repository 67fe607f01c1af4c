"""The site: Django's admin with the first page of `departments/admin_site.py`, and what sign-in needs at start."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig


class EditorsRoomConfig(AdminConfig):
    default_site = "departments.admin_site.DirectorySite"


class SiteConfig(AppConfig):
    name = "mpsdir"
    verbose_name = "Site"

    def ready(self) -> None:
        from allauth.core.internal import ratelimit
        from allauth.mfa.totp.internal import auth
        from django.core.cache import caches
        from django.core.management import call_command
        from django.db.models.signals import post_migrate

        from . import openid, request_log, session_ends  # noqa: F401  registered by being read

        # allauth counts in the default cache, unguarded: there the counts would go with the cache, and with memory of
        # its own each process would begin anew. The database is always asked, and one for all.
        ratelimit.cache = auth.cache = caches["counts"]

        def make_counts(using, **kwargs):
            call_command("createcachetable", database=using, verbosity=0)

        # Django tells apps that have models, and no other.
        post_migrate.connect(make_counts, sender=apps.get_app_config("account"), weak=False)
