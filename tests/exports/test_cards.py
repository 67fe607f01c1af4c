"""What is on a contact card, as another program (vobject) reads it."""

import base64
import io
import logging
import warnings

import icalendar.parser
import pytest
import vobject
from PIL import Image
from vcard import vcard_validator

from departments.exports import cards
from departments.page import pictures
from tests.exports.making import department, line, published
from tests.making import make_picture
from tests.words.names import NAMES


def _cards(page):
    """The cards of a page, by the name they show."""
    text = b"".join(cards.stream([page])).decode()
    return {card.fn.value: card for card in vobject.readComponents(text)}


def _numbers(card):
    return [(line.value, line.params["TYPE"]) for line in card.contents.get("tel", [])]


def _note(card):
    return card.note.value.split("\n") if "note" in card.contents else []


def test_a_page_has_a_card_for_the_office_every_department_and_every_person():
    page = published(
        department(lead_title="Director", lead_name="Leon Groce"),
        department("unit", name="Circles", parent="restorative-practices", contacts=(line("Secretary", "Ann Roe"),)),
        lead_name="Paulette Chambers",
    )
    assert {name: card.org.value for name, card in _cards(page).items()} == {
        "Office of the Chief of Staff": ["Office of the Chief of Staff"],
        "Paulette Chambers": ["Office of the Chief of Staff"],
        "Restorative Practices": ["Office of the Chief of Staff", "Restorative Practices"],
        "Leon Groce": ["Office of the Chief of Staff", "Restorative Practices"],
        "Circles": ["Office of the Chief of Staff", "Restorative Practices", "Circles"],
        "Ann Roe": ["Office of the Chief of Staff", "Restorative Practices", "Circles"],
    }


def test_the_card_of_an_office_byte_for_byte():
    page = published(
        also_known_as="COS\nChief, of Staff",
        lead_title="Superintendent",
        lead_name="Eduardo Galván",
        lead_standing="acting",
        phone="+1 414-475-8393 ext. 12",
        fax="+1 414-475-8457",
        email="cos@example.org",
        location="Central Services - Room 230",
        hours="8 to 4",
    )
    assert cards.of_entry(page, page.page) == "\r\n".join(
        [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "FN:Office of the Chief of Staff",
            "N:;;;;",
            "ORG:Office of the Chief of Staff",
            "ADR;TYPE=WORK:;;Central Services - Room 230;;;;",
            "URL:https://directory.example.org/offices/chief-of-staff/",
            "UID:urn:uuid:b4dba9d1-6439-5f66-b4d4-41a9c919a754",
            "REV:2024-07-01T05:00:00Z",
            "X-ABShowAs:COMPANY",
            r"NICKNAME:COS,Chief\, of Staff",
            "TEL;TYPE=WORK,VOICE,PREF:+1-414-475-8393",
            "TEL;TYPE=WORK,FAX:+1-414-475-8457",
            "EMAIL;TYPE=INTERNET:cos@example.org",
            r"NOTE:Acting Superintendent: Eduardo Galván\nPhone: 414-475-8393 ext. 12\nH",
            " ours: 8 to 4",
            "END:VCARD",
            "",
        ]
    )


def test_an_office_is_a_company_and_a_department_and_a_person_are_contacts_in_it():
    lead = {"lead_title": "Director", "lead_name": "Leon Groce"}
    found = _cards(published(department(**lead), lead_name="Paulette Chambers"))
    told = {name: (card.n.value.family, "x-abshowas" in card.contents) for name, card in found.items()}
    assert told == {
        "Office of the Chief of Staff": ("", True),
        "Paulette Chambers": ("Chambers", False),
        "Restorative Practices": ("Restorative Practices", False),
        "Leon Groce": ("Groce", False),
    }


def test_the_room_stands_where_address_books_read_a_street():
    page = published(location="Central Services, Room 230")
    address = _cards(page)["Office of the Chief of Staff"].adr.value
    assert (address.street, address.extended, address.box, address.city) == ("Central Services, Room 230", "", "", "")


def test_a_card_has_its_picture_where_it_is_asked_for():
    page = published(image=make_picture(width=500, height=300), image_alt="A desk")
    plain, pictured = (cards.of_entry(page, page.page, with_picture=asked) for asked in (False, True))
    assert "PHOTO" not in plain
    (card,) = vobject.readComponents(pictured)
    with Image.open(io.BytesIO(card.photo.value)) as image:
        assert (image.format, image.size) == ("JPEG", (400, 240))
    assert max(len(one.encode()) for one in pictured.split("\r\n")) <= 75
    none = published()
    assert "PHOTO" not in cards.of_entry(none, none.page, with_picture=True)


def test_a_store_that_is_gone_costs_the_picture_and_not_the_card(monkeypatch, caplog):
    page = published(image=make_picture(), image_alt="A desk")
    monkeypatch.setattr(pictures, "is_stored", lambda name: 1 / 0)
    with caplog.at_level(logging.ERROR):
        card = cards.of_entry(page, page.page, with_picture=True)
    assert "FN:Office of the Chief of Staff" in card and "PHOTO" not in card
    assert "is left out of a card" in caplog.text


def _everything():
    lines = (
        line("Secretary", "José Díaz, Ph.D.", "+1 414-475-8466 ext. 34", note="mornings; or 1, 2"),
        line("TTY", phone="+1 888-814-4026", kind="tty"),
        line("", phone="+1 414-475-8001", kind="text"),
    )
    lead = {"lead_title": "Director", "lead_name": "Leon “Lee” Groce", "lead_standing": "acting"}
    part = department(contacts=lines, also_known_as="RP\nCircles, and more", location="Room 2; left", **lead)
    office = {"phone": "+1 414-475-8393 ext. 12", "fax": "+1 414-475-8457", "email": "cos@example.org"}
    return published(part, hours="8 to 4, Ελληνικά " * 9, image=make_picture(), image_alt="A desk", **office)


def test_three_other_programs_read_the_same():
    """vobject, icalendar line by line, and vcard, which refuses what RFC 2426 has not."""
    page = _everything()
    texts = [cards.of_entry(page, page.page, with_picture=True), *cards.of(page, page.page)]
    for text in texts:
        (card,) = vobject.readComponents(text)
        lines = [one.parts() for one in icalendar.parser.Contentlines.from_ical(text) if one]
        for name in ("FN", "TEL", "NOTE", "EMAIL", "URL", "UID"):
            read = [value for given, _, value in lines if given == name]
            assert read == [one.value for one in card.contents.get(name.lower(), [])]
        for photo in (value for name, _, value in lines if name == "PHOTO"):
            assert base64.b64decode(photo) == card.photo.value


def test_a_strict_reader_finds_no_fault(tmp_path):
    page = _everything()
    text = "".join(cards.of(page, page.page)).encode("latin-1", "replace").decode("latin-1")  # the characters it knows
    # It knows the types of addresses in small letters only, and none of the X- that the RFC leaves to everybody.
    for ours, known in (("ADR;TYPE=WORK:", "ADR;TYPE=work:"), ("X-TTY-TDD", "VOICE"), ("X-TEXT", "VOICE")):
        text = text.replace(ours, known)
    (tmp_path / "cards.vcf").write_text(text, encoding="utf-8", newline="")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of lines that it would fold elsewhere, and of what it holds for a default
        assert vcard_validator.validate_file(str(tmp_path / "cards.vcf"), False) == ""
        (tmp_path / "cards.vcf").write_text(text.replace("FN:", "XFN:"), encoding="utf-8", newline="")
        assert "FN" in vcard_validator.validate_file(str(tmp_path / "cards.vcf"), False)


def test_a_person_has_their_name_in_parts_their_title_and_how_to_reach_them():
    lead = {"lead_title": "Director", "lead_name": "John R. Hill, Ph.D.", "phone": "+1 414-475-8873"}
    card = _cards(published(department(**lead, email="ccr@example.org")))["John R. Hill, Ph.D."]
    name = card.n.value
    assert (name.family, name.given, name.additional, name.suffix) == ("Hill", "John", "R.", "Ph.D.")
    assert card.title.value == "Director"
    assert _numbers(card) == [("+1-414-475-8873", ["WORK", "VOICE", "PREF"])]
    assert card.email.value == "ccr@example.org"
    assert card.url.value == "https://directory.example.org/offices/chief-of-staff/#restorative-practices"


@pytest.mark.parametrize(("name", "parts"), [(name, parts) for name, _, parts in NAMES])
def test_a_name_has_these_parts(name, parts):
    page = published(contacts=(line(name=name),))
    _, card = cards.of(page, page.page)
    assert f"\r\nN:{parts}\r\n" in card.replace("\r\n ", "")


def test_what_stands_in_a_name_and_is_none_has_its_own_place():
    page = published(contacts=(line(name="William “Bill” Hall (on leave)"), line(name="Ann Roe and Joe Poe")))
    hall, roe = list(_cards(page).values())[1:]
    assert (hall.fn.value, hall.nickname.value, _note(hall)) == (
        "William “Bill” Hall (on leave)",
        "Bill",
        ["(on leave)"],
    )
    assert (roe.fn.value, roe.n.value.family, _note(roe)) == ("Ann Roe and Joe Poe", "Roe", ["and Joe Poe"])


@pytest.mark.parametrize(
    ("standing", "title", "note"),
    [
        ("appointed", "Director", []),
        ("acting", "Acting Director", ["Acting: leads until the post is filled."]),
        ("interim", "Interim Director", ["Interim: leads until the post is filled."]),
        ("on_leave", "Director", ["On leave."]),
    ],
)
def test_the_standing_of_a_lead_is_told(standing, title, note):
    page = published(department(lead_title="Director", lead_name="Leon Groce", lead_standing=standing))
    card = _cards(page)["Leon Groce"]
    assert (card.title.value, _note(card)) == (title, note)


def test_a_vacant_post_is_told_and_has_no_card_of_its_own():
    found = _cards(published(department(lead_title="Director", lead_name="Left Long Ago", lead_standing="vacant")))
    assert list(found) == ["Office of the Chief of Staff", "Restorative Practices"]
    assert _note(found["Restorative Practices"]) == ["Director: vacant"]


def test_each_kind_of_number_has_its_type_and_a_line_that_names_nobody_is_its_departments():
    lines = (
        line("TTY", phone="+1 888-814-4026", kind="tty"),
        line("After hours", phone="+1 414-475-8000 ext. 7", note="nights"),
        line("", phone="+1 414-475-8001", kind="text"),
        line("Sign language", phone="+1 414-475-8002", kind="video_relay"),
        line("Records", phone="+1 414-475-8003", kind="fax"),
    )
    card = _cards(published(department(contacts=lines)))["Restorative Practices"]
    assert _numbers(card) == [
        ("+1-888-814-4026", ["X-TTY-TDD"]),
        ("+1-414-475-8000", ["WORK", "VOICE"]),
        ("+1-414-475-8001", ["X-TEXT"]),
        ("+1-414-475-8002", ["WORK", "VIDEO"]),
        ("+1-414-475-8003", ["WORK", "FAX"]),
    ]
    assert _note(card) == [
        "TTY: 888-814-4026",
        "After hours: 414-475-8000 ext. 7, nights",
        "Text messages: 414-475-8001",
        "Sign language (video relay): 414-475-8002",
        "Records (fax): 414-475-8003",
    ]


def test_an_extension_is_in_no_number_that_is_dialled_and_in_the_note_of_every_card():
    """Android makes +1-414-475-8393 ext. 12 the number +1414475839312."""
    contact = line("Secretary", "Ann Roe", "+1 414-475-8466 ext. 34")
    found = _cards(published(lead_name="Leon Groce", phone="+1 414-475-8393 ext. 12", contacts=(contact,)))
    assert {name: ([number for number, _ in _numbers(card)], _note(card)) for name, card in found.items()} == {
        "Office of the Chief of Staff": (
            ["+1-414-475-8393"],
            [
                "Head: Leon Groce",
                "Phone: 414-475-8393 ext. 12",
                "Secretary: Ann Roe, 414-475-8466 ext. 34",
            ],
        ),
        "Leon Groce": (["+1-414-475-8393"], ["Phone: 414-475-8393 ext. 12"]),
        "Ann Roe": (["+1-414-475-8466"], ["Phone: 414-475-8466 ext. 34"]),
    }


def test_one_person_in_two_places_of_a_department_has_one_card():
    contact = line("After hours", "leon groce", "+1 414-475-8000", email="lg@example.org", note="nights")
    page = published(
        department(lead_title="Director", lead_name="Leon Groce", phone="+1 414-252-0221", contacts=(contact,))
    )
    card = _cards(page)["Leon Groce"]
    assert "leon groce" not in _cards(page)
    assert [number for number, _ in _numbers(card)] == ["+1-414-252-0221", "+1-414-475-8000"]
    assert (card.title.value, card.email.value, _note(card)) == ("Director", "lg@example.org", ["nights"])


def test_what_cannot_be_dialled_is_no_number_and_a_name_of_signs_no_person():
    found = _cards(published(contacts=(line("Front desk", "?!", "ask inside"),)))
    assert list(found) == ["Office of the Chief of Staff"]
    assert _numbers(found["Office of the Chief of Staff"]) == []
    assert _note(found["Office of the Chief of Staff"]) == ["Front desk: ?!, ask inside"]


def test_a_saved_card_is_replaced_by_a_newer_one_and_never_by_an_earlier_years():
    before, after = published(name="One name"), published(name="Another", phone="+1 414-475-8393")
    archived = published(archive=True)
    (one,), (other,), (old,) = (_cards(page).values() for page in (before, after, archived))
    assert one.uid.value == other.uid.value != old.uid.value
    assert old.url.value == "https://directory.example.org/years/2024-25/offices/chief-of-staff/"
    assert _note(old) == ["From the directory of the school year 2024-25."]


def test_whoever_comes_after_has_another_card_and_a_department_that_moves_keeps_its_own():
    first, second = (
        _cards(published(department(lead_name=name), **office))
        for name, office in [("Leon Groce", {}), ("Ann Roe", {"slug": "academics", "name": "Academics"})]
    )
    assert first["Leon Groce"].uid.value != second["Ann Roe"].uid.value
    assert first["Restorative Practices"].uid.value == second["Restorative Practices"].uid.value


def test_no_card_has_an_empty_line():
    text = b"".join(cards.stream([published(department())])).decode()
    assert [one for one in text.split("\r\n") if one.endswith(":")] == []
