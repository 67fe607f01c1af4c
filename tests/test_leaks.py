"""No draft reaches a visitor: every public address is read with marked drafts behind it."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.core import signing
from django.db import models
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from departments import publishing
from departments.drafts import preview
from departments.models import Contact, Department, Office, SchoolYear
from departments.school_years.year import open_year
from departments.urls import OF_A_YEAR
from departments.words import phones
from tests.making import (
    make_contact,
    make_department,
    make_district,
    make_office,
    make_person,
    make_picture,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
# Seven digits: four of them also turn up in a moment or a checksum.
MARK, MARKED_DIGITS = "Xyzzymark", "4757779"

# An address or more for every public pattern; a pattern that is missing here fails the test below.
ADDRESSES = {
    "home": ["/"],
    "office": [f"/offices/{slug}/" for slug in ("academics", "xyzzymark", "hidden", "gone", "succeeds", "next")],
    "department": [f"/departments/{slug}/" for slug in ("arts", "xyzzymark-2", "hidden-1", "gone-1", "succeeds")],
    "a-z": ["/a-z/"],
    "people": ["/people/"],
    "chart": ["/chart/"],
    "print": ["/print/"],
    "main-numbers": ["/print/main-numbers/"],
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
    "archive-people": ["/years/2024-25/people/", "/years/2025-26/people/"],
    "archive-chart": ["/years/2024-25/chart/", "/years/2025-26/chart/"],
    "archive-print": ["/years/2024-25/print/", "/years/2025-26/print/"],
    "archive-main-numbers": ["/years/2024-25/print/main-numbers/", "/years/2025-26/print/main-numbers/"],
    "archive-changes": ["/years/2024-25/changes/", "/years/2025-26/changes/"],
    "archive-change-letter": ["/years/2024-25/changes/letter/", "/years/2025-26/changes/letter/"],
    "archive-changes-csv": ["/years/2024-25/changes.csv", "/years/2025-26/changes.csv"],
    "directory-csv": ["/directory.csv"],
    "directory-xlsx": ["/directory.xlsx"],
    "directory-cards": ["/directory.vcf"],
    "office-card": [f"/offices/{slug}.vcf" for slug in ("academics", "xyzzymark", "hidden", "gone", "next")],
    "department-card": [f"/departments/{slug}.vcf" for slug in ("arts", "xyzzymark-2", "hidden-1", "gone-1")],
    **{
        f"{before}{kind}{name}": [f"/{year}{kind}s/{slug}/{file}.vcf" for slug in slugs]
        for before, year in (("", ""), ("archive-", "years/2024-25/"))
        for name, file in (("-cards", "all"), ("-picture-card", "picture"))
        for kind, slugs in (("office", ("academics", "hidden")), ("department", ("arts", "xyzzymark-2", "hidden-1")))
    },
    "office-person-card": [
        f"/offices/{slug}/people/{name}.vcf"
        for slug in ("academics", "hidden", "gone")
        for name in ("ann-roe", "xyzzymark-lead_name", "xyzzymark-lead")
    ],
    "department-person-card": [
        f"/departments/arts/people/{name}.vcf" for name in ("josé-díaz", "leon-groce", "xyzzymark-name")
    ],
    "archive-directory-csv": ["/years/2024-25/directory.csv", "/years/2025-26/directory.csv"],
    "archive-directory-xlsx": ["/years/2024-25/directory.xlsx", "/years/2025-26/directory.xlsx"],
    "archive-directory-cards": ["/years/2024-25/directory.vcf", "/years/2025-26/directory.vcf"],
    "archive-office-card": ["/years/2024-25/offices/academics.vcf", "/years/2025-26/offices/next.vcf"],
    "archive-department-card": ["/years/2024-25/departments/arts.vcf", "/years/2025-26/departments/next-1.vcf"],
    "archive-office-person-card": [
        "/years/2024-25/offices/academics/people/xyzzymark-lead_name.vcf",
        "/years/2025-26/offices/next/people/ann-roe.vcf",
    ],
    "archive-department-person-card": [
        "/years/2024-25/departments/arts/people/xyzzymark-name.vcf",
        "/years/2025-26/departments/next-1/people/leon-groce.vcf",
    ],
    "archive-search": [f"/years/2024-25/search/?q={MARK}", f"/years/2025-26/search/?q={MARK}"],
    "feed": ["/feed/"],
    "sitemap": ["/sitemap.xml"],
    "robots": ["/robots.txt"],
    "phones-cisco": [f"/phones/cisco.xml{query}" for query in ("", "?letter=A", f"?q={MARK}", "?find=1")],
    "phones-yealink": ["/phones/yealink.xml", f"/phones/yealink.xml?q={MARK}"],
    "archive-suggest": [f"/years/{label}/search/suggest/?q={MARK}" for label in ("2024-25", "2025-26")],
    "preview": ["/preview/wrong/", f"/preview/{MARK}.{MARK}/"],  # those of real links are read further down
    "health-live": ["/health/live/"],
    "health-ready": ["/health/ready/"],
    "picture": [f"/media/images/{'0' * 64}-10x10.webp"],
}
# The same for the API.
API = {
    "years": ["/api/v1/years"],
    "offices": ["/api/v1/offices", "/api/v1/offices?year=2025-26"],
    "office": [f"/api/v1/offices/{slug}" for slug in ("academics", "xyzzymark", "hidden", "gone", "next")],
    "departments": ["/api/v1/departments", "/api/v1/departments?office=hidden", "/api/v1/departments?year=2025-26"],
    "department": [f"/api/v1/departments/{slug}" for slug in ("arts", "xyzzymark-2", "hidden-1", "gone-1", "next-1")],
    "people": ["/api/v1/people", "/api/v1/people?year=2025-26"],
    "entries": ["/api/v1/entries", "/api/v1/entries?year=2025-26"],
    "number": [f"/api/v1/numbers/414{MARKED_DIGITS}", "/api/v1/numbers/+14142520221"],
    "find": [f"/api/v1/search?q={query}" for query in (MARK, MARKED_DIGITS, "arts", "director")],
    "changes": ["/api/v1/changes"],
    "openapi-json": ["/api/v1/openapi.json"],
    "api-root": ["/api/v1/"],
    "missing": ["/api/v1/nothing"],
}


@pytest.mark.parametrize(("app", "addresses"), [("departments", ADDRESSES), ("api", API)])
def test_every_public_pattern_is_walked(app, addresses):
    within = {"departments": [], "api": ["departments"]}[app]
    patterns = get_resolver().url_patterns
    for name in [*within, app]:
        patterns = next(p for p in patterns if getattr(p, "app_name", "") == name).url_patterns
    assert {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)} == set(addresses)


# Of a rehearsal none answers without its link, or an account; with one, tests/views/test_rehearsals.py reads it.
ADDRESSES |= {
    f"rehearsal-{name}": [
        f"/rehearsal/{token}{address.removeprefix('/years/2024-25')}"
        for token in ("2025-26", "wrong.wrong")
        for address in ADDRESSES.get(name) or ADDRESSES[f"archive-{name}"][:1]
    ]
    for *_, name in OF_A_YEAR
}


def _mark(row):
    """Write the mark into every text of a draft, and marked digits into every number."""
    for field in row._meta.fields:
        if field.name in ("phone", "fax"):
            setattr(row, field.name, f"414{MARKED_DIGITS}")
        elif field.name == "email":
            row.email = f"{MARK}@example.org"
        elif field.name == "website":
            row.website = f"https://{MARK}.example.org"
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
    withdrawn = make_office("gone", departments=1, lead_name=f"{MARK} lead", summary=f"{MARK} summary", publish=True)
    publishing.withdraw(withdrawn, by=None, note=f"{MARK} note")
    unopened = make_office(
        "next", year=make_year("2025-26", opened=False), name=f"{MARK} next", lead_name="Ann Roe", departments=1
    )
    publishing.publish(unopened, by=None)
    for row in (hidden, hidden.departments.get(), withdrawn, withdrawn.departments.get()):
        _mark(row)
    return office


def _leaks(client, addresses=None):
    every = [address for several in (*ADDRESSES.values(), *API.values()) for address in several]
    shown = {address: _shown(client, address).casefold().replace("-", "") for address in addresses or every}
    return [
        (address, mark) for address, text in shown.items() for mark in (MARK, MARKED_DIGITS) if mark.casefold() in text
    ]


def _shown(client, address):
    """All that `address` answers, without the repetition of what was asked."""
    return _answer(client, address)[1]


def _answer(client, address):
    response = client.get(address)
    if "answer" in (response.context or {}):
        return response.status_code, str(replace(response.context["answer"], query=""))
    said = _words(response) + str(response.headers)
    for asked in address.replace("?q=", "/").strip("/").split("/")[-2:]:
        # As it was written, as the words of an address, and as a number.
        for repeated in (asked, re.sub(r"[-.]", " ", asked).casefold(), phones.display(asked)):
            said = said.replace(repeated, "") if repeated else said
    return response.status_code, said


def _words(response):
    """What a file or page says: a workbook's cells, and cards with their long lines in one piece."""
    body = b"".join(response)
    if response.headers["Content-Type"].endswith("spreadsheetml.sheet"):
        cells = [cell for row in openpyxl.load_workbook(BytesIO(body)).active.values for cell in row]
        return "\n".join(filter(None, cells))
    return body.decode().replace("\r\n ", "")


def test_no_public_address_shows_a_draft(client, drafts_beside_publications):
    assert _leaks(client) == []
    assert "Ann Roe" in client.get("/offices/academics/").content.decode()
    assert "Before: <bdi>Head: Joe Poe" in client.get("/years/2024-25/changes/").content.decode()


@pytest.mark.exhaustive
def test_a_closed_year_is_on_no_public_address(client, drafts_beside_publications):
    year = make_year("2025-26")
    opened = timezone.now() - timedelta(hours=1)
    SchoolYear.objects.filter(pk=year.pk).update(opened_at=opened)
    assert {
        *("/", "/a-z/", "/years/2025-26/", "/years/2025-26/offices/next/"),
        *("/api/v1/offices", "/api/v1/offices/next"),
        *("/directory.csv", "/directory.xlsx", "/directory.vcf", "/offices/next.vcf"),
    } <= {address for address, _ in _leaks(client)}
    SchoolYear.objects.filter(pk=year.pk).update(closed_at=timezone.now())
    assert _leaks(client) == []
    assert "2025-26" not in client.get("/years/").content.decode()


def _everything(client):
    """What each public address answers: its status and all it shows."""
    addresses = [address for several in ADDRESSES.values() for address in several]
    return {address: _answer(client, address) for address in addresses}


def _marked(answers):
    return {address for address, (_, text) in answers.items() if MARK.casefold() in text.casefold()}


@pytest.mark.exhaustive
def test_a_year_opens_at_its_moment_on_every_public_address_and_not_a_second_before(client, drafts_beside_publications):
    moment = timezone.now() + timedelta(days=1)
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        unopened = _everything(client)
        open_year(make_year("2025-26"), at=moment)
        # That it is going to open is told nowhere, also not by an address that answers otherwise than before.
        assert _everything(client) == unopened and _marked(unopened) == set()
    with time_machine.travel(moment, tick=False):
        opened = _everything(client)
    inside = [address for address in opened if address.startswith("/years/2025-26/")]
    assert {unopened[address][0] for address in inside} == {404}
    assert {opened[address][0] for address in inside} == {200, 302}
    shown = {"/", "/a-z/", "/offices/next/", "/years/2025-26/offices/next/", "/years/2025-26/changes/"}
    assert shown <= _marked(opened)
    assert "2025–26" in opened["/years/"][1] and "2025–26" not in unopened["/years/"][1]
    # The year before is the archive from then on, and today's address says where it was last listed.
    assert 'class="edition"' in opened["/years/2024-25/"][1]
    assert opened["/years/2024-25/offices/academics/"][0] == 200
    assert opened["/offices/academics/"][0] == 410


@pytest.mark.exhaustive
def test_the_way_back_is_as_exact(client, drafts_beside_publications):
    moment = timezone.now() + timedelta(days=1)
    with time_machine.travel(moment, tick=False):
        before = _everything(client)
    open_year(make_year("2025-26"))
    open_year(make_year("2024-25"), at=moment)
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert {"/", "/years/2025-26/offices/next/"} <= _marked(_everything(client))
    with time_machine.travel(moment, tick=False):
        assert _everything(client) == before


@pytest.mark.exhaustive
def test_this_test_would_notice(client, drafts_beside_publications):
    """Published, the same marks are found on the pages that show them."""
    office = Office.objects.get(pk=drafts_beside_publications.pk)
    publishing.publish(office, by=None)
    addresses = {address for address, _ in _leaks(client)}
    assert {"/", "/a-z/", "/years/2024-25/", "/years/2024-25/a-z/", "/years/2024-25/changes/"} <= addresses
    assert {"/people/", "/chart/", "/print/", "/print/main-numbers/", "/years/2024-25/people/"} <= addresses
    assert MARK in client.get(f"/offices/{office.slug}/").content.decode()
    assert any(address.startswith("/search/?q=Xyzzymark") for address in addresses)
    assert {
        *("/directory.csv", "/directory.xlsx", "/directory.vcf"),
        *(f"/years/2024-25/directory.{ending}" for ending in ("csv", "xlsx", "vcf")),
    } <= addresses
    assert {f"/search/suggest/?q={query}" for query in (MARK, MARKED_DIGITS)} <= addresses


@pytest.mark.exhaustive
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
        "/feed/",
        "/api/v1/changes",
        "/api/v1/people",
    } <= found


def _address(token):
    return f"/preview/{token}/"


def test_no_preview_is_shown_without_its_own_link_while_it_is_good(client, drafts_beside_publications):
    office, day = drafts_beside_publications, timedelta(days=1)
    sender = make_person("sender", "Publishers")
    with time_machine.travel(timezone.now() - 8 * day, tick=False):
        expired = preview.make_link(office, by=sender)
    revoked = preview.revoke(preview.make_link(office, by=sender), by=sender)
    good = preview.make_link(office, by=sender)
    token = preview.token_of(good)
    other = preview.token_of(preview.make_link(make_office("other", name="Other"), by=sender))
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
