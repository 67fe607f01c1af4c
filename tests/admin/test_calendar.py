"""The calendar of school years: what its pages say, and that they do nothing before somebody confirms it."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.models import Office, SchoolYear
from departments.page import pictures
from departments.school_years.rolling import roll_over
from departments.school_years.year import open_year
from departments.words.days import moment
from tests.making import make_department, make_office, make_person, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOW = timezone.make_aware(datetime(2025, 6, 20, 9))
FIRST = timezone.make_aware(datetime(2025, 7, 1))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def this():
    return make_year("2024-25")


@pytest.fixture
def coming():
    return make_year("2025-26", opened=False)


def _address(screen, year=None):
    return reverse(f"admin:departments_schoolyear_{screen}", args=[year.pk] if year else [])


def _text(response):
    html = response.content.decode().split("<main")[1]
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def _messages(response):
    return [unescape(strip_tags(str(message))) for message in response.context["messages"]]


def _windows():
    return list(SchoolYear.objects.order_by("label").values_list("label", "opened_at", "closed_at"))


def _rows(client):
    return {row.standing.year.label: row for row in client.get(_address("changelist")).context["calendar"]}


# The list


def test_each_year_says_how_it_stands_and_how_far_it_is(publisher, this, coming):
    make_office("academics", year=this, publish=True, confirmed_on=NOW.date())
    make_office("academics", year=coming)
    open_year(coming, at=FIRST)
    make_year("2023-24")
    text = _text(publisher.get(_address("changelist")))
    years = text.split("2025-26 July 1, 2025 – ")[1]
    coming, rest = years.split("2024-25 July 1, 2024 – ")
    assert "Opens on July 1, 2025: 2 things are missing Offices 1 Published 0 Unpublished 1 Confirmed 0" in coming
    now, before = rest.split("2023-24 July 1, 2023 – ")
    assert "Current since July 1, 2024 Offices 1 Published 1 Unpublished 0 Confirmed 1" in now
    assert "Archive Offices 0 Published 0 Unpublished 0 Confirmed 0" in before


def test_the_ways_on_are_those_that_lead_somewhere(publisher, this, coming):
    make_office("academics", year=this)
    make_year("2023-24")
    rows = _rows(publisher)
    assert {label: (row.opens, row.closes, row.rolls_into, row.compares) for label, row in rows.items()} == {
        "2025-26": ("Open it", "", "", True),
        "2024-25": ("", "Close it", "2025-26", True),
        "2023-24": ("Go back to this year", "Close it", "", False),
    }
    open_year(coming, at=FIRST)
    assert (_rows(publisher)["2025-26"].opens, _rows(publisher)["2025-26"].closes) == (
        "Open on another day",
        "Call off the opening",
    )


def test_an_empty_calendar_says_what_to_do(publisher):
    assert "There is no school year yet. Add one, or load one." in _text(publisher.get(_address("changelist")))


@pytest.mark.parametrize("years", [1, 3, 20])
def test_the_calendar_takes_constant_queries(publisher, coming, years, django_assert_num_queries):
    make_office("academics", year=coming)
    for number in range(years - 1):
        make_office("academics", year=make_year(f"{2000 + number}-{number + 1:02}"), publish=True)
    publisher.get(_address("changelist"))
    with django_assert_num_queries(19):
        response = publisher.get(_address("changelist"))
    assert len(response.context["calendar"]) == years


def test_the_form_says_how_the_year_stands_and_does_not_open_it(publisher, this):
    posted = {"label": "2024-25", "starts_on": "2024-07-01", "ends_on": "2025-06-29", "opened_at_0": "2030-01-01"}
    posted["_seen"] = publisher.get(_address("change", this)).context["seen"]
    publisher.post(_address("change", this), posted)
    assert _windows() == [("2024-25", this.opened_at, None)]
    this.refresh_from_db()
    assert str(this.ends_on) == "2025-06-29"
    assert "Current since July 1, 2024. It is opened and closed" in _text(publisher.get(_address("change", this)))


# What is missing


def test_what_is_missing_is_grouped_and_linked_to_where_it_is_mended(publisher, this, coming):
    make_office("academics", year=coming, publish=True, confirmed_on=NOW.date())
    bad = make_office("staff", year=coming, confirmed_on=NOW.date(), lead_title="Chief")
    make_department(bad, "science", lead_name="")
    good = make_office("finance", year=coming)
    good.editors.add(make_person("jo"))
    make_office("elsewhere", year=this)

    response = publisher.get(_address("missing", coming))

    groups = {
        kind: [(one.office.slug, len(one.details)) for one in group]
        for kind, group in response.context["groups"].items()
    }
    assert groups == {
        "failing": [("staff", 2)],
        "unpublished": [("finance", 1), ("staff", 1)],
        "carried": [],
        "unconfirmed": [("finance", 1)],
    }
    text = _text(response)
    assert "5 things are missing. Not open. Of 3 offices, 1 is complete." in text
    assert "Science: “Director” has no name" in text and "Office of the Finance edited by jo" in text
    html = response.content.decode()
    assert f'href="/admin/departments/office/publish/?ids={good.pk}">Review and publish the 1 that can be' in html
    for screen, office in (("review", bad), ("review", good), ("change", good)):
        assert reverse(f"admin:departments_office_{screen}", args=[office.pk]) in html


def test_a_long_name_is_not_told_twice(publisher, coming):
    make_office("long", year=coming, name="Office of " + "Very " * 30 + "Long Names", lead_title="Chief")
    (one,) = publisher.get(_address("missing", coming)).context["groups"]["failing"]
    assert one.details == ["“Chief” has no name, so the page leaves it out. Choose “Vacant”, or type the name."]


def test_a_year_without_offices_and_a_complete_one_say_so(publisher, this, coming):
    make_office("academics", year=this, publish=True, confirmed_on=NOW.date())
    assert "2025-26 has no offices. Load or roll over its drafts" in _text(publisher.get(_address("missing", coming)))
    text = _text(publisher.get(_address("missing", this)))
    assert "Nothing is missing. Current since July 1, 2024. Of 1 office, 1 is complete." in text


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_what_is_missing_takes_constant_queries(publisher, this, coming, offices, django_assert_num_queries):
    make_office("office-0", year=this, publish=True)
    for number in range(offices):
        make_office(f"office-{number}", year=coming, departments=1).editors.add(make_person(f"person-{number}"))
    publisher.get(_address("missing", coming))
    with django_assert_num_queries(22):
        response = publisher.get(_address("missing", coming))
    assert response.context["told"] == f"{2 * offices} things are missing"
    assert len(response.context["people"]) == offices


# The way to its first day


def test_the_way_to_a_year_says_each_step_and_how_far_it_is(publisher, this, coming):
    make_office("academics", year=coming, publish=True, confirmed_on=NOW.date())
    make_office("staff", year=coming, lead_title="Chief")
    page = publisher.get(_address("missing", coming))
    assert page.context["title"] == "The way to 2025-26"
    steps = "Load 2 offices ✓ , done Mend 1 to mend Have them checked 1 of 2 Publish 1 of 2 Rehearse and open Not open"
    assert steps in _text(page)
    html = page.content.decode()
    for screen in ("open", "preview_links", "compare", "corrections"):
        assert f'href="{_address(screen, coming)}"' in html
    assert 'href="/admin/departments/load/add/"' in html


def test_a_year_without_drafts_has_one_step_and_nothing_of_it_is_done(publisher, this, coming):
    text = _text(publisher.get(_address("missing", coming)))
    assert "Load 0 offices Rehearse and open" in text
    assert [words for words in ("No check fails", "All is", "of 0") if words in text] == []


@pytest.mark.parametrize("publish", [True, False])
def test_each_step_leads_to_where_it_is_done(publisher, this, coming, publish):
    make_office("academics", year=coming, publish=publish)
    page = publisher.get(_address("missing", coming))
    html = page.content.decode()
    steps = re.findall(r'href="#(\w+)"', html.split("way-steps")[1].split("</ol>")[0])
    assert steps == ["drafts", "failing", "checked", "publishing", "opening"]
    assert [step for step in steps if f'id="{step}"' not in html] == []
    assert ("All is published." in _text(page)) is publish


def test_a_year_that_is_open_says_what_is_missing(publisher, this):
    make_office("academics", year=this)
    assert publisher.get(_address("missing", this)).context["title"] == "What is missing in 2024-25"


def test_the_way_says_what_visitors_would_read_instead(publisher, this, coming):
    for slug in ("academics", "finance", "music"):
        make_office(slug, year=this, name=slug.title(), publish=True)
    make_office("academics", year=coming, name="Academics")
    make_office("money", year=coming, name="Money", succeeds="finance")
    make_office("new", year=coming, name="New")
    text = _text(publisher.get(_address("missing", coming)))
    goes_on = "visitors see its page of 2024-25 now; opening asks whether that goes on"
    assert f"Academics {goes_on} Money {goes_on} New visitors would find nothing of it" in text
    assert "On the site now, and not in the drafts 1 office" in text and "Music 2024-25" in text


def test_what_deserves_a_look_leads_to_its_field(publisher, this, coming, monkeypatch):
    monkeypatch.setattr(pictures, "is_stored", lambda name: True)
    academics = make_office(
        "academics",
        year=coming,
        name="Academics",
        phone="414-475-8001",
        image=f"images/{'0' * 64}-60x40.webp",
        summary="Call 414-475-9999 for help.",
    )
    staff = make_office("staff", year=coming, name="Staff")
    desk = make_department(staff, "desk", name="Desk", phone="414-475-8001", lead_name="")
    page = publisher.get(_address("missing", coming))
    text, html = _text(page), page.content.decode()
    assert "Pictures without words 1 Academics: the picture has no words." in text
    assert "Numbers that disagree with texts 1 Academics: the summary gives 414-475-9999, and no number" in text
    assert "Numbers of several offices 1" in text and "414-475-8001 Academics Desk Staff" in text
    change = "/admin/departments/{}/{}/change/#id_{}"
    assert f'href="{change.format("office", academics.pk, "image_alt")}"' in html
    assert f'href="{change.format("office", academics.pk, "summary")}"' in html
    assert f'href="{change.format("department", desk.pk, "phone")}"' in html


def test_who_has_checked_and_who_has_not_is_told_with_the_way_to_remind_them(publisher, this, coming):
    ann, bob = make_person("ann", "Editors"), make_person("bob", "Editors")
    for slug, editors, checked in (("one", [ann, bob], True), ("two", [ann], False), ("three", [], False)):
        office = make_office(slug, year=coming, name=slug.title(), confirmed_on=NOW.date() if checked else None)
        office.editors.add(*editors)
    page = publisher.get(_address("missing", coming))
    assert "Who has checked ann 1 of 2 checked Two bob 1 of 1 checked Nobody edits Three ." in _text(page)
    assert 'href="/admin/departments/office/people/remind/?year=2025-26"' in page.content.decode()


def test_those_who_have_not_checked_the_year_are_reminded_of_its_offices_alone(publisher, this, coming):
    ann = make_person("ann", "Editors")
    ann.email = "ann@example.org"
    ann.save()
    for year in (this, coming):
        make_office("academics", year=year, name="Academics").editors.add(ann)
    address = f"{reverse('admin:departments_office_remind')}?year=2025-26"
    publisher.post(address, {"to": [str(ann.pk)], "_send": "1"})
    (letter,) = mail.outbox
    office = Office.objects.get(school_year=coming, slug="academics")
    assert letter.to == ["ann@example.org"]
    assert f"Academics (2025-26)\nhttp://testserver{_office(office)}" in letter.body and "2024-25" not in letter.body
    # The link only opens the form.
    publisher.get(_office(office))
    office.refresh_from_db()
    assert office.confirmed_on is None


def _office(office):
    return reverse("admin:departments_office_change", args=[office.pk])


def test_viewers_see_the_way_and_editors_only_what_their_own_lack(client, this, coming):
    mine, other = make_office("mine", year=coming, name="Mine"), make_office("other", year=coming, name="Other")
    for office in (mine, other):
        Office.objects.filter(pk=office.pk).update(phone="+14144758001")
    viewer, editor = make_person("viewer", "Viewers"), make_person("editor", "Editors")
    mine.editors.add(editor)
    client.force_login(viewer)
    html = client.get(_address("missing", coming)).content.decode()
    assert "Numbers of several offices" in html and f'href="{_address("preview_links", coming)}"' in html
    assert f'href="{_address("open", coming)}"' not in html and "people/remind" not in html
    client.force_login(editor)
    page = client.get(_address("missing", coming))
    assert page.context["title"] == "What is missing in 2025-26"
    assert "Other" not in _text(page) and "Numbers of several" not in _text(page) and "Rehearse" not in _text(page)


# Opening and closing


def _open(client, year, *, shown=None, screen="open", **values):
    """Post what the page of the year offers, or `values`, agreed to as it was shown."""
    page = client.get(_address(screen, year))
    form = page.context["form"]
    posted = {
        "when": form["when"].value(),
        "at": form["at"].value() or "",
        "shown": page.context["shown"] if shown is None else shown,
    }
    return client.post(_address(screen, year), posted | values, follow=True)


def test_opening_is_proposed_for_the_first_day_and_done_by_a_post(publisher, this, coming):
    make_office("academics", year=coming)
    before = _windows()
    page = publisher.get(_address("open", coming))
    text = _text(page)
    assert "Visitors see 2025-26 from July 1, 2025 on. Until then they see 2024-25." in text
    assert "In the archive they then find 2024-25." in text
    assert "2 things are missing: 1 office not published, 1 office not confirmed." in text
    assert 'value="July 1, 2025, 12:00 AM"' in page.content.decode()
    assert _windows() == before

    response = _open(publisher, coming)

    assert _windows() == [("2024-25", this.opened_at, None), ("2025-26", FIRST, None)]
    assert _messages(response) == [
        "Visitors see 2025-26 from July 1, 2025 on. Until then they see 2024-25. "
        "In the archive they then find 2024-25.",
        "2025-26: 2 things are missing.",
    ]
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_repr) == ("publisher", "2025-26")
    assert entry.get_change_message().startswith("Opened. Visitors see 2025-26 from July 1, 2025 on.")


def test_another_moment_than_was_shown_is_shown_first(publisher, this, coming):
    before = _windows()
    response = _open(publisher, coming, when="later", at="2025-07-04T06:00")
    assert "Nothing was done yet" in _text(response) and _windows() == before
    assert "Visitors see 2025-26 from July 4, 2025, 6:00 AM on." in _text(response)
    _open(publisher, coming, when="later", at="2025-07-04T06:00", shown=response.context["shown"])
    assert _windows()[1][1] == timezone.make_aware(datetime(2025, 7, 4, 6))


def test_looking_at_another_moment_opens_nothing(publisher, this, coming):
    before = _windows()
    response = _open(publisher, coming, when="later", at="2025-07-04T06:00", look="1")
    assert "Nothing was done yet" not in _text(response) and _windows() == before
    # The button says "look" even where all else is agreed to.
    _open(publisher, coming, look="1")
    assert _windows() == before


def test_a_calendar_changed_meanwhile_is_shown_first(publisher, this, coming):
    shown = publisher.get(_address("open", coming)).context["shown"]
    open_year(make_year("2026-27", opened=False), at=FIRST + 400 * DAY)
    before = _windows()
    response = _open(publisher, coming, shown=shown)
    assert "Nothing was done yet" in _text(response) and _windows() == before
    assert "2026-27 was to open on August 5, 2026: that is called off." in _text(response)


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Say from which day and time on."),
        (
            "2020-01-01T06:00",
            "January 1, 2020, 6:00 AM has passed. Choose a moment to come, or empty the day for “Now”.",
        ),
        ("soon", "“soon” is not understood. Write a day and a time, as November 30, 2026, 8:00 AM."),
    ],
)
@pytest.mark.parametrize("screen", ["open", "close"])
def test_a_moment_that_cannot_be_is_refused_in_a_sentence(publisher, this, coming, screen, at, sentence):
    year = coming if screen == "open" else this
    before = _windows()
    response = _open(publisher, year, screen=screen, when="later", at=at)
    assert response.context["form"].errors["at"] == [sentence]
    assert _windows() == before


def test_what_the_verb_refuses_is_told_in_its_sentence(publisher, this):
    _open(publisher, this, screen="close", when="later", at="2025-07-02T00:00")
    shown = _open(publisher, this, screen="close", when="later", at="2025-07-02T00:00", look="1").context["shown"]
    _open(publisher, this, screen="close", when="later", at="2025-07-02T00:00", shown=shown)
    before = _windows()
    response = _open(publisher, this, when="later", at="2025-07-09T00:00")
    assert "It cannot be done so: it closes on July 2, 2025, and cannot open once more later." in _text(response)
    assert _windows() == before and before[0][2] is not None


def test_going_back_says_which_year_closes(publisher, clock, this, coming):
    open_year(coming, at=FIRST)
    clock.move_to(FIRST + DAY)
    page = publisher.get(_address("open", this))
    assert page.context["title"] == "Go back to 2024-25"
    assert "2025-26 is closed to visitors from July 2, 2025. Opening it again brings it back." in _text(page)
    _open(publisher, this)
    assert SchoolYear.objects.current() == this


def test_the_way_back_is_one_click_after_a_switch_and_the_way_forward_another(publisher, clock, this, coming):
    open_year(coming, at=FIRST)
    clock.move_to(FIRST + DAY)
    page = publisher.get(_address("changelist"))
    assert "The way back Visitors see 2024-25 from now on. 2025-26 is closed" in _text(page)
    form = page.content.decode().split('class="way-back"')[1].split("</form>")[0]
    values = {part.split('"')[0]: part.split('"')[2] for part in form.split('name="')[2:4]}
    assert values["when"] == "now"

    publisher.post(_address("open", this), values)

    assert SchoolYear.objects.current() == this
    page = publisher.get(_address("changelist"))
    assert page.context["way_back"] is None and _rows(publisher)["2025-26"].opens == "Open it"
    _open(publisher, coming)
    assert SchoolYear.objects.current() == coming


def test_the_way_back_is_confirmed_once_the_switch_is_long_ago(publisher, clock, this, coming):
    open_year(coming, at=FIRST)
    for days, offered in ((60, True), (61, False)):
        clock.move_to(FIRST + days * DAY)
        publisher.force_login(get_user_model().objects.get())  # sessions end earlier
        assert bool(publisher.get(_address("changelist")).context["way_back"]) == offered


def test_a_year_that_is_current_is_not_offered_for_opening(publisher, this):
    page = publisher.get(_address("open", this))
    assert "2024-25 is open already, and the current year. Nothing was changed." in _text(page)
    assert 'value="Open 2024-25"' not in page.content.decode()


def test_closing_is_shown_and_then_done(publisher, this):
    before = _windows()
    text = _text(publisher.get(_address("close", this)))
    assert "2024-25 is closed to visitors from June 20, 2025, 9:00 AM. Opening it again brings it back." in text
    assert "No school year is open to visitors now." in text and _windows() == before
    response = _open(publisher, this, screen="close")
    assert _windows() == [("2024-25", this.opened_at, NOW)]
    assert "No school year is open to visitors now." in _messages(response)[0]


def test_an_opening_is_called_off(publisher, this, coming):
    open_year(coming, at=FIRST)
    page = publisher.get(_address("close", coming))
    assert page.context["title"] == "Call off the opening of 2025-26"
    _open(publisher, coming, screen="close")
    assert _windows()[1] == ("2025-26", None, None)


# Rolling over


def test_rolling_over_says_what_it_would_do_and_what_it_did(publisher, this):
    make_office("academics", year=this, departments=2)
    text = _text(publisher.get(_address("roll_over", this)))
    assert (
        "2025-26 will be made, from July 1, 2025 to June 30, 2026. Visitors do not see it until it is opened." in text
    )
    assert "To be copied from 2024-25: 1 office, 2 departments. Nobody will have confirmed their details yet." in text
    assert SchoolYear.objects.count() == 1

    response = publisher.post(_address("roll_over", this), {"into": "2025-26"})

    assert (
        "What it did in 2025-26 2025-26 was made, from July 1, 2025 to June 30, 2026. Visitors do not see it until it "
        "is opened. Copied from 2024-25: 1 office, 2 departments. Nobody has confirmed their details yet."
    ) in _text(response)
    assert _address("missing", make_year("2025-26")) in response.content.decode()
    assert Office.objects.filter(school_year__label="2025-26").count() == 1


def test_asking_what_a_roll_over_would_do_does_nothing(publisher, this):
    make_office("academics", year=this)
    response = publisher.post(_address("roll_over", this), {"into": "2026-27", "_show": "1"})
    assert "What it would do in 2026-27" in _text(response)
    assert "data-unsaved" not in response.content.decode()
    assert SchoolYear.objects.count() == 1


def test_rolling_over_twice_is_safe_and_says_so(publisher, this):
    make_office("academics", year=this)
    roll_over(this, "2025-26")
    page = publisher.get(_address("roll_over", this))
    assert "2025-26 has everything of 2024-25 already. There is nothing to do." in _text(page)
    assert "Roll 2024-25 over into 2025-26" not in page.content.decode()
    before = list(Office.objects.order_by("pk").values())
    response = publisher.post(_address("roll_over", this), {"into": "2025-26"})
    assert "2025-26 has everything of 2024-25 already. Nothing was changed." in _text(response)
    assert list(Office.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("", "Say into which school year."),
        ("next", "Write the school year as 2025-26."),
        ("2025-27", "write two years that follow, such as 2025-26."),
        ("2023-24", "it does not come after 2024-25. Roll over into a later year."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_year_it_cannot_go_into_is_refused_in_a_sentence(publisher, this, method, into, sentence):
    make_office("academics", year=this)
    text = _text(getattr(publisher, method)(_address("roll_over", this), {"into": into}))
    assert sentence in text and "What it would do" not in text
    assert SchoolYear.objects.count() == 1


def test_what_both_years_changed_is_told_before_and_after(publisher, this):
    for number in range(3):
        make_office(f"office-{number}", year=this)
    roll_over(this, "2025-26")
    for year, summary in (("2024-25", "Old words"), ("2025-26", "New words")):
        Office.objects.filter(school_year__label=year).update(summary=summary)
    Office.objects.filter(school_year=this).update(hours="8 to 4")
    address = _address("roll_over", this)
    for response in (publisher.get(address), publisher.post(address, {"into": "2025-26"})):
        told = _text(response)
        assert told.count("summary: 2025-26 keeps “New words”; 2024-25 says “Old words”.") == 3
    assert "3 entries follow what changed in 2024-25 since." in told


# Comparing


def test_drafts_are_compared_in_sentences_by_office(publisher, this, coming):
    for year in (this, coming):
        make_office("staff", year=year, name="Staff", phone="414-475-8393")
    make_office("people", year=this, name="Human Capital", lead_name="Ann Roe")
    new = make_office("hr", year=coming, name="Human Resources", lead_name="Ann Roe")
    make_department(Office.objects.get(school_year=coming, slug="staff"), "arts", name="Arts", lead_name="")
    Office.objects.filter(school_year=coming, slug="staff").update(phone="414-475-8394", name="Personnel")

    response = publisher.get(_address("compare", coming))

    told = [(told.office.name, [sentence for _, sentence in told.sentences]) for told in response.context["changes"]]
    assert told == [
        ("Human Resources", ["New office: Human Resources (Head: Ann Roe)"]),
        (
            "Personnel",
            ["Staff is now called Personnel", "phone 414-475-8393 → 414-475-8394", "New department: Arts"],
        ),
        ("Human Capital", ["Human Capital will no longer be listed (Head: Ann Roe)"]),
    ]
    text = _text(response)
    assert (
        "In all: 1 new office, 1 office no longer to be listed, 1 new department, 1 new name or address, "
        "1 change of number."
    ) in text
    ((like, _),) = response.context["likenesses"]
    assert (like.before_name, like.after_name, like.reasons, like.before_slug) == (
        "Human Capital",
        "Human Resources",
        ("same lead",),
        "people",
    )
    assert f'href="/admin/departments/office/{new.pk}/change/#id_succeeds"' in response.content.decode()


def test_the_first_year_and_one_without_changes_say_so(publisher, this, coming):
    assert "2024-25 is the first school year here" in _text(publisher.get(_address("compare", this)))
    assert "Nothing differs." in _text(publisher.get(_address("compare", coming)))


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_comparing_takes_constant_queries(publisher, this, coming, offices, django_assert_num_queries):
    for number in range(offices):
        make_office(f"office-{number}", year=this, departments=1)
        make_office(f"office-{number}", year=coming, departments=1, lead_name="Ann Roe")
    publisher.get(_address("compare", coming))
    with django_assert_num_queries(15):
        response = publisher.get(_address("compare", coming))
    assert len(response.context["changes"]) == offices


# What editors see of it, and the first page


@pytest.fixture
def editor(client, this, coming):
    for year in (this, coming):
        make_office("theirs", year=year, publish=True)
        mine = make_office("mine", year=year)
    editor = make_person("editor", "Editors")
    mine.editors.add(editor)
    client.force_login(editor)
    return client


def test_editors_see_only_their_own_offices_in_it(editor, this, coming):
    rows = _rows(editor)
    assert [(row.standing.offices, row.opens, row.closes, row.rolls_into, row.compares) for row in rows.values()] == [
        (1, "", "", "", False),
        (0, "", "", "", False),
    ]
    for screen, year in (("changelist", None), ("missing", coming), ("missing", this)):
        html = editor.get(_address(screen, year)).content.decode()
        assert "Office of the Theirs" not in html and "own offices" in html
    assert "2 things are missing. Not open. Of 1 office, none is complete yet." in _text(
        editor.get(_address("missing", coming))
    )


def test_the_first_page_says_which_year_is_current_and_which_is_next(publisher, this):
    make_office("academics", year=this)
    html = publisher.get("/admin/").content.decode()
    assert f'href="{_address("roll_over", this)}">Roll 2024-25 over into 2025-26' in html
    coming = make_year("2025-26", opened=False)
    make_office("academics", year=coming)
    open_year(coming, at=FIRST)
    response = publisher.get("/admin/")
    text = _text(response)
    assert "School years 2024-25 Current since July 1, 2024 2025-26 Opens on July 1, 2025: 2 things are missing" in text
    assert f'href="{_address("missing", coming)}">2 things are missing' in response.content.decode()
    assert "Roll 2024-25 over" not in text


def test_the_first_page_says_when_no_year_is_open(publisher, coming):
    assert "No school year is open to visitors. 2025-26 Not open: 1 thing is missing" in _text(publisher.get("/admin/"))


def test_the_first_page_tells_of_years_only_those_who_may_see_them(client, this):
    client.force_login(make_person("stranger"))
    response = client.get("/admin/")
    assert "years" not in response.context and "Current since" not in response.content.decode()


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_the_first_page_takes_constant_queries_with_a_next_year(
    publisher, this, coming, offices, django_assert_num_queries
):
    for number in range(offices):
        make_office(f"office-{number}", year=coming, departments=1)
    publisher.get("/admin/")
    with django_assert_num_queries(29):
        response = publisher.get("/admin/")
    assert len(response.context["years"]["next"].missing) == 2 * offices


# What visitors would miss


def test_opening_names_the_offices_of_today_that_would_be_gone_and_asks_for_a_tick(publisher, this, coming):
    for slug in ("academics", "staff", "archives", "renamed"):
        make_office(slug, year=this, publish=True)
    make_office("academics", year=coming, publish=True)
    make_office("called-anew", year=coming, succeeds="renamed", publish=True)
    make_office("staff", year=coming)
    text = _text(publisher.get(_address("open", coming)))
    assert "2 offices of today would be gone" in text and "Carry on Office of the Staff" in text
    assert "Office of the Archives (it has no draft in 2025-26 to carry on)" in text
    before = _windows()
    refused = _open(publisher, coming)
    assert "Nothing was done yet: tick that the others may be gone" in _text(refused) and _windows() == before
    shown = refused.context["shown"]
    _open(publisher, coming, carry="staff")  # one of the two
    _open(publisher, coming, gone="2")
    assert _windows() == before
    _open(publisher, coming, gone=shown)
    assert _windows() != before and coming.publications.count() == 2


def test_what_is_carried_on_and_is_to_go_off_the_site_is_told_before_and_after(publisher, this, coming):
    staff, _ = (make_office("staff", year=year, publish=year == this) for year in (this, coming))
    publishing.withdraw(staff, by=None, at=FIRST + 30 * DAY)
    opened = publisher.get(_address("open", coming))
    assert "Carry on Office of the Staff, which goes off the site on July 31, 2025, 12:00 AM there too" in _text(opened)
    values = {"when": "later", "at": moment(FIRST), "carry": "staff", "shown": opened.context["shown"]}
    told = _messages(publisher.post(_address("open", coming), values, follow=True))
    goes = "goes off the site on July 31, 2025, 12:00 AM as planned in 2024-25"
    assert f"Office of the Staff, carried on, {goes}." in told


def test_what_is_carried_on_stands_in_the_new_year_with_last_years_page(publisher, this, coming, clock):
    make_office("staff", year=this, publish=True, summary="Of last year.")
    make_office("staff", year=coming)
    _open(publisher, coming, carry="staff")
    carried = coming.publications.get()
    assert (carried.carried_from, carried.summary, carried.published_by.username) == (
        this,
        "Of last year.",
        "publisher",
    )
    assert "What visitors would miss" in _text(publisher.get(_address("open", coming)))
    clock.move_to(FIRST)
    assert "Not yet checked for 2025–26" in publisher.get("/offices/staff/").content.decode()
    row = _rows(publisher)["2025-26"].standing
    assert (row.offices, row.published, row.carried, row.unpublished) == (1, 0, 1, 0)
    assert "Last year’s page 1 Unpublished 0" in _text(publisher.get(_address("changelist")))
    assert "Last year’s page goes on 1 office" in _text(publisher.get(_address("missing", coming)))


def test_an_office_that_was_published_meanwhile_is_shown_first(publisher, this, coming):
    make_office("staff", year=this, publish=True)
    draft = make_office("staff", year=coming)
    page = publisher.get(_address("open", coming))
    before = _windows()
    publishing.publish(draft, by=None)
    answer = _open(publisher, coming, shown=page.context["shown"], carry="staff")
    assert "Nothing was done yet: read what happens then" in _text(answer) and _windows() == before


def test_who_may_not_publish_carries_nothing_on(client, this, coming):
    person = make_person("jo")
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_schoolyear", "change_schoolyear"]))
    client.force_login(person)
    make_office("staff", year=this, publish=True)
    make_office("staff", year=coming)
    before = _windows()
    assert "Carry on" not in _text(client.get(_address("open", coming)))
    _open(client, coming, carry="staff")
    assert _windows() == before and not coming.publications.exists()


# Corrections of the year before


@pytest.fixture
def corrected(this, clock):
    """An office whose room and hours were corrected after it was rolled over, and whose hours the new year changed."""
    office = make_office("academics", year=this, publish=True)
    roll_over(this, "2025-26")
    clock.shift(DAY)
    Office.objects.filter(pk=office.pk).update(location="Room 7", hours="8 to 4")
    publishing.publish(Office.objects.get(pk=office.pk), by=None)
    Office.objects.filter(school_year__label="2025-26").update(hours="9 to 5")
    return Office.objects.get(school_year__label="2025-26")


def test_corrections_are_offered_on_the_page_of_the_year_and_after_publishing(publisher, this, corrected):
    published = reverse("admin:departments_office_history", args=[this.offices.get().pk])
    for address in (_address("corrections", corrected.school_year), published):
        text = _text(publisher.get(address))
        assert "Office of the Academics: location 2025-26 has (empty) Corrected to Room 7 Also in 2025-26" in text
        assert "hours 2025-26 has 9 to 5 Corrected to 8 to 4 It was (empty) Both years changed it." in text


def test_the_next_year_and_the_current_one_lead_to_their_corrections(publisher, this, corrected, clock):
    make_office("older", year=make_year("2023-24"))
    open_year(corrected.school_year, at=FIRST)
    for shown in (True, False):
        html = publisher.get(_address("changelist")).content.decode()
        assert [_address("corrections", one) in html for one in (corrected.school_year, this)] == [True, shown]
        clock.move_to(FIRST + DAY)


def test_all_takes_over_what_the_new_year_has_not_changed_itself(publisher, corrected):
    address = _address("corrections", corrected.school_year)
    rows = publisher.get(address).context["also"]
    shown = [row["key"] for row in rows if not row["then"]]
    answer = publisher.post(address, {"all": "1", "shown": shown}, follow=True)
    assert _messages(answer) == ["Office of the Academics: location is corrected in 2025-26 too."]
    corrected.refresh_from_db()
    assert (corrected.location, corrected.hours) == ("Room 7", "9 to 5")
    answer = publisher.post(address, {"take": rows[1]["key"]}, follow=True)
    corrected.refresh_from_db()
    assert corrected.hours == "8 to 4"
    assert "Nothing that was corrected in the year before is missing" in _text(answer)


def test_a_correction_that_is_another_by_now_is_left(publisher, corrected):
    address = _address("corrections", corrected.school_year)
    key = publisher.get(address).context["also"][0]["key"]
    Office.objects.filter(pk=corrected.pk).update(location="Room 8")
    answer = publisher.post(address, {"take": key}, follow=True)
    assert _messages(answer) == ["Something was changed meanwhile and is left as it is. Please look once more."]
    corrected.refresh_from_db()
    assert corrected.location == "Room 8"


def test_departments_that_came_to_the_year_before_or_went_from_it_are_told(publisher, client, this, clock):
    office = make_office("academics", year=this, departments=2)
    publishing.publish(office, by=None)
    roll_over(this, "2025-26")
    new = Office.objects.get(school_year__label="2025-26")
    clock.shift(DAY)
    make_department(office, "robotics", name="Robotics")
    publishing.publish(office, by=None)
    publishing.take_off(office.departments.get(slug="academics-1"), by=None)
    address = _address("corrections", new.school_year)
    page = publisher.get(address)
    assert (page.context["came"], page.context["went"]) == (["Robotics"], ["Academics 1"])
    assert "Came to the year before" in _text(page) and "Taken off the year before" in _text(page)
    make_department(new, "robotics", name="Robotics")
    new.departments.filter(name="Academics 1").update(retired_at=timezone.now())
    assert "Nothing that was corrected in the year before is missing" in _text(publisher.get(address))
    client.force_login(make_person("al", "Editors"))
    make_department(office, "chess", name="Chess")
    publishing.publish(office, by=None)
    page = client.get(address)
    assert (page.context["came"], page.context["went"]) == ([], [])


def test_an_editor_is_offered_what_is_theirs(client, corrected):
    editor, stranger = make_person("jo", "Editors"), make_person("al", "Editors")
    corrected.editors.add(editor)
    address = _address("corrections", corrected.school_year)
    client.force_login(stranger)
    assert client.get(address).context["also"] == []
    client.force_login(editor)
    key = client.get(address).context["also"][0]["key"]
    client.force_login(stranger)
    client.post(address, {"take": key})
    corrected.refresh_from_db()
    assert corrected.location == ""
    client.force_login(editor)
    client.post(address, {"take": key})
    corrected.refresh_from_db()
    assert corrected.location == "Room 7"
