"""What visitors see happen, numbered as it is committed: what was published before is told without a number."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0014_letters_as_typed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Happening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("at", models.DateTimeField(help_text="When it was written; transactions end within a moment of it.")),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="happenings",
                        to="departments.office",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
