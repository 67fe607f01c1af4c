"""Links in texts to pages of the directory: those that lead nowhere any more are found."""

import pytest

from departments import publishing
from departments.drafts.state import states
from departments.models import Office, OldAddress
from tests.making import make_department, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def _mentioned(address, year=None):
    """Whether the check of another office mentions a link there."""
    body = f'<p><a href="{address}">More about it</a></p>'
    office = Office(school_year=year or make_year(), slug="staff", name="Staff", phone="414-475-8393", body=body)
    office.save()
    found = [problem.rule for problem in publishing.check(office)]
    office.delete()
    return "link-leads-nowhere" in found


@pytest.fixture
def academics():
    office = make_office("academics", publish=True)
    make_department(office, "arts")
    publishing.publish(office, by=None)
    return office


@pytest.mark.parametrize("address", ["/offices/{}/", "/offices/{}/#arts", "http://testserver/offices/{}/?a=1"])
def test_a_page_that_is_not_there_is_mentioned_and_one_that_is_there_is_not(academics, settings, address):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert _mentioned(address.format("nobody"))
    assert not _mentioned(address.format("academics"))


def test_so_with_a_department(academics):
    assert not _mentioned("/departments/arts/")
    assert _mentioned("/departments/academics/")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example.org/offices/nobody/",
        "/other/",
        "/people/",
        "//[",
        "/years/2024-25/",
        "/years/2024-25/people/",
    ],
)
def test_what_is_no_address_of_an_office_is_not_looked_for(academics, address):
    assert not _mentioned(address)


def test_a_page_that_has_another_address_or_a_successor_leads_there(academics):
    academics.slug = "learning"
    academics.save()
    publishing.publish(academics, by=None)
    assert not _mentioned("/offices/academics/")
    make_office("teaching", succeeds="old-teaching", publish=True)
    assert not _mentioned("/offices/old-teaching/")


def test_what_was_taken_off_the_site_is_mentioned(academics):
    publishing.take_off(academics, by=None)
    assert _mentioned("/offices/academics/")
    assert _mentioned("/departments/arts/")


def test_a_draft_that_was_never_published_is_mentioned_as_what_is_not_there(academics):
    new = make_office("new")
    make_department(new, "music")
    assert _mentioned("/offices/new/") and _mentioned("/departments/music/")
    publishing.publish(new, by=None)
    assert not (_mentioned("/offices/new/") or _mentioned("/departments/music/"))


def test_what_is_published_together_is_there_for_each_other():
    new, other = make_office("new", phone="414-475-8393"), make_office("other", phone="414-475-8393")
    make_department(other, "music", phone="414-475-8393")
    new.body = '<p><a href="/offices/other/">Other things</a> <a href="/departments/music/">Music as well</a></p>'
    new.save()
    assert [problem.rule for problem in publishing.check(new)] == ["link-leads-nowhere"] * 2
    assert states([new, other], together=True)[new.pk].draft.problems == ()


def test_an_old_address_leads_where_its_table_says(academics):
    OldAddress.objects.create(path="/offices/teaching", leads_to="departments/arts")
    OldAddress.objects.create(path="/offices/academics", leads_to="offices/nobody")
    OldAddress.objects.create(path="/offices/playing", leads_to="offices/nobody")
    assert not (_mentioned("/offices/teaching/") or _mentioned("/offices/academics/"))
    assert _mentioned("/offices/playing/")


def test_drafts_of_a_year_to_come_count_and_pages_of_another_do_not(academics):
    next_year = make_year("2025-26", opened=False)
    make_office("new", year=next_year)
    assert not _mentioned("/offices/new/", next_year)
    assert _mentioned("/offices/new/")
    assert not _mentioned("/offices/academics/", next_year)


@pytest.mark.parametrize(
    "address", ["/years/1999-00/", "/years/1999-00/people/", "/years/1999-00/offices/academics/", "/years/2025-26/"]
)
def test_a_year_that_visitors_may_not_read_is_mentioned(academics, address):
    make_year("2025-26", opened=False)
    assert _mentioned(address)


def test_a_page_of_an_archive_is_looked_for_there(academics):
    assert not _mentioned("/years/2024-25/offices/academics/")
    assert _mentioned("/years/2024-25/offices/staff/")  # which has only a draft


def test_the_website_of_an_office_is_looked_at_too(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    office = make_office("staff", phone="414-475-8393", website="http://testserver/years/1999-00/")
    (problem,) = [one for one in publishing.check(office) if one.rule == "link-leads-nowhere"]
    assert problem.field == "website"
    sentence = "the website http://testserver/years/1999-00/ is a page that is not there. Write another, or clear it."
    assert problem.sentence.endswith(sentence)


def test_the_own_page_counts():
    assert not _mentioned("/offices/staff/")
