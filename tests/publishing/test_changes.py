"""What differs between two pages: said in sentences, by field, and word by word."""

import random
import re
import time
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from departments.page.kept_page import freeze
from departments.page.office_page import ContactLine, DepartmentPart, OfficePage
from departments.publishing.changes import Change, between, pairing, summary, word_by_word
from tests.examples import examples
from tests.page.test_office_page import PICTURE, _part, office_pages

OTHER_PICTURE = f"images/{'b' * 64}-800x600.webp"
SECRETARY = ContactLine(role="Secretary", phone="+1 414-475-8393")
TTY = ContactLine(role="TTY", kind="tty", phone="+1 888-814-4026")
AFTER_HOURS = ContactLine(role="After hours", phone="+1 414-475-8000", note="weekdays 7 to 9")


def department(name="Arts", **values):
    return DepartmentPart(**{"name": name, "slug": name.lower().replace(" ", "-")} | values)


def office(*departments, **values):
    placed = tuple(replace(part, position=place) for place, part in enumerate(departments, 1))
    values = {"school_year": "2024-25", "slug": "academics", "name": "Office of Academics"} | values
    return OfficePage(**values, departments=placed)


def said(before, after):
    return [str(change) for change in between(before, after)]


def said_of_arts(before, after):
    """What is said of a department that had the values `before` and has those `after`."""
    return said(office(department(**before)), office(department(**after)))


# New, gone, the same


def test_a_first_publication_and_the_last_are_one_change_each():
    names = ["Arts", "Music", "Libraries", "Drama"]
    page = office(*map(department, names))
    assert said(None, page) == ["New on the page: Office of Academics with 4 departments"]
    assert said(None, office(department())) == ["New on the page: Office of Academics with 1 department"]
    assert said(None, office()) == ["New on the page: Office of Academics"]
    assert said(page, None) == ["Office of Academics is no longer shown"]
    assert said(None, None) == said(page, page) == []


def test_what_no_visitor_could_see_makes_no_difference():
    seen = office(department(body="<p>Paint</p>", summary="One\ntwo"), name="Office of Academics")
    same = office(
        department(body="<p>Paint</p><script>x</script>", summary="One\r\ntwo\x00"), name="Office\x07 of Academics"
    )
    assert said(seen, same) == said(same, seen) == []
    # Beside a difference that is seen, too.
    assert said(replace(seen, fax="+1 414-475-8457"), same) == ["Office of Academics: fax 414-475-8457 removed"]


# One sentence a field


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"phone": "+1 414-252-0221"}, {"phone": "+1 414-252-0300"}, "Arts: phone 414-252-0221 → 414-252-0300"),
        ({"phone": "+1 414-252-0221"}, {"phone": "414 252 0221"}, "Arts: phone written differently, shown the same"),
        (
            {"phone": "+1 414-252-0221"},
            {"phone": "+1 414-252-0221 ext. 12"},
            "Arts: phone 414-252-0221 → 414-252-0221 ext. 12",
        ),
        ({"fax": "+1 414-475-8457"}, {}, "Arts: fax 414-475-8457 removed"),
        ({}, {"email": "arts@example.org"}, "Arts: e-mail arts@example.org added"),
        ({"location": "Room 1"}, {"location": "Room 2"}, "Arts: location Room 1 → Room 2"),
        ({"hours": "8 to 4"}, {"hours": "8 to 5"}, "Arts: hours 8 to 4 → 8 to 5"),
        (
            {"also_known_as": "Painting"},
            {"also_known_as": "Painting\nDrawing"},
            "Arts: other names Painting → Painting, Drawing",
        ),
        (
            {"also_known_as": "a\n\nb"},
            {"also_known_as": "a\nb"},
            "Arts: other names written differently, shown the same",
        ),
        ({"name": "Department of Arts", "slug": "arts"}, {}, "Department of Arts is now called Arts"),
        ({"name": " ", "slug": "arts"}, {}, "Arts: name Arts added"),
        ({}, {"slug": "arts-and-crafts"}, "Arts: address arts → arts-and-crafts"),
        ({"succeeds": "arts-1 arts-2"}, {}, "Arts: succeeds arts-1, arts-2 removed"),
        ({}, {"image": PICTURE}, "Arts: picture added"),
        ({"image": PICTURE}, {"image": OTHER_PICTURE}, "Arts: picture replaced"),
        ({"image": PICTURE}, {}, "Arts: picture removed"),
        ({"image_alt": "A choir"}, {"image_alt": "A band"}, "Arts: picture in words A choir → A band"),
        ({}, {"image_decorative": True}, "Arts: picture is only decoration"),
        ({"image_decorative": True}, {}, "Arts: picture is no longer only decoration"),
        ({}, {"lead_as_typed": True}, "Arts: “Acting” belongs to the title no → yes"),
        ({}, {"confirmed_on": date(2026, 11, 24)}, "Details of Arts checked on November 24, 2026"),
        ({"confirmed_on": date(2026, 11, 24)}, {}, "Details of Arts no longer marked as checked"),
        (
            {"summary": "We paint."},
            {"summary": "We paint and draw."},
            "Arts: summary changed (3 words added, 1 removed)",
        ),
        ({"summary": "a b"}, {"summary": "a\nb"}, "Arts: summary changed (headings, paragraphs or lists)"),
        ({"summary": "a  b"}, {"summary": "a b"}, "Arts: summary: written differently, shown the same"),
        ({"body": "<p>We paint</p>"}, {"body": "<p>We</p>"}, "Arts: text changed (1 word removed)"),
        ({"body": "<p>We paint</p>"}, {"body": "<p>We all paint</p>"}, "Arts: text changed (1 word added)"),
        ({}, {"body": "<p>We paint</p>"}, "Arts: text added (2 words)"),
        ({"body": "<h2>Paint</h2>"}, {}, "Arts: text removed (1 word)"),
        ({"body": "<p>a b</p>"}, {"body": "<h2>a b</h2>"}, "Arts: text changed (headings, paragraphs or lists)"),
        ({"body": "<p>a b</p>"}, {"body": "<p><em>a</em> b</p>"}, "Arts: text: formatting or a link changed"),
        (
            {"body": '<p><a href="https://a.example">a</a></p>'},
            {"body": '<p><a href="https://b.example">a</a></p>'},
            "Arts: text: formatting or a link changed",
        ),
    ],
)
def test_a_field_is_one_sentence(before, after, sentence):
    assert said_of_arts(before, after) == [sentence]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            ("Director", "Jane Doe", "appointed"),
            ("Director", "John Roe", "acting"),
            "Arts: lead Director: Jane Doe → Acting Director: John Roe",
        ),
        (
            ("Director", "Jane Doe", "appointed"),
            ("Director", "", "vacant"),
            "Arts: lead Director: Jane Doe → Director: vacant",
        ),
        (("", "", "appointed"), ("Director", "Jane Doe", "appointed"), "Arts: lead Director: Jane Doe added"),
        (
            ("Director", "Jane Doe", "on_leave"),
            ("", "", "appointed"),
            "Arts: lead Director: Jane Doe (on leave) removed",
        ),
        (("Director", "", "appointed"), ("Manager", "", "appointed"), "Arts: lead written differently, shown the same"),
    ],
)
def test_title_name_and_standing_are_one_lead(before, after, sentence):
    names = ("lead_title", "lead_name", "lead_standing")
    assert said_of_arts(dict(zip(names, before, strict=True)), dict(zip(names, after, strict=True))) == [sentence]


def test_a_change_says_which_field_of_which_record_and_what_it_was():
    before = office(department(phone="+1 414-252-0221"), fax="+1 414-475-8457", position=3)
    after = office(department(phone="+1 414-252-0300"), position=1)
    assert between(before, after) == (
        Change("Office of Academics", "", "fax", "fax", "414-475-8457", ""),
        Change("Office of Academics", "", "position", "place on the front page", "3", "1"),
        Change("Arts", "arts", "phone", "phone", "414-252-0221", "414-252-0300"),
    )
    assert said(before, after)[1] == "Office of Academics: place on the front page 3 → 1"
    assert said(replace(before, position=0), before) == ["Office of Academics: place on the front page not set → 3"]
    assert said(before, replace(before, school_year="2025-26")) == [
        "Office of Academics: school year 2024-25 → 2025-26"
    ]


# Departments


def test_departments_come_and_go_without_moving_the_others():
    arts, music, drama = map(department, ["Arts", "Music", "Drama"])
    assert said(office(arts, music), office(drama, arts, music)) == ["New department: Drama"]
    assert said(office(drama, arts, music), office(arts, music)) == ["Drama is no longer on the page"]
    assert said(office(drama, arts), office(arts, music)) == ["New department: Music", "Drama is no longer on the page"]
    assert said(office(arts), office(arts, department("Choir", parent="arts"))) == ["New unit of Arts: Choir"]


def test_one_department_moved_is_one_change():
    parts = [department(name) for name in ("A", "B", "C", "D")]
    first, *others = parts
    *rest, last = parts
    assert said(office(*parts), office(last, *rest)) == ["D moved from place 4 to place 1"]
    assert said(office(*parts), office(*others, first)) == ["A moved from place 1 to place 4"]
    assert said(office(*parts[:2]), office(*parts[1::-1])) == ["B moved from place 2 to place 1"]


def test_a_move_past_as_many_as_came_is_said_by_its_neighbour():
    a, b, new = map(department, ["A", "B", "New"])
    assert said(office(a, b), office(new, b, a)) == ["New department: New", "B now comes before A"]
    gone = department("Gone")
    assert said(office(gone, b, a), office(a, b)) == [
        "A moved from place 3 to place 1",
        "Gone is no longer on the page",
    ]


def test_units_keep_their_own_order():
    arts, music = department("Arts"), department("Music")
    choir, band = department("Choir", parent="music"), department("Band", parent="music")
    before = office(arts, music, choir, band)
    assert said(before, office(music, choir, band, arts)) == ["Music moved from place 2 to place 1"]
    assert said(before, office(arts, music, band, choir)) == ["Band moved from place 2 to place 1"]
    assert said(before, office(arts, replace(choir, parent="arts"), music, band)) == ["Choir is now a unit of Arts"]
    assert said(before, office(arts, music, band, replace(choir, parent=None))) == [
        "Choir is no longer a unit of Music"
    ]
    (change,) = between(before, office(arts, replace(choir, parent="arts"), music, band))
    assert (change.field, change.slug, change.before, change.after) == ("parent", "choir", "Music", "Arts")


def test_a_new_address_is_one_change_also_for_its_units():
    choir = department("Choir", parent="music")
    before = office(department("Arts"), department("Music"), choir)
    after = office(
        department("Arts"), department("MUSIC ", slug="music-and-band"), replace(choir, parent="music-and-band")
    )
    assert said(before, after) == ["Music is now called MUSIC", "MUSIC: address music → music-and-band"]


def test_departments_without_a_name_are_not_taken_for_each_other():
    before, after = office(department("", slug="a")), office(department("", slug="b"))
    assert said(before, after) == ["New department: b", "a is no longer on the page"]


# Contact lines


def test_contact_lines_come_go_move_and_change():
    before = [SECRETARY, AFTER_HOURS, TTY]
    called = replace(SECRETARY, phone="+1 414-475-8000")
    for after, sentences in {
        (SECRETARY, AFTER_HOURS): ["Arts: line TTY removed"],
        (SECRETARY, ContactLine(email="arts@example.org"), AFTER_HOURS, TTY): [
            "Arts: new line E-mail arts@example.org"
        ],
        (TTY, SECRETARY, AFTER_HOURS): ["Arts: line TTY moved from place 3 to place 1"],
        (called, AFTER_HOURS, TTY): ["Arts: line Secretary: number 414-475-8393 → 414-475-8000"],
        (AFTER_HOURS, TTY, called): [
            "Arts: line Secretary moved from place 1 to place 3: number 414-475-8393 → 414-475-8000"
        ],
        (replace(SECRETARY, role="Front desk"), AFTER_HOURS, TTY): [
            "Arts: line Secretary: role Secretary → Front desk"
        ],
        (SECRETARY, AFTER_HOURS, replace(TTY, kind="text", note="Days")): [
            "Arts: line TTY: kind TTY → Text messages; note Days added"
        ],
    }.items():
        assert said_of_arts({"contacts": tuple(before)}, {"contacts": after}) == sentences


@pytest.mark.parametrize(
    ("line", "in_words"),
    [
        (TTY, "TTY 888-814-4026"),
        (replace(TTY, role=""), "TTY 888-814-4026"),
        (replace(TTY, role="Front desk"), "Front desk (TTY) 888-814-4026"),
        (replace(SECRETARY, kind="fax", role="Fax for schools"), "Fax for schools 414-475-8393"),
        (replace(SECRETARY, name="Jane Doe", note="mornings"), "Secretary Jane Doe, 414-475-8393, mornings"),
        (ContactLine(name="Jane Doe"), "Jane Doe"),
        (ContactLine(), "without words"),
        (ContactLine(role="Pager", kind="pager", phone="12"), "Pager 12"),
    ],
)
def test_a_contact_line_is_said_as_its_page_shows_it(line, in_words):
    assert said_of_arts({}, {"contacts": (line,)}) == [f"Arts: new line {in_words}"]


def test_lines_are_matched_by_what_they_share_and_each_once():
    before = (SECRETARY, replace(SECRETARY, name="Ann"), TTY, TTY)
    after = (replace(SECRETARY, name="Bea"), replace(SECRETARY, name="Ann", phone=""), TTY)
    assert said_of_arts({"contacts": before}, {"contacts": after}) == [
        "Arts: line Secretary: name Bea added",
        "Arts: line Secretary: number 414-475-8393 removed",
        "Arts: line TTY removed",
    ]


def test_two_lines_that_share_something_with_one_are_not_both_taken_for_it():
    desk, night = ContactLine(role="Desk", phone="+1 414-475-8000"), ContactLine(role="Night")
    after = (replace(desk, name="Ann", phone="+1 414-475-8001"), ContactLine(role="Bell", phone="+1 414-475-8000"))
    assert said_of_arts({"contacts": (desk, night)}, {"contacts": after}) == [
        "Arts: line Desk: name Ann added; number 414-475-8000 → 414-475-8001",
        "Arts: new line Bell 414-475-8000",
        "Arts: line Night removed",
    ]


# Nothing that would be published goes unreported


_OTHERS = ("departments", "page_of", "unknown")  # the second is of one release, and not of the page
ANOTHER = {
    "slug": "another",
    "name": "Another",
    "also_known_as": "Another",
    "lead_title": "Director",
    "lead_name": "Jane Doe",
    "lead_standing": "vacant",
    "phone": "+1 414-252-0221",
    "fax": "+1 414-252-0221",
    "email": "another@example.org",
    "location": "Another",
    "hours": "Another",
    "languages": "Hmong",
    "lead_as_typed": True,
    "website": "https://www.example.org",
    "written_in": "es",
    "image": PICTURE,
    "image_in_sight": "top",
    "image_alt": "Another",
    "image_decorative": True,
    "summary": "Another",
    "body": "<p>Another</p>",
    "succeeds": "another",
    "confirmed_on": date(2026, 11, 24),
    "contacts": (TTY,),
    "parent": "music",
    "school_year": "2030-31",
    "carried_from": "2024-25",
    "position": 7,
}
ONE_LEAD = {"lead_title": "lead", "lead_name": "lead", "lead_standing": "lead"}


@pytest.mark.parametrize("field", [field.name for field in fields(DepartmentPart) if field.name != "position"])
def test_every_field_of_a_department_is_compared(field):
    before = office(department("Music"), department("Arts"))
    after = office(department("Music"), department(**{"name": "Arts", "slug": "arts", field: ANOTHER[field]}))
    assert [(change.field, change.slug) for change in between(before, after)] == [
        (ONE_LEAD.get(field, field), after.departments[1].slug)
    ]


@pytest.mark.parametrize("field", [field.name for field in fields(OfficePage) if field.name not in _OTHERS])
def test_every_field_of_an_office_is_compared(field):
    (change,) = between(office(), office(**{field: ANOTHER[field]}))
    assert (change.field, change.slug) == (ONE_LEAD.get(field, field), "")


@pytest.mark.parametrize("field", [field.name for field in fields(ContactLine)])
def test_every_field_of_a_contact_line_is_compared(field):
    other = {"kind": "fax", "phone": "+1 414-252-0221", "email": "a@example.org"}.get(field, "Another")
    (change,) = between(office(contacts=(SECRETARY,)), office(contacts=(replace(SECRETARY, **{field: other}),)))
    assert change.field == "contacts"
    label = {"email": "e-mail", "phone": "number"}.get(field, field)
    assert f"Secretary: {label} " in str(change)


@st.composite
def pairs_of_pages(draw):
    """Two pages: strangers, or one page after somebody worked on it."""
    before = draw(office_pages())
    if draw(st.booleans()):
        return before, draw(office_pages())
    after = draw(st.permutations(before.departments))[: draw(st.integers(0, 4))]
    slugs = {part.slug for part in after}
    for place, part in enumerate(after):
        parent = part.parent if part.parent in slugs else None
        after[place] = replace(part, **draw(_values), parent=parent)
    return before, replace(before, **draw(_values), departments=tuple(after))


_values = st.lists(st.sampled_from(sorted(_part)), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: _part[name] for name in names})
)


@pytest.mark.thorough
@examples(500)
@given(pairs_of_pages())
def test_there_are_changes_exactly_where_something_else_would_be_published(pages):
    before, after = pages
    found = between(before, after)

    assert bool(found) == (freeze(before) != freeze(after))
    assert between(before, before) == between(after, after) == ()
    assert all(str(change).strip() for change in found)


def test_a_difference_in_how_departments_are_kept_is_reported_too():
    arts, music, choir = department("Arts"), department("Music"), department("Choir", parent="arts")
    before, after = office(arts, choir, music), office(arts, music, choir)
    assert said(before, after) == ["Office of Academics: departments kept differently, shown the same"]


# In a list


def test_a_summary_says_the_first_changes_and_how_many_more():
    said = ["Arts: phone added", "B", "C", "D", "E", "F", "G"]
    assert summary(said) == "Arts: phone added; B; C; and 4 more"
    assert summary(said[:3]) == "Arts: phone added; B; C"
    assert summary(said, limit=1) == "Arts: phone added; and 6 more"
    assert summary(()) == ""


# Word by word


def compared(before, after):
    return word_by_word.segments(
        word_by_word.compare(word_by_word.of_rich_text(before), word_by_word.of_rich_text(after))
    )


def test_texts_are_compared_in_words_and_blocks_and_not_in_tags():
    before = "<h2>Aims</h2><p>We paint &amp; draw.</p><ul><li>Brushes</li><li>Pens</li></ul>"
    after = "<h2>Aims</h2><p>We <strong>all</strong> paint &amp; draw.</p><ul><li>Pens</li><li>Paper</li></ul>"
    assert compared(before, after) == (
        ("same", "Heading: Aims\nWe"),
        ("added", "all"),
        ("same", "paint & draw.\n"),
        ("removed", "• Brushes"),
        ("same", "\n• Pens\n"),
        ("added", "• Paper"),
    )
    assert compared("<p>a b</p>", "<p>a</p><p>b</p>") == (("same", "a"), ("added", "¶"), ("same", "b"))
    assert compared("<p>a</p><p>b</p>", "<p>a b</p>") == (("same", "a"), ("removed", "¶"), ("same", "b"))
    assert compared("<p>b</p>", "<p>a</p><p>b</p>") == (("added", "a"), ("same", "\nb"))
    assert compared("<ul><li>a</li></ul>", "<p>b</p>") == (("removed", "• a"), ("added", "b"))
    assert compared("<p>a</p>", "<h3>a</h3>") == (("added", "Subheading:"), ("same", "a"))
    assert compared("<blockquote><p>a</p></blockquote>", "a") == (("removed", "Quote:"), ("same", "a"))


def test_a_changed_text_carries_its_words_and_an_excerpt():
    long = " ".join(f"word{number}" for number in range(40))
    (change,) = between(office(body=f"<p>{long}</p>"), office(body=f"<p>{long} end</p>"))
    assert change.words == (("same", long), ("added", "end"))
    assert change.excerpt == (("same", "… word32 word33 word34 word35 word36 word37 word38 word39"), ("added", "end"))
    assert (change.before, change.after) == (long, f"{long} end")


_tokens = st.lists(st.sampled_from(["a", "b", "c", "\n", "\n•"]), max_size=30)


@given(_tokens, _tokens)
def test_what_is_the_same_and_removed_is_the_text_before(before, after):
    runs = word_by_word.compare(before, after)
    assert [token for op, tokens in runs if op != "added" for token in tokens] == before
    assert [token for op, tokens in runs if op != "removed" for token in tokens] == after
    assert all(first[0] != second[0] for first, second in pairwise(runs))


def _novel(seed, length=5_000):
    """Few words often, many words once, as people write."""
    dice = random.Random(seed)
    return [f"word{int(dice.paretovariate(0.8))}" for _ in range(length)]


def _edited(text):
    dice = random.Random(3)
    return [word for word in text for word in ([word] if dice.random() > 0.1 else ["new", word, "words"])]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_novel(1), _novel(2)),
        (_novel(1), _edited(_novel(1))),
        (["a", "b"] * 2_500, ["b", "a", "c"] * 1_667),
        ([f"word{number}" for number in range(5_000)], [f"word{number}" for number in reversed(range(5_000))]),
    ],
    ids=["strangers", "edited", "no word stands once", "backwards"],
)
def test_texts_of_5000_words_compare_in_a_fraction_of_a_second(before, after):
    begun = time.process_time()
    runs = word_by_word.compare(before, after)
    assert time.process_time() - begun < 0.5
    assert [token for op, tokens in runs if op != "added" for token in tokens] == before
    assert [token for op, tokens in runs if op != "removed" for token in tokens] == after


def test_an_edited_novel_keeps_what_was_not_edited():
    before = _novel(1)
    runs = word_by_word.compare(before, _edited(before))
    assert word_by_word.count(runs, "removed") < 150
    assert word_by_word.count(runs, "same") > 4_850


# Moves


@given(st.permutations(range(7)))
def test_as_few_as_possible_move(order):
    moved = pairing.moved(list(range(7)), order)
    assert _increasing([place for place in order if place not in moved])
    longest = max(
        bits.bit_count() for bits in range(1 << 7) if _increasing([p for i, p in enumerate(order) if bits >> i & 1])
    )
    assert len(order) - len(moved) == longest


def _increasing(places):
    return all(first < second for first, second in pairwise(places))


# In the editors' room


def shown(changes):
    """The fragment, with single spaces."""
    return " ".join(render_to_string("admin/departments/_changes.html", {"changes": changes}).split())


def test_changes_are_listed_under_the_part_they_are_about():
    before = office(department(phone="+1 414-252-0221"), department("Music"))
    after = office(department(phone="+1 414-252-0300", email="a@example.org"), fax="+1 414-475-8457")
    page = shown(between(before, after))
    assert re.findall(r"<h3>(.*?)</h3>|<li>(.*?)</li>", re.sub(r"<span.*?</span> ?", "", page)) == [
        ("Office of Academics", ""),
        ("", "<ins>414-475-8457</ins> "),
        ("Arts", ""),
        ("", "<del>414-252-0221</del> <ins>414-252-0300</ins> "),
        ("", "<ins>a@example.org</ins> "),
        ("Music", ""),
        ("", "Music is no longer on the page"),
    ]


def test_what_was_added_and_removed_is_heard_as_well_as_seen():
    page = shown(between(office(summary="We <3 paint"), office(summary="We <3 draw", position=1)))
    assert "Summary changed (1 word added, 1 removed)" in page
    assert (
        '<p class="changes-text">We &lt;3 <del><span class="visually-hidden">removed: </span>paint</del> '
        '<ins><span class="visually-hidden">added: </span>draw</ins> </p>'
    ) in page
    assert (
        '<span class="changes-label">Place on the front page:</span> '
        '<del><span class="visually-hidden">removed: </span>not set</del> <span aria-hidden="true">→</span> '
        '<ins><span class="visually-hidden">added: </span>1</ins>'
    ) in page


def test_where_nothing_differs_the_list_says_so():
    assert shown(()) == '<p class="changes-none">Nothing differs.</p>'
    assert "Nothing differs" not in shown(between(office(), office(position=1)))


def test_of_two_departments_that_exchanged_their_addresses_the_one_that_goes_is_told():
    before = office(department("Arts", slug="arts"), department("Music", slug="music"))
    after = office(department("Music", slug="arts"))
    assert said(before, after) == ["Music: address music → arts", "Arts is no longer on the page"]


SINGS, PAINTS = {"lead_name": "Ann Roe", "summary": "We sing."}, {"lead_name": "Joe Poe", "summary": "We paint."}


def test_departments_that_exchanged_addresses_and_are_called_otherwise_are_told_by_what_else_they_say():
    before = office(department("Choir", slug="a", **SINGS), department("Arts", slug="b", **PAINTS))
    after = office(department("Painting", slug="a", **PAINTS), department("Singing", slug="b", **SINGS))
    assert said(before, after) == [
        "Arts is now called Painting",
        "Painting: address b → a",
        "Painting moved from place 2 to place 1",
        "Choir is now called Singing",
        "Singing: address a → b",
    ]


def test_three_that_exchanged_their_addresses_are_told_as_that_and_not_as_renamed():
    before = office(department("Arts", slug="a"), department("Choir", slug="b"), department("Dance", slug="c"))
    after = office(department("Choir", slug="a"), department("Dance", slug="b"), department("Arts", slug="c"))
    told = said(before, after)
    assert {"Choir: address b → a", "Dance: address c → b", "Arts: address a → c"} <= set(told)
    assert not [sentence for sentence in told if "called" in sentence]


def test_what_shares_no_more_with_another_stayed_at_its_address():
    before = office(department("Choir", slug="a", **SINGS), department("Arts", slug="b", **SINGS))
    after = office(department("Singing", slug="b", **SINGS), department("Painting", slug="a", **SINGS))
    told = said(before, after)
    assert [sentence for sentence in told if "called" in sentence] == [
        "Arts is now called Singing",
        "Choir is now called Painting",
    ]
