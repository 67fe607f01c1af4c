"""What is dumped, loaded into an empty database and dumped again is the same bytes: in a folder and in a .zip."""

import io
import tempfile
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from departments.models import Department, Office, SchoolYear
from departments.page import pictures
from departments.school_years import bundle
from departments.school_years.edition import Edition, of_drafts
from departments.school_years.problems import Refused
from tests.examples import examples
from tests.making import make_contact, make_department, make_office, make_picture, make_year
from tests.school_years.years import editions

FORMS = ["folder", "2025-26.zip"]


def _dumped(folder):
    """The files that are written of the year, by their path under `folder`: a folder and a .zip."""
    folder.mkdir()
    for name in FORMS:
        call_command("dump_school_year", "2025-26", folder / name, stdout=io.StringIO())
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _load(path):
    call_command("load_school_year", path, "--yes", stdout=io.StringIO())


def _empty_the_database():
    Department.objects.filter(parent__isnull=False).delete()
    Office.objects.all().delete()
    SchoolYear.objects.all().delete()


class AnyYear(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pictures = {"images/teal": make_picture(), "images/navy": make_picture(colour="navy")}

    @pytest.mark.thorough
    @examples(50)
    @given(editions(pictures=["images/teal", "images/navy"]), st.sampled_from(FORMS))
    def test_two_dumps_with_a_load_between_are_the_same_bytes(self, edition, form):
        for values in (*edition.offices.values(), *edition.departments.values()):
            values["image"] = self.pictures.get(values["image"], "")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            bundle.write(edition, folder / "given")
            _load(folder / "given")
            assert of_drafts(SchoolYear.objects.get()).edition == edition
            first = _dumped(folder / "first")
            _empty_the_database()
            _load(folder / "first" / form)
            assert _dumped(folder / "second") == first


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_pictures_come_into_an_empty_store_with_it(form, tmp_path, settings):
    office = make_office("academics", year=make_year("2025-26"), image=make_picture(), image_alt="A door")
    make_contact(make_department(office, "science", image=make_picture(colour="navy"), image_decorative=True))
    there = {office.image, office.departments.get().image}
    first = _dumped(tmp_path / "first")
    assert {f"folder/{name}" for name in there} <= first.keys()

    settings.MEDIA_ROOT = tmp_path / "empty"
    cache.clear()  # it remembers for a minute what is in the store
    _empty_the_database()
    _load(tmp_path / "first" / form)

    assert _dumped(tmp_path / "second") == first


def test_a_dump_refuses_a_folder_that_holds_something_else(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/to-the-board.txt").write_text("Dear board")
    with pytest.raises(Refused, match="something else is there, and would be lost"):
        bundle.write(Edition("2025-26", {}), tmp_path / "letters")
    assert [(path.name, path.read_text()) for path in (tmp_path / "letters").iterdir()] == [
        ("to-the-board.txt", "Dear board")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_dump_that_fails_leaves_what_stood_there_and_nothing_else(form, tmp_path, monkeypatch):
    make_office("academics", year=make_year("2025-26"), image=make_picture(), image_alt="A door")
    before = _dumped(tmp_path / "out")
    Office.objects.update(name="Office of Teaching")

    def fail(name):
        raise OSError("the disk is gone")

    monkeypatch.setattr(pictures, "open_master", fail)
    with pytest.raises(CommandError, match=r"the disk is gone\. Nothing was written\."):
        call_command("dump_school_year", "2025-26", tmp_path / "out" / form, stdout=io.StringIO())
    after = {str(path.relative_to(tmp_path / "out")): path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {name: path.read_bytes() for name, path in after.items()} == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FORMS)
