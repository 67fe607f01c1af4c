"""No draft reaches a visitor: every public address is read with marked drafts behind it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import models
from django.urls import get_resolver
from django.utils import timezone

from departments import preview, publishing
from departments.models import Contact, Department, Office, SchoolYear
from tests.making import make_contact, make_department, make_district, make_office, make_picture, make_year

pytestmark = pytest.mark.django_db
MARK, MARKED_DIGITS = "Xyzzymark", "7779"
WITHDRAWN = f"{MARK} lead"  # on no page any more; a search may say until when it was

# An address or more for every public pattern; a pattern that is missing here fails the test below.
ADDRESSES = {
    "home": ["/"],
    "office": [f"/offices/{slug}/" for slug in ("academics", "xyzzymark", "hidden", "gone", "succeeds", "next")],
    "department": [f"/departments/{slug}/" for slug in ("arts", "xyzzymark-2", "hidden-1", "gone-1", "succeeds")],
    "a-z": ["/a-z/"],
    "search": [f"/search/?q={query}" for query in (MARK, MARKED_DIGITS, "arts", "academics", "")],
    "suggest": [f"/search/suggest/?q={query}" for query in (MARK, MARKED_DIGITS, "arts", "academics", "")],
    "years": ["/years/"],
    "archive-home": ["/years/2024-25/", "/years/2025-26/"],
    "archive-office": [
        f"/years/{address}/"
        for address in (
            "2024-25/offices/academics",
            "2024-25/offices/gone",
            "2024-25/offices/succeeds",
            "2025-26/offices/next",
        )
    ],
    "archive-department": [
        f"/years/{address}/"
        for address in ("2024-25/departments/arts", "2024-25/departments/gone-1", "2025-26/departments/next-1")
    ],
    "archive-a-z": ["/years/2024-25/a-z/", "/years/2025-26/a-z/"],
    "archive-changes": ["/years/2024-25/changes/", "/years/2025-26/changes/"],
    "archive-search": [f"/years/2024-25/search/?q={MARK}", f"/years/2025-26/search/?q={MARK}"],
    "archive-suggest": [f"/years/{label}/search/suggest/?q={MARK}" for label in ("2024-25", "2025-26")],
    "preview": ["/preview/wrong/", f"/preview/{MARK}.{MARK}/"],  # those of real links are read further down
    "health-live": ["/health/live/"],
    "health-ready": ["/health/ready/"],
    "picture": [f"/media/images/{'0' * 64}-10x10.webp"],
}


def test_every_public_pattern_is_walked():
    patterns = [p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "departments"]
    assert {pattern.name for pattern in patterns[0].url_patterns} == set(ADDRESSES)


def _mark(row):
    """Write the mark into every text of a draft, and marked digits into every number."""
    for field in row._meta.fields:
        if field.name in ("phone", "fax"):
            setattr(row, field.name, f"414-475-{MARKED_DIGITS}")
        elif field.name == "email":
            row.email = f"{MARK}@example.org"
        elif field.name == "slug":
            row.slug = f"{MARK.lower()}-{row.pk}"
        elif isinstance(field, models.TextField):
            setattr(row, field.name, f"<p>{MARK} {field.name}</p>")
        elif isinstance(field, models.CharField) and not field.choices and field.name != "image":
            setattr(row, field.name, f"{MARK} {field.name}")
    row.save()


@pytest.fixture
def drafts_beside_publications():
    make_district()
    office = make_office("academics", lead_name="Ann Roe", image=make_picture(), image_alt="A school")
    arts = make_department(office, "arts")
    make_contact(office)
    make_contact(arts, name="José Díaz")
    publishing.publish(office, by=None)
    # A year before, so that what changed since has something to tell.
    make_office("academics", year=make_year("2023-24"), lead_name="Joe Poe", publish=True)
    for model in (Contact, Department, Office):
        for row in model.objects.all():
            _mark(row)
    # Never published, withdrawn, and published in a year that is not open.
    hidden = make_office("hidden", departments=1)
    withdrawn = make_office("gone", departments=1, lead_name=WITHDRAWN, summary=f"{MARK} summary", publish=True)
    publishing.withdraw(withdrawn, by=None, note=f"{MARK} note")
    unopened = make_office("next", year=make_year("2025-26", opened=False), name=f"{MARK} next", departments=1)
    publishing.publish(unopened, by=None)
    for row in (hidden, hidden.departments.get(), withdrawn, withdrawn.departments.get()):
        _mark(row)
    return office


def _leaks(client, addresses=None):
    return [
        (address, mark)
        for address in addresses or [address for several in ADDRESSES.values() for address in several]
        for mark in (MARK, MARKED_DIGITS)
        if mark.casefold() in _shown(client, address).casefold()
    ]


def _shown(client, address):
    """All that `address` answers, without the repetition of what was asked."""
    response = client.get(address)
    if "answer" in (response.context or {}):
        answer = response.context["answer"]
        return str(replace(answer, query="", former=[one for one in answer.former if one.name != WITHDRAWN]))
    asked = address.strip("/").split("/")[-1]
    return (response.content.decode() + str(response.headers)).replace(asked, "") if not response.streaming else ""


def test_no_public_address_shows_a_draft(client, drafts_beside_publications):
    assert _leaks(client) == []
    assert "Ann Roe" in client.get("/offices/academics/").content.decode()
    assert "Before: Head: Joe Poe" in client.get("/years/2024-25/changes/").content.decode()


def test_a_closed_year_is_on_no_public_address(client, drafts_beside_publications):
    year = make_year("2025-26")
    opened = timezone.now() - timedelta(hours=1)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=opened)
    assert {"/", "/a-z/", "/years/2025-26/", "/years/2025-26/offices/next/"} <= {a for a, _ in _leaks(client)}
    SchoolYear.objects.filter(pk=year.pk).update(closed_at=timezone.now())
    assert _leaks(client) == []
    assert "2025-26" not in client.get("/years/").content.decode()


def test_this_test_would_notice(client, drafts_beside_publications):
    """Published, the same marks are found on the pages that show them."""
    office = Office.objects.get(pk=drafts_beside_publications.pk)
    publishing.publish(office, by=None)
    addresses = {address for address, _ in _leaks(client)}
    assert {"/", "/a-z/", "/years/2024-25/", "/years/2024-25/a-z/", "/years/2024-25/changes/"} <= addresses
    assert MARK in client.get(f"/offices/{office.slug}/").content.decode()
    assert any(address.startswith("/search/?q=Xyzzymark") for address in addresses)
    assert {f"/search/suggest/?q={query}" for query in (MARK, MARKED_DIGITS)} <= addresses


def test_a_scheduled_page_is_not_told_a_second_before_its_moment(client, drafts_beside_publications):
    moment = timezone.now() + timedelta(days=1)
    for office in Office.objects.filter(school_year__label="2024-25"):
        publishing.publish(office, by=None, at=moment)
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert _leaks(client) == []
    with time_machine.travel(moment, tick=False):
        found = {address for address, _ in _leaks(client)}
    # Also where an old address leads, and who succeeds one, is told from that moment.
    assert {
        "/",
        "/a-z/",
        "/years/2024-25/changes/",
        "/offices/academics/",
        "/offices/gone/",
        "/offices/succeeds/",
        "/departments/gone-1/",
    } <= found


def _address(token):
    return f"/preview/{token}/"


def test_no_preview_is_shown_without_its_own_link_while_it_is_good(client, drafts_beside_publications):
    office, day = drafts_beside_publications, timedelta(days=1)
    with time_machine.travel(timezone.now() - 8 * day, tick=False):
        expired = preview.make_link(office, by=None)
    revoked = preview.revoke(preview.make_link(office, by=None), by=None)
    good = preview.make_link(office, by=None)
    token = preview.token_of(good)
    other = preview.token_of(preview.make_link(make_office("other", name="Other"), by=None))
    addresses = {
        _address(preview.token_of(expired)): 410,
        _address(preview.token_of(revoked)): 410,
        _address(other): 200,
        _address(good.key): 404,
        _address(token[:-1]): 404,
        _address(token.split(".")[0] + "." + other.split(".")[1]): 404,
        _address(signing.dumps(good.key)): 404,
        _address(office.pk): 404,
    }

    assert {address: client.get(address).status_code for address in addresses} == addresses
    assert _leaks(client, addresses) == []
    assert _leaks(client, [_address(token)]) == [(_address(token), MARK), (_address(token), MARKED_DIGITS)]
