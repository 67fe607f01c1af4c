"""`manage.py status`: how the site is, and what to do where it is not well."""

import sys

from departments.management.wellbeing import status
from departments.management.year_commands import DirectoryCommand


class Command(DirectoryCommand):
    help = "Says how the site and all that it leans on is, and what to do. Ends with 1 where a part is not well."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        parts = status()
        for part in parts:
            line = f"{'' if part.is_well else '! '}{part.name}: {part.says}"
            self.stdout.write(line if part.is_well else self.style.ERROR(line))
        if not all(part.is_well for part in parts):
            sys.exit(1)
