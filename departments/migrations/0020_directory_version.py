from django.db import migrations, models

from ._seen_tables import forget, watch

TABLES = [
    f"departments_{name}"
    for name in ["alert", "district", "districtline", "happening", "listing", "publication", "schoolyear", "takenoff"]
]


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0019_carried_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("name", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(
            lambda apps, editor: watch(editor.connection, TABLES),
            lambda apps, editor: forget(editor.connection, TABLES),
        ),
    ]
