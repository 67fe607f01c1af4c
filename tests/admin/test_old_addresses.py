"""Old addresses in the admin: typed one by one, loaded and downloaded as CSV, for publishers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import OldAddress
from tests.admin.test_office import _posted
from tests.making import make_department, make_office, make_person

pytestmark = pytest.mark.django_db
LOAD, ADD = "/admin/departments/oldaddress/load/", "/admin/departments/oldaddress/add/"
FIRST_PAGE = "Write more than the first page’s address, and none that begins with a language, as /es/."
DOWNLOAD = "/admin/departments/oldaddress/old-addresses.csv"


@pytest.fixture
def publisher(client):
    make_department(make_office("academics"), "arts")
    client.force_login(make_person("publisher", "Publishers"))
    return client


def _table():
    return dict(OldAddress.objects.values_list("path", "leads_to"))


def _load(client, text, name="old.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(LOAD, {"file": SimpleUploadedFile(name, data)})


def _refused(response):
    return [str(error) for error in response.context["form"].errors["file"]]


@pytest.mark.parametrize(
    ("typed", "leads_to", "kept"),
    [
        ("/Arts.htm", "departments/arts", ("/arts.htm", "departments/arts")),
        (
            "https://www.example.org/en/Fine%20Arts.htm?x=1#top",
            "/departments/arts/",
            ("/en/fine arts.htm", "departments/arts"),
        ),
        ("arts/", "https://directory.example.org/offices/academics/#arts", ("/arts", "departments/arts")),
        ("//www.example.org/a//b/", "http://x/offices/academics/", ("/a/b", "offices/academics")),
    ],
)
def test_an_old_address_is_kept_as_addresses_are_compared(publisher, typed, leads_to, kept):
    publisher.post(ADD, {"path": typed, "leads_to": leads_to})
    assert _table() == dict([kept])


@pytest.mark.parametrize(
    ("typed", "leads_to", "field", "sentence"),
    [
        ("/", "offices/academics", "path", FIRST_PAGE),
        (
            "/es/arts",
            "offices/academics",
            "path",
            FIRST_PAGE,
        ),
        ("/arts", "offices/nowhere", "leads_to", "There is no office at this address. Copy it from its page."),
        (
            "/arts",
            "departments/academics",
            "leads_to",
            "There is no department at this address. Copy it from its page.",
        ),
        ("/arts", "elsewhere", "leads_to", "There is no office or department at this address. Copy it from its page."),
    ],
)
def test_what_leads_nowhere_is_refused_in_a_sentence(publisher, typed, leads_to, field, sentence):
    response = publisher.post(ADD, {"path": typed, "leads_to": leads_to})
    assert response.context["adminform"].form.errors[field][0].startswith(sentence)
    assert _table() == {}


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_a_csv_file_adds_and_changes_and_leaves_the_rest(publisher, end):
    _load(publisher, "Old address,Leads to\n/a.htm,offices/academics\n/b.htm,offices/academics\n".replace("\n", end))
    response = _load(
        publisher, "\ufeffOld address;Leads to\r\n/B.htm;departments/arts\r\n\r\n/c.htm;departments/arts\r\n"
    )
    page = publisher.get(response.headers["Location"]).text
    assert "1 added, 1 changed. Visitors are led on from now." in page
    assert _table() == {"/a.htm": "offices/academics", "/b.htm": "departments/arts", "/c.htm": "departments/arts"}


def test_what_is_downloaded_can_be_loaded_again(publisher):
    _load(publisher, "/a.htm,offices/academics\n/b ü.htm,departments/arts\n")
    before, file = _table(), publisher.get(DOWNLOAD)
    assert file.headers["Content-Disposition"] == 'attachment; filename="old-addresses.csv"'
    OldAddress.objects.all().delete()
    _load(publisher, file.content)
    assert _table() == before and len(before) == 2


def test_every_line_to_mend_is_told_and_nothing_is_written(publisher):
    text = "/a,offices/academics\n/es/a,offices/academics\n/b,offices/nowhere\n/A,departments/arts\n"
    assert _refused(_load(publisher, text)) == [
        f"old.csv, row 2, Old address: w{FIRST_PAGE[1:]}",
        "old.csv, row 3, Leads to: there is no office at this address. Copy it from its page.",
        "old.csv, row 4, Old address: a row above leads it elsewhere. Keep one of them.",
    ]
    assert _table() == {}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04\0\0", "it is no CSV file."),
        (b"/a," + b"a" * 200_000, "it is no CSV file."),
        (b"", "The submitted file is"),
    ],
)
def test_what_is_no_csv_file_is_refused(publisher, data, sentence):
    assert sentence in _refused(_load(publisher, data))[0]


@pytest.mark.thorough
def test_old_addresses_are_kept_by_publishers_and_seen_by_all(client):
    make_office("academics")
    old = OldAddress.objects.create(path="/a", leads_to="offices/academics")
    pages = {
        "changelist": [],
        "download": [],
        "add": [],
        "load": [],
        "change": [old.pk],
        "delete": [old.pk],
        "history": [old.pk],
    }
    addresses = [reverse(f"admin:departments_oldaddress_{name}", args=args) for name, args in pages.items()]
    seen = {}
    for role in ("Editors", "Viewers", "Publishers", None):
        client.force_login(make_person(f"one of {role}", role))
        seen[role] = [client.get(address).status_code for address in addresses]
    reads = [200, 200, 403, 403, 200, 403, 200]
    assert seen == {"Editors": reads, "Viewers": reads, "Publishers": [200] * 7, None: [403] * 7}


def test_the_form_says_what_is_taken(publisher):
    OldAddress.objects.create(path="/a", leads_to="offices/academics")
    response = publisher.post(ADD, _posted(publisher.get(ADD)) | {"path": "/A/", "leads_to": "departments/arts"})
    errors = response.context["adminform"].form.errors["path"]
    assert errors == ["This old address leads somewhere already. Change that line of the list."]


def test_two_who_change_one_at_once_keep_both(publisher):
    old = OldAddress.objects.create(path="/a", leads_to="offices/academics")
    change = reverse("admin:departments_oldaddress_change", args=[old.pk])
    opened = _posted(publisher.get(change))
    OldAddress.objects.filter(pk=old.pk).update(path="/b")
    publisher.post(change, opened | {"leads_to": "departments/arts"})
    assert _table() == {"/b": "departments/arts"}
