"""
Sheets in the shapes that offices send, with invented names and numbers, and what each says: {kind: {address: values}},
values without those that are blank.
"""

from pathlib import Path

from departments.models.facts import ENTRY

# What is compared, each with its blank.
_TOLD = {fact.name: fact.blank for fact in ENTRY.values() if fact.name != "position"} | {"office": "", "contacts": []}
HERE = Path(__file__).parent


def _number(digits):
    return f"+1 414-555-{digits}"


def _lead(title, name, phone="", fax="", **more):
    values = {"lead_title": title, "lead_name": name, "phone": phone and _number(phone), "fax": fax and _number(fax)}
    return {field: value for field, value in (values | more).items() if value}


_LAKESIDE = {"name": "Office of Lakeside Programs"} | _lead("Chief Program Officer", "Marta Quill", "0110")
_GARDEN = {"name": "Garden Learning", "office": "lakeside-programs"} | _lead("Director", "Odell Pruitt", "0111", "0112")
_BOATS = {"name": "Boat Safety", "office": "lakeside-programs"} | _lead("Director", "Ines Varga", "0113")
_PLAIN = {"office": {"lakeside-programs": _LAKESIDE}, "department": {"garden-learning": _GARDEN, "boat-safety": _BOATS}}
_DESK = {"email": "desk@example.org"}
_DEMO = {"name": "Office of Demo", "phone": _number("0100")}


def _at_lakeside(name, *lead, **more):
    return {"name": name, "office": "lakeside-programs"} | _lead(*lead, **more)


SAY = {
    "no office column 2025-26.csv": {
        "office": {
            "garden-learning": {"name": "Garden Learning", "email": "garden@example.org"}
            | _lead("Director", "Odell Pruitt", "0111", "0112"),
            "boat-safety": {"name": "Boat Safety"} | _lead("Director", "Ines Varga", "0113"),
        }
    },
    "synonyms 2025-26.csv": {kind: {slug: one | _DESK for slug, one in said.items()} for kind, said in _PLAIN.items()},
    "merged offices 2025-26.xlsx": _PLAIN,
    "no row for the office 2025-26.xlsx": _PLAIN | {"office": {"lakeside-programs": {"name": _LAKESIDE["name"]}}},
    "numbers as numbers 2025-26.xlsx": _PLAIN,
    "names and standings 2025-26.csv": {
        "office": {"lakeside-programs": _LAKESIDE},
        "department": {
            "garden-learning": _at_lakeside(
                "Garden Learning", "Director", "Odell Pruitt Jr.", "0111", lead_standing="interim"
            ),
            "boat-safety": _at_lakeside("Boat Safety", "Director", "", "0113", lead_standing="vacant"),
            "tide-tables": _at_lakeside("Tide Tables", "Director", "", "0115", lead_standing="vacant"),
            "knots": _at_lakeside("Knots", "Co-Directors", "Al Roy and Kim Ode", "0116"),
            "ropes": _at_lakeside("Ropes", "Director", "Lee Moss", "0117", lead_standing="acting"),
        },
    },
    "windows-1252 2025-26.csv": {
        "office": {"lakeside-programs": _LAKESIDE},
        "department": {
            "garden-learning": _GARDEN,
            "boat-safety-ahoy": _at_lakeside("Boat Safety – “Ahoy”", "Director", "Inés Varga", "0113"),
        },
    },
    "semicolons 2025-26.csv": _PLAIN,
    "tabs 2025-26.tsv": _PLAIN,
    "a sheet for each office 2025-26.xlsx": {
        "office": {
            "lakeside-programs": _LAKESIDE,
            "harbor": {"name": "Office of Harbor"} | _lead("Chief", "Ty Oaks", "0120"),
        },
        "department": {
            "garden-learning": _GARDEN,
            "boat-safety": _BOATS,
            "cranes": {"name": "Cranes", "office": "harbor"} | _lead("Director", "Jo Wu", "0121"),
        },
    },
    "Directory 2025-2026 - Sheet1.csv": _PLAIN,
    "dates formulas links 2025-26.xlsx": {
        "office": {
            "lakeside-programs": {"name": _LAKESIDE["name"], "email": "mq@example.org", "hours": "8:00 AM"}
            | _lead("Chief", "Marta Quill", "0110")
        },
        "department": {
            "garden-learning": _at_lakeside(
                "Garden Learning", "Director", "Odell Pruitt", "0111", email="op@example.org", hours="8-4"
            ),
            "boat-safety": _BOATS | {"email": "iv@example.org", "hours": "8-4", "contacts": ["front@example.org"]},
        },
    },
    "2025-26 hidden row.xlsx": {
        "office": {"demo": _DEMO},
        "department": {"demo-one": {"name": "Demo One", "office": "demo", "phone": _number("0102")}},
    },
    "2025-26 one formatted cell far below.xlsx": {
        "office": {"demo": _DEMO},
        "department": {"demo-one": {"name": "Demo One", "office": "demo", "phone": _number("0101")}},
    },
    "2025-26 phone in column 73.xlsx": {"office": {"demo": _DEMO}},
    "2025-26 strict open xml.xlsx": {"office": {"demo": _DEMO}},
    "2025-26 sep line.csv": {"office": {"demo": _DEMO}},
    "2025-26 two extensions.csv": {
        "office": {"demo": _DEMO | {"phone": _number("0100 ext. 12"), "contacts": [_number("0100 ext. 13")]}}
    },
}


def said(edition) -> dict:
    """What `edition` says, as `SAY` has it."""
    found = {}
    for kind, slug, values in edition.each():
        told = {name: value for name, value in values.items() if name in _TOLD and value not in (None, [], _TOLD[name])}
        if lines := told.get("contacts"):
            told["contacts"] = [line["phone"] or line["email"] or line["name"] for line in lines]
        found.setdefault(kind, {})[slug] = told
    return found
