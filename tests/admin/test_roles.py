"""Who may do what: every admin address and action is tried in every role, forged posts included."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, reverse

from departments.drafts import preview
from departments.drafts.roles import editable_offices, may_edit, visible_offices
from departments.drafts.state import state_of
from departments.models import Contact, Department, Happening, Load, MissedSearch, Office, Publication, SchoolYear
from departments.school_years.rolling import roll_over
from departments.search import missed_searches
from tests.admin.test_office import _posted
from tests.making import make_contact, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
PEOPLE = ["assigned", "other", "viewer", "publisher", "nobody"]


@pytest.fixture
def offices():
    """An office and, to be kept apart from it, another, each with a department, a contact line and a publication."""
    made = [make_office(slug, departments=1, publish=True) for slug in ("academics", "operations")]
    for office in made:
        make_contact(office)
    return made


@pytest.fixture
def people(offices):
    roles = {"assigned": "Editors", "other": "Editors", "viewer": "Viewers", "publisher": "Publishers", "nobody": None}
    made = {name: make_person(name, role) for name, role in roles.items()}
    offices[0].editors.add(made["assigned"])
    offices[1].editors.add(made["other"])
    return made


# What each address of the office “academics” answers to a GET by each of PEOPLE.
READ = (200, 404, 200, 200, 404)
OFFICE_PAGES = {
    "change": (200, 404, 200, 200, 403),
    "history": READ,
    "review": READ,
    "publications": (302, 404, 302, 302, 404),  # to the history
    "compare": READ,
    "preview": READ,
    "preview_links": READ,
    "delete": (403, 403, 403, 302, 403),  # visitors have seen it
    "checks": (405, 404, 403, 405, 404),
    "send_back": (403, 404, 403, 200, 404),
    "take_off": (200, 404, 403, 200, 404),
    "confirm": (405, 404, 403, 405, 404),
    "open": (405, 404, 403, 405, 404),
    "closed": (405, 404, 403, 405, 404),
}
LIST_PAGES = {
    "changelist": (200, 200, 200, 200, 403),
    "add": (403, 403, 403, 200, 403),
    "count": (200, 200, 200, 200, 403),
    "desk": (200, 200, 200, 200, 403),
    "find": (200, 200, 200, 200, 403),
    "moment": (200, 200, 200, 200, 403),
    "unchecked": (200, 200, 200, 200, 403),
    "deleted": (200, 200, 200, 200, 403),
    "signed_in": (200, 200, 200, 200, 403),
    "still_signed_in": (200, 200, 200, 200, 403),
    "help": (200, 200, 200, 200, 403),
    "sheet": (200, 200, 403, 200, 403),
    "renumber": (200, 200, 403, 200, 403),
    "publish_several": (403, 403, 403, 200, 403),
    "take_off_several": (403, 403, 403, 200, 403),
    "assign_several": (403, 403, 403, 200, 403),
    "people": (403, 403, 403, 200, 403),
    "invite": (403, 403, 403, 200, 403),
    "remind": (403, 403, 403, 200, 403),
}
# Answered with a number of a publication, a version or a link; tried below by what they do.
NUMBERED = {
    "help_job",
    "people_account",
    "again",
    "card",
    "call_off",
    "version",
    "put_back",
    "recover",
    "recover_department",
    "preview_revoke",
}


def _status(client, person, address):
    client.force_login(person)
    return client.get(address).status_code


@pytest.mark.thorough
@pytest.mark.parametrize("screen", OFFICE_PAGES)
def test_the_pages_of_an_office_open_for_those_they_are_for(client, offices, people, screen):
    address = reverse(f"admin:departments_office_{screen}", args=[offices[0].pk])
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == OFFICE_PAGES[screen]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["assigned", "other", "viewer", "nobody"])
def test_who_is_no_publisher_hands_out_nothing(client, offices, people, name):
    before = list(Group.objects.values_list("name", "user")), list(Office.objects.values_list("slug", "editors"))
    client.force_login(people[name])
    account = reverse("admin:departments_office_people_account", args=[people["nobody"].pk])
    typed = {"last_name": "Forged", "email": "forged@example.org", "role": "Publishers", "offices": [offices[0].pk]}
    assign = f"{reverse('admin:departments_office_assign_several')}?ids={offices[1].pk}"
    remind = reverse("admin:departments_office_remind")
    posts = [(account, typed), (account, {"_off": "1"}), (assign, {"people": [people[name].pk]}), (remind, typed)]
    posts.append((reverse("admin:departments_office_invite"), typed))
    assert {client.post(address, posted).status_code for address, posted in posts} == {403}
    assert (
        list(Group.objects.values_list("name", "user")),
        list(Office.objects.values_list("slug", "editors")),
    ) == before
    assert client.get(account).status_code == 403


@pytest.mark.thorough
@pytest.mark.parametrize("screen", LIST_PAGES)
def test_the_pages_beside_the_list_open_for_those_they_are_for(client, offices, people, screen):
    address = reverse(f"admin:departments_office_{screen}")
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == LIST_PAGES[screen]


# The pages of the load, of a load of 2024-25 where one is meant: for publishers alone, but for what an editor brings
# back as a sheet.
LOAD_PAGES = {
    "changelist": [],
    "add": [],
    "plan": ["0" * 32],
    "sheet": ["0" * 32],
    "how_far": [],
    "template": [],
    "spreadsheet": ["year"],
    "bundle": ["year"],
    "change": ["load"],
    "history": ["load"],
    "take_back": ["load"],
    "delete": ["load"],
}


@pytest.mark.thorough
@pytest.mark.parametrize("screen", LOAD_PAGES)
def test_the_load_is_for_publishers(client, offices, people, screen):
    kept = roll_over(offices[0].school_year, "2025-26")
    keys = {"load": kept.year.loads.get().pk, "year": offices[0].school_year_id}
    args = [keys.get(arg, arg) for arg in LOAD_PAGES[screen]]
    address = reverse(f"admin:departments_load_{screen}", args=args)
    for_publishers = {"plan": 302, "sheet": 302, "delete": 403}.get(screen, 200)
    for_editors = {"plan": 302, "changelist": 200, "change": 404, "history": 404, "take_back": 404}
    for_editors = (for_editors | {"how_far": 200}).get(screen, 403)
    for_others = 404 if screen in ("history", "take_back") else 403
    expected = (for_editors, for_editors, for_others, for_publishers, for_others)
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == expected


@pytest.mark.parametrize("name", ["assigned", "other", "viewer", "nobody"])
def test_a_forged_load_or_taking_back_does_nothing(client, offices, people, name):
    kept = roll_over(offices[0].school_year, "2025-26").year.loads.get()
    client.force_login(people[name])
    sheet = SimpleUploadedFile("2026-27.csv", b"Office,Department\nStaff,\n")
    take_back = reverse("admin:departments_load_take_back", args=[kept.pk])
    assert client.post(reverse("admin:departments_load_add"), {"file": sheet}).status_code == 403
    assert client.post(take_back).status_code in (403, 404)
    kept.refresh_from_db()
    assert kept.undone_at is None
    assert reverse("admin:departments_load_add") not in client.get("/admin/departments/schoolyear/").content.decode()


def test_no_address_of_the_load_is_left_out_here():
    patterns = [p for p in admin.site.get_model_admin(Load).get_urls() if isinstance(p, URLPattern) and p.name]
    assert {pattern.name.removeprefix("departments_load_") for pattern in patterns} == set(LOAD_PAGES)


def test_no_address_of_an_office_is_left_out_here():
    patterns = [p for p in admin.site.get_model_admin(Office).get_urls() if isinstance(p, URLPattern) and p.name]
    names = {pattern.name.removeprefix("departments_office_") for pattern in patterns}
    assert names - set(OFFICE_PAGES) - set(LIST_PAGES) - NUMBERED == set()


# Of the calendar of school years. A comparison names offices that are not an editor's, so it is for those who see all.
YEAR_PAGES = {
    "change": (200, 200, 200, 200, 403),
    "history": (200, 200, 200, 200, 403),
    "delete": (403, 403, 403, 302, 403),  # it has offices
    "missing": (200, 200, 200, 200, 403),
    "compare": (403, 403, 200, 200, 403),
    "corrections": (200, 200, 200, 200, 403),
    "open": (403, 403, 403, 200, 403),
    "close": (403, 403, 403, 200, 403),
    "old_pages": (403, 403, 403, 200, 403),
    "roll_over": (403, 403, 403, 200, 403),
    "preview_links": (403, 403, 200, 200, 403),
}
YEAR_LISTS = {"changelist": (200, 200, 200, 200, 403), "add": (403, 403, 403, 200, 403)}


@pytest.mark.thorough
@pytest.mark.parametrize("screen", YEAR_PAGES | YEAR_LISTS)
def test_the_pages_of_a_school_year_open_for_those_they_are_for(client, offices, people, screen):
    address = reverse(
        f"admin:departments_schoolyear_{screen}", args=[offices[0].school_year.pk] if screen in YEAR_PAGES else []
    )
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == (YEAR_PAGES | YEAR_LISTS)[screen]


def test_no_address_of_a_school_year_is_left_out_here():
    patterns = [p for p in admin.site.get_model_admin(SchoolYear).get_urls() if isinstance(p, URLPattern) and p.name]
    names = {pattern.name.removeprefix("departments_schoolyear_") for pattern in patterns}
    assert names - {"preview_revoke"} == set(YEAR_PAGES) | set(YEAR_LISTS)


@pytest.mark.parametrize("name", PEOPLE)
def test_only_publishers_open_close_and_roll_over(client, offices, people, name):
    client.force_login(people[name])
    coming = make_year("2025-26", opened=False)

    def post(screen, year, **values):
        address = reverse(f"admin:departments_schoolyear_{screen}", args=[year.pk])
        page = client.get(address)
        shown = page.context["shown"] if page.status_code == 200 and screen != "roll_over" else ""
        client.post(address, {"when": "now", "shown": shown, "gone": shown, **values})

    post("open", coming)
    opened = [str(year) for year in SchoolYear.objects.opened()]
    post("close", coming)
    closed = [str(year) for year in SchoolYear.objects.opened()]
    post("roll_over", coming, into="2026-27")
    rolled = SchoolYear.objects.filter(label="2026-27").exists()
    assert (opened, closed, rolled) == (
        (["2025-26", "2024-25"], ["2024-25"], True) if name == "publisher" else (["2024-25"], ["2024-25"], False)
    )


DEPARTMENT_PAGES = {
    "checks": (405, 404, 403, 405, 404),
    "change": (200, 404, 200, 200, 403),
    "delete": (302, 404, 403, 302, 403),
    "take_off": (200, 404, 403, 200, 404),
}


@pytest.mark.thorough
@pytest.mark.parametrize("screen", DEPARTMENT_PAGES)
def test_a_department_belongs_to_those_of_its_office(client, offices, people, screen):
    address = reverse(f"admin:departments_department_{screen}", args=[offices[0].departments.get().pk])
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == DEPARTMENT_PAGES[screen]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_new_department_becomes_a_unit_of_what_is_theirs(client, offices, people, name):
    address = reverse("admin:departments_department_heads")
    theirs = {"assigned": offices[:1], "other": offices[1:], "publisher": offices}.get(name)
    client.force_login(people[name])
    if theirs is None:
        assert client.get(address).status_code == 403
    else:
        found = {row["id"] for row in client.get(address).json()["results"]}
        assert found == {one.pk for office in theirs for one in office.departments.all()}


# Searches that found nothing are for publishers.
MISSED_SEARCH_PAGES = {"changelist": False, "drafts": False, "add_name": True, "change": True}  # about one of them
FOR_PUBLISHERS = (403, 403, 403, 200, 403)


@pytest.mark.thorough
@pytest.mark.parametrize("screen", MISSED_SEARCH_PAGES)
def test_searches_that_found_nothing_are_for_publishers(client, offices, people, screen):
    missed_searches.count("payrol")
    missed = MissedSearch.objects.get()
    address = reverse(f"admin:departments_missedsearch_{screen}", args=MISSED_SEARCH_PAGES[screen] and [missed.pk])
    assert tuple(_status(client, people[name], address) for name in PEOPLE) == FOR_PUBLISHERS


@pytest.mark.parametrize("name", PEOPLE)
def test_only_publishers_answer_a_search_that_found_nothing(client, offices, people, name):
    missed_searches.count("payrol")
    missed_searches.count("kronos")
    payrol, kronos = MissedSearch.objects.order_by("-words")
    client.force_login(people[name])
    address = reverse("admin:departments_missedsearch_add_name", args=[payrol.pk])
    client.post(address, {"entry": f"office-{offices[0].pk}", "name": "Payroll"})
    action = {"action": "dismiss_selected", "_selected_action": [kronos.pk]}
    client.post(reverse("admin:departments_missedsearch_changelist"), action)
    offices[0].refresh_from_db()
    answered = set(MissedSearch.objects.exclude(outcome="waiting").values_list("words", flat=True))
    expected = ("Payroll", {"payrol", "kronos"}) if name == "publisher" else ("", set())
    assert (offices[0].also_known_as, answered) == expected


def test_nobody_adds_or_changes_or_deletes_what_was_counted(client, offices, people):
    missed_searches.count("payrol")
    pk = MissedSearch.objects.get().pk
    for name in PEOPLE:
        client.force_login(people[name])
        assert client.get(reverse("admin:departments_missedsearch_add")).status_code == 403
        assert client.get(reverse("admin:departments_missedsearch_delete", args=[pk])).status_code == 403
        client.post(reverse("admin:departments_missedsearch_change", args=[pk]), {"typed": "Forged"})
    assert MissedSearch.objects.get().typed == "payrol"


@pytest.mark.parametrize("noun", ["office", "department", "publication"])
def test_lists_and_their_filters_show_only_what_is_theirs(client, offices, people, noun):
    address = reverse(f"admin:departments_{noun}_changelist")
    for name in ("assigned", "viewer"):
        client.force_login(people[name])
        html = client.get(address).content.decode()
        assert "Academics" in html
        assert ("Operations" in html) == (name == "viewer")


@pytest.mark.parametrize("name", ["assigned", "other", "viewer", "nobody"])
@pytest.mark.parametrize("address", ["publish_several", "take_off_several"])
def test_several_offices_are_for_publishers(client, offices, people, name, address):
    before = list(Publication.objects.values().order_by("pk"))
    client.force_login(people[name])
    ids = ",".join(str(office.pk) for office in offices)
    client.post(f"{reverse(f'admin:departments_office_{address}')}?ids={ids}", {"when": "now", "reviewed": "x"})
    assert list(Publication.objects.values().order_by("pk")) == before


@pytest.mark.parametrize("name", PEOPLE)
def test_only_publishers_publish_take_off_the_site_and_publish_again(client, offices, people, name):
    client.force_login(people[name])
    office = offices[0]
    office.summary = "New"
    office.save()

    def post(page, *args, **values):
        address = reverse(f"admin:departments_office_{page}", args=[office.pk, *args])
        client.post(address, {"when": "now", "note": "", **values})

    post("review", reviewed=f"{Happening.objects.latest_number()} {state_of(office).draft.digest}")
    published = office.publications.count()
    post("again", 1)
    again = office.publications.count()
    post("take_off")
    taken_off = not Publication.objects.live().filter(office=office).exists()
    assert (published, again, taken_off) == ((2, 3, True) if name == "publisher" else (1, 1, False))


@pytest.mark.parametrize("name", PEOPLE)
def test_list_actions_do_not_reach_hidden_rows(client, offices, people, name):
    client.force_login(people[name])
    action = {"action": "confirm_selected", "_selected_action": [office.pk for office in offices]}
    client.post(reverse("admin:departments_office_changelist"), action)
    checked = set(Office.objects.exclude(confirmed_on=None).values_list("slug", flat=True))
    mine = {"assigned": {"academics"}, "other": {"operations"}, "publisher": {"academics", "operations"}}
    assert checked == mine.get(name, set())


@pytest.mark.parametrize("name", ["other", "viewer", "nobody"])
def test_a_forged_save_of_an_office_changes_nothing(client, offices, people, name):
    before = [list(model.objects.values().order_by("pk")) for model in (Office, Department, Contact)]
    client.force_login(people[name])
    address = reverse("admin:departments_office_change", args=[offices[0].pk])
    posted = {"name": "Forged", "slug": "forged", "position": 0, "lead_standing": "appointed"}
    posted |= {f"{rows}-{count}_FORMS": 0 for rows in ("departments", "contacts") for count in ("TOTAL", "INITIAL")}
    assert client.post(address, posted).status_code in (302, 403, 404)
    assert [list(model.objects.values().order_by("pk")) for model in (Office, Department, Contact)] == before


def test_another_offices_department_in_an_inline_is_refused(client, offices, people):
    mine, theirs = (office.departments.get() for office in offices)
    client.force_login(people["assigned"])
    address = reverse("admin:departments_office_change", args=[offices[0].pk])
    posted = _posted(client.get(address)) | {"departments-0-id": theirs.pk, "departments-0-name": "Forged"}
    client.post(address, posted)
    assert set(Department.objects.values_list("name", flat=True)) == {mine.name, theirs.name}


def test_a_department_is_not_moved_into_or_out_of_another_editors_office(client, offices, people):
    department = offices[0].departments.get()
    client.force_login(people["assigned"])
    address = reverse("admin:departments_department_change", args=[department.pk])
    client.post(address, _posted(client.get(address)) | {"office": offices[1].pk})
    department.refresh_from_db()
    assert department.office == offices[0]
    added = reverse("admin:departments_department_add")
    client.post(added, _posted(client.get(added)) | {"office": offices[1].pk, "name": "Forged", "slug": "forged"})
    assert not Department.objects.filter(slug="forged").exists()


def test_editors_do_not_hand_out_offices(client, offices, people):
    client.force_login(people["assigned"])
    address = reverse("admin:departments_office_change", args=[offices[0].pk])
    client.post(address, _posted(client.get(address)) | {"editors": [people["other"].pk], "name": "Renamed"})
    offices[0].refresh_from_db()
    assert offices[0].name == "Renamed" and list(offices[0].editors.all()) == [people["assigned"]]


def test_autocomplete_finds_only_what_is_theirs(client, offices, people):
    query = {"app_label": "departments", "model_name": "department", "field_name": "office", "term": ""}
    found = {}
    for name in ("assigned", "viewer"):
        client.force_login(people[name])
        found[name] = [row["text"] for row in client.get("/admin/autocomplete/", query).json()["results"]]
    client.force_login(people["nobody"])
    assert found == {"assigned": [offices[0].name], "viewer": [office.name for office in offices]}
    assert client.get("/admin/autocomplete/", query).status_code == 403


def test_another_offices_preview_link_cannot_be_revoked(client, offices, people):
    link = preview.make_link(offices[1], by=people["other"])
    client.force_login(people["assigned"])
    for office in offices:
        client.post(reverse("admin:departments_office_preview_revoke", args=[office.pk, link.pk]))
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_admins_own_way_to_the_site_tells_no_address_of_a_draft(client, offices, people):
    client.force_login(people["assigned"])
    kind = ContentType.objects.get_for_model(Office).pk
    for office in offices:
        response = client.get(reverse("admin:view_on_site", args=[kind, office.pk]))
        assert response.status_code == 404 and office.slug not in response.content.decode()


def test_the_same_rule_as_a_set_and_of_one_office(offices, people):
    for person in people.values():
        editable = set(editable_offices(person))
        assert editable == {office for office in offices if may_edit(person, office)}
        assert editable <= set(visible_offices(person))
