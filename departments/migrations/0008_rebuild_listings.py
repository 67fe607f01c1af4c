"""
Listings of what was published before search knew today's columns, made again from the payloads.

The pages stay what visitors were shown: only what finds them is written anew, each row in its place.
"""

from django.db import migrations

from ._renamed import Renamed


def rebuild(apps, schema_editor):
    # Imported here: a module that later asks for more must not keep an old database from being migrated.
    from departments.page import office_page
    from departments.publishing.listings import listings_of

    Listing = apps.get_model("departments", "Listing")
    columns = {field.name for field in Listing._meta.fields} - {"id", "publication", "department"}
    for publication in apps.get_model("departments", "Publication").objects.only("payload").iterator(chunk_size=50):
        rows = {row.position: row for row in Listing.objects.filter(publication_id=publication.pk)}
        for values in listings_of(office_page.thaw(publication.payload)):
            row = rows.get(values["position"])
            for name in columns & set(values) if row else ():
                setattr(row, name, values[name])
        Listing.objects.bulk_update(rows.values(), sorted(columns), batch_size=50)


class Migration(Renamed):
    former = "0009_rebuild_listings"
    dependencies = [("departments", "0007_listings_for_search")]
    operations = [migrations.RunPython(rebuild, migrations.RunPython.noop, elidable=True)]
