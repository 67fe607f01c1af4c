import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0028_loads_of_some_offices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="previewlink",
            name="office",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preview_links",
                to="departments.office",
            ),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="school_year",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preview_links",
                to="departments.schoolyear",
            ),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("office__isnull", False), ("school_year", None)),
                    models.Q(("office", None), ("school_year__isnull", False)),
                    _connector="OR",
                ),
                name="preview_link_opens_an_office_or_a_year",
                violation_error_message="A preview link opens the draft of one office, or one school year.",
            ),
        ),
    ]
