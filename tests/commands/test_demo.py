"""`manage.py demo`: the sample directory."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from departments.management import sample
from departments.models import Office
from departments.page import pictures
from departments.reading.directory import Directory

# The first of them makes every size of seven pictures.
pytestmark = [pytest.mark.django_db, pytest.mark.exhaustive]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DIRECTORY_FOLDER = tmp_path


def _demo(monkeypatch, password=None):
    monkeypatch.delenv("MPSDIR_DEMO_PASSWORD", raising=False)
    if password:
        monkeypatch.setenv("MPSDIR_DEMO_PASSWORD", password)
    out = StringIO()
    call_command("demo", stdout=out)
    return dict(line.split() for line in out.getvalue().splitlines() if line.startswith("  "))


@pytest.mark.exhaustive
def test_both_years_are_loaded_and_published_with_their_pictures(monkeypatch):
    _demo(monkeypatch)

    today, then = Directory.at(), Directory.at(label="2016-17")
    assert (today.year.label, len(today.offices), len(then.offices)) == ("2024-25", 4, 4)
    for directory in (today, then):
        for card in directory.offices:
            assert pictures.is_stored(directory.page(card.slug).picture.name)
    assert [line.label for line in today.district.lines] == ["Switchboard", "TTY", "School Board"]


@pytest.mark.exhaustive
def test_the_accounts_have_random_passwords_that_stay(monkeypatch, tmp_path):
    first = _demo(monkeypatch)
    assert set(first) == {"editor", "publisher"} and len(set(first.values())) == 2
    assert _demo(monkeypatch) == first
    publisher = authenticate(username="publisher", password=first["publisher"])
    assert publisher.has_perm("departments.publish_office")
    editor = authenticate(username="editor", password=first["editor"])
    assert editor.has_perm("departments.change_office") and not editor.has_perm("departments.publish_office")
    assert (tmp_path / "demo-accounts.txt").stat().st_mode & 0o077 == 0


def test_a_password_can_be_chosen(monkeypatch):
    _demo(monkeypatch)
    assert _demo(monkeypatch, "battery-staple") == {"editor": "battery-staple", "publisher": "battery-staple"}
    assert authenticate(username="editor", password="battery-staple")


def test_what_people_have_written_stays(monkeypatch):
    _demo(monkeypatch)
    Office.objects.filter(slug="superintendent").update(summary="Ours")
    _demo(monkeypatch)
    assert Office.objects.get(slug="superintendent").summary == "Ours"


def test_a_failure_loads_nothing(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(sample.publishing, "publish_many", fail)
    with pytest.raises(RuntimeError):
        _demo(monkeypatch)
    assert not Office.objects.exists()
