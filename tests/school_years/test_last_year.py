"""The drafts of a year beside those of the year before, published or not."""

import pytest

from departments.school_years.comparison import Likeness
from departments.school_years.last_year import Beside, beside
from departments.school_years.plan_in_words import tally
from tests.making import make_department, make_office, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return make_year("2023-24", opened=False)


@pytest.fixture
def after():
    return make_year("2024-25", opened=False)


def _told(found):
    return [(office.slug, office.what, [item.sentence for item in office.items]) for office in found.changes]


def test_the_first_year_has_nothing_beside_it(after):
    make_office("staff", year=after)
    assert beside(after) == Beside(None)


def test_drafts_are_compared_with_those_of_the_year_just_before(before, after):
    make_office("staff", year=make_year("2022-23"), name="Older")
    make_office("staff", year=before, name="Staff", lead_name="Ann Roe")
    make_office("gone", year=before, name="Gone")
    make_office("staff", year=after, name="Staff", lead_name="Joe Poe")
    make_office("new", year=after, name="New", position=1)
    found = beside(after)
    assert found.before == before
    assert _told(found) == [
        ("staff", "changed", ["Staff: Head: Ann Roe → Head: Joe Poe"]),
        ("new", "new", ["New office: New"]),
        ("gone", "gone", ["Gone will no longer be listed"]),
    ]
    assert tally(found.changes) == "1 new office, 1 office no longer to be listed, 1 change of lead"


def test_a_likeness_is_proposed_until_somebody_says_so(before, after):
    make_office("people", year=before, name="Human Capital", phone="414-475-8393")
    office = make_office("staff", year=after, name="Human Resources", phone="414-475-8393")
    found = beside(after)
    assert found.likenesses == (
        Likeness("office", "people", "Human Capital", "staff", "Human Resources", ("same number",)),
    )
    assert [what for _, what, _ in _told(found)] == ["new", "gone"]
    office.succeeds = "people"
    office.save()
    found = beside(after)
    assert found.likenesses == ()
    assert _told(found) == [
        (
            "staff",
            "changed",
            [
                "Human Resources has a new address: people → staff",
                "Human Capital is now called Human Resources",
                "Human Resources: succeeds people added",
            ],
        )
    ]


def test_what_nobody_can_decide_stays_a_proposal(before, after):
    make_office("people", year=before, name="People", phone="414-475-8393")
    make_office("staff", year=after, name="Staff", phone="414-475-8393", succeeds="people")
    make_office("payroll", year=after, name="Payroll", succeeds="people")
    assert [like.after_slug for like in beside(after).likenesses] == ["staff"]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_seven_queries_whatever_the_years_hold(count, before, after, django_assert_num_queries):
    for number in range(count):
        for year in (before, after):
            make_department(make_office(f"office-{number}", year=year), f"department-{number}", lead_name=year.label)
    with django_assert_num_queries(7):
        assert tally(beside(after).changes) == f"{count} change{'s' if count > 1 else ''} of lead"
