"""The directory of both sides: forty offices, the first with thirty departments. It imports nothing of either."""

import random
import tomllib
from pathlib import Path

OFFICES, LARGE, SMALL = 40, 30, 3  # offices; departments of the first, and of each other
DISTRICT = "Alder Valley School District"
PASSWORD = "correct horse"
MINE = ("Office of Academics", "Office of Admissions")  # the editor's
ROUNDS = 6  # at most: each takes a newcomer, who has no office yet
PEOPLE = {"editor": "Editors", "publisher": "Publishers"} | {f"newcomer-{n}": "Editors" for n in range(ROUNDS)}
WORDS = tomllib.loads(Path(__file__).parents[1].joinpath("words.toml").read_text(encoding="utf-8"))


def offices() -> list[dict]:
    """Each office with its departments and contact lines; the fourth department of the first is called Sports."""
    luck, numbers = random.Random(8393), iter(range(4_000, 10_000))
    names = [f"{field} {kind}" for kind in WORDS["kinds"] for field in WORDS["fields"]]
    luck.shuffle(names)
    made = []
    for place, field in enumerate(WORDS["fields"][:OFFICES]):
        office = _entry(luck, numbers, f"Office of {field}")
        count = SMALL if place else LARGE
        office["departments"] = [_entry(luck, numbers, names.pop()) for _ in range(count)]
        made.append(office)
    made[0]["departments"][3]["name"] = "Sports"
    return made


def _entry(luck, numbers, name):
    return {
        "name": name,
        "lead_title": luck.choice(WORDS["titles"]),
        "lead_name": _person(luck),
        "phone": _number(numbers),
        "fax": _number(numbers),
        "email": f"{name.lower().replace(' ', '-')}@example.org",
        "location": f"{luck.choice(WORDS['buildings'])} - Room {luck.randint(1, 499)}",
        "hours": f"Monday to Friday, {luck.randint(6, 9)} to {luck.randint(3, 7)}",
        "summary": _sentence(luck),
        "body": "".join(f"<p>{' '.join(_sentence(luck) for _ in range(3))}</p>" for _ in range(2)),
        "lines": [
            {"role": luck.choice(WORDS["roles"]), "name": _person(luck), "phone": _number(numbers)} for _ in range(2)
        ],
    }


def _person(luck):
    return f"{luck.choice(WORDS['first_names'])} {luck.choice(WORDS['last_names'])}"


def _number(numbers):
    return f"414-475-{next(numbers)}"


def _sentence(luck):
    verb, thing, people = (luck.choice(WORDS[of]) for of in ("verbs", "things", "people"))
    return f"It {verb} {thing} for {people}."
