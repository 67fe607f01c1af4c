"""What people say and what it is called here: kept by the district, found from the next moment."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from departments.models import EverydayWords
from departments.reading.directory import Directory
from departments.search import find
from departments.words.folding import fold
from tests.making import make_district, make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_said():
    EverydayWords.objects.all().delete()


@pytest.fixture
def rides():
    make_office("meals", name="Office of Meals", lead_name="Ann Roe", publish=True)
    return make_office("rides", name="Office of Rides", lead_title="Director", lead_name="Joe Poe", publish=True)


def _found(query):
    connection.check_constraints()  # as at the end of a transaction
    answer = find(query, Directory.at())
    return [one.name for one in answer.results if one.kind == "office"], answer.is_certain


def test_what_people_say_finds_what_it_is_called_here(rides):
    assert _found("yellow bus") == ([], False)
    said = EverydayWords.objects.create(words="yellow bus\nAutobús", means="Buses; Rides; Meals")
    for query in ("yellow bus", "the Yellow Buses", "autobus", "autobuses"):
        assert _found(query) == (["Office of Rides"], True), query
    (office, *_) = find("autobús", Directory.at()).results
    assert office.why == (("“autobús” is said for ", False), ("Rides", True))
    assert find("director autobús", Directory.at()).results[0].name == "Joe Poe"
    said.means = "Meals"
    said.save()
    assert _found("autobús") == (["Office of Meals"], True)


def test_what_people_say_with_a_slip_leads_there_too_and_says_so(rides):
    EverydayWords.objects.create(words="autobús", means="Rides")
    for query in ("autobis", "autobbus", "autobús tarde director"):
        assert _found(query)[0] == ["Office of Rides"], query
    answer = find("autobis", Directory.at())
    assert answer.results[0].why == (("Looks like a word for ", False), ("Rides", True))
    assert (answer.did_you_mean, answer.is_certain) == ((), False)


def test_it_means_nothing_where_nothing_is_listed_under_it(rides):
    EverydayWords.objects.create(words="shots", means="Nurses")
    assert _found("shots") == ([], False)


def test_a_line_of_the_district_is_found_so_too():
    make_district()
    make_office("meals", publish=True)
    EverydayWords.objects.create(words="central", means="Switchboard")
    connection.check_constraints()
    assert [one.name for one in find("central", Directory.at()).results] == ["Switchboard"]


def test_it_begins_with_words_of_schools_each_of_which_means_one_thing(everyday_words):
    words = [fold(word) for row in EverydayWords.objects.all() for word in row.words.splitlines()]
    assert len(words) >= 150 and all(words)
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    for row in EverydayWords.objects.all():
        row.full_clean()


def test_it_is_dumped_and_loaded_with_the_district(tmp_path):
    EverydayWords.objects.create(words="bus\nautobús", means="Rides")
    dumped = io.StringIO()
    call_command("dumpdata", "departments.everydaywords", use_natural_primary_keys=True, stdout=dumped)
    (tmp_path / "words.json").write_text(dumped.getvalue(), encoding="utf-8")
    EverydayWords.objects.update(words="bus")
    EverydayWords.objects.create(words="food", means="Meals")
    call_command("loaddata", tmp_path / "words.json", verbosity=0)
    assert sorted(EverydayWords.objects.values_list("means", "words")) == [("Meals", "food"), ("Rides", "bus\nautobús")]


@pytest.mark.thorough
def test_publishers_keep_it_beside_the_searches_that_found_nothing(client, rides):
    client.force_login(make_person("publisher", "Publishers"))
    assert "/admin/departments/everydaywords/" in client.get("/admin/departments/missedsearch/").text
    client.post(
        "/admin/departments/everydaywords/add/", {"words": "bus\nautobús", "means": "Buses; Rides"}, follow=True
    )
    EverydayWords.objects.create(words="food", means="Cafeteria")
    page = client.get("/admin/departments/everydaywords/").text
    assert '<td class="field-said">bus, autobús</td><td class="field-today">Rides</td>' in page
    assert '<td class="field-said">food</td><td class="field-today">nothing is listed under it</td>' in page


@pytest.mark.thorough
@pytest.mark.parametrize("rows", [1, 3, 200])
def test_their_list_asks_the_database_as_often_for_many(client, rides, django_assert_num_queries, rows):
    client.force_login(make_person("publisher", "Publishers"))
    EverydayWords.objects.bulk_create(EverydayWords(words=f"word{n}", means=f"Rides {n}") for n in range(rows))
    client.get("/admin/departments/everydaywords/")
    # Within a test's transaction PostgreSQL has no version that the index could be kept for.
    with django_assert_num_queries(12 if connection.vendor == "sqlite" else 14):
        client.get("/admin/departments/everydaywords/")
