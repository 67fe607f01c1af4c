"""School years that hypothesis makes: whatever the forms let through, in any order. For tests."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from departments.models import Contact, Entry
from departments.models.facts import InSight, Language
from departments.school_years.edition import Edition
from departments.school_years.edition_reading import LEAD
from departments.words import plain_text, richtext
from departments.words.standing_words import understood

_character = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
_text = st.text(_character, max_size=20).map(plain_text.line)
_name = _text.filter(bool)
_lines = st.lists(_name, max_size=3).map("\n".join)
_slug = st.from_regex(r"[a-z]([-a-z0-9]{0,12}[a-z0-9])?", fullmatch=True)
_phone = st.sampled_from(["", "+1 414-475-8393", "+1 414-475-8457 ext. 012", "+1 888-814-4026", "+44 20 7219 4272"])
_email = st.sampled_from(["", "front.desk@example.org"])
_moment = st.datetimes(datetime(1990, 1, 1)).map(lambda at: at.replace(tzinfo=UTC).isoformat())
_markup = st.lists(
    _text | st.sampled_from(["<p>", "</p>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<em>", "</em>", "<br>", "&"]),
    max_size=8,
)
_line = st.fixed_dictionaries(
    {
        "role": _text,
        "name": _text,
        "phone": _phone,
        "kind": st.sampled_from(Contact.Kind.values),
        "email": _email,
        "note": _text,
        "languages": _text,
    }
).filter(lambda line: line["role"] or line["name"] or line["phone"] or line["email"])


def _entry(pictures):
    return st.fixed_dictionaries(
        {
            "name": _name,
            "also_known_as": _lines,
            "lead_title": _text,
            "lead_name": _text,
            "lead_standing": st.sampled_from(Entry.Standing.values),
            "lead_as_typed": st.booleans(),
            "phone": _phone,
            "fax": _phone,
            "email": _email,
            "location": _text,
            "hours": _text,
            "languages": _text,
            "website": st.sampled_from(["", "https://www.example.org/arts?a=b&c=d"]),
            "image": st.sampled_from(["", *pictures]),
            "image_alt": _text,
            "image_decorative": st.booleans(),
            "image_in_sight": st.sampled_from(InSight.values),
            "written_in": st.sampled_from(Language.values),
            "summary": _lines,
            "body": _markup.map("".join).map(richtext.sanitise),
            "position": st.integers(0, 3),  # some at the same place
            "succeeds": st.lists(_slug, max_size=2).map(" ".join),
            "retired_at": st.none() | _moment,
            "confirmed_on": st.none() | st.dates(date(1990, 1, 1)).map(date.isoformat),
            "contacts": st.lists(_line, max_size=3),
        }
    ).map(_as_forms_keep_it)


def _as_forms_keep_it(entry):
    typed = [entry[name] for name in LEAD]
    lead = understood(*typed, as_typed=entry["lead_as_typed"])
    lead = lead._replace(name="") if lead.standing == Entry.Standing.VACANT else lead
    decorative = entry["image_decorative"] and not entry["image_alt"]
    return entry | dict(zip(LEAD, lead, strict=True)) | {"image_decorative": decorative}


@st.composite
def editions(draw, pictures=()):
    """The edition of 2025-26 with a few offices, departments and units; its pictures are some of `pictures`."""
    edition, entry = Edition("2025-26", {"starts_on": "2025-07-01", "ends_on": "2026-06-30"}), _entry(pictures)
    for slug in draw(st.lists(_slug, unique=True, max_size=3)):
        edition.offices[slug] = draw(entry)
    for slug in draw(st.lists(_slug, unique=True, max_size=5)) if edition.offices else ():
        office = draw(st.sampled_from(sorted(edition.offices)))
        tops = [s for s, v in edition.departments.items() if v["office"] == office and v["parent"] is None]
        edition.departments[slug] = draw(entry) | {"office": office, "parent": draw(st.sampled_from([None, *tops]))}
    return edition
