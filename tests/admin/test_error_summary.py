"""What a form refuses is told at its top: whose it is, what to do, and where."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.admin.test_office import _address, _posted
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _told(response):
    """The summary as (anchor, sentence); None where there is none. It is there once, and the page's title says so."""
    html = unescape(response.content.decode())
    assert "Please correct" not in html
    summaries = re.findall(r'<div class="error-summary".*?</div>', html, re.DOTALL)
    if not summaries:
        return None
    assert len(summaries) == 1 and "<title>Error: " in html
    told = re.findall(r'<li>(?:<a href="#(.*?)">)?(.*?)(?:</a>)?</li>', summaries[0])
    assert all(f'id="{anchor}"' in html for anchor, _ in told if anchor)
    return told


def _sent(client, address, **changes):
    return client.post(address, _posted(client.get(address)) | changes)


def test_each_error_is_told_with_its_department_or_line(publisher):
    office = make_office("academics", departments=2)
    make_contact(office, role="Secretary", phone="")
    rows = {
        "departments-TOTAL_FORMS": 3,
        "departments-1-email": "x",
        "departments-2-slug": "x y",
        "departments-2-lead_standing": "king",
        "contacts-0-email": "x",
    }
    assert _told(publisher.get(_address(office))) is None
    mail, address = (
        "Enter a valid email address.",
        "Write letters a to z, digits and hyphens, for example chief-of-staff.",
    )
    told = _told(_sent(publisher, _address(office), name="", email="x", **rows))
    assert told == [
        ("id_name", "Name: This field is required."),
        ("id_email", f"E-mail: {mail}"),
        ("id_departments-1-email", f"Academics 2, e-mail: {mail}"),
        ("id_departments-2-name", "Department 3, name: This field is required."),
        (
            "id_departments-2-lead_standing",
            "Department 3, standing: Select a valid choice. king is not one of the available choices.",
        ),
        ("id_departments-2-slug", f"Department 3, address: {address}"),
        ("id_contacts-0-email", f"Secretary, e-mail: {mail}"),
    ]


def _form(entry):
    return reverse(f"admin:departments_{entry._meta.model_name}_change", args=[entry.pk])


@pytest.mark.parametrize("typed", ["x y", "-", "_-_", "é", "a/b", "１"])
def test_what_is_no_address_is_refused_in_words(publisher, typed):
    office = make_office("academics", departments=1)
    department = office.departments.get()
    sentence = "Address: Write letters a to z, digits and hyphens, for example chief-of-staff."
    for entry in (office, department):
        assert _told(_sent(publisher, _form(entry), slug=typed)) == [("id_slug", sentence)]
    (told,) = _told(_sent(publisher, _address(office), **{"departments-0-slug": typed}))
    assert told == ("id_departments-0-slug", f"{department}, a{sentence[1:]}")
    assert _told(_sent(publisher, _form(department), slug="-a")) is None


def test_a_row_that_is_deleted_is_not_told(publisher):
    office = make_office("academics", departments=1)
    rows = {"departments-0-email": "x", "departments-0-DELETE": "on"}
    assert _told(_sent(publisher, _address(office), name="", **rows)) == [
        ("id_name", "Name: This field is required."),
    ]


def test_what_is_wrong_with_a_whole_line_leads_to_it(publisher):
    office = make_office("academics")
    make_contact(office)
    empty = {f"contacts-0-{name}": "" for name in ("role", "name", "phone", "email")}
    sentence = "Contact line 1: Fill in a role, a name, a number or an e-mail address, or remove the line."
    assert _told(_sent(publisher, _address(office), **empty)) == [("contacts-0", sentence)]


def test_a_form_of_which_a_part_did_not_arrive_says_so(publisher):
    office = make_office("academics", departments=1)
    posted = {name: value for name, value in _posted(publisher.get(_address(office))).items() if "_FORMS" not in name}
    ((anchor, sentence), _) = _told(publisher.post(_address(office), posted))
    assert anchor == "departments-group"
    assert sentence == "A part of the form did not arrive, and nothing of it is saved. Send it again."


def _alert(publisher):
    return publisher.post(reverse("admin:departments_alert_add"), {"message": "", "level": "3-notice"})


def _year(publisher):
    return publisher.post(reverse("admin:departments_schoolyear_add"), {"label": "2025"})


def _district(publisher):
    return _sent(publisher, _form(make_district()), name="")


def _department(publisher):
    row = make_department(make_office("academics"))
    return _sent(publisher, _form(row), email="x")


def _review(publisher):
    address = _address(make_office("academics"), "review")
    return publisher.post(address, {"when": "later", "reviewed": publisher.get(address).context["reviewed"]})


def _take_off(publisher):
    return publisher.post(_address(make_office("academics", publish=True), "take_off"), {"when": "later"})


def _open(publisher):
    address = reverse("admin:departments_schoolyear_open", args=[make_year("2025-26", opened=False).pk])
    return publisher.post(address, {"when": "later", "at": "soon"})


def _upload(publisher):
    return publisher.post(reverse("admin:departments_load_add"))


def _preview_link(publisher):
    return publisher.post(_address(make_office("academics"), "preview_links"), {"days": "99"})


def _compare(publisher):
    return publisher.get(_address(make_office("academics"), "compare"), {"older": "9"})


def _roll_over(publisher):
    return publisher.get(reverse("admin:departments_schoolyear_roll_over", args=[make_year().pk]), {"into": "x"})


@pytest.mark.parametrize(
    ("refused", "first"),
    [
        (_alert, "id_message"),
        (_year, "id_label"),
        (_district, "id_name"),
        (_department, "id_email"),
        (_review, "id_at"),
        (_take_off, "id_at"),
        (_open, "id_at"),
        (_upload, "id_file"),
        (_preview_link, "id_days"),
        (_compare, "id_older"),
        (_roll_over, "id_into"),
    ],
)
def test_every_form_tells_what_it_refuses_at_its_top(publisher, refused, first):
    assert _told(refused(publisher))[0][0] == first


def test_a_reason_that_is_too_long_is_refused_and_kept(publisher):
    office = make_office("academics")
    publisher.post(_address(office, "confirm"))
    _sent(publisher, _address(office), summary="New")
    version = publisher.get(_address(office, "history")).context["rows"][-1]["version"]
    address = reverse("admin:departments_office_version", args=[office.pk, version.id])
    newest = publisher.get(address).context["form"].initial["newest"]
    response = publisher.post(address, {"newest": newest, "why": "x" * 301})
    sentence = "Why: It has 301 characters; 300 fit. Shorten it."
    assert _told(response) == [("id_why", sentence)]
    assert "x" * 301 in response.content.decode()
