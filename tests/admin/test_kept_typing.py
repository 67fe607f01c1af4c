"""Forms know who opened them: whose typing is shown again, to whom, and what tells the browser that it was saved."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision

import departments
from departments.admin.sent_again import UNTYPED, typed_in_words
from departments.models import Alert, District, Office, SchoolYear
from tests.admin.test_office import _posted
from tests.making import make_department, make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
OURS = {"Origin": "http://testserver"}
NONCE = "0123456789abcdef"
MOMENT_AND_TICK = [("Day and time", "Nov 30, 8am"), ("Only decoration", "Yes")]
KING = ("Standing", "King")
HIDDEN = r'<input type="hidden" name="([^"{]+)"'


@pytest.fixture
def office():
    return make_office("academics", departments=1)


@pytest.fixture
def ann(office):
    """Ann's browser, which is asked for the token of each form as browsers are."""
    return _browser("ann", office)


def _browser(name, *offices, role="Editors"):
    person = make_person(name, role)
    person.offices.add(*offices)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.person = person
    return client


def _address(office, page="change"):
    return reverse(f"admin:departments_office_{page}", args=[office.pk])


def _form(client, office):
    return _form_of(client, _address(office)) | {"hours": "Weekdays 8 to 4"}


def _form_of(client, address):
    """What the form holds, with the token of its page, who opened it, and the mark of its browser."""
    page = client.get(address)
    tokens = {"csrfmiddlewaretoken": page.context["csrf_token"], "_opened_by": page.context["typing"]["token"]}
    return _posted(page) | tokens | {"_sent": NONCE}


def _words(response):
    return response.content.decode()


def test_every_form_of_the_admin_says_who_opened_it():
    folder = Path(departments.__file__).parent / "templates" / "admin"
    bare = {path.name for path in folder.rglob("*.html") if "{% csrf_token %}" in path.read_text()}
    assert bare == {"_form_top.html"}


# A form whose token is old


def test_a_form_with_an_old_token_is_shown_and_saved_when_sent_again(ann, office):
    data = _form(ann, office)
    del ann.cookies["csrftoken"]
    page = ann.post(_address(office), data, headers=OURS)
    assert (page.status_code, page.context["title"]) == (403, "Not saved yet")
    assert ("Hours", "Weekdays 8 to 4") in page.context["typed"]
    assert ("Departments 1: Name", "Academics 1") in page.context["typed"]
    again = dict(page.context["values"]) | {
        "csrfmiddlewaretoken": page.context["csrf_token"],
        "_opened_by": page.context["typing"]["token"],
    }
    assert ann.post(_address(office), again, headers=OURS).status_code == 302
    assert Office.objects.get().hours == "Weekdays 8 to 4"


def test_the_form_of_an_alert_with_an_old_token_is_told_in_its_words():
    client = _browser("publisher", role="Publishers")
    address = reverse("admin:departments_alert_add")
    token = client.get(address).context["typing"]["token"]
    typed = {"level": "3-notice", "show_from_0": "2026-11-27", "show_from_1": "23:16:30"}
    del client.cookies["csrftoken"]
    page = client.post(address, {"_opened_by": token} | typed, headers=OURS)
    assert page.context["typed"] == [("Level", "Notice"), ("From", "November 27, 2026, 11:16 PM")]


@pytest.mark.parametrize(
    ("headers", "is_offered"),
    [
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://elsewhere.example.org"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": "http://elsewhere.example.org", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
    ],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_only_a_post_from_a_page_of_ours_is_offered_again(ann, office, headers, is_offered, is_signed_in):
    data = _form(ann, office)
    ann.cookies.clear()
    if is_signed_in:
        ann.force_login(ann.person)
    page = ann.post(_address(office), data, headers=headers)
    assert page.status_code == 403
    assert ("Weekdays 8 to 4" in _words(page), "Send it again" in _words(page)) == (is_offered, is_offered)
    assert Office.objects.get().hours == ""


# Signed in the test: the moment is part of a signature, and every process has to find the same names of tests.
FORGED = {
    "none": lambda: None,
    "empty": lambda: "",
    "bare": lambda: "1",
    "with a false signature": lambda: "1:abc:def",
    "signed for nothing": lambda: signing.dumps("1"),
    "signed for something else": lambda: signing.dumps("1", salt="x"),
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_a_form_of_nobody_is_refused_and_offered_nothing(ann, office, token):
    data, token = _form(ann, office), token()
    del ann.cookies["csrftoken"], data["_opened_by"]
    page = ann.post(_address(office), data | ({} if token is None else {"_opened_by": token}), headers=OURS)
    assert page.status_code == 403
    assert "This page is out of date" in _words(page) and "Weekdays 8 to 4" not in _words(page)
    assert f'<a href="{_address(office)}">Open the page again</a>' in _words(page)


@pytest.mark.parametrize("has_fresh_token", [True, False])
def test_a_form_of_another_account_is_refused_and_offered_nothing(ann, office, has_fresh_token):
    data = _form(ann, office)
    ben = _browser("ben", office)
    if has_fresh_token:
        data["csrfmiddlewaretoken"] = _form(ben, office)["csrfmiddlewaretoken"]
    page = ben.post(_address(office), data, headers=OURS)
    assert (page.status_code, page.context["title"]) == (403, "Not saved: this form is somebody else’s")
    assert "Weekdays 8 to 4" not in _words(page) and data["_opened_by"] not in _words(page)
    assert Office.objects.get().hours == ""


def test_what_is_refused_for_somebody_else_goes_on_once_its_account_is_back(ann, office):
    data = _form(ann, office)
    again = data | {"_sent_again": "1"}
    assert "and reload this page" in _words(_browser("ben", office).post(_address(office), again, headers=OURS))
    page = ann.post(_address(office), again, headers=OURS)
    assert (page.status_code, Office.objects.get().hours) == (302, "Weekdays 8 to 4")


def test_what_was_typed_for_an_office_that_is_gone_or_another_ones_is_shown(ann, office):
    data = _form(ann, office)
    department = make_department(office, "arts")
    arts = reverse("admin:departments_department_change", args=[department.pk])
    typed = _form_of(ann, arts) | {"hours": "Weekdays 9 to 5"}
    department.office = make_office("operations")
    department.save()
    page = ann.post(arts, typed, headers=OURS)
    assert (page.status_code, page.context["title"]) == (404, "Not found")
    assert ("Hours", "Weekdays 9 to 5") in page.context["typed"] and "Weekdays 9 to 5" in _words(page)
    assert f'name="_sent" value="{NONCE}"' in _words(page)
    ann.person.offices.clear()
    page = ann.post(_address(office), data, headers=OURS)
    assert page.status_code == 404 and "Weekdays 8 to 4" in _words(page)
    assert "Nothing was saved" not in _words(ann.get(_address(office)))


@pytest.mark.parametrize("taken", ["deleted", "not allowed"])
def test_what_was_typed_into_an_alert_that_is_deleted_or_out_of_reach_is_shown(taken):
    publisher = _browser("publisher", role="Publishers")
    alert = Alert.objects.create(message="<p>Closed.</p>")
    address = reverse("admin:departments_alert_change", args=[alert.pk])
    data = _form_of(publisher, address) | {"message": "<p>Closed until noon.</p>"}
    if taken == "deleted":
        alert.delete()
    else:
        publisher.person.groups.clear()
    page = publisher.post(address, data, headers=OURS)
    assert page.status_code == (404 if taken == "deleted" else 403)
    assert ("Message", "Closed until noon.") in page.context["typed"] and "Closed until noon." in _words(page)


def test_who_was_signed_out_signs_in_first_and_sends_it_again(ann, office):
    data = _form(ann, office)
    Session.objects.all().delete()
    page = ann.post(_address(office), data, headers=OURS)
    assert page.status_code == 403
    assert "You were signed out before you sent this form." in _words(page)
    assert ("Hours", "Weekdays 8 to 4") in page.context["typed"]
    assert f"{reverse('admin:departments_office_signed_in')}?for=" in _words(page)
    ann.force_login(ann.person)
    again = dict(page.context["values"]) | {"_opened_by": page.context["typing"]["token"]}
    assert ann.post(_address(office), again, headers=OURS).context["title"] == "Not saved yet"


def _sent_again(page):
    """What the page sends when its button is pressed, by its own fields."""
    form = re.search(r'<form method="post".*?</form>', _words(page), re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def test_who_signs_in_beside_it_after_all_cookies_are_cleared_sends_it_again_once(ann, office):
    data = _form(ann, office)
    ann.cookies.clear()
    page = ann.post(_address(office), data, headers=OURS)
    ann.cookies.clear()  # signing in gives another token
    ann.force_login(ann.person)
    ann.get(_address(office))
    again = _sent_again(page)
    assert ann.post(_address(office), again).status_code == 403
    assert _browser("ben", office).post(_address(office), again, headers=OURS).status_code == 403
    assert Office.objects.get().hours == ""
    assert ann.post(_address(office), again, headers=OURS).status_code == 302
    assert Office.objects.get().hours == "Weekdays 8 to 4"


def test_files_must_be_chosen_again_and_the_page_says_so(ann, office):
    data = _form(ann, office)
    del ann.cookies["csrftoken"]
    picture = SimpleUploadedFile("school.jpg", b"a picture")
    page = ann.post(_address(office), data | {"image": picture}, headers=OURS)
    assert "Files are not kept. Choose school.jpg again once this is saved." in _words(page)


def test_what_was_typed_is_told_in_words_without_what_nobody_typed(client):
    posted = client.request(REQUEST_METHOD="POST").wsgi_request.POST.copy()
    posted.update(
        {
            "body": "<h2>Hours</h2><p>8 &lt; 4</p>",
            "phone": " 414-475-8393 ",
            "summary": "",
            "lead_standing": "acting",
            "contacts-__prefix__-kind": "voice",
            "hours": "< 8",
            "school_year": "3",
            "contacts-0-name": "Ann Roe",
            "contacts-0-id": "7",
            "contacts-0-position": "1",
            "contacts-TOTAL_FORMS": "1",
            "_seen": "x",
            "csrfmiddlewaretoken": "x",
        }
    )
    assert list(typed_in_words(posted)) == [
        ("Text", "Hours\n8 < 4"),
        ("Phone", "414-475-8393"),
        ("Standing", "Acting"),
        ("Hours", "< 8"),
        ("Contacts 1: Name", "Ann Roe"),
    ]


@pytest.mark.parametrize(
    ("model", "posted", "told"),
    [
        (
            Alert,
            {"level": "3-notice", "show_from_0": "2026-11-27", "show_from_1": "23:16:30", "show_until_1": ""},
            [("Level", "Notice"), ("From", "November 27, 2026, 11:16 PM")],
        ),
        (Alert, {"show_from_0": "soon", "show_from_1": "8am"}, [("From", "soon 8am")]),
        (
            District,
            {"lines-0-label": "Front desk", "lines-0-number": "4144758393"},
            [("Lines 1: Label", "Front desk"), ("Lines 1: Number", "414-475-8393")],
        ),
        (SchoolYear, {"starts_on": "2027-07-01"}, [("First day", "July 1, 2027")]),
        (Office, {"when": "now", "reviewed": "23", "editors": "1", "note": "Why"}, [("Note", "Why")]),
        (Office, {"at": "Nov 30, 8am", "image_decorative": "on", "image-kept": "images/0"}, MOMENT_AND_TICK),
        (Office, {"offices": "1", "people": "2", "to": "3", "role": "Editors"}, [("Role", "Editors")]),
        (Office, {"mended": "4", "begins": "3", "which": "all", "old": "475"}, [("Old", "475")]),
        (Office, {"form-0-part": "7", "form-0-words": "Whose?"}, [("Form 1: Words", "Whose?")]),
        (Office, {"id": "7", "hours-0-x": "1", "lead_standing": "king"}, [("Id", "7"), ("Hours 1: X", "1"), KING]),
    ],
)
def test_every_form_is_told_in_words(model, posted, told):
    data = QueryDict(mutable=True)
    data.update(posted)
    assert list(typed_in_words(data, model)) == told


def test_what_a_form_hides_was_typed_by_nobody():
    folder = Path(departments.__file__).parent / "templates/admin"
    hidden = {name for page in folder.rglob("*.html") for name in re.findall(HIDDEN, page.read_text())}
    assert {"reviewed", "shown", "_seen"} <= hidden
    assert [name for name in sorted(hidden) if not UNTYPED.fullmatch(name)] == ["into"]  # shown as text beside it


# Saved, and the browser told


def _told(response):
    return [name for name in response.cookies if name.startswith("departments_saved_")]


def test_a_save_tells_the_browser_which_form_it_was(ann, office):
    response = ann.post(_address(office), _form(ann, office), headers=OURS)
    assert (response.status_code, _told(response)) == (302, [f"departments_saved_{NONCE}"])
    assert response.cookies[f"departments_saved_{NONCE}"]["path"] == reverse("admin:index")


@pytest.mark.parametrize("changes", [{"phone": "call us"}, {"_sent": ""}, {"_sent": "a; b"}, {"_sent": "f" * 99}])
def test_a_refused_save_or_a_forged_name_tells_nothing(ann, office, changes):
    assert _told(ann.post(_address(office), _form(ann, office) | changes, headers=OURS)) == []


# “These details are right”


def test_saying_that_details_are_right_saves_them_first(ann, office):
    assert ann.post(_address(office), _form(ann, office) | {"_confirm": "1"}, headers=OURS).status_code == 302
    office = Office.objects.get()
    assert (office.hours, office.confirmed_by) == ("Weekdays 8 to 4", ann.person)
    assert [version.comment for version in Revision.objects.order_by("pk")][-1] == "Details checked"


def test_what_cannot_be_saved_is_not_marked_as_checked(ann, office):
    ann.post(_address(office), _form(ann, office) | {"_confirm": "1", "phone": "call us"}, headers=OURS)
    assert Office.objects.get().confirmed_on is None


def test_what_somebody_saved_meanwhile_is_not_marked_as_checked_unseen(ann, office):
    page = ann.get(_address(office))
    data = _form(ann, office) | {"_seen": page.context["seen"], "_confirm": "1"}
    Office.objects.update(phone="414-475-8200")
    page = ann.post(_address(office), data, headers=OURS, follow=True)
    assert "was not marked as checked, for it holds what you have not seen." in _words(page)
    office = Office.objects.get()
    assert (office.hours, str(office.phone), office.confirmed_on) == ("Weekdays 8 to 4", "+1 414-475-8200", None)


# Asked by scripts


def _lasts(seconds=None):
    """The session there is, and how long it lasts; from now on only so many seconds."""
    session = Session.objects.get()
    if seconds is not None:
        session.expire_date = timezone.now() + timedelta(seconds=seconds)
        session.save()
    return session.expire_date


@pytest.mark.parametrize("ask", ["still_signed_in", "open", "closed"])
def test_what_scripts_send_lengthens_no_session(office, settings, ask):
    settings.SESSION_SAVE_EVERY_REQUEST = True
    person = make_person("ann", "Editors")
    person.offices.add(office)
    ann = Client()
    ann.force_login(person)
    ends = _lasts(60)
    address = reverse(f"admin:departments_office_{ask}", args=[] if ask == "still_signed_in" else [office.pk])
    response = ann.get(address) if ask == "still_signed_in" else ann.post(address)
    assert response.status_code in (200, 204) and "sessionid" not in response.cookies
    assert _lasts() == ends
    ann.get(_address(office))
    assert _lasts() > ends  # a person did that


@pytest.mark.parametrize("in_session", [False, True])
def test_the_script_is_told_who_is_signed_in_with_a_token_that_saves(ann, office, settings, in_session):
    settings.CSRF_USE_SESSIONS = in_session
    data = _form(ann, office)
    if not in_session:
        del ann.cookies["csrftoken"]
    told = ann.get(reverse("admin:departments_office_still_signed_in")).json()
    assert (told["account"], told["name"]) == (str(ann.person.pk), "ann")
    data["csrfmiddlewaretoken"] = told["token"]
    assert ann.post(_address(office), data, headers=OURS).status_code == 302


@pytest.mark.parametrize("role", [None, "signed out"])
def test_the_script_is_told_that_nobody_of_ours_is_signed_in(client, role):
    if role is None:
        person = make_person("visitor", None)
        person.is_staff = False
        person.save()
        client.force_login(person)
    response = client.get(reverse("admin:departments_office_still_signed_in"))
    assert (response.status_code, response.json()) == (401, {"account": None})


def test_signing_in_beside_a_form_says_whose_form_it_is(ann, office):
    token = _form(ann, office)["_opened_by"]
    address = f"{reverse('admin:departments_office_signed_in')}?for={token}"
    assert Client().get(address).status_code == 302
    mine, others = ann.get(address), _browser("ben", office).get(address)
    assert (mine.context["title"], others.context["title"]) == ("You are signed in", "This form is somebody else’s")
    assert (b"signed-in.js" in mine.content, b"/signed-in.js" in others.content) == (True, False)
