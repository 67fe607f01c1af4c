"""
A school year larger than any district's and as varied as a real one: the same at every call, no two entries alike.

Of the departments a fifth have a fax, a third of the numbers an extension, a sixth are units of the one before. Contact
lines are 0 to 12: most departments have few, some have many, and 3 are the mean. A text is two paragraphs of about
100 words, as the sanitiser writes them. There are no pictures: plain `loaddata` does nothing with those.
"""

import random
import tomllib
from itertools import product
from pathlib import Path

from django.utils.text import slugify

from departments.school_years import bundle
from departments.school_years.edition import DEFAULTS, LINE_FIELDS, Edition
from departments.words import richtext

LABEL = "2025-26"
WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
# Of a hundred departments, how many have 0, 1, 2… contact lines.
_LINES = (18, 20, 18, 14, 9, 6, 4, 3, 2, 2, 1, 1, 2)
_EXCHANGES = [f"{area}-{exchange}" for area in (414, 262) for exchange in range(470, 490)]
_STANDINGS = ("acting", "interim", "on_leave", "vacant")


def school_year(departments=10_000, offices=200, *, seed=8393) -> Edition:
    """The edition of LABEL with so many departments, spread unevenly over so many offices."""
    return _Making(seed).edition(departments, offices)


def write(path, departments, offices):
    """Write that year to `path` as a bundle."""
    bundle.write(school_year(int(departments), int(offices)), path)


class _Making:
    def __init__(self, seed):
        self.luck = random.Random(seed)
        words = product(WORDS["where"], WORDS["fields"], WORDS["kinds"])
        self.names = [" ".join(filter(None, three)) for three in words]
        self.luck.shuffle(self.names)
        self.numbers = set()

    def edition(self, departments, offices):
        edition = Edition(LABEL, {"starts_on": "2025-07-01", "ends_on": "2026-06-30"})
        for place in range(1, offices + 1):
            name = f"Office of {self.names.pop()}"
            edition.offices[slugify(name)] = self.entry("office", name, place)
        sizes = [0.1 + self.luck.expovariate(1) for _ in edition.offices]
        above, last_home = None, None
        for place, home in enumerate(sorted(self.luck.choices(range(offices), sizes, k=departments)), 1):
            name, is_unit = self.names.pop(), home == last_home and self.luck.random() < 1 / 6
            values = self.entry("department", name, place) | {"office": list(edition.offices)[home]}
            edition.departments[slugify(name)] = values | {"parent": above if is_unit else None}
            above, last_home = above if is_unit else slugify(name), home
        return edition

    def one(self, of):
        return self.luck.choice(WORDS[of])

    def perhaps(self, chance, make):
        return make() if self.luck.random() < chance else ""

    def entry(self, kind, name, place):
        luck, standing = self.luck, self.perhaps(0.15, lambda: self.luck.choice(_STANDINGS)) or "appointed"
        address = self.perhaps(0.5, lambda: f"{slugify(name)}@example.org")
        acronym = "".join(word[0] for word in name.split())
        return DEFAULTS[kind] | {
            "name": name,
            "also_known_as": self.perhaps(0.3, lambda: f"{acronym}\n{name.split()[-1]} desk {place}"),
            "lead_title": self.one("titles"),
            "lead_name": "" if standing == "vacant" else self.person(),
            "lead_standing": standing,
            "phone": self.number(with_extension=1 / 3),
            "fax": self.perhaps(0.2, self.number),
            "email": address,
            "location": self.perhaps(0.5, lambda: f"{self.one('buildings')} - Room {luck.randint(1, 499)}"),
            "hours": self.perhaps(0.2, lambda: f"Monday to Friday, {luck.randint(6, 9)} to {luck.randint(3, 7)}"),
            "summary": f"{name}: {self.sentence()}",
            "body": self.text(name),
            "position": place,
            "contacts": [self.line() for _ in range(luck.choices(range(len(_LINES)), _LINES)[0])],
        }

    def person(self):
        middle = self.perhaps(0.6, lambda: f" {self.luck.choice('ABCDEFGHJKLMNPRSTW')}.")
        degree = self.perhaps(0.15, lambda: self.one("degrees"))
        return f"{self.one('first_names')}{middle} {self.one('last_names')}{degree}"

    def number(self, with_extension=0.0):
        """A number in one of the district's exchanges that nothing else has."""
        extension = self.perhaps(with_extension, lambda: f" ext. {self.luck.randint(1, 9999)}")
        number = ""
        while not number or number in self.numbers:
            number = f"+1 {self.luck.choice(_EXCHANGES)}-{self.luck.randint(0, 9999):04}"
        self.numbers.add(number)
        return number + extension

    def line(self):
        role = self.one("roles")
        return dict.fromkeys(LINE_FIELDS, "") | {
            "role": role,
            "kind": "tty" if role == "TTY" else "voice",
            "name": self.perhaps(0.6, self.person),
            "phone": self.number(with_extension=0.1),
            "email": self.perhaps(0.1, lambda: f"line{len(self.numbers)}@example.org"),
            "note": self.one("notes"),
        }

    def sentence(self):
        return (
            f"It {self.one('verbs')} {self.one('adjectives')} {self.one('things')} for {self.one('people')}, "
            f"and {self.one('verbs')} the {self.one('adjectives')} {self.one('things')} that "
            f"{self.one('people')} ask for {self.luck.randint(2, 365)} days a year."
        )

    def text(self, name):
        first, second = (" ".join(self.sentence() for _ in range(count)) for count in (3, 2))
        link = f'<a href="https://example.org/{slugify(name)}">{self.one("things")} of {name} & friends</a>'
        return richtext.sanitise(f"<p><strong>{name}</strong>. {first}</p><p>{second} See the {link}.</p>")
