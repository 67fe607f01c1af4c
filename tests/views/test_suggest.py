"""What is suggested while somebody types: the JSON that the search box reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from departments import publishing, search
from departments.search import Result
from tests.examples import examples
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    office = make_office("chief-of-staff", lead_title="Chief of Staff", lead_name="Paulette Chambers")
    make_department(office, "restorative-practices", phone="414-252-0221 ext. 12")
    publishing.publish(office, by=None)


def test_a_suggestion_has_what_the_contract_says(client, monkeypatch):
    found = (
        Result(
            "department",
            "Restorative & <b>",
            "Leon Groce",
            "+1 414-475-8393 ext. 12",
            "/offices/a/#b",
            (("Restor", True), ("ative & <b>", False)),
        ),
        Result("person", "Leon Groce", "", "", "/offices/a/#b", why=(("known as ", False),)),
    )
    monkeypatch.setattr(search, "suggest", lambda query, directory: found)
    assert json.loads(client.get("/search/suggest/?q=restor").content) == {
        "results": [
            {
                "kind": "department",
                "name": "Restorative & <b>",
                "detail": "Leon Groce",
                "why": "",
                "phone": "414-475-8393 ext. 12",
                "url": "/offices/a/#b",
                "marked": {"name": ["", "Restor", "ative & <b>"]},
            },
            {
                "kind": "person",
                "name": "Leon Groce",
                "detail": "",
                "why": "known as ",
                "phone": "",
                "url": "/offices/a/#b",
                "marked": {},
            },
        ],
        "said": "2 suggestions.",
    }


def test_what_is_published_is_suggested(client, directory):
    results = client.get("/search/suggest/?q=restor").json()["results"]
    assert ("Restorative Practices", "414-252-0221 ext. 12") in [(one["name"], one["phone"]) for one in results]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("lukasz", {"name": ["", "Łukasz", " O’Neill"]}),
        ("oneil", {"name": ["Łukasz ", "O’Neil", "l"]}),
        ("o neill luk", {"name": ["", "Łuk", "asz ", "O’Neill"]}),
        ("director arts", {"detail": ["", "Director", ", Office of ", "Arts"]}),
        ("lukasz arts", {"name": ["", "Łukasz", " O’Neill"]}),
        ("0221", {"phone": ["414-252-", "0221"]}),
        ("252 0221 x12", {"phone": ["414-", "252-0221"]}),
        ("ext 12", {}),
    ],
)
def test_what_was_typed_is_marked_as_search_compares_it(client, query, marked):
    make_office(
        "arts",
        name="Office of Arts",
        lead_title="Director",
        lead_name="Łukasz O’Neill",
        phone="414-252-0221 ext. 12",
        publish=True,
    )
    results = client.get("/search/suggest/", {"q": query}).json()["results"]
    (found,) = (one for one in results if one["kind"] == "person")
    assert found["marked"] == marked
    assert all(
        "".join(pieces) in (found[field], found[field].removesuffix(" ext. 12")) for field, pieces in marked.items()
    )


def test_it_is_kept_for_a_minute_and_out_of_indexes(client, directory):
    headers = client.get("/search/suggest/?q=restor").headers
    assert headers["Content-Type"] == "application/json"
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "Cookie" not in headers.get("Vary", "") and "Set-Cookie" not in headers


def test_an_earlier_year_suggests_its_own_and_todays_says_what_was_listed_in_it(client, directory):
    make_office("archives", year=make_year("2016-17"), name="Archives", publish=True)
    [before] = client.get("/search/suggest/?q=archives").json()["results"]
    assert (before["detail"], before["url"]) == ("listed until June 2017", "/years/2016-17/offices/archives/")
    [found] = client.get("/years/2016-17/search/suggest/?q=archives").json()["results"]
    assert found["url"] == "/years/2016-17/offices/archives/"
    assert client.get("/years/1999-00/search/suggest/?q=a").status_code == 404


def test_only_reading_is_allowed(client, directory):
    assert client.post("/search/suggest/", {"q": "restor"}).status_code == 405
    assert client.head("/search/suggest/?q=restor").status_code == 200


@pytest.mark.thorough
@pytest.mark.parametrize("address", ["", "?", "?q=", "?q=%00", "?q=%ff", "?x=restor", "?q=%F0%9F%92%A9", "?q=;&q=%22"])
def test_junk_is_answered_with_an_empty_list(client, directory, address):
    assert client.get(f"/search/suggest/{address}").json() == {"results": []}


def test_before_any_year_is_open_the_list_is_empty(client):
    assert client.get("/search/suggest/?q=restor").json() == {"results": []}


@pytest.mark.parametrize("letter", ["a", "é", "字", "😀", '"', "\\", "\x07", "</script>"])
def test_an_answer_is_under_five_kilobytes(client, directory, monkeypatch, letter):
    long = Result("person", letter * 200, letter * 600, "+1 414-475-8393 ext. 12", f"/offices/{'a' * 100}/#{'b' * 100}")
    monkeypatch.setattr(search, "suggest", lambda query, directory: (long,) * 8)
    response = client.get("/search/suggest/?q=a")
    assert len(response.content) < 5_000
    first = response.json()["results"][0]
    assert first["name"].startswith(letter) and first["name"].endswith("…")
    assert first["url"] == long.url


@pytest.mark.parametrize("results", [1, 3, 8])
def test_it_takes_one_query_beside_the_searchs_own(client, directory, monkeypatch, results, django_assert_num_queries):
    found = (Result("office", "Academics", "", "", "/offices/academics/"),) * results
    monkeypatch.setattr(search, "suggest", lambda query, directory: found)
    with django_assert_num_queries(1):
        assert len(client.get("/search/suggest/?q=academics").json()["results"]) == results


class AnyText(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_office("chief-of-staff", publish=True)

    @examples(30)
    @given(st.text(max_size=300))
    def test_any_text_is_answered_with_a_list(self, text):
        response = self.client.get("/search/suggest/", {"q": text})
        assert isinstance(response.json()["results"], list)
