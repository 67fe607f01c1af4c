"""The Atom feed, the sitemap and robots.txt: for other programs."""

from xml.etree import ElementTree

import pytest
from django.test import override_settings

from departments.models import SchoolYear
from tests.making import make_district, make_office, make_year

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _xml(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def test_the_feed_is_atom_with_a_sentence_for_each_change(client):
    make_district()
    make_office("academics", name="Reading & <Writing>", lead_title="Chief", lead_name="Ann Roe", publish=True)
    feed = _xml(client.get("/feed/"))
    assert feed.find(f"{ATOM}title").text == "Milwaukee Public Schools: what changed in the directory"
    newest = feed.find(f"{ATOM}entry")
    assert newest.find(f"{ATOM}title").text == "Reading & <Writing>"
    # HTML inside XML: a reader shows the name as it is.
    summary = newest.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == (
        "html",
        "New in the directory: Reading &amp; &lt;Writing&gt; (Chief: Ann Roe).",
    )
    assert newest.find(f"{ATOM}link").get("href") == "http://testserver/offices/academics/"
    assert newest.find(f"{ATOM}id").text.startswith("tag:testserver,")
    ids = [entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 2


def test_the_feed_is_not_sent_twice_and_is_found_on_every_page(client):
    make_office("academics", publish=True)
    etag = client.get("/feed/").headers["ETag"]
    assert client.get("/feed/", headers={"If-None-Match": etag}).status_code == 304
    assert '<link rel="alternate" type="application/atom+xml"' in client.get("/").content.decode()


def test_the_feed_of_an_empty_directory_is_a_feed(client):
    assert _xml(client.get("/feed/")).find(f"{ATOM}entry") is None


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_feed_takes_five_queries(client, count, django_assert_num_queries):
    for number in range(count):
        make_office(f"office-{number}", publish=True)
    with django_assert_num_queries(4):
        client.get("/feed/")


def test_the_sitemap_has_the_offices_of_today(client):
    make_office("academics", publish=True)
    make_office("drafted")
    make_office("old", year=make_year("2016-17"), publish=True)
    found = [one.text.removeprefix("http://testserver") for one in _xml(client.get("/sitemap.xml")).iter(f"{MAP}loc")]
    assert found == ["/", "/a-z/", "/years/", "/offices/academics/"]
    SchoolYear.objects.update(opened_at=None)
    assert len(list(_xml(client.get("/sitemap.xml")).iter(f"{MAP}loc"))) == 3


def test_crawlers_stay_out_of_an_intranet(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@override_settings(DIRECTORY_INDEXED=True)
def test_crawlers_are_let_in_where_the_settings_say_so(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /preview/",
        "Disallow: /rehearsal/",
        "Disallow: /api/",
        "Sitemap: http://testserver/sitemap.xml",
    ]
