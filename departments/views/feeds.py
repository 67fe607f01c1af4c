"""The Atom feed (RFC 4287) of what changed in the directory, and the sitemap for search engines that may read it."""

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from ..reading.directory import Directory
from ..reading.events import Events

MOST_ENTRIES = 50


class Changes(Feed):
    """The newest events, each with a sentence of what changed."""

    feed_type = Atom1Feed

    def get_object(self, request):
        return Directory.at(), request.get_host().split(":")[0]

    def title(self, asked):
        return f"{asked[0].district.name}: what changed in the directory"

    def subtitle(self, asked):
        return "Pages published and withdrawn, and school years opened."

    def author_name(self, asked):
        return asked[0].district.name

    def link(self, asked):
        return reverse("departments:home")

    def items(self, asked):
        directory, host = asked
        return [(event, host) for event in Events(directory, newest_first=True)[:MOST_ENTRIES]]

    def item_title(self, item):
        event, _ = item
        return f"School year {event.year}" if event.kind == "opened" else event.name

    def item_description(self, item):
        # Readers take it for HTML, and a name may have "<" in it.
        return escape(item[0].sentence)

    def item_link(self, item):
        return item[0].url

    def item_guid(self, item):
        # A tag (RFC 4151): the same for good, wherever the page goes.
        event, host = item
        return f"tag:{host},{event.moment:%Y-%m-%d}:{event.key}"

    def item_pubdate(self, item):
        return item[0].moment

    def item_updateddate(self, item):
        return item[0].moment


class Pages(Sitemap):
    """Pages of the current year that have no moment of their own."""

    NAMES = ("home", "a-z", "years")

    def items(self):
        return self.NAMES

    def location(self, name):
        return reverse(f"departments:{name}")


class Offices(Sitemap):
    """The offices of the current year, each with the moment its page was published for."""

    def items(self):
        return Directory.at().publications().order_by("position", "slug").only("slug", "live_from")

    def location(self, publication):
        return reverse("departments:office", args=[publication.slug])

    def lastmod(self, publication):
        return publication.live_from


SITEMAPS = {"pages": Pages, "offices": Offices}
