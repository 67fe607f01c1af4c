"""Departments, alerts, the district and school years in the admin."""

from datetime import UTC, datetime

import pytest
from django.db.models import QuerySet
from django.forms import Select
from django.urls import reverse
from pytest_django.asserts import assertHTMLEqual

from departments import publishing
from departments.admin.department import DepartmentForm
from departments.admin.entry_choice import MOST
from departments.models import Alert, Department, Office, Publication
from tests.admin.test_office import _posted
from tests.making import make_department, make_district, make_office, make_person, make_year, picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _get(client, noun, page="changelist", *args):
    return client.get(reverse(f"admin:departments_{noun}_{page}", args=args))


def test_a_department_has_a_screen_of_its_own(publisher):
    office = make_office("academics", year=make_year("2016-17"))
    arts = make_department(office, "arts", phone="414-252-0221 ext. 3")
    music = make_department(office, "music", parent=arts)
    make_department(make_office("operations"), "kitchens")

    response = _get(publisher, "department", "change", music.pk)

    form = response.context["adminform"].form
    assert list(form.fields["parent"].offered) == [arts]
    assert "Office of the Academics (2016-17)" in str(form["office"])
    assert 'value="414-252-0221 ext. 3"' in _get(publisher, "department", "change", arts.pk).content.decode()


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("music", "Music belongs to another office. Choose one of this office."),
        ("clay", "Clay is a unit itself; units have no units of their own."),
        ("arts", "A department cannot be a unit of itself."),
        ("kitchens", "What you chose is no longer there, or not yours. Choose another."),
        (None, "What you chose is no longer there, or not yours. Choose another."),
    ],
)
def test_a_unit_of_what_the_list_has_no_longer_is_refused_by_what_became_of_it(client, chosen, sentence):
    office, other, hidden = (make_office(name) for name in ("academics", "operations", "nutrition"))
    arts, clay = make_department(office, "arts"), make_department(office, "clay", name="Clay")
    Department.objects.filter(pk=clay.pk).update(parent=make_department(office, "painting"))
    make_department(other, "music", name="Music"), make_department(hidden, "kitchens")
    editor = make_person("editor", "Editors")
    editor.offices.add(office, other)
    client.force_login(editor)
    typed = _posted(_get(client, "department", "change", arts.pk))
    typed["parent"] = Department.objects.get(slug=chosen).pk if chosen else "9" * 20
    page = client.post(reverse("admin:departments_department_change", args=[arts.pk]), typed)
    assert page.context["adminform"].form.errors == {"parent": [sentence]}


def test_a_department_links_to_its_place_on_the_public_page(publisher):
    office = make_office("academics", departments=1, publish=True)
    department = office.departments.get()
    html = _get(publisher, "department", "change", department.pk).content
    assert b'href="/offices/academics/#academics-1" class="viewsitelink"' in html


@pytest.mark.parametrize("noun", ["office", "department"])
def test_view_on_site_leads_to_the_live_page_whatever_the_drafts_address(publisher, noun):
    office = make_office("academics", departments=1, publish=True)
    row = office if noun == "office" else office.departments.get()
    anchor = "" if noun == "office" else "#academics-1"
    row.slug = "learning"
    row.save()
    # Another draft that takes the address it gives up is not what visitors see there.
    other = make_office("academics") if noun == "office" else make_department(make_office("other"), "academics-1")

    html = _get(publisher, noun, "change", row.pk).content.decode()
    assert f'href="/offices/academics/{anchor}" class="viewsitelink"' in html
    assert "viewsitelink" not in _get(publisher, noun, "change", other.pk).content.decode()


@pytest.mark.parametrize("noun", ["office", "department"])
def test_view_on_site_is_not_offered_where_visitors_cannot_read_it(publisher, noun):
    office = make_office("academics", departments=1, publish=True)
    row = office if noun == "office" else office.departments.get()
    shown = [b"viewsitelink" in _get(publisher, noun, "change", row.pk).content]
    payload = office.publications.get().payload
    for broken in ({}, payload):
        QuerySet(Publication).update(payload=broken)
        shown.append(b"viewsitelink" in _get(publisher, noun, "change", row.pk).content)
    publishing.withdraw(office, by=None)
    shown.append(b"viewsitelink" in _get(publisher, noun, "change", row.pk).content)
    assert shown == [True, False, True, False]


def test_how_an_office_stands_links_to_the_live_page(publisher):
    office = make_office("academics", publish=True)
    Office.objects.update(slug="learning")
    html = _get(publisher, "office", "change", office.pk).content.decode()
    assert '<a href="/years/2024-25/offices/academics/">Live since' in html


def test_the_departments_are_listed_in_constant_queries(publisher, django_assert_num_queries):
    make_office("academics", departments=90)
    _get(publisher, "department")
    with django_assert_num_queries(13):
        assert "Academics 90" in _get(publisher, "department").content.decode()
    assert Department.objects.count() == 90


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_adding_a_department_takes_constant_queries(publisher, departments, django_assert_num_queries):
    make_office("academics", departments=departments)
    _get(publisher, "department", "add")
    with django_assert_num_queries(8):
        html = _get(publisher, "department", "add").content.decode()
    # What it may be a unit of is looked for: a list of all would be most of the page.
    assert html.count(" – Office of the Academics (2024-25)</option>") == 0
    heads = reverse("admin:departments_department_heads")
    publisher.get(heads)
    with django_assert_num_queries(7):
        assert len(publisher.get(heads).json()["results"]) == min(departments, MOST)


def test_what_a_new_department_is_a_unit_of_is_shown_again_where_the_form_is_refused(publisher):
    office = make_office("academics")
    arts, music = make_department(office, "arts"), make_department(office, "music")
    make_department(office, "choir", parent=arts)
    typed = _posted(_get(publisher, "department", "add")) | {"office": office.pk, "parent": arts.pk}
    form = publisher.post(reverse("admin:departments_department_add"), typed).context["adminform"].form
    assert list(form.errors) == ["name", "slug"]
    assert list(form.fields["parent"].choices) == [
        ("", "---------"),
        (arts.pk, "Arts – Office of the Academics (2024-25)"),
    ]
    results = publisher.get(reverse("admin:departments_department_heads")).json()["results"]
    assert [row["id"] for row in results] == [arts.pk, music.pk]


@pytest.mark.parametrize("chosen", [None, 1, 3])
def test_departments_to_choose_from_are_listed_as_django_lists_them(chosen):
    arts, music, sports = (make_department(make_office(name), f"{name}-1") for name in ("arts", "music", "sports"))
    Department.objects.filter(pk=music.pk).update(name='<Music & "more">')
    field = DepartmentForm.base_fields["parent"]
    entry = {None: None, 1: arts, 3: sports}[chosen]
    shown = field.widget.render("parent", entry and entry.pk, {"id": "id_parent"})
    labels = [f"{one} – {one.office} ({one.school_year})" for one in field.queryset]
    assert labels[1] == '<Music & "more"> – Office of the Music (2024-25)'
    djangos = Select(
        choices=[("", "---------"), *zip(field.queryset.values_list("pk", flat=True), labels, strict=True)]
    )
    assertHTMLEqual(shown, djangos.render("parent", entry and entry.pk, {"id": "id_parent"}))


def test_a_broken_alert_tells_editors_why_it_is_left_out(publisher):
    Alert.objects.create(message="<p>School is closed</p>")
    Alert.objects.filter(pk=Alert.objects.create(message="x").pk).update(message="<p></p>")
    html = _get(publisher, "alert").content.decode()
    assert "on every page" in html
    assert "Left out of the pages: it has no words. Correct it and save." in html


def _post_an_alert(client, day, hour, message="<p>Closed</p>"):
    alert = {"message": message, "level": Alert.Level.NOTICE, "show_from_0": day, "show_from_1": hour}
    return client.post(reverse("admin:departments_alert_add"), alert)


@pytest.mark.parametrize("message", ["<b>", "<p>\u202e</p>", "\u200b", "<p>&nbsp;<br></p>", "<p>&#8238;</p>"])
def test_an_alert_of_which_nothing_is_seen_is_refused_as_empty(publisher, message):
    response = _post_an_alert(publisher, "2026-11-30", "08:00", message)
    assert response.status_code == 200 and not Alert.objects.exists()
    assert list(response.context["adminform"].form.errors) == ["message"]


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        *[("2026-11-30", "8:00 am"), ("11/30/2026", "8am"), ("Nov 30, 2026", "8 AM"), ("11/30/26", "08:00")],
        *[("Nov 30, 2026", "8am"), ("Monday, November 30, 2026", "8 a.m."), (" 2026-11-30 ", " 08:00:00 ")],
    ],
)
def test_the_moment_of_an_alert_is_read_as_people_type_it(publisher, day, hour):
    _post_an_alert(publisher, day, hour)
    assert Alert.objects.get().show_from.isoformat() == "2026-11-30T14:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("2026-11-01", "1:30 AM", "November 1, 2026, 1:30 AM comes twice, as the clocks are set back."),
        ("2027-03-14", "02:30", "There is no March 14, 2027, 2:30 AM: the clocks are set forward past it."),
        ("2026-11-30", "5:00", "Is 5:00 before or after noon? Write 5:00 AM or 5:00 PM."),
        ("2026-11-30", "", "Which time? Write it beside the day, for example 8:00 AM."),
        ("", "8am", "Which day? Write it before the time, as November 30, 2026, 8:00 AM."),
        ("11/30/2062", "8am", "November 30, 2062, 8:00 AM is more than two years away. Do you mean 2026?"),
    ],
)
def test_a_moment_that_cannot_be_told_is_refused_in_a_sentence(publisher, day, hour, said):
    (sentence,) = _post_an_alert(publisher, day, hour).context["adminform"].form.errors["show_from"]
    assert sentence.startswith(said)


@pytest.mark.parametrize(("hour", "changed"), [("08:00:00", []), ("8 a.m.", []), ("8:30 am", ["show_from"])])
def test_a_moment_written_in_another_way_is_the_same(publisher, hour, changed):
    eight = datetime(2026, 11, 30, 14, 0, 0, 500, tzinfo=UTC)
    alert = Alert.objects.create(message="<p>Closed</p>", level=Alert.Level.NOTICE, show_from=eight)
    address = reverse("admin:departments_alert_change", args=[alert.pk])
    form = publisher.get(address).context["adminform"].form
    posted = {"message": alert.message, "level": alert.level, "show_from_0": "11/30/2026", "show_from_1": hour}
    posted |= {"initial-show_from_0": "2026-11-30", "initial-show_from_1": "08:00:00"}
    assert form["show_from"].field.has_changed(eight, ["11/30/2026", hour]) == bool(changed)
    assert type(form)(posted, instance=alert).changed_data == changed


def test_there_is_one_district_to_change(publisher):
    assert _get(publisher, "district", "add").status_code == 200
    make_district()
    assert _get(publisher, "district", "add").status_code == 403


def test_a_logo_is_uploaded_and_stands_on_every_page(publisher):
    district = make_district()
    lines = {"lines-TOTAL_FORMS": 0, "lines-INITIAL_FORMS": 0}
    posted = {"name": district.name, "logo": picture_file(64, 64)} | lines
    posted["_seen"] = _get(publisher, "district", "change", district.pk).context["seen"]
    publisher.post(reverse("admin:departments_district_change", args=[district.pk]), posted)
    district.refresh_from_db()
    assert district.logo.endswith("-64x64.webp")
    assert district.logo.removesuffix(".webp") in publisher.get("/").content.decode()


def test_the_years_say_which_visitors_can_read(publisher):
    make_year("2024-25")
    make_year("2025-26", opened=False)
    html = _get(publisher, "schoolyear").content.decode()
    assert html.count("See it as visitors do") == 1 and 'href="/years/2024-25/"' in html and "Not open" in html
