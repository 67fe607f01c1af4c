"""Checks before publishing: what stops a page, what deserves a look, and what neither should mention."""

import re
import time
from dataclasses import dataclass, replace
from datetime import date
from inspect import getmembers, isfunction

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from departments.management.sample import FIXTURES, LABELS
from departments.models import Contact, Department, Office
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage, from_draft
from departments.publishing import PublishRefused, checking, publish
from departments.publishing.checking import Finding, Level, errors, problems, warnings
from departments.publishing.draft import draft_of
from tests.making import make_department, make_office
from tests.page.test_office_page import PICTURE, office_pages

TODAY = date(2026, 11, 24)
NUMBER = "+1 414-475-8393"


def page_with(*departments, **values):
    values = {"school_year": "2024-25", "slug": "academics", "name": "Office of Academics", "phone": NUMBER} | values
    return OfficePage(**values, departments=departments)


def department(**values):
    return DepartmentPart(**{"slug": "arts", "name": "Arts", "phone": "+1 414-252-0221"} | values)


def found(page, **options):
    """The rule, field and sentence of each problem."""
    return [(problem.rule, problem.field, problem.sentence) for problem in problems(page, on=TODAY, **options)]


def rules_of_arts(**values):
    """Which rules mention a department of these values."""
    return [problem.rule for problem in problems(page_with(department(**values)), on=TODAY)]


def only(**values):
    """The one problem of a department with these values: its rule, level, field and sentence."""
    (problem,) = problems(page_with(department(**values)), on=TODAY)
    assert (problem.part, problem.slug) == (values.get("name", "Arts"), values.get("slug", "arts"))
    return problem.rule, problem.level.value, problem.field, problem.sentence


def test_a_page_with_nothing_wrong_has_no_problems():
    assert found(page_with(department())) == []


def test_a_problem_names_rule_level_record_field_and_what_to_do():
    assert problems(page_with(department(email="arts(at)example.org"), name=" "), on=TODAY) == (
        Finding(
            "name-missing",
            Level.ERROR,
            "academics",
            "",
            "name",
            "academics: the name is missing. Type it as it stands on the door.",
        ),
        Finding(
            "email-invalid",
            Level.ERROR,
            "Arts",
            "arts",
            "email",
            "Arts: the e-mail address “arts(at)example.org” is not one. Write it as name@example.org.",
        ),
    )


def test_errors_come_before_warnings_and_each_in_the_order_of_the_page():
    page = page_with(department(lead_title="", lead_name="Ann", email="x"), lead_name="Bea", fax="12")
    assert [(problem.level, problem.rule, problem.part) for problem in problems(page, on=TODAY)] == [
        ("error", "number-invalid", "Office of Academics"),
        ("error", "email-invalid", "Arts"),
        ("warning", "lead-without-a-title", "Office of Academics"),
        ("warning", "lead-without-a-title", "Arts"),
    ]


def test_every_rule_is_asked_and_says_why():
    for module, rules in [(errors, checking.RULES[Level.ERROR]), (warnings, checking.RULES[Level.WARNING])]:
        written = {
            function
            for name, function in getmembers(module, isfunction)
            if function.__module__ == module.__name__ and not name.startswith("_")
        }
        assert written == set(rules)
        assert all(rule.__doc__.strip().endswith(".") for rule in rules)
    rules = [rule for level in Level for rule in checking.RULES[level]]
    assert len({checking.name_of(rule) for rule in rules}) == len(rules) == 31


# Errors


@pytest.mark.parametrize(
    ("values", "rule", "field", "sentence"),
    [
        ({"name": "", "slug": "arts"}, "name-missing", "name", "arts: the name is missing."),
        ({"slug": "the arts"}, "address-invalid", "slug", "Arts: the address “the arts” cannot be used."),
        ({"slug": ""}, "address-invalid", "slug", "Arts: the address “” cannot be used."),
        (
            {"succeeds": "old arts/2"},
            "address-invalid",
            "succeeds",
            "Arts: the earlier address “arts/2” cannot be used.",
        ),
        ({"parent": "music"}, "parent-not-there", "parent", "Arts: it is a unit of “music”, which is no department"),
        ({"parent": "arts"}, "parent-not-there", "parent", "Arts: it is a unit of “arts”, which is no department"),
        (
            {"lead_standing": "retired"},
            "standing-unknown",
            "lead_standing",
            "Arts: the standing “retired” is none of ours.",
        ),
        (
            {"lead_standing": "vacant", "lead_title": "Director", "lead_name": "Jane Doe"},
            "vacant-with-a-name",
            "lead_standing",
            "Arts: the post is vacant and led by Jane Doe. Clear the name, or choose another standing.",
        ),
        (
            {"lead_title": "Director"},
            "lead-without-a-name",
            "lead_name",
            "Arts: “Director” has no name, so the page leaves it out. Choose “Vacant”, or type the name.",
        ),
        (
            {"lead_title": "Director", "lead_standing": "acting"},
            "lead-without-a-name",
            "lead_name",
            "Arts: “Director” has",
        ),
        (
            {"lead_standing": "interim"},
            "lead-without-a-name",
            "lead_name",
            "Arts: the standing is “Interim”, and nobody",
        ),
        ({"phone": "414-475-839"}, "number-invalid", "phone", "Arts: the phone 414-475-839 cannot be dialled."),
        ({"fax": "none"}, "number-invalid", "fax", "Arts: the fax none cannot be dialled."),
        (
            {"contacts": (ContactLine(role="Secretary", phone="12"),)},
            "number-invalid",
            "contacts",
            "Arts: the number of “Secretary” 12 cannot be dialled.",
        ),
        (
            {"contacts": (ContactLine(role="Secretary", email="jane@"),)},
            "email-invalid",
            "contacts",
            "Arts: the e-mail address of “Secretary” “jane@” is not one.",
        ),
        (
            {"website": "www.example.org"},
            "link-invalid",
            "website",
            "Arts: the website “www.example.org” leads nowhere.",
        ),
        (
            {"website": "javascript:alert(1)"},
            "link-invalid",
            "website",
            "Arts: the website “javascript:alert(1)” leads",
        ),
        (
            {"contacts": (ContactLine(role="Pager", kind="pager"),)},
            "kind-unknown",
            "contacts",
            "Arts: “Pager” is of the kind",
        ),
        (
            {"image": PICTURE},
            "picture-without-words",
            "image_alt",
            "Arts: the picture has no words. Say what it shows, or tick “only decoration”.",
        ),
        ({"image": PICTURE, "image_alt": " "}, "picture-without-words", "image_alt", "Arts: the picture has no words."),
        (
            {"image": "school.jpg", "image_decorative": True},
            "picture-missing",
            "image",
            "Arts: the picture’s file is missing",
        ),
        (
            {"summary": "One\x00two"},
            "characters-unseen",
            "summary",
            "Arts: the summary has characters in it that nobody",
        ),
        ({"body": "<p>\x0bHi</p>"}, "characters-unseen", "body", "Arts: the text has characters in it that nobody"),
        (
            {"contacts": (ContactLine(role="TTY", note="\x1b"),)},
            "characters-unseen",
            "contacts",
            "Arts: the note of “TTY” has characters in it that nobody",
        ),
        (
            {"hours": "x" * 201},
            "value-too-long",
            "hours",
            "Arts: the hours has 201 characters, and 200 fit. Shorten it.",
        ),
        (
            {"contacts": (ContactLine(role="TTY", note="x" * 301),)},
            "value-too-long",
            "contacts",
            "Arts: the note of “TTY” has 301 characters, and 300 fit. Shorten it.",
        ),
    ],
)
def test_an_error_names_the_field_and_what_to_do(values, rule, field, sentence):
    on_arts = [
        (problem.rule, problem.level, problem.field)
        for problem in problems(page_with(department(**values)), on=TODAY)
        if problem.sentence.startswith(sentence)
    ]
    assert on_arts == [(rule, Level.ERROR, field)]
    assert set(rules_of_arts(**values)) == {rule}


def test_a_picture_missing_from_the_store_is_an_error():
    page = page_with(department(image=PICTURE, image_alt="A choir"))
    assert found(page, stored=lambda name: name == PICTURE) == []
    assert found(page, stored=lambda name: False) == [
        (
            "picture-missing",
            "image",
            "Arts: the picture’s file is missing from the store. Upload it again, or remove it.",
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        "school.jpg",
        "A school.PNG",
        "IMG_1234",
        "DSC0001",
        "dscn 0042",
        "Screenshot 2024-06-01",
        "a" * 64,
        "mps_staff_photo_2019",
        "front-of-central-services",
    ],
)
def test_words_of_a_picture_that_are_a_file_name_are_an_error(words):
    assert rules_of_arts(image=PICTURE, image_alt=words) == ["picture-words-are-a-file-name"]
    assert rules_of_arts(image_alt=words) == []  # without a picture they are shown nowhere


@pytest.mark.parametrize(
    "words",
    [
        "A school",
        "Milwaukee",
        "Drop-in",
        "Mother-in-law",
        "Room IMG 12 with a teacher",
        "The page at mps.example",
        "_" * 5_000,
    ],
)
def test_other_words_of_a_picture_are_not(words):
    assert "picture-words-are-a-file-name" not in rules_of_arts(image=PICTURE, image_alt=words)


@pytest.mark.parametrize(
    ("title", "name", "field", "standing"),
    [
        ("Acting Director", "Jane Doe", "lead_title", "Acting"),
        ("interim director", "Jane Doe", "lead_title", "Interim"),
        ("Director (Acting)", "Jane Doe", "lead_title", "Acting"),
        ("Director, Interim", "Jane Doe", "lead_title", "Interim"),
        ("Director", "Jane Doe (acting)", "lead_name", "Acting"),
        ("Director", "Jane Doe – Interim", "lead_name", "Interim"),
        ("Director", "Jane Doe (on leave)", "lead_name", "On leave"),
        ("Director", "Vacant", "lead_name", "Vacant"),
        ("Director", "VACANT - posted", "lead_name", "Vacant"),
        ("Director", "TBD", "lead_name", "Vacant"),
        ("Director", "T.B.A.", "lead_name", "Vacant"),
        ("Director", "To be announced", "lead_name", "Vacant"),
        ("Director", "n/a", "lead_name", "Vacant"),
        ("Director", "Position is vacant", "lead_name", "Vacant"),
        ("Director", "?", "lead_name", "Vacant"),
        ("Director (vacant)", "Jane Doe", "lead_title", "Vacant"),
    ],
)
def test_a_standing_typed_into_title_or_name_is_an_error(title, name, field, standing):
    rule, level, of, sentence = only(lead_title=title, lead_name=name)
    assert (rule, level, of) == ("standing-typed", "error", field)
    assert sentence.endswith(f", and choose the standing “{standing}”.")


def test_a_word_that_belongs_to_the_title_is_no_error():
    typed = {"lead_title": "Acting Workshop Coordinator", "lead_name": "Jane Doe"}
    assert only(**typed)[0] == "standing-typed"
    assert rules_of_arts(**typed, lead_as_typed=True) == []
    assert rules_of_arts(lead_title="Vacant Homes Manager", lead_name="Jane Doe", lead_as_typed=True) == []
    assert rules_of_arts(lead_title="Vacancy Coordinator", lead_name="Jane Doe") == []


def test_what_says_more_than_a_name_and_a_standing_is_an_error():
    rule, level, of, sentence = only(lead_title="Director", lead_name="Jane Doe or TBD")
    assert (rule, level, of) == ("standing-typed", "error", "lead_name")
    assert sentence.endswith("“Jane Doe or TBD”. Write the title, the name and the standing each in its own place.")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Coordinator of Interim Assessments", "Jane Doe"),
        ("Interim Assessment Coordinator", "Jane Doe"),
        ("Acting Coach", "Jane Doe"),
        ("Vacant Property Manager", "Jane Doe"),
        ("Director, Transition and Acting Programs", "Jane Doe"),
        ("Director", "Tba Nguyen"),
        ("Director", "Noneya Open-Smith, Ph.D."),
        ("Director", "Dr. Patricia A. Ellis"),
    ],
)
def test_the_same_words_in_other_company_are_not(title, name):
    assert rules_of_arts(lead_title=title, lead_name=name) == []


def test_two_departments_at_one_address_are_one_error():
    page = page_with(department(name="Arts"), department(name="Crafts"))
    assert found(page) == [
        ("address-taken", "slug", "Crafts: “Arts” has the address arts too. Give one of the two another.")
    ]
    # An office and a department are kept apart by their kind.
    assert found(page_with(department(slug="academics"))) == []


def test_a_unit_needs_a_department_of_the_page_that_is_no_unit():
    arts, choir = department(), department(slug="choir", name="Choir", parent="arts")
    soprano = department(slug="soprano", name="Soprano", parent="choir")
    assert found(page_with(arts, choir)) == []
    told = "Soprano: it is a unit of “choir”, which is a unit itself. Choose another or none."
    assert found(page_with(arts, choir, soprano)) == [("parent-not-there", "parent", told)]
    told = "Choir: it is a unit of what is no department of this page. Choose another or none."
    assert found(page_with(replace(choir, parent=""))) == [("parent-not-there", "parent", told)]


@pytest.mark.django_db
def test_units_of_each_other_are_told_and_not_published():
    office = make_office("academics")
    arts, music = make_department(office, "arts"), make_department(office, "music")
    Department.objects.filter(pk=arts.pk).update(parent=music)
    Department.objects.filter(pk=music.pk).update(parent=arts)
    told = [finding.sentence for finding in draft_of(office, at=timezone.now()).errors]
    assert told == [
        f"{name}: it is a unit of “{of}”, which is a unit itself. Choose another or none."
        for name, of in (("Arts", "music"), ("Music", "arts"))
    ]
    with pytest.raises(PublishRefused, match="Arts: it is a unit of"):
        publish(office, by=None)


# Warnings


@pytest.mark.parametrize(
    ("values", "rule", "field", "sentence"),
    [
        (
            {"lead_name": "Jane Doe"},
            "lead-without-a-title",
            "lead_title",
            "Arts: the lead has no title, so the page says “Head”. Type the title.",
        ),
        (
            {"phone": ""},
            "nothing-but-a-name",
            "summary",
            "Arts: there is nothing but the name. Add a number, a lead or a sentence about it.",
        ),
        (
            {"fax": "414 252 0221"},
            "fax-is-the-phone",
            "fax",
            "Arts: fax and phone are the same number, 414-252-0221. Correct or clear one of them.",
        ),
        (
            {"body": "<h3>Aims</h3><p>We paint.</p>"},
            "heading-jumps",
            "body",
            "Arts: “Aims” is a subheading with no heading above it. Make it a heading.",
        ),
        (
            {"name": "FINE PAINTING"},
            "in-capitals",
            "name",
            "FINE PAINTING: the name “FINE PAINTING” is in capitals. Write it with small letters.",
        ),
        (
            {"summary": "We paint. PLEASE RING THE BELL TWICE. Thank you."},
            "in-capitals",
            "summary",
            "Arts: the summary has “PLEASE RING THE BELL TWICE” in capitals. Write it with small letters.",
        ),
        (
            {"image": PICTURE, "image_alt": "arts"},
            "picture-words-repeat",
            "image_alt",
            "Arts: the words of the picture repeat the name. Say what it shows, or tick “only decoration”.",
        ),
        (
            {"image": PICTURE, "image_alt": "We paint", "summary": "We paint."},
            "picture-words-repeat",
            "image_alt",
            "Arts: the words of the picture repeat the summary. Say what it shows, or tick “only decoration”.",
        ),
        (
            {"image": PICTURE, "image_alt": "A choir. " * 30},
            "picture-words-long",
            "image_alt",
            "Arts: the words of the picture are 269 characters long. Keep to one sentence or two.",
        ),
    ],
)
def test_a_warning_names_the_field_and_what_to_do(values, rule, field, sentence):
    assert only(**values) == (rule, "warning", field, sentence)


@pytest.mark.parametrize(
    "values",
    [
        {"phone": "", "summary": "We paint."},
        {"phone": "", "body": "<p>We paint.</p>"},
        {"phone": "", "contacts": (ContactLine(role="TTY", phone=NUMBER),)},
        {"fax": "+1 414-252-0222"},
        {"hours": "x" * 200},
        {"body": "<h2>Aims</h2><h3>This year</h3><h3>Next year</h3>"},
        {"name": "MPS TV"},
        {"name": "Arts (FORMERLY CRAFTS)"},
        {"summary": "MPS, HR, TTY, ELL and IT, ESL, GED, SAT, ACT, AP."},
        {"summary": "STOP. LOOK. LISTEN. GO. PAINT. DRAW."},
        {"image": PICTURE, "image_alt": "x" * 250},
        {"lead_standing": "vacant", "lead_title": "Director"},
    ],
)
def test_what_is_as_it_should_be_goes_unmentioned(values):
    assert rules_of_arts(**values) == []


def test_a_department_that_stands_for_its_units_is_not_empty():
    units = department(slug="choir", name="Choir", parent="arts")
    assert rules_of_arts(phone="") == ["nothing-but-a-name"]
    assert found(page_with(department(phone=""), units)) == []


def test_two_departments_of_one_name_are_told_apart():
    page = page_with(department(name="Fine & Other Arts"), department(slug="arts-2", name="fine and other ARTS"))
    assert found(page) == [
        (
            "name-twice",
            "name",
            "fine and other ARTS: another department has this name, at the address arts. Tell the two apart.",
        )
    ]


def test_a_page_without_any_number_or_address_says_so_once():
    nowhere = page_with(department(phone="", summary="We paint."), phone="")
    sentence = (
        "Office of Academics: the whole page has no number and no e-mail address. Type the number people should call."
    )
    assert found(nowhere) == [("nowhere-to-turn", "phone", sentence)]
    assert found(replace(nowhere, email="academics@example.org")) == []
    assert found(page_with(department(), phone="")) == []
    assert found(page_with(department(phone="", contacts=(ContactLine(email="a@example.org"),)), phone="")) == []


@pytest.mark.parametrize(
    ("field", "text", "label"),
    [
        ("summary", "Call (414) 475-8400.", "summary"),
        ("body", "<p>Call 414-<strong>475</strong>-8400</p>", "text"),
        ("body", '<p><a href="tel:+14144758400">Call us</a></p>', "text"),
        ("hours", "8 to 4; then 1-414-475-8400", "hours"),
    ],
)
def test_a_number_in_the_text_that_is_none_of_the_page_is_mentioned(field, text, label):
    sentence = f"Arts: the {label} gives 414-475-8400, and no number of this page is that. Check which one is right."
    assert only(**{field: text}) == ("number-only-in-the-text", "warning", field, sentence)


def test_a_number_in_a_note_is_mentioned_too():
    line = ContactLine(role="Secretary", phone=NUMBER, note="or 414-475-8400")
    rule, level, field, sentence = only(contacts=(line,))
    assert (rule, level, field) == ("number-only-in-the-text", "warning", "contacts")
    assert sentence.startswith("Arts: the note of “Secretary” gives 414-475-8400, and no number of this page is that.")


def test_numbers_of_the_page_may_stand_in_its_text():
    line = ContactLine(role="TTY", kind="tty", phone="+1 888-814-4026")
    text = "Call 414.252.0221, 414-475-8393 ext. 7 (office), TTY 1-888-814-4026, fax 414 475 8457, years 2010-11."
    assert rules_of_arts(summary=text, contacts=(line,), fax="+1 414-475-8457") == []


@pytest.mark.parametrize(
    "words",
    [
        "November 23, 2026",
        "Nov. 23rd, 2026",
        "June 1–5, 2024",
        "1 June 2024",
        "6/1/2024",
        "2024-06-01",
        "July 2024",
        "October 2026",
    ],
)
def test_a_date_that_has_passed_is_mentioned(words):
    sentence = f"Arts: the summary speaks of {words}, which has passed. Bring it up to date."
    assert only(summary=f"Send it in by {words} or earlier.") == ("date-passed", "warning", "summary", sentence)
    assert rules_of_arts(body=f"<p>Send it in by {words}</p>") == ["date-passed"]
    assert rules_of_arts(hours=f"until {words}") == ["date-passed"]
    assert rules_of_arts(contacts=(ContactLine(role="TTY", note=f"until {words}"),)) == ["date-passed"]


@pytest.mark.parametrize(
    "words",
    [
        "by November 24, 2026",
        "by November 25, 2026",
        "by November 2026",
        "by July 2030",
        "by 12/1/2026",
        "in school year 2024-25",
        "since June 1, 2016",
        "founded in July 1985",
        "Adopted by the board on 2016-06-01.",
        "You may 2024 times",
        "February 30, 2024",
        "13/45/2024",
        "room 2024-06-011",
    ],
)
def test_other_dates_are_not(words):
    assert rules_of_arts(summary=words) == []


@pytest.mark.parametrize(
    "words", ["click here", "Here", "More…", "Read more", "https://example.org/a", "www.example.org"]
)
def test_a_link_that_says_nothing_is_mentioned(words):
    sentence = f"Arts: the link “{words}” does not say where it leads. Put the link on words that do."
    body = f'<p>Forms: <a href="https://example.org/"><em>{words}</em></a></p>'
    assert only(body=body) == ("link-says-nothing", "warning", "body", sentence)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "file:///C:/form.docx",
            "leads nowhere, to a file on a computer perhaps. Link to a page, or unlink it.",
        ),
        ("forms/a.html", "leads to “forms/a.html”, which is no whole address. Write it with https://."),
        ("../a/", "leads to “../a/”, which is no whole address. Write it with https://."),
        ("/offices/gone/", "leads to /offices/gone/, a page that is not there. Link to another, or unlink it."),
        ("\\\\server\\share", "leads nowhere, to a file on a computer perhaps. Link to a page, or unlink it."),
        (
            "mailto:not a mail",
            "leads to “mailto:not a mail”, which is no e-mail address. Write it as name@example.org.",
        ),
        (
            "mailto:jo@nowhere?subject=a",
            "leads to “mailto:jo@nowhere?subject=a”, which is no e-mail address. Write it as name@example.org.",
        ),
        ("jo@nowhere", "leads to “jo@nowhere”, which is no e-mail address. Write it as name@example.org."),
        (
            "tel:555-0100",
            "leads to a number that no phone dials: “555-0100” has no area code. Write it in front, as 414-475-8393.",
        ),
        (
            "555-0100",
            "leads to a number that no phone dials: “555-0100” has no area code. Write it in front, as 414-475-8393.",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_mentioned(address, says):
    page = page_with(department(body=f'<p><a href="{address}">the form</a></p>'))
    asked = found(page, leads=lambda address: address != "/offices/gone/")
    assert asked == [("link-leads-nowhere", "body", f"Arts: the link “the form” {says}")]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "www.example.org/x",
        "jo@example.org",
        "mailto:jo@example.org,%20ann@example.org?subject=a@b&body=Dear%0AJo",
        "https://example.org/?path=a%5Cb",
        "414-555-0100",
        "tel:414%20555%200100;ext=12",
        "tel:911",
        "tel:988",
        "/offices/arts/",
        "#a",
    ],
)
def test_a_link_that_leads_somewhere_is_not(address):
    mentioned = rules_of_arts(body=f'<p><a href="{address}">the form</a></p>')
    assert mentioned == (["number-only-in-the-text"] if address.startswith("414") else [])


@pytest.mark.parametrize("mark", ["·&nbsp;&nbsp; ", "• ", "\uf0b7 ", "- ", "– ", "1. ", "12) "])
def test_a_paragraph_that_looks_like_an_item_of_a_list_is_mentioned(mark):
    sentence = "looks like an item of a list. Select such lines and press the list button."
    typed = f"Arts: “{mark.replace('&nbsp;', '').strip()} Enroll” {sentence}"
    for body in (f"<p>Welcome.</p><p>{mark}Enroll</p><p>{mark}Again</p>", f"<p>Welcome.<br>{mark}Enroll</p>"):
        assert only(body=body) == ("list-typed-as-text", "warning", "body", typed)


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>1. Enroll</li></ul>",
        "<p>2026. A year.</p>",
        "<p>1.5 miles</p>",
        "<p>A · b</p>",
        "<p>-5 degrees</p>",
        "<p>5. August is the day.</p>",
        "<p>1. Sept. is, too.</p>",
    ],
)
def test_other_paragraphs_are_not(body):
    assert rules_of_arts(body=body) == []


def test_a_link_on_words_that_say_where_it_leads_is_not():
    body = '<p><a href="https://example.org/">More on painting</a> <a href="mailto:a@example.org">a@example.org</a></p>'
    assert rules_of_arts(body=body) == []


# Whatever a fixture brings


@given(office_pages(), st.text(max_size=40))
def test_no_page_is_too_odd_to_be_checked(page, odd):
    odd_part = DepartmentPart(
        slug=odd, name=odd, lead_name=odd, lead_title=odd, lead_standing=odd, phone=odd, fax=odd, email=odd, hours=odd,
        image=odd, image_alt=odd, summary=odd, body=odd, succeeds=odd, parent=odd,
        contacts=(ContactLine(odd, odd, odd, odd, odd, odd),),
    )  # fmt: skip
    for problem in problems(replace(page, departments=(*page.departments, odd_part)), on=TODAY):
        assert problem.sentence.startswith(("academics", problem.part[:50], " ".join(problem.part.split())[:50]))
        assert problem.sentence.endswith(".")


@pytest.mark.thorough
def test_a_page_of_200_departments_is_checked_in_a_fraction_of_a_second():
    parts = [
        department(slug=f"arts-{n}", name=f"Arts {n}", body="<h2>Aims</h2><p>We paint.</p>" * 20, lead_title="Director",
                   lead_name="Jane Doe", contacts=(ContactLine(role="TTY", phone=NUMBER),) * 3)
        for n in range(200)
    ]  # fmt: skip
    begun = time.process_time()
    assert found(page_with(*parts)) == []
    assert time.process_time() - begun < 3  # twice as long as where others are at work, too


# The samples


@pytest.mark.django_db
def test_the_sample_years_have_no_errors_and_these_warnings():
    years = [FIXTURES / label / "directory.json" for label in LABELS]
    call_command("loaddata", FIXTURES / "district.json", *years, verbosity=0)
    said = []
    for office in Office.objects.order_by("school_year__label", "position"):
        # From the rows and not by `draft_of()`, which leaves out pictures the store of this test does not have.
        page = from_draft(office, office.departments.all(), Contact.objects.all(), timezone.now())
        said += problems(page, on=TODAY)
    empty = ": there is nothing but the name. Add a number, a lead or a sentence about it."
    assert [problem.sentence for problem in said if problem.level == Level.ERROR] == []
    assert [problem.sentence for problem in said] == [
        f"Communications & Outreach{empty}",
        f"MPS Foundation Support{empty}",
        f"Business and Transportation Services{empty}",
        f"Contracted School Services{empty}",
        f"School Safety & Security{empty}",
        f"School Services{empty}",
        f"Student Services{empty}",
    ]


# In the editors' room


def shown(problems):
    """The fragment, with single spaces."""
    return " ".join(render_to_string("admin/departments/_problems.html", {"problems": problems}).split())


def test_problems_are_listed_errors_first_with_links_where_the_view_adds_them():
    @dataclass(frozen=True)
    class Linked(Finding):
        href: str = "/admin/"

    error, warning = problems(page_with(department(email="<x>", fax="414-252-0221")), on=TODAY)
    page = shown([Linked(**error.__dict__), warning])
    assert re.findall(r"<h3>(.*?)</h3>|<li>(.*?)</li>", page) == [
        ("To mend before publishing (1)", ""),
        (
            "",
            '<a href="/admin/">Arts: the e-mail address “&lt;x&gt;” is not one. Write it as name@example.org.</a>',
        ),
        ("Worth a look (1)", ""),
        ("", "Arts: fax and phone are the same number, 414-252-0221. Correct or clear one of them."),
    ]
    assert page.count("<section") == 2


def test_where_nothing_is_wrong_the_list_says_so():
    assert shown(()) == '<p class="changes-none">The checks found nothing.</p>'
