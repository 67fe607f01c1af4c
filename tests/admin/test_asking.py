"""An editor asks to publish, a publisher publishes or sends it back with remarks; each is told there and by mail."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from departments.drafts import asking, history
from departments.models import Asked, Department, Publication
from departments.publishing import ChecksFailed, PublishRefused
from departments.words.days import day
from tests.admin.test_office import _posted
from tests.making import make_contact, make_department, make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def people():
    made = {"ann": make_person("ann", "Editors"), "pat": make_person("pat", "Publishers")}
    for name in made:
        get_user_model().objects.filter(pk=made[name].pk).update(email=f"{name}@example.org")
        made[name].refresh_from_db()
    return made


@pytest.fixture
def office(people):
    """Academics with its department Arts, published and then changed by its editor Ann; Pat publishes."""
    office = make_office("academics", name="Academics", publish=True)
    make_department(office, "arts")
    office.editors.add(people["ann"])
    _change(office, people["ann"], summary="New")
    return office


@pytest.fixture
def second_person(settings):
    settings.DIRECTORY_SECOND_PERSON = True


def _change(office, by, **values):
    with history.recording(by=by):
        history.watch(office.pk)
        type(office).objects.filter(pk=office.pk).update(**values)
    office.refresh_from_db()


def _as(person):
    client = Client()
    client.force_login(person)
    return client


def _address(name, entry):
    return reverse(f"admin:departments_{entry._meta.model_name}_{name}", args=[entry.pk])


def _told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def _tasks(person):
    return [
        (task.kinds[0], task.verb, task.why[0]) for task in _as(person).get(reverse("admin:index")).context["tasks"]
    ]


def _remark(number=0, *, part="", field="phone", words="Whose number is it?"):
    return {f"form-{number}-part": part, f"form-{number}-field": field, f"form-{number}-words": words}


def _send_back(person, office, *remarks):
    counts = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}
    blank = [_remark(number, field="name", words="") for number in range(3)]
    rows = {name: value for remark in [*blank, *(remarks or [_remark()])] for name, value in remark.items()}
    return _as(person).post(_address("send_back", office), counts | rows)


def _publish(person, office):
    client = _as(person)
    page = client.get(_address("review", office))
    return client.post(_address("review", office), {"when": "now", "reviewed": page.context["reviewed"]})


def test_asking_stands_under_to_do_for_publishers_and_comes_by_mail(people, office):
    told = _told(_as(people["ann"]).post(_address("review", office), {"_ask": "1", "words": "New hours,\nplease."}))
    first = "Asked to publish Academics: it stands under “To do” for every publisher."
    assert told == [f"{first} A mail is on its way to pat."]
    sentence = f"ann asked on {day(timezone.now())} to publish it: “New hours,\nplease.”"
    assert _tasks(people["pat"]) == [("asked", "Answer", sentence)]
    assert ("asked", "Fix", sentence) not in _tasks(people["ann"]) and _tasks(people["ann"])[0][::2] == (
        "asked",
        sentence,
    )
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.reply_to) == (
        ["pat@example.org"],
        "Please publish Academics",
        ["ann@example.org"],
    )
    assert f"http://testserver{_address('review', office)}" in letter.body and "New hours,\nplease." in letter.body


def test_who_publishes_answers_and_who_asked_is_told_the_office_and_the_day(
    people, office, django_capture_on_commit_callbacks
):
    asking.ask(office, by=people["ann"])
    asking.send_back(office, [(None, "hours", "Which?")], by=people["pat"])
    asking.ask(office, by=people["ann"])
    with django_capture_on_commit_callbacks(execute=True):
        _publish(people["pat"], office)
    assert not Asked.objects.open().exists()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ann@example.org"], "Academics is published")
    assert f"pat has published it on {day(timezone.now())}." in letter.body


def test_many_that_are_published_at_once_answer_each_who_asked(people, office, django_capture_on_commit_callbacks):
    asking.ask(office, by=people["ann"])
    with django_capture_on_commit_callbacks(execute=True):
        done = dict(asking.publish_many([make_office("plans"), office], by=None))
    assert {type(one) for one in done.values()} == {Publication}
    assert not Asked.objects.open().exists() and "It was published on" in mail.outbox[0].body


def test_a_remark_stands_at_its_field_until_that_is_saved(people, office):
    asking.ask(office, by=people["ann"])
    arts = Department.objects.get()
    told = _told(_send_back(people["pat"], office, _remark(), _remark(1, part=arts.pk, field="hours", words="When?")))
    first = "Sent Academics back: its editors read what to mend at the field."
    assert told == [f"{first} A mail is on its way to ann."]
    assert mail.outbox[0].subject == "Please mend Academics"
    assert "phone: Whose number is it?" in mail.outbox[0].body and "Arts, hours: When?" in mail.outbox[0].body
    assert _tasks(people["ann"])[0] == ("sent_back", "Fix", "pat on phone: “Whose number is it?”")

    ann = _as(people["ann"])
    page = ann.get(_address("change", office))
    html = page.content.decode().replace("\n", "")
    assert "“Whose number is it?”</p>" in html.split('id="id_phone"')[1][:700] and "“When?”</p>" not in html
    card = reverse("admin:departments_office_card", args=[office.pk, arts.pk])
    for address in (card, _address("change", arts)):
        html = ann.get(address).content.decode()
        assert "“When?”</p>" in html and "Whose number" not in html
    ann.post(_address("change", office), _posted(page) | {"summary": "Newer"})
    assert Asked.objects.open().count() == 2
    ann.post(_address("change", office), _posted(ann.get(_address("change", office))) | {"phone": "414-475-8000"})
    assert [one.field for one in Asked.objects.open()] == ["hours"]
    ann.post(_address("change", arts), _posted(ann.get(_address("change", arts))) | {"hours": "8 to 4"})
    assert not Asked.objects.open().exists() and ("sent_back", "Fix") not in {one[:2] for one in _tasks(people["ann"])}


def test_contact_lines_that_are_saved_answer_the_remark_about_them(people, office):
    arts, ann = Department.objects.get(), _as(people["ann"])
    make_contact(arts)
    asking.send_back(office, [(arts, "contacts", "Who answers?"), (None, "contacts", "And here?")], by=people["pat"])
    assert ann.get(_address("change", office)).content.decode().count("“And here?”</p>") == 1
    page = ann.get(_address("change", arts))
    ann.post(_address("change", arts), _posted(page) | {"contacts-0-name": "Bo Lee"})
    assert [one.words for one in Asked.objects.open()] == ["And here?"]


def test_a_remark_is_over_when_an_editor_ticks_it_and_only_one_of_theirs(people, office):
    other = make_office("operations")
    asking.send_back(office, [(None, "phone", "Whose?")], by=people["pat"])
    asking.send_back(other, [(None, "phone", "Whose?")], by=people["pat"])
    ann, keys = _as(people["ann"]), [str(one.pk) for one in Asked.objects.all()]
    refused = ann.post(
        _address("change", office), _posted(ann.get(_address("change", office))) | {"name": "", "mended": keys}
    )
    assert f'value="{keys[0]}" aria-describedby="remark-{keys[0]}" checked' in refused.content.decode()
    ann.post(_address("change", office), _posted(ann.get(_address("change", office))) | {"mended": [*keys, "x"]})
    assert [(one.office, one.over_by) for one in Asked.objects.all()] == [(office, people["ann"]), (other, None)]


def test_what_is_not_sound_is_not_asked_for_and_nobody_asks_twice(people, office):
    ann, address = _as(people["ann"]), _address("review", office)
    assert "Ask to publish" in ann.get(address).content.decode()
    ann.post(address, {"_ask": "1", "words": "x" * 1001})
    assert not Asked.objects.exists()
    assert asking.ask(office, by=people["ann"]) and not asking.ask(office, by=people["ann"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.create(office=office, by=people["ann"])
    assert 'name="_ask"' not in ann.get(address).content.decode()
    ann.post(address, {"_ask": "1"})
    Asked.objects.all().delete()
    _change(office, people["ann"], lead_title="Director", lead_name="")
    assert 'name="_ask"' not in ann.get(address).content.decode()
    ann.post(address, {"_ask": "1"})
    assert not Asked.objects.exists() and mail.outbox == []


def test_who_is_no_editor_of_the_office_asks_nothing_and_reads_nothing_of_it(people, office):
    asking.ask(office, by=people["ann"], words="Secret")
    other = make_person("other", "Editors")
    other.offices.add(make_office("operations"))
    assert _as(other).post(_address("review", office), {"_ask": "1"}).status_code == 404
    assert "Secret" not in _as(other).get(reverse("admin:index")).content.decode()
    viewer = make_person("viewer", "Viewers")
    _as(viewer).post(_address("review", office), {"_ask": "1"})
    assert Asked.objects.count() == 1
    for person, status in ((people["ann"], 403), (viewer, 403), (other, 404)):
        assert _send_back(person, office).status_code == status


def test_a_remark_needs_words_and_a_department_of_the_office(people, office):
    empty = _send_back(people["pat"], office, _remark(words=""))
    assert empty.context["formset"].errors[0] == {"words": ["Say what to mend."]}
    stranger = make_department(make_office("operations"), "sports")
    wrong = _send_back(people["pat"], office, _remark(part=stranger.pk))
    assert wrong.context["formset"].errors[0] == {"part": ["This department is no longer in the office."]}
    assert not Asked.objects.exists()


def test_a_mail_that_cannot_be_sent_is_told_and_all_else_is_done(people, office, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    told = _told(_as(people["ann"]).post(_address("review", office), {"_ask": "1"}))
    assert (
        told[1] == "The mail could not be sent to pat@example.org: tell them yourself." and Asked.objects.count() == 1
    )


# A second person


def test_who_changed_a_draft_last_does_not_publish_it_alone(people, office, second_person):
    ben = make_person("ben", "Publishers")
    _change(office, people["pat"], summary="By Pat")
    sentence = "pat changed the draft of Academics last, so somebody else publishes it: ben may."
    page = _as(people["pat"]).get(_address("review", office))
    assert sentence in page.content.decode() and 'name="_ask"' in page.content.decode()
    _publish(people["pat"], office)
    assert office.publications.count() == 1
    for refused in (asking.publish, lambda *of, by: next(one for _, one in asking.publish_many(of, by=by))):
        with pytest.raises(PublishRefused, match=sentence):
            if isinstance(done := refused(office, by=people["pat"]), PublishRefused):
                raise done
    assert sentence in _as(ben).get(_address("review", office)).content.decode()
    _publish(ben, office)
    assert office.publications.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_who_else_may_publish_is_found_once_for_all_offices(people, second_person, count, django_assert_num_queries):
    offices = [make_office(f"office-{place}") for place in range(count)]
    for office in offices:
        _change(office, people["pat"], summary="By Pat")
    with django_assert_num_queries(7):
        assert asking.alone_with(offices, people["pat"]).keys() == {office.pk for office in offices}


def test_without_the_setting_everybody_who_may_publishes(people, office):
    _change(office, people["pat"], summary="By Pat")
    _publish(people["pat"], office)
    assert office.publications.count() == 2


def test_where_nobody_else_may_publish_that_is_said_and_a_command_is_nobody(people, office, second_person):
    _change(office, people["pat"], summary="By Pat")
    with pytest.raises(PublishRefused, match="and nobody else may: give somebody the role"):
        asking.publish(office, by=people["pat"])
    _change(office, None, summary="By a load")
    with pytest.raises(PublishRefused, match="pat changed"):
        asking.publish(office, by=people["pat"])
    assert asking.publish(office, by=None).number == 2


def test_what_publishing_refuses_leaves_what_was_asked(people, office):
    asking.ask(office, by=people["ann"])
    _change(office, people["ann"], lead_title="Director", lead_name="")
    with pytest.raises(ChecksFailed):
        asking.publish(office, by=people["pat"])
    assert Asked.objects.open().count() == 1
