"""The page of results: what it shows of an answer. What is found is the matter of tests/search/."""

import pytest

from departments import search
from departments.models import MissedSearch
from departments.search import Answer, Former, Result
from tests.making import make_district, make_office, make_year

pytestmark = pytest.mark.django_db

CHAMBERS = Result(
    "person",
    "Paulette Chambers",
    "Chief of Staff",
    "+1 414-475-8393 ext. 12",
    "/offices/chief-of-staff/",
    name_pieces=(("Paulette ", False), ("Cham", True), ("bers", False)),
)
MUSIC = Result(
    "department",
    "Arts <i>",
    "",
    "",
    "/offices/academics/#arts",
    why=(("Also known as ", False), ("Cham", True), ("ber & music", False)),
)
STAFF = Result("office", "Office of the Chief of Staff", "", "+1 414-475-8001", "/offices/chief-of-staff/")


@pytest.fixture
def answered(client, monkeypatch):
    """Makes the page at an address that shows this answer."""
    make_office("chief-of-staff", publish=True)

    def page(answer, address="/search/?q=cham"):
        monkeypatch.setattr(search, "find", lambda query, directory: answer)
        return client.get(address).content.decode()

    return page


def test_results_are_grouped_the_best_group_first(answered):
    html = answered(Answer("cham", (MUSIC, CHAMBERS, STAFF, CHAMBERS)))
    assert [html.index(f'<h2 id="search.{title}">') for title in ("departments", "people", "offices")] == sorted(
        html.index(f'<h2 id="search.{title}">') for title in ("departments", "people", "offices")
    )
    assert "<strong>4</strong> results for “cham”" in html
    assert 'People <span class="quiet">2</span>' in html


def test_matched_letters_are_marked_and_nothing_is_markup(answered):
    html = answered(Answer("cham", (CHAMBERS, MUSIC)))
    assert "Paulette <mark>Cham</mark>bers</a>" in html
    assert "Also known as <mark>Cham</mark>ber &amp; music</p>" in html
    assert "Arts &lt;i&gt;" in html and "<i>" not in html


def test_a_result_has_its_number_to_call(answered):
    html = answered(Answer("cham", (CHAMBERS,)))
    assert 'href="tel:+14144758393;ext=12"' in html
    assert "<strong>1</strong> result for “cham”" in html


def test_fifty_results_are_said_to_be_the_first(answered):
    html = answered(Answer("cham", (CHAMBERS,) * 50))
    assert "The first <strong>50</strong> results for “cham”" in html


def test_did_you_mean_is_links_that_search(answered):
    html = answered(Answer("x", (), did_you_mean=("chambers & co", "chamber", "champ")))
    assert '<a href="/search/?q=chambers+%26+co">chambers &amp; co</a>, <a href="/search/?q=chamber">' in html
    assert "chamber</a> or <a" in html and "champ</a>?</p>" in html
    assert "Nothing is listed under “cham”." in html


def test_the_nearest_numbers_and_former_answers_are_shown(answered):
    html = answered(
        Answer(
            "x",
            nearest=(STAFF,),
            former=(
                Former("Operations", "listed until June 2017", "/years/2016-17/", (CHAMBERS,)),
                Former("Joe Poe", "listed until June 2017 as Director"),
            ),
        )
    )
    assert "The nearest numbers" in html and "414-475-8001" in html
    assert '<a href="/years/2016-17/">Operations</a></strong>: listed until June 2017. Today:' in html
    assert "Joe Poe</strong>: listed until June 2017 as Director.</p>" in html
    assert "Paulette <mark>Cham</mark>bers" in html


def test_a_former_answer_comes_before_results_that_are_less(answered):
    html = answered(Answer("riley", (MUSIC,), former=(Former("Riley", "listed until June 2017"),)))
    assert html.index("Listed earlier") < html.index('<h2 id="search.departments">')


def test_the_earlier_years_search_says_so_and_offers_todays(answered):
    make_office("archives", year=make_year("2016-17"), publish=True)
    html = answered(Answer("a & b"), "/years/2016-17/search/?q=a+%26+b")
    assert "<h1>Search the directory of 2016–17</h1>" in html
    assert '<a href="/search/?q=a+%26+b">Search today’s directory for “a &amp; b”</a>' in html
    assert 'action="/years/2016-17/search/"' in html and 'data-suggest="/years/2016-17/search/suggest/"' in html
    assert '<a href="/search/">Search today’s directory</a>' in answered(Answer(), "/years/2016-17/search/")


@pytest.mark.parametrize("query", ["", "   ", "%00", "x" * 10_000, "%ff%fe", "<script>", "‮".encode().hex("%")])
def test_any_query_is_answered_with_a_page(client, query):
    make_office("chief-of-staff", publish=True)
    response = client.get(f"/search/?q={query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()
    assert len(response.content) < 12_000


def test_no_query_is_an_invitation(client):
    assert "Type the name of an office" in client.get("/search/").content.decode()


@pytest.mark.parametrize("results", [1, 3, 200])
def test_the_page_takes_three_queries_beside_the_searchs_own(answered, results, django_assert_num_queries):
    make_district()
    answer = Answer("cham", (CHAMBERS,) * results)
    answered(answer)
    with django_assert_num_queries(3):
        html = answered(answer)
    assert html.count("tel:+14144758393;ext=12") == results


def test_a_search_that_finds_nothing_is_counted(client):
    make_office("chief-of-staff", publish=True)
    make_office("archives", year=make_year("2016-17"), publish=True)
    for address in (
        "/search/?q=human+capitol",
        "/search/?q=Human+Capitol",
        "/search/?q=chief",  # found
        "/search/suggest/?q=human+capitol",  # not searched yet
        "/years/2016-17/search/?q=human+capitol",  # the drafts of today can do nothing about it
        "/search/?q=",
    ):
        assert client.get(address).status_code == 200
    client.head("/search/?q=human+capitol")
    assert list(MissedSearch.objects.values_list("words", "typed", "count")) == [("human capitol", "Human Capitol", 2)]


def test_a_former_answer_is_an_answer(answered):
    answered(Answer("riley", former=(Former("Riley", "listed until June 2017"),)))
    assert not MissedSearch.objects.exists()
    answered(Answer("riley", did_you_mean=("wiley",)))
    assert MissedSearch.objects.count() == 1


def test_before_any_year_is_open_nothing_is_counted(client):
    client.get("/search/?q=anything")
    assert not MissedSearch.objects.exists()
