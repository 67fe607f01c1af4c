"""Old addresses: on to the successor, or a page that says it is gone; and nothing told before its moment."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.models import Publication
from departments.reading.directory import Card, Directory
from departments.reading.moved import DEPARTMENT, OFFICE, Forward, GoneAddress, forwarding, where_now
from tests.making import make_department, make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2024-09-02T15:00:00Z", tick=False) as clock:
        yield clock


def _change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def _publish(office, **options):
    return publishing.publish(office, by=None, **options)


def _withdraw(office, **options):
    return publishing.withdraw(office, by=None, **options)


def _leads_to(client, address):
    """The status of `address` and where it leads."""
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


def _text(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


# Renamed


def test_a_renamed_office_is_found_at_its_old_address(client, clock):
    office = make_office("personnel", publish=True)
    clock.shift(DAY)
    _publish(_change(office, slug="human-resources"))

    response = client.get("/offices/personnel/")

    assert (response.status_code, response.url) == (301, "/offices/human-resources/")
    assert response.headers["Cache-Control"] == "max-age=3600"
    assert _leads_to(client, "/years/2024-25/offices/personnel/") == (301, "/offices/human-resources/")


def test_the_office_itself_comes_before_what_succeeds_its_old_address(client, clock):
    office = make_office("personnel", publish=True)
    make_office("payroll", succeeds="personnel", publish=True)
    clock.shift(DAY)
    _publish(_change(office, slug="human-resources"))
    assert _leads_to(client, "/offices/personnel/") == (301, "/offices/human-resources/")
    clock.shift(DAY)
    _withdraw(office)
    assert _leads_to(client, "/offices/personnel/") == (301, "/offices/payroll/")
    assert _leads_to(client, "/offices/human-resources/") == (410, "")


def test_an_office_that_gets_its_old_address_back_is_simply_there(client, clock):
    office = make_office("personnel", publish=True)
    for slug in ("human-resources", "personnel"):
        clock.shift(DAY)
        _publish(_change(office, slug=slug))
    assert _leads_to(client, "/offices/personnel/") == (200, "")
    assert _leads_to(client, "/offices/human-resources/") == (301, "/offices/personnel/")


def test_a_renamed_department_is_found_where_it_stands_now(client, clock):
    office = make_office("academics")
    arts = make_department(office, "arts")
    _publish(office)
    clock.shift(DAY)
    _change(arts, slug="fine-arts")
    _publish(office)
    assert _leads_to(client, "/departments/arts/") == (301, "/offices/academics/#fine-arts")

    clock.shift(DAY)
    other = make_office("culture")
    _change(arts, office=other)
    _publish(other)
    assert _leads_to(client, "/departments/arts/") == (301, "/offices/culture/#fine-arts")
    assert _leads_to(client, "/departments/fine-arts/") == (302, "/offices/culture/#fine-arts")


def test_a_department_stands_where_it_is_live_and_not_where_it_was_withdrawn_since(clock):
    academics, culture = make_office("academics"), make_office("culture")
    arts = make_department(academics, "arts")
    _publish(academics)
    _change(arts, slug="fine-arts")
    clock.shift(DAY)
    _publish(academics)
    _change(arts, office=culture)
    _publish(culture)
    clock.shift(DAY)
    _withdraw(culture)
    _change(arts, office=academics)
    _publish(academics)
    arts = (DEPARTMENT, "arts")
    now, _ = where_now(Directory.at(), {arts}, through={"fine-arts"})
    assert [(row.slug, row.publication.office) for row in now[arts]] == [("fine-arts", academics)]


# Succeeded


def test_what_succeeds_an_address_takes_it_over(client):
    old = make_office("personnel", publish=True)
    make_office("human-resources", succeeds="staffing personnel", publish=True)
    assert _leads_to(client, "/offices/personnel/") == (200, "")

    with time_machine.travel(timezone.now() + DAY, tick=False):
        _withdraw(old)
        assert _leads_to(client, "/offices/personnel/") == (301, "/offices/human-resources/")
        # An address of the old site, which never had a page here.
        assert _leads_to(client, "/offices/staffing/") == (301, "/offices/human-resources/")
        assert _leads_to(client, "/offices/staff/") == (404, "")
        assert _leads_to(client, "/offices/Staffing/") == (404, "")


def test_a_department_can_become_an_office_and_the_reverse(client):
    then = make_office("academics", year=make_year("2023-24"))
    make_department(then, "arts")
    _publish(then)
    make_office("libraries", year=make_year("2023-24"), publish=True)
    make_office("arts", succeeds="arts", publish=True)
    now = make_office("academics")
    make_department(now, "media", succeeds="libraries")
    _publish(now)

    assert _leads_to(client, "/departments/arts/") == (301, "/offices/arts/")
    assert _leads_to(client, "/offices/libraries/") == (301, "/offices/academics/#media")


def test_an_office_and_a_department_of_one_address_each_go_to_their_own_kind(client):
    then = make_office("arts", year=make_year("2023-24"))
    make_department(then, "arts")
    _publish(then)
    now = make_office("culture", succeeds="arts")
    make_department(now, "fine-arts", succeeds="arts")
    _publish(now)

    assert _leads_to(client, "/offices/arts/") == (301, "/offices/culture/")
    assert _leads_to(client, "/departments/arts/") == (301, "/offices/culture/#fine-arts")


def test_a_mistaken_succession_that_was_mended_leads_nowhere(client, clock):
    office = make_office("human-resources", succeeds="payroll", publish=True)
    assert _leads_to(client, "/offices/payroll/") == (301, "/offices/human-resources/")
    clock.shift(DAY)
    _publish(_change(office, succeeds=""))
    assert _leads_to(client, "/offices/payroll/") == (404, "")


# Over the years


@pytest.fixture
def three_years():
    """One office under three addresses, each year's succeeding the one before."""
    for label, slug, succeeds in [
        ("2022-23", "personnel", ""),
        ("2023-24", "staffing", "personnel"),
        ("2024-25", "human-resources", "staffing"),
    ]:
        make_office(slug, year=make_year(label), name=slug.title(), succeeds=succeeds, publish=True)


def test_a_succession_over_several_years_is_one_step(client, three_years):
    assert _leads_to(client, "/offices/personnel/") == (301, "/offices/human-resources/")
    assert _leads_to(client, "/offices/staffing/") == (301, "/offices/human-resources/")


def test_an_earlier_edition_leads_to_what_stood_in_it(client, three_years):
    assert _leads_to(client, "/years/2023-24/offices/personnel/") == (301, "/years/2023-24/offices/staffing/")
    assert _leads_to(client, "/years/2022-23/offices/personnel/") == (200, "")
    assert _leads_to(client, "/years/2022-23/offices/staffing/") == (404, "")


def test_a_succession_goes_through_a_page_withdrawn_since(client, clock, three_years):
    clock.shift(DAY)
    _withdraw(Publication.objects.get(slug="staffing").office)
    assert _leads_to(client, "/offices/personnel/") == (301, "/offices/human-resources/")


def test_a_succession_through_a_year_that_is_not_open_leads_nowhere(client, three_years):
    year = make_year("2023-24")
    year.opened_at = None
    year.save()
    assert _leads_to(client, "/offices/staffing/") == (301, "/offices/human-resources/")
    assert _leads_to(client, "/offices/personnel/") == (410, "")


def test_a_year_skipped_breaks_no_succession(client):
    make_office("personnel", year=make_year("2021-22"), publish=True)
    make_office("academics", year=make_year("2022-23"), publish=True)
    make_office("human-resources", succeeds="personnel", publish=True)
    assert _leads_to(client, "/offices/personnel/") == (301, "/offices/human-resources/")


@pytest.mark.parametrize("kept", [0, 1])
def test_offices_that_succeed_each_other_make_no_loop(client, clock, kept):
    offices = [make_office(slug, succeeds=other, publish=True) for slug, other in [("a", "b"), ("b", "a")]]
    clock.shift(DAY)
    for office in offices[kept:]:
        _withdraw(office)
    expected = [(200, ""), (301, "/offices/a/")] if kept else [(410, ""), (410, "")]
    assert [_leads_to(client, f"/offices/{slug}/") for slug in "ab"] == expected


def test_an_office_that_succeeds_itself_makes_no_loop(client, clock):
    office = make_office("a", succeeds="a", publish=True)
    assert _leads_to(client, "/offices/a/") == (200, "")
    clock.shift(DAY)
    _withdraw(office)
    assert _leads_to(client, "/offices/a/") == (410, "")


def test_a_successor_that_names_itself_too_is_where_the_way_ends(clock):
    make_office("personnel", year=make_year("2023-24"), name="Personnel", publish=True)
    office = make_office("staffing", name="Staffing", succeeds="personnel staffing", publish=True)
    clock.shift(DAY)
    _withdraw(office)
    assert forwarding(Directory.at(), OFFICE, "personnel") == GoneAddress(name="Staffing", taken_off=timezone.now())


# Divided


def test_an_office_divided_in_two_leads_to_a_page_with_both(client):
    make_district()
    make_office("operations", year=make_year("2023-24"), name="Operations", publish=True)
    make_office("facilities", name="Facilities", position=2, succeeds="operations", phone="414-475-8457", publish=True)
    now = make_office("services", name="Services", position=1)
    make_department(now, "transport", name="Transport", succeeds="operations", phone="414-475-8466")
    _publish(now)

    response = client.get("/offices/operations/")

    assert response.status_code == 410
    assert response.context["gone"] == GoneAddress(
        name="Operations",
        successors=(
            Card(
                "Transport",
                "transport",
                "/offices/services/#transport",
                lead="Director: Leon Groce",
                phone="+1 414-475-8466",
            ),
            Card("Facilities", "facilities", "/offices/facilities/", phone="+1 414-475-8457"),
        ),
    )
    html = response.content.decode()
    assert 'href="tel:+14144758457"' in html and 'href="tel:+14144758466"' in html
    assert "Operations has been divided" in html and 'content="noindex"' in html


def test_of_two_successors_the_one_that_is_left_is_the_one(client, clock):
    make_office("operations", year=make_year("2023-24"), publish=True)
    first, _ = [make_office(slug, succeeds="operations", publish=True) for slug in ("facilities", "transport")]
    assert _leads_to(client, "/offices/operations/") == (410, "")
    clock.shift(DAY)
    _withdraw(first)
    assert _leads_to(client, "/offices/operations/") == (301, "/offices/transport/")


# Gone


def test_what_was_last_listed_in_an_earlier_year_says_so(client):
    make_district()
    make_year("2024-25")
    make_office("archives", year=make_year("2016-17"), name="Archives & Records", publish=True)

    response = client.get("/offices/archives/")

    assert response.status_code == 410
    gone = GoneAddress(name="Archives & Records", year="2016-17", last_url="/years/2016-17/offices/archives/")
    assert response.context["gone"] == gone
    text = _text(response)
    assert "Archives & Records was last listed in 2016–17 See its page of that year" in text
    assert "no longer listed" not in text  # no publisher took it off the site: this year lacks it so far
    assert "call the Switchboard: 414-475-8393" in text
    html = response.content.decode()
    assert 'content="noindex"' in html and 'name="q"' in html and 'href="/a-z/"' in html
    assert client.get(gone.last_url).status_code == 200


def test_a_page_withdrawn_from_the_archive_too_is_named_without_a_link(clock):
    office = make_office("archives", year=make_year("2016-17"), name="Archives", publish=True)
    make_year("2024-25")
    clock.shift(DAY)
    _withdraw(office, instead="Ask the city.")
    gone = GoneAddress(name="Archives", year="2016-17", taken_off=timezone.now(), instead="Ask the city.")
    assert forwarding(Directory.at(), OFFICE, "archives") == gone
    # In that year's own edition it is a page withdrawn in this very year.
    gone = GoneAddress(name="Archives", taken_off=timezone.now(), instead="Ask the city.")
    assert forwarding(Directory.at(label="2016-17"), OFFICE, "archives") == gone


def test_a_withdrawn_page_gives_its_name_and_where_to_look_and_nothing_else(client, clock):
    office = make_office("archives", name="Archives", lead_name="Ann Roe", phone="414-475-8457", body="<p>Vault</p>")
    make_department(office, "maps", name="Maps", lead_name="José Díaz")
    _publish(office)
    clock.shift(DAY)
    _withdraw(office, instead="Call 414-475-8393 ext. 12 <b>or</b> write.", note="Closed for good")

    response = client.get("/offices/archives/")

    assert response.status_code == 410
    instead = "Call 414-475-8393 ext. 12 <b>or</b> write."
    assert response.context["gone"] == GoneAddress(name="Archives", taken_off=timezone.now(), instead=instead)
    assert "Archives is no longer listed It was taken off the site on September 3, 2024." in _text(response)
    html = response.content.decode()
    assert 'href="tel:+14144758393;ext=12">414-475-8393 ext. 12</a> &lt;b&gt;or&lt;/b&gt; write.' in html
    for content in ("Ann Roe", "8457", "Vault", "Maps", "José", "Closed for good"):
        assert content not in html


def test_the_last_public_name_is_told_and_not_the_draft_s(clock):
    office = make_office("archives", name="Archives", publish=True)
    clock.shift(DAY)
    _publish(_change(office, name="Archives & Records"))
    clock.shift(DAY)
    _withdraw(office)
    _change(office, name="Secret", slug="secret")
    assert forwarding(Directory.at(), OFFICE, "archives") == GoneAddress(
        name="Archives & Records", taken_off=timezone.now()
    )
    assert forwarding(Directory.at(), OFFICE, "secret") is None


def test_a_department_that_is_gone_leads_to_the_office_it_was_part_of(client, clock):
    office = make_office("academics", name="Academics", departments=1)
    make_department(office, "arts", name="Arts", position=2)
    _publish(office)
    clock.shift(DAY)
    office.departments.filter(slug="arts").update(retired_at=timezone.now())
    _publish(office)

    card, off = Card("Academics", "academics", "/offices/academics/"), timezone.now()
    gone = GoneAddress(name="Arts", offices=(card,), taken_off=off)
    assert forwarding(Directory.at(), DEPARTMENT, "arts") == gone
    response = client.get("/departments/arts/")
    assert response.status_code == 410
    told = "Arts is no longer listed It was taken off the site on September 3, 2024. Where its office is now: Academics"
    assert told in _text(response)

    clock.shift(DAY)
    _withdraw(office, instead="Ask the schools.")
    assert forwarding(Directory.at(), DEPARTMENT, "arts") == GoneAddress(name="Arts", taken_off=off)
    gone = GoneAddress(name="Academics 1", taken_off=timezone.now(), instead="Ask the schools.")
    assert forwarding(Directory.at(), DEPARTMENT, "academics-1") == gone


def test_a_department_taken_off_the_site_says_where_to_look_with_its_units(client, clock):
    office, off = make_office("academics", name="Academics"), timezone.now() + DAY
    arts = make_department(office, "arts", name="Arts")
    make_department(office, "music", name="Music", parent=arts)
    make_department(office, "sports", name="Sports")
    _publish(office)
    publishing.take_off(arts, by=None, at=off, instead="Ask the schools.")
    assert _one_second_before_and_at(client, off, "/departments/music/") == [
        (302, "/offices/academics/#music"),
        (410, ""),
    ]
    clock.shift(DAY)
    publishing.take_off(office.departments.get(slug="sports"), by=None)
    for slug, instead in (("arts", "Ask the schools."), ("music", "Ask the schools."), ("sports", "")):
        gone = client.get(f"/departments/{slug}/").context["gone"]
        assert (gone.name, gone.taken_off, gone.instead) == (slug.title(), off, instead)
    # Back and gone again, without a word: what was said before is not said again.
    office.departments.update(retired_at=None)
    for at in (DAY, 2 * DAY):
        clock.shift(at)
        _publish(office)
        office.departments.filter(slug="arts").update(retired_at=timezone.now())
    assert client.get("/departments/arts/").context["gone"].instead == ""


def test_a_department_taken_off_the_site_leads_to_what_succeeds_it(client):
    office = make_office("academics", departments=2, publish=True)
    publishing.take_off(office.departments.get(slug="academics-1"), by=None, instead="Ask the schools.")
    _change(office.departments.get(slug="academics-2"), succeeds="academics-1")
    _publish(office)
    assert _leads_to(client, "/departments/academics-1/") == (301, "/offices/academics/#academics-2")


def test_what_was_succeeded_and_is_gone_since_is_told_by_its_last_name():
    make_office("personnel", year=make_year("2022-23"), name="Personnel", publish=True)
    make_office("staffing", year=make_year("2023-24"), name="Staffing", succeeds="personnel", publish=True)
    make_year("2024-25")
    gone = GoneAddress(name="Staffing", year="2023-24", last_url="/years/2023-24/offices/staffing/")
    assert forwarding(Directory.at(), OFFICE, "personnel") == gone


def test_an_address_of_the_other_kind_leads_to_what_is_at_it(client):
    make_office("academics", departments=1, publish=True)
    assert _leads_to(client, "/offices/academics-1/") == (301, "/offices/academics/#academics-1")
    assert _leads_to(client, "/departments/academics/") == (301, "/offices/academics/")


# Before its moment


def _one_second_before_and_at(client, moment, address):
    answers = []
    for at in (moment - SECOND, moment):
        with time_machine.travel(at, tick=False):
            answers.append(_leads_to(client, address))
    return answers


def test_a_scheduled_end_is_told_from_its_moment(client):
    office, end = make_office("archives", publish=True), timezone.now() + DAY
    _withdraw(office, at=end, instead="Ask the city.")
    assert _one_second_before_and_at(client, end, "/offices/archives/") == [(200, ""), (410, "")]


def test_a_scheduled_withdrawal_from_the_archive_is_not_told_before_its_moment():
    office, end = (
        make_office("archives", year=make_year("2016-17"), name="Archives", publish=True),
        timezone.now() + DAY,
    )
    make_year("2024-25")
    _withdraw(office, at=end, instead="Ask the city.")
    before = GoneAddress(name="Archives", year="2016-17", last_url="/years/2016-17/offices/archives/")
    after = GoneAddress(name="Archives", year="2016-17", taken_off=end, instead="Ask the city.")
    assert forwarding(Directory.at(end - SECOND), OFFICE, "archives") == before
    assert forwarding(Directory.at(end), OFFICE, "archives") == after


def test_a_scheduled_new_address_leads_on_from_its_moment(client):
    office, moment = make_office("personnel", publish=True), timezone.now() + DAY
    _publish(_change(office, slug="vaults"), at=moment)
    old = _one_second_before_and_at(client, moment, "/offices/personnel/")
    new = _one_second_before_and_at(client, moment, "/offices/vaults/")
    assert old == [(200, ""), (301, "/offices/vaults/")]
    assert new == [(404, ""), (200, "")]


def test_a_scheduled_successor_takes_over_at_its_moment(client):
    moment = timezone.now() + DAY
    make_office("archives", year=make_year("2023-24"), publish=True)
    _publish(make_office("records", succeeds="archives papers"), at=moment)
    assert _one_second_before_and_at(client, moment, "/offices/archives/") == [(410, ""), (301, "/offices/records/")]
    assert _one_second_before_and_at(client, moment, "/offices/papers/") == [(404, ""), (301, "/offices/records/")]
    assert _one_second_before_and_at(client, moment, "/offices/records/") == [(404, ""), (200, "")]


def test_a_page_between_two_windows_is_gone_and_its_return_is_not_told(clock):
    office, back = make_office("archives", name="Archives", publish=True), timezone.now() + 5 * DAY
    _withdraw(office, at=timezone.now() + DAY)
    _publish(_change(office, name="Secret", slug="secret"), at=back)
    clock.shift(2 * DAY)
    assert forwarding(Directory.at(), OFFICE, "archives") == GoneAddress(
        name="Archives", taken_off=timezone.now() - DAY
    )
    assert forwarding(Directory.at(), OFFICE, "secret") is None
    assert forwarding(Directory.at(back), OFFICE, "archives") == Forward("/offices/secret/")


def test_a_draft_is_no_successor(client):
    make_office("archives", year=make_year("2023-24"), publish=True)
    make_office("records", succeeds="archives papers")
    assert _leads_to(client, "/offices/archives/") == (410, "")
    assert _leads_to(client, "/offices/papers/") == (404, "")


def test_a_page_called_off_before_its_moment_was_never_there(client, clock):
    office, moment = make_office("archives", succeeds="papers"), timezone.now() + DAY
    publishing.call_off(_publish(office, at=moment), by=None)
    clock.shift(2 * DAY)
    assert _leads_to(client, "/offices/archives/") == (404, "")
    assert _leads_to(client, "/offices/papers/") == (404, "")


def test_a_year_that_is_not_open_tells_nothing(client, clock):
    make_office("archives", publish=True)
    next_year = make_year("2025-26", opened=False)
    make_office("records", year=next_year, succeeds="archives papers", publish=True)
    for address in ("/offices/records/", "/offices/papers/", "/years/2025-26/offices/papers/"):
        assert _leads_to(client, address) == (404, "")

    opens = timezone.make_aware(timezone.datetime(2025, 7, 1, 6))
    next_year.opened_at = opens
    next_year.save()
    assert _one_second_before_and_at(client, opens, "/offices/archives/") == [(200, ""), (301, "/offices/records/")]
    assert _one_second_before_and_at(client, opens, "/offices/papers/") == [(404, ""), (301, "/offices/records/")]


def test_what_was_withdrawn_before_its_year_opened_was_never_there(client, clock):
    office = make_office("secret", year=make_year("2025-26", opened=True), succeeds="papers", publish=True)
    clock.shift(DAY)
    _withdraw(office)
    clock.move_to("2025-09-01T15:00:00Z")
    assert [year.label for year in Directory.at().years] == ["2025-26"]
    assert _leads_to(client, "/offices/secret/") == (404, "")
    assert _leads_to(client, "/offices/papers/") == (404, "")


def test_with_no_year_open_there_is_nothing(client):
    make_office("archives", year=make_year(opened=False), publish=True)
    assert _leads_to(client, "/offices/archives/") == (404, "")


# Queries


@pytest.mark.parametrize("size", [1, 3, 200])
def test_an_old_address_takes_few_queries_whatever_became_of_everything(size, django_assert_num_queries):
    for number in range(min(size, 12)):
        year = make_year(f"{2012 + number}-{13 + number}")
        make_office(f"head-{number}", year=year, succeeds=f"head-{number - 1}" if number else "", publish=True)
    then, now = make_office("then", year=make_year("2011-12")), make_office("now", year=year)
    for number in range(size):
        make_department(then, f"old-{number}")
        make_department(now, f"new-{number}", succeeds=f"old-{number}")
    make_department(then, "all")
    make_department(now, "first", succeeds="all")
    make_department(now, "second", succeeds="all")
    make_department(then, "gone")
    _publish(then)
    _publish(now)
    directory = Directory.at(timezone.now() + timedelta(days=365))

    with django_assert_num_queries(1):
        assert forwarding(directory, OFFICE, "nowhere") is None
    with django_assert_num_queries(3):
        assert forwarding(directory, DEPARTMENT, f"old-{size - 1}") == Forward(f"/offices/now/#new-{size - 1}")
    with django_assert_num_queries(4):
        assert len(forwarding(directory, DEPARTMENT, "all").successors) == 2
    with django_assert_num_queries(3):
        assert forwarding(directory, DEPARTMENT, "gone").name == "Gone"
