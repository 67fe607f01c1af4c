"""What changed from one school year to the next, told to visitors from what visitors are shown."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags

from departments import publishing
from departments.management import sample
from departments.models import Department, Office, Publication
from departments.reading import year_changes
from departments.reading.directory import Directory
from departments.reading.what_became import Sentence
from departments.reading.year_changes import ChangedFact, News, YearChanges
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
ADDRESS = "/years/2024-25/changes/"
OLD, ARTS = ("Old", ""), ("Arts", "/offices/new/#arts")


@pytest.fixture
def before():
    return make_year("2023-24")


@pytest.fixture
def after():
    return make_year("2024-25")


def _changes():
    return year_changes.of(Directory.at())


def _text(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def _renamed(then, now):
    return Sentence.of("Renamed", "{then} is now called {now}.", then=[then], now=[now])


def _moved(now, home, then):
    words = "{now} is now in {home}, before it was in {then}."
    return Sentence.of("Moved", words, now=[now], home=[home], then=[then])


def _publish_all():
    for office in Office.objects.all():
        publishing.publish(office, by=None)


def test_the_sample_tells_who_came_who_went_and_what_to_call(client, undrawn):
    sample.load()

    changes = _changes()

    assert [news.name for news in changes.new] == ["Office of the Superintendent", "Office of School Administration"]
    assert [(news.name, news.url) for news in changes.gone] == [
        ("Office of Operations", "/years/2016-17/offices/operations/"),
        ("Office of Innovation & Information", "/years/2016-17/offices/innovation-and-information/"),
    ]
    told = {news.name: [(fact.label, fact.before, fact.now) for fact in news.facts] for news in changes.changed}
    staff, academics = told["Office of the Chief of Staff"], told["Office of Academics"]
    assert ("Lead", "Chief of Staff: Gina Spang, P.E.", "Chief of Staff: Paulette Chambers") in staff
    assert ("Phone", "", "414-475-8393") in staff
    lead = "Interim Chief Academic Officer: Tonya Adair", "Chief Academic Officer: Jennifer Mims-Howell"
    assert ("Lead", *lead) in academics
    assert ("Phone", "414-777-7806", "") in academics
    text = _text(client.get(ADDRESS))
    assert "Phone No longer listed Before: 414-777-7806" in text
    assert "Lead Chief of Staff: Paulette Chambers Before: Chief of Staff: Gina Spang, P.E." in text
    assert 'href="tel:+14144758393">414-475-8393</a>' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_what_stands_on_a_page_that_cannot_be_read_is_neither_new_nor_gone(client, before, after, year):
    """Whatever became of it: it kept its address, has another one, or took in a department of a readable page."""
    for label, slugs in ((before, ("board", "schools", "labs")), (after, ("board", "academics", "labs"))):
        offices = {slug: make_office(slug, year=label, name=slug.title()) for slug in slugs}
        make_department(offices["labs" if label == before else "board"], "grants", name="Grants")
        make_department(offices["board"], "minutes", name="Minutes")
    Office.objects.filter(slug="academics").update(succeeds="schools")
    _publish_all()
    make_department(offices["labs"], "music", name="Music")
    publishing.publish(offices["labs"], by=None)
    told = YearChanges(before, changed=_changes().changed)
    assert _changes() == told and "Music" in str(told)

    spoilt = QuerySet(Publication).filter(slug__in=["board", "schools", "academics"], school_year__label=year)
    assert spoilt.update(payload={"schema_version": 99}) == 2

    assert _changes() == YearChanges(before, changed=tuple(one for one in told.changed if one.name == "Labs"))
    assert "Board" not in _text(client.get(ADDRESS))


def test_a_page_whose_text_alone_was_revised_is_told(before, after):
    for year, words in ((before, "Old words"), (after, "New words")):
        make_office("staff", year=year, name="Staff", summary=words, publish=True)
    assert _changes().changed == (News("Staff", "/offices/staff/", revised=True),)


def test_every_kind_of_news_is_told_with_a_link_to_its_page(before, after):
    old = make_office("staff", year=before, name="Staff", location="Room 1", phone="414-475-8001", summary="Old words")
    make_department(old, "arts", name="Arts", position=1)
    make_department(old, "choir", name="Choir", position=2)
    other = make_office("old", year=before, name="Old", position=1)
    make_department(other, "music", name="Music")
    make_department(other, "drums", name="Drums")
    new = make_office("staff", year=after, name="People", location="Room 2", phone="414-475-8002", summary="New words")
    music = make_department(new, "music", name="Music", position=1)
    make_department(new, "choir", name="Choir", position=2, parent=music, lead_standing="acting")
    make_department(new, "dance", name="Dance", position=3, email="dance@example.org")
    _publish_all()

    people, music, choir = (
        (name, f"/offices/staff/{anchor}")
        for name, anchor in (("People", ""), ("Music", "#music"), ("Choir", "#choir"))
    )
    assert _changes() == YearChanges(
        before,
        gone=(
            News(
                "Old",
                "/years/2023-24/offices/old/",
                "gone",
                departments=(News("Drums", "/years/2023-24/offices/old/#drums", "gone"),),
            ),
        ),
        changed=(
            News(
                "People",
                "/offices/staff/",
                became=(_renamed(("Staff", ""), people),),
                facts=(
                    ChangedFact("Phone", "414-475-8002", "414-475-8001", dial=True),
                    ChangedFact("Location", "Room 2", "Room 1"),
                ),
                revised=True,
                departments=(
                    News("Music", "/offices/staff/#music", became=(_moved(music, people, OLD),)),
                    News(
                        "Choir",
                        "/offices/staff/#choir",
                        became=(
                            Sentence.of("Moved", "{one} is now a unit of {above}.", one=[choir], above=[("Music", "")]),
                        ),
                        facts=(ChangedFact("Lead", "Acting Director: Leon Groce", "Director: Leon Groce"),),
                    ),
                    News("Dance", "/offices/staff/#dance", "new", "Director: Leon Groce", "+1 414-252-0221"),
                    News("Arts", "/years/2023-24/offices/staff/#arts", "gone"),
                ),
            ),
        ),
    )


def test_a_new_office_lists_its_departments_and_where_they_came_from(before, after):
    make_department(make_office("old", year=before, name="Old"), "arts", name="Arts")
    make_office("old", year=after, name="Old")
    new = make_office("new", year=after, name="New", lead_title="Chief", lead_name="Ann Roe", phone="414-475-8001")
    make_department(new, "arts", name="Arts")
    make_department(new, "dance", name="Dance", position=1)
    _publish_all()

    arts = News("Arts", ARTS[1], became=(_moved(ARTS, ("New", "/offices/new/"), OLD),))
    dance = News("Dance", "/offices/new/#dance")
    office = News("New", "/offices/new/", "new", "Chief: Ann Roe", "+1 414-475-8001", departments=(arts, dance))
    assert _changes() == YearChanges(before, new=(office,))


@pytest.mark.parametrize(
    ("succeeds", "told"),
    [
        ({"learning": "academics"}, ((), (), ("Learning",))),
        ({"learning": "academics nowhere"}, ((), (), ("Learning",))),
        ({"learning": "academics people"}, (("Learning",), ("Academics", "People"), ())),  # two became one
        ({"learning": "academics", "arts": "academics"}, (("Arts", "Learning"), ("Academics",), ())),  # it was divided
        ({"learning": "academics", "academics": ""}, (("Learning",), (), ())),  # it is listed still
    ],
)
def test_what_succeeds_exactly_one_that_is_gone_is_the_same_office(before, after, succeeds, told):
    there = ["academics", "people"] if "people" in succeeds["learning"] else ["academics"]
    for slug in there:
        make_office(slug, year=before, name=slug.title())
    for slug, earlier in succeeds.items():
        make_office(slug, year=after, name=slug.title(), succeeds=earlier)
    _publish_all()
    changes = _changes()
    assert tuple(tuple(n.name for n in kind) for kind in (changes.new, changes.gone, changes.changed)) == told


@pytest.mark.parametrize(
    ("there", "now", "told"),
    [
        ({"operations": ""}, {"school": "operations"}, "Operations is now called School."),
        ({"operations": "", "school": ""}, {"school": "operations"}, "Operations is now part of School."),
        ({"labs": "", "maps": "", "school": ""}, {"school": "labs maps"}, "Labs and Maps are now part of School."),
        ({"labs": "", "maps": ""}, {"school": "labs maps"}, "Labs and Maps were merged into School."),
        (
            {"operations": ""},
            {"arts": "operations", "bus": "operations", "care": "operations"},
            "Operations was divided into Arts, Bus and Care.",
        ),
        ({"school": ""}, {"school": "", "labs": "school"}, "Labs was part of School before."),
        (
            {"school": ""},
            {"school": "", "labs": "school", "maps": "school"},
            "Labs and Maps were part of School before.",
        ),
        ({"school": ""}, {"school": "nowhere"}, ""),
    ],
)
@pytest.mark.parametrize("kind", ["office", "department"])
def test_what_was_renamed_merged_or_divided_is_told_as_such(client, before, after, there, now, told, kind):
    for year, all_of_them in ((before, there), (after, now)):
        home = make_office("home", name="Home", year=year) if kind == "department" else None
        for place, (slug, succeeds) in enumerate(all_of_them.items(), 1):
            values = {"name": slug.title(), "succeeds": succeeds, "position": place}
            make_department(home, slug, **values) if home else make_office(slug, year=year, **values)
    _publish_all()

    assert "".join(map(str, _changes().became)) == told
    text = _text(client.get(ADDRESS))
    assert text.count(told) >= 2 if told else "Renamed, moved, merged or divided" not in text


def test_what_changes_its_kind_is_told_as_such(client, before, after):
    arts = make_department(make_office("home", name="Home", year=before), "arts", name="Arts").office
    make_office("labs", name="Labs", year=before)
    make_department(make_office("home", name="Home", year=after), "labs-2", name="Laboratories", succeeds="labs")
    make_office("culture", name="Culture", year=after, succeeds=arts.departments.get().slug)
    _publish_all()

    assert [str(sentence) for sentence in _changes().became] == [
        "Labs is now a department of Home: Laboratories.",
        "Arts is now an office of its own: Culture.",
    ]
    html = client.get(ADDRESS).content.decode()
    assert '<a href="/years/2023-24/offices/labs/" dir="auto">Labs</a> is now a department of' in html
    assert '<a href="/offices/home/#labs-2" dir="auto">Laboratories</a>.' in html


def test_departments_that_exchanged_their_addresses_are_told_as_those_they_are(before, after):
    """Under names that are others, too: who leads them and what is written of them tells which is which."""
    for year, names in ((before, ("Arts", "Choir")), (after, ("Singing", "Painting"))):
        home = make_office("home", name="Home", year=year)
        for slug, name in zip(("a", "b"), names, strict=True):
            is_choir = name in ("Choir", "Singing")
            lead, words = ("Ann Roe", "We sing.") if is_choir else ("Joe Poe", "We paint.")
            make_department(home, slug, name=name, lead_name=lead, summary=words)
    _publish_all()
    assert [str(sentence) for sentence in _changes().became] == [
        "Arts is now called Painting.",
        "Choir is now called Singing.",
    ]
    assert [part.facts for part in _changes().changed[0].departments] == [(), ()]


def test_what_is_no_news_to_readers_is_left_out(before, after):
    for year, place in ((before, 1), (after, 2)):
        office = make_office("staff", year=year, position=place, also_known_as=f"Name {place}", succeeds="x" * place)
        make_contact(office, role="Secretary", position=place)
        make_contact(office, role="TTY", phone="888-814-4026", position=3 - place)
    _publish_all()
    assert _changes() == YearChanges(before)


def test_a_contact_line_is_told_with_its_number(client, before, after):
    make_contact(make_office("staff", year=before), name="Jane Doe")
    make_contact(make_office("staff", year=after), name="Jane Doe", phone="414-475-8394 ext. 12")
    _publish_all()
    text = _text(client.get(ADDRESS))
    said = "Contact Secretary Jane Doe, 414-475-8394 ext. 12 Before: Secretary Jane Doe, 414-475-8393"
    assert said in text


def test_drafts_and_what_is_scheduled_are_not_told(before, after):
    make_office("staff", year=before, name="Staff", publish=True)
    office = make_office("staff", year=after, name="Staff", publish=True)
    make_office("never", year=after, name="Never published")
    Office.objects.filter(pk=office.pk).update(name="Draft")
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish(Office.objects.get(pk=office.pk), by=None, at=tomorrow)

    assert _changes() == YearChanges(before)
    with time_machine.travel(tomorrow, tick=False):
        assert [news.name for news in _changes().changed] == ["Draft"]


def test_a_department_that_two_live_pages_have_is_where_it_was_published_last(before, after):
    for year in (before, after):
        old = make_office("old", year=year, name="Old")
        make_office("new", year=year, name="New")
        make_department(old, "arts", name="Arts")
    _publish_all()
    Department.objects.filter(office=old).update(office=Office.objects.get(school_year=after, slug="new"))
    publishing.publish(Office.objects.get(school_year=after, slug="new"), by=None)

    moved = News("Arts", ARTS[1], became=(_moved(ARTS, ("New", "/offices/new/"), OLD),))
    assert _changes() == YearChanges(before, changed=(News("New", "/offices/new/", departments=(moved,)),))


def test_only_years_that_are_open_are_compared(client):
    make_office("staff", year=make_year("2022-23"), publish=True)
    make_office("staff", year=make_year("2023-24", opened=False), name="Hidden", publish=True)
    make_office("staff", year=make_year("2024-25"), publish=True)
    make_office("staff", year=make_year("2025-26", opened=False), name="Next", publish=True)

    assert _changes() == YearChanges(make_year("2022-23"))
    assert "Nothing changed since the directory of 2022–23" in _text(client.get(ADDRESS))
    first = _text(client.get("/years/2022-23/changes/"))
    assert "2022–23 is the first school year in this directory, so there is nothing to compare it with." in first
    for label in ("2023-24", "2025-26", "1999-00"):
        assert client.get(f"/years/{label}/changes/").status_code == 404


def test_an_earlier_years_changes_link_to_its_own_pages(before, after):
    make_office("staff", year=before, name="Staff", publish=True)
    make_office("staff", year=after, publish=True)
    make_office("staff", year=make_year("2022-23"), name="People", publish=True)
    (news,) = year_changes.of(Directory.at(label="2023-24")).changed
    names = ("People", ""), ("Staff", "/years/2023-24/offices/staff/")
    assert news == News("Staff", "/years/2023-24/offices/staff/", became=(_renamed(*names),))


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_the_page_takes_four_queries_for_any_number_of_offices(
    client, offices, before, after, django_assert_num_queries
):
    make_district()
    for number in range(offices):
        make_office(f"office-{number}", year=before, lead_name="Ann Roe", publish=True)
        make_office(f"office-{number}", year=after, lead_name="Joe Poe", departments=1, publish=True)
    with django_assert_num_queries(4):
        response = client.get(ADDRESS)
    assert response.content.decode().count("Before: <bdi>Head: Ann Roe</bdi>") == offices


# The ways to the page, and from the archive to today.


def test_years_are_listed_newest_first_each_with_what_changed(client):
    for label in ("2022-23", "2024-25", "2023-24"):
        make_year(label)
    make_year("2025-26", opened=False)
    html = client.get("/years/").content.decode().split("<main")[1].split("</main>")[0]
    links = [piece.split('"')[0] for piece in html.split('href="')[1:]]
    assert links == ["/", ADDRESS, "/years/2023-24/", "/years/2023-24/changes/", "/years/2022-23/"]
    assert html.count("Current") == 1


def test_the_home_page_leads_to_what_changed_once_there_is_a_year_before(client, after):
    make_office("staff", year=after, publish=True)
    assert ADDRESS not in client.get("/").content.decode()
    make_year("2023-24")
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()
    assert 'href="/years/2023-24/changes/"' not in client.get("/years/2023-24/").content.decode()
    make_year("2022-23")
    assert 'href="/years/2023-24/changes/"' in client.get("/years/2023-24/").content.decode()


def test_an_archive_page_leads_to_todays_page_of_the_same_office(client, before, after):
    for slug in ("same", "renamed", "divided", "ended"):
        make_office(slug, year=before, publish=True)
    make_office("same", year=after, publish=True)
    make_office("successor", year=after, succeeds="renamed", publish=True)
    make_office("one", year=after, name="One", succeeds="divided", publish=True)
    make_office("two", year=after, name="Two", succeeds="divided", publish=True)

    def edition(slug):
        html = client.get(f"/years/2023-24/offices/{slug}/").content.decode()
        return html.split('class="edition"')[1].split("</section>")[0]

    assert 'href="/offices/same/">Go to this office’s page of today' in edition("same")
    assert 'href="/offices/successor/">Go to this office’s page of today' in edition("renamed")
    assert "This office is in more than one place now." in edition("divided")
    assert 'href="/offices/one/">Now: <bdi>One</bdi>' in edition("divided")
    assert 'href="/offices/two/">Now: <bdi>Two</bdi>' in edition("divided")
    assert "This office was last listed in 2023–24." in edition("ended")
    publishing.take_off(make_office("ended", year=after, publish=True), by=None)
    assert "This office is no longer listed." in edition("ended")
    for slug in ("same", "renamed", "divided", "ended"):
        assert "This is the directory of 2023–24." in edition(slug) and 'href="/">' in edition(slug)
    assert 'class="edition"' not in client.get("/offices/same/").content.decode()


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_an_archive_page_takes_two_queries_more(client, departments, before, after, django_assert_num_queries):
    make_district()
    for year in (before, after):
        make_office("staff", year=year, departments=departments, publish=True)
    with django_assert_num_queries(6):
        client.get("/years/2023-24/offices/staff/")


def test_the_year_before_is_an_open_one_that_began_earlier(before, after):
    directory = Directory.at()
    assert (directory.year_before, replace(directory, year=before).year_before) == (before, None)
