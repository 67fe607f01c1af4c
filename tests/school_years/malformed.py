"""Bundles that are broken in 200 and more ways, each made of a whole one. For tests."""

import gzip
import io
import json
import random
import zipfile

from tests.making import picture_file

LABEL = "2025-26"


def records():
    """A whole fixture: an office with a picture, a department, a unit and two contact lines."""
    year = {"label": LABEL, "starts_on": "2025-07-01", "ends_on": "2026-06-30"}
    office = {"school_year": [LABEL], "slug": "academics", "name": "Office of Academics", "position": 1}
    office |= {"lead_title": "Chief", "lead_name": "Jill Derrick", "lead_standing": "acting"}
    office |= {"phone": "+1 414-475-8393", "email": "a@example.org", "image": "images/door.png", "image_alt": "A door"}
    office |= {"body": "<p>What we do.</p>", "confirmed_on": "2025-06-01", "retired_at": None}
    department = {"school_year": [LABEL], "office": [LABEL, "academics"], "parent": None, "slug": "science"}
    department |= {"name": "Science", "position": 1, "fax": "+1 414-475-8457", "image_decorative": False}
    unit = department | {"slug": "physics", "name": "Physics", "parent": [LABEL, "science"], "position": 2}
    line = {"office": [LABEL, "academics"], "department": None, "position": 1, "role": "Secretary", "kind": "voice"}
    other = {"office": None, "department": [LABEL, "science"], "position": 1, "name": "Leon Groce"}
    kinds = ("schoolyear", "office", "department", "department", "contact", "contact")
    fields = (year, office, department, unit, line | {"phone": "+1 414-252-0221"}, other)
    return [{"model": f"departments.{kind}", "fields": one} for kind, one in zip(kinds, fields, strict=True)]


def text(found):
    return json.dumps(found).encode()


def zipped(files, *, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def whole():
    return {"directory.json": text(records()), "images/door.png": picture_file().getvalue()}


def write(folder, files):
    """Write `files`, {name: bytes}, and return the path to load: the folder, or the one file that is no bundle."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder / next(iter(files)) if len(files) == 1 and "directory.json" not in files else folder


def every():
    """{what is wrong: {file name: bytes}}, the same at every call."""
    broken = {}
    for make in (_values, _records, _truncated, _encodings, _pictures, _containers, _swapped, _shuffled):
        broken |= make()
    return broken


def _with(place, **fields):
    found = records()
    for name, value in fields.items():
        found[place]["fields"][name] = value
    return whole() | {"directory.json": text(found)}


_WRONG = {
    # a field that is a text: values that are none, or not that text
    "name": [None, "", 7, True, [], {}, "x" * 201, " \x07\n", "half \ud800"],
    "slug": [None, "", "two words", "ä!", "x" * 101, 3, ["a"]],
    "lead_standing": [None, "", "boss", "Acting", 1],
    "phone": [None, "12", "call us", 4144758393, "+1 414-475-839", "414-475-8393 and 414-475-8394", ["414"]],
    "fax": [None, "none", "+1 999-999-9999", False],
    "email": [None, "nobody", "a@", "a b@example.org", 0],
    "image_alt": [None, 5, "x" * 301],
    "image_decorative": [None, "false", 0, 1, "", True],  # True beside words for the picture
    "summary": [None, 1, "half \udfff", []],
    "body": [
        "x" * 100_001,
        "<p>" * 5_001,
        None,
        1,
        "<script>alert(1)</script>",
        "<p onclick='x'>a</p>",
        "<iframe src='//x'></iframe>",
        "<table class='x'><tr><td>a</td></tr></table>",
        "<a href='javascript:x'>a</a>",
        "half \ud800",
        "<p style='color:red'>a</p>",
    ],
    "position": [None, -1, 1.5, "1", True, 2**31, 10**40, 1e3],
    "succeeds": [None, "two, addresses", "a  b", 9, "a!"],
    "retired_at": [
        "",
        "2025-06-01",
        "2025-06-01T10:00:00",
        "soon",
        5,
        "9999-12-31T23:59:59-12:00",
        "2025-13-01T00:00:00Z",
    ],
    "confirmed_on": ["", "1 June", "2025-02-30", "2025-6-1", 20250601, "2025-06-01T00:00:00Z"],
    "also_known_as": [None, 4, ["HR"]],
    "location": [None, "x" * 201, "half \udc00"],
    "hours": [None, {}, "x" * 201],
    "nickname": ["unknown field"],
    "\ud800name": ["a damaged field"],
    "school_year": [None, "2025-26", ["2024-25"], [], [2025]],
}


def _values():
    broken = {}
    for name, values in _WRONG.items():
        for value in values:
            broken[f"office {name} is {value!r:.40}"] = _with(1, **{name: value})
            if name in ("phone", "position", "name", "school_year", "slug"):
                broken[f"department {name} is {value!r:.40}"] = _with(2, **{name: value})
    for value in (None, "academics", ["2025-26"], ["2024-25", "academics"], ["2025-26", "nowhere"], [1, 2], {}):
        broken[f"department's office is {value!r}"] = _with(2, office=value)
    for value in ("science", [LABEL, "nowhere"], [LABEL, "physics"], ["2024-25", "science"], 3):
        broken[f"unit's parent is {value!r}"] = _with(3, parent=value)
    for name, value in (
        ("label", "2025"),
        ("label", "2025-27"),
        ("label", None),
        ("starts_on", "July"),
        ("label", 2025),
        ("ends_on", "2025-01-01"),
        ("label", "../../"),
    ):
        broken[f"year's {name} is {value!r}"] = _with(0, **{name: value})
    for name, value in (
        ("kind", "carrier pigeon"),
        ("phone", "x"),
        ("position", "first"),
        ("office", None),
        ("department", [LABEL, "science"]),
        ("office", [LABEL, "nowhere"]),
        ("role", 5),
        ("shoe_size", 44),
    ):
        broken[f"contact line's {name} is {value!r}"] = _with(4, **{name: value})
    broken["contact line says nothing"] = _with(5, name="")
    return broken


def _records():
    broken = {}

    def changed(what, change):
        found = records()
        change(found)
        broken[what] = whole() | {"directory.json": text(found)}

    for place, record in enumerate(records()):
        kind = record["model"].removeprefix("departments.")
        changed(f"primary key on {kind} {place}", lambda found, place=place: found[place].update(pk=1))
        changed(f"no fields in {kind} {place}", lambda found, place=place: found[place].pop("fields"))
        changed(f"no model in {kind} {place}", lambda found, place=place: found[place].pop("model"))
        changed(f"{kind} {place} is twice there", lambda found, place=place: found.append(found[place]))
        changed(f"{kind} {place} is a list", lambda found, place=place: found.__setitem__(place, [1]))
        changed(f"{kind} {place} is a user", lambda found, place=place: found[place].update(model="auth.user"))
    changed("no school year", lambda found: found.pop(0))
    changed("office left out", lambda found: found.pop(1))
    changed("department left out", lambda found: found.pop(2))
    return broken


def _truncated():
    data = text(records())
    whole_zip, packed = zipped(whole()), gzip.compress(data, mtime=0)
    return (
        {f"text cut after {size} bytes": {"2025-26.json": data[:size]} for size in range(0, len(data), 61)}
        | {f".zip cut after {size} bytes": {"2025-26.zip": whole_zip[:size]} for size in range(0, len(whole_zip), 97)}
        | {f"gzip cut after {size} bytes": {"2025-26.json.gz": packed[:size]} for size in range(1, len(packed), 53)}
    )


def _encodings():
    data = text(records()).decode().replace("Science", "Séance – ☎")
    broken = {f"in {name}": {"2025-26.json": data.encode(name, "replace")} for name in ("utf-16", "utf-32", "cp037")}
    broken["in Latin-1"] = {"2025-26.json": data.replace("– ☎", "").encode("latin-1")}
    broken["Infinity"] = {"2025-26.json": data.replace('"position": 1', '"position": Infinity', 1).encode()}
    broken["NaN"] = {"2025-26.json": data.replace('"position": 1', '"position": NaN', 1).encode()}
    broken["a name twice"] = {"2025-26.json": data.replace('"position": 1', '"slug": "x", "position": 1', 1).encode()}
    broken["5,000 digits"] = {"2025-26.json": data.replace('"position": 1', f'"position": {"9" * 5000}', 1).encode()}
    broken["deep"] = {"2025-26.json": b"[" * 200_000}
    broken["a lone surrogate"] = {"2025-26.json": data.replace("Séance", "\\ud800").encode()}
    return broken


def _pictures():
    good = picture_file().getvalue()
    pictures = {
        "is text": b"not a picture",
        "is empty": b"",
        "is cut": picture_file(200, 200, format="JPEG").getvalue()[:400],
        "is an SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "is TIFF": picture_file(format="TIFF").getvalue(),
        "is one pixel": picture_file(1, 1).getvalue(),
        "is too long": picture_file(12_001, 2).getvalue(),
        "is a fixture": text(records()),
        "is a PDF": b"%PDF-1.4\n" + good,
    }
    broken = {f"picture {what}": whole() | {"images/door.png": data} for what, data in pictures.items()}
    broken["picture is missing"] = {"directory.json": text(records())}
    for name in ("../door.png", "/etc/passwd", "images/../../door.png", "door.png", "images", "images/" + "x" * 200):
        broken[f"picture is called {name:.30}"] = _with(1, image=name)
    return broken


def _containers():
    data, picture = text(records()), picture_file().getvalue()
    zips = {
        "climbs": {"directory.json": data, "../images/door.png": picture},
        "climbs by backslash": {"directory.json": data, "images\\..\\..\\door.png": picture},
        "is absolute": {"directory.json": data, "/images/door.png": picture},
        "has no fixture": {"images/door.png": picture},
        "is empty": {},
        "has a fixture two folders down": {"a/b/directory.json": data, "c/x": b""},
        "has a picture that unpacks to 21 MB": {"directory.json": data, "images/door.png": b"\0" * (21 << 20)},
        "has a drive letter": {"directory.json": data, "c:/images/door.png": picture},
    }
    broken = {f".zip {what}": {"2025-26.zip": zipped(files)} for what, files in zips.items()}
    link = zipfile.ZipInfo("images/door.png")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("directory.json", data)
        archive.writestr(link, "/etc/passwd")
    broken[".zip has a link"] = {"2025-26.zip": file.getvalue()}
    broken[".zip has other bytes than it says"] = {
        "2025-26.zip": zipped(whole(), compression=zipfile.ZIP_STORED).replace(b"Jill", b"Bill", 1)
    }
    return broken


def _swapped():
    data, picture = text(records()), picture_file().getvalue()
    return {
        "a picture for the fixture": {"directory.json": picture, "images/door.png": picture},
        "a .zip called .json that is none": {"2025-26.json": b"PK\x03\x04" + data},
        "a picture called .zip": {"2025-26.zip": picture},
        "a fixture called .xlsx": {"2025-26.xlsx": data},
        "a bundle called .xlsx": {"2025-26.xlsx": zipped(whole())},
        "a picture called .csv": {"2025-26.csv": picture},
        "a fixture called .csv": {"2025-26.csv": data},
        "an empty file": {"2025-26.json": b""},
        "a list of nothing": {"2025-26.json": b"[]"},
        "an object": {"2025-26.json": b"{}"},
        "a number": {"2025-26.json": b"7"},
        "null": {"2025-26.json": b"null"},
        "a page of HTML": {"2025-26.json": b"<!doctype html><p>Sign in</p>"},
        "a gzip of a picture": {"2025-26.json.gz": gzip.compress(picture, mtime=0)},
    }


def _shuffled():
    """Single bytes replaced at random, of which only those that break something are kept."""
    luck, data, broken = random.Random(2025), text(records()), {}
    while len(broken) < 40:
        changed = bytearray(data)
        for _ in range(3):
            changed[luck.randrange(len(changed))] = luck.randrange(256)
        try:
            json.loads(bytes(changed))
        except ValueError:
            broken[f"random bytes {len(broken)}"] = {"2025-26.json": bytes(changed)}
    return broken
