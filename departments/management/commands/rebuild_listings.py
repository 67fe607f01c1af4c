"""`manage.py rebuild_listings`: make anew what lists and search read of every publication."""

from django.core.management.base import BaseCommand

from departments.models import Publication
from departments.page.kept_page import Unreadable
from departments.publishing.listings import rebuild


class Command(BaseCommand):
    help = (
        "Makes the listings of all publications anew from their pages, for a release that lists or searches "
        "differently. Pages stay what visitors were shown. Restart the server afterwards: search keeps what it read."
    )

    def handle(self, **options) -> None:
        changed = 0
        publications = Publication.objects.order_by("pk").only("payload")
        for publication in publications.iterator(chunk_size=50):
            try:
                changed += rebuild(publication)
            except Unreadable as reason:
                self.stderr.write(self.style.WARNING(f"Publication {publication.pk} was passed over: {reason}"))
        self.stdout.write(f"Made the listings of {changed} publication{'' if changed == 1 else 's'} anew.")
