"""The API: what visitors read, as JSON; read-only, within bounds, and errors as JSON too."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from departments import publishing
from departments.api.manners import api
from tests.examples import examples
from tests.making import make_contact, make_department, make_district, make_office, make_picture, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def published():
    make_district()
    office = make_office(
        "academics",
        also_known_as="Curriculum",
        lead_title="Chief Academic Officer",
        lead_name="Tonya Adair",
        lead_standing="interim",
        phone="414-475-8393 ext. 12",
        summary="Helps.",
        body="<p>Words.</p>",
        image=make_picture(),
        image_alt="A class",
    )
    arts = make_department(office, "arts", phone="", lead_standing="vacant", lead_name="")
    make_department(office, "dance", parent=arts, fax="414-475-8457", position=2)
    make_contact(arts, name="José Díaz", note="mornings")
    publishing.publish(office, by=None)
    make_office("old", year=make_year("2016-17"), publish=True)
    return office


def _get(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response.headers["Content-Type"].split(";")[0]) == (status, "application/json")
    return response.json()


def test_years(client, published):
    make_year("2025-26", opened=False)
    assert _get(client, "years") == {
        "count": 2,
        "next": None,
        "results": [
            {
                "label": "2024-25",
                "starts_on": "2024-07-01",
                "ends_on": "2025-06-30",
                "is_current": True,
                "page": "http://testserver/",
            },
            {
                "label": "2016-17",
                "starts_on": "2016-07-01",
                "ends_on": "2017-06-30",
                "is_current": False,
                "page": "http://testserver/years/2016-17/",
            },
        ],
    }


def test_an_office_with_everything_on_its_page(client, published):
    found = _get(client, "offices/academics")
    assert found["lead"] == {
        "title": "Chief Academic Officer",
        "name": "Tonya Adair",
        "standing": "interim",
        "post": "Interim Chief Academic Officer",
    }
    assert found["phone"] == {"shown": "414-475-8393 ext. 12", "link": "tel:+14144758393;ext=12"}
    assert (found["fax"], found["body"], found["school_year"]) == (None, "<p>Words.</p>", "2024-25")
    assert found["picture"]["alternative"] == "A class"
    file = client.get(found["picture"]["address"])
    assert (file.status_code, file.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(file)[:2] == b"\xff\xd8"  # read to its end, which closes it
    arts, dance = found["departments"]
    assert (arts["lead"]["standing"], arts["unit_of"], dance["unit_of"]) == ("vacant", None, "arts")
    assert arts["contacts"] == [
        {
            "role": "Secretary",
            "name": "José Díaz",
            "kind": "voice",
            "phone": {"shown": "414-475-8393", "link": "tel:+14144758393"},
            "email": "",
            "note": "mornings",
            "languages": "",
        }
    ]
    assert dance["page"] == "http://testserver/offices/academics/#dance"
    assert (found["key"], arts["key"]) == ("offices/academics", "departments/arts")
    assert arts["people"] == [
        {"key": "departments/arts/people/jose-diaz", "name": "José Díaz", "title": "Secretary"},
    ]
    assert [one["key"] for one in found["people"]] == ["offices/academics/people/tonya-adair"]
    assert _get(client, "departments/dance") == dance


def test_lists_of_offices_departments_and_people(client, published):
    (office,) = _get(client, "offices")["results"]
    assert (office["slug"], office["lead"], office["other_names"]) == (
        "academics",
        "Interim Chief Academic Officer: Tonya Adair",
        ["Curriculum"],
    )
    assert [one["slug"] for one in _get(client, "departments?office=academics")["results"]] == ["arts", "dance"]
    for office in ("old", "nowhere"):  # of another year, and of none
        told = _get(client, f"departments?office={office}", 404)
        assert told == {"error": f"No office has the address {office}.", "problems": []}
    assert [(one["name"], one["title"]) for one in _get(client, "people")["results"]] == [
        ("Tonya Adair", "Interim Chief Academic Officer"),
        ("José Díaz", "Secretary"),
        ("Leon Groce", "Director"),
    ]


def test_another_year(client, published):
    (office,) = _get(client, "offices?year=2016-17")["results"]
    assert office["page"] == "http://testserver/years/2016-17/offices/old/"
    assert _get(client, "offices/old?year=2016-17")["school_year"] == "2016-17"
    assert _get(client, "offices/old", 404) == {"error": "No office has the address old.", "problems": []}


def test_search(client, published):
    found = _get(client, "search?q=diaz")
    assert [(one["name"], one["kind"]) for one in found["results"]] == [("José Díaz", "person")]
    assert _get(client, "search?q=zzz")["results"] == []


def test_a_search_tells_what_its_page_tells(client, published):
    make_office("archives", lead_name="Ann Roe", phone="414-475-8001", publish=True)
    (found,) = _get(client, "search?q=curriculum")["results"]
    assert (found["name"], found["why"]) == ("Office of the Academics", "Also known as Curriculum")
    assert found["key"] == "offices/academics"
    (person,) = _get(client, "search?q=diaz")["results"]
    assert person["key"] == "departments/arts/people/jose-diaz"
    old = make_office("records", year=make_year("2016-17"), name="Records", publish=True)
    gone = _get(client, f"search?q={old.name}")
    page = "http://testserver/years/2016-17/offices/records/"
    sentence = "listed until June 2017"
    assert gone["former"] == [{"name": "Records", "sentence": sentence, "page": page, "now": []}]
    assert [(one["name"], one["phone"]["shown"]) for one in _get(client, "search?q=414-475-8002")["nearest"]] == [
        ("Office of the Archives", "414-475-8001")
    ]


def test_the_results_of_a_search_are_read_in_parts(client, published):
    whole = _get(client, "search?q=academics")
    first = _get(client, "search?q=academics&limit=1")
    assert whole["count"] > 1
    assert (first["count"], first["results"]) == (whole["count"], whole["results"][:1])
    assert first["next"] == "http://testserver/api/v1/search?q=academics&limit=1&offset=1"
    assert client.get(first["next"]).json()["results"] == whole["results"][1:2]


def test_a_key_is_the_address_of_a_card(client, published):
    for path in ("offices", "departments", "people"):
        for one in _get(client, path)["results"]:
            assert one["name"] in client.get(f"/{one['key']}.vcf").content.decode()


def test_what_has_no_number_tells_which_to_call_instead(client, published):
    """As its page does: the office's, else the district's."""
    phone = {"shown": "414-475-8393 ext. 12", "link": "tel:+14144758393;ext=12"}
    instead = {"whose": "office’s main number", "name": "Office of the Academics", "phone": phone}
    assert _get(client, "departments/arts")["call_instead"] == instead
    assert [one["call_instead"] for one in _get(client, "departments")["results"]] == [instead, None]
    assert _get(client, "search?q=arts")["results"][0]["call_instead"] == instead
    make_office("silent", publish=True)
    switchboard = _get(client, "offices/silent")["call_instead"]
    assert (switchboard["whose"], switchboard["phone"]["shown"]) == ("Switchboard", "414-475-8393")


def test_all_entries_are_read_at_once(client, published):
    office = _get(client, "offices/academics")
    told = _get(client, "entries")
    assert (told["count"], told["next"]) == (3, None)
    assert [(one["kind"], one["key"], one["unit_of"]) for one in told["results"]] == [
        ("office", "offices/academics", None),
        ("department", "departments/arts", None),
        ("department", "departments/dance", "arts"),
    ]
    first, arts, _ = told["results"]
    assert {name: first[name] for name in first.keys() & office.keys()} == {
        name: office[name] for name in first.keys() & office.keys()
    }
    assert arts == office["departments"][0]
    part = _get(client, "entries?limit=1&offset=1")
    assert (part["results"], part["next"]) == ([arts], "http://testserver/api/v1/entries?limit=1&offset=2")
    assert [one["office"] for one in _get(client, "entries?year=2016-17")["results"]] == ["old"]


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("+14144758393", ["José Díaz", "Switchboard"]),
        ("414-475-8393", ["José Díaz", "Switchboard"]),
        ("+14144758393;ext=12", ["Office of the Academics", "Tonya Adair"]),
        ("414-475-8393 ext. 99", ["Office of the Academics", "Tonya Adair", "José Díaz", "Switchboard"]),
        ("4144758457", ["Dance"]),
    ],
)
def test_whom_a_number_calls(client, published, number, names):
    told = _get(client, f"numbers/{number}")
    assert ([one["name"] for one in told["results"]], told["count"]) == (names, len(names))


def test_whom_a_number_calls_in_an_earlier_year(client, published):
    """The district's lines are today's."""
    sentence = "Nobody is listed under 414-475-8393."
    assert _get(client, "numbers/+14144758393?year=2016-17", 404)["error"] == sentence
    assert _get(client, "numbers/+14144758393?limit=1")["next"].endswith("/numbers/+14144758393?limit=1&offset=1")


@pytest.mark.parametrize("number", ["8393", "475-8393 fax", "x"])
def test_what_is_no_number_calls_nobody(client, published, number):
    (problem,) = _get(client, f"numbers/{number}", 422)["problems"]
    assert problem["field"] == "number" and problem["sentence"].endswith(".")


def test_changes_since(client, published):
    found = _get(client, "changes")
    assert [one["kind"] for one in found["results"]] == ["opened", "opened", "published", "published"]
    assert found["results"][2]["sentence"].startswith("New in the directory: Office of the Academics (Interim Chief")
    # What was written last by then may not have been seen yet, and is told once more.
    assert _get(client, f"changes?since={found['results'][-1]['moment']}")["results"][-1:] == found["results"][-1:]
    assert _get(client, "changes?since=2999-01-01T00:00:00")["count"] == 0


@pytest.mark.parametrize(
    ("since", "is_all"),
    [
        ("0001-01-01", True),
        ("0001-01-01T00:00:00", True),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-02T00:00:00Z", True),
        ("1969-12-31T00:00:00Z", True),
        ("9999-12-31T00:00:00", False),
        ("9999-12-31T23:59:59", None),
    ],
)
def test_changes_since_the_ends_of_the_calendar(client, published, since, is_all):
    if is_all is None:
        (problem,) = _get(client, f"changes?since={since}", 422)["problems"]
        assert problem["sentence"].endswith("is beyond the calendar. Choose another day.")
        return
    everything = _get(client, "changes?limit=2")
    found = _get(client, f"changes?since={since}&limit=2")
    assert found["results"] == (everything["results"] if is_all else [])
    if is_all:
        assert _get(client, f"changes?cursor={found['cursor']}&limit=2")["results"]


def test_changes_from_a_cursor(client, published):
    first = _get(client, "changes?limit=3")
    assert (first["count"], len(first["results"])) == (4, 3)
    assert first["next"].endswith(f"/changes?{urlencode({'cursor': first['cursor'], 'limit': 3})}")
    last = client.get(first["next"]).json()
    assert (last["count"], len(last["results"]), last["next"]) == (1, 1, None)
    published.phone = "414-475-8000"
    published.save()
    publishing.publish(published, by=None)
    address = f"changes?{urlencode({'cursor': last['cursor']})}"
    found = _get(client, address)
    sentence = "Office of the Academics: phone 414-475-8393 ext. 12 → 414-475-8000."
    assert [one["sentence"] for one in found["results"]] == [sentence]
    nothing = {"count": 0, "next": None, "cursor": found["cursor"], "results": []}
    assert _get(client, f"changes?cursor={found['cursor']}") == nothing
    assert client.get(f"/api/v1/{address}").headers["ETag"] == client.get(f"/api/v1/{address}").headers["ETag"]


@pytest.mark.parametrize(
    ("cursor", "sentence"),
    [
        ("x", "This is no cursor. Write that of an answer, or leave it out to ask from the beginning."),
        ("99999.1", "The directory was put back to an earlier state since. Ask once without a cursor."),
    ],
)
def test_a_cursor_that_cannot_be_followed_is_refused_in_a_sentence(client, published, cursor, sentence):
    found = _get(client, f"changes?cursor={cursor}", 422)
    assert found["problems"] == [{"field": "cursor", "sentence": sentence}]


def test_lists_are_read_in_parts(client):
    for number in range(5):
        make_office(f"office-{number}", position=number, publish=True)
    first = _get(client, "offices?limit=2")
    assert (first["count"], first["next"]) == (5, "http://testserver/api/v1/offices?limit=2&offset=2")
    seen, part = [], first
    while True:
        seen += [one["slug"] for one in part["results"]]
        if not part["next"]:
            break
        part = client.get(part["next"]).json()
    assert seen == [f"office-{number}" for number in range(5)]
    assert _get(client, "offices?offset=99")["results"] == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("offices?limit=0", "limit"),
        ("offices?limit=101", "limit"),
        ("offices?offset=-1", "offset"),
        ("offices?limit=many", "limit"),
        ("offices?year=2024-2025", "year"),
        ("departments?office=%00", "office"),
        ("search?q=", "q"),
        ("search", "q"),
        (f"search?q={'x' * 201}", "q"),
        ("changes?since=yesterday", "since"),
        ("offices?yaer=2016-17", "yaer"),
        ("years?year=2016-17", "year"),
        ("search?q=a&Q=b", "Q"),
    ],
)
def test_what_is_not_understood_names_the_parameter(client, path, field):
    found = _get(client, path, 422)
    assert found["error"] == "A parameter was not understood; problems says which."
    assert [one["field"] for one in found["problems"]] == [field]


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("2026-11-01T01:30:00", "November 1, 2026, 1:30 AM comes twice, as the clocks are set back."),
        ("2027-03-14T02:30:00", "There is no March 14, 2027, 2:30 AM: the clocks are set forward past it."),
    ],
)
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused_in_a_sentence(client, since, sentence):
    (problem,) = _get(client, f"changes?since={since}", 422)["problems"]
    assert problem["field"] == "since" and problem["sentence"].startswith(sentence)


@pytest.mark.parametrize("since", ["abc", "yesterday", "2026-13-01", "2026-11-01T25:00"])
def test_what_is_no_moment_is_answered_with_how_to_write_one(client, since):
    (problem,) = _get(client, f"changes?since={since}", 422)["problems"]
    assert problem["sentence"] == "Write a moment as 2025-07-01T05:00:00Z."


def test_a_parameter_that_is_not_there_is_told_with_those_that_are(client):
    (problem,) = _get(client, "offices?yaer=2016-17", 422)["problems"]
    assert problem["sentence"] == "There is no parameter yaer here; there is year, limit, offset."


@pytest.mark.parametrize(
    "path",
    [
        *("", "nothing", "offices/", "offices/a/b", "offices/%00", "offices/no where"),
        *("%0A", "offices%0A", "offices/a%0Ab", "offices/academics%0D%0A", "%0Aoffices"),
    ],
)
def test_there_is_nothing_at_other_addresses(client, path):
    assert "error" in _get(client, path, 404)


def test_a_year_that_is_not_open_is_not_there(client):
    make_office("next", year=make_year("2025-26", opened=False), publish=True)
    assert _get(client, "offices?year=2025-26", 404)["error"] == "There is no directory of the school year 2025-26."
    assert _get(client, "offices") == {"count": 0, "next": None, "results": []}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(client, published, method):
    response = getattr(client, method)("/api/v1/offices/academics")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.json()["error"] == "The API only reads: GET or HEAD."


def test_an_answer_is_not_sent_twice(client, published):
    for path in ("years", "offices", "offices/academics", "search?q=a", "changes", "openapi.json"):
        first = client.get(f"/api/v1/{path}")
        again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert client.head(f"/api/v1/{path}").status_code == 200, path


@pytest.mark.parametrize("path", ["offices", "offices/nowhere", "offices?limit=0", "nothing", "", "openapi.json"])
def test_head_answers_as_get_does(client, published, path):
    get, head = client.get(f"/api/v1/{path}"), client.head(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers == get.headers


SITE = "https://www.example.org"


def _shared(response):
    return response.headers.get("Access-Control-Allow-Origin"), response.headers.get("Vary", "")


def test_scripts_of_other_sites_may_not_ask_unless_they_are_named(client, published, settings):
    asked = {"headers": {"Origin": SITE}}
    assert _shared(client.get("/api/v1/offices", **asked)) == (None, "origin")
    settings.CORS_ALLOWED_ORIGINS = ["https://other.example.org"]
    assert _shared(client.get("/api/v1/offices", **asked)) == (None, "origin")
    settings.CORS_ALLOWED_ORIGINS.append(SITE)
    for path in ("offices", "offices/nowhere", "offices?limit=0", "nothing", "openapi.json"):
        assert _shared(client.get(f"/api/v1/{path}", **asked)) == (SITE, "origin"), path
    assert _shared(client.get("/api/v1/offices")) == (None, "origin")
    settings.CORS_ALLOW_ALL_ORIGINS = True
    assert _shared(client.get("/api/v1/offices", **asked)) == ("*", "origin")
    assert _shared(client.get("/offices/academics/", **asked)) == (None, "")


def test_a_script_of_another_site_may_ask_whether_its_answer_is_still_the_same(client, published, settings):
    settings.CORS_ALLOWED_ORIGINS = [SITE]
    asked = {"Origin": SITE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    before = client.options("/api/v1/offices", headers=asked)
    assert (before.status_code, before.headers["Access-Control-Allow-Headers"]) == (200, "if-none-match")
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    mark = client.get("/api/v1/offices", headers={"Origin": SITE}).headers["ETag"]
    again = client.get("/api/v1/offices", headers={"Origin": SITE, "If-None-Match": mark})
    assert (again.status_code, *_shared(again)) == (304, SITE, "origin")
    stranger = client.options("/api/v1/offices", headers=asked | {"Origin": "https://evil.example"})
    assert _shared(stranger) == (None, "origin")


def test_somebody_who_asks_too_often_is_told_when_to_ask_again(client, published, monkeypatch):
    (throttle,) = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 2)
    assert [client.get("/api/v1/years").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/api/v1/years")
    assert refused.json()["error"].startswith("Too many questions. Ask again in ")
    assert int(refused.headers["Retry-After"]) > 0
    # Who it is, is the connection: a header that anybody can write is not believed.
    assert client.get("/api/v1/years", headers={"X-Forwarded-For": "10.1.1.1"}).status_code == 429
    assert client.get("/api/v1/years", REMOTE_ADDR="10.1.1.2").status_code == 200


def test_what_breaks_is_told_as_json_and_written_down(client, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("the roof fell in")

    monkeypatch.setattr("departments.reading.directory.Directory.at", fail)
    client.raise_request_exception = False
    assert "roof" not in str(_get(client, "years", 500))
    assert "the roof fell in" in caplog.text


def test_the_description_names_every_address_and_its_errors(client):
    described = _get(client, "openapi.json")
    assert sorted(described["paths"]) == [
        f"/api/v1/{path}"
        for path in (
            "changes",
            "departments",
            "departments/{slug}",
            "entries",
            "numbers/{number}",
            "offices",
            "offices/{slug}",
            "people",
            "search",
            "years",
        )
    ]
    for path in described["paths"].values():
        assert list(path) == ["get"]
        assert {"200", "404", "422", "429"} <= set(path["get"]["responses"])


@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_do_not_grow(client, count, django_assert_num_queries):
    make_office("office-0", departments=count, publish=True)
    for number in range(1, count):
        make_office(f"office-{number}", lead_name="Ann", publish=True)
    # Offices have no number here, and the district is asked for one to call instead.
    people = 4 if count == 3 else 3  # the first hundred of 200 are all of a department that has one
    for path, queries in (("offices", 4), ("departments", 3), ("people", people)):
        with django_assert_num_queries(queries):
            client.get(f"/api/v1/{path}?limit=100")
    with django_assert_num_queries(5):
        client.get("/api/v1/entries?limit=100")
    with django_assert_num_queries(3):
        client.get("/api/v1/numbers/+14142520221")
    with django_assert_num_queries(3):
        client.get("/api/v1/offices/office-0")


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=250))
def test_no_question_breaks_the_search(client, words):
    cache.clear()
    assert client.get("/api/v1/search", {"q": words.encode("utf-8", "ignore")}).status_code in (200, 422)
