"""What became of the directory between two editions, and what may be one under two addresses. No database."""

from time import process_time

import pytest

from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.school_years.comparison import Item, Likeness, OfficeChanges, compare, likenesses


def _office(slug="staff", *departments, year="2024-25", **values):
    return OfficePage(**{"slug": slug, "name": slug.title(), "school_year": year} | values, departments=departments)


def _part(slug="arts", **values):
    return DepartmentPart(**{"slug": slug, "name": slug.title()} | values)


def _told(before, after, same=None):
    """(office, what became of it, its sentences)"""
    found = compare(before, after, same=same)
    return [(office.slug, office.what, [item.sentence for item in office.items]) for office in found]


def _kinds(before, after, same=None):
    return [(item.kind, item.slug, item.field) for office in compare(before, after, same) for item in office.items]


def test_the_same_directory_in_another_year_has_no_changes():
    assert compare([_office("staff", _part(), year="2023-24")], [_office("staff", _part(), year="2024-25")]) == ()
    assert compare([], []) == ()


def test_a_change_is_told_by_field_with_both_values_as_people_read_them():
    before = [_office("staff", phone="+1 414-475-8393")]
    after = [_office("staff", phone="+1 414-475-8393 ext. 12")]
    item = Item(
        kind="number",
        slug="",
        part="Staff",
        field="phone",
        before="414-475-8393",
        after="414-475-8393 ext. 12",
        sentence="Staff: phone 414-475-8393 → 414-475-8393 ext. 12",
        label="phone",
    )
    assert compare(before, after) == (OfficeChanges("staff", "Staff", "changed", [item]),)


def test_what_an_entry_succeeded_is_news_of_its_own_year_alone():
    before = [_office("staff", _part(succeeds="painting"), succeeds="people", year="2023-24")]
    for year, told in (("2023-24", ["people removed", "painting → crafts"]), ("2024-25", ["crafts added"])):
        after = [_office("staff", _part(succeeds="crafts"), year=year)]
        ((_, _, sentences),) = _told(before, after)
        assert [sentence.partition(" succeeds ")[2] for sentence in sentences] == told


def test_new_offices_stand_in_their_order_and_those_that_are_gone_last():
    before = [_office("gone", _part("arts"), lead_title="Chief", lead_name="Ann Roe"), _office("staff")]
    after = [
        _office("new", _part("dance"), _part("music"), lead_standing="vacant"),
        _office("staff", location="Room 1"),
    ]
    assert _told(before, after) == [
        ("new", "new", ["New office: New (Head: vacant), with 2 departments"]),
        ("staff", "changed", ["Staff: location Room 1 added"]),
        ("gone", "gone", ["Gone will no longer be listed (Chief: Ann Roe)", "Arts will no longer be listed"]),
    ]


def test_departments_are_new_and_gone_within_their_office():
    before = [_office("staff", _part("arts"))]
    after = [_office("staff", _part("dance", lead_name="Joe Poe"))]
    assert _told(before, after) == [
        ("staff", "changed", ["New department: Dance (Head: Joe Poe)", "Arts will no longer be listed"])
    ]
    assert _kinds(before, after) == [("new", "dance", ""), ("gone", "arts", "")]


def test_a_department_is_followed_into_another_office_and_is_not_gone():
    before = [_office("old", _part("arts"), _part("drums")), _office("staff")]
    after = [_office("staff", _part("arts", fax="+1 414-475-8394")), _office("new", _part("drums"))]
    assert _told(before, after) == [
        ("staff", "changed", ["Arts comes here from Old", "Arts: fax 414-475-8394 added"]),
        ("new", "new", ["New office: New, with 1 department", "Drums comes here from Old"]),
        ("old", "gone", ["Old will no longer be listed"]),
    ]


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (None, "arts", "Choir is now a unit of Arts"),
        ("arts", None, "Choir is no longer a unit of Arts"),
        ("arts", "dance", "Choir is now a unit of Dance"),
    ],
)
def test_a_department_gets_another_parent(was, now, sentence):
    before = [_office("staff", _part("arts"), _part("choir", parent=was), _part("dance"))]
    after = [_office("staff", _part("arts"), _part("choir", parent=now), _part("dance"))]
    assert _told(before, after) == [("staff", "changed", [sentence])]
    assert _kinds(before, after) == [("moved", "choir", "parent")]


def test_a_unit_whose_department_has_a_new_address_stays_where_it_is():
    before = [_office("staff", _part("arts"), _part("choir", parent="arts"))]
    after = [_office("staff", _part("fine-arts", name="Arts"), _part("choir", parent="fine-arts"))]
    same = {("department", "fine-arts"): "arts"}
    assert _told(before, after, same) == [("staff", "changed", ["Arts has a new address: arts → fine-arts"])]
    assert ("moved", "choir", "parent") in _kinds(before, after)


def test_what_somebody_said_is_the_same_is_renamed_and_neither_new_nor_gone():
    before, after = [_office("people", _part("arts"))], [_office("staff", _part("arts"))]
    assert [what for _, what, _ in _told(before, after)] == ["new", "gone"]
    assert _told(before, after, {("office", "staff"): "people"}) == [
        ("staff", "changed", ["Staff has a new address: people → staff", "People is now called Staff"])
    ]
    # Said of an address that was not there, it means nothing.
    assert _told(before, after, {("office", "staff"): "nowhere"}) == _told(before, after)


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ({"lead_name": "Ann Roe"}, {"lead_name": "Joe Poe"}, "Staff: Head: Ann Roe → Head: Joe Poe"),
        (
            {"lead_title": "Chief", "lead_name": "Ann Roe", "lead_standing": "acting"},
            {"lead_title": "Chief", "lead_name": "Ann Roe"},
            "Staff: Acting Chief: Ann Roe → Chief: Ann Roe",
        ),
        ({"lead_name": "Ann Roe"}, {"lead_standing": "vacant"}, "Staff: Head: Ann Roe → Head: vacant"),
        ({}, {"lead_name": "Joe Poe"}, "Staff: lead added: Head: Joe Poe"),
        ({"lead_title": "Chief", "lead_name": "Ann Roe"}, {}, "Staff: lead removed: Chief: Ann Roe"),
    ],
)
def test_title_name_and_standing_of_a_lead_are_one_change(was, now, sentence):
    before, after = [_office("staff", **was)], [_office("staff", **now)]
    assert _told(before, after) == [("staff", "changed", [sentence])]
    assert _kinds(before, after) == [("lead", "", "lead")]


def test_a_name_that_is_taken_from_a_vacant_post_is_a_change():
    """Drafts may have one, and no page shows it."""
    vacant = {"lead_title": "Chief", "lead_standing": "vacant"}
    before, after = [_office("staff", lead_name="Ann Roe", **vacant)], [_office("staff", **vacant)]
    sentence = "Staff: name of the lead Ann Roe removed (the post is vacant)"
    assert _told(before, after) == [("staff", "changed", [sentence])]
    assert _kinds(before, after) == [("lead", "", "lead_name")]


def test_every_field_has_its_kind():
    line = ContactLine(role="TTY", phone="+1 888-814-4026")
    now = {
        "name": "People",
        "phone": "+1 414-475-8393",
        "fax": "+1 414-475-8394",
        "email": "a@example.org",
        "summary": "Words",
        "body": "<p>Words</p>",
        "contacts": (line,),
    }
    assert _kinds([_office("staff")], [_office("staff", **now)]) == [
        ("renamed", "", "name"),
        ("number", "", "phone"),
        ("number", "", "fax"),
        ("text", "", "email"),
        ("text", "", "summary"),
        ("text", "", "body"),
        ("number", "", "contacts"),
    ]


def test_places_are_nobodys_news_and_of_contact_lines_their_order():
    one, other = ContactLine(role="TTY", phone="+1 888-814-4026"), ContactLine(role="Desk", phone="+1 414-475-8393")
    before = [_office("staff", _part("arts", position=1), _part("dance", position=2), contacts=(one, other))]
    after = [_office("staff", _part("dance", position=1), _part("arts", position=2), contacts=(other, one), position=9)]
    assert _kinds(before, after) == [("order", "", "contacts")]


@pytest.mark.thorough
def test_thousands_of_departments_that_move_or_go_take_a_moment():
    """It was the square of their number once: five seconds and more for each of the two. Now it is under one."""
    tops = [_part(f"top-{n}") for n in range(100)]
    before = [_office("staff", *(_part(f"d-{n}", parent=f"top-{n % 100}") for n in range(20_000)), *tops)]
    after = [_office("staff", *(_part(f"d-{n}", parent=f"top-{(n + 1) % 100}") for n in range(20_000)), *tops)]
    gone = _office("gone", *(_part(f"g-{n}") for n in range(20_000)))
    started = process_time()
    found = compare([*before, gone], after)
    assert process_time() - started < 4
    assert [len(office.items) for office in found] == [20_000, 20_001]


# What may be one.


def _like(before, after):
    return [(like.kind, like.before_slug, like.after_slug, like.reasons) for like in likenesses(before, after)]


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ({}, {"succeeds": "elsewhere old"}, "the file says so"),
        ({"phone": "+1 414-475-8631"}, {"phone": "+1 414-475-8631"}, "same number"),
        ({"lead_name": "Ann Roë"}, {"lead_name": "ann roe"}, "same lead"),
        ({"name": "Facilities and Maintenance"}, {"name": "Maintenance & Facilities"}, "close names"),
    ],
)
def test_what_shares_something_is_proposed_with_the_reason(was, now, reason):
    before = [_office("staff", _part("old", **{"name": "Qqqq"} | was))]
    after = [_office("staff", _part("new", **{"name": "Zzzz"} | now))]
    assert _like(before, after) == [("department", "old", "new", (reason,))]
    assert compare(before, after)[0].items[0].kind == "new"  # proposed, and not assumed


def test_a_likeness_has_both_names_and_every_reason():
    before = [_office("people", name="Office of People", phone="+1 414-475-8631", lead_name="Ann Roe")]
    after = [_office("persons", name="The Office of People", phone="+1 414-475-8631", lead_name="Ann Roe")]
    reasons = ("same number", "same lead", "close names")
    assert likenesses(before, after) == (
        Likeness("office", "people", "Office of People", "persons", "The Office of People", reasons),
    )


def test_what_shares_nothing_or_is_listed_still_is_not_proposed():
    before = [_office("staff", _part("old", name="Qqqq"), phone="+1 414-475-8631")]
    after = [_office("staff", _part("new", name="Zzzz"), phone="+1 414-475-8631"), _office("new", name="Wwww")]
    assert _like(before, after) == []
    # The office at `staff` is there still, so nobody else can be it.
    after = [after[0], _office("twin", name="Staff", phone="+1 414-475-8631", succeeds="staff")]
    assert _like(before, after) == []


@pytest.mark.parametrize(("holders", "reasons"), [(1, 1), (3, 1), (4, 0)])
def test_a_number_that_many_share_is_a_switchboards_and_tells_nothing(holders, reasons):
    number = "+1 414-475-8393"
    before = [_office("staff", *(_part(f"old-{n}", name="Qqqq", phone=number) for n in range(holders)))]
    after = [_office("staff", _part("new", name="Zzzz", phone=number))]
    assert [like[3] for like in _like(before, after)] == [("same number",)] * reasons


def test_an_office_and_a_department_are_never_one():
    before = [_office("staff", _part("old", phone="+1 414-475-8631"))]
    after = [_office("staff"), _office("new", phone="+1 414-475-8631", succeeds="old")]
    assert _like(before, after) == []


def test_each_stands_in_one_pair_the_one_with_most_reasons():
    lead, number = {"lead_name": "Ann Roe"}, {"phone": "+1 414-475-8631"}
    before = [_office("staff", _part("old-a", name="Qqqq", **lead, **number), _part("old-b", name="Pppp", **lead))]
    after = [_office("staff", _part("new-a", name="Zzzz", **lead), _part("new-b", name="Yyyy", **lead, **number))]
    assert _like(before, after) == [
        ("department", "old-a", "new-b", ("same number", "same lead")),
        ("department", "old-b", "new-a", ("same lead",)),
    ]
