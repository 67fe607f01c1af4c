"""Other digits in the numbers of some offices: which change, which stay and why, and that it is taken back."""

import pytest

from departments.models import Department, Load
from departments.school_years.any_file import drafts_of
from departments.school_years.loading import load
from departments.school_years.renumbering import AREA_CODE, Rule, renumbered
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office

pytestmark = pytest.mark.django_db
BECOMES_777 = Rule("475", "777")


@pytest.fixture
def academics():
    """An office with two numbers and a text, a department with another exchange and a unit; another office beside."""
    body = "<p>After five call 414-475-8888, or fax 414-475-8889.</p>"
    office = make_office("academics", name="Academics", phone="414-475-8393 ext. 12", fax="262-475-8394", body=body)
    arts = make_department(office, "arts", phone="414-252-4750")
    make_department(office, "music", parent=arts, phone="414-475-8395")
    make_contact(arts, role="", name="Ann Roe", phone="414-475-8396", kind="tty")
    make_contact(arts, role="Front desk", phone="414-475-8397", kind="fax", note="or 475-8398")
    make_office("operations", phone="414-475-8000")
    return office


def _told(rule, offices=("academics",)):
    return [
        (one.whose, one.what, one.now, one.then or one.why)
        for one in renumbered(drafts_of("2024-25"), set(offices), rule)[1]
    ]


def test_every_number_with_the_digits_is_listed_old_and_new(academics):
    assert _told(BECOMES_777) == [
        ("Academics", "phone", "414-475-8393 ext. 12", "414-777-8393 ext. 12"),
        ("Academics", "fax", "262-475-8394", "262-777-8394"),
        ("Academics", "text", "414-475-8888", "it stands within a text. Change it there."),
        ("Academics", "text", "414-475-8889", "it stands within a text. Change it there."),
        ("Arts: Ann Roe", "number", "414-475-8396", "414-777-8396"),
        ("Arts: Front desk", "number", "414-475-8397", "414-777-8397"),
        ("Music", "phone", "414-475-8395", "414-777-8395"),
    ]


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        (Rule("475", "777", faxes=False), ["414-777-8393 ext. 12", "414-777-8396", "414-777-8395"]),
        (Rule("475", "777", calls=False), ["262-777-8394", "414-777-8397"]),
        (
            Rule("414", "948", AREA_CODE, faxes=False),
            ["948-475-8393 ext. 12", "948-252-4750", "948-475-8396", "948-475-8395"],
        ),
        (Rule("262475", "414777", AREA_CODE), ["414-777-8394"]),
        (
            Rule("47583", "77790"),
            ["414-777-9093 ext. 12", "262-777-9094", "414-777-9096", "414-777-9097", "414-777-9095"],
        ),
        (Rule("999", "777"), []),
    ],
)
def test_a_rule_is_of_an_area_code_an_exchange_or_more_digits(academics, rule, changed):
    assert [then for *_, then in _told(rule) if then[0].isdigit()] == changed


def test_a_number_that_is_not_given_out_stays_and_says_why(academics):
    (*_, why), *_ = _told(Rule("475", "011"))
    assert "414-011-8393" in why


def test_it_is_loaded_and_taken_back_as_a_whole(academics):
    before = drafts_of("2024-25").edition
    edition, _ = renumbered(drafts_of("2024-25"), {"academics"}, BECOMES_777)
    plan = load(edition, source="Renumbering 475 to 777")
    after = drafts_of("2024-25").edition
    assert after.offices["academics"] == before.offices["academics"] | {
        "phone": "+1 414-777-8393 ext. 12",
        "fax": "+1 262-777-8394",
    }
    assert (after.offices["operations"], after.departments["arts"]["phone"]) == (
        before.offices["operations"],
        "+1 414-252-4750",
    )
    assert (plan.counts["changed"], plan.conflicts, Load.objects.get().is_partial) == (3, [], True)
    Department.objects.filter(slug="music").update(hours="8-4")
    Department.objects.filter(slug="music").update(hours="")
    undo(Load.objects.get())
    assert drafts_of("2024-25").edition == before
