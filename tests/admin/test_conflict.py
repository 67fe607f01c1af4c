"""Two editors save the same draft: both are kept, and where they changed the same, the second takes either."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core import signing
from django.test import Client
from django.urls import reverse

from departments.drafts import history
from departments.models import Contact, Department, Office
from departments.page import pictures
from departments.words import days
from tests.admin.test_office import _posted
from tests.making import make_contact, make_department, make_office, make_person, make_picture, picture_file

# Each form with many rows is drawn several times a test.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
WEEK = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def office():
    office = make_office("academics", phone="414-475-8393 ext. 12", body="<p>Old text</p>")
    for place, slug in enumerate(["arts", "music", "sports"], 1):
        make_department(office, slug, position=place)
    make_contact(office, position=1)
    return office


def _desk(name, *offices, role="Editors"):
    """The browser of somebody signed in, who edits these offices."""
    person = make_person(name, role)
    person.offices.add(*offices)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def mary(office):
    desk = _desk("mary", office)
    get_user_model().objects.filter(username="mary").update(first_name="Mary", last_name="Jones")
    return desk


@pytest.fixture
def ben(office):
    return _desk("ben", office)


def _address(row, page="change"):
    return reverse(f"admin:departments_{row._meta.model_name}_{page}", args=[row.pk])


def _opened(desk, row):
    """What the browser would post from the form of `row`, opened now."""
    return _posted(desk.get(_address(row)))


def _saved(desk, row, **changes):
    """Opened and saved at once, with these changes."""
    response = desk.post(_address(row), _opened(desk, row) | changes)
    assert response.status_code == 302


class _Inputs(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.pairs = [], []
        self.feed(page.content.decode().partition('<form method="post" action="/admin/departments/')[2])

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "input" and attributes["type"] == "radio":
            self.pairs.append((attributes["name"], attributes["value"], "checked" in attributes))
        elif tag == "input":
            self.found.append((attributes["name"], attributes.get("value", "")))


def _answered(desk, row, page, **choices):
    """Send the page that asks as a browser does, with `choices` by key; dashes in keys are written as `__`."""
    posted = {}
    for name, value in _Inputs(page).found:
        posted.setdefault(name, []).append(value)
    posted |= {f"_take-{key.replace('__', '-')}": side for key, side in choices.items()}
    return desk.post(_address(row), posted)


def _kept_both(response):
    """The sentence of a save that went through beside somebody else's."""
    assert response.status_code == 302
    told = [str(message) for message in get_messages(response.wsgi_request)]
    (sentence,) = (one for one in told if one.startswith("Saved."))
    return sentence


def _told(differences):
    return [(d.part, d.label, d.before, d.theirs, d.mine) for d in differences]


def _found(response):
    assert response.status_code == 409
    found = response.context["found"]
    return {name: _told(getattr(found, name)) for name in ("choices", "kept", "typed") if getattr(found, name)}


def _drafts():
    return [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]


# What is refused, and what is not


def test_a_save_nobody_came_before_goes_through(ben, office):
    assert ben.post(_address(office), _opened(ben, office) | {"name": "Learning"}).status_code == 302
    assert Office.objects.get().name == "Learning"


def test_a_save_over_a_newer_one_changes_nothing_and_shows_both(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300", "name": "Learning"}
    _saved(mary, office, phone="414-475-8200", hours="Weekdays 8 to 4")
    before = _drafts()

    response = ben.post(_address(office), typed)

    assert _found(response) == {
        "choices": [("", "Phone", "414-475-8393 ext. 12", "414-475-8200", "414-475-8300")],
        "kept": [("", "Hours", "(empty)", "Weekdays 8 to 4", "(empty)")],
        "typed": [("", "Name", "Office of the Academics", "Office of the Academics", "Learning")],
    }
    assert _drafts() == before


@pytest.mark.parametrize(("side", "phone"), [("mine", "+1 414-475-8300"), ("theirs", "+1 414-475-8200")])
def test_the_editor_takes_either(mary, ben, office, side, phone):
    typed = _opened(ben, office) | {"phone": "414-475-8300", "name": "Learning"}
    _saved(mary, office, phone="414-475-8200", hours="Weekdays 8 to 4")

    response = _answered(ben, office, ben.post(_address(office), typed), phone=side)

    assert response.status_code == 302
    saved = Office.objects.get()
    assert (str(saved.phone), saved.name, saved.hours) == (phone, "Learning", "Weekdays 8 to 4")


def test_different_changes_are_both_kept_without_a_question(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office, phone="414-475-8200")

    told = _kept_both(ben.post(_address(office), typed))

    at = days.time(history.versions(office)[1].at)
    assert told == f"Saved. Mary Jones saved the phone of this office at {at}; both are kept."
    saved = Office.objects.get()
    assert (str(saved.phone), saved.name) == ("+1 414-475-8200", "Learning")


def test_the_same_change_by_both_is_no_conflict(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "(414) 475-8200"}
    _saved(mary, office, phone="414-475-8200")
    assert ben.post(_address(office), typed).status_code == 302
    assert str(Office.objects.get().phone) == "+1 414-475-8200"


def test_a_change_that_was_taken_back_is_no_conflict(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office, phone="414-475-8200")
    _saved(mary, office, phone="414-475-8393 ext. 12")
    assert ben.post(_address(office), typed).status_code == 302


def test_what_a_command_changed_is_a_conflict_too(ben, office):
    typed = _opened(ben, office) | {"departments-1-lead_name": "Ana Ruiz"}
    Department.objects.filter(slug="music").update(lead_name="Joe Poe")
    response = ben.post(_address(office), typed)
    assert _found(response) == {"choices": [("Music", "Lead", *map(_lead, ["Leon Groce", "Joe Poe", "Ana Ruiz"]))]}
    assert response.context["savers"] == []


def _lead(name, title="Director", standing="Appointed"):
    return f"Standing: {standing}\nTitle of the lead: {title}\nName of the lead: {name}"


@pytest.mark.thorough
@pytest.mark.parametrize("seen", [None, "", "forged", "forged:1:2"])
def test_without_what_was_seen_every_difference_is_a_choice(ben, office, seen):
    typed = _opened(ben, office) | {"_seen": seen, "name": "Learning"}
    if seen is None:
        del typed["_seen"]
    page = ben.post(_address(office), typed)
    assert _found(page) == {"choices": [("", "Name", "", "Office of the Academics", "Learning")]}
    assert _answered(ben, office, page, name="mine").status_code == 302
    assert Office.objects.get().name == "Learning"


def test_what_another_form_showed_does_not_count_as_seen(ben, office):
    other = make_office("other")
    other.editors.set(office.editors.all())
    typed = _opened(ben, office) | {"_seen": _opened(ben, other)["_seen"], "name": "Learning"}
    assert ben.post(_address(office), typed).status_code == 409


def test_a_form_from_before_a_field_came_is_asked_about_everything(ben, office):
    salt = f"departments.seen.office.{office.pk}"
    seen = {"at": WEEK.isoformat(), "fields": {"name": "Office of the Academics"}, "rows": {}}
    typed = _opened(ben, office) | {"_seen": signing.dumps(seen, salt=salt, compress=True), "name": "Learning"}
    assert list(_found(ben.post(_address(office), typed))) == ["choices"]


def test_only_what_this_form_edits_counts(ben, office):
    publisher = _desk("publisher", role="Publishers")
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(publisher, office, editors=[str(pk) for pk in office.editors.values_list("pk", flat=True)[:1]])
    Department.objects.filter(slug="arts").update(body="<p>New</p>")
    Office.objects.update(confirmed_on="2025-01-01")

    assert ben.post(_address(office), typed).status_code == 302
    assert Department.objects.get(slug="arts").body == "<p>New</p>"


def test_adding_knows_no_conflict():
    publisher = _desk("publisher", role="Publishers")
    posted = _posted(publisher.get(reverse("admin:departments_office_add")))
    assert "_seen" not in posted


# Choosing


def test_no_choice_is_made_for_the_editor_and_one_left_out_is_asked_again(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300", "name": "Learning"}
    _saved(mary, office, phone="414-475-8200", name="Teaching")
    page = ben.post(_address(office), typed)
    assert _Inputs(page).pairs == [
        ("_take-name", "theirs", False),
        ("_take-name", "mine", False),
        ("_take-phone", "theirs", False),
        ("_take-phone", "mine", False),
    ]

    again = _answered(ben, office, page, name="mine")

    assert again.status_code == 409 and again.context["unanswered"]
    assert b"Choose one of the two in every pair below." in again.content
    assert ("_take-name", "mine", True) in _Inputs(again).pairs
    assert _found(again) == _found(page)
    assert Office.objects.get().name == "Teaching"


def test_a_choice_is_between_the_two_values_and_nothing_else(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300"}
    _saved(mary, office, phone="414-475-8200", hours="Never")
    page = ben.post(_address(office), typed)
    assert _answered(ben, office, page, phone="414-475-0000").status_code == 409
    assert _answered(ben, office, page, phone="mine", hours="mine", editors="mine").status_code == 302
    saved = Office.objects.get()
    assert (str(saved.phone), saved.hours, saved.editors.count()) == ("+1 414-475-8300", "Never", 2)


def test_nobody_gains_fields_their_form_does_not_have(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning", "editors": ["1"], "school_year": "77", "retired_by": "x"}
    _saved(mary, office, phone="414-475-8200")
    _answered(ben, office, ben.post(_address(office), typed))
    saved = Office.objects.get()
    assert (saved.name, saved.editors.count(), saved.school_year_id) == ("Learning", 2, office.school_year_id)


@pytest.mark.exhaustive
def test_a_third_save_meanwhile_is_asked_about_as_well(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300", "name": "Learning"}
    _saved(mary, office, phone="414-475-8200")
    page = ben.post(_address(office), typed)
    _saved(mary, office, name="Teaching", hours="Weekdays")

    again = _answered(ben, office, page, phone="mine")

    assert _found(again) == {
        "choices": [("", "Name", "Office of the Academics", "Teaching", "Learning")],
        "kept": [("", "Hours", "(empty)", "Weekdays", "(empty)")],
        "typed": [("", "Phone", "414-475-8200", "414-475-8200", "414-475-8300")],
    }
    assert _answered(ben, office, again, name="mine").status_code == 302
    saved = Office.objects.get()
    assert (str(saved.phone), saved.name, saved.hours) == ("+1 414-475-8300", "Learning", "Weekdays")


def test_what_is_wrong_is_told_on_the_form_with_everything_kept(mary, ben, office):
    typed = _opened(ben, office) | {"fax": "call us", "name": "Learning"}
    _saved(mary, office, phone="414-475-8200", **{"departments-0-lead_name": "Joe Poe"})

    response = ben.post(_address(office), typed)

    assert response.status_code == 200
    at = days.time(history.versions(office)[0].at)
    assert [str(message) for message in response.context["messages"]] == [
        f"Mary Jones saved the phone of this office and the name of the lead of Arts at {at}: "
        "it stands on this form beside what you typed. Nothing is saved yet."
    ]
    form = response.context["adminform"].form
    assert list(form.errors) == ["fax"]
    assert (form["name"].value(), form["fax"].value(), form["phone"].value()) == ("Learning", "call us", "414-475-8200")
    corrected = _posted(response) | {"fax": ""}
    assert corrected["departments-0-lead_name"] == "Joe Poe"
    assert ben.post(_address(office), corrected).status_code == 302
    assert Office.objects.get().name == "Learning"


def test_the_button_that_was_pressed_is_pressed_again(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning", "_continue": "1"}
    _saved(mary, office, name="Teaching")
    response = _answered(ben, office, ben.post(_address(office), typed), name="mine")
    assert response.url == _address(office)


def test_the_page_leads_back_to_the_form_as_it_is_now(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office, name="Teaching")
    page = ben.post(_address(office), typed).content.decode()
    assert f'<a href="{_address(office)}" data-discard>Discard mine and open the form as it is now</a>' in page


# Who saved


def test_the_page_says_who_saved_and_when(mary, ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300"}
    _saved(mary, office, phone="414-475-8200")
    _saved(mary, Department.objects.get(slug="arts"), hours="Weekdays")
    savers = ben.post(_address(office), typed).context["savers"]
    at = days.moment(history.versions(office)[0].at)
    assert [str(saver) for saver in savers] == [f"Mary Jones saved Arts on {at}."]


@pytest.mark.parametrize(("message", "told"), [("Put Academics back to 2025-01-02 10:00.", 1), ("Details checked.", 0)])
def test_putting_back_is_a_save_and_confirming_is_none(mary, ben, office, message, told):
    typed = _opened(ben, office) | {"phone": "414-475-8300"}
    Office.objects.update(phone="414-475-8200")
    person = get_user_model().objects.get(username="mary")
    LogEntry.objects.log_actions(person.pk, [office], CHANGE, change_message=message, single_object=True)
    assert len(ben.post(_address(office), typed).context["savers"]) == told


@pytest.mark.thorough
def test_a_save_of_ones_own_in_another_window_is_told_as_such(ben, office):
    typed = _opened(ben, office) | {"phone": "414-475-8300"}
    _saved(ben, office, phone="414-475-8200")
    page = ben.post(_address(office), typed)
    (saver,) = page.context["savers"]
    sentence = str(saver)
    assert sentence.startswith("You saved Office of the Academics on ")
    assert sentence.endswith(", in another window or on another form.")
    assert "Changed in both windows" in page.content.decode()
    assert "you both" not in page.content.decode().lower()
    beside = _opened(ben, office) | {"hours": "Weekdays"}
    _saved(ben, office, phone="414-475-8300")
    assert _kept_both(ben.post(_address(office), beside)).startswith(
        "Saved. You saved the phone of this office in another window at "
    )


@pytest.mark.thorough
def test_several_who_saved_are_all_named(mary, ben, office):
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office, phone="414-475-8200", **{"departments-0-DELETE": "on"})
    _saved(_desk("ann", office), office, hours="Weekdays", **_new(2, name="Chess", slug="chess"))
    told = _kept_both(ben.post(_address(office), typed))
    assert told == (
        "Saved. Mary Jones and ann saved the phone and the hours of this office, Arts (deleted) and Chess (added) by "
        f"{days.time(history.versions(office)[1].at)}; both are kept."
    )


def test_what_nobody_is_known_to_have_saved_is_told_as_well(ben, office):
    typed = _opened(ben, office)
    Office.objects.update(lead_title="Chief", retired_at=None, languages="Spanish")
    told = _kept_both(ben.post(_address(office), typed))
    assert told == "Saved. Somebody saved the title of the lead and the languages of this office meanwhile; it is kept."


# What makes sense only together


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("row", "theirs", "mine", "key", "label"),
    [
        ("", {"lead_title": "Chief"}, {"lead_name": "Ana Ruiz"}, "lead", "Lead"),
        ("", {"lead_standing": "acting"}, {"lead_title": "Chief"}, "lead", "Lead"),
        ("", {"slug": "learning"}, {"succeeds": "teaching"}, "address", "Address"),
        ("", {"image_alt": "A school"}, {"image_decorative": "on", "image_alt": ""}, "picture", "Picture"),
        ("departments-0-", {"lead_standing": "vacant", "lead_name": ""}, {"lead_title": "Chief"}, "lead", "Lead"),
        ("contacts-0-", {"phone": "414-475-8200"}, {"kind": "fax"}, "number", "Number and its kind"),
    ],
)
def test_what_makes_sense_only_together_is_one_choice(mary, ben, office, row, theirs, mine, key, label):
    typed = _opened(ben, office) | {row + name: value for name, value in mine.items()}
    _saved(mary, office, **{row + name: value for name, value in theirs.items()})
    before = _drafts()

    page = ben.post(_address(office), typed)

    (choice,) = page.context["found"].choices
    assert (choice.key.rpartition("-")[2], choice.label, page.context["found"].kept) == (key, label, [])
    assert _answered(ben, office, page, **{choice.key.replace("-", "__"): "theirs"}).status_code == 302
    assert _drafts() == before


@pytest.mark.exhaustive
def test_mine_is_taken_as_a_whole_as_well(mary, ben, office):
    typed = _opened(ben, office) | {"departments-0-lead_title": "Chief"}
    _saved(mary, office, **{"departments-0-lead_standing": "vacant", "departments-0-lead_name": ""})
    page = ben.post(_address(office), typed)
    arts = Department.objects.get(slug="arts")
    assert _answered(ben, office, page, **{f"departments__{arts.pk}__lead": "mine"}).status_code == 302
    arts.refresh_from_db()
    assert (arts.lead_standing, arts.lead_title, arts.lead_name) == ("appointed", "Chief", "Leon Groce")


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("mine", "is_kept"),
    [
        ({"phone": "414-475-8300"}, False),
        ({"lead_name": "Ana Ruiz"}, False),
        ({"contacts-0-phone": "414-475-8300"}, False),
        ({"departments-1-DELETE": "on"}, False),
        ({"body": "<p>New</p>"}, True),
        ({"departments-0-position": "3"}, True),
        ({}, True),
    ],
)
def test_a_check_meanwhile_stays_where_no_detail_was_changed_beside_it(mary, ben, office, mine, is_kept):
    ann = make_person("ann")
    Office.objects.update(confirmed_on="2025-01-02", confirmed_by=ann)
    typed = _opened(ben, office) | mine
    mary.post(_address(office), _opened(mary, office) | {"_confirm": "1"})

    response = ben.post(_address(office), typed)

    office.refresh_from_db()
    told = [str(one) for one in get_messages(response.wsgi_request) if "that no longer counts" in str(one)]
    if is_kept:
        assert (response.status_code, str(office.confirmed_by), told) == (302, "mary", [])
        return
    assert (response.status_code, office.confirmed_on, office.confirmed_by) == (302, date(2025, 1, 2), ann)
    assert told == [
        "Mary Jones marked the details as checked meanwhile, without what you changed: that no longer counts. "
        "Look at them, and press “These details are right” on the office."
    ]


@pytest.mark.thorough
def test_a_departments_own_form_takes_a_check_back_as_well(mary, ben, office):
    arts = Department.objects.get(slug="arts")
    typed = _opened(ben, arts) | {"phone": "414-475-8300"}
    mary.post(_address(office), _opened(mary, office) | {"_confirm": "1"})
    assert Office.objects.get().confirmed_on
    assert ben.post(_address(arts), typed).status_code == 302
    office.refresh_from_db()
    assert (office.confirmed_on, office.confirmed_by) == (None, None)


@pytest.mark.exhaustive
@pytest.mark.parametrize("side", ["theirs", "mine"])
def test_what_would_be_refused_only_together_is_a_choice(mary, ben, office, side):
    line = make_contact(office, role="Desk", name="Joe Poe", phone="", position=2)
    typed = _opened(ben, office) | {"contacts-1-role": "", "fax": "414-475-8300"}
    _saved(mary, office, **{"contacts-1-name": ""})

    page = ben.post(_address(office), typed)

    (choice,) = page.context["found"].choices
    assert (choice.label, choice.before) == ("What both changed", "Role: Desk\nName: Joe Poe")
    assert (choice.theirs, choice.mine) == ("Role: Desk\nName: (empty)", "Role: (empty)\nName: Joe Poe")
    why = "Fill in a role, a name, a number or an e-mail address, or remove the line."
    assert choice.why == f"Both together cannot be saved. {why}"
    assert _answered(ben, office, page, **{f"contacts__{line.pk}__together": side}).status_code == 302
    line.refresh_from_db()
    assert (line.role, line.name) == {"theirs": ("Desk", ""), "mine": ("", "Joe Poe")}[side]
    assert str(Office.objects.get().fax) == "+1 414-475-8300"


def test_what_is_wrong_without_the_other_is_told_on_the_form(mary, ben, office):
    make_contact(office, role="Desk", name="Joe Poe", phone="", position=2)
    typed = _opened(ben, office) | {"contacts-1-role": "", "contacts-1-name": ""}
    _saved(mary, office, **{"contacts-1-note": "Weekdays"})
    response = ben.post(_address(office), typed)
    lines = response.context["inline_admin_formsets"][1].formset
    assert (response.status_code, lines.forms[1]["note"].value()) == (200, "Weekdays")
    assert list(lines.errors[1]) == ["__all__"]


# Kinds of values

IN_SIGHT = "Picture in words: {}\nWhat stays in sight: The middle"


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "shown"),
    [
        ("lead_standing", "acting", "vacant", ("Appointed", "Acting", "Vacant")),
        ("fax", "414-475-8457 ext. 7", "414.475.8458", ("(empty)", "414-475-8457 ext. 7", "414-475-8458")),
        ("fax", "414-475-8457", "call us", ("(empty)", "414-475-8457", "call us")),
        ("body", "<h2>A</h2><ul><li>B</li></ul>", "<p>C<br>D</p>", ("Old text", "A\n• B", "C\nD")),
        ("also_known_as", "OA\r\nLearning", "Ed", ("(empty)", "OA\nLearning", "Ed")),
        ("position", "4", "5", ("0", "4", "5")),
        ("image_alt", "A school", "Some school", tuple(map(IN_SIGHT.format, ("(empty)", "A school", "Some school")))),
    ],
)
@pytest.mark.exhaustive
def test_values_are_shown_as_people_read_them(mary, ben, office, field, theirs, mine, shown):
    typed = _opened(ben, office)
    _saved(mary, office, **{field: theirs})
    page = ben.post(_address(office), typed | {field: mine})
    assert [choice[2:] for choice in _found(page)["choices"]] == [shown]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"body": "<p><strong>New</strong></p>"}, {"body": "<p>Mine</p>"}),
        ({"lead_standing": "acting"}, {"lead_standing": "vacant"}),
        ({"succeeds": "learning"}, {"succeeds": "teaching"}),
        ({"also_known_as": "One\r\nTwo"}, {"also_known_as": "Three"}),
        ({"phone": ""}, {"phone": "414-475-8300"}),
    ],
)
@pytest.mark.exhaustive
def test_taking_theirs_leaves_the_draft_exactly_as_they_saved_it(mary, ben, office, theirs, mine):
    typed = _opened(ben, office) | mine
    _saved(mary, office, **theirs)
    before = _drafts()
    page = ben.post(_address(office), typed)
    (choice,) = page.context["found"].choices
    assert _answered(ben, office, page, **{choice.key: "theirs"}).status_code == 302
    assert _drafts() == before


@pytest.mark.exhaustive
def test_a_tick_is_kept_and_taken_back(mary, ben, office):
    Office.objects.update(image_decorative=True)
    typed = _opened(ben, office)
    del typed["image_decorative"]
    _saved(mary, office, phone="414-475-8200")
    _kept_both(ben.post(_address(office), typed))
    assert Office.objects.get().image_decorative is False

    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office, image_decorative="on")
    _kept_both(ben.post(_address(office), typed))
    assert Office.objects.get().image_decorative is True


def test_line_breaks_of_a_browser_are_no_change(mary, ben, office):
    Office.objects.update(also_known_as="OA\nLearning", summary="One.\nTwo.")
    typed = _opened(ben, office) | {"also_known_as": "OA\r\nLearning", "summary": "One.\r\nTwo."}
    _saved(mary, office, summary="One.")
    assert _kept_both(ben.post(_address(office), typed)).endswith("; it is kept.")


@pytest.mark.exhaustive
def test_several_choices_of_one_field_are_one_choice(office):
    one, two = (_desk(name, role="Publishers") for name in ("one", "two"))
    keys = {name: str(make_person(name, "Editors").pk) for name in ("ann", "bob")}
    Office.objects.get().editors.clear()
    typed = _opened(one, office) | {"editors": [keys["ann"]]}
    _saved(two, office, editors=[keys["bob"]])
    page = one.post(_address(office), typed)
    assert _found(page) == {"choices": [("", "Editors", "(empty)", "bob", "ann")]}
    assert _answered(one, office, page, editors="theirs").status_code == 302
    assert [person.username for person in office.editors.all()] == ["bob"]


# Pictures


def test_an_upload_is_accepted_shown_and_kept(mary, ben, office):
    typed = _opened(ben, office) | {"image": picture_file(50, 40), "image_alt": "A school"}
    _saved(mary, office, name="Teaching")
    page = ben.post(_address(office), typed | {"name": "Learning"})
    assert "<img " in _found(page)["typed"][0][4]
    assert _answered(ben, office, page, name="mine").status_code == 302
    assert Office.objects.get().image.endswith("-50x40.webp")


def test_an_upload_beside_another_save_needs_no_question(mary, ben, office):
    typed = _opened(ben, office) | {"image": picture_file(50, 40), "image_alt": "A school"}
    _saved(mary, office, phone="414-475-8200")
    _kept_both(ben.post(_address(office), typed))
    assert Office.objects.get().image.endswith("-50x40.webp")


@pytest.mark.exhaustive
@pytest.mark.parametrize(("side", "width"), [("mine", 50), ("theirs", 60)])
def test_two_pictures_are_a_choice(mary, ben, office, side, width):
    typed = _opened(ben, office) | {"image": picture_file(50, 40), "image_alt": "A hall"}
    _saved(mary, office, image=picture_file(60, 40), image_alt="A school")
    page = ben.post(_address(office), typed)
    assert [choice[1] for choice in _found(page)["choices"]] == ["Picture"]
    assert _answered(ben, office, page, picture=side).status_code == 302
    assert Office.objects.get().image.endswith(f"-{width}x40.webp")


def test_a_removed_picture_is_taken_as_removed(mary, ben, office):
    Office.objects.update(image=make_picture(width=60), image_alt="A school")
    typed = _opened(ben, office) | {"image": picture_file(50, 40)}
    _saved(mary, office, **{"image-clear": "on"})
    page = ben.post(_address(office), typed)
    assert _found(page)["choices"][0][3].startswith("Picture: (empty)\n")
    assert _answered(ben, office, page, picture="theirs").status_code == 302
    assert Office.objects.get().image == ""


def test_an_upload_that_is_no_picture_is_told(mary, ben, office):
    typed = _opened(ben, office) | {"image": picture_file(50, 40, format="TIFF"), "phone": "414-475-8300"}
    _saved(mary, office, phone="414-475-8200")
    page = ben.post(_address(office), typed)
    sentence = f"This is no picture we can read. Save or export it as {pictures.READ}."
    assert page.context["problems"] == [f"{sentence} Choose it again once you have saved."]


# Departments and contact lines


def _new(place, **values):
    values = {"slug": "x", "lead_standing": "appointed", "position": "", "id": ""} | values
    return {f"departments-{place}-{name}": value for name, value in values.items()} | {
        "departments-TOTAL_FORMS": place + 1
    }


@pytest.mark.thorough
def test_a_department_added_meanwhile_is_kept_and_told(mary, ben, office):
    typed = _opened(ben, office) | {"departments-0-lead_name": "Ana Ruiz"}
    _saved(mary, office, **_new(3, name="Chess", slug="chess"))
    assert "Chess (added)" in _kept_both(ben.post(_address(office), typed))
    assert list(office.departments.values_list("slug", "lead_name", "position")) == [
        ("arts", "Ana Ruiz", 1),
        ("music", "Leon Groce", 2),
        ("sports", "Leon Groce", 3),
        ("chess", "", 4),
    ]


def test_departments_added_by_both_are_both_there(mary, ben, office):
    typed = _opened(ben, office) | _new(3, name="Dance", slug="dance")
    _saved(mary, office, **_new(3, name="Chess", slug="chess"))
    _kept_both(ben.post(_address(office), typed))
    assert list(office.departments.values_list("slug", flat=True)) == ["arts", "music", "sports", "chess", "dance"]


def test_a_row_left_blank_is_no_row(mary, ben, office):
    typed = _opened(ben, office) | _new(3, name="", slug="", position="0")
    _saved(mary, office, phone="414-475-8200")
    _kept_both(ben.post(_address(office), typed))
    assert office.departments.count() == 3


@pytest.mark.thorough
@pytest.mark.parametrize(("side", "more"), [("theirs", []), ("mine", [("chess-2", "Chess club")])])
def test_an_address_that_both_gave_a_new_department_is_a_choice(mary, ben, office, side, more):
    typed = _opened(ben, office) | _new(3, name="Chess club", slug="chess") | {"phone": "414-475-8300"}
    _saved(mary, office, **_new(3, name="Chess", slug="chess"))
    page = ben.post(_address(office), typed)
    assert _found(page)["choices"] == [("Chess club", "added", "", "Leave yours out", "Add yours as well")]
    assert page.context["found"].choices[0].why == "chess is the address of Chess by now; yours would get chess-2."
    assert _answered(ben, office, page, departments__new3=side).status_code == 302
    assert list(office.departments.values_list("slug", "name"))[3:] == [("chess", "Chess"), *more]
    assert str(Office.objects.get().phone) == "+1 414-475-8300"


@pytest.mark.exhaustive
@pytest.mark.parametrize(("side", "slug"), [("theirs", "music"), ("mine", "dance-2")])
def test_an_address_that_both_gave_different_departments_is_a_choice(mary, ben, office, side, slug):
    music = Department.objects.get(slug="music")
    typed = _opened(ben, office) | {"departments-1-slug": "dance"}
    _saved(mary, office, **{"departments-0-slug": "dance"})
    page = ben.post(_address(office), typed)
    assert _found(page)["choices"] == [("Music", "Address", "music", "music", "dance-2")]
    assert _answered(ben, office, page, **{f"departments__{music.pk}__address": side}).status_code == 302
    assert [one.slug for one in office.departments.all()] == ["dance", slug, "sports"]


def test_a_department_deleted_meanwhile_stays_so_where_nothing_was_typed(mary, ben, office):
    typed = _opened(ben, office) | {"departments-2-lead_name": "Ana Ruiz"}
    _saved(mary, office, **{"departments-0-DELETE": "on"})
    assert "saved Arts (deleted)" in _kept_both(ben.post(_address(office), typed))
    assert list(office.departments.values_list("slug", "lead_name")) == [
        ("music", "Leon Groce"),
        ("sports", "Ana Ruiz"),
    ]


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("theirs", [("arts", "Leon Groce"), ("sports", "Leon Groce")]),
        ("mine", [("arts", "Leon Groce"), ("music", "Ana Ruiz"), ("sports", "Leon Groce")]),
    ],
)
@pytest.mark.thorough
def test_a_department_deleted_meanwhile_and_edited_is_a_choice(mary, ben, office, side, expected):
    old = Department.objects.get(slug="music").pk
    typed = _opened(ben, office) | {"departments-1-lead_name": "Ana Ruiz"}
    _saved(mary, office, **{"departments-1-DELETE": "on"})
    page = ben.post(_address(office), typed)
    mine = "Keep mine, as a new department with what stands on this form\nName of the lead: Ana Ruiz"
    assert _found(page) == {"choices": [("Music", "deleted meanwhile, changed by you", "", "Leave it deleted", mine)]}
    assert _answered(ben, office, page, **{f"departments__{old}": side}).status_code == 302
    assert list(office.departments.order_by("slug").values_list("slug", "lead_name")) == expected


@pytest.mark.thorough
@pytest.mark.parametrize(("side", "slugs"), [("theirs", ["arts", "music", "sports"]), ("mine", ["arts", "sports"])])
def test_a_department_edited_meanwhile_and_deleted_is_a_choice(mary, ben, office, side, slugs):
    music = Department.objects.get(slug="music")
    typed = _opened(ben, office) | {"departments-1-DELETE": "on"}
    _saved(mary, music, phone="414-475-8200")
    page = ben.post(_address(office), typed)
    theirs = "Keep it as it is now\nPhone: 414-252-0221 → 414-475-8200"
    assert _found(page) == {"choices": [("Music", "changed meanwhile, deleted by you", "", theirs, "Delete it")]}
    assert _answered(ben, office, page, **{f"departments__{music.pk}": side}).status_code == 302
    assert list(office.departments.values_list("slug", flat=True)) == slugs


@pytest.mark.exhaustive
def test_a_department_deleted_by_both_is_no_conflict(mary, ben, office):
    typed = _opened(ben, office) | {"departments-1-DELETE": "on"}
    _saved(mary, office, **{"departments-1-DELETE": "on"})
    assert ben.post(_address(office), typed).status_code == 302
    assert list(office.departments.values_list("slug", flat=True)) == ["arts", "sports"]


@pytest.mark.thorough
def test_a_department_nobody_changed_is_deleted(mary, ben, office):
    typed = _opened(ben, office) | {"departments-1-DELETE": "on"}
    _saved(mary, office, phone="414-475-8200")
    _kept_both(ben.post(_address(office), typed))
    assert list(office.departments.values_list("slug", flat=True)) == ["arts", "sports"]


def _places(*places):
    return {f"departments-{index}-position": place for index, place in enumerate(places)}


@pytest.mark.parametrize(
    ("side", "slugs"), [("theirs", ["sports", "arts", "music"]), ("mine", ["music", "arts", "sports"])]
)
@pytest.mark.exhaustive
def test_an_order_changed_by_both_is_one_choice(mary, ben, office, side, slugs):
    typed = _opened(ben, office) | _places(2, 1, 3)
    _saved(mary, office, **_places(2, 3, 1))
    page = ben.post(_address(office), typed)
    orders = ("Arts, Music, Sports", "Sports, Arts, Music", "Music, Arts, Sports")
    assert _found(page) == {"choices": [("", "Order of the departments", *orders)]}
    assert _answered(ben, office, page, departments__order=side).status_code == 302
    assert list(office.departments.values_list("slug", "position")) == [(slug, n) for n, slug in enumerate(slugs, 1)]


@pytest.mark.thorough
def test_a_new_order_and_a_new_department_go_together(mary, ben, office):
    typed = _opened(ben, office) | _places(3, 2, 1)
    _saved(mary, office, **_new(3, name="Chess", slug="chess"))
    _kept_both(ben.post(_address(office), typed))
    assert list(office.departments.values_list("slug", flat=True)) == ["sports", "chess", "music", "arts"]


@pytest.mark.exhaustive
def test_places_that_are_only_counted_anew_are_no_conflict(mary, ben, office):
    Department.objects.filter(slug="sports").update(position=9)
    typed = _opened(ben, office) | {"name": "Learning"}
    _saved(mary, office)
    assert ben.post(_address(office), typed).status_code == 302


@pytest.mark.thorough
def test_contact_lines_are_compared_as_well(mary, ben, office):
    line = office.contacts.get()
    typed = _opened(ben, office) | {"contacts-0-name": "Ana Ruiz"}
    _saved(mary, office, **{"contacts-0-name": "Joe Poe"})
    page = ben.post(_address(office), typed)
    assert _found(page) == {"choices": [("Secretary Joe Poe", "Name", "(empty)", "Joe Poe", "Ana Ruiz")]}
    assert _answered(ben, office, page, **{f"contacts__{line.pk}__name": "theirs"}).status_code == 302
    assert office.contacts.get().name == "Joe Poe"


# The department's own form


@pytest.mark.thorough
def test_the_office_form_and_the_departments_own_form_know_of_each_other(mary, ben, office):
    arts = Department.objects.get(slug="arts")
    typed = _opened(ben, arts) | {"phone": "414-475-8300", "body": "<p>Long text</p>"}
    _saved(mary, office, **{"departments-0-phone": "414-475-8200"})

    page = ben.post(_address(arts), typed)

    assert _found(page) == {
        "choices": [("", "Phone", "414-252-0221", "414-475-8200", "414-475-8300")],
        "typed": [("", "Text", "(empty)", "(empty)", "Long text")],
    }
    assert _answered(ben, arts, page, phone="theirs").status_code == 302
    arts.refresh_from_db()
    assert (str(arts.phone), arts.body) == ("+1 414-475-8200", "<p>Long text</p>")


@pytest.mark.thorough
def test_what_a_department_belongs_to_is_named(mary, ben, office):
    arts = Department.objects.get(slug="arts")
    pks = dict(office.departments.values_list("slug", "pk"))
    typed = _opened(ben, arts) | {"parent": str(pks["sports"])}
    _saved(mary, arts, parent=str(pks["music"]))
    page = ben.post(_address(arts), typed)
    sides = [f"Office: Office of the Academics\nUnit of: {name}" for name in ("(empty)", "Music", "Sports")]
    assert _found(page) == {"choices": [("", "Office and “unit of”", *sides)]}
    assert _answered(ben, arts, page, home="theirs").status_code == 302
    arts.refresh_from_db()
    assert arts.parent_id == pks["music"]


# Hand-made posts


@pytest.mark.parametrize(
    "changes",
    [
        {"departments-TOTAL_FORMS": "many"},
        {"departments-TOTAL_FORMS": "9" * 30},
        {"departments-0-id": "x"},
        {"departments-0-id": "9" * 40},
        {"departments-0-position": "²"},
        {"_shown": "forged"},
        {"_take-phone": "mine"},
        {"succeeds": "\0"},
        {"body": "\ud800"},
        {"lead_standing": "king"},
    ],
)
@pytest.mark.exhaustive
def test_a_hand_made_post_is_answered_and_saves_nothing(mary, ben, office, changes):
    typed = _opened(ben, office) | {"phone": "414-475-8300"} | changes
    typed = {name: value.encode("utf-8", "replace") if value == "\ud800" else value for name, value in typed.items()}
    _saved(mary, office, phone="414-475-8200")
    before = _drafts()
    assert ben.post(_address(office), typed).status_code == 409
    assert _drafts() == before


@pytest.mark.thorough
def test_a_department_of_another_office_cannot_be_drawn_in(mary, ben, office):
    other = make_department(make_office("other"), "chess")
    typed = _opened(ben, office) | {"departments-0-id": str(other.pk)}
    _saved(mary, office, phone="414-475-8200")
    page = ben.post(_address(office), typed)
    _answered(ben, office, page, **{f"departments__{other.pk}": "mine"})
    other.refresh_from_db()
    assert (other.office.slug, other.slug, other.lead_name) == ("other", "chess", "Leon Groce")


def test_who_may_only_look_is_refused_as_before(office):
    viewer = _desk("viewer", role="Viewers")
    assert "_seen" not in viewer.get(_address(office)).content.decode()
    assert viewer.post(_address(office), {"name": "x"}).status_code == 403


# What it costs


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_the_page_takes_the_same_number_of_queries_for_any_office(departments, django_assert_num_queries):
    office = make_office("large", departments=departments)
    mary, ben = _desk("mary", office), _desk("ben", office)
    typed = _opened(ben, office)
    for index in range(departments):
        typed[f"departments-{index}-phone"] = "414-475-8300"
    Department.objects.update(phone="414-475-8200")
    _saved(mary, office, hours="Weekdays")
    with django_assert_num_queries(18):
        page = ben.post(_address(office), typed)
    assert len(page.context["found"].choices) == departments


@pytest.mark.thorough
@pytest.mark.parametrize(("departments", "most"), [(30, 10_000), (200, 50_000)])
def test_what_a_form_carries_is_small(ben, departments, most):
    office = make_office("large", departments=departments, body="<p>Some words that say what is done here.</p>" * 50)
    office.editors.set(get_user_model().objects.all())
    assert len(_opened(ben, office)["_seen"]) < most


def test_who_has_a_units_form_open_while_its_department_moves_saves_it_where_it_is_now(mary, ben, office):
    moving, other = office.departments.first(), make_office("operations", name="Operations")
    unit = make_department(office, "printing", parent=moving, position=9)
    other.editors.add(*office.editors.all())
    typed = _opened(ben, unit) | {"summary": "We print."}
    _saved(mary, moving, office=other.pk)
    assert ben.post(_address(unit), typed).status_code == 302
    unit.refresh_from_db()
    assert (unit.office, unit.parent, unit.summary) == (other, moving, "We print.")


def test_what_became_a_unit_meanwhile_goes_along_with_its_department(mary, ben, office):
    moving, other = office.departments.first(), make_office("operations", name="Operations")
    unit = make_department(office, "printing", position=9)
    other.editors.add(*office.editors.all())
    typed = _opened(ben, moving) | {"office": other.pk}
    _saved(mary, unit, parent=moving.pk)
    assert ben.post(_address(moving), typed).status_code == 302
    unit.refresh_from_db()
    assert (unit.office, unit.parent) == (other, moving)


# A department that another window moved to another office


@pytest.fixture
def operations(office):
    """An office that Ben edits as well."""
    other = make_office("operations", name="Operations")
    other.editors.add(*office.editors.all())
    return other


def _move(desk, slug, other, **changes):
    _saved(desk, Department.objects.get(slug=slug), office=other.pk, **changes)


def _state(slug):
    row = Department.objects.get(slug=slug)
    return row.office.slug, row.email, row.lead_name


def _said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("more", [{}, {"departments-1-DELETE": "on"}])
def test_a_department_that_moved_is_said_to_have_moved(mary, ben, office, operations, more):
    typed = _opened(ben, office) | {"phone": "414-475-8200"} | more
    _move(mary, "music", operations)
    sentence = "Saved. Somebody saved Music (moved to Operations) meanwhile; both are kept."
    assert _kept_both(ben.post(_address(office), typed)) == sentence
    assert _state("music") == ("operations", "", "Leon Groce")
    assert office.departments.count() == 2


def test_what_was_typed_goes_along_with_a_department_that_moved(mary, ben, office, operations):
    typed = _opened(ben, office) | {"departments-1-email": "music@example.org"}
    _move(mary, "music", operations, lead_name="Ana Ruiz")
    Department.objects.filter(slug="music").update(position=7)
    told = _said(ben.post(_address(office), typed))
    assert "Music was moved to Operations meanwhile: what you typed is saved there." in told
    assert _state("music") == ("operations", "music@example.org", "Ana Ruiz")
    assert Department.objects.count() == 3
    assert str(history.versions(operations)[0].by) == "ben"
    assert Department.objects.get(slug="music").position == 7


@pytest.mark.parametrize(("side", "lead"), [("mine", "Bob Doe"), ("theirs", "Ana Ruiz")])
def test_what_both_typed_into_a_department_that_moved_is_asked(mary, ben, office, operations, side, lead):
    music = Department.objects.get(slug="music")
    typed = _opened(ben, office) | {"departments-1-lead_name": "Bob Doe", "departments-1-email": "music@example.org"}
    _move(mary, "music", operations, lead_name="Ana Ruiz")
    page = ben.post(_address(office), typed)
    found = _found(page)
    assert [(part, label) for part, label, *_ in found["choices"]] == [("Music, now in Operations", "Lead")]
    assert found["typed"] == [("Music, now in Operations", "E-mail", "(empty)", "(empty)", "music@example.org")]
    assert _state("music") == ("operations", "", "Ana Ruiz")
    assert _answered(ben, office, page, **{f"departments__{music.pk}__lead": side}).status_code == 302
    assert _state("music") == ("operations", "music@example.org", lead)
    assert Department.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        ("email", "music", "Enter a valid email address."),
        (
            "slug",
            "kitchens",
            "kitchens is taken in this school year. Write another address, for example kitchens-operations.",
        ),
    ],
)
def test_what_cannot_be_saved_on_a_department_that_moved_is_asked(mary, ben, office, operations, field, typed, wrong):
    make_department(operations, "kitchens")
    music = Department.objects.get(slug="music")
    typed = _opened(ben, office) | {f"departments-1-{field}": typed}
    _move(mary, "music", operations)
    page = ben.post(_address(office), typed)
    (choice,) = page.context["found"].choices
    assert (choice.part, choice.why) == ("Music, now in Operations", wrong)
    key = choice.key.replace("-", "__")
    again = _answered(ben, office, page, **{key: "mine"})
    assert again.status_code == 409 and again.context["found"].choices == [choice]
    assert _answered(ben, office, again, **{key: "theirs"}).status_code == 302
    assert _state("music") == ("operations", "", "Leon Groce") and music.slug == "music"


def test_where_a_department_went_is_told_to_nobody_who_may_not_see_it(ben, office):
    hidden = make_office("hidden", name="Hidden")
    publisher = _desk("publisher", role="Publishers")
    untouched = _opened(ben, office) | {"phone": "414-475-8200"}
    typed = untouched | {"departments-1-email": "music@example.org"}
    _move(publisher, "music", hidden)
    page = ben.post(_address(office), typed)
    mine = "Keep mine, as a new department with what stands on this form\nE-mail: music@example.org"
    label = "moved to another office meanwhile, changed by you"
    assert _found(page)["choices"] == [("Music", label, "", "Leave it there, without yours", mine)]
    told = _kept_both(ben.post(_address(office), untouched))
    assert told == "Saved. Somebody saved Music (moved to another office) meanwhile; both are kept."
    assert "Hidden" not in page.content.decode() + told
    assert _state("music") == ("hidden", "", "Leon Groce")
