"""
What was folded before "ł", "ø", "æ" and their like were: listings, and searches that found nothing.

With a table of its own: the one of today may be another tomorrow.
"""

from django.db import migrations
from django.db.models import Q

_ONE = dict(zip("đðħıłŋøŧɓɖɗƙƴɔəɛ", "ddhilnotbddkyoee", strict=True))
_TYPED = str.maketrans(_ONE | {"æ": "ae", "œ": "oe", "þ": "th"} | dict.fromkeys("ʻʽʹʾʿꞌ"))
_ANY = f"[{''.join(map(chr, _TYPED))}]"
_FOLDED = ("names_folded", "around_folded", "text_folded")


def listings(apps, schema_editor):
    Listing = apps.get_model("departments", "Listing")
    rows = Listing.objects.filter(Q(*((f"{name}__regex", _ANY) for name in _FOLDED), _connector=Q.OR))
    for row in rows.only(*_FOLDED).order_by("pk").iterator(chunk_size=200):
        Listing.objects.filter(pk=row.pk).update(**{name: getattr(row, name).translate(_TYPED) for name in _FOLDED})


def missed_searches(apps, schema_editor):
    MissedSearch = apps.get_model("departments", "MissedSearch")
    for row in MissedSearch.objects.filter(words__regex=_ANY):
        words = row.words.translate(_TYPED)[: MissedSearch._meta.get_field("words").max_length]
        same = MissedSearch.objects.filter(words=words).first()
        if words and not same:
            MissedSearch.objects.filter(pk=row.pk).update(words=words)
            continue
        row.delete()
        if same:
            same.count += row.count
            same.first_on, same.last_on = min(same.first_on, row.first_on), max(same.last_on, row.last_on)
            same.save()


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0013_website"),
    ]

    operations = [
        migrations.RunPython(listings, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(missed_searches, migrations.RunPython.noop, elidable=True),
    ]
