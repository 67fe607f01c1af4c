"""
The directory on desk phones, read by readers written from the makers' documents.

Cisco: Unified IP Phone Services Application Development Notes, chapters “CiscoIPPhone XML Objects”, “Internal URI
Features” and “HTTP Requests and Header Settings”. Yealink: Administrator's Guide, “Remote Phone Book”.
"""

import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from departments import publishing
from tests.making import make_contact, make_department, make_district, make_office

pytestmark = pytest.mark.django_db
CISCO, YEALINK = "/phones/cisco.xml", "/phones/yealink.xml"
DIALLED = re.compile(r"\+?[0-9*#]+")


class Cisco:
    """A phone: it knows the elements of these objects, in their order, and none else, as its parser does."""

    FIELDS = {
        "CiscoIPPhoneMenu": ["Title", "Prompt", "MenuItem", "SoftKeyItem"],
        "CiscoIPPhoneDirectory": ["Title", "Prompt", "DirectoryEntry", "SoftKeyItem"],
        "CiscoIPPhoneInput": ["Title", "Prompt", "URL", "InputItem", "SoftKeyItem"],
        "CiscoIPPhoneText": ["Title", "Prompt", "Text", "SoftKeyItem"],
        "MenuItem": ["Name", "URL"],
        "DirectoryEntry": ["Name", "Telephone"],
        "InputItem": ["DisplayName", "QueryStringParam", "DefaultValue", "InputFlags"],
        "SoftKeyItem": ["Name", "URL", "Position"],
    }
    MOST = {"MenuItem": 100, "DirectoryEntry": 32, "InputItem": 5, "SoftKeyItem": 8}
    LONGEST = {"URL": 256, "MenuItem.Name": 64}
    NATIVE = {"CiscoIPPhoneDirectory": {"SoftKey:Dial", "SoftKey:EditDial", "SoftKey:Exit"}}

    def __init__(self, client):
        self.client = client

    def open(self, address):
        response = self.client.get(address)
        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
        text = response.content.decode("utf-8")
        assert set(re.findall(r"&[^;]*;?", text)) <= {"&amp;", "&quot;", "&apos;", "&lt;", "&gt;"}
        self.screen = ElementTree.fromstring(text)
        self._check(self.screen)
        keys = {key.findtext("URL") for key in self.screen.iter("SoftKeyItem")}
        assert {key for key in keys if key.startswith("SoftKey:")} <= self.NATIVE.get(self.screen.tag, set())
        return self

    def _check(self, element):
        fields = self.FIELDS[element.tag]
        assert not element.attrib
        assert [fields.index(one.tag) for one in element] == sorted(fields.index(one.tag) for one in element)
        for name in fields:
            several = element.findall(name)
            assert len(several) <= self.MOST.get(name, 1), name
            for one in several:
                if name in self.FIELDS:
                    self._check(one)
                else:
                    assert len(one.text or "") <= self.LONGEST.get(f"{element.tag}.{name}", self.LONGEST.get(name, 999))

    def choose(self, name):
        """Press Select on a line of a menu."""
        return self.open(self._way(self.screen.iter("MenuItem"), name))

    def press(self, name):
        return self.open(self._way(self.screen.iter("SoftKeyItem"), name))

    def type(self, words):
        """Fill the one field and press Submit."""
        (field,) = self.screen.iter("InputItem")
        return self.open(f"{self.screen.findtext('URL')}?{field.findtext('QueryStringParam')}={words}")

    @staticmethod
    def _way(items, name):
        (way,) = [item.findtext("URL") for item in items if item.findtext("Name") == name]
        return way

    @property
    def names(self):
        return [item.findtext("Name") for item in self.screen.iter("MenuItem")]

    @property
    def keys(self):
        return [key.findtext("Name") for key in self.screen.iter("SoftKeyItem")]

    @property
    def entries(self):
        rows = [(one.findtext("Name"), one.findtext("Telephone")) for one in self.screen.iter("DirectoryEntry")]
        assert all(DIALLED.fullmatch(number) for _, number in rows)
        return rows


def _yealink(client, address=YEALINK):
    """The phone book: menus with units, each with a name and up to three numbers."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    book = ElementTree.fromstring(response.content)
    title, *menus = book
    assert (book.tag, title.tag, {menu.tag for menu in menus} <= {"Menu"}) == ("YealinkIPPhoneBook", "Title", True)
    for unit in (unit for menu in menus for unit in menu):
        assert unit.tag == "Unit" and {"Name", "Phone1"} <= unit.attrib.keys()
        assert unit.attrib.keys() <= {"Name", "Phone1", "Phone2", "Phone3", "default_photo"}
        assert DIALLED.fullmatch(unit.attrib["Phone1"])
    return {menu.attrib["Name"]: [(unit.attrib["Name"], unit.attrib["Phone1"]) for unit in menu] for menu in menus}


@pytest.fixture
def directory():
    make_district()
    office = make_office("academics", name="Academics", lead_name="Tonya O’Adair", phone="414-475-8393 ext. 12")
    make_department(office, "arts", name="Arts & “Music” <b>", lead_name="José Díaz's", phone="")
    make_contact(office, name="Ann Roe", phone="414-475-8000", kind="fax")
    publishing.publish(office, by=None)
    return office


DISTRICT = [("Switchboard", "14144758393"), ("TTY", "18888144026")]


def test_a_cisco_phone_is_led_by_letters(client, directory):
    phone = Cisco(client).open(CISCO)
    assert phone.names == ["Search", "Milwaukee Public Schools", "A", "D", "O"]
    assert phone.choose("Milwaukee Public Schools").entries == DISTRICT
    phone.open(CISCO).choose("A")
    assert [number for _, number in phone.entries] == ["14144758393", "14144758393"]
    assert phone.keys == ["Dial", "EditDial", "Exit"]


def test_a_cisco_phone_searches(client, directory):
    phone = Cisco(client).open(CISCO).choose("Search")
    assert phone.type("adair").entries == [("Tonya O’Adair ext. 12", "14144758393")]
    assert phone.open(f"{CISCO}?q=zzyzx").screen.findtext("Text") == "Nobody is listed here."


def _publish_many(name, count):
    office, nobody = make_office("academics", name="Staff", phone="414-475-8393"), {"lead_title": "", "lead_name": ""}
    for number in range(count):
        make_department(office, f"unit-{number}", name=f"{name} {number:02}", position=number + 1, **nobody)
    publishing.publish(office, by=None)


@pytest.mark.thorough
def test_a_cisco_phone_turns_the_pages_of_a_long_directory(client):
    _publish_many("Unit", 70)
    phone, seen = Cisco(client).open(CISCO).choose("U"), []
    seen += phone.entries
    while "Next" in phone.keys:
        seen += phone.press("Next").entries
    assert [name for name, _ in seen] == [f"Unit {number:02}" for number in range(70)]


def test_a_yealink_phone_reads_all_in_one_book(client, directory):
    book = _yealink(client)
    assert list(book) == ["Milwaukee Public Schools", "A", "D", "O"]
    assert book["Milwaukee Public Schools"] == DISTRICT
    assert [name.partition(" ")[0] for name, _ in book["A"]] == ["Academics", "Arts"]
    assert _yealink(client, f"{YEALINK}?q=%23SEARCH") == book
    assert _yealink(client, f"{YEALINK}?q=adair") == {"adair": [("Tonya O’Adair ext. 12", "14144758393")]}


def test_a_fax_is_called_by_nobody_and_who_has_no_number_by_that_of_the_office(client, directory):
    book = _yealink(client)
    told = [entry for entries in book.values() for entry in entries]
    assert "Roe" not in str(told)
    assert _yealink(client, f"{YEALINK}?q=roe") == {"roe": []}
    assert ("Arts & “Music” <b> (Academics) ext. 12", "14144758393") in told


def test_numbers_are_dialled_as_the_setting_says(client, directory, settings):
    settings.DIRECTORY_DIAL = {"+1414475": 5, "+1": "91", "ext": ""}
    assert _yealink(client)["Milwaukee Public Schools"] == [("Switchboard", "58393"), ("TTY", "918888144026")]
    assert ("Academics", "12") in _yealink(client)["A"]


@pytest.mark.parametrize(
    "query", ["?letter=nothing", "?letter=A&from=x", "?letter=A&from=99999999999", "?from=-1", "?q=%00a"]
)
def test_odd_questions_are_answered(client, directory, query):
    Cisco(client).open(f"{CISCO}{query}")
    _yealink(client, f"{YEALINK}{query}")


@pytest.mark.thorough
def test_the_next_page_is_asked_for_with_all_that_was_asked(client):
    _publish_many("Records & unit", 40)
    phone = Cisco(client).open(f"{CISCO}?q=records+%26")
    (following,) = [key.findtext("URL") for key in phone.screen.iter("SoftKeyItem") if key.findtext("Name") == "Next"]
    assert parse_qs(urlsplit(following).query) == {"q": ["records &"], "from": ["32"]}


def test_nothing_published_is_told(client):
    assert Cisco(client).open(CISCO).screen.tag == "CiscoIPPhoneText"
    assert _yealink(client) == {}


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_queries_do_not_grow(client, departments, django_assert_num_queries):
    make_district()
    make_office("academics", departments=departments, publish=True)
    for address in (CISCO, YEALINK):
        with django_assert_num_queries(4):
            client.get(address)
