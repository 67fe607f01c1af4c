"""The office's form: one screen for the office, its departments in order and its contact lines."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.admin.forms import ANOTHER_PICTURE
from departments.drafts.state import state_of
from departments.models import Contact, Department, Office
from departments.reading.directory import Directory
from departments.school_years.values import rules_of
from departments.words.exact_number import LIKE_THIS
from tests.making import make_contact, make_department, make_office, make_person, make_year, picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _address(office=None, page="change"):
    return reverse(f"admin:departments_office_{page}", args=[office.pk] if office else [])


def _posted(response):
    """What the browser would post back from the form in `response`, untouched."""
    form = response.context["adminform"].form
    values = {}
    for bound in [form, *(f for s in response.context["inline_admin_formsets"] for f in s.formset.forms)]:
        values |= {bound.add_prefix(name): _as_posted(bound[name]) for name in bound.fields}
    for inline in response.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        values |= {management.add_prefix(name): management[name].value() for name in management.fields}
    values["_seen"] = response.context.get("seen")
    return {name: value for name, value in values.items() if value is not None}


def _as_posted(field):
    widget = getattr(field.field.widget, "widget", field.field.widget)  # the admin wraps those of foreign keys
    value = field.value()
    if widget.needs_multipart_form:
        return None
    if isinstance(value, bool):
        return "on" if value else None
    if getattr(widget, "allow_multiple_selected", False):
        return value
    shown = widget.format_value(value)
    if isinstance(shown, list):
        (shown,) = shown or [""]  # a select box gives a list of its one choice
    return "" if shown is None else shown


def _save(client, office, **changes):
    address = _address(office) if office else _address(page="add")
    posted = _posted(client.get(address)) | changes
    return client.post(address, posted, follow=True)


def _publish_reviewed(client, office):
    """Press Publish on the page that says what will change."""
    address = _address(office, "review")
    reviewed = client.get(address).context["reviewed"]
    return client.post(address, {"when": "now", "reviewed": reviewed}, follow=True)


def _messages(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.thorough
def test_saving_an_untouched_form_changes_nothing(publisher):
    office = make_office(phone="414-475-8393 ext. 12", departments=2, body="<p>Hi</p>")
    make_contact(office, phone="414-475-8457 ext. 7")
    before = [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]

    response = _save(publisher, office, **{"contacts-0-position": "1"})

    assert response.status_code == 200 and not response.context.get("errors")
    after = [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]
    before[2][0]["position"] = 1
    assert after == before


def test_numbers_are_shown_as_people_write_them(publisher):
    office = make_office(phone="414-475-8393 ext. 12")
    make_contact(office, phone="414-475-8457")
    html = publisher.get(_address(office)).content.decode()
    assert 'value="414-475-8393 ext. 12"' in html and 'value="414-475-8457"' in html


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("414-475-8393", "+1 414-475-8393"),
        ("(414) 475-8393 x12", "+1 414-475-8393 ext. 12"),
        ("414.475.8393 ext. 0012", "+1 414-475-8393 ext. 0012"),
        ("", ""),
    ],
)
def test_a_number_is_taken_as_people_write_it(publisher, typed, kept):
    office = make_office()
    _save(publisher, office, phone=typed)
    assert str(Office.objects.get().phone or "") == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("475-8393", "has no area code. Write it in front, as 414-475-8393."),
        ("414-475-839", f"is no phone number. {LIKE_THIS}"),
        ("call me", f"is no phone number. {LIKE_THIS}"),
        (
            "475-8393 fax",
            "has letters in it. Write the digits only; words such as fax or TTY belong in the kind or note.",
        ),
        ("111-111-1111", f"is no phone number. {LIKE_THIS}"),
    ],
)
def test_a_wrong_number_is_refused_with_a_sentence(publisher, typed, sentence):
    office = make_office(phone="414-475-8393")
    response = _save(publisher, office, phone=typed)
    assert response.context["adminform"].form.errors == {"phone": [f"“{typed}” {sentence}"]}
    assert str(Office.objects.get().phone) == "+1 414-475-8393"


def test_a_refused_number_is_shown_again_as_it_was_typed(publisher):
    office = make_office(phone="414-475-8393")
    response = _save(publisher, office, phone="414-555-0100 x12/x13")
    assert response.context["adminform"].form.errors == {
        "phone": [
            "“414-555-0100 x12/x13” has more than one extension. Write one, and a contact line for the other.",
        ]
    }
    assert 'value="414-555-0100 x12/x13"' in response.content.decode()
    office.refresh_from_db()
    assert str(office.phone) == "+1 414-475-8393"


@pytest.mark.thorough
def test_an_office_with_a_department_and_a_contact_is_made_on_one_screen(publisher):
    year = make_year()
    counts = {"departments-TOTAL_FORMS": 1, "contacts-TOTAL_FORMS": 1}
    department = {"name": "Arts", "slug": "arts", "lead_standing": "vacant", "lead_title": "Director", "position": ""}
    contact = {"role": "TTY", "kind": "tty", "phone": "888-814-4026", "position": ""}
    response = _save(
        publisher,
        None,
        name="Office of Academics",
        slug="academics",
        school_year=year.pk,
        **counts,
        **{f"departments-0-{name}": value for name, value in department.items()},
        **{f"contacts-0-{name}": value for name, value in contact.items()},
        _publish="1",
    )
    office = Office.objects.get()
    assert response.redirect_chain == [(_address(office, "review"), 302)]
    _publish_reviewed(publisher, office)
    page = Directory.at().page("academics")
    assert [(p.name, str(p.lead)) for p in page.departments] == [("Arts", "Director: vacant")]
    assert [(line.role, line.kind) for line in page.contacts] == [("TTY", "tty")]


@pytest.mark.thorough
def test_departments_are_put_in_order_and_counted_from_one(publisher):
    office = make_office("academics")
    for slug, position in [("arts", 3), ("music", 3), ("sports", 9)]:
        make_department(office, slug, position=position)
    _save(publisher, office, **{"departments-0-position": 2, "departments-1-position": 3, "departments-2-position": 1})
    assert list(office.departments.values_list("slug", "position")) == [("sports", 1), ("arts", 2), ("music", 3)]


@pytest.mark.thorough
def test_saving_to_publish_leads_to_what_will_change(publisher):
    office = make_office("academics", publish=True)
    response = _save(publisher, office, _publish="1", summary="New")
    assert response.redirect_chain == [(_address(office, "review"), 302)]
    assert Directory.at().page("academics").summary == ""


@pytest.mark.thorough
def test_publish_is_for_those_who_may(client):
    editor = make_person("editor", "Editors")
    client.force_login(editor)
    office = make_office("academics")
    office.editors.add(editor)
    assert b"_publish" not in client.get(_address(office)).content
    _save(client, office, _publish="1", name="Changed")
    assert Office.objects.get().name == "Changed"
    client.post(_address(office, "review"), {"when": "now", "reviewed": state_of(office).draft.digest})
    client.post(_address(page="publish_several") + f"?ids={office.pk}", {"when": "now", "reviewed": "x"})
    client.post(_address(page="changelist"), {"action": "publish_selected", "_selected_action": office.pk})
    assert not office.publications.exists()


@pytest.mark.thorough
def test_a_picture_is_accepted_kept_replaced_and_removed(publisher):
    office = make_office()
    _save(publisher, office, image=picture_file(50, 40), image_alt="A school")
    first = Office.objects.get().image
    assert first.endswith("-50x40.webp")

    _save(publisher, office)
    assert Office.objects.get().image == first
    _save(publisher, office, image=picture_file(60, 40), image_alt="Another school")
    assert Office.objects.get().image.endswith("-60x40.webp")
    _save(publisher, office, **{"image-clear": "on"}, image_alt="")
    assert Office.objects.get().image == ""


def test_a_picture_that_is_none_is_refused_with_a_sentence(publisher):
    office = make_office()
    broken = picture_file(50, 40, format="TIFF")
    response = _save(publisher, office, image=broken)
    sentence = "This is no picture we can read. Save or export it as JPEG, PNG, WebP, AVIF, GIF or HEIC."
    assert response.context["adminform"].form.errors == {"image": [sentence]}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("chosen", "ticked", "said"),
    [
        (SimpleUploadedFile("school.jpg", b""), {}, "This file is empty. Save or export the picture again as JPEG, "),
        (
            picture_file(50, 40),
            {"image-clear": "on"},
            "A new picture is chosen and “Remove this picture” is ticked. Tick it and choose none, ",
        ),
    ],
)
def test_a_picture_that_says_nothing_or_two_things_is_refused_with_what_to_do(publisher, chosen, ticked, said):
    response = _save(publisher, make_office(), image=chosen, image_alt="A school", **ticked)
    (sentence,) = response.context["adminform"].form.errors["image"]
    assert sentence.startswith(said) and not Office.objects.get().image


@pytest.mark.thorough
def test_an_accepted_picture_is_kept_when_something_else_is_refused(publisher):
    office = make_office()
    response = _save(publisher, office, image=picture_file(50, 40), image_alt="A school", phone="12")
    kept = response.context["adminform"].form["image"].value().accepted_as
    assert f'name="image-kept" value="{kept}"' in response.content.decode()

    _save(publisher, office, **{"image-kept": kept}, image_alt="A school")
    assert Office.objects.get().image == kept


@pytest.mark.thorough
@pytest.mark.parametrize("words", [{"image_alt": "A school"}, {"image_decorative": "on"}])
def test_another_picture_asks_for_its_words_once(publisher, words):
    office = make_office()
    _save(publisher, office, image=picture_file(50, 40), **words)
    first = Office.objects.get().image
    response = _save(publisher, office, image=picture_file(60, 40), image_in_sight="top")  # which says no words
    form = response.context["adminform"].form
    assert form.errors == {"image_alt": [ANOTHER_PICTURE]}
    assert Office.objects.get().image == first

    new = form["image"].value().accepted_as
    assert f'name="image-asked" value="{new}"' in response.content.decode()
    _save(publisher, office, **{"image-kept": new, "image-asked": new})
    assert Office.objects.get().image == new


@pytest.mark.thorough
def test_another_picture_is_taken_with_words_of_its_own_and_asks_at_each(publisher):
    office = make_office()
    _save(publisher, office, image=picture_file(50, 40), image_alt="A school")
    _save(publisher, office, image=picture_file(60, 40), image_alt="Another school")
    assert Office.objects.get().image_alt == "Another school"
    asked = _save(publisher, office, image=picture_file(70, 40)).context["adminform"].form["image"].value().accepted_as
    third = _save(publisher, office, image=picture_file(80, 40), **{"image-asked": asked})
    assert third.context["adminform"].form.errors == {"image_alt": [ANOTHER_PICTURE]}
    _save(publisher, office, **{"image-clear": "on"})
    assert Office.objects.get().image == ""


@pytest.mark.thorough
def test_words_of_no_picture_are_asked_about_when_one_comes(publisher):
    office = make_office()
    _save(publisher, office, image_alt="A school")
    response = _save(publisher, office, image=picture_file(50, 40))
    assert response.context["adminform"].form.errors == {"image_alt": [ANOTHER_PICTURE]}


@pytest.mark.parametrize("name", ["images/../../settings.py", f"images/{'0' * 64}-10x10.webp", "x"])
def test_a_forged_picture_name_is_refused(publisher, name):
    office = make_office()
    response = _save(publisher, office, **{"image-kept": name})
    assert "image" in response.context["adminform"].form.errors
    assert Office.objects.get().image == ""


@pytest.mark.thorough
def test_the_form_links_to_the_public_page_when_there_is_one(publisher):
    office = make_office("academics")
    assert b"viewsitelink" not in publisher.get(_address(office)).content
    _publish_reviewed(publisher, office)
    assert b'href="/offices/academics/" class="viewsitelink"' in publisher.get(_address(office)).content


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_the_form_takes_the_same_number_of_queries_for_any_office(publisher, departments, django_assert_num_queries):
    office = make_office("academics", departments=departments, publish=True)
    publisher.get(_address(office))
    with django_assert_num_queries(29):
        response = publisher.get(_address(office))
    assert f"departments-{departments - 1}-name" in response.content.decode()


# Versions are kept some 140 rows at a time on SQLite.
@pytest.mark.parametrize("departments", [1, 3, 99])
def test_a_save_takes_the_same_number_of_queries_for_any_office(publisher, departments, django_assert_num_queries):
    office = make_office("academics", departments=departments, publish=True)
    posted = _posted(publisher.get(_address(office)))
    publisher.post(_address(office), posted | {"hours": "Weekdays", "_continue": "1"})
    posted = _posted(publisher.get(_address(office)))
    changed = {"hours": "Weekdays 8 to 4", "departments-0-phone": "414-475-8200", "_continue": "1"}
    with django_assert_num_queries(67):
        response = publisher.post(_address(office), posted | changed)
    assert response.status_code == 302


@pytest.mark.parametrize("offices", [1, 3, 99])
def test_the_list_takes_the_same_number_of_queries_for_any_number(publisher, offices, django_assert_num_queries):
    for number in range(offices):
        make_office(f"office-{number}", departments=1, publish=True)
    publisher.get(_address(page="changelist"))
    with django_assert_num_queries(18):
        response = publisher.get(_address(page="changelist"))
    assert f"Office {offices - 1}" in response.content.decode()


def test_what_only_deserves_a_look_is_not_looked_for_in_the_list(publisher, django_assert_num_queries):
    links = "".join(f'<p><a href="/offices/gone-{number}/">Gone {number}</a></p>' for number in range(5))
    make_office("academics", departments=1, publish=True, body=links)
    publisher.get(_address(page="changelist"))
    with django_assert_num_queries(18):
        publisher.get(_address(page="changelist"))


@pytest.mark.parametrize("query", ["academics", "Leon", "0221", "Academics 1"])
def test_the_list_is_searched_by_name_lead_number_and_department(publisher, query):
    make_office("academics", departments=1, phone="414-252-0221")
    make_office("operations")
    response = publisher.get(_address(page="changelist"), {"q": query})
    assert [office.slug for office in response.context["cl"].queryset] == ["academics"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.org/arts", "https://www.example.org/arts"),
        (" example.org ", "https://example.org"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_a_website_is_completed_in_forms_and_loads(typed, kept):
    column = Office._meta.get_field("website")
    assert column.formfield().clean(typed) == column.clean(typed, None) == kept
    assert rules_of(Office)["website"](typed) == kept


@pytest.mark.parametrize("typed", ["jo@example.org", "414-475-8393", "intranet"])
def test_what_is_no_website_is_refused(typed):
    with pytest.raises(ValidationError, match=r"Write the address as https://www\.example\.org\."):
        Office._meta.get_field("website").clean(typed, None)
