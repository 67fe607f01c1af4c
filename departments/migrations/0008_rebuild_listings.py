"""
Once made the listings of earlier publications again, with what read pages then. `manage.py rebuild_listings` does now.

A database that comes from before this migration was never released; its listings are made anew by that command.
"""

from django.db import migrations

from ._renamed import Renamed


class Migration(Renamed):
    former = "0009_rebuild_listings"
    dependencies = [("departments", "0007_listings_for_search")]
    operations = [migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop, elidable=True)]
