"""Review, publish, take off the site, compare, call off: what the pages of an office say and do."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from departments import publishing
from departments.models import Department, Office, Publication
from departments.reading.directory import Directory, NotListed
from departments.school_years.rolling import roll_over
from departments.words import days
from tests.making import make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _address(screen, office=None, *args):
    return reverse(f"admin:departments_office_{screen}", args=[office.pk, *args] if office else [])


def _messages(response):
    return [str(message) for message in response.context["messages"]]


def _edit(office, **values):
    for name, value in values.items():
        setattr(office, name, value)
    office.save()


def _publish(client, office, **values):
    reviewed = client.get(_address("review", office)).context["reviewed"]
    return client.post(_address("review", office), {"when": "now", "reviewed": reviewed} | values, follow=True)


def _tomorrow():
    at = timezone.localtime() + timedelta(days=1)
    return at.replace(hour=12, minute=0, second=0, microsecond=0)  # the same at each call


def test_review_says_what_will_change_and_publish_does_it(publisher):
    office = make_office("academics", phone="414-252-0221", publish=True)
    _edit(office, phone="414-252-0300")
    html = publisher.get(_address("review", office)).content.decode()
    assert "414-252-0221" in html and "414-252-0300" in html

    told = _messages(_publish(publisher, office, note="Moved"))

    assert len(told) == 1 and "as number 2: visitors see it since" in told[0]
    publication = Publication.objects.get(number=2)
    assert (publication.note, publication.published_by.username) == ("Moved", "publisher")
    assert str(Directory.at().page("academics").phone) == "+1 414-252-0300"


@pytest.mark.parametrize("moved", [{"opened_at": None}, {"closed_at": timezone.now() - timedelta(hours=1)}])
def test_what_is_published_in_a_year_that_is_not_open_is_told_in_one_true_sentence(publisher, moved):
    office = make_office("academics", publish=True)
    _edit(office, phone="414-252-0300")
    year = office.school_year
    type(year).objects.filter(pk=year.pk).update(**moved)

    (told,) = _messages(_publish(publisher, office))

    assert told.endswith(f"as number 2: visitors see it once the school year {year} is open.")


@pytest.fixture
def corrected():
    """An office carried on into 2025-26, whose number was corrected in 2024-25 since: its own draft has the old one."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        old = make_office("academics", name="Academics", phone="414-252-0221", departments=1, publish=True)
        roll_over(old.school_year, "2025-26")
        clock.shift(60)
        coming = make_year("2025-26")
        new = coming.offices.get()
        publishing.carry_on(old.publications.get(), new, by=None)
        _edit(old, phone="414-252-0300")
        old.departments.update(fax="414-252-0301")
        clock.shift(60)
        publishing.publish(old, by=None)
        clock.shift(60)
        yield new


BACK = (
    "Academics: on last year’s page the phone was corrected to “414-252-0300” since, and this draft says "
    "“414-252-0221” as before. Take that over, unless the draft is right."
)


def test_the_review_says_which_correction_of_last_year_it_would_undo_and_takes_it_over(publisher, corrected):
    page = publisher.get(_address("review", corrected))
    assert BACK in page.content.decode() and [row["own"] for row in page.context["also"]] == ["414-252-0221", "(empty)"]
    assert [(one["level"], one["href"]) for one in page.context["problems"][:2]] == [
        ("warning", f"{_address('review', corrected)}#also")
    ] * 2
    taken = {"take": page.context["also"][0]["key"], "review": corrected.pk}
    address = reverse("admin:departments_schoolyear_corrections", args=[corrected.school_year_id])
    page = publisher.post(address, taken, follow=True)
    assert page.redirect_chain == [(_address("review", corrected), 302)] and BACK not in page.content.decode()
    assert _messages(page) == ["Academics: phone is corrected in 2025-26 too."]
    corrected.refresh_from_db()
    assert str(corrected.phone) == "+1 414-252-0300"


def test_the_review_of_several_and_the_command_say_it_too(publisher, corrected, capsys):
    other = make_office("academics", year=make_year("2026-27"), name="Other")
    page = publisher.get(f"{_address('publish_several')}?ids={corrected.pk},{other.pk}")
    assert page.content.decode().count(BACK) == 1
    assert f'href="{_address("review", corrected)}#also"' in page.content.decode()
    call_command("check_drafts", year="2025-26")
    assert f"Academics: warning: {BACK}\n" in capsys.readouterr().out
    make_office("other", year=corrected.school_year, name="Other")
    call_command("publish", year="2025-26")
    told = capsys.readouterr()
    assert "Other: published" in told.out and [line for line in told.err.split("\n") if "“414-252-0300”" in line] == [
        f"  {BACK}"
    ]


def test_who_only_looks_at_a_review_is_told_and_gets_no_button(client, corrected):
    client.force_login(make_person("looker", "Viewers"))
    page = client.get(_address("review", corrected))
    assert BACK in page.content.decode() and 'id="also"' not in page.content.decode()
    assert [one["href"] for one in page.context["problems"][:2]] == [False, False]  # "#also" is on no page of theirs


def test_what_is_scheduled_in_a_year_that_is_not_open_says_from_when(publisher):
    office = make_office("academics", year=make_year(opened=False))
    day = days.moment(_tomorrow())
    (told,) = _messages(_publish(publisher, office, when="later", at=day))
    year = office.school_year
    assert told.endswith(f"as number 1: visitors see it from {day} on once the school year {year} is open.")


def test_a_draft_saved_after_the_review_is_shown_again(publisher):
    office = make_office("academics", publish=True)
    _edit(office, summary="Reviewed")
    reviewed = publisher.get(_address("review", office)).context["reviewed"]
    _edit(office, summary="Slipped in")
    response = publisher.post(_address("review", office), {"when": "now", "reviewed": reviewed})
    assert "The draft was saved again meanwhile" in response.content.decode()
    assert Directory.at().page("academics").summary == ""


def test_a_page_is_scheduled_in_the_districts_time(publisher):
    office = make_office("academics", publish=True)
    _edit(office, summary="From tomorrow")
    at = _tomorrow()
    _publish(publisher, office, when="later", at=f"{at:%Y-%m-%dT%H:%M}")
    assert Publication.objects.get(number=2).live_from == at
    assert f"No. 2 is scheduled for {days.moment(at)}" in publisher.get(_address("change", office)).content.decode()

    asks = publisher.get(_address("history", office)).content.decode()
    assert "<summary>Call off…</summary>" in asks and "Call off no. 2</button></form></details>" in asks
    publisher.post(_address("call_off", office, 2))
    assert Publication.objects.get(number=2).is_called_off()
    assert "is scheduled for" not in publisher.get(_address("change", office)).content.decode()


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Say from which day and time on."),
        (
            "2020-01-01T06:00",
            "January 1, 2020, 6:00 AM has passed. Choose a moment to come, or empty the day for “Now”.",
        ),
        ("soon", "“soon” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
        ("2099-03-08T02:30", "There is no March 8, 2099, 2:30 AM: the clocks are set forward past it."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_a_sentence(publisher, at, sentence):
    office = make_office("academics")
    response = _publish(publisher, office, when="later", at=at)
    assert sentence in " ".join(response.context["form"].errors["at"])
    assert not Publication.objects.exists()


def test_the_second_of_two_publishers_is_told_what_the_first_did(publisher):
    office = make_office("academics", publish=True)
    _edit(office, summary="New", phone="414-475-8393")
    page = publisher.get(_address("review", office))
    posted = {"when": "now", "reviewed": page.context["reviewed"]}
    maria = make_person("maria", "Publishers")
    maria.first_name, maria.last_name = "Maria", "Lopez"
    maria.save()
    first = publishing.publish(office, by=maria)

    response = publisher.post(_address("review", office), posted)

    (sentence,) = response.context["form"].non_field_errors()
    assert sentence == (
        f"Maria Lopez published Office of the Academics, no. 2 on {days.moment(first.published_at)}, while you looked: "
        "Office of the Academics: phone 414-475-8393 added; Office of the Academics: summary added (1 word). "
        "This is what it does now: please look once more."
    )
    # There is nothing left to publish, and it is said all the same.
    assert "Maria Lopez published" in response.content.decode()
    assert not publisher.post(_address("review", office), posted | {"reviewed": response.context["reviewed"]}).context


@pytest.mark.parametrize("screen", ["review", "publish_several", "again"])
def test_what_became_of_the_page_meanwhile_is_looked_at_before_anything_is_published(publisher, screen):
    office = make_office("academics", publish=True)
    _edit(office, summary="Two")
    publishing.publish(office, by=None)
    _edit(office, summary="Three")
    address = (
        _address("again", office, 1) if screen == "again" else _address(screen, office if screen == "review" else None)
    )
    address += f"?ids={office.pk}"
    page = publisher.get(address)
    posted = {"when": "now", "reviewed": page.context["reviewed"]}
    publishing.withdraw(office, by=None)
    make_office("operations", publish=True)  # which is nobody's business here

    response = publisher.post(address, posted)
    assert "A command took Office of the Academics off the site on" in response.context["form"].non_field_errors()[0]
    assert not Publication.objects.live().filter(office=office).exists()

    publisher.post(address, posted | {"reviewed": response.context["reviewed"]})
    assert Publication.objects.live().get(office=office).number == 3


@pytest.mark.parametrize("screen", ["take_off", "take_off_several"])
def test_who_takes_an_office_off_the_site_is_told_what_was_published_meanwhile(publisher, screen):
    office = make_office("academics", publish=True)
    address = _address(screen, office if screen == "take_off" else None) + f"?ids={office.pk}"
    posted = {"when": "now", "reviewed": publisher.get(address).context["form"].now}
    _edit(office, summary="Two")
    publishing.publish(office, by=None)
    form = publisher.post(address, posted).context["form"]
    assert form.non_field_errors()[0].startswith("A command published Office of the Academics, no. 2 on")
    assert Publication.objects.live().get().number == 2
    publisher.post(address, posted | {"reviewed": form.now})
    assert not Publication.objects.live().exists()


def test_a_scheduled_page_and_a_called_off_one_are_told(publisher):
    office = make_office("academics", publish=True)
    _edit(office, summary="Two")
    page = publisher.get(_address("review", office))
    at = _tomorrow()
    scheduled = publishing.publish(office, by=page.wsgi_request.user, at=at)
    publishing.call_off(scheduled, by=None)
    response = publisher.post(_address("review", office), {"when": "now", "reviewed": page.context["reviewed"]})
    told = response.context["form"].non_field_errors()[0]
    assert f"publisher published Office of the Academics, no. 2 on {days.moment(scheduled.published_at)} for " in told
    assert f"for {days.moment(at)}, while you looked." in told
    assert "A command called off Office of the Academics, no. 2 on" in told


@pytest.mark.parametrize("at", ["11/30/2099 8am", "2026-11-01 01:30", "soon"])
@pytest.mark.parametrize("screen", ["review", "publish_several", "again", "take_off", "take_off_several", "open"])
def test_a_day_beside_now_is_refused_and_both_are_kept(publisher, screen, at):
    office = make_office("academics", publish=True)
    _edit(office, summary="From a day on")
    address = {
        "again": _address("again", office, 1),
        "open": reverse("admin:departments_schoolyear_open", args=[office.school_year.pk]),
    }.get(screen) or _address(screen, None if "several" in screen else office) + f"?ids={office.pk}"
    page = publisher.get(address)
    posted = {"when": "now", "at": at} | {
        name: page.context[name] for name in ("reviewed", "shown") if name in page.context
    }
    form = publisher.post(address, posted).context["form"]
    assert form.errors == {"at": ["A day is filled in beside “Now”. Choose “On a day to come”, or empty the day."]}
    assert (form["when"].value(), form["at"].value()) == ("now", at)
    assert Publication.objects.get().is_live()


@time_machine.travel("2026-11-27T18:00:00Z", tick=False)
@pytest.mark.parametrize(
    "at", ["Nov 30, 8am", "11/30/2026 8:00 AM", "2026-11-30T08:00", "Monday, November 30, 8:00 AM"]
)
def test_a_day_is_published_on_as_people_type_it(publisher, at):
    office = make_office("academics")
    _publish(publisher, office, when="later", at=at)
    assert Publication.objects.get().live_from.isoformat() == "2026-11-30T14:00:00+00:00"


@time_machine.travel("2026-11-27T18:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("11/30 8am", {"words": "Monday, November 30, 8:00 AM"}),
        ("Nov 30, 2027", {"words": "Tuesday, November 30, 2027, 12:00 AM"}),
        ("8am", {"refusal": "Which day? Write it before the time, as November 30, 2026, 8:00 AM."}),
        ("11/20/28", {"words": "Monday, November 20, 2028, 12:00 AM"}),
        ("12/30/28", {"refusal": "December 30, 2028, 12:00 AM is more than two years away. Do you mean 2026?"}),
        ("Nov 30, 8:00", {"refusal": "Is 8:00 before or after noon? Write 8:00 AM or 8:00 PM."}),
        ("", {"refusal": "Say from which day and time on."}),
    ],
)
def test_the_script_is_told_what_a_typed_day_means(publisher, at, told):
    assert publisher.get(_address("moment"), {"at": at}).json() == told


def test_the_review_says_what_a_scheduled_page_will_undo(publisher):
    office = make_office("academics", summary="As it was", phone="414-252-0221", publish=True)
    _edit(office, summary="Of Monday")
    publishing.publish(office, by=None, at=_tomorrow())
    _edit(office, phone="414-252-0300")
    scheduled = f"No. 2, scheduled for {days.moment(_tomorrow())},"
    for screen in (_address("review", office), f"{_address('publish_several')}?ids={office.pk}"):
        html = publisher.get(screen).content.decode()
        assert f"{scheduled} was made without this, and undoes it then: Office of the Academics: phone" in html
        assert "summary" not in html.split(scheduled)[1].split("</p>")[0]
    _edit(office, summary="Of Tuesday")  # which Monday's page, scheduled before, would put back
    html = publisher.get(_address("review", office)).content.decode()
    assert "summary" in html.split(scheduled)[1].split("</p>")[0]


def _told_to_undo(html):
    return [text.split("</p>")[0] for text in html.split('<p class="errornote">')[1:] if "undoes it" in text]


def _of_hours(between, number, at, was, hours):
    told = f"Office of the Academics: hours {was} → {hours}"
    mend = "Publish the same for that moment as well, or call that page off."
    called = f"No. {number}, scheduled for {days.moment(at)}, was made without this, and undoes it then"
    return f"Published {between}: {called}: {told}. {mend}"


def _schedule(office, hours):
    for said, at in hours.items():
        _edit(office, hours=said)
        publishing.publish(office, by=None, at=at)


def test_the_review_is_true_of_whichever_day_is_chosen(publisher):
    office = make_office("academics", hours="8–4", publish=True)
    tenth, twentieth = _tomorrow() + timedelta(days=10), _tomorrow() + timedelta(days=20)
    _schedule(office, {"9–1": tenth, "9–2": twentieth})
    _edit(office, hours="9–3")
    on, then = days.moment(tenth), days.moment(twentieth)
    for screen in (_address("review", office), f"{_address('publish_several')}?ids={office.pk}"):
        assert _told_to_undo(publisher.get(screen).content.decode()) == [
            _of_hours(f"before {on}", 2, tenth, "8–4", "9–3"),
            _of_hours(f"between {on} and {then}", 3, twentieth, "9–1", "9–3"),
        ]
    assert _told_to_undo(publisher.get(_address("again", office, 1)).content.decode()) == [
        _of_hours(f"between {on} and {then}", 3, twentieth, "9–1", "8–4")
    ]
    publishing.publish(office, by=None, at=tenth + timedelta(days=5))
    assert Directory.at(twentieth).page("academics").hours == "9–2"


def test_a_page_behind_one_that_is_the_same_as_the_draft_is_told(publisher):
    office = make_office("academics", hours="8–4", publish=True)
    third, fifth = _tomorrow() + timedelta(days=3), _tomorrow() + timedelta(days=5)
    _schedule(office, {"9–1": fifth, "9–2": third})
    told = _told_to_undo(publisher.get(_address("review", office)).content.decode())
    assert told == [_of_hours(f"before {days.moment(third)}", 2, fifth, "8–4", "9–2")]


def test_who_publishes_an_earlier_page_again_is_told_as_well(publisher):
    office = make_office("academics", phone="414-252-0221", publish=True)
    _edit(office, phone="414-252-0300")
    publishing.publish(office, by=None)
    _edit(office, phone="414-252-0400")
    publishing.publish(office, by=None, at=_tomorrow())
    html = publisher.get(_address("again", office, 1)).content.decode()
    scheduled = f"No. 3, scheduled for {days.moment(_tomorrow())},"
    assert f"{scheduled} was made without this, and undoes it then: Office of the Academics: phone" in html


def test_the_review_of_an_office_that_is_off_the_site_says_so_too(publisher):
    office = make_office("academics", phone="414-252-0221")
    publishing.publish(office, by=None, at=_tomorrow())
    assert "was made without this" not in publisher.get(_address("review", office)).content.decode()
    _edit(office, phone="414-252-0300")
    assert (
        "undoes it then: Office of the Academics: phone" in publisher.get(_address("review", office)).content.decode()
    )


def test_the_review_says_that_a_planned_taking_off_is_made_anew(publisher):
    office = make_office("academics", departments=2, publish=True)
    publishing.take_off(office.departments.first(), by=None, at=_tomorrow())
    _edit(office, phone="414-252-0300")
    html = publisher.get(_address("review", office)).content.decode()
    assert f"No. 2, scheduled for {days.moment(_tomorrow())}, is made anew with this" in html


@pytest.mark.parametrize("live", [True, False])
def test_what_moves_is_not_undone_by_a_page_scheduled_before(publisher, live):
    academics = make_office("academics", departments=1, publish=True)
    operations = make_office("operations", publish=live, summary="As it was")
    for office in (academics, operations):
        _edit(office, summary="Of Monday")
        publishing.publish(office, by=None, at=_tomorrow())
    academics.departments.update(office=operations)
    _edit(operations, phone="414-252-0300")
    html = publisher.get(_address("review", operations)).content.decode()
    told = html.split("undoes it then: ")[1].split("</p>")[0]
    assert "phone" in told and "moves" not in told and "no longer" not in told
    assert ("undoes it then" in publisher.get(_address("review", academics)).content.decode()) is False
    _publish(publisher, operations)
    seen = Directory.at(_tomorrow()).page("operations")
    assert [part.slug for part in seen.departments] == ["academics-1"]


def test_a_draft_with_errors_is_not_offered_for_publishing(publisher):
    office = make_office("academics", lead_title="Director", lead_name="")
    response = publisher.get(_address("review", office))
    html = response.content.decode()
    assert "Publishing waits until the errors above are mended" in html
    assert f'href="{_address("change", office)}#id_lead_name"' in html
    told = _messages(_publish(publisher, office))
    assert told[0].startswith("Not published. Office of the Academics")
    assert not Publication.objects.exists()


def test_several_are_published_one_by_one_and_one_that_fails_stops_no_other(publisher):
    offices = [make_office("a"), make_office("b", lead_title="Chief", lead_name=""), make_office("c")]
    action = {"action": "publish_selected", "_selected_action": [office.pk for office in offices]}
    page = publisher.post(_address("changelist"), action, follow=True)
    address = page.redirect_chain[-1][0]
    response = publisher.post(address, {"when": "now", "reviewed": page.context["reviewed"]}, follow=True)
    assert [("Published" in text, "Not published" in text) for text in _messages(response)] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert {card.slug for card in Directory.at().offices} == {"a", "c"}


def test_drafts_that_are_published_together_may_link_to_each_other(publisher):
    office, other = make_office("a", body='<p><a href="/offices/b/">The other one</a></p>'), make_office("b")
    assert "a page that is not there" in publisher.get(_address("review", office)).content.decode()
    both = publisher.get(f"{_address('publish_several')}?ids={office.pk},{other.pk}").content.decode()
    assert "a page that is not there" not in both and str(other) in both


def test_taking_off_the_site_tells_visitors_where_to_look_instead(publisher, client):
    office = make_office("academics", publish=True)
    words = {"when": "now", "instead": "Ask the Office of Learning.", "note": "Merged"}
    told = _messages(publisher.post(_address("take_off", office), words, follow=True))
    assert told == ["Took Office of the Academics off the site: visitors no longer see it."]
    response = client.get("/offices/academics/")
    assert response.status_code == 410 and "Ask the Office of Learning." in response.content.decode()
    assert "Off the site since" in publisher.get(_address("change", office)).content.decode()


def test_several_are_taken_off_the_site_from_the_list(publisher):
    offices = [make_office("a", publish=True), make_office("b")]
    action = {"action": "take_off_selected", "_selected_action": [office.pk for office in offices]}
    page = publisher.post(_address("changelist"), action, follow=True)
    told = _messages(publisher.post(page.redirect_chain[-1][0], {"when": "now"}, follow=True))
    assert told == [
        "Took Office of the A off the site: visitors no longer see it.",
        "Office of the B: visitors do not see it, so there is nothing to take off the site.",
    ]
    with pytest.raises(NotListed):
        Directory.at().page("a")


def test_what_is_to_go_off_the_site_is_not_called_ended_and_what_took_its_place_not_called_off(publisher):
    office = make_office("academics", departments=1, publish=True)
    publishing.take_off(office.departments.get(), by=None, at=_tomorrow())
    _edit(office, phone="414-252-0300")
    publishing.publish(office, by=None)
    html = publisher.get(_address("history", office)).content.decode()
    assert "made anew before its day" in html and "called off" not in html
    number = publisher.get(_address("take_off", office)).context["form"].now
    publishing.withdraw(office, by=make_person("lopez"), at=_tomorrow() - timedelta(hours=1))
    html = publisher.get(_address("history", office)).content.decode()
    assert "To go off the site, as decided by lopez" in html and "Ended by" not in html
    told = publisher.post(_address("take_off", office), {"when": "now", "reviewed": number}).content.decode()
    goes = f"lopez took Office of the Academics off the site from {days.moment(_tomorrow() - timedelta(hours=1))} on"
    assert told.count(goes) == 1


def test_an_earlier_publication_is_published_again(publisher):
    office = make_office("academics", summary="First", publish=True)
    _edit(office, summary="Second")
    publishing.publish(office, by=None)
    reviewed = publisher.get(_address("again", office, 1)).context["reviewed"]
    publisher.post(_address("again", office, 1), {"when": "now", "reviewed": reviewed})
    assert Directory.at().page("academics").summary == "First"
    assert publisher.get(_address("again", office, 99)).status_code == 404


def test_what_would_stand_on_no_page_is_told_before_an_earlier_one_is_published_again(publisher):
    office = make_office("academics", departments=1, publish=True)
    moved = make_office("operations", departments=1, publish=True).departments.get()
    address = _address("again", office, 1)
    assert "Visitors will find on no page" not in publisher.get(address).content.decode()
    Department.objects.filter(pk=moved.pk).update(office=office)
    publishing.publish(office, by=None)
    html = publisher.get(address).content.decode()
    assert f"<p>Visitors will find on no page:</p><ul><li>{moved.name}</li></ul>" in html


def _published(response):
    return [row["publication"] for row in response.context["rows"] if "publication" in row]


def test_publications_are_listed_with_what_each_changed(publisher):
    office = make_office("academics", summary="First", publish=True)
    _edit(office, phone="414-252-0300")
    publishing.publish(office, by=None, note="New number")
    response = publisher.get(_address("history", office))
    rows = [(p.number, p.standing["word"], p.changed) for p in _published(response)]
    assert rows[0] == (2, "live", "Office of the Academics: phone 414-252-0300 added")
    assert rows[1][:2] == (1, "ended") and rows[1][2].startswith("New on the page: Office of the Academics")


def test_a_publication_is_told_apart_from_what_visitors_saw_just_before(publisher):
    office = make_office("academics", summary="One", departments=1, publish=True)
    _edit(office, summary="Two")
    publishing.publish(office, by=None, at=_tomorrow())
    make_department(office, "arts")
    publishing.publish(office, by=None)
    publishing.call_off(publishing.publish(office, by=None, at=_tomorrow() + timedelta(days=1)), by=None)
    rows = _published(publisher.get(_address("history", office)))
    assert {row.number: (row.previous, row.changed) for row in rows} == {
        4: (2, "New department: Arts"),  # called off
        3: (1, "Office of the Academics: summary changed (1 word added, 1 removed); New department: Arts"),
        2: (3, "Arts is no longer on the page"),  # scheduled before no. 3 was published
        1: (None, "New on the page: Office of the Academics with 1 department"),
    }


@pytest.mark.parametrize("publications", [1, 3, 30])
def test_the_list_of_publications_takes_constant_queries(publisher, publications, django_assert_num_queries):
    office = make_office("academics")
    for number in range(publications):
        _edit(office, summary=f"Text {number}")
        publishing.publish(office, by=None)
    publisher.get(_address("history", office))
    with django_assert_num_queries(20):
        publisher.get(_address("history", office))


def test_any_two_publications_are_compared(publisher):
    office = make_office("academics", publish=True)
    make_department(office, "arts")
    publishing.publish(office, by=None)
    _edit(office, name="Office of Learning")
    found = publisher.get(_address("compare", office), {"older": "1", "newer": "2"}).context["found"]
    assert [str(change) for change in found] == ["New department: Arts"]
    found = publisher.get(_address("compare", office)).context["found"]
    assert [str(change) for change in found] == ["Office of the Academics is now called Office of Learning"]
    response = publisher.get(_address("compare", office), {"older": "7", "newer": "x"})
    assert response.context["found"] is None and "has no such publication" in response.content.decode()


def test_confirming_is_one_click_and_the_page_says_so(publisher, client):
    office = make_office("academics", publish=True)
    assert "Not checked" in publisher.get(_address("changelist")).content.decode()
    assert [row.slug for row in publisher.get(_address("unchecked")).context["offices"]] == ["academics"]
    publisher.post(_address("confirm", office))
    office.refresh_from_db()
    assert (office.confirmed_on, office.confirmed_by.username) == (timezone.localdate(), "publisher")
    _publish(publisher, office)
    assert "Details checked on" in client.get("/offices/academics/").content.decode()
    assert list(publisher.get(_address("unchecked")).context["offices"]) == []


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_the_first_page_takes_constant_queries(publisher, offices, django_assert_num_queries):
    for number in range(offices):
        make_office(f"office-{number}", departments=1)
    Office.objects.get(slug="office-0").editors.add(make_person("editor", "Editors"))
    publisher.get("/admin/")
    with django_assert_num_queries(22):
        shown = publisher.get("/admin/").context
    counts = {kind: count for kind, _, count in shown["chips"]}
    assert counts == {"publish": offices, "check": offices} | ({"assign": offices - 1} if offices > 1 else {})
    assert (len(shown["tasks"]), shown["task_count"]) == (min(offices, 10), offices)


def test_the_first_page_shows_an_editor_their_offices(client):
    mine = make_office("academics", publish=True, lead_title="Director", lead_name="Ann Roe")
    make_office("operations", publish=True)
    _edit(mine, lead_name="")
    editor = make_person("editor", "Editors")
    mine.editors.add(editor)
    client.force_login(editor)
    shown = client.get("/admin/").context
    assert [state.office for state in shown["mine"]] == [mine]
    (task,) = shown["tasks"]
    assert (task.name, task.verb, task.kinds) == (mine.name, "Fix", ["fix", "publish", "check"])
    assert task.url == _address("change", mine)


def test_a_page_with_a_standing_of_another_release_is_told_of_and_published_again(publisher, client):
    office = make_office("academics", lead_name="Ann Roe", publish=True)
    live = Publication.objects.get()
    live.payload["records"][0]["fields"]["lead_standing"] = "emperor"
    QuerySet(Publication).filter(pk=live.pk).update(payload=live.payload)

    said = "Its page says what this release does not know: standing &quot;emperor&quot;. Publish the office again."
    assert said in publisher.get("/admin/").content.decode()
    assert said in publisher.get(_address("change", office)).content.decode()
    for address in ("/offices/academics/", "/directory.csv", "/people/", "/api/v1/offices/academics"):
        shown = client.get(address).getvalue().decode()
        assert ("Ann" in shown, "emperor" in shown) == (True, False)

    _publish(publisher, office)

    assert said not in publisher.get("/admin/").content.decode()
    assert Publication.objects.live().get().number == 2
