"""`manage.py sweep_pictures`."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from departments.page.storage import UNFINISHED, kept_files
from tests.making import make_picture

LEFT = f"images/{'0' * 64}-500x300"


@pytest.fixture
def media(tmp_path, settings):
    """A store with a picture, to which a killed upload and a dead process added files two hours ago."""
    settings.MEDIA_ROOT = tmp_path
    make_picture(colour="olive")
    for name in (f"{LEFT}-w400.avif", f"{LEFT}-w400.webp", f"images/{UNFINISHED}abc"):
        (tmp_path / name).write_bytes(b"x" * 1024)
        os.utime(tmp_path / name, (time.time() - 2 * 60 * 60,) * 2)
    return tmp_path


def _run(*arguments):
    out = StringIO()
    call_command("sweep_pictures", *arguments, stdout=out)
    return out.getvalue().replace("\xa0", " ").splitlines()


LINES = [f"images/{UNFINISHED}abc  1.0 KB", f"{LEFT}-w400.avif  1.0 KB", f"{LEFT}-w400.webp  1.0 KB"]


def test_what_has_no_picture_is_listed_with_its_size_and_stays(media):
    there = kept_files(whole=False)
    assert _run() == [*LINES, "3 files without a picture, 3.0 KB. To remove them, say --remove."]
    assert kept_files(whole=False) == there


def test_it_is_removed_when_asked_for_and_the_whole_picture_stays(media):
    of_the_picture = [name for name in kept_files() if not name.startswith(LEFT)]
    assert _run("--remove") == [*LINES, "3 files without a picture, 3.0 KB: removed."]
    assert kept_files(whole=False) == of_the_picture and len(of_the_picture) == 4
    assert _run("--remove") == ["Every file belongs to a picture that is there."]


def test_what_may_be_on_its_way_is_left_alone(media):
    for path in Path(media, "images").iterdir():
        os.utime(path)
    assert _run("--remove") == ["Every file belongs to a picture that is there."]


def test_a_store_that_no_picture_was_ever_put_into(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    assert _run() == ["Every file belongs to a picture that is there."]
