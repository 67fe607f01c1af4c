"""An office, a department or a unit is taken off the site: its draft stays, and nothing else of the draft goes out."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from departments import publishing
from departments.models import Department, Office, Publication
from departments.page import kept_page
from departments.publishing import PublishRefused, call_off, publish, publish_again, take_off
from departments.reading.directory import Directory, NotListed
from departments.words.days import moment
from tests.making import make_contact, make_department, make_office, make_person, with_another_address

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HOUR = timedelta(hours=1)


@pytest.fixture
def office():
    """Published: Arts with its unit Music, and Sports, in this order."""
    office = make_office("academics", summary="As it was")
    arts = make_department(office, "arts", position=1)
    make_department(office, "music", parent=arts, position=2)
    make_contact(make_department(office, "sports", position=3))
    publish(office, by=None)
    return office


def _department(slug):
    return Department.objects.get(slug=slug)


def _seen(at=None):
    return [part.slug for part in Directory.at(at).page("academics").departments]


def test_an_office_goes_and_its_draft_is_marked(office):
    publisher = make_person("publisher", "Publishers")
    ended = take_off(office, by=publisher, instead="Ask the schools.", note="Closed")
    assert (ended.withdrawn_by, ended.instead, ended.withdrawal_note) == (publisher, "Ask the schools.", "Closed")
    with pytest.raises(NotListed):
        _seen()
    office.refresh_from_db()
    assert office.retired_at == ended.live_until
    for verb, what in ((publish, office), (publish_again, ended)):
        with pytest.raises(PublishRefused, match=r"marked as off the site\. Put it back to publish it"):
            verb(what, by=None)
    with pytest.raises(PublishRefused, match="visitors do not see it, so there is nothing to take off the site"):
        take_off(office, by=None)


def test_an_office_marked_by_a_load_is_not_published_and_can_be_taken_off(office):
    office.retired_at = timezone.now() - HOUR
    office.save()
    with pytest.raises(PublishRefused, match="Visitors still see it: take it off the site, or put it back"):
        publish(office, by=None)
    assert _seen() == ["arts", "music", "sports"]
    take_off(office, by=None)
    with pytest.raises(NotListed):
        _seen()


@pytest.mark.parametrize(
    ("slug", "left"), [("arts", ["sports"]), ("music", ["arts", "sports"]), ("sports", ["arts", "music"])]
)
def test_a_department_goes_with_its_units_and_nothing_else_of_the_draft(office, slug, left):
    office.summary = "Not ready"
    office.save()
    before = Directory.at().page("academics")
    publication = take_off(_department(slug), by=None)
    after = Directory.at().page("academics")
    assert [part.slug for part in after.departments] == left
    assert (after.summary, publication.note) == ("As it was", f"Took {slug.title()} off the site")
    assert [part.position for part in after.departments] == list(range(1, len(left) + 1))
    assert after.department(left[-1]).contacts == before.department(left[-1]).contacts
    assert set(publication.listings.values_list("department__slug", flat=True)) == {None, *left}
    # The draft differs in what the editor wrote and in nothing else, and publishing it does not bring anything back.
    publish(office, by=None)
    assert (_seen(), Directory.at().page("academics").summary) == (left, "Not ready")


def test_what_is_taken_off_is_the_draft_without_it(office):
    publication = take_off(_department("sports"), by=None)
    with pytest.raises(PublishRefused, match="exactly this page already"):
        publish(office, by=None)
    assert publication.digest == kept_page.digest(publication.payload)


def test_a_department_goes_on_a_day_to_come(office):
    tomorrow = timezone.now() + 24 * HOUR
    scheduled = take_off(_department("arts"), by=None, at=tomorrow)
    office.summary = "A correction"
    office.save()
    publish(office, by=None)
    assert (_seen(), _seen(tomorrow)) == (["arts", "music", "sports"], ["sports"])
    planned = office.publications.taking_room().get(live_from=tomorrow)
    assert planned.number > scheduled.number
    call_off(planned, by=None)
    assert _seen(tomorrow) == ["arts", "music", "sports"] and _department("arts").retired_at is None


def test_what_is_published_meanwhile_stays_when_something_goes_on_its_day(office):
    monday, friday = (timezone.now() + days * 24 * HOUR for days in (2, 6))
    take_off(_department("arts"), by=None, at=monday, instead="Ask the schools.")
    take_off(_department("sports"), by=None, at=friday)
    office.summary, office.name = "A correction", "Academics"
    office.save()
    Department.objects.filter(slug="arts").update(slug="fine-arts")
    published = publish(office, by=None)
    assert published.told == (
        f"Academics for {moment(monday)}, without Arts and Music, was made anew from it, as number 5.",
        f"Academics for {moment(friday)}, without Sports, was made anew from it, as number 6.",
    )
    assert [_seen(at) for at in (None, monday, friday)] == [["fine-arts", "music", "sports"], ["sports"], []]
    assert {Directory.at(at).page("academics").summary for at in (None, monday, friday)} == {"A correction"}
    planned = office.publications.taking_room().get(live_from=monday)
    assert dict(planned.taken_off.values_list("slug", "instead")) == dict.fromkeys(
        ("fine-arts", "music"), "Ask the schools."
    )
    Department.objects.filter(slug="fine-arts").update(summary="Of what goes alone")
    assert publish(office, by=None).told == ()


def test_what_goes_today_does_not_come_back_when_something_else_goes_on_its_day(office):
    tomorrow = timezone.now() + 24 * HOUR
    take_off(_department("arts"), by=None, at=tomorrow)
    take_off(_department("sports"), by=None)
    assert (_seen(), _seen(tomorrow)) == (["arts", "music"], [])


def test_what_moves_meanwhile_stays_moved_when_something_goes_on_its_day(moved):
    academics, _ = moved
    tomorrow = timezone.now() + 24 * HOUR
    take_off(_department("sports"), by=None, at=tomorrow)
    take_off(_department("operations-1"), by=None, at=tomorrow)
    publish(academics, by=None)
    there = {page.slug: [part.slug for part in page.departments] for page in Directory.at(tomorrow).office_pages}
    assert there == {"academics": [], "operations": ["arts", "music", "operations-2"]}
    call_off(academics.publications.taking_room().get(live_from=tomorrow), by=None)
    assert (_department("sports").retired_at, _department("operations-1").retired_at) == (None, tomorrow)


def test_an_office_goes_on_a_day_to_come_and_stays_when_that_is_called_off(office):
    tomorrow = timezone.now() + 24 * HOUR
    live = take_off(office, by=None, at=tomorrow)
    office.refresh_from_db()
    assert office.retired_at == tomorrow and _seen() == ["arts", "music", "sports"]
    call_off(live, by=None)
    office.refresh_from_db()
    assert office.retired_at is None and _seen(tomorrow) == ["arts", "music", "sports"]


def test_calling_off_another_page_of_that_moment_leaves_what_a_load_marked(office):
    tomorrow = timezone.now() + 24 * HOUR
    office.departments.filter(slug="arts").update(retired_at=tomorrow)
    call_off(publish(office, by=None, at=tomorrow), by=None)
    assert _department("arts").retired_at == tomorrow


def test_two_departments_go_at_one_moment(office):
    tomorrow = timezone.now() + 24 * HOUR
    for slug in ("music", "sports"):
        take_off(_department(slug), by=None, at=tomorrow, instead=f"Not {slug}.")
    assert _seen(tomorrow) == ["arts"]
    office.summary = "A correction"
    office.save()
    publish(office, by=None)
    assert _seen(tomorrow) == ["arts"]
    planned = office.publications.taking_room().get(live_from=tomorrow)
    said = dict(planned.taken_off.values_list("slug", "instead"))
    assert said == {"music": "Not music.", "sports": "Not sports."}


def test_a_department_that_nobody_sees_is_refused(office):
    hidden = make_department(office, "hidden")
    for department in (hidden, _department("arts")):
        with pytest.raises(PublishRefused, match=r"has passed|visitors do not see it"):
            take_off(department, by=None, at=timezone.now() - HOUR)
    assert Publication.objects.count() == 1 and _department("arts").retired_at is None


# A department that moved


@pytest.fixture
def moved(office):
    """Arts and its unit moved to Operations, which is live with two departments, and neither was published since."""
    other = make_office("operations", departments=2, publish=True)
    arts, music = _department("arts"), _department("music")
    arts.office = music.office = other
    arts.position, music.position, arts.summary = 1, 1, "Moved"
    arts.save()
    music.save()
    for draft in (office, other):
        draft.summary = "Not ready"
        draft.save()
    return office, other


def _pages():
    return {page.slug: [part.slug for part in page.departments] for page in Directory.at().office_pages}


@pytest.mark.parametrize("published", [0, 1])
def test_a_department_that_moved_is_published_with_both_offices(moved, published):
    assert _pages()["academics"] == ["arts", "music", "sports"]
    publication = publish(moved[published], by=None)
    assert _pages() == {"academics": ["sports"], "operations": ["arts", "music", "operations-1", "operations-2"]}
    both = {page.slug: page for page in Directory.at().office_pages}
    assert both["operations"].department("arts").summary == "Moved"
    assert both["operations"].department("music").parent == "arts"
    # Of the other office nothing else went out.
    assert both[moved[1 - published].slug].summary == ("" if published == 0 else "As it was")
    assert set(Publication.objects.live().values_list("live_from", flat=True)) == {publication.live_from}
    moves = [f"{name} moves from {moved[0]} to {moved[1]}" for name in ("Arts", "Music")]
    assert publication.told == (f"{'; '.join(moves)}: {moved[1 - published]} was published with it, as number 2.",)
    assert Directory.at().department_url("arts") == "/offices/operations/#arts"


def test_a_move_that_fails_on_one_side_fails_on_both(moved):
    Department.objects.filter(slug="arts").update(name="")
    for office in moved:
        with pytest.raises(PublishRefused, match="name"):
            publish(office, by=None)
    assert _pages() == {"academics": ["arts", "music", "sports"], "operations": ["operations-1", "operations-2"]}


def test_a_department_that_moved_to_an_office_nobody_sees_stays_until_that_is_published(office):
    new = make_office("new")
    office.departments.filter(slug="sports").update(office=new)
    office.summary = "Corrected"
    office.save()
    publish(office, by=None)
    page = Directory.at().page("academics")
    assert (page.summary, _pages()) == ("Corrected", {"academics": ["arts", "music", "sports"]})
    publish(new, by=None)
    assert _pages() == {"academics": ["arts", "music"], "new": ["sports"]}


def test_a_page_published_again_does_not_bring_back_what_moved_away(moved):
    academics, operations = moved
    publish(operations, by=None)
    publish(academics, by=None)
    again = publish_again(academics.publications.get(number=1), by=None)
    assert _pages()["academics"] == ["sports"]
    sentences = [f"{name} was left out: visitors see it in {operations} now." for name in ("Arts", "Music")]
    assert again.told == tuple(sentences)


@pytest.mark.parametrize("published", [0, 1])
def test_what_moved_stands_on_one_page_at_any_moment_of_what_is_scheduled(moved, published):
    academics, operations = moved
    begins = [timezone.now() + days * 24 * HOUR for days in (1, 2, 3)]
    Department.objects.filter(slug__in=("arts", "music")).update(office=academics)
    for office, at in ((academics, begins[0]), (operations, begins[1]), (academics, begins[2])):
        office.summary = f"For {at}"
        office.save()
        publish(office, by=None, at=at)
    Department.objects.filter(slug__in=("arts", "music")).update(office=operations)
    told = publish(moved[published], by=None).told
    for at in (timezone.now(), *begins):
        pages = {page.slug: {part.slug for part in page.departments} for page in Directory.at(at).office_pages}
        assert pages == {"academics": {"sports"}, "operations": {"arts", "music", "operations-1", "operations-2"}}
    # Nothing else of what was scheduled is another by now.
    for office, at in ((academics, begins[0]), (operations, begins[1]), (academics, begins[2])):
        assert Directory.at(at).page(office.slug).summary == f"For {at}"
        assert any(f"{office} was published with it for {moment(at)}" in sentence for sentence in told)


def test_what_moves_on_a_day_to_come_stays_on_the_pages_after_that(moved):
    academics, operations = moved
    before, on, after = [timezone.now() + days * 24 * HOUR for days in (1, 2, 3)]
    Department.objects.filter(slug__in=("arts", "music")).update(office=academics)
    for at in (before, after):
        publish(operations, by=None, at=at)
        Office.objects.filter(pk=operations.pk).update(summary="Corrected")
        operations.refresh_from_db()
    Department.objects.filter(slug__in=("arts", "music")).update(office=operations)
    publish(operations, by=None, at=on)
    where = [
        [page.slug for page in Directory.at(at).office_pages for part in page.departments if part.slug == "arts"]
        for at in (None, before, on, after)
    ]
    assert where == [["academics"], ["academics"], ["operations"], ["operations"]]


@pytest.mark.parametrize("published", [0, 1])
def test_a_move_is_refused_where_a_later_page_has_another_department_at_its_address(moved, published):
    tomorrow = timezone.now() + 24 * HOUR
    _, operations = moved
    Department.objects.filter(slug__in=("arts", "music")).update(office=moved[0])
    Department.objects.filter(slug="arts").update(slug="fine-arts")
    Department.objects.filter(slug="operations-1").update(slug="arts")
    publish(moved[0], by=None)
    publish(operations, by=None, at=tomorrow)
    Department.objects.filter(slug="arts").update(slug="operations-1")
    Department.objects.filter(slug="fine-arts").update(slug="arts", office=operations)
    with pytest.raises(
        PublishRefused, match=r"for .* has another department at the address arts, with which Arts moves"
    ):
        publish(moved[published], by=None)
    Department.objects.filter(slug="music").update(office=operations)
    publish(operations, by=None, at=tomorrow)
    publish(moved[published], by=None)
    for at in (None, tomorrow):
        there = {page.slug: {part.slug for part in page.departments} for page in Directory.at(at).office_pages}
        assert there == {"academics": {"sports"}, "operations": {"arts", "music", "operations-1", "operations-2"}}


def test_a_move_that_is_called_off_is_called_off_on_both_pages(moved):
    academics, operations = moved
    tomorrow = timezone.now() + 24 * HOUR
    publish(operations, by=None, at=tomorrow)
    half = academics.publications.get(live_from=tomorrow)
    assert [str(one) for one in call_off(half, by=None)] == [f"{office}, no. 2" for office in moved]
    there = {page.slug: [part.slug for part in page.departments] for page in Directory.at(tomorrow).office_pages}
    assert there == {"academics": ["arts", "music", "sports"], "operations": ["operations-1", "operations-2"]}


def test_an_end_is_not_called_off_where_a_department_would_stand_twice(moved):
    academics, operations = moved
    tomorrow = timezone.now() + 24 * HOUR
    live = publishing.withdraw(academics, by=None, at=tomorrow)
    publish(operations, by=None, at=tomorrow)
    with pytest.raises(PublishRefused, match=r"no. 1: Arts would stand on .* no. 2 as well. Call that off first."):
        call_off(live, by=None)
    call_off(operations.publications.get(number=2), by=None)
    call_off(live, by=None)
    assert _seen(tomorrow) == ["arts", "music", "sports"]


def test_an_address_that_visitors_still_find_another_department_at_is_refused(moved):
    academics, operations = moved
    Department.objects.filter(slug="sports").update(slug="games")
    Department.objects.filter(slug="operations-1").update(slug="sports")
    with pytest.raises(PublishRefused, match=r"visitors see Sports of .* at the address sports"):
        publish(operations, by=None)
    publish(academics, by=None)
    publish(operations, by=None)
    assert _pages()["academics"] == ["games"] and "sports" in _pages()["operations"]


def test_what_moved_is_taken_off_where_visitors_see_it(moved):
    take_off(_department("arts"), by=None)
    assert _pages()["academics"] == ["sports"]
    publish(moved[1], by=None)
    assert _pages()["operations"] == ["operations-1", "operations-2"]


def test_what_is_listed_on_a_page_and_was_not_kept_with_it_is_refused_in_a_sentence(office):
    live = office.publications.get()
    QuerySet(Publication).filter(pk=live.pk).update(payload=with_another_address(live.payload, "arts"))
    with pytest.raises(PublishRefused, match=r"nothing can be taken off it: its department arts is not on it\."):
        take_off(_department("arts"), by=None)
    Department.objects.filter(slug="arts").update(office=make_office("operations"), parent=None)
    with pytest.raises(PublishRefused, match=r"nothing can move to or from it: its department arts is not on it\."):
        publish(office, by=None)
    QuerySet(Publication).filter(pk=live.pk).update(payload={})
    with pytest.raises(PublishRefused, match="nothing can move to or from it: "):
        publish(office, by=None)
