"""
Listings hold who leads as values, and digests are of what a page says: both made from the payloads.

With a reading code of its own: what reads pages today will read other forms tomorrow.
"""

import hashlib
import json
import re

import phonenumber_field.modelfields
from django.db import migrations, models
from django.db.models import QuerySet

# What the release that this migration belongs to reads a missing fact as.
_BLANKS = {
    "departments.office": {
        "lead_standing": "appointed",
        "image_decorative": False,
        "position": 0,
        "confirmed_on": None,
        **dict.fromkeys(["also_known_as", "lead_title", "lead_name", "phone", "fax", "email", "location", "hours"], ""),
        **dict.fromkeys(["summary", "body", "image", "image_alt", "succeeds"], ""),
    },
    "departments.contact": {"kind": "voice", **dict.fromkeys(["role", "name", "phone", "email", "note"], "")},
}
_BLANKS["departments.department"] = _BLANKS["departments.office"]


def fill(apps, schema_editor):
    Publication = apps.get_model("departments", "Publication")
    Listing = apps.get_model("departments", "Listing")
    for publication in Publication.objects.only("payload", "digest").order_by("pk").iterator(chunk_size=50):
        try:
            records = publication.payload["records"]
            digest, leads = _digest(records), dict(_leads(records))
        except (AttributeError, KeyError, TypeError):
            continue  # it cannot be read, and editors are told so: it costs itself, and not the upgrade
        QuerySet(Publication).filter(pk=publication.pk).update(digest=digest)
        rows = list(Listing.objects.filter(publication=publication.pk))
        for row in rows:
            lead = leads.get(row.anchor)
            if lead and row.kind in ("office", "department"):
                row.lead_title, row.lead_name, row.lead_standing = lead
            elif lead and row.is_lead:
                row.title, _, row.lead_standing = lead
        QuerySet(Listing).bulk_update(rows, ["title", "lead_title", "lead_name", "lead_standing"], batch_size=100)


def _leads(records):
    """Title, name and standing of each lead, by the place of the office ("") or department on the page."""
    for record in records:
        fields = record["fields"]
        if record["model"] != "departments.contact":
            anchor = "" if record["model"] == "departments.office" else fields["slug"]
            standing = fields.get("lead_standing", "appointed")
            yield anchor, (fields.get("lead_title", ""), fields.get("lead_name", ""), standing)


def _digest(records):
    said = [{"model": record["model"], "fields": _said(record["model"], record["fields"])} for record in records]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(model, fields):
    blanks = _BLANKS[model]
    fields = fields | {name: _number(fields[name]) for name in ("phone", "fax") if fields.get(name)}
    return {name: value for name, value in fields.items() if name not in blanks or value != blanks[name]}


def _number(text):
    """An extension abroad, which was once written as its country does, as it is read since."""
    return re.sub(r"^(\+(?!1 )[^a-zA-Z#]*\d)(?: x|#| Anexo | int\.? )(\d+)$", r"\1 ext. \2", text)


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0010_publication_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="lead_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name of the lead"),
        ),
        migrations.AddField(
            model_name="listing",
            name="lead_standing",
            field=models.CharField(
                choices=[
                    ("appointed", "Appointed"),
                    ("acting", "Acting"),
                    ("interim", "Interim"),
                    ("on_leave", "On leave"),
                    ("vacant", "Vacant"),
                ],
                default="appointed",
                max_length=10,
                verbose_name="standing",
            ),
        ),
        migrations.AddField(
            model_name="listing",
            name="lead_title",
            field=models.CharField(blank=True, max_length=200, verbose_name="title of the lead"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name="listing",
            name="lead",
        ),
        migrations.AlterField(
            model_name="contact",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
        ),
        migrations.AlterField(
            model_name="contact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("voice", "Phone"),
                    ("fax", "Fax"),
                    ("tty", "TTY"),
                    ("text", "Text messages"),
                    ("video_relay", "Video relay"),
                ],
                default="voice",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="name",
            field=models.CharField(
                blank=True, help_text="Who answers; may stay empty.", max_length=200, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="note",
            field=models.CharField(
                blank=True, help_text="For example: weekdays 7 to 9.", max_length=300, verbose_name="note"
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="role",
            field=models.CharField(
                blank=True,
                help_text="What the line is for, for example Secretary, TTY or After hours.",
                max_length=200,
                verbose_name="role",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
        ),
        migrations.AlterField(
            model_name="department",
            name="hours",
            field=models.CharField(
                blank=True,
                help_text="When the phone is answered, in your own words.",
                max_length=200,
                verbose_name="hours",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="lead_title",
            field=models.CharField(
                blank=True,
                help_text="The post without “Acting” or “Interim”, for example Director.",
                max_length=200,
                verbose_name="title of the lead",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="location",
            field=models.CharField(
                blank=True,
                help_text="Building and room, for example Central Services - Room 230.",
                max_length=200,
                verbose_name="location",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="name",
            field=models.CharField(
                help_text="As it stands on the door and at the top of the page.", max_length=200, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="phone",
            field=phonenumber_field.modelfields.PhoneNumberField(
                blank=True,
                error_messages={
                    "invalid": "Write the number as 414-475-8393, or 414-475-8393 ext. 12 with an extension."
                },
                help_text="Shown as 414-475-8393. Add ext. 12 for an extension.",
                max_length=128,
                region="US",
                verbose_name="phone",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="position",
            field=models.PositiveIntegerField(
                default=0, help_text="Its place among its neighbours, from the top.", verbose_name="place"
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="One or two plain sentences. They open the page and stand in lists and search results.",
                verbose_name="summary",
            ),
        ),
        migrations.AlterField(
            model_name="listing",
            name="title",
            field=models.CharField(
                blank=True, help_text="Of a person: the post, or what the line is for.", max_length=250
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
        ),
        migrations.AlterField(
            model_name="office",
            name="hours",
            field=models.CharField(
                blank=True,
                help_text="When the phone is answered, in your own words.",
                max_length=200,
                verbose_name="hours",
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="lead_title",
            field=models.CharField(
                blank=True,
                help_text="The post without “Acting” or “Interim”, for example Director.",
                max_length=200,
                verbose_name="title of the lead",
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="location",
            field=models.CharField(
                blank=True,
                help_text="Building and room, for example Central Services - Room 230.",
                max_length=200,
                verbose_name="location",
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="name",
            field=models.CharField(
                help_text="As it stands on the door and at the top of the page.", max_length=200, verbose_name="name"
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="phone",
            field=phonenumber_field.modelfields.PhoneNumberField(
                blank=True,
                error_messages={
                    "invalid": "Write the number as 414-475-8393, or 414-475-8393 ext. 12 with an extension."
                },
                help_text="Shown as 414-475-8393. Add ext. 12 for an extension.",
                max_length=128,
                region="US",
                verbose_name="phone",
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="position",
            field=models.PositiveIntegerField(
                default=0, help_text="Its place among its neighbours, from the top.", verbose_name="place"
            ),
        ),
        migrations.AlterField(
            model_name="office",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="One or two plain sentences. They open the page and stand in lists and search results.",
                verbose_name="summary",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="digest",
            field=models.CharField(help_text="SHA-256 of all that the page says.", max_length=64),
        ),
    ]
