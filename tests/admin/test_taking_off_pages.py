"""Taking off the site in the admin: who does it, who asks, what is said of it before and after, and what is kept."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from departments.drafts import history
from departments.models import Department, Office, Publication, SchoolYear
from departments.publishing import publish, take_off
from departments.publishing.verbs import carry_on
from departments.reading.directory import Directory
from departments.words import days
from tests.admin.test_office import _posted
from tests.making import make_department, make_district, make_office, make_office_on_site, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
MARKED = "Marked Arts as to be taken off the site. It now stands first under “To do” for every publisher."


@pytest.fixture
def office():
    return make_office_on_site()


@pytest.fixture
def as_(client, office):
    from django.contrib.auth import get_user_model

    def signed_in(name):
        client.force_login(get_user_model().objects.get(username=name))
        return client

    return signed_in


def _address(entry, page="take_off"):
    return reverse(f"admin:departments_{entry._meta.model_name}_{page}", args=[entry.pk])


def _department(slug):
    return Department.objects.get(slug=slug)


def _seen():
    return [part.slug for page in Directory.at().office_pages for part in page.departments]


def _told(response):
    """What this answer adds to what is told."""
    return [str(message) for message in get_messages(response.wsgi_request)._queued_messages]


def test_a_publisher_takes_a_department_off_the_site_and_puts_it_back(as_, office):
    publisher, arts = as_("publisher"), _department("arts")
    page = publisher.get(_address(arts)).content.decode()
    assert "Arts goes with its unit Music. The rest of the page stays as visitors see it" in page
    response = publisher.post(_address(arts), {"when": "now", "instead": "Ask Academics.", "note": "Closed"})
    assert (_told(response), _seen()) == (["Took Arts off the site: visitors no longer see it."], ["sports"])
    publication = Publication.objects.get(number=2)
    assert (publication.note, publication.published_by.username) == ("Closed", "publisher")
    assert history.versions(office)[0].why == "Took Arts off the site"
    response = publisher.post(_address(arts), {"_put_back": "Put back"})
    assert _told(response) == ["Put Arts back: visitors see it once it is published."]
    publish(office, by=None)
    assert _seen() == ["arts", "music", "sports"]


def test_an_editor_asks_and_the_desk_says_first_that_visitors_still_see_it(as_, office):
    arts = _department("arts")
    response = as_("editor").post(_address(arts), {"_ask": "Ask"})
    assert _told(response) == [f"{MARKED} Until one takes it off, visitors still see it."]
    assert _seen() == ["arts", "music", "sports"]
    version = history.versions(office)[0]
    assert (version.why, str(version.by)) == ("Asked to have Arts taken off the site", "editor")
    first, *others = as_("publisher").get(reverse("admin:index")).context["tasks"]
    assert (first.name, first.verb, first.kinds) == ("Arts", "Take off", ["take_off"])
    assert first.why == ["Arts is to be taken off the site: visitors still see it"]
    assert first.url == _address(arts) and others
    review = as_("publisher").get(_address(office, "review")).content.decode()
    assert "Publishing this draft takes off the site what is marked so." in review
    assert _told(as_("editor").post(_address(arts), {"_put_back": "Keep"})) == [
        "Put Arts back: visitors go on seeing it."
    ]
    assert _department("arts").retired_at is None


@pytest.mark.parametrize("slug", ["", "arts"])
def test_what_is_asked_for_or_put_back_twice_is_said_once(as_, office, slug):
    editor, entry = as_("editor"), _department(slug) if slug else office
    editor.post(_address(entry), {"_ask": "Ask"})
    sentence = f"{entry} is marked already. Nothing was changed."
    assert _told(editor.post(_address(entry), {"_ask": "Ask"})) == [sentence]
    editor.post(_address(entry), {"_put_back": "Keep"})
    sentence = f"{entry} was put back already: visitors go on seeing it. Nothing was changed."
    assert _told(editor.post(_address(entry), {"_put_back": "Keep"})) == [sentence]
    assert len(history.versions(office)) == 3  # one is what stood before the first


@pytest.mark.parametrize("slug", ["", "arts"])
@pytest.mark.parametrize("typed", [{"when": "now"}, {"when": "later", "at": "soon", "instead": "Ask Academics."}])
def test_the_second_to_take_it_off_is_told_of_the_first_and_that_nothing_of_theirs_was_used(as_, office, slug, typed):
    entry, publisher = _department(slug) if slug else office, as_("publisher")
    typed |= {"reviewed": publisher.get(_address(entry)).context["form"].now}
    publisher.post(_address(entry), {"when": "now"})
    html = publisher.post(_address(entry), typed).content.decode()
    first = Publication.objects.latest("pk")
    did = f"published {first}" if slug else "took Academics off the site"
    assert re.search(rf"<li>publisher {did} on {days.moment(timezone.now())}, while you", html)
    assert "Nothing of what you filled in was used: not the day, the note, nor where to look instead." in html
    assert Publication.objects.count() == (2 if slug else 1)


@pytest.mark.parametrize("slug", ["", "arts"])
def test_an_editor_takes_nothing_off_and_puts_nothing_back_that_is_off(as_, office, slug):
    entry = _department(slug) if slug else office
    assert as_("editor").post(_address(entry), {"when": "now"}).status_code == 403
    assert _seen() == ["arts", "music", "sports"]
    as_("publisher").post(_address(entry), {"when": "now"})
    assert as_("editor").post(_address(entry), {"_put_back": "Put back"}).status_code == 403
    entry.refresh_from_db()
    assert (
        entry.retired_at is not None
        and "A publisher can put it back." in as_("editor").get(_address(entry)).content.decode()
    )


def test_a_mark_is_no_field_to_type_in(as_, office):
    for entry in (office, _department("arts")):
        page = as_("publisher").get(_address(entry, "change"))
        assert "retired_at" not in page.content.decode()
        as_("publisher").post(
            _address(entry, "change"), _posted(page) | {"retired_at_0": "2024-01-01", "retired_at_1": "06:00"}
        )
        entry.refresh_from_db()
        assert entry.retired_at is None


def test_what_a_load_marked_is_said_first_and_refused_to_publish(as_, office):
    Office.objects.update(retired_at=timezone.now())
    publisher = as_("publisher")
    for page in ("change", "review"):
        html = publisher.get(_address(office, page)).content.decode()
        assert html.index("Academics is to be taken off the site: visitors still see it") < html.index("Live since")
    assert "The office is marked as off the site." in html and "publish-button" not in html
    assert "It was marked as to be taken off the site" in publisher.get(_address(office)).content.decode()
    publisher.post(_address(office), {"when": "now"})
    assert _seen() == [] and publisher.get(reverse("admin:index")).context["tasks"] == []


def test_a_scheduled_page_that_brings_it_back_is_told_before_and_after(as_, office):
    tomorrow = timezone.now() + timedelta(days=1)
    office.summary = "Scheduled"
    office.save()
    publish(office, by=None, at=tomorrow)
    publisher, arts = as_("publisher"), _department("arts")
    before = f"Taken off before {days.moment(tomorrow)},"  # whatever day is typed
    for entry, back in (
        (arts, "Arts is back then: no. 2 of Academics, with it on the page, is scheduled."),
        (office, "Academics is back then: no. 2 is scheduled."),
    ):
        assert f"{before} {back}" in publisher.get(_address(entry)).content.decode()
    several = f"{reverse('admin:departments_office_take_off_several')}?ids={office.pk}"
    assert f"{before} {back}" in publisher.get(several).content.decode()
    told = _told(publisher.post(_address(arts), {"when": "now"}))
    assert told[0] == "Took Arts off the site: visitors no longer see it."
    assert "for which no. 2 of Academics is scheduled. Call that off as well if it should stay away." in told[1]


def test_a_day_between_two_scheduled_pages_is_told_wherever_they_are(as_, office):
    begins, off, back = (timezone.now() + timedelta(days=days) for days in (2, 3, 4))
    for at in (begins, back):
        office.summary = f"For {at}"
        office.save()
        publish(office, by=None, at=at)
    take_off(office, by=None, at=off)
    publisher = as_("publisher")
    several = f"{reverse('admin:departments_office_publish_several')}?ids={office.pk}"
    whole = f"{reverse('admin:departments_office_changelist')}?standing=scheduled"
    for screen in (_address(office, "change"), _address(office, "review"), _address(office), several, whole, "/admin/"):
        html = publisher.get(screen).content.decode()
        told = [
            f"No. 2 is scheduled for {days.moment(begins)}",
            f"Goes off the site on {days.moment(off)}",
            f"No. 3 is scheduled for {days.moment(back)}",
        ]
        places = [html.find(sentence) for sentence in told]
        assert places == sorted(places) and places[0] > 0, screen


def test_a_department_goes_on_a_day_and_calling_that_off_leaves_it(as_, office):
    publisher, arts = as_("publisher"), _department("arts")
    day = days.moment(timezone.now() + timedelta(days=400))
    told = _told(publisher.post(_address(arts), {"when": "later", "at": day}))
    assert told == [f"Arts goes off the site on {day}. Until then visitors see it."]
    publisher.post(reverse("admin:departments_office_call_off", args=[office.pk, 2]))
    assert _seen() == ["arts", "music", "sports"] and _department("arts").retired_at is None


# Deleting


@pytest.mark.parametrize("slug", ["", "arts", "music"])
def test_deleting_what_visitors_have_seen_leads_to_taking_it_off_the_site(as_, office, slug):
    entry = _department(slug) if slug else office
    publisher = as_("publisher")
    kept = f"Visitors have seen {entry}, so it is kept and not deleted."
    for send in (publisher.get, publisher.post):
        response = send(_address(entry, "delete"), {"post": "yes"}, follow=True)
        assert response.redirect_chain[0] == (_address(entry), 302)
        assert kept in response.content.decode()
    changelist = reverse(f"admin:departments_{entry._meta.model_name}_changelist")
    action = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    html = publisher.post(changelist, action, follow=True).content.decode()
    assert kept in html and f'<a href="{_address(entry)}">Take it off the site</a> instead.' in html
    entry.refresh_from_db()


@pytest.mark.parametrize("slug", ["", "arts", "music"])
def test_what_is_off_the_site_is_not_offered_to_be_deleted(as_, office, slug):
    publisher, entry = as_("publisher"), _department(slug) if slug else office
    draft = make_department(office, "plans", position=4) if slug else make_office("plans")

    def offers(row):
        return _address(row, "delete") in publisher.get(_address(row, "change")).content.decode()

    assert offers(entry) and offers(draft)
    publisher.post(_address(entry), {"when": "now"})
    assert not offers(entry) and offers(draft)


def test_a_department_that_visitors_have_seen_is_not_deleted_on_its_offices_form(as_, office):
    page = as_("publisher").get(_address(office, "change"))
    response = as_("publisher").post(_address(office, "change"), _posted(page) | {"departments-2-DELETE": "on"})
    assert response.status_code == 200
    assert "Visitors have seen Sports, so it is kept and not deleted." in response.content.decode()
    assert _department("sports").office == office


def test_what_was_never_published_is_deleted_as_before(as_, office):
    make_department(office, "plans", position=4)
    other = make_office("plans")
    publisher = as_("publisher")
    page = publisher.get(_address(office, "change"))
    publisher.post(_address(office, "change"), _posted(page) | {"departments-3-DELETE": "on"})
    publisher.post(_address(other, "delete"), {"post": "yes"})
    assert not Department.objects.filter(slug="plans").exists() and Office.objects.get() == office


def test_the_district_and_a_school_year_with_offices_are_kept(as_, office):
    district, empty = make_district(), make_year("2030-31")
    publisher = as_("publisher")
    assert publisher.post(_address(district, "delete"), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [district.pk], "post": "yes"}
    publisher.post(reverse("admin:departments_district_changelist"), action)
    district.refresh_from_db()
    response = publisher.post(_address(office.school_year, "delete"), {"post": "yes"}, follow=True)
    assert "The school year 2024-25 has 1 office, so it is kept and not deleted." in response.content.decode()
    publisher.post(_address(empty, "delete"), {"post": "yes"})
    assert SchoolYear.objects.get() == office.school_year


# A department that moved


def test_review_says_which_departments_move_and_publishing_tells_of_both(as_, office):
    other = make_office("operations", name="Operations", publish=True)
    Department.objects.filter(slug="sports").update(office=other)
    publisher = as_("publisher")
    for one in (office, other):
        assert "Sports moves from Academics to Operations" in publisher.get(_address(one, "review")).content.decode()
    reviewed = publisher.get(_address(other, "review")).context["reviewed"]
    told = _told(publisher.post(_address(other, "review"), {"when": "now", "reviewed": reviewed}))
    assert told[-1] == "Sports moves from Academics to Operations: Academics was published with it, as number 2."
    assert _seen() == ["arts", "music", "sports"]


def test_the_review_of_an_earlier_page_says_what_is_left_out_of_it_and_where_that_is(as_, office):
    other = make_office("operations", name="Operations", publish=True)
    Department.objects.filter(slug="sports").update(office=other)
    publish(other, by=None)
    page = as_("publisher").get(reverse("admin:departments_office_again", args=[office.pk, 1]))
    assert "<li>Sports, in Operations</li>" in page.content.decode()
    assert page.context["found"] == ()
    page = as_("publisher").get(reverse("admin:departments_office_again", args=[other.pk, 1]))
    assert page.context["left_out"] == []
    assert [str(change) for change in page.context["found"]] == ["Sports is no longer on the page"]


def test_review_says_before_which_scheduled_page_is_published_anew(as_, office):
    other = make_office("operations", name="Operations", publish=True)
    chess, tomorrow = make_department(other, "chess"), timezone.now() + timedelta(days=1)
    publish(other, by=None, at=tomorrow)
    chess.office = office
    chess.save()
    publisher, said = as_("publisher"), "Chess moves from Operations to Academics"
    page = publisher.get(_address(office, "review"))
    assert page.context["state"].with_it == (f"{said}, on the page for {days.moment(tomorrow)}",)
    posted = {"when": "now", "reviewed": page.context["reviewed"]}
    told = _told(publisher.post(_address(office, "review"), posted))
    on = f"for {days.moment(tomorrow)}, as number 3"
    assert told[-1] == f"{said}: Operations was published with it {on}."


def test_review_says_before_which_page_of_the_next_year_goes_on_from_it(as_, office):
    new = make_office("academics", name="Academics", year=make_year("2025-26"))
    carry_on(office.publications.get(), new, by=None)
    office.summary = "New"
    office.save()
    publisher, said = as_("publisher"), "Academics goes on in 2025-26 from 2024-25"
    page = publisher.get(_address(office, "review"))
    assert page.context["state"].with_it == (said,) and f"<li>{said}</li>" in page.content.decode()
    posted = {"when": "now", "reviewed": page.context["reviewed"]}
    told = _told(publisher.post(_address(office, "review"), posted))
    assert told[-1] == f"{said}: Academics was published with it, as number 2."


@pytest.mark.parametrize("slug", ["academics", "arts"])
def test_taking_off_says_before_and_after_that_it_goes_off_the_page_of_the_next_year_too(as_, office, slug):
    new = make_office("academics", name="Academics", year=make_year("2025-26"))
    carry_on(office.publications.get(), new, by=None)
    entry = office if slug == "academics" else _department(slug)
    publisher, said = as_("publisher"), "Academics goes on in 2025-26 from 2024-25"
    assert f"<p>{said}: it goes off the site there too.</p>" in publisher.get(_address(entry)).content.decode()
    told = _told(publisher.post(_address(entry), {"when": "now"}))
    with_it = {"academics": "its page ends there as well.", "arts": "Academics was published with it, as number 2."}
    assert told[1:] == [f"{said}: {with_it[slug]}"]


def test_what_is_to_be_taken_off_the_archive_stands_on_the_desk_too(as_, office):
    current = make_year("2026-27")
    make_office("academics", year=current, name="Academics of today", publish=True)
    as_("editor").post(_address(_department("arts")), {"_ask": "1"})
    tasks = as_("publisher").get("/admin/").context["tasks"]
    assert [(task.name, task.kinds[0]) for task in tasks if "take_off" in task.kinds] == [
        ("Arts (2024-25)", "take_off")
    ]
    assert "Academics" not in {task.name for task in tasks}


def _beside(client, entry):
    html = client.get(_address(entry, "change")).content.decode()
    return html.split('aria-label="How it stands"')[1].split("</ul>")[0]


def test_a_department_says_in_one_voice_how_it_stands(as_, office):
    publisher, arts = as_("publisher"), _department("arts")
    assert "Academics: Live since" in _beside(publisher, arts)
    other = make_office("operations", name="Operations", publish=True)
    Department.objects.filter(slug="sports").update(office=other)
    beside = _beside(publisher, _department("sports"))
    assert "Sports moves from Academics to Operations, once either office is published" in beside
    assert "Live since" not in beside and "Nothing here differs" not in beside
    for one in (office, other):
        changes = publisher.get(_address(one, "review")).context["state"].changes
        assert [str(change) for change in changes] == ["Sports moves from Academics to Operations"]
    publisher.post(_address(arts), {"when": "now"})
    beside = _beside(publisher, arts)
    assert "Off the site" in beside and "Live since" not in beside and "Nothing here differs" not in beside
    assert "Not on the site yet" in _beside(publisher, make_department(office, "dance"))
