"""`manage.py roles`."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

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
