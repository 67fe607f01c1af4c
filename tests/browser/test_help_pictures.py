"""The pictures of help show what their screens show today."""

import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = [pytest.mark.exhaustive, pytest.mark.timeout(1_000)]


def test_no_picture_of_help_is_stale():
    command = [sys.executable, "scripts/shots.py", "--help-pictures", "--check"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, text=True, capture_output=True, timeout=900)
    assert (done.returncode, done.stderr) == (0, "")
