from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0021_units_beside_their_department"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["slug"], name="listing_by_address"),
        ),
    ]
