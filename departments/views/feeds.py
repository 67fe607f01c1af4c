"""The Atom feed (RFC 4287) of what changed in the directory, and the sitemap for search engines that may read it."""

from dataclasses import replace
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..reading.directory import Directory
from ..reading.events import Events

MOST_ENTRIES = 50


class Changes(Feed):
    """The newest events, each with a sentence of what changed."""

    feed_type = Atom1Feed

    subtitle = gettext_lazy("Pages published and taken off the site, and school years opened.")
    link = reverse_lazy("departments:home")

    def get_object(self, request) -> tuple:
        return Directory.at(), request.get_host().split(":")[0]

    def title(self, asked) -> str:
        return _("{district}: what changed in the directory").format(district=self.author_name(asked))

    def author_name(self, asked) -> str:
        return asked[0].district.name

    def items(self, asked) -> list:
        directory, host = asked
        # A tag (RFC 4151): the same for good, wherever the page goes.
        return [
            replace(event, key=f"tag:{host},{event.moment:%Y-%m-%d}:{event.key}")
            for event in Events(directory, newest_first=True)[:MOST_ENTRIES]
        ]

    def item_title(self, event) -> str:
        return _("School year {year}").format(year=event.year) if event.kind == "opened" else event.name

    def item_description(self, event) -> str:
        # Readers take it for HTML, and a name may have "<" in it.
        return escape(event.sentence)

    def item_link(self, event) -> str:
        return event.url

    def item_guid(self, event) -> str:
        return event.key

    def item_pubdate(self, event) -> datetime:
        return event.moment

    item_updateddate = item_pubdate


class Pages(Sitemap):
    """Pages of the current year that have no moment of their own."""

    def items(self) -> list:
        return ["home", "a-z", "years"]

    def location(self, name) -> str:
        return reverse(f"departments:{name}")


class Offices(Sitemap):
    """The offices of the current year, each with the moment its page was published for."""

    def items(self) -> QuerySet:
        return Directory.at().publications().order_by("position", "slug").only("slug", "live_from")

    def location(self, publication) -> str:
        return reverse("departments:office", args=[publication.slug])

    def lastmod(self, publication) -> datetime:
        return publication.live_from


SITEMAPS = {"pages": Pages, "offices": Offices}
