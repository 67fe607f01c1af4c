"""People: who has what, invited, given roles and offices, reminded, switched off; and nobody raised by it."""

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from departments.drafts import confirming
from departments.drafts.roles import ensure_roles
from tests.making import make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
PEOPLE = reverse("admin:departments_office_people")
INVITE = reverse("admin:departments_office_invite")
REMIND = reverse("admin:departments_office_remind")
JANE = {"first_name": "Jane", "last_name": "Doe", "email": "Jane.Doe@example.org", "role": "Editors"}


def _page(person):
    return reverse("admin:departments_office_people_account", args=[person.pk])


def _said(response):
    return [str(message) for message in response.context["messages"]]


def _account(name="jane.doe@example.org"):
    return get_user_model().objects.get(username=name)


@pytest.fixture
def editor():
    return make_person("ann", "Editors")


def test_an_invitation_is_an_account_with_a_role_offices_and_a_mail(publisher):
    offices = [make_office("academics", name="Academics"), make_office("operations")]
    said = _said(publisher.post(INVITE, JANE | {"offices": [one.pk for one in offices]}, follow=True))
    jane = _account()
    assert said == ["Invited Jane Doe: a mail to jane.doe@example.org is on its way."]
    assert ([group.name for group in jane.groups.all()], jane.is_staff, jane.is_superuser) == (["Editors"], True, False)
    assert (list(jane.offices.all()), jane.has_usable_password()) == (offices, False)
    assert [letter.to for letter in mail.outbox] == [["jane.doe@example.org"]]
    assert "You sign in as jane.doe@example.org." in mail.outbox[0].body


def test_a_name_is_kept_by_the_rule_of_texts(publisher):
    publisher.post(INVITE, JANE | {"first_name": "Mary\tJane\x07", "last_name": "Doe\u000bPoe"})
    assert _account().get_full_name() == "Mary Jane Doe Poe"


def test_who_is_invited_sets_a_password_and_comes(publisher):
    publisher.post(INVITE, JANE)
    owner = Client()
    link, again = re.findall(r"http://testserver(/\S+)", mail.outbox[0].body)
    there = owner.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "a longer horse than that", "password2": "a longer horse than that"}
    assert b"Your new password is set" in owner.post(there, new, follow=True).content
    typed = {"username": "jane.doe@example.org", "password": "a longer horse than that"}
    assert owner.post("/admin/login/?next=/admin/", typed).url == "/admin/"
    assert _account().last_login and again == "/account/reset/"


def test_who_comes_later_than_the_link_asks_for_another(publisher):
    publisher.post(INVITE, JANE)
    _, again = re.findall(r"http://testserver(/\S+)", mail.outbox[0].body)
    Client().post(again, {"email": "Jane.Doe@example.org"})
    assert "Set a new password" in mail.outbox[1].subject


def test_an_address_that_has_an_account_is_told(publisher, editor):
    get_user_model().objects.filter(pk=editor.pk).update(email="JANE.DOE@example.org", last_name="Lee")
    there = {
        "Look among all people.": {},
        "Look among those who are switched off.": {"is_active": False},
        "Whoever keeps the site lets it in here.": {"is_staff": False},
    }
    for where, state in there.items():
        get_user_model().objects.filter(pk=editor.pk).update(**state)
        answer = publisher.post(INVITE, JANE)
        sentence = f"Lee has an account with this address already. {where}"
        assert answer.context["form"].errors == {"email": [sentence]}
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_is_told(publisher, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    said = _said(publisher.post(INVITE, JANE, follow=True))
    sentence = "Jane Doe has an account, but the mail could not be sent. Send it again from the page of the account."
    assert said == [sentence] and _account().is_active


def test_a_site_that_sends_no_mail_invites_nobody(publisher, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    assert "this site sends no mail" in publisher.post(INVITE, JANE).content.decode()
    assert not get_user_model().objects.filter(last_name="Doe").exists()


def test_an_invitation_goes_to_another_address_until_its_owner_came(publisher):
    publisher.post(INVITE, JANE)
    jane = _account()
    publisher.post(_page(jane), JANE | {"email": "jane@example.org"})
    publisher.post(_page(jane), {"_again": "1"})
    assert [letter.to for letter in mail.outbox] == [["jane.doe@example.org"], ["jane@example.org"]]
    get_user_model().objects.filter(pk=jane.pk).update(last_login=timezone.now())
    publisher.post(_page(jane), JANE | {"email": "mallory@example.org"})
    jane.refresh_from_db()
    assert (jane.email, jane.username) == ("jane@example.org", "jane@example.org")


def test_who_was_not_invited_signs_in_as_before_and_needs_no_address(publisher, editor):
    publisher.post(_page(editor), JANE)
    editor.refresh_from_db()
    assert (editor.username, editor.email) == ("ann", "jane.doe@example.org")
    other = make_person("bob", "Editors")
    publisher.post(_page(other), JANE | {"email": "", "role": "Viewers"})
    assert (_state(other)[0], other.email, other.username) == (["Viewers"], "", "bob")
    assert "Send the invitation again" not in publisher.get(_page(other)).content.decode()
    publisher.post(_page(other), {"_again": "1"})
    assert mail.outbox == []


def test_what_somebody_signs_in_with_is_not_taken_away_and_fits_its_column(publisher):
    publisher.post(INVITE, JANE)
    jane = _account()
    long = f"j@{'a' * 60}.{'b' * 60}.{'c' * 30}.org"
    wrong = {"": "This field is required.", long: "It has 158 characters; 150 fit. Shorten it."}
    for typed, sentence in wrong.items():
        answer = publisher.post(_page(jane), JANE | {"email": typed})
        assert answer.context["form"].errors == {"email": [sentence]}
    assert _account().email == "jane.doe@example.org"


def test_a_person_gets_another_role_and_other_offices_and_keeps_those_of_earlier_years(publisher, editor):
    office, other = make_office("academics"), make_office("operations")
    gone = make_office("archive", retired_at=timezone.now())
    editor.offices.set([office, gone])
    publisher.post(_page(editor), JANE | {"role": "Viewers", "offices": [other.pk]})
    assert [group.name for group in editor.groups.all()] == ["Viewers"]
    assert set(editor.offices.all()) == {other, gone}


def test_two_who_change_an_account_at_once_keep_both_and_the_same_is_asked(publisher, editor):
    given, taken, mine = (make_office(slug) for slug in ("given", "taken", "mine"))
    editor.offices.add(taken)

    def posted(**typed):
        shown = {bound.html_name: bound.value() for bound in publisher.get(_page(editor)).context["form"]}
        return {name: value or "" for name, value in shown.items()} | typed

    first = posted(first_name="Anna", last_name="Roe", offices=[taken.pk, mine.pk])
    # Somebody gives an office meanwhile, takes another, and names her otherwise.
    publisher.post(_page(editor), posted(last_name="Rowe", role="Viewers", offices=[given.pk]))
    said = publisher.post(_page(editor), first)
    assert said.context["form"].errors == {
        "last_name": ["Somebody made this “Rowe” meanwhile. Save again to have yours."]
    }
    again = first | {"seen": said.context["form"]["seen"].value()}
    saved = publisher.post(_page(editor), again | {"role": "Viewers", "offices": [given.pk, mine.pk]}, follow=True)
    assert _said(saved) == ["Saved the account of Anna Roe."]
    forged = publisher.post(_page(editor), posted(offices=["x", "0"]))
    assert list(forged.context["form"].errors) == ["offices"]
    late = posted(first_name="Ann")
    editor.refresh_from_db()
    editor.offices.set([taken])
    saved = publisher.post(_page(editor), late, follow=True)
    assert _said(saved) == ["Saved the account of Ann Roe. What somebody else changed meanwhile is kept."]
    editor.refresh_from_db()
    assert (editor.first_name, [group.name for group in editor.groups.all()]) == ("Ann", ["Viewers"])
    assert [*editor.offices.all()] == [taken]


def test_a_role_that_was_taken_away_meanwhile_is_asked_about(publisher, editor):
    shown = {bound.html_name: bound.value() for bound in publisher.get(_page(editor)).context["form"]}
    typed = {name: value or "" for name, value in shown.items()} | {"last_name": "Roe", "offices": []}
    editor.groups.clear()
    said = publisher.post(_page(editor), typed)
    sentence = "Somebody took this away meanwhile. Save again to have yours."
    assert said.context["form"].errors == {"role": [sentence]} and _state(editor)[0] == []
    publisher.post(_page(editor), typed | {"seen": said.context["form"]["seen"].value()})
    assert _state(editor)[0] == ["Editors"]
    forged = publisher.post(_page(editor), typed | {"seen": "\x00"})
    assert list(forged.context["form"].errors) == ["seen"]


def test_an_account_that_is_switched_off_is_out_at_once_and_comes_back(publisher, editor):
    inside = Client()
    inside.force_login(editor)
    assert inside.get("/admin/").status_code == 200
    said = _said(publisher.post(_page(editor), {"_off": "1"}, follow=True))
    assert said == ["Switched off: ann is signed out, and cannot sign in any more."]
    assert inside.get("/admin/").status_code == 302
    publisher.post(_page(editor), {"_on": "1"})
    editor.refresh_from_db()
    assert editor.is_active


# Nobody is raised


def _state(person):
    person.refresh_from_db()
    groups = sorted(group.name for group in person.groups.all())
    return groups, person.is_active, person.is_superuser, person.email, sorted(person.offices.values_list("pk"))


def _superuser():
    return get_user_model().objects.create_superuser("head")


def _private():
    person = make_person("private", "Publishers")
    person.groups.add(Group.objects.get(name="Privacy"))
    return person


def _private_and_off():
    person = _private()
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)
    return person


def _with_a_right_of_their_own():
    person = make_person("keeper", "Editors")
    person.user_permissions.add(Permission.objects.get(codename="change_user"))
    return person


@pytest.mark.parametrize("made", [_superuser, _private, _private_and_off, _with_a_right_of_their_own])
@pytest.mark.parametrize("posted", [JANE | {"role": "Viewers"}, {"_off": "1"}, {"_on": "1"}, {"_again": "1"}])
def test_who_may_do_more_is_not_changed(publisher, made, posted):
    person = made()
    before = _state(person)
    answer = publisher.post(_page(person), posted)
    assert (answer.status_code, _state(person), mail.outbox) == (403, before, [])
    assert "may do more than yours" in answer.content.decode()


@pytest.mark.parametrize("posted", [JANE, {"_off": "1"}])
def test_nobody_changes_or_switches_off_their_own_account(publisher, posted):
    person = _account("publisher")
    before = _state(person)
    assert publisher.post(_page(person), posted).status_code == 403
    assert _state(person) == before


@pytest.mark.parametrize("role", ["Privacy", "Keepers", "Administrator", ""])
def test_only_roles_that_may_do_no_more_are_given(publisher, editor, role):
    Group.objects.create(name="Keepers")
    publisher.post(_page(editor), JANE | {"role": role})
    publisher.post(INVITE, JANE | {"role": role})
    assert [group.name for group in editor.groups.all()] == ["Editors"]
    assert not get_user_model().objects.filter(last_name="Doe").exists()


def test_a_role_that_was_made_to_do_more_is_not_given(client):
    ensure_roles()["Publishers"].permissions.add(Permission.objects.get(codename="change_user"))
    person = make_person("half", "Editors")
    person.user_permissions.add(*Permission.objects.filter(codename__in=["manage_people", "see_every_office"]))
    client.force_login(person)
    assert [name for name, _ in client.get(INVITE).context["form"].fields["role"].choices] == ["Viewers", "Editors"]


def test_a_forged_post_makes_nobody_a_superuser(publisher):
    publisher.post(INVITE, JANE | {"is_superuser": "on", "user_permissions": ["1"], "groups": ["1", "2", "3", "4"]})
    jane = _account()
    assert (jane.is_superuser, jane.user_permissions.count(), jane.groups.count()) == (False, 0, 1)


# Who has what


def test_the_list_says_who_has_what_and_what_is_checked(publisher, editor):
    academics, operations = make_office("academics", name="Academics"), make_office("operations", name="Operations")
    editor.offices.set([academics, operations])
    confirming.confirm(academics, by=editor)
    page = publisher.get(PEOPLE)
    rows = re.findall(r"<tr><th scope=.row.*?</tr>", page.content.decode(), re.S)
    text = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]
    assert text[0] == "ann Editors Offices: Academics, Operations Checked: 1 of 2 Last came: never"
    assert text[1].startswith("publisher Publishers Offices: none Checked: –")
    assert [row.name for row in publisher.get(f"{PEOPLE}?show=unchecked").context["rows"]] == ["ann"]
    assert [row.name for row in publisher.get(f"{PEOPLE}?q=operations").context["rows"]] == ["ann"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_many(publisher, django_assert_num_queries, count):
    for number in range(count):
        make_person(f"ann{number}", "Editors").offices.set([make_office(f"office-{number}")])
    publisher.get(PEOPLE)
    with django_assert_num_queries(12):
        publisher.get(PEOPLE)


# Reminding


@pytest.fixture
def waiting():
    """Ann has two offices, one checked; Bob has one that waits; Cy has checked; Di has no address."""
    for name in ("ann", "bob", "cy", "di"):
        person = make_person(name, "Editors")
        person.offices.add(make_office(f"office-of-{name}", name=f"Office of {name}"))
        get_user_model().objects.filter(pk=person.pk).update(email="" if name == "di" else f"{name}@example.org")
    _account("ann").offices.add(done := make_office("done", name="Done"))
    for office in (done, _account("cy").offices.get()):
        confirming.confirm(office, by=None)


def test_all_who_have_not_checked_are_reminded_each_of_their_own(publisher, waiting):
    page = publisher.get(REMIND)
    assert page.context["addresses"] == "ann@example.org, bob@example.org"
    assert "Without an address, so ask them otherwise: di." in page.content.decode()
    to = [str(row.account.pk) for row in page.context["rows"]]
    said = _said(publisher.post(REMIND, {"to": to, "note": "By Friday, please.", "_send": "1"}, follow=True))
    assert said == ["Reminded 2 people: the mail is on its way."]
    assert [letter.to for letter in mail.outbox] == [["ann@example.org"], ["bob@example.org"]]
    letter = mail.outbox[0].body
    assert "Office of ann (2024-25)" in letter and "By Friday, please." in letter
    assert "Done" not in letter and "bob" not in letter
    assert f"http://testserver/admin/departments/office/{_account('ann').offices.earliest('pk').pk}/change/" in letter


def test_some_are_reminded_or_their_addresses_shown(publisher, waiting):
    bob = {"to": [str(_account("bob").pk)]}
    assert publisher.post(REMIND, bob | {"_addresses": "1"}).context["addresses"] == "bob@example.org"
    assert mail.outbox == []
    assert _said(publisher.post(REMIND, bob | {"_send": "1"}, follow=True)) == ["Reminded bob: the mail is on its way."]
    assert [letter.to for letter in mail.outbox] == [["bob@example.org"]]


def test_nobody_is_reminded_who_has_nothing_to_check(publisher, waiting):
    publisher.post(REMIND, {"to": [str(_account("cy").pk)], "_send": "1"})
    assert mail.outbox == []


def test_reminders_that_cannot_be_sent_are_told(publisher, waiting, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    to = [str(_account(name).pk) for name in ("ann", "bob")]
    said = _said(publisher.post(REMIND, {"to": to, "_send": "1"}, follow=True))
    assert said == ["The mail could not be sent to ann, bob. Try again later, or copy their addresses."]


# Many offices at once


def test_chosen_offices_are_given_to_people_and_taken_from_them(publisher, editor):
    offices = [make_office(f"office-{number}") for number in range(3)]
    action = {"action": "assign_selected", "_selected_action": [office.pk for office in offices]}
    there = publisher.post(reverse("admin:departments_office_changelist"), action).url
    assert _said(publisher.post(there, {"people": [editor.pk]}, follow=True)) == ["ann now edits 3 offices."]
    assert list(editor.offices.order_by("pk")) == offices
    assert _said(publisher.post(there, {"people": [editor.pk], "_remove": "1"}, follow=True)) == [
        "ann no longer edits 3 offices."
    ]
    assert not editor.offices.exists()
    both = {"people": [editor.pk, make_person("bob", "Editors").pk]}
    assert _said(publisher.post(there, both, follow=True)) == ["ann and bob now edit 3 offices."]
    logged = LogEntry.objects.filter(object_id=offices[0].pk).order_by("pk").values_list("change_message", flat=True)
    assert list(logged) == ["ann now edits it.", "ann no longer edits it.", "ann and bob now edit it."]


def test_nobody_is_not_assigned(publisher):
    there = f"{reverse('admin:departments_office_assign_several')}?ids={make_office().pk}"
    assert publisher.post(there, {"_add": "1"}).context["form"].errors == {"people": ["Tick at least one person."]}
