"""`manage.py rebuild_listings`: make anew what lists and search read of every publication."""

from functools import partial

from django.utils.functional import cached_property

from departments.drafts.history import AddressesHad
from departments.management.year_commands import DirectoryCommand
from departments.models import Publication
from departments.page.kept_page import Unreadable
from departments.publishing.listings import rebuild


class Command(DirectoryCommand):
    help = (
        "Makes the listings of all publications anew from their pages, for a release that lists or searches "
        "differently. Pages stay what visitors were shown. Restart the server afterwards: search keeps what it read."
    )

    def handle(self, **options) -> None:
        changed = 0
        publications = Publication.objects.order_by("pk").only("payload", "name", "school_year", "published_at")
        for publication in publications.select_related("school_year").iterator(chunk_size=50):
            try:
                changed += rebuild(publication, partial(self._department, publication))
            except Unreadable as reason:
                self.stderr.write(self.style.WARNING(f"Publication {publication.pk} was passed over: {reason}"))
        self.stdout.write(f"Made the listings of {changed} publication{'' if changed == 1 else 's'} anew.")

    @cached_property
    def _addresses(self):
        return AddressesHad()

    def _department(self, publication, slug):
        """The key of the department at `slug` when `publication` was made; where nobody knows, that is said."""
        key = self._addresses.who(publication.school_year_id, slug, publication.published_at)
        if key is None:
            where = f"{publication.name}, {publication.school_year}"
            unknown = f"Publication {publication.pk} ({where}): nothing tells which department had the address {slug}."
            self.stderr.write(self.style.WARNING(f"{unknown} Its old address may say that it is gone."))
        return key
