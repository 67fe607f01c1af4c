"""Listings say in which language the name is written that they show. With a reading code of its own, as 0011 has."""

from django.db import migrations, models
from django.db.models import QuerySet

_LANGUAGES = [
    ("en", "English"),
    ("ar", "Arabic"),
    ("my", "Burmese"),
    ("zh", "Chinese"),
    ("fr", "French"),
    ("hmn", "Hmong"),
    ("kar", "Karen"),
    ("lo", "Lao"),
    ("rhg", "Rohingya"),
    ("ru", "Russian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("sw", "Swahili"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
]


def fill(apps, schema_editor):
    Publication = apps.get_model("departments", "Publication")
    listings = QuerySet(apps.get_model("departments", "Listing"))
    for publication in Publication.objects.only("payload").order_by("pk").iterator(chunk_size=50):
        try:
            others = list(_others(publication.payload["records"]))
        except (AttributeError, KeyError, TypeError):
            continue  # it cannot be read, and editors are told so: it costs itself, and not the upgrade
        for anchor, language in others:
            listings.filter(publication=publication.pk, anchor=anchor).update(written_in=language)


def _others(records):
    """The place of each office ("") or department that is not written in English, and its language."""
    for record in records:
        language = record["fields"].get("written_in", "en")
        if language != "en" and language in dict(_LANGUAGES):
            yield "" if record["model"] == "departments.office" else record["fields"]["slug"], language


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0030_requests_and_remarks"),
    ]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="written_in",
            field=models.CharField(
                choices=_LANGUAGES,
                default="en",
                help_text="Of the office or department that it is or belongs to.",
                max_length=3,
                verbose_name="language of its name and texts",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
