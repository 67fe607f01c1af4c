"""Searching directories of 10,000 and 100,000 listings, beside the page of one office in the same directory."""

import json
import random
import sys
from datetime import date, timedelta
from statistics import median
from time import perf_counter

SIZES = (10_000, 100_000)
ALLOWED = {10_000: 3, 100_000: 10}  # times the page of an office
_OF_AN_OFFICE = 25  # listings: its own, its lead's, a line, and two of each of eleven departments
_ROUNDS = 25


def run(out):
    from .databases import databases

    with databases() as room:
        for size in SIZES:
            told = json.loads(room.run(room.empty(), "-m", "bench.searching", size).splitlines()[-1])
            out(f"Searching {size:,} listings on {room.name}; the page of an office takes {told['page']:.1f} ms")
            worst = max(one["ratio"] for one in told["searches"].values())
            for name, one in told["searches"].items():
                out(f"  {name:<42}{one['ms']:7.1f} ms{one['ratio']:6.1f} times{one['queries']:3} queries of the search")
            good = "as it should be" if worst <= ALLOWED[size] else "TOO SLOW"
            out(f"  At most {worst:.1f} times the page of an office, of {ALLOWED[size]} allowed: {good}.")
            out(f"  Twice as many letters take {told['doubled']:.2f} times as long; at most 2 are allowed.")
            out(f"  Of 200 random texts the slowest takes {told['random']:.2f} times finding nothing; of 2 allowed.")
            out(f"  The first search after something was published takes {told['first']:.0f} ms.")


# What follows runs in a process of its own, in the settings of production, on the database to be measured.


def measure(size):
    from django.conf import settings
    from django.test import Client, override_settings

    # Hashed names would need collectstatic first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        made = fill(size)
        client = Client(headers={"host": "localhost"})
        client.get("/")  # what a process reads once, whatever is asked for first
        begun = perf_counter()
        client.get("/search/", {"q": made["name"]})
        told = {"first": (perf_counter() - begun) * 1000}
        page = f"/offices/{made['slug']}/"
        searches, pages = {}, []
        for name, query in _queries(made).items():
            times, beside = _beside(client, query, page)
            pages += beside
            searches[name] = {
                "ms": median(times),
                "ratio": median(times) / median(beside),
                "queries": _count(query),
            }
        half, whole = made["long"][:100], made["long"][:200]
        told["doubled"] = median(_beside(client, whole, page)[0]) / median(_beside(client, half, page)[0])
        told["random"] = _slowest(client, _random_texts()) / searches["nothing at all"]["ms"]
    return told | {"page": median(pages), "searches": searches}


def _queries(made):
    return {
        "a name": made["name"],
        "a word of many names": "services",
        "a title nearly everybody has": "director",
        "a title and where": f"director of {made['department']}",
        "two letters": "an",
        "a letter": "m",
        "a word of the text": made["text"],
        "an area code, which all numbers have": made["number"][:3],
        "a whole number": made["number"],
        "the last four digits": made["number"][-4:],
        "a number that is one digit off": made["wrong"],
        "a misspelled name": made["misspelled"],
        "a name of the year before": made["former"],
        "nothing at all": "zzqx wvuq",
        "twelve words and more": made["long"],
    }


def _random_texts():
    """Two hundred texts, always the same: every script, quotes, wildcards, control characters, up to 10,000 of them."""
    chance = random.Random(200)
    awkward = [
        "\x00",
        "\x1b",
        "\u200d",
        "\u0301",
        "\ufdfa",
        *"'\"%_\\\\;|*()<>&#@/-.,+ \t\n",
        "office ",
        "414-475-8393",
    ]
    for place in range(200):
        letters = [
            chance.choice(awkward) if chance.random() < 0.4 else chr(chance.choice((32, 160, 880, 4352, 19968)) + place)
            for _ in range(chance.randint(1, 80))
        ]
        text = "".join(letters)
        yield (text * chance.choice((1, 1, 1, 200)))[:10_000]


def _slowest(client, texts):
    """How many milliseconds the slowest of `texts` takes: the best of three tries each, since the machine may rest."""
    return max(min(_timed(client, {"q": text}) for _ in range(3)) for text in texts)


def _timed(client, data):
    begun = perf_counter()
    assert client.get("/search/", data).status_code == 200
    return (perf_counter() - begun) * 1000


def _beside(client, query, page):
    """Times in milliseconds of the search and of the page, turn by turn: other work on the machine slows both."""
    for _ in range(2):
        client.get("/search/", {"q": query}), client.get(page)
    times, beside = [], []
    for _ in range(_ROUNDS):
        for address, data, kept in (("/search/", {"q": query}, times), (page, {}, beside)):
            begun = perf_counter()
            response = client.get(address, data)
            kept.append((perf_counter() - begun) * 1000)
            assert response.status_code == 200, (address, response.status_code)
    return times, beside


def _count(query):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from departments.reading.directory import Directory
    from departments.search import find

    directory = Directory.at()
    with CaptureQueriesContext(connection) as queries:
        find(query, directory)
    return len(queries)


def fill(size) -> dict:
    """
    Publish a directory of `size` listings, a tenth as many of the year before, and a page in twenty once before.

    Always the same. Returns what to look for, as texts.
    """
    from django.db import connection
    from django.utils import timezone

    from departments.models import SchoolYear

    chance, now = random.Random(size), timezone.now()
    words = Words(chance)
    first = date(now.year - (now.month < 7), 7, 1)
    years = [
        SchoolYear.objects.create(
            label=f"{start.year}-{(start.year + 1) % 100:02}",
            starts_on=start,
            ends_on=start.replace(year=start.year + 1) - timedelta(days=1),
            opened_at=now - timedelta(days=back),
        )
        for start, back in ((first.replace(year=first.year - 1), 800), (first, 300))
    ]
    before = publish(words, years[0], size // 10, "before", now)
    pages = publish(words, years[1], size, "office", now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL does it by itself within a minute, as it would in the middle of this
    page = pages[len(pages) // 2]
    part = page.departments[3]
    digits = "".join(filter(str.isdecimal, part.phone))[1:]
    return {
        "slug": page.slug,
        "name": part.lead_name,
        "department": part.name.split()[0],
        "text": part.body.split()[5],
        "number": digits,
        "wrong": digits[:6] + "0000",  # no number ends so
        "misspelled": part.lead_name[:-2] + part.lead_name[:-3:-1],
        "former": before[0].departments[0].lead_name,
        "long": " ".join(chance.choices(words.text, k=60)),
    }


class Words:
    """Names, numbers and texts; every department has another number, and a name of one year is in no other."""

    def __init__(self, chance):
        self.chance, self.last = chance, 0
        self.text = [self._word() for _ in range(6_000)]
        self.topics = [self._word().title() for _ in range(400)]
        self.first_names = [self._word().title() for _ in range(300)]

    def _word(self):
        return "".join(
            self.chance.choice("bdfgklmnprstv") + self.chance.choice("aeiou") for _ in range(self.chance.randint(2, 5))
        )

    def name(self, year):
        letter = "z" if year == "before" else ""
        return f"{self.chance.choice(self.first_names)} {(self._word() + letter).title()}"

    def number(self):
        self.last += 1
        return f"+1 414-{2 + self.last // 100_000}{self.last // 1_000 % 100:02}-{self.last % 1_000 * 9 + 1:04}"

    def sentence(self, length):
        return " ".join(self.chance.choices(self.text, k=length)).capitalize() + "."


def publish(words, year, size, prefix, now, departments=11):
    """Publish offices of so many departments, of `size` listings together; returns their pages."""
    from departments.models import Listing, Office, Publication
    from departments.page import kept_page
    from departments.publishing.listings import listings_of

    drawn = [_page(words, year, f"{prefix}-{n}", prefix, departments) for n in range(size // (3 + 2 * departments))]
    drafts = Office.objects.bulk_create(
        [Office(school_year=year, slug=page.slug, name=page.name) for page in drawn], batch_size=500
    )
    live_from = now - timedelta(days=200)
    publications, found = [], []
    for place, (draft, page) in enumerate(zip(drafts, drawn, strict=True)):
        payload = kept_page.freeze(page)
        windows = [(1, live_from, None)]
        if place % 20 == 0:
            windows = [(1, live_from - timedelta(days=50), live_from), (2, live_from, None)]
        for number, begin, end in windows:
            publications.append(
                Publication(
                    office=draft,
                    school_year=year,
                    number=number,
                    slug=page.slug,
                    name=page.name,
                    position=place,
                    payload=payload,
                    digest=kept_page.digest(payload),
                    live_from=begin,
                    live_until=end,
                )
            )
            found.append(listings_of(kept_page.thaw(payload)))
    kept = Publication.objects.bulk_create(publications, batch_size=100)
    rows = (Listing(publication=one, **row) for one, several in zip(kept, found, strict=True) for row in several)
    Listing.objects.bulk_create(rows, batch_size=500)
    return drawn


def _page(words, year, slug, prefix, departments):
    from departments.page.office_page import ContactLine, DepartmentPart, OfficePage

    def values(name, title):
        return {
            "name": name,
            "lead_title": title,
            "lead_name": words.name(prefix),
            "phone": words.number(),
            "summary": words.sentence(12),
            "body": f"<p>{words.sentence(25)}</p><ul><li>{words.sentence(8)}</li><li>{words.sentence(8)}</li></ul>",
        }

    topics = words.chance.sample(words.topics, 23)
    return OfficePage(
        slug=slug,
        school_year=year.label,
        contacts=(ContactLine("Secretary", words.name(prefix), words.number()),),
        departments=tuple(
            DepartmentPart(
                slug=f"{slug}-{place}",
                position=place,
                also_known_as=topics[22] if place == 1 else "",
                **values(f"{topics[2 * place - 2]} and {topics[2 * place - 1]} Services", "Director"),
            )
            for place in range(1, departments + 1)
        ),
        **values(f"Office of {topics[0]} and {topics[2]}", "Chief Officer"),
    )


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
