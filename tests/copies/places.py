"""Places with a directory, or empty ones, each with its own database, pictures and backups; commands run there."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# Tables and files as the place has them, to be compared as a whole.
EVERYTHING = """
import django, json
from pathlib import Path
django.setup()
from tests.removal.story import everything
rows = {" ".join(key): row for key, row in everything().items() if key[0] != "departments_directoryversion"}
folder = Path(django.conf.settings.MEDIA_ROOT)
# What begins with a dot is what a killed process left, which nobody is shown.
paths = [path for path in folder.rglob("[!.]*") if path.is_file()] if folder.exists() else []
files = {path.name: path.stat().st_size for path in paths}
print(json.dumps([rows, files]))
"""
STORY = """
import django
django.setup()
from tests.making import make_picture
from tests.removal.story import tell
office = tell()
office.image = make_picture()
office.image_alt = "The front door"
office.save()
from departments import publishing
publishing.publish(office, by=None)
"""


@dataclass
class Place:
    url: str
    var: Path
    backups: Path

    def run(self, code, *, fails=False, **more):
        return self._call("-c", code, fails=fails, **more)

    def manage(self, *command, fails=False, **more):
        return self._call("manage.py", *map(str, command), fails=fails, **more)

    def everything(self):
        return json.loads(self.run(EVERYTHING))

    def environment(self, **more):
        own = {"DJANGO_SETTINGS_MODULE": "mpsdir.settings", "DATABASE_URL": self.url, "MPSDIR_VAR": str(self.var)}
        return os.environ | own | {"MPSDIR_BACKUPS": str(self.backups)} | more

    def _call(self, *arguments, fails, **more):
        command = [sys.executable, "-W", "error", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment(**more), text=True, capture_output=True, timeout=300
        )
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else done.stdout
