"""Publishing and withdrawing: what is refused, what becomes of windows, what visitors then see."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from departments import publishing
from departments.models import Happening, Listing, Publication
from departments.page import kept_page, pictures
from departments.publishing import ChecksFailed, NothingToPublish, PublishRefused, publish, publish_again, withdraw
from departments.publishing.meanwhile import Seen
from departments.reading.directory import Directory, NotListed
from tests.making import make_contact, make_department, make_office, make_person, make_picture

pytestmark = pytest.mark.django_db
HOUR, INSTANT = timedelta(hours=1), timedelta(microseconds=1)


def test_publishing_shows_the_draft_to_visitors():
    office = make_office("chief-of-staff", departments=2)
    publisher = make_person("publisher", "Publishers")

    publication = publish(office, by=publisher, note="First")

    assert (publication.number, publication.published_by, publication.note) == (1, publisher, "First")
    assert (publication.slug, publication.name) == ("chief-of-staff", office.name)
    assert publication.digest == kept_page.digest(publication.payload)
    assert publication.live_until is None
    page = Directory.at().page("chief-of-staff")
    assert [part.name for part in page.departments] == ["Chief Of Staff 1", "Chief Of Staff 2"]


def test_a_draft_edit_shows_nothing_until_it_is_published():
    office = make_office("academics", publish=True)
    office.name = "Academics and More"
    office.save()
    assert Directory.at().page("academics").name == "Office of the Academics"

    publish(office, by=None)
    assert Directory.at().page("academics").name == "Academics and More"
    assert list(Publication.objects.values_list("number", flat=True)) == [2, 1]


def test_one_publication_ends_where_the_next_begins():
    office = make_office(publish=True)
    office.summary = "New"
    office.save()
    second = publish(office, by=None)
    first = Publication.objects.get(number=1)

    assert first.live_until == second.live_from
    page = Directory.at(second.live_from).page(office.slug)
    before = Directory.at(second.live_from - INSTANT).page(office.slug)
    assert (before.summary, page.summary) == ("", "New")


def test_a_page_published_for_a_moment_to_come_is_seen_from_then_on():
    office = make_office(publish=True)
    office.summary = "From tomorrow"
    office.save()
    tomorrow = timezone.now() + 24 * HOUR
    publish(office, by=None, at=tomorrow)

    assert Directory.at().page(office.slug).summary == ""
    assert Directory.at(tomorrow - INSTANT).page(office.slug).summary == ""
    assert Directory.at(tomorrow).page(office.slug).summary == "From tomorrow"


@pytest.mark.thorough
def test_publishing_now_leaves_a_scheduled_page_scheduled():
    office = make_office(publish=True)
    tomorrow = timezone.now() + 24 * HOUR
    for text, at in [("Scheduled", tomorrow), ("Correction", None)]:
        office.summary = text
        office.save()
        publish(office, by=None, at=at)

    assert Directory.at().page(office.slug).summary == "Correction"
    assert Directory.at(tomorrow).page(office.slug).summary == "Scheduled"


def test_a_draft_that_is_live_already_is_not_published_again():
    office = make_office(publish=True, departments=2)
    for place, department in zip((30, 70), office.departments.all(), strict=True):
        department.position = place  # other numbers, the same order
        department.save()
    with pytest.raises(NothingToPublish, match="exactly this page already"):
        publish(office, by=None)
    assert Publication.objects.count() == 1


def test_publish_refuses_a_moment_that_has_passed():
    with pytest.raises(PublishRefused, match="has passed"):
        publish(make_office(), by=None, at=timezone.now() - HOUR)


def test_publish_refuses_an_office_that_is_marked_as_off_the_site():
    with pytest.raises(PublishRefused, match=r"is marked as off the site\. Put it back"):
        publish(make_office(retired_at=timezone.now() - HOUR), by=None)


def test_publish_refuses_an_office_or_department_without_a_name():
    with pytest.raises(ChecksFailed) as refused:
        publish(make_office("academics", name=" "), by=None)
    assert [(p.slug, p.field) for p in refused.value.problems] == [("", "name")]
    office = make_office("operations")
    make_department(office, "kitchens", name="")
    with pytest.raises(ChecksFailed) as refused:
        publish(office, by=None)
    assert [(p.slug, p.field) for p in refused.value.problems] == [("kitchens", "name")]
    assert not Publication.objects.exists()


def test_a_failure_in_the_middle_leaves_no_trace(monkeypatch):
    office = make_office(publish=True)
    office.summary = "New"
    office.save()

    def fail(*args, **kwargs):
        raise IntegrityError("the disk is full")

    monkeypatch.setattr(Listing.objects, "insert", fail)
    with pytest.raises(IntegrityError):
        publish(office, by=None)
    assert Publication.objects.get().live_until is None


def test_a_picture_without_a_decision_or_a_file_is_an_error():
    stored, missing = make_picture(), f"images/{'0' * 64}-10x10.webp"
    office = make_office("academics", image=missing, image_alt="A school in the snow")
    make_department(office, "arts", image=stored)
    make_department(office, "music", image=stored, image_alt="A choir sings", position=2)

    with pytest.raises(ChecksFailed) as refused:
        publish(office, by=None)
    assert [(p.slug, p.rule) for p in refused.value.problems] == [
        ("", "picture-missing"),
        ("arts", "picture-without-words"),
    ]


def test_a_picture_gone_from_the_store_is_left_out_of_a_page_published_again(monkeypatch):
    office = make_office(image=make_picture(), image_alt="A school in the snow", publish=True)
    first = office.publications.get()
    withdraw(office, by=None)
    monkeypatch.setattr(pictures, "is_stored", lambda name: False)

    again = publish_again(first, by=None)

    assert Directory.at().page(office.slug).picture is None
    assert again.told == (f"{office.name}: a picture is missing from the store and was left out.",)


def test_an_address_that_visitors_see_another_office_at_is_refused():
    academics = make_office("academics", publish=True)
    academics.slug = "learning"
    academics.save()
    other = make_office("academics", name="Office of Another Kind")
    with pytest.raises(PublishRefused, match="visitors see Office of the Academics at the address academics"):
        publish(other, by=None)
    publish(academics, by=None)
    publish(other, by=None)
    assert {card.slug for card in Directory.at().offices} == {"academics", "learning"}


def test_an_address_is_free_until_another_office_is_to_be_seen_there():
    tomorrow = timezone.now() + 24 * HOUR
    academics = make_office("academics")
    publish(academics, by=None, at=tomorrow)
    academics.slug = "learning"
    academics.save()
    other = make_office("academics", name="Office of Another Kind")
    with pytest.raises(PublishRefused, match="visitors see Office of the Academics at the address academics"):
        publish(other, by=None)

    other.slug = "another"
    other.save()
    publish(other, by=None, at=tomorrow)
    other.slug = "academics"
    other.save()
    publish(other, by=None)
    assert [Directory.at(at).page("academics").name for at in (None, tomorrow)] == [other.name, academics.name]


def test_withdrawing_ends_what_visitors_see_and_keeps_it():
    office = make_office(publish=True)
    publisher = make_person("publisher", "Publishers")

    withdraw(office, by=publisher, note="Merged")

    with pytest.raises(NotListed):
        Directory.at().page(office.slug)
    kept = Publication.objects.get()
    assert (kept.withdrawn_by, kept.withdrawal_note) == (publisher, "Merged")
    assert Directory.at(kept.live_from).page(office.slug).name == office.name
    with pytest.raises(PublishRefused, match="nothing to take off the site"):
        withdraw(office, by=publisher)
    with pytest.raises(PublishRefused, match="has passed"):
        withdraw(office, by=publisher, at=timezone.now() - HOUR)


def test_a_withdrawn_office_can_be_published_again():
    office = make_office(publish=True)
    withdraw(office, by=None)
    assert publish(office, by=None).number == 2
    assert Directory.at().page(office.slug).name == office.name


def test_listings_are_written_for_everything_that_can_be_found():
    office = make_office(
        "academics",
        lead_title="Chief",
        lead_name="Ann O’Roe",
        phone="414-475-8393 ext. 12",
        fax="414-475-8457",
        body="<p>For all.</p>",
    )
    arts = make_department(office, "arts", lead_standing="vacant", lead_name="", phone="", also_known_as="Painting")
    make_contact(arts, role="After hours", name="", phone="414-475-8457", kind="tty", note="On weekdays.")
    make_contact(arts, role="Secretary", name="José Díaz", phone="", position=1)
    publish(office, by=None)

    rows = [
        (row.kind, row.name, row.post, str(row.lead), row.where, row.anchor, row.is_lead, row.phone, row.fax)
        for row in Listing.objects.all()
    ]
    assert rows == [
        ("office", "Office of the Academics", "", "Chief: Ann O’Roe", "", "", False,
         "+1 414-475-8393 ext. 12", "+1 414-475-8457"),
        ("person", "Ann O’Roe", "Chief", "", "Office of the Academics", "", True, "+1 414-475-8393 ext. 12", ""),
        ("department", "Arts", "", "Director: vacant", "Office of the Academics", "arts", False, "", ""),
        ("line", "After hours", "After hours", "", "Arts", "arts", False, "+1 414-475-8457", ""),
        ("person", "José Díaz", "Secretary", "", "Arts", "arts", False, "", ""),
    ]  # fmt: skip
    assert list(Listing.objects.values_list("names_folded", "around_folded", "text_folded")) == [
        ("| office of the academics | academics |", " office", " for all"),
        ("| ann oroe | o roe | chief |", " office of the academics", ""),
        ("| arts | painting |", " department director office of the academics", ""),
        ("| after hours |", " arts painting office of the academics tty", " on weekdays"),
        ("| jose diaz | secretary |", " arts painting office of the academics", ""),
    ]
    assert list(Listing.objects.values_list("text", "phone_kind").exclude(text="")) == [
        ("For all.", "voice"),
        ("On weekdays.", "tty"),
    ]
    assert set(Listing.objects.filter(anchor="arts").values_list("department", flat=True)) == {arts.pk}


def test_a_department_marked_in_the_draft_is_off_the_site_when_its_office_is_published():
    office = make_office(departments=1, publish=True)
    department = office.departments.get()
    department.retired_at = timezone.now()
    department.save()
    publish(office, by=None)
    assert Directory.at().page(office.slug).departments == ()


@pytest.mark.parametrize("departments", [1, 3, 20])
def test_publishing_takes_the_same_number_of_queries_for_any_office(departments, django_assert_num_queries):
    """Beyond some 20 departments SQLite needs another INSERT for every 50 listings or so; PostgreSQL does not."""
    office = make_office(departments=departments)
    make_contact(office)
    with django_assert_num_queries(20 if connection.vendor == "postgresql" else 19):  # which waits for its turn
        publish(office, by=None)
    assert Listing.objects.count() == 2 * departments + 2


def test_drafts_are_read_in_two_queries(django_assert_num_queries):
    office = make_office(departments=3)
    with django_assert_num_queries(2):
        publishing.draft_of(office, at=timezone.now())


def test_what_was_saved_or_published_while_somebody_waited_is_not_published_unseen():
    office = make_office(publish=True)
    office.summary = "Seen"
    office.save()
    seen = Seen(Happening.objects.latest_number(), publishing.draft_of(office, at=timezone.now()).digest)
    tomorrow = timezone.now() + timedelta(days=1)
    office.summary = "Saved a moment before"
    office.save()
    for at in (None, tomorrow):
        with pytest.raises(PublishRefused, match=r"^The draft was saved again meanwhile. Please look once more.$"):
            publish(office, by=None, at=at, seen=seen)
    office.summary = "Seen"
    office.save()
    first = publish(office, by=make_person("maria"), at=tomorrow, seen=seen)
    again = office.publications.get(number=1)
    for verb, what in ((publish, office), (publish_again, again)):
        with pytest.raises(PublishRefused, match=rf"^maria published {first} on .* for .*, while you looked"):
            verb(what, by=None, seen=seen)
    assert [one.number for one in Publication.objects.all()] == [2, 1]


@pytest.mark.thorough
@pytest.mark.parametrize("verb", [publish, publish_again])
def test_a_page_is_dated_after_all_that_takes_long(monkeypatch, verb):
    office = make_office(image=make_picture(), image_decorative=True, publish=True)
    first = office.publications.get()
    office.summary = "New"
    office.save()
    if verb is publish_again:
        publish(office, by=None)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        is_stored = pictures.is_stored
        # A slow store: as if each question took it an hour.
        monkeypatch.setattr(pictures, "is_stored", lambda name: clock.shift(3600) or is_stored(name))
        asked = timezone.now()
        publication = verb(office if verb is publish else first, by=None)
        assert publication.live_from == publication.published_at == timezone.now() > asked
