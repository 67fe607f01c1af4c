"""The directory as plain files: whole by itself, with every link leading on within it."""

import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
import time_machine
from django.core.management import CommandError, call_command

from departments import publishing
from departments.management.copies import own_pages, plain_files
from departments.models import Publication
from departments.models.frozen import take_out as write_over
from departments.page.storage import kept_files, store
from tests.making import make_contact, make_department, make_district, make_office, make_picture, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOON = "2025-01-10T12:00:00-06:00"


class _Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids.add(given.get("id"))
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        self.links += [one.split()[0] for one in given.get("srcset", "").split(",") if one]


@pytest.fixture
def copy(tmp_path):
    """Two years, an office with a picture, people, an own link of each kind, and a draft that nobody published."""
    with time_machine.travel("2025-01-09T12:00:00-06:00"):
        make_district()
        make_office("academics", year=make_year("2023-24"), departments=1, lead_name="José Díaz", publish=True)
        picture = make_picture()
        body = (
            '<p><a href="/offices/academics/">Here</a> <a href="http://localhost/departments/arts/">Arts</a>'
            '<a href="/offices/nowhere/">Gone</a> <a href="/search/?q=arts">Search</a> <a href="/feed/">News</a>'
            '<a href="https://example.org/offices/academics/">Elsewhere</a> <a href="mailto:a@example.org">Mail</a></p>'
        )
        office = make_office("academics", lead_name="Ann Roe", image=picture, image_alt="A door", body=body)
        make_department(office, "arts", name="Arts & Crafts")
        make_contact(office, name="Łukasz O’Brien", phone="414-475-8457")
        publishing.publish(office, by=None)
        office.name = "Zebra Bureau"
        office.save()
    with time_machine.travel(NOON, tick=False):
        call_command("export_site", str(tmp_path / "site"), stdout=io.StringIO())
    return tmp_path / "site"


def _pages(copy):
    return {path.relative_to(copy).as_posix(): path.read_text() for path in copy.rglob("*.html")}


def test_every_link_leads_to_a_file(copy):
    pages = {name: _Links(text) for name, text in _pages(copy).items()}
    led, outside = set(), set()
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                outside.add(link)
                continue
            target = ((copy / name).parent / unquote(parts.path)).resolve() if parts.path else copy / name
            assert target.is_file(), (name, link)
            led.add(target.relative_to(copy.resolve()).as_posix())
            if parts.fragment:
                assert unquote(parts.fragment) in pages[target.relative_to(copy.resolve()).as_posix()].ids, (name, link)
    expected = {"index.html", "offices/academics/index.html", "years/2023-24/offices/academics/index.html"}
    expected |= {"years/2024-25/changes/index.html", "directory.xlsx", "years/2023-24/directory.csv"}
    expected |= {"departments/arts.vcf", "offices/academics/people/ann-roe.vcf", "departments/arts/index.html"}
    expected |= {"static/departments/tokens.css", "search/entries.js", "static/departments/copied_search.js"}
    assert expected <= led
    assert len([name for name in led if name.startswith("media/images/")]) == 3
    assert {link for link in outside if not link.startswith("tel:")} == {
        "https://example.org/offices/academics/",
        "mailto:a@example.org",
        "http://localhost/feed/",
    }


def test_every_page_says_of_when_it_is(copy):
    assert [name for name, text in _pages(copy).items() if "Copy of January 10, 2025, 12:00 PM" not in text] == []


def test_the_address_of_a_department_leads_on(copy):
    page = (copy / "departments/arts/index.html").read_text()
    assert 'http-equiv="refresh" content="0; url=../../offices/academics/index.html#arts"' in page


def test_visitors_pages_are_no_copies(client, copy):
    page = client.get("/offices/academics/").content.decode()
    assert "Copy of" not in page and "suggest.js" in page
    assert "entries.js" not in client.get("/search/").content.decode()


def test_no_draft_is_in_it(copy):
    assert [path for path in copy.rglob("*") if path.is_file() and b"Zebra Bureau" in path.read_bytes()] == []


def test_what_can_be_found_stands_beside_the_search(copy):
    text = (copy / "search/entries.js").read_text()
    entries, _words = text.splitlines()
    entries = json.loads(entries.removeprefix("const ENTRIES = ").removesuffix(";"))
    assert [entry["name"] for entry in entries] == [
        "Office of the Academics",
        "Ann Roe",
        "Łukasz O’Brien",
        "Arts & Crafts",
        "Leon Groce",
    ]
    assert entries[2] == {
        "name": "Łukasz O’Brien",
        "detail": "Secretary, Office of the Academics",
        "number": "414-475-8457",
        "dial": "tel:+14144758457",
        "url": "../offices/academics/index.html",
        "lang": "",  # as the page itself
        "names": entries[2]["names"],
        "words": entries[2]["words"],
    }
    assert "lukasz obrien" in entries[2]["names"]
    archive = (copy / "years/2023-24/search/entries.js").read_text()
    assert '"url": "../offices/academics/index.html' in archive and "José Díaz" in archive


def test_an_earlier_copy_is_replaced_as_a_whole(copy):
    (copy / "old.html").write_text("gone by now")
    call_command("export_site", str(copy), stdout=io.StringIO())
    assert not (copy / "old.html").exists() and (copy / "index.html").exists()
    assert [path.name for path in copy.parent.iterdir()] == ["site"]


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match=r"something else is there, and would be lost.*Nothing was written"):
        call_command("export_site", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_page_that_cannot_be_shown_costs_only_itself(copy, caplog):
    make_office("payroll", publish=True)
    broken = Publication.objects.get(slug="academics", school_year__label="2024-25")
    write_over(Publication, broken.pk, {"payload": [1]})
    said = io.StringIO()
    call_command("export_site", str(copy), stdout=io.StringIO(), stderr=said)
    assert "/offices/academics/ cannot be shown and is missing." in said.getvalue()
    page = (copy / "offices/academics/index.html").read_text()
    assert "This page is missing" in page and 'href="../../index.html"' in page
    assert "Copy of" in (copy / "offices/payroll/index.html").read_text()


def test_a_picture_that_the_store_lost_is_told(copy):
    (lost, *_) = [name for name in kept_files() if name.endswith(".jpg") and (copy / "media" / name).exists()]
    store().delete(lost)
    said = io.StringIO()
    call_command("export_site", str(copy), stdout=io.StringIO(), stderr=said)
    assert said.getvalue() == f"/media/{lost} cannot be shown and is missing.\n"
    assert not (copy / "media" / lost).exists()


def test_an_empty_directory_is_a_copy_too(tmp_path):
    call_command("export_site", str(tmp_path / "site"), stdout=io.StringIO())
    assert "The directory is being prepared" in (tmp_path / "site/index.html").read_text()


@pytest.mark.parametrize(
    ("link", "own"),
    [
        ("/offices/academics/#arts", "/offices/academics/"),
        ("http://localhost/a-z/", "/a-z/"),
        ("https://bucket.s3.amazonaws.com/images/%s-60x40-w60.jpg" % ("0" * 64), None),
        ("/search/suggest/", ""),
        ("/admin/", ""),
        ("/api/v1/years", ""),
        ("https://example.org/a-z/", ""),
        ("#arts", ""),
        ("mailto:a@example.org", ""),
        ("", ""),
    ],
)
def test_which_links_are_own(link, own):
    picture = re.search(r"[0-9a-f]{64}\S+", link)
    assert own_pages.own_address(link) == (f"/media/images/{picture[0]}" if own is None else own)


def test_styles_under_hashed_names_are_taken_along(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "departments").mkdir(parents=True)
    (settings.STATIC_ROOT / "departments/tokens.0123456789ab.css").write_text("/* hashed */")
    copy = plain_files._Copy(tmp_path / "copy")
    link = copy.led("/offices/academics/", "/static/departments/tokens.0123456789ab.css")
    assert link == "../../static/departments/tokens.0123456789ab.css"
    assert (tmp_path / "copy/static/departments/tokens.0123456789ab.css").read_text() == "/* hashed */"
