"""
A realistic district, always the same: 60 offices, 400 departments and 750 people, with names of many origins.

What `made_district.txt` says stands as it is. The rest are families of schools, their principals and who answers there.
"""

import json
import random
from pathlib import Path

from django.utils import timezone

from departments.models import Listing, Office, Publication
from departments.page import kept_page
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.publishing.listings import listings_of
from tests.making import make_year

OFFICES, DEPARTMENTS, PEOPLE = 60, 400, 750
_POOLS = json.loads(Path(__file__).with_name("made_names.json").read_text(encoding="utf-8"))
_AREAS, _AFTER_WHOM, _KINDS, _ROLES, _TENS, _ONES = (
    _POOLS[name].split(",") for name in ("areas", "after whom", "kinds", "roles", "tens", "ones")
)
_DEGREES = ["", "", "", "", "", ", Ed.D.", ", Ph.D."]


def publish():
    """The year 2024-25 of that district, published."""
    year, now = make_year(), timezone.now()
    pages = _pages()
    drafts = Office.objects.bulk_create(Office(school_year=year, slug=page.slug, name=page.name) for page in pages)
    publications = []
    for place, (draft, page) in enumerate(zip(drafts, pages, strict=True)):
        payload = kept_page.freeze(page)
        columns = {"slug": page.slug, "name": page.name, "position": place, "live_from": now}
        digest = kept_page.digest(payload)
        publications.append(
            Publication(office=draft, school_year=year, number=1, payload=payload, digest=digest, **columns)
        )
    kept = Publication.objects.bulk_create(publications)
    of_pages = zip(kept, map(listings_of, pages), strict=True)
    Listing.objects.bulk_create(
        [Listing(publication=one, **row) for one, several in of_pages for row in several], batch_size=500
    )


def _pages():
    chance = random.Random(1500)
    offices, lines, facts = _written()
    names = _drawn_names(chance, {entry["lead_name"] for office in offices for entry in office})
    schools = _schools(chance)
    left = DEPARTMENTS - sum(len(departments) for _, *departments in offices)
    families = OFFICES - len(offices)
    for place in range(families):
        here = left // families + (place < left % families)
        head = {"name": f"{_AREAS[place]} Family of Schools", "lead_title": "Regional Superintendent"}
        below = [{"name": next(schools), "lead_title": "Principal"} for _ in range(here)]
        offices.append([entry | {"lead_name": next(names)} for entry in (head, *below)])
    people = OFFICES + DEPARTMENTS + len(lines)
    for place in range(PEOPLE - people):
        office = offices[-1 - place % families]
        name = office[1 + place // families % (len(office) - 1)]["name"]
        lines.append((name, ContactLine(_ROLES[place // families % len(_ROLES)], next(names), "")))
    return [_page(place, office, lines, facts) for place, office in enumerate(offices)]


def _written():
    """What the text says: for each office itself and its departments; lines with their entry; facts by entry."""
    offices, lines, facts = [], [], {}
    for row in Path(__file__).with_name("made_district.txt").read_text(encoding="utf-8").splitlines():
        sign, rest = (row[0], row[2:]) if row[0] in "-+=#" else ("", row)
        name, *columns = (column.strip() for column in rest.split("|"))
        if sign == "+":
            role, _, person = columns[0].partition(": ")
            lines.append((name, ContactLine(role, person, "")))
        elif sign == "=":
            facts[name] = dict(column.split(" = ") for column in columns)
        elif sign in ("", "-"):
            others, lead, text = columns
            title, _, person = lead.partition(": ")
            entry = {"name": name, "also_known_as": "\n".join(others.split("; ")), "lead_title": title}
            entry |= {"lead_name": person, "summary": text}
            offices[-1].append(entry) if sign else offices.append([entry])
    return offices, lines, facts


def _drawn_names(chance, taken):
    while True:
        people = chance.choice(_POOLS["people"])  # of one origin
        given, surname = chance.choice(people["given"].split()), chance.choice(people["surnames"].split(","))
        middle = f" {chance.choice('ABCDEIJLMPRT')}." if chance.random() < 0.3 else ""
        name = f"{given}{middle} {surname}{chance.choice(_DEGREES)}"
        if name not in taken:
            taken.add(name)
            yield name


def _schools(chance):
    streets = [f"{tens}-{one} Street School" for tens in _TENS for one in _ONES]
    after = [f"{whom} {chance.choice(_KINDS)}" for whom in _AFTER_WHOM]
    sides = [f"{side} {kind}" for side in ("Northwest", "Southeast", "North Side", "South Side") for kind in _KINDS]
    areas = [f"{area} {kind}" for area in _AREAS for kind in _KINDS]
    several = streets + after + sides + areas
    chance.shuffle(several)
    return iter(several)


def _page(place, office, lines, facts):
    def values(at, entry):
        number = {"phone": f"+1 414-{600 + place}-{(place * 977 + at * 1373) % 10_000:04}"}
        kept = number | entry | facts.get(entry["name"], {})
        return kept | {"contacts": tuple(line for name, line in lines if name == entry["name"])}

    slug = f"office-{place}"
    head, *below = (values(at, entry) for at, entry in enumerate(office))
    departments = (DepartmentPart(slug=f"{slug}-{at}", position=at, **part) for at, part in enumerate(below, 1))
    return OfficePage(slug=slug, school_year="2024-25", departments=tuple(departments), **head)
