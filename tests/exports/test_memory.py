"""An export holds a few pages at once, of 10,000 departments too."""

import json
import tracemalloc

import pytest

from departments.models import Office, Publication
from departments.page import kept_page, office_page
from tests.making import make_year

pytestmark = [pytest.mark.django_db, pytest.mark.exhaustive]
ADDRESSES = ["/directory.csv", "/directory.xlsx", "/directory.vcf"]


def _publish(departments, *, year, first=0, a_page=20):
    """Publish that many departments, `a_page` in each office, without their drafts."""
    offices = Office.objects.bulk_create(
        Office(school_year=year, slug=f"office-{number}", name=f"Office {number}", position=number)
        for number in range(first // a_page, (first + departments) // a_page)
    )
    Publication.objects.bulk_create(
        Publication(
            office=office,
            school_year=year,
            number=1,
            slug=office.slug,
            name=office.name,
            position=office.position,
            payload=kept_page.freeze(_page(office, a_page)),
            digest="0",
            live_from=year.opened_at,
        )
        for office in offices
    )


def _page(office, departments):
    def part(number):
        name = f"Department {number} of {office.name}"
        # A long text is in no export, but in every page that one might hold on to.
        return office_page.DepartmentPart(slug=f"{office.slug}-{number}", name=name, hours="x" * 200, summary="x" * 500)

    return office_page.OfficePage(
        slug=office.slug, name=office.name, school_year="2024-25", departments=tuple(map(part, range(departments)))
    )


def _read(client, address):
    """How many bytes `address` answers, and the most memory, in bytes, that was held meanwhile."""
    tracemalloc.start()
    response = client.get(address)
    size = sum(len(piece) for piece in response)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size, held


def test_memory_does_not_grow_with_the_directory(client):
    year = make_year()
    _publish(20, year=year)
    for address in ADDRESSES:
        b"".join(client.get(address))  # what is loaded once
    _publish(10_000, year=year, first=20)
    together = sum(len(json.dumps(payload)) for payload in Publication.objects.values_list("payload", flat=True))

    for address in ADDRESSES:
        size, held = _read(client, address)
        assert size > 200_000
        assert held < together / 3, address
