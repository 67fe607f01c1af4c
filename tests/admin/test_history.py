"""The history of an office's draft in the admin: forms that record, versions that are read and put back, recovery."""

from html import unescape

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from reversion.models import Revision, Version

from departments import publishing
from departments.drafts import history
from departments.models import Contact, Department, Office
from tests.making import make_contact, make_department, make_office, make_person, make_year

# Its pages draw whole forms.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOW = "September 2, 2024, 10:00 AM"  # as the clock below stands in Milwaukee


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2024-09-02T15:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def office():
    office = make_office("academics", name="Academics", phone="414-475-8393 ext. 12", departments=2)
    make_department(office, "unit", parent=office.departments.first(), position=3)
    make_contact(office.departments.first(), role="TTY", kind="tty", position=1)
    make_contact(office, position=1)
    return office


def _signed_in(role, office=None):
    """A client for a person in the group `role`, who edits `office`."""
    person = make_person(role.lower(), role)
    if office:
        office.editors.add(person)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor(office):
    return _signed_in("Editors", office)


@pytest.fixture
def publisher():
    return _signed_in("Publishers")


def _office_page(office, page, *args):
    return reverse(f"admin:departments_office_{page}", args=[office.pk, *args])


def _form(noun, row=None):
    name = f"admin:departments_{noun}_"
    return reverse(f"{name}change", args=[row.pk]) if row else reverse(f"{name}add")


def _save(client, address, **changes):
    """Post the form at `address` as the browser would, with `changes`."""
    response = client.get(address)
    values = {}
    form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    for bound in [form, *(f for formset in formsets for f in formset.forms), *(s.management_form for s in formsets)]:
        for name in bound.fields:
            values |= _posted(bound[name])
    if "seen" in response.context:
        values["_seen"] = response.context["seen"]
    values |= changes
    return client.post(address, {name: value for name, value in values.items() if value is not None})


def _posted(field):
    widget = getattr(field.field.widget, "widget", field.field.widget)  # the admin wraps those of foreign keys
    value = field.value()
    if widget.needs_multipart_form:
        return {}
    if hasattr(widget, "decompress"):
        parts = widget.decompress(value)
        return {f"{field.html_name}_{index}": part or "" for index, part in enumerate(parts)}
    if isinstance(value, bool):
        return {field.html_name: "on"} if value else {}
    if getattr(widget, "allow_multiple_selected", False):
        return {field.html_name: value}
    shown = widget.format_value(value)
    if isinstance(shown, list):
        (shown,) = shown or [""]
    return {field.html_name: "" if shown is None else shown}


def _rows():
    return [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]


def _page(office):
    return publishing.draft_of(Office.objects.get(pk=office.pk), at=timezone.now()).page


def _told(office):
    return [(one.who, one.why, [str(change) for change in one.changes]) for one in history.versions(office)]


def _text(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def _messages(response):
    return [str(message) for message in response.context["messages"]]


# Forms that record

DEPARTMENT = {"lead_standing": "appointed", "lead_title": "Director", "position": ""}
NEW = {"departments-TOTAL_FORMS": 4} | {
    f"departments-3-{name}": value for name, value in (DEPARTMENT | {"name": "Music", "slug": "music"}).items()
}


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"phone": "414-475-0000"}, ["Academics: phone 414-475-8393 ext. 12 → 414-475-0000"]),
        ({"departments-0-name": "Arts"}, ["Academics 1 is now called Arts"]),
        ({"contacts-0-role": "Clerk"}, ["Academics: line Secretary: role Secretary → Clerk"]),
        (
            {"departments-0-position": 2, "departments-1-position": 1},
            ["Academics 2 moved from place 2 to place 1"],
        ),
        (NEW, ["New department: Music"]),
        ({"departments-2-DELETE": "on"}, ["Unit is no longer on the page"]),
        (NEW | {"departments-2-DELETE": "on"}, ["New department: Music", "Unit is no longer on the page"]),
    ],
)
@pytest.mark.thorough
def test_a_save_of_the_office_form_is_a_version_and_is_put_back(editor, office, changes, sentences):
    before, page = _rows(), _page(office)

    assert _save(editor, _form("office", office), **changes).status_code == 302

    told = _told(office)
    assert told[0] == ("editors", "", sentences)
    assert told[1][:2] == ("nobody knows", "As it was before the first version") and len(told) == 2
    first = history.versions(office)[-1]
    response = editor.post(
        _office_page(office, "version", first.id), {"newest": history.versions(office)[0].id}, follow=True
    )
    assert _messages(response)[1].startswith("Put Academics back to September 2, 2024, 10:00 AM: ")
    assert (_rows(), _page(office)) == (before, page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": "What we do"}, "Academics 1: summary added (3 words)"),
        ({"contacts-0-phone": "888-814-4026"}, "Academics 1: line TTY: number 414-475-8393 → 888-814-4026"),
    ],
)
def test_a_save_of_a_department_form_is_a_version_of_its_office(editor, office, changes, sentence):
    before, page = _rows(), _page(office)
    department = office.departments.first()
    assert _save(editor, _form("department", department), **changes).status_code == 302
    newest, first = history.versions(office)
    assert len(newest.changes) == 1 and newest.who == "editors" and first.page == page
    assert str(newest.changes[0]).replace("phone", "number") == sentence
    history.put_back(office, first, by=None)
    assert _rows() == before


def test_a_department_that_moves_is_told_in_both_offices(publisher, office):
    other = make_office("operations", name="Operations")
    moving = office.departments.get(slug="academics-2")
    assert _save(publisher, _form("department", moving), office=other.pk).status_code == 302
    assert _told(office)[0] == ("publishers", "", ["Academics 2 is no longer on the page"])
    assert _told(other)[0] == ("publishers", "", ["New department: Academics 2"])


def test_units_go_along_with_their_department_and_it_is_said(publisher, office):
    other = make_office("operations", name="Operations")
    moving = office.departments.get(slug="academics-1")
    saved = _save(publisher, _form("department", moving), office=other.pk)
    told = [str(message) for message in saved.wsgi_request._messages]
    assert told[0] == "What belongs to Academics 1 goes to Operations with it: Unit."
    assert [(one.slug, one.parent) for one in other.departments.all()] == [("academics-1", None), ("unit", moving)]
    assert _told(office)[0][2] == ["Academics 1 is no longer on the page", "Unit is no longer on the page"]
    assert _told(other)[0][2] == ["New department: Academics 1", "New unit of Academics 1: Unit"]


def test_a_new_office_and_a_new_department_are_versions(publisher):
    year = make_year()
    new = {"name": "Operations", "slug": "operations", "school_year": year.pk}
    assert _save(publisher, _form("office"), **new).status_code == 302
    office = Office.objects.get()
    new = DEPARTMENT | {"name": "Music", "slug": "music", "office": office.pk, "position": None}
    assert _save(publisher, _form("department"), **new).status_code == 302
    assert _told(office) == [
        ("publishers", "Added on its form", ["New department: Music"]),
        ("publishers", "Added on its form", ["New on the page: Operations"]),
    ]


@pytest.mark.parametrize("changes", [{"phone": "475-8393"}, {"departments-0-name": ""}, {"contacts-0-phone": "12"}])
def test_a_form_that_is_refused_leaves_no_version(editor, office, changes):
    assert _save(editor, _form("office", office), **changes).status_code == 200
    assert not Revision.objects.exists()


def test_a_save_that_changed_nothing_leaves_no_version(editor, office):
    assert _save(editor, _form("office", office)).status_code == 302
    assert _save(editor, _form("department", office.departments.first())).status_code == 302
    assert not Revision.objects.exists()


def test_opening_a_form_writes_nothing(editor, office, django_assert_num_queries):
    editor.get(_form("office", office))
    assert not Revision.objects.exists()


def test_the_log_of_django_goes_on(editor, office):
    _save(editor, _form("office", office), hours="8 to 4")
    entry = LogEntry.objects.get()
    assert entry.object_repr == "Academics" and entry.get_change_message() == "Changed Hours."


def test_a_deleted_office_is_recovered(publisher, office):
    before = _rows()
    publisher.post(reverse("admin:departments_office_delete", args=[office.pk]), {"post": "yes"})
    assert not Office.objects.exists()

    address = reverse("admin:departments_office_deleted")
    assert "Academics 2024-25 Deleted on September 2, 2024, 10:00 AM by publishers" in _text(publisher.get(address))
    response = publisher.post(address, {"kind": "office", "pk": office.pk}, follow=True)

    assert _rows() == before
    assert _messages(response) == [
        "Recovered Academics, as it last was.",
        "Nobody is assigned to edit it yet: choose its editors on its form.",
    ]
    assert response.redirect_chain == [(_form("office", office), 302)]


def test_offices_and_departments_deleted_from_their_lists_are_recovered(publisher, office):
    other = make_office("operations", name="Operations", departments=2)
    before = _rows()
    for noun, rows in (("department", other.departments.all()), ("office", [office])):
        action = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
        publisher.post(reverse(f"admin:departments_{noun}_changelist"), action)
    assert list(Office.objects.all()) == [other] and not Department.objects.exists()
    assert _told(other)[0][:2] == ("publishers", "Deleted Operations 1, Operations 2")
    address = reverse("admin:departments_office_deleted")
    context = publisher.get(address).context
    for deleted in (*context["offices"], *context["departments"]):
        assert publisher.post(address, {"kind": deleted.kind, "pk": deleted.pk}).status_code == 302
    assert _rows() == before


def test_a_department_deleted_on_its_own_page_is_recovered(editor, office):
    before = _rows()
    department = office.departments.get(slug="academics-2")
    editor.post(reverse("admin:departments_department_delete", args=[department.pk]), {"post": "yes"})
    assert _told(office)[0][:2] == ("editors", "Deleted Academics 2")
    address = reverse("admin:departments_office_deleted")
    assert editor.post(address, {"kind": "department", "pk": department.pk}).status_code == 302
    assert _rows() == before


# Who may recover


def test_each_sees_what_they_may_recover(publisher, editor, office):
    other, gone = make_office("operations", departments=1), make_office("gone", name="Gone")
    theirs, others = office.departments.get(slug="academics-2"), other.departments.get()
    for noun, row in (("department", theirs), ("department", others), ("office", gone)):
        publisher.post(reverse(f"admin:departments_{noun}_delete", args=[row.pk]), {"post": "yes"})
    address = reverse("admin:departments_office_deleted")
    context = editor.get(address).context
    assert (context["offices"], [one.name for one in context["departments"]]) == ((), ["Academics 2"])
    before = _rows()
    for forged in ({"kind": "department", "pk": others.pk}, {"kind": "office", "pk": gone.pk}, {"kind": "x"}, {}):
        assert editor.post(address, forged).status_code == 404
    assert _signed_in("Viewers").post(address, {"kind": "department", "pk": theirs.pk}).status_code == 404
    assert _rows() == before


def test_an_address_taken_meanwhile_is_told(publisher, office):
    publisher.post(reverse("admin:departments_office_delete", args=[office.pk]), {"post": "yes"})
    make_office("academics", name="Thief")
    address = reverse("admin:departments_office_deleted")
    response = publisher.post(address, {"kind": "office", "pk": office.pk}, follow=True)
    assert _messages(response)[1:] == [
        "Not recovered. The address academics belongs to another office by now. Give that office another one first."
    ]


# The pages


def _versions(office, count):
    """So many versions besides the first."""
    for number in range(count):
        with history.recording(by=None, why=f"Load {number}"):
            history.watch(office.pk)
            Office.objects.filter(pk=office.pk).update(hours=f"from {number}")
    return history.versions(office)


def test_the_history_tells_when_who_why_and_what(editor, office):
    _save(
        editor, _form("office", office), hours="8 to 4", phone="", **{"departments-0-name": "A", "contacts-0-name": "B"}
    )
    text = _text(editor.get(_office_page(office, "history")))
    assert (
        f"{NOW} the newest editors Academics: phone 414-475-8393 ext. 12 removed; Academics: hours 8 to 4 "
        f"added; Academics: line Secretary: name B added; and 1 more See all changes of the version of {NOW} "
        f"{NOW} nobody knows: As it was before the first version New on the page: Academics with 3 "
        f"departments See the version of {NOW} Put back … the version of {NOW}"
    ) in text


def test_an_office_never_saved_says_so(editor, office):
    text = _text(editor.get(_office_page(office, "history")))
    assert "Nothing was saved since the history began, or published. Its first entry comes with the next save." in text


@pytest.mark.parametrize("count", [1, 3, 200])
def test_the_history_takes_the_same_number_of_queries_for_any_number(editor, office, count, django_assert_num_queries):
    _versions(office, count)
    editor.get(_office_page(office, "history"))
    with django_assert_num_queries(18):
        response = editor.get(_office_page(office, "history"))
    assert len(response.context["rows"]) == min(count + 1, 25)


def test_older_versions_stand_on_further_pages(editor, office):
    _versions(office, 30)
    response = editor.get(_office_page(office, "history"), {"page": 2})
    assert [row["changed"] for row in response.context["rows"]][-2:] == [
        "Academics: hours from 0 added",
        "New on the page: Academics with 3 departments",
    ]
    assert "Page 2 of 2" in _text(response)


def test_a_damaged_version_says_so_and_the_others_are_shown(editor, office):
    _versions(office, 2)
    damaged = history.versions(office)[1]
    Version.objects.filter(revision=damaged.id).update(serialized_data="[")
    response = editor.get(_office_page(office, "history"))
    assert [row["changed"] for row in response.context["rows"]] == [
        "Academics: hours from 1 added",
        "",
        "New on the page: Academics with 3 departments",
    ]
    text = _text(response)
    assert text.count("What was kept of it is damaged and cannot be read.") == 1 and text.count("Put back …") == 1
    page = _text(editor.get(_office_page(office, "version", damaged.id)))
    assert "It cannot be put back. What was kept of this version is damaged. Choose another one." in page


def test_a_departments_history_is_its_offices(editor, office):
    address = reverse("admin:departments_department_history", args=[office.departments.first().pk])
    assert editor.get(address).url == _office_page(office, "history")


def test_the_history_button_of_the_form_leads_to_the_history(editor, office):
    address = _office_page(office, "history")
    assert f'href="{address}"' in editor.get(_form("office", office)).content.decode()


def test_a_version_says_what_it_changed_and_what_putting_it_back_would(editor, office):
    _save(editor, _form("office", office), hours="8 to 4")
    _save(editor, _form("office", office), hours="8 to 4", **NEW)
    newest, middle, _ = history.versions(office)

    text = _text(editor.get(_office_page(office, "version", middle.id)))
    assert "What it changed Academics Hours: added: 8 to 4" in text
    assert "Music was added since and is deleted." in text
    assert "Put back the version of September 2, 2024, 10:00 AM" in text
    text = _text(editor.get(_office_page(office, "version", newest.id)))
    assert "The draft is as it was then: there is nothing to put back." in text


def test_what_cannot_be_put_back_says_why_and_has_no_button(editor, office):
    kept = _versions(office, 1)
    Office.objects.filter(pk=office.pk).update(slug="elsewhere")
    make_office("academics", name="Thief")
    html = editor.get(_office_page(office, "version", kept[-1].id)).content.decode()
    assert "It cannot be put back. The address academics belongs to another office by now." in html
    assert "<button" not in html.split('id="put-back"')[1].split("</section>")[0]
    response = editor.post(_office_page(office, "version", kept[-1].id), {"newest": kept[0].id})
    assert _messages(response) == [
        "Not put back. The address academics belongs to another office by now. Give that office another one first."
    ]


def test_putting_back_is_logged_with_its_reason(editor, office):
    kept = _versions(office, 2)
    address = _office_page(office, "version", kept[-1].id)
    response = editor.post(address, {"newest": kept[0].id, "why": "A mistake"}, follow=True)
    assert response.redirect_chain == [(_office_page(office, "history"), 302)]
    assert _messages(response) == [
        "Put Academics back to September 2, 2024, 10:00 AM: Academics: hours from 1 removed."
    ]
    assert _told(office)[0][:2] == ("editors", "Put back to September 2, 2024, 10:00 AM: A mistake")
    assert LogEntry.objects.get().change_message == "Put Academics back to September 2, 2024, 10:00 AM."


@pytest.mark.parametrize("newest", ["", "0", "x"])
def test_a_save_meanwhile_is_looked_at_first(editor, office, newest):
    kept = _versions(office, 2)
    before = _rows()
    response = editor.post(_office_page(office, "version", kept[-1].id), {"newest": newest, "why": "A mistake"})
    assert _rows() == before
    assert 'value="A mistake"' in response.content.decode()


def test_reading_changes_nothing(editor, office):
    kept = _versions(office, 2)
    before = _rows()
    for version in kept:
        assert editor.get(_office_page(office, "version", version.id), {"newest": kept[0].id}).status_code == 200
    assert _rows() == before and history.versions(office) == kept


def test_a_version_of_another_office_is_not_found(editor, office):
    other = make_office("operations")
    theirs = _versions(other, 1)
    mine = _versions(office, 1)
    before = _rows()
    for version_id in (theirs[-1].id, 999_999):
        address = _office_page(office, "version", version_id)
        assert editor.get(address).status_code == 404
        assert editor.post(address, {"newest": mine[0].id}).status_code == 404
    assert _rows() == before


@pytest.mark.parametrize(("role", "reads", "posts"), [("Viewers", 200, 403), ("Editors", 404, 404)])
def test_who_may_not_edit_the_office_cannot_put_it_back(office, role, reads, posts):
    kept = _versions(office, 1)
    before, client = _rows(), _signed_in(role)
    address = _office_page(office, "version", kept[-1].id)
    response = client.get(address)
    assert (response.status_code, client.get(_office_page(office, "history")).status_code) == (reads, reads)
    assert b"put-back-form" not in response.content
    assert client.post(address, {"newest": kept[0].id}).status_code == posts
    assert _rows() == before


def test_what_an_editor_may_not_do_by_hand_is_refused(editor, office):
    _save(editor, _form("office", office), **NEW)
    kept = history.versions(office)
    group = editor.get(_form("office", office)).context["user"].groups.get()
    group.permissions.remove(group.permissions.get(codename="delete_department"))
    response = editor.post(_office_page(office, "version", kept[-1].id), {"newest": kept[0].id})
    assert _messages(response) == [
        "Not put back. This would delete a department, which you may not. Ask a colleague who may."
    ]
    assert Department.objects.filter(slug="music").exists()
