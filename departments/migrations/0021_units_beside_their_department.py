"""Units stand in the office of their department: one that was left behind when that moved goes along now."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def go_along(apps, schema_editor):
    departments = apps.get_model("departments", "Department")._base_manager
    offices = departments.filter(pk=OuterRef("parent")).values("office")
    behind = departments.exclude(parent=None).exclude(office=F("parent__office"))
    keys = list(behind.filter(school_year=F("parent__school_year")).values_list("pk", flat=True))
    departments.filter(pk__in=keys).update(office=Subquery(offices))


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0020_directory_version"),
    ]

    operations = [migrations.RunPython(go_along, migrations.RunPython.noop, elidable=True)]
