"""The lists by letter, the chart, the phone book and the sheet of main numbers, as pages."""

import re
from html import unescape

import pytest
import time_machine
from django.utils.html import strip_tags

from departments import publishing
from departments.reading.directory import Directory
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db
# The queries of each page: the year, the district, alerts, and what the list itself reads.
QUERIES = {"/a-z/": 4, "/people/": 4, "/chart/": 4, "/print/": 5, "/print/main-numbers/": 4}
EVERY_LIST = pytest.mark.parametrize("address", QUERIES)


def _words(html):
    return " ".join(unescape(strip_tags(html)).split())


def _main(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("offices", [1, 3, 200])
def test_a_list_takes_as_many_queries_for_any_number_of_offices(client, offices, django_assert_num_queries):
    make_district()
    for number in range(offices):
        make_office(f"office-{number}", lead_name=f"Ann {number}th", publish=True)
    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            response = client.get(address)
        last = f"{offices - 1}th" if address == "/people/" else f"Office {offices - 1}"
        assert last in _words(_main(response))


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_a_list_takes_as_many_queries_for_any_number_of_departments(client, departments, django_assert_num_queries):
    make_district()
    make_office("academics", departments=departments, publish=True)
    for address, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            response = client.get(address, {"whole": ""})
        assert address == "/print/main-numbers/" or f"Academics {departments}" in _words(_main(response))


@pytest.mark.thorough
@EVERY_LIST
def test_an_earlier_year_has_the_same_lists(client, address):
    make_office("academics", name="Today", lead_name="Ann Now", phone="414-475-8001", publish=True)
    then = make_year("2016-17")
    make_office("academics", year=then, name="Then", lead_name="Bo Before", phone="414-475-8002", publish=True)

    today, earlier = _words(_main(client.get(address))), client.get(f"/years/2016-17{address}")

    assert "414-475-8001" in today and "414-475-8002" not in today
    assert "414-475-8002" in _main(earlier) and "414-475-8001" not in _main(earlier)
    links = re.findall(r'<(?:a|link)[^>]* href="[^"#]*?(/[^"#]*)"', _main(earlier))
    assert [link for link in links if not link.startswith("/years/2016-17/")] == []
    assert client.get("/years/1999-00" + address).status_code == 404


@EVERY_LIST
def test_with_nothing_published_a_list_says_so_and_whom_to_call(client, address):
    for response in (client.get(address), make_district() and client.get(address)):
        assert response.status_code == 200
        assert "The directory is being prepared" in _words(_main(response))
    assert "Switchboard" in _words(_main(response))
    make_office("academics", name="Draft")
    assert "Draft" not in client.get(address).content.decode()


@EVERY_LIST
def test_a_list_has_a_strict_policy_and_nothing_inline(client, address):
    make_office("academics", departments=2, publish=True)
    response = client.get(address)
    html = response.content.decode()
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert [inline for inline in ("<style", " style=", "onclick", "javascript:") if inline in html] == []
    assert html.count("<script") == html.count("<script defer src=")
    assert not response.cookies


@pytest.mark.thorough
@EVERY_LIST
def test_lists_are_only_read(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.thorough
@EVERY_LIST
def test_names_are_shown_as_text(client, address):
    office = make_office("x", name="<b>Office</b> & Co", also_known_as="<i>it</i>", lead_name="<u>Ann</u> <u>Roe</u>")
    publishing.publish(office, by=None)
    html = _main(client.get(address))
    assert "<u>" not in html and "<i>" not in html and "<b>Office" not in html
    assert "&lt;b&gt;Office" in html


def test_letters_without_entries_are_shown_and_lead_nowhere(client):
    make_office("academics", name="Office of Academics", publish=True)
    html = _main(client.get("/a-z/"))
    letters = html.split('class="letters card">')[1].split("</ul>")[0]
    assert _words(letters).replace(" (nothing)", "") == "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
    assert re.findall(r'href="([^"]*)"', letters) == ["#A"]
    assert html.count('id="A"') == 1 and letters.count("(nothing)") == 25


def test_another_name_leads_to_the_full_one(client):
    make_office("hr", name="Office of Human Resources", also_known_as="HR", publish=True)
    assert "HR, see Office of Human Resources" in _words(_main(client.get("/a-z/")))


def test_people_are_shown_as_given_with_the_surname_marked(client):
    office = make_office("academics", name="Academics", lead_name="Dr. Patricia A. Ellis, Ed.D.", lead_title="Chief")
    make_contact(office, name="Bo Lee", role="TTY", phone="888-814-4026", kind="tty")
    publishing.publish(office, by=None)
    html = _main(client.get("/people/"))
    assert 'Dr. Patricia A. <b class="surname">Ellis</b>, Ed.D.' in html
    words = _words(html)
    assert "E Dr. Patricia A. Ellis, Ed.D. Chief, Academics L Bo Lee TTY, Academics TTY 888-814-4026" in words


def test_people_say_so_where_only_offices_are_listed(client):
    make_office("academics", publish=True)
    assert "Nobody is listed yet" in _words(_main(client.get("/people/")))


def test_the_two_lists_by_letter_lead_to_each_other(client):
    make_office("academics", year=make_year("2016-17"), publish=True)
    make_office("academics", publish=True)
    for start in ("", "/years/2016-17"):
        for address in ("/a-z/", "/people/"):
            choice = _main(client.get(start + address)).split('class="list-choice"')[1].split("</nav>")[0]
            assert re.findall(r'href="([^"]*)"', choice) == [f"{start}/a-z/", f"{start}/people/"]
            assert f'href="{start}{address}" aria-current="page"' in choice


@pytest.mark.parametrize("start", ["", "/years/2016-17"])
def test_every_page_leads_to_every_list_of_its_year(client, start):
    make_office("academics", year=make_year("2016-17"), publish=True)
    make_office("academics", publish=True)
    html = client.get(f"{start}/offices/academics/").content.decode()
    assert [address for address in QUERIES if f'href="{start}{address}"' not in html] == []


def test_the_chart_is_a_list_in_lists_with_a_heading_for_each_level(client):
    office = make_office("staff", name="Superintendent", lead_title="Superintendent", lead_name="Al Poe")
    arts = make_department(office, "arts", position=1)
    make_department(office, "music", parent=arts, position=2)
    publishing.publish(office, by=None)
    make_office("academics", name="Academics", position=1, departments=1, publish=True)

    html = _main(client.get("/chart/"))

    headings = [(level, _words(words)) for level, words in re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", html, re.S)]
    assert headings == [
        ("1", "Organization chart"),
        ("2", "Superintendent"),
        ("3", "Arts"),
        ("4", "Music"),
        ("3", "Academics"),
        ("4", "Academics 1"),
    ]
    depths, depth = [], 0
    for tag in re.findall(r"<(/?ul|li)\b", html):
        depth += {"ul": 1, "/ul": -1}.get(tag, 0)
        if tag == "li":
            depths.append(depth)
    assert depths == [1, 2, 3, 2, 3]


def test_the_phone_book_has_every_name_and_number(client):
    make_district()
    lead = {"lead_name": "Ann Roe", "lead_title": "Chief", "phone": "414-475-8001", "fax": "414-475-8002"}
    office = make_office("hr", name="Office of Human Resources", also_known_as="HR", **lead)
    arts = make_department(office, "arts", lead_standing="vacant", lead_name="", position=1)
    make_department(office, "music", parent=arts, lead_name="José de la Cruz", phone="414-475-8004", position=2)
    make_contact(arts, role="TTY", name="", phone="888-814-4027", kind="tty")
    with time_machine.travel("2025-03-03 12:00+00:00", tick=False):
        publishing.publish(office, by=None)
        contents, *lists = map(_words, re.split("<h2 .*?</h2>", _main(client.get("/print/"))))

    assert "Phone book School year 2024–25, as of March 3, 2025 Switchboard 414-475-8393 TTY 888-814-4026" in contents
    assert contents.endswith("Contents Offices and departments Office of Human Resources A–Z People")
    offices, index, people = lists
    assert offices == (
        "Office of Human Resources Also HR Chief: Ann Roe Phone 414-475-8001 Fax 414-475-8002 "
        "Arts Director: vacant Phone 414-252-0221 TTY 888-814-4027 "
        "Music Director: José de la Cruz Phone 414-475-8004"
    )
    assert index == (
        "A–Z 1 Arts – Music A Arts 414-252-0221 H HR, see Office of Human Resources 414-475-8001 "
        "Office of Human Resources 414-475-8001 M Music 414-475-8004"
    )
    assert people == (
        "People 1 de la Cruz – Roe "
        "D de la Cruz, José Director, Music 414-475-8004 R Roe, Ann Chief, Office of Human Resources 414-475-8001"
    )


def test_an_earlier_years_phone_book_says_that_it_is_one(client):
    make_office("academics", year=make_year("2016-17"), publish=True)
    make_office("academics", publish=True)
    for address in ("/print/", "/print/main-numbers/"):
        assert "This is an earlier school year" in _words(_main(client.get("/years/2016-17" + address)))
        assert "This is an earlier school year" not in _words(_main(client.get(address)))


@pytest.mark.exhaustive
def test_the_main_numbers_say_what_to_call_and_whether_they_fit(client):
    make_district()
    make_office("academics", name="Academics", position=1, publish=True)
    make_office("operations", name="Operations", position=2, phone="414-475-8528", publish=True)
    words = _words(_main(client.get("/print/main-numbers/")))
    assert "The district Switchboard 414-475-8393 TTY 888-814-4026" in words
    assert words.endswith("Offices Academics Switchboard 414-475-8393 Operations 414-475-8528")
    assert "more than fit" not in words
    for number in range(100):
        make_office(f"office-{number}", phone="414-475-8528", position=3, publish=True)
    words = _words(_main(client.get("/print/main-numbers/")))
    assert "The 102 main numbers are more than fit on one page: this takes several." in words
    assert words.count("414-475-8528") == 101


@pytest.mark.thorough
def test_the_front_page_holds_one_office_or_two_hundred(client):
    """A handful is open, more are folded, many are in drawers; what is folded is on the page all the same."""
    for count, expected in [(6, (0, 6)), (7, (7, 7)), (41, (1, 41))]:  # folds, and offices that the page names
        for number in range(Directory.at().publications().count(), count):
            make_office(f"office-{number}", departments=1, phone="414-475-8001", publish=True)
        html = _main(client.get("/"))
        assert (html.count("<details"), len(re.findall(r'href="/offices/office-\d+/"', html))) == expected
    assert "41 offices" in _words(html) and "1 department" in _words(html)


@pytest.mark.thorough
def test_a_long_list_is_folded_by_letter_and_whole_for_who_asks(client):
    make_office("academics", name="Academics", departments=101, publish=True)
    folded, whole = (_main(client.get(address)) for address in ("/a-z/", "/a-z/?whole"))
    assert folded.count("<details") == 1 and 'href="?whole"' in folded
    assert "<details" not in whole and "?whole" not in whole
    assert _words(folded).count("Academics 101") == _words(whole).count("Academics 101") == 1


def test_the_letters_bar_says_what_it_shows(client):
    make_office("arabic", name="مكتب", publish=True)
    bar = _main(client.get("/a-z/")).split('aria-label="Letters"')[1].split("</nav>")[0]
    assert _words(bar).endswith("Z (nothing) Other scripts and signs")


@pytest.mark.thorough
def test_a_long_chart_and_a_long_phone_book_come_in_parts_and_whole_for_who_asks(client):
    make_office("staff", name="Superintendent", lead_title="Superintendent", lead_name="Al Poe", publish=True)
    make_office("academics", name="Academics", departments=100, publish=True)
    folded, whole = (_main(client.get(address)) for address in ("/chart/", "/chart/?whole"))
    assert folded.count("<details") == 1 and "<details" not in whole
    assert _words(folded).count("Academics 100") == _words(whole).count("Academics 100") == 1
    parts = [_words(_main(client.get(f"/print/{part}"))).count("Academics 100") for part in ("", "?part=a-z", "?whole")]
    assert parts == [0, 1, 3]  # the third has people too
