"""An index by office; and that by window once more, since the first form of 0007 left the office out of it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0009_missed_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="publication", name="publication_by_window"),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["school_year", "live_from", "live_until", "position", "office"], name="publication_by_window"
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["office", "school_year", "live_from", "live_until"], name="publication_by_office"
            ),
        ),
    ]
