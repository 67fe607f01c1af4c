"""Three sides of an entry and of its contact lines: what only one side changed is taken from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.school_years.conflicts import merged
from departments.school_years.edition import LINE_BLANKS
from tests.examples import examples

LEAD = {"lead_title": "Director", "lead_name": "Ann Poe", "lead_standing": "appointed"}


def _line(role, name="", phone="", **values):
    return LINE_BLANKS | {"role": role, "name": name, "phone": phone} | values


def _lines(loaded, draft, said, **decided):
    """The lines that a load leaves, and its conflicts."""
    sides = ({"contacts": side} for side in (loaded, draft, said))
    taken, conflicts = merged(*sides, lambda field: decided.get(field.replace("-", "_")))
    return taken.get("contacts", draft), conflicts


DESK, FAX, TTY = _line("Desk", "Ann"), _line("Fax", phone="+1 414-475-8001"), _line("TTY", phone="+1 414-475-8002")
BO, AT_NIGHT = DESK | {"name": "Bo"}, FAX | {"note": "at night"}


@pytest.mark.parametrize(
    ("draft", "said", "expected"),
    [
        ({"lead_title": "Chief"}, {}, {}),
        ({}, {"lead_title": "Chief"}, {"lead_title": "Chief"}),
        ({"lead_title": "Chief"}, {"lead_title": "Chief"}, {}),
        ({"lead_title": "Chief", "lead_name": "Bo Lee"}, {"lead_title": "Chief"}, {}),
    ],
)
def test_what_only_one_side_changed_is_taken_from_it(draft, said, expected):
    assert merged(LEAD, LEAD | draft, LEAD | said) == (expected, [])


def test_what_makes_sense_only_together_is_one_conflict_and_taken_as_a_whole():
    draft, said = LEAD | {"lead_name": "Bo Lee"}, LEAD | {"lead_standing": "vacant"}
    assert merged(LEAD, draft, said) == ({}, [("lead", LEAD, draft, said, None)])
    taken, _ = merged(LEAD, draft, said, lambda field: field == "lead")
    assert taken == said


def test_what_nobody_filled_in_is_filled_and_the_rest_is_asked_where_nothing_was_loaded():
    draft, said = LEAD | {"lead_name": ""}, LEAD | {"lead_name": "Bo Lee"}
    assert merged(None, draft, said) == ({"lead_name": "Bo Lee"}, [])
    assert merged(None, LEAD, said) == ({}, [("lead", None, LEAD, said, None)])


@pytest.mark.parametrize(
    ("draft", "said", "expected"),
    [
        (
            [BO, FAX],
            [DESK, AT_NIGHT],
            [BO, AT_NIGHT],
        ),
        ([DESK, FAX, TTY], [BO, FAX], [BO, FAX, TTY]),
        ([TTY, DESK, FAX], [DESK, _line("Cell"), FAX], [TTY, DESK, _line("Cell"), FAX]),
        ([FAX], [DESK, FAX, TTY], [FAX, TTY]),
        ([DESK, FAX, TTY], [DESK, FAX, TTY], [DESK, FAX, TTY]),
        ([FAX, DESK], [DESK, AT_NIGHT], [AT_NIGHT, DESK]),
        ([DESK, AT_NIGHT], [FAX, DESK], [AT_NIGHT, DESK]),
        ([], [DESK, FAX], []),
        ([DESK, FAX], [], []),
    ],
)
def test_lines_that_only_one_side_changed_are_taken_from_it(draft, said, expected):
    assert _lines([DESK, FAX], draft, said) == (expected, [])


@pytest.mark.parametrize(
    ("draft", "said", "field"),
    [
        (AT_NIGHT, FAX | {"phone": "+1 414-475-8009"}, "contacts-2"),
        (None, AT_NIGHT, "contacts-2"),
        (AT_NIGHT, None, "contacts-2"),
    ],
)
@pytest.mark.parametrize("takes", [None, False, True])
def test_a_line_that_both_changed_is_a_conflict_of_this_line(draft, said, field, takes):
    sides = ([DESK, *filter(None, [side])] for side in (FAX, draft, said))
    lines, conflicts = _lines(*sides, contacts_2=takes)
    assert conflicts == [(field, FAX, draft, said, takes)]
    assert lines == [DESK, *filter(None, [said if takes else draft])]


def test_a_line_that_both_added_is_one_and_one_of_another_role_is_another():
    other = TTY | {"phone": "+1 414-475-8009"}
    assert _lines([DESK], [DESK, TTY], [DESK, TTY]) == ([DESK, TTY], [])
    assert _lines([DESK], [DESK, TTY], [DESK, other]) == ([DESK, TTY], [("contacts-3", None, TTY, other, None)])
    assert _lines([DESK], [DESK, TTY], [DESK, FAX]) == ([DESK, TTY, FAX], [])


_all = st.lists(st.builds(_line, st.sampled_from("ABC"), st.sampled_from(["", "Ann"])), max_size=4)


@given(_all, _all, _all)
@examples(100)
def test_a_file_or_a_draft_that_did_not_change_changes_nothing(loaded, draft, said):
    assert _lines(loaded, draft, loaded) == (draft, [])
    assert _lines(loaded, loaded, said) == (said, [])
    assert _lines(loaded, said, said) == (said, [])


@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.booleans(), st.booleans())
@examples(100)
def test_different_lines_changed_by_both_are_all_kept(mine, theirs, i_add, they_add):
    loaded = [_line(f"Role {n}") for n in range(6)]
    theirs -= mine
    draft = [line | {"note": "mine"} if n in mine else line for n, line in enumerate(loaded)] + [
        _line("My own")
    ] * i_add
    said = [line | {"note": "file"} if n in theirs else line for n, line in enumerate(loaded)]
    said += [_line("The file's")] * they_add
    lines, conflicts = _lines(loaded, draft, said)
    notes = ["mine" if n in mine else "file" if n in theirs else "" for n in range(6)]
    assert (conflicts, [line["note"] for line in lines if line["role"].startswith("Role")]) == ([], notes)
    assert len(lines) == 6 + i_add + they_add
