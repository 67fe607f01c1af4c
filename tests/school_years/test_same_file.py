"""The file that was loaded last is not judged again, and comes to the same plan as if it were."""

import io
import re
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from departments.models import Department, Load, Office
from departments.school_years import bundle, fixture
from departments.school_years.any_file import read
from departments.school_years.plan import Decisions, make
from departments.school_years.undo import undo
from tests.school_years import malformed

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return malformed.write(tmp_path, malformed.whole())


def _load(path, *options):
    said = io.StringIO()
    call_command("load_school_year", path, "--yes", *options, stdout=said)
    return said.getvalue()


def _is_judged(path, monkeypatch):
    """Whether reading the bundle at `path` judges what is in it."""
    judged = []
    with monkeypatch.context() as patch:
        patch.setattr(fixture, "read", lambda data, file, judge=fixture.read: judged.append(file) or judge(data, file))
        read(path)
    return bool(judged)


def _change(path, change):
    found = malformed.records()
    change(found)
    (path / "directory.json").write_bytes(malformed.text(found))


def test_the_file_that_was_loaded_last_is_not_judged_again(path, monkeypatch):
    assert _is_judged(path, monkeypatch)
    _load(path)
    assert not _is_judged(path, monkeypatch)
    said = _load(path)
    assert re.search(r"It is the file that was loaded last, on \w+ \d+, \d{4}, \d+:\d\d [AP]M\.\n", said)
    assert said.endswith("Nothing to change.\n")
    assert Load.objects.count() == 1


def test_it_is_the_same_as_a_folder_and_as_a_zip(path, tmp_path, monkeypatch):
    _load(path)
    zipped = tmp_path / "2025-26.zip"
    zipped.write_bytes(malformed.zipped(malformed.whole()))
    assert not _is_judged(zipped, monkeypatch)


def test_it_says_what_was_read_the_first_time(path):
    first = read(path)
    _load(path)
    again = read(path)
    # What a file has is listed, so a load remembers that of each entry.
    for kind in ("office", "department"):
        for slug, values in first.edition.entries(kind).items():
            assert again.edition.entries(kind)[slug] == {"retired_at": None} | values
    assert (again.edition.label, again.edition.year) == (first.edition.label, first.edition.year)
    assert (again.source, again.checksum) == (first.source, first.checksum)


EDITS = [
    lambda: None,
    lambda: Office.objects.update(phone="+14144758001", name="Office of Teaching"),
    lambda: Department.objects.filter(slug="physics").delete(),
    lambda: Department.objects.filter(slug="physics").update(slug="poetry"),
    lambda: _made_again("physics"),
    lambda: Department.objects.filter(slug="physics").update(retired_at="2025-06-01T00:00:00Z"),
]


def _made_again(slug):
    """An editor deletes a department, and makes another under its address."""
    old = Department.objects.get(slug=slug)
    Department.objects.filter(pk=old.pk).delete()
    Department.objects.create(office=old.office, slug=slug, name="Physics and more", location="Room 7")


@pytest.mark.thorough
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("decisions", [Decisions(), Decisions(conflicts="take", retire=True)])
def test_whatever_editors_did_meanwhile_it_comes_to_the_same_plan(edit, decisions, path):
    _load(path)
    edit()
    judged, taken = bundle.read(path).edition, read(path).edition
    one, other = make(judged, decisions=decisions), make(taken, decisions=decisions)
    assert taken.load_id and not judged.load_id
    for name in ("writes", "conflicts", "gone", "dates", "after", "content", "rows", "remembers_more", "undecided"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.counts == other.counts


def test_another_file_is_judged(path, monkeypatch):
    _load(path)
    _change(path, lambda found: found[1]["fields"].update(name="Office of Teaching"))
    assert _is_judged(path, monkeypatch)
    _load(path)
    _change(path, lambda found: None)  # the first one again, which is not the last
    assert _is_judged(path, monkeypatch)


def test_a_file_that_lacks_what_is_remembered_is_judged(path, monkeypatch):
    _load(path)
    _change(path, lambda found: found[1]["fields"].update(name="Office of Teaching") or found.pop(3))
    call_command("load_school_year", path, stdout=io.StringIO())
    assert Department.objects.filter(slug="physics", retired_at=None).exists()
    assert _is_judged(path, monkeypatch)
    assert [one.slug for one in make(read(path).edition).gone] == ["physics"]


def test_a_file_that_says_nothing_of_a_field_is_judged(path, monkeypatch):
    _load(path)
    _change(path, lambda found: found[1]["fields"].update(name="Office of Teaching") or found[1]["fields"].pop("email"))
    _load(path)
    assert Load.objects.count() == 2
    assert _is_judged(path, monkeypatch)


def test_a_load_that_was_taken_back_is_none(path, monkeypatch):
    _load(path)
    undo(Load.objects.get())
    assert _is_judged(path, monkeypatch)


def test_a_picture_that_the_store_lost_is_stored_again(path, monkeypatch):
    _load(path)
    name = Office.objects.get().image
    default_storage.delete(name)
    monkeypatch.setattr("departments.page.pictures.cache.get", lambda key: None)  # or it is remembered for a minute
    assert _is_judged(path, monkeypatch)
    assert list(read(path).pictures) == [name]


def test_what_older_loads_remember_is_judged(path, monkeypatch):
    """They do not say whether it is all of the file."""
    _load(path)
    last = Load.objects.get()
    remembered = bundle.Edition.unpacked(last.content)
    Load.objects.update(content=replace(remembered, is_whole=False).packed())
    assert _is_judged(path, monkeypatch)
