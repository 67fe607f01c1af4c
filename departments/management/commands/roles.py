"""`manage.py roles`: the groups of `departments/drafts/roles.py`."""

from departments.drafts.roles import ensure_roles
from departments.management.year_commands import DirectoryCommand


class Command(DirectoryCommand):
    help = "Makes the groups Viewers, Editors, Publishers and Privacy, or gives them back exactly their permissions."

    def handle(self, **options) -> None:
        for name, group in ensure_roles().items():
            self.stdout.write(f"{name}: {group.permissions.count()} permissions.")
