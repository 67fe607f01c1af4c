"""`manage.py demo`: what `make run` loads."""

import os

from departments.management import sample
from departments.management.year_commands import DirectoryCommand


class Command(DirectoryCommand):
    help = (
        "Loads and publishes both sample school years and makes the accounts editor and publisher. "
        "Data that is there stays."
    )

    def handle(self, **options) -> None:
        if sample.load():
            self.stdout.write("Loaded and published the sample school years 2016-17 and 2024-25.")
        else:
            self.stdout.write("The directory has data; it stays as it is.")
        for name, password in sample.accounts(os.environ.get("MPSDIR_DEMO_PASSWORD")).items():
            self.stdout.write(f"  {name:<10} {password}")
