"""Rehearsals: a year that is not open yet is read as the site it will be, by those who may, and by nobody else."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core import signing
from django.db.models import QuerySet
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.drafts import preview
from departments.models import Department, DirectoryVersion, MissedSearch, Office, Publication, SchoolYear
from departments.school_years.year import open_year
from departments.urls import OF_A_YEAR
from mpsdir.front_door import FrontDoor
from tests.making import make_department, make_district, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOW = timezone.make_aware(datetime(2025, 5, 12, 9))
FIRST = timezone.make_aware(datetime(2025, 7, 1))
DAY = timedelta(days=1)
# What fills the addresses of an edition.
SLUGS = {"slug": "academics", "key": "bo-next"}
SLUGS_OF_DEPARTMENTS = {"slug": "arts", "key": "cy-arts"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ann():
    return make_person("ann", "Publishers")


@pytest.fixture
def coming():
    """2025-26, in which Bo leads Academics with its new department Arts; its Finance is not published."""
    make_district()
    make_office("academics", name="Academics", lead_name="Al Now", phone="414-475-8001", publish=True)
    make_office("transport", name="Transport", publish=True)
    year = make_year("2025-26", opened=False)
    academics = make_office("academics", year=year, name="Academics", lead_name="Bo Next", phone="414-475-8001")
    make_department(academics, "arts", name="Arts", lead_name="Cy Arts")
    publishing.publish(academics, by=None)
    make_office("finance", year=year, name="Finance", lead_name="Di Draft")
    return year


@pytest.fixture
def token(coming, ann):
    return preview.token_of(preview.make_link(coming, by=ann, days=30))


def _addresses(token):
    """One of each address of an edition, inside the rehearsal."""
    for route, _, name in OF_A_YEAR:
        filled = SLUGS_OF_DEPARTMENTS if "departments/" in route else SLUGS
        args = [filled[one] for one in re.findall(r"<\w+:(\w+)>", route)]
        yield reverse(f"departments:rehearsal-{name}", args=[token, *args])
    yield f"/rehearsal/{token}/search/?q=bo"
    yield f"/rehearsal/{token}/search/suggest/?q=bo"
    yield f"/rehearsal/{token}/offices/finance/"


def _text(response):
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


# Who may


@pytest.mark.parametrize(
    ("role", "status"), [("Viewers", 200), ("Publishers", 200), ("Editors", 404), ("Privacy", 404), (None, 404)]
)
def test_staff_who_see_every_office_read_it_under_the_years_label(client, coming, role, status):
    client.force_login(make_person("someone", role))
    response = client.get("/rehearsal/2025-26/")
    assert response.status_code == status
    assert ("Bo Next" in _text(response)) == (status == 200)


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, coming):
    for address in _addresses("2025-26"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/admin/login/")
        assert response.headers["Cache-Control"] == "no-store, private"


def test_a_link_opens_every_page_of_the_year_and_nobody_keeps_any(client, token):
    for address in _addresses(token):
        response = client.get(address)
        assert response.status_code in (200, 302), address
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
    html = client.get(f"/rehearsal/{token}/offices/academics/").content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert 'rel="canonical"' not in html and "application/ld+json" not in html and 'class="qr"' not in html


def test_no_token_but_a_links_own_opens_anything(client, coming, token, ann):
    office = preview.make_link(Office.objects.get(school_year=coming, slug="finance"), by=ann)
    wrong = [
        "x",
        "2024-25",  # of a year that is open: nothing to rehearse, and nobody is signed in
        token.split(".")[0],
        token[:-1],
        preview.token_of(office),
        signing.Signer(salt="departments.preview", sep=".").sign(token.split(".")[0]),
    ]
    for one in wrong:
        response = client.get(f"/rehearsal/{one}/offices/academics/")
        assert response.status_code == (302 if one == "2024-25" else 404), one
        assert "Bo Next" not in response.content.decode()
    assert client.get(f"/preview/{token}/").status_code == 404


def _revoked(link, clock):
    preview.revoke(link, by=None)


def _expired(link, clock):
    clock.shift(30 * DAY)


def _maker_switched_off(link, clock):
    link.created_by.is_active = False
    link.created_by.save()


def _maker_no_publisher(link, clock):
    link.created_by.groups.clear()


def _year_opened(link, clock):
    open_year(link.school_year, at=FIRST)
    clock.move_to(FIRST)


@pytest.mark.parametrize(
    ("became", "sentence"),
    [
        (_revoked, "This rehearsal ended on May 12, 2025. Ask ann for a new one."),
        (_expired, "This rehearsal ended on June 11, 2025. Ask ann for a new one."),
        (_maker_switched_off, "This rehearsal has ended. Ask a publisher of the directory for a new one."),
        (_maker_no_publisher, "This rehearsal has ended. Ask a publisher of the directory for a new one."),
        (_year_opened, "The school year 2025-26 is open to visitors by now: read it in the directory."),
    ],
)
def test_a_link_that_has_ended_says_so_and_shows_nothing(client, coming, ann, clock, became, sentence):
    link = preview.make_link(coming, by=ann, days=30 if became is not _year_opened else 90)
    address = f"/rehearsal/{preview.token_of(link)}/offices/finance/"
    assert client.get(address).status_code == 200
    became(link, clock)
    response = client.get(address)
    assert response.status_code == 410 and response.headers["Cache-Control"] == "no-store, private"
    assert sentence in _text(response) and "Di Draft" not in _text(response)


def test_a_link_to_a_year_lasts_as_long_as_it_takes_to_open(coming, ann):
    assert preview.make_link(coming, by=ann, days=120).expires_at == NOW + 120 * DAY
    with pytest.raises(preview.PreviewRefused, match=r"^2025-26: a preview link lasts 1 to 120 days, and 121 were"):
        preview.make_link(coming, by=ann, days=121)


@pytest.mark.django_db(transaction=True)  # PostgreSQL tells no version before it is committed
def test_the_front_door_keeps_nothing_of_a_rehearsal(client, token, coming):
    heard = []

    def django(environ, start_response):
        response = client.request(**environ)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.headers.items()))
        return [response.getvalue()]

    def get(address):
        path, _, query = address.partition("?")
        environ = RequestFactory().get(path).environ | {"QUERY_STRING": query}
        pieces = door(environ, lambda status, headers, exc_info=None: heard.append(status[:3]))
        return b"".join(pieces).decode(errors="replace")

    door = FrontDoor(django, 10**7, DirectoryVersion.objects.current)

    open_to_all = ["/", "/offices/academics/", "/people/", "/directory.csv"]
    said = [get(address) for address in open_to_all + list(_addresses(token)) + list(_addresses("2025-26"))]
    assert {"200", "302"} == set(heard) and sum("Bo Next" in body for body in said) > 10
    assert [key[3] for key in door._kept] == open_to_all
    assert not any(b"Bo Next" in body for one in door._kept.values() for body in one.bodies.values())
    assert "Bo Next" not in get("/people/") + get("/offices/academics/")


# What is read


def test_it_is_the_year_as_it_will_be_on_the_day_it_opens(client, token, coming):
    """Also what is scheduled for that day; of the years before, what visitors see then."""
    late = make_office("late", year=coming, name="Late Office")
    publishing.publish(late, by=None, at=FIRST)
    later = make_office("later", year=coming, name="Later Office")
    publishing.publish(later, by=None, at=FIRST + DAY)
    home = _text(client.get(f"/rehearsal/{token}/"))
    assert "Rehearsal of 2025–26: not public What visitors would read on July 1, 2025" in home
    assert "Made by ann. Only people with this link see it, until June 11, 2025, 9:00 AM." in home
    assert "Late Office" in home.split("Who do you need to reach?")[1]
    assert "Later Office" not in home.split("Who do you need to reach?")[1]
    people = _text(client.get(f"/rehearsal/{token}/people/")).split("by surname")[1]
    assert "N Bo Next Head" in people and "Now" not in people
    assert client.get("/").content.decode().count("Late Office") == 0


def test_what_is_not_published_is_named_and_shown_as_a_draft(client, token):
    response = client.get(f"/rehearsal/{token}/a-z/")
    assert "1 office is not published: visitors would not find it Finance Draft" in _text(response)
    assert f'href="/rehearsal/{token}/offices/finance/"' in response.content.decode()
    assert "Finance" not in response.content.decode().split("<main")[1]
    draft = _text(client.get(f"/rehearsal/{token}/offices/finance/"))
    assert "Draft – not published" in draft and "Di Draft" in draft
    assert "as the year stands, visitors would not find this office" in draft


def test_each_page_says_what_differs_from_the_year_before(client, token):
    home = _text(client.get(f"/rehearsal/{token}/"))
    assert "All that differs from 2024–25" in home
    assert "From 2024–25: 0 offices new, 1 gone, 1 changed Transport No longer listed Academics" in home
    office = _text(client.get(f"/rehearsal/{token}/offices/academics/"))
    assert "What differs on this page from 2024–25 Lead Head: Bo Next Before: Head: Al Now" in office
    assert "Arts New" in office
    whole = client.get(f"/rehearsal/{token}/changes/")
    assert "What changed in 2025–26" in _text(whole)
    assert 'href="/years/2024-25/offices/transport/"' in whole.content.decode()


def test_in_lists_what_is_new_or_changed_is_marked_and_nothing_else(client, token, coming):
    for year in (SchoolYear.objects.get(label="2024-25"), coming):
        make_office("staff", year=year, name="Staff", lead_name="Ed Same", publish=True)
    marked = {
        "": ["Academics Changed", "Arts New"],
        "a-z/": ["Academics Changed", "Arts New"],
        "people/": ["Cy Arts Director, Arts New", "Bo Next Head, Academics New"],
        "chart/": ["Academics Changed", "Arts New"],
        "print/main-numbers/": ["Academics Changed"],
        "print/": [*2 * ["Academics Changed", "Arts New"], "Director, Arts New", "Head, Academics New"],
        "search/?q=arts": ["Cy Arts New", "Arts New"],
    }
    for address, rows in marked.items():
        main = _text(client.get(f"/rehearsal/{token}/{address}")).split("Skip")[-1].split("Rehearsal of")[-1]
        listed = client.get(f"/rehearsal/{token}/{address}").content.decode().split("<main")[1]
        assert listed.count('class="news-mark"') == len(rows), (address, main)
        text = " ".join(unescape(strip_tags(listed.replace("<", " <"))).split()).replace(" ,", ",")
        assert all(row in text for row in rows), (address, text)
        assert "Staff Changed" not in text and "Ed Same Head, Staff Changed" not in text
    assert 'class="news-mark"' not in client.get("/a-z/").content.decode()


def test_a_page_on_which_nothing_differs_says_so(client, token, coming):
    make_office("staff", publish=True)
    make_office("staff", year=coming, publish=True)
    assert "Nothing differs on this page from 2024–25." in _text(client.get(f"/rehearsal/{token}/offices/staff/"))


def test_the_first_year_of_all_is_rehearsed_with_nothing_to_differ_from(client, ann):
    make_office("academics", year=make_year("2025-26", opened=False), name="Academics", publish=True)
    client.force_login(ann)
    for address in ("", "offices/academics/", "people/", "changes/"):
        text = _text(client.get(f"/rehearsal/2025-26/{address}"))
        assert "Only staff who see every office may read it here." in text
        assert "differs" not in text and "not published" not in text


def test_a_page_that_cannot_be_read_costs_only_itself(client, token, coming):
    publication = coming.publications.get()
    QuerySet(Publication).filter(pk=publication.pk).update(payload={})
    response = client.get(f"/rehearsal/{token}/offices/academics/")
    assert response.status_code == 503 and response.headers["Cache-Control"] == "no-store, private"
    assert f'href="/rehearsal/{token}/"' in response.content.decode()
    assert client.get(f"/rehearsal/{token}/a-z/").status_code == 200


def test_its_links_stay_inside(client, token):
    outside = set()
    for address in _addresses(token):
        response = client.get(address)
        if response.status_code == 302:
            assert response.headers["Location"].startswith(f"/rehearsal/{token}/")
        elif response.headers["Content-Type"].startswith("text/html"):
            outside |= set(re.findall(r'(?:href|action|data-suggest)="(/[^"]*)"', response.content.decode()))
    outside = {one for one in outside if not one.startswith((f"/rehearsal/{token}/", "/static/"))}
    assert outside == {"/feed/", "/years/2024-25/offices/transport/"}


def test_search_finds_what_will_be_there_and_counts_nothing(client, token):
    assert "Bo Next" in _text(client.get(f"/rehearsal/{token}/search/?q=bo+next"))
    found = client.get(f"/rehearsal/{token}/search/suggest/?q=cy").json()["results"]
    assert [one["url"] for one in found] == [f"/rehearsal/{token}/offices/academics/#arts"]
    client.get(f"/rehearsal/{token}/search/?q=xyzzy")
    assert not MissedSearch.objects.exists()
    client.get("/search/?q=xyzzy")
    assert MissedSearch.objects.exists()
    assert client.get("/search/suggest/?q=cy+arts").json()["results"] == []


def test_what_is_downloaded_has_the_addresses_of_the_open_year(client, token):
    table = client.get(f"/rehearsal/{token}/directory.csv")
    text = b"".join(table).decode() + client.get(f"/rehearsal/{token}/changes.csv").content.decode()
    assert token not in _text(client.get(f"/rehearsal/{token}/changes/letter/"))
    assert "Bo Next" in text and "Di Draft" not in text
    assert "http://testserver/offices/academics/" in text and token not in text
    assert 'filename="mpsdir-2025-26.csv"' in table.headers["Content-Disposition"]


def test_what_is_not_there_is_said_inside_it(client, token):
    response = client.get(f"/rehearsal/{token}/offices/nowhere/")
    assert response.status_code == 404
    assert f'href="/rehearsal/{token}/a-z/"' in response.content.decode()
    gone = client.get(f"/rehearsal/{token}/offices/transport/")
    assert gone.status_code == 410 and "Transport was last listed in 2024–25" in _text(gone)


def test_what_changes_in_the_year_is_seen_at_once(client, token, coming):
    assert "Bo Next" in _text(client.get(f"/rehearsal/{token}/search/?q=bo"))
    Office.objects.filter(school_year=coming, slug="academics").update(lead_name="Bob Newer")
    publishing.publish(Office.objects.get(school_year=coming, slug="academics"), by=None)
    assert "Bob Newer" in _text(client.get(f"/rehearsal/{token}/search/?q=bob"))
    assert Department.objects.filter(school_year=coming).count() == 1


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_a_rehearsal_takes_constant_queries(client, token, coming, offices, django_assert_num_queries):
    for number in range(offices):
        make_office(f"office-{number}", publish=True)
        make_office(f"office-{number}", year=coming, lead_name="Ed New", publish=True)
        make_office(f"draft-{number}", year=coming)
    for address, queries in {"": 10, "a-z/": 10, "offices/office-0/": 10}.items():
        with django_assert_num_queries(queries):
            assert client.get(f"/rehearsal/{token}/{address}").status_code == 200


# The page on which links are made


def _screen(year, name="preview_links", *args):
    return reverse(f"admin:departments_schoolyear_{name}", args=[year.pk, *args])


def test_a_publisher_makes_a_link_until_the_year_opens_and_ends_it(client, coming, ann):
    client.force_login(ann)
    page = client.get(_screen(coming))
    assert 'href="/rehearsal/2025-26/"' in page.content.decode()
    assert page.context["form"]["days"].value() == 50  # to July 1
    client.post(_screen(coming), {"note": "The cabinet", "days": "50"})
    (link,) = coming.preview_links.all()
    assert (link.note, link.created_by, link.expires_at) == ("The cabinet", ann, NOW + 50 * DAY)
    address = f"http://testserver/rehearsal/{preview.token_of(link)}/"
    assert address in client.get(_screen(coming)).content.decode()
    assert client.get(_screen(coming, "preview_revoke", link.pk)).status_code == 405
    client.post(_screen(coming, "preview_revoke", link.pk))
    link.refresh_from_db()
    assert not link.is_valid() and address not in client.get(_screen(coming)).content.decode()


def test_viewers_read_it_and_share_nothing(client, coming, token):
    client.force_login(make_person("viewer", "Viewers"))
    page = client.get(_screen(coming)).content.decode()
    assert 'href="/rehearsal/2025-26/"' in page and token not in page and "Make link" not in page
    assert client.post(_screen(coming), {"days": "7"}).status_code == 403
    (link,) = coming.preview_links.all()
    assert client.post(_screen(coming, "preview_revoke", link.pk)).status_code == 403
    assert link.is_valid()


def test_of_a_year_that_is_open_nothing_is_shared(client, coming, ann, clock):
    open_year(coming, at=FIRST)
    client.force_login(ann)
    assert "Make link" in client.get(_screen(coming)).content.decode()
    clock.move_to(FIRST)
    assert "2025-26 is open to visitors: there is nothing to rehearse." in _text(client.get(_screen(coming)))
    assert client.post(_screen(coming), {"days": "7"}).status_code == 403
