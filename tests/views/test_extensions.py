"""A number abroad with its extension reads the same wherever it stands."""

import json
import re
from importlib import import_module

import pytest

from departments import publishing
from departments.drafts.history import version_rows
from departments.models import Contact, Office
from departments.models.facts import ENTRY, LINE
from departments.page.kept_page import digest, thaw
from departments.page.office_page import from_draft
from departments.publishing import changes
from departments.school_years.edition import of_drafts, packed, unpacked
from tests.making import make_contact, make_district, make_office

pytestmark = pytest.mark.django_db
KEPT, SHOWN = "+44 20 7946 0958 x456", "+44 20 7946 0958 ext. 456"


@pytest.fixture
def office():
    make_district()
    office = make_office("exchange", phone=KEPT, fax="+54 11 4321-1234 int 7", lead_name="Ann Roe")
    make_contact(office, phone=KEPT)
    publishing.publish(office, by=None)
    return office


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/offices/exchange/", [SHOWN, '"telephone":"+44-20-7946-0958 ext. 456"', '"+54-11-4321-1234 ext. 7"']),
        ("/people/", [SHOWN]),
        ("/print/", [SHOWN, "+54 11 4321-1234 ext. 7"]),
        ("/search/?q=ext+456", [SHOWN]),
        ("/search/suggest/?q=exchange", [SHOWN]),
        ("/offices/exchange.vcf", [f"Phone: {SHOWN}", "Fax: +54 11 4321-1234 ext. 7"]),
        ("/directory.csv", ['+44 20 7946 0958","456",', "'+54 11 4321-1234 ext. 7"]),
        ("/api/v1/offices/exchange", [SHOWN, "+54 11 4321-1234 ext. 7"]),
    ],
)
def test_a_number_abroad_has_its_extension_in_the_same_words(client, office, address, shown):
    response = client.get(address)
    text = response.getvalue().decode() if response.streaming else response.content.decode()
    text = re.sub(r"</?(span|mark)[^>]*>", "", text.replace("\r\n ", ""))
    assert [words for words in shown if words not in text] == []
    assert not re.search(r"(0958|1234) ?(x|int|;e(?!xt=456\"|xt=7))", text)


def test_a_change_of_it_is_told_in_the_same_words(office):
    before = from_draft(office, [], Contact.objects.all(), office.school_year.first_moment)
    Office.objects.update(phone="+44 20 7946 0958 x457")
    after = from_draft(Office.objects.get(), [], Contact.objects.all(), office.school_year.first_moment)
    assert [str(change) for change in changes.between(before, after)] == [
        f"Office of the Exchange: phone {SHOWN} → +44 20 7946 0958 ext. 457"
    ]


def test_what_was_kept_in_other_words_is_read_in_these(office):
    publication = office.publications.get()
    old = json.loads(json.dumps(publication.payload).replace(" ext. 456", " x456").replace(" ext. 7", " int 7"))
    assert old != publication.payload
    assert (thaw(old), digest(old)) == (thaw(publication.payload), publication.digest)
    draft = version_rows.read([office.pk])[office.pk]
    records = [
        {"model": model._meta.label_lower, "pk": pk, "fields": values | {"phone": KEPT}}
        for model, pk, values in draft.each()
    ]
    assert version_rows.gathered(version_rows.rows_in(json.dumps(records))) == {office.pk: draft}
    edition = of_drafts(office.school_year).edition.as_json()
    assert unpacked(packed(json.loads(json.dumps(edition).replace(" ext. 456", " x456")))) == edition


def test_the_migration_of_digests_reads_them_likewise(office):
    publication = office.publications.get()
    migration = import_module("departments.migrations.0011_facts_and_listings")
    old = json.loads(json.dumps(publication.payload).replace(" ext. 456", " x456").replace(" ext. 7", " int 7"))
    later = (ENTRY.keys() | LINE.keys()) - {"name", "slug"}.union(*migration._BLANKS.values())
    for record in old["records"]:
        record["fields"] = {name: value for name, value in record["fields"].items() if name not in later}
    assert migration._digest(old["records"]) == publication.digest
