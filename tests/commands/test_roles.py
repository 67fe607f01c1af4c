"""`manage.py roles`."""

import csv
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from tests.making import make_office, make_person

pytestmark = pytest.mark.django_db


def test_the_groups_are_made_and_mended():
    for _ in range(2):
        out = StringIO()
        call_command("roles", stdout=out)
        names = [line.split(":")[0] for line in out.getvalue().splitlines()]
        assert names == ["Viewers", "Editors", "Publishers", "Privacy"]
        editors = Group.objects.get(name="Editors")
        assert not editors.permissions.filter(codename="publish_office").exists()
        editors.permissions.add(Permission.objects.get(codename="publish_office"))


def test_who_may_do_what_is_a_table():
    office = make_office("academics", name="Academics")
    make_office("operations")
    office.editors.add(make_person("=editor", "Editors"))
    make_person("publisher", "Publishers")
    get_user_model().objects.create_superuser("head")
    gone = make_person("gone", "Publishers")
    gone.is_active = False
    gone.save()
    out = StringIO()
    call_command("roles", "--who", stdout=out)
    heading, *rows = csv.reader(StringIO(out.getvalue()))
    assert heading == ["Account", "Name", "Groups", "Offices they may change", "What they may do", "Last signed in"]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("'=editor", "Editors", "Academics (2024-25)"),
        ("head", "", "Academics (2024-25); Office of the Operations (2024-25)"),
        ("publisher", "Publishers", "Academics (2024-25); Office of the Operations (2024-25)"),
    ]
    may = {row[0]: row[4].split("; ") for row in rows}
    assert may["head"] == ["everything"]
    assert "Can publish" not in str(may["'=editor"]) and any("publish" in one for one in may["publisher"])
