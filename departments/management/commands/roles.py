"""`manage.py roles`: the groups of `departments/drafts/roles.py`."""

from django.core.management.base import BaseCommand

from departments.drafts.roles import ensure_roles


class Command(BaseCommand):
    help = "Makes the groups Viewers, Editors, Publishers and Privacy, or gives them back exactly their permissions."

    def handle(self, **options) -> None:
        for name, group in ensure_roles().items():
            self.stdout.write(f"{name}: {group.permissions.count()} permissions.")
