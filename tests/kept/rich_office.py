"""An office that uses everything a page can have, as a bundle: the file and the pictures that a district would send."""

import io
import json
from pathlib import Path

from PIL import Image, ImageDraw

LABEL, SLUG = "2024-25", "family-services"
TEXT = (
    "<h2>What we do</h2><p>We help <strong>families</strong> find <em>the right</em> person.<br>Ask us first.</p>"
    "<h3>In person</h3><ul><li>At the welcome center</li><li>At your school</li></ul>"
    "<ol><li>Write to us.</li><li>We call back.</li></ol><blockquote><p>Nobody is sent away.</p></blockquote>"
    '<p><a href="https://example.org/families?a=1&amp;b=2">Read more</a>, '
    '<a href="mailto:families@example.org">write</a> or <a href="tel:+14144758000">call</a>.</p>'
)


def write_bundle(folder: Path) -> Path:
    """Write the bundle to `folder`, which is made, and return it."""
    (folder / "images").mkdir(parents=True)
    for name, colour in (("welcome.png", "#2a6f97"), ("door.png", "#c05621"), ("hands.png", "#38761d")):
        (folder / "images" / name).write_bytes(_picture(colour))
    (folder / "directory.json").write_text(json.dumps(_records(), indent=1, ensure_ascii=False))
    return folder


def _picture(colour):
    """60 × 40 pixels: small enough to be kept in every form a page shows it in."""
    image = Image.new("RGB", (60, 40), colour)
    ImageDraw.Draw(image).ellipse((20, 8, 44, 32), fill="#f6e7c1")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _records():
    entries = [
        _record("schoolyear", label=LABEL, starts_on="2024-07-01", ends_on="2025-06-30"),
        _office(),
        *_departments(),
    ]
    return entries + [_record("contact", **line) for line in _lines()]


def _record(model, **values):
    return {"model": f"departments.{model}", "fields": values}


def _office():
    return _record(
        "office",
        school_year=[LABEL],
        slug=SLUG,
        name="Office of Family Services",
        also_known_as="OFS\nParent office\nOficina de servicios a las familias",
        lead_title="Chief of Family Services",
        lead_name="Dr. María José Ortega-Lindqvist, Ed.D.",
        lead_standing="appointed",
        phone="+1 414-475-8000 ext. 12",
        fax="+1 414-475-8001",
        email="families@example.org",
        location="Central Services - Room 112",
        hours="Weekdays 7:30 to 4:30, in summer to noon",
        image="images/welcome.png",
        image_alt="A round table seen from above",
        image_decorative=False,
        summary="Helps families & schools find each other. Ask here when you do not know whom to ask.",
        body=TEXT,
        position=9,
        succeeds="family-engagement parent-services",
        retired_at=None,
        confirmed_on=None,
    )


def _departments():
    yield _department(
        "family-welcome-center",
        1,
        name="Family Welcome Center",
        also_known_as="Welcome desk\nFWC",
        lead_title="Director",
        lead_name="Nguyễn Thị Hoa, PhD",
        lead_standing="acting",
        image="images/door.png",
        image_alt="An open door",
        succeeds="business-community-and-family-partnerships",
        body="<p>Come in. No appointment is needed.</p>",
        confirmed_on="2024-09-12",
    )
    yield _department(
        "translation",
        2,
        name="Translation & Interpreting",
        lead_title="Manager",
        lead_name="Leon Groce",
        lead_standing="interim",
        phone="+1 414-475-8020",
        image="images/hands.png",
        image_decorative=True,
        body=TEXT,
    )
    yield _department(
        "translation-hmong",
        3,
        name="Hmong Desk",
        parent=[LABEL, "translation"],
        lead_title="Coordinator",
        lead_name="Pa Houa Vang",
        lead_standing="on_leave",
    )
    yield _department(
        "translation-spanish",
        4,
        name="Spanish Desk",
        parent=[LABEL, "translation"],
        lead_title="Coordinator",
        lead_standing="vacant",
        summary="Mesa de español: ¿en qué podemos ayudarle?",
    )
    yield _department("homeless-education", 5, name="Homeless Education", lead_standing="vacant")
    yield _department(
        "family-hotline", 6, name="Family Hotline", phone="+1 414-475-8030", retired_at="2024-08-01T05:00:00Z"
    )


def _department(slug, position, **values):
    values = {"parent": None} | values
    return _record("department", school_year=[LABEL], office=[LABEL, SLUG], slug=slug, position=position, **values)


def _lines():
    office, department = {"office": [LABEL, SLUG], "department": None}, {"office": None}
    yield office | {"position": 1, "role": "Secretary", "name": "Ann Roe", "phone": "+1 414-475-8002", "kind": "voice"}
    yield office | {"position": 2, "role": "TTY", "phone": "+1 888-814-4026", "kind": "tty"}
    yield office | {"position": 3, "role": "Fax for records", "phone": "+1 414-475-8003", "kind": "fax"}
    yield office | {"position": 4, "role": "Text a question", "phone": "+1 414-475-8004", "kind": "text"}
    yield office | {
        "position": 5,
        "role": "Signed calls",
        "name": "Josefine Østergård",
        "phone": "+1 414-475-8005 ext. 7",
        "kind": "video_relay",
        "email": "signed@example.org",
        "note": "weekdays 9 to 3, except on days without school",
    }
    yield department | {
        "department": [LABEL, "family-welcome-center"],
        "position": 1,
        "role": "Front desk",
        "name": "Nguyễn Thị Hoa, PhD",
        "phone": "+1 414-475-8010",
        "kind": "voice",
    }
    yield department | {
        "department": [LABEL, "translation-hmong"],
        "position": 1,
        "role": "After hours",
        "email": "hmong@example.org",
        "kind": "voice",
        "note": "answered the next morning",
    }
