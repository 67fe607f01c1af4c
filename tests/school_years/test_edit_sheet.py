"""Some offices taken away as a sheet, changed there and brought back: only what was changed is said."""

import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from departments.models import Contact, Department, Load, Office
from departments.school_years.any_file import drafts_of, read
from departments.school_years.edition import Drafts, Edition
from departments.school_years.loading import Undecided, load
from departments.school_years.plan import Decisions, make
from departments.school_years.problems import Refused
from departments.school_years.spreadsheet import edit_sheet
from departments.school_years.undo import undo
from tests.making import make_contact, make_department, make_office
from tests.school_years.years import editions

pytestmark = pytest.mark.django_db
FORMULA = "it holds a formula. Copy the cell and paste it as a value."
NO_LINE = "there is no such line, or it has two rows. Write “new” for another contact line."


@pytest.fixture
def arts():
    """Academics with Arts, a line of that, and its unit Music; Operations stands beside it."""
    office = make_office("academics", name="Academics", phone="414-475-8000")
    arts = make_department(office, "arts", position=1, body="<p>Paints.</p><p>Sings<br>too.</p>", languages="Hmong")
    make_department(office, "music", parent=arts, position=2, body="<ul><li>Choirs</li></ul>")
    make_contact(arts, role="Secretary", name="Ann Roe", note="mornings")
    make_office("operations", departments=1)
    return arts


@pytest.fixture
def sheet(tmp_path):
    """Takes offices away as a sheet; what it is called with changes the cell in a row (from 2) under a heading."""

    def changed(cells=(), *, offices=("academics",), more=(), then=None):
        path = tmp_path / "offices.xlsx"
        path.write_bytes(edit_sheet.write(drafts_of("2024-25"), set(offices)))
        book = openpyxl.load_workbook(path)
        table = book["Directory"]
        headings = {cell.value: cell.column for cell in table[1]}
        for (row, heading), value in dict(cells).items():
            table.cell(row, headings[heading]).value = value
        for row in more:
            table.append([row.get(heading) for heading in headings])
        if then:
            then(book)
        book.save(path)
        return path

    return changed


def _rows(path):
    headings, *rows = openpyxl.load_workbook(path)["Directory"].iter_rows(values_only=True)
    return [{heading: cell for heading, cell in zip(headings, row, strict=True) if cell} for row in rows]


def _load(path, **options):
    bundle = read(path)
    return load(bundle.edition, decisions=Decisions(**options), **bundle.origin)


def test_it_has_a_row_for_each_office_department_unit_and_line(arts, sheet):
    lead = {"Title": "Director", "Name": "Leon Groce", "Standing": "Appointed", "Phone": "414-252-0221"}
    in_english = {"Language of its name and texts": "English"}
    at = {"Office": "Academics", "Department": "Arts", "Address": "arts"}
    assert _rows(sheet()) == [
        {"Office": "Academics", "Address": "academics", "Standing": "Appointed", "Phone": "414-475-8000"} | in_english,
        at | lead | {"Languages": "Hmong", "Text": "Paints.\n\nSings\ntoo."} | in_english,
        at | {"Line": "1", "Title": "Secretary", "Name": "Ann Roe", "Phone": "414-475-8393", "Kind": "Phone"}
        | {"Note": "mornings"},
        {"Office": "Academics", "Department": "Music", "Unit of": "Arts", "Address": "music"}
        | lead | in_english | {"Text": "(as on its page)"},
    ]  # fmt: skip


def test_brought_back_unchanged_it_changes_nothing(arts, sheet):
    before = drafts_of("2024-25")
    bundle = read(sheet(offices=["academics", "operations"]))
    assert list(bundle.edition.each()) == [] and make(bundle.edition).is_nothing
    assert _load(sheet()).is_nothing and drafts_of("2024-25") == before and not Load.objects.exists()


def test_numbers_of_an_office_a_department_and_a_line_are_loaded_and_taken_back(arts, sheet):
    before = drafts_of("2024-25").edition
    done = _load(sheet({(2, "Phone"): "414-777-8000", (3, "Fax"): "4147770221", (4, "Phone"): 4147778393}))
    assert sorted(item.sentence for office in done.changes for item in office.items) == [
        "Academics: phone 414-475-8000 → 414-777-8000",
        "Arts: fax 414-777-0221 added",
        "Arts: line Secretary: number 414-475-8393 → 414-777-8393",
    ]
    kept = Load.objects.get()
    assert (kept.is_partial, kept.counts["changed"], kept.source) == (True, 2, "offices.xlsx")
    _load(sheet({(2, "Hours"): "8-4"}, offices=["operations"]))
    undo(kept)
    assert drafts_of("2024-25").edition.departments == before.departments
    undo(Load.objects.standing().get())
    assert drafts_of("2024-25").edition == before


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("heading", "cell", "name", "value"),
    [
        ("Other names", "Fine Arts; Crafts", "also_known_as", "Fine Arts\nCrafts"),
        ("Standing", "On leave", "lead_standing", "on_leave"),
        ("Languages", "Hmong, Lao", "languages", "Hmong, Lao"),
        ("Language of its name and texts", "Spanish", "written_in", "es"),
        ("Text", "Paints.\n\nSings & <acts>\nloud.", "body", "<p>Paints.</p><p>Sings &amp; &lt;acts&gt;<br>loud.</p>"),
        ("Summary", None, "summary", ""),
        ("Replaces", "crafts, painting", "succeeds", "crafts painting"),
        ("Department", "Fine Arts", "name", "Fine Arts"),
        ("Unit of", "Music", "parent_id", None),
    ],
)
def test_what_a_cell_says_is_what_a_form_would_keep(arts, sheet, heading, cell, name, value):
    Department.objects.filter(pk=arts.pk).update(summary="Was here")
    Department.objects.filter(slug="music").update(parent=None)
    _load(sheet({(3, heading): cell}))
    kept = Department.objects.get(pk=arts.pk)
    expected = Department.objects.get(slug="music").pk if name == "parent_id" else value
    assert (getattr(kept, name), kept.slug, kept.confirmed_on) == (expected, "arts", None)


def test_a_standing_that_is_typed_into_the_title_is_understood_and_told(arts, sheet):
    bundle = read(sheet({(3, "Title"): "Interim Director"}))
    (said,) = bundle.edition.departments.values()
    assert (said["lead_title"], said["lead_standing"], len(bundle.notes)) == ("Director", "interim", 1)


def test_a_text_that_no_cell_says_stays_unless_something_is_typed_over_it(arts, sheet):
    _load(sheet({(5, "Phone"): "414-777-0221"}))
    music = Department.objects.get(slug="music")
    assert (music.body, str(music.phone)) == ("<ul><li>Choirs</li></ul>", "+1 414-777-0221")
    _load(sheet({(5, "Text"): "Choirs and bands"}))
    assert Department.objects.get(slug="music").body == "<p>Choirs and bands</p>"


def test_lines_are_changed_added_and_emptied(arts, sheet):
    make_contact(arts, role="Desk", phone="414-475-8001", position=2)
    emptied = {(5, heading): None for heading in ("Title", "Phone")}
    new = {"Office": "Academics", "Department": "Arts", "Address": "arts", "Line": "new", "Name": "Pa Vang"}
    path = sheet(emptied | {(4, "Note"): "afternoons"}, more=[new | {"Phone": "414-475-8002", "Kind": "TTY"}])
    secretary = Contact.objects.get(role="Secretary").pk
    _load(path)
    lines = list(Contact.objects.order_by("position").values_list("role", "name", "note", "kind"))
    assert lines == [("Secretary", "Ann Roe", "afternoons", "voice"), ("", "Pa Vang", "", "tty")]
    assert Contact.objects.get(role="Secretary").pk == secretary


def test_a_new_line_with_nothing_but_a_kind_is_refused(arts, sheet):
    new = {"Office": "Academics", "Department": "Arts", "Address": "arts", "Line": "new", "Kind": "Fax"}
    ((where, field, sentence),) = _problems(sheet(more=[new]))
    assert (where, field) == ("row 6", "") and sentence.startswith("the contact line says nothing.")


def test_what_has_no_row_and_no_column_stays(arts, sheet):
    def without(book):
        book["Directory"].delete_rows(4, 2)
        headings = [cell.value for cell in book["Directory"][1]]
        for heading in ("Text", "Title", "Unit of"):
            book["Directory"].delete_cols(headings.index(heading) + 1)
            headings.remove(heading)

    before = drafts_of("2024-25").edition
    done = _load(sheet({(3, "Phone"): "414-777-0221"}, then=without))
    before.departments["arts"]["phone"] = "+1 414-777-0221"
    assert drafts_of("2024-25").edition == before
    assert (done.counts["no longer in the file"], done.gone, done.likenesses) == (0, [], ())


def test_what_was_changed_since_is_asked_and_what_else_was_changed_stays(arts, sheet):
    path = sheet({(3, "Phone"): "414-777-0221", (2, "Hours"): "8-4", (4, "Phone"): "414-777-8393"})
    Department.objects.filter(pk=arts.pk).update(phone="414-475-9999", email="arts@example.org")
    Contact.objects.update(phone="414-475-9998")
    with pytest.raises(Undecided) as refused:
        _load(path)
    asked = [(one.slug, one.field, one.loaded, one.draft) for one in refused.value.plan.conflicts]
    assert asked[0] == ("arts", "phone", "+1 414-252-0221", "+1 414-475-9999")
    assert [field for _, field, *_ in asked] == ["phone", "contacts-1"]
    _load(path, conflicts="take")
    kept = Department.objects.get(pk=arts.pk)
    assert (str(kept.phone), kept.email) == ("+1 414-777-0221", "arts@example.org")
    assert (Office.objects.get(slug="academics").hours, str(Contact.objects.get().phone)) == ("8-4", "+1 414-777-8393")


def test_the_next_file_of_the_year_finds_what_a_sheet_changed_as_an_editors_change(arts, sheet):
    whole = drafts_of("2024-25").edition
    load(whole, source="first.zip")
    _load(sheet({(2, "Phone"): "414-777-8000"}))
    whole.offices["academics"]["phone"] = "+1 414-475-8001"
    with pytest.raises(Undecided) as refused:
        load(whole, source="second.zip")
    (asked,) = refused.value.plan.conflicts
    assert (asked.field, asked.draft, asked.said) == ("phone", "+1 414-777-8000", "+1 414-475-8001")


def test_a_row_follows_its_entry_to_another_address_and_is_refused_once_it_is_deleted(arts, sheet):
    path = sheet({(3, "Phone"): "414-777-0221", (5, "Phone"): "414-777-0222"})
    Department.objects.filter(pk=arts.pk).update(slug="fine-arts")
    make_department(Office.objects.get(slug="operations"), "arts")
    _load(path)
    assert str(Department.objects.get(pk=arts.pk).phone) == "+1 414-777-0221"
    assert str(Department.objects.get(slug="arts").phone) == "+1 414-252-0221"
    path = sheet({(5, "Phone"): "414-777-0223"})
    Department.objects.get(slug="music").delete()
    assert _problems(path) == [
        ("row 5", "", "it was deleted meanwhile. Recover it first, or leave its rows as they were.")
    ]


def test_a_cell_with_words_struck_out_is_refused_for_no_line_deletes_them(arts, sheet):
    path = sheet({(3, "Phone"): CellRichText(TextBlock(InlineFont(strike=True), "414-252-0221"), " 414-777-0221")})
    book = openpyxl.load_workbook(path, rich_text=True)
    book["Directory"]["A2"].font = Font(strike=True)
    book.save(path)
    told = "words in it are struck out. Delete those that are to go, and take the line off the others."
    assert _problems(path) == [("row 2", "Office", told), ("row 3", "Phone", told)]


def _problems(path, **options):
    with pytest.raises(Refused) as refused:
        read(path, **options)
    return [(one.record, one.field, one.sentence) for one in refused.value.problems]


def test_a_department_that_is_new_moves_or_gets_an_office_by_another_name(arts, sheet):
    new = {"Office": "Learning", "Department": "Dance", "Unit of": "Arts", "Phone": "414-475-8000"}
    cells = {(2, "Office"): "Learning", (5, "Office"): "Office of the Operations", (5, "Unit of"): None}
    _load(sheet(cells, offices=["academics", "operations"], more=[new]))
    rows = Department.objects.order_by("slug").values_list("slug", "office__name", "parent__slug", "position")
    assert list(rows) == [
        ("arts", "Learning", None, 1),
        ("dance", "Learning", "arts", 3),
        ("music", "Office of the Operations", None, 2),
        ("operations-1", "Office of the Operations", None, 1),
    ]


def test_what_cannot_be_read_is_told_with_its_row_all_at_once(arts, sheet):
    more = [
        {"Office": "Academics", "Department": "Arts"},
        {"Office": "Elsewhere", "Department": "Dance"},
        {"Office": "Academics", "Department": "Arts", "Address": "arts"},
        {"Office": "Academics", "Address": "nowhere"},
    ]
    cells = {(2, "Phone"): "475-8393 Ann", (3, "Standing"): "Gone", (4, "Title"): "=1+1", (5, "Unit of"): "Paint"}
    assert [one[:2] for one in _problems(sheet(cells, more=more))] == [
        ("row 2", "Phone"),
        ("row 3", "Standing"),
        ("row 4", "Title"),
        ("row 8", "Line"),
        ("row 9", "Address"),
        ("row 6", "Department"),
        ("row 7", "Office"),
        ("row 5", "Unit of"),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({(3, "Department"): "=1+1"}, ("row 3", "Department", FORMULA)),
        ({(2, "Office"): "=1+1"}, ("row 2", "Office", FORMULA)),
        ({(5, "Office"): "=1+1"}, ("row 5", "Office", FORMULA)),
        ({(5, "Unit of"): "=1+1"}, ("row 5", "Unit of", FORMULA)),
        ({(3, "Department"): "x" * 300}, ("row 3", "Department", "it has 300 characters; 200 fit. Shorten it.")),
        ({(4, "Line"): "x"}, ("row 4", "Line", NO_LINE)),
        ({(4, "Line"): "0"}, ("row 4", "Line", NO_LINE)),
    ],
)
def test_what_names_a_row_or_its_home_is_judged(arts, sheet, cells, told):
    assert _problems(sheet(cells)) == [told]


def test_several_new_departments_stand_in_their_order_each_by_a_name_of_its_own(arts, sheet):
    new = [{"Office": "Academics", "Department": name} for name in ("Dance", "Opera", "Department of Dance")]
    ((where, field, sentence),) = _problems(sheet(more=new))
    assert (where, field) == ("row 8", "Department") and sentence.startswith("its office has “Department of Dance”")
    _load(sheet(more=new[:2]))
    assert list(arts.office.departments.values_list("slug", "position"))[2:] == [("dance", 3), ("opera", 4)]


def test_what_stands_for_the_text_of_one_row_is_no_text_of_another(arts, sheet):
    copied = {"Office": "Academics", "Department": "Dance", "Text": "(as on its page)"}
    problems = _problems(sheet({(3, "Text"): "(as on its page)"}, more=[copied]))
    assert [one[:2] for one in problems] == [("row 3", "Text"), ("row 6", "Text")]
    assert problems[0][2] == "“(as on its page)” is the text of another row. Write the text, or leave it empty."


def test_a_column_under_another_heading_is_passed_over_and_told(arts, sheet):
    bundle = read(sheet({(1, "Hours"): "When", (3, "Hours"): "8-4", (3, "Fax"): "414-475-8001"}))
    assert bundle.notes == ["The column “When” is none of the sheet’s and was passed over."]
    assert bundle.edition.departments["arts"] | {"fax": ""} == bundle.edition.base.departments["arts"]


def test_a_department_with_units_becomes_no_unit(arts, sheet):
    make_department(arts.office, "crafts", name="Crafts", position=3)
    bundle = read(sheet({(3, "Unit of"): "Crafts"}))
    with pytest.raises(Refused, match="it has units, and a unit has none of its own"):
        make(bundle.edition)
    _load(sheet({(3, "Unit of"): "Crafts", (5, "Unit of"): "Crafts"}))
    assert list(arts.office.departments.values_list("slug", "parent__slug")) == [
        ("arts", "crafts"),
        ("music", "crafts"),
        ("crafts", None),
    ]


def test_what_a_release_kept_that_knew_fewer_facts_is_read(arts, sheet, monkeypatch):
    of_today = Edition.as_json

    def of_then(edition):
        kept = json.loads(json.dumps(of_today(edition)))
        for line in kept["departments"]["arts"]["contacts"]:
            del line["languages"]
        return kept

    monkeypatch.setattr(Edition, "as_json", of_then)
    path = sheet({(4, "Note"): "afternoons"})
    monkeypatch.undo()
    _load(path)
    assert (Contact.objects.get().note, Contact.objects.get().languages) == ("afternoons", "")


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (lambda book: book["As downloaded"].cell(1, 1, "x1"), "what it said as it was downloaded is damaged."),
        (lambda book: book["Directory"].delete_cols(4), "the headings Office, Department, Line and Address are not"),
        (lambda book: book["Directory"].delete_rows(1, 9), "the headings Office, Department, Line and Address are not"),
    ],
)
def test_a_sheet_that_nobody_can_compare_is_refused(arts, sheet, spoilt, told):
    ((*_, sentence),) = _problems(sheet(then=spoilt))
    assert sentence.startswith(told)


def test_only_offices_that_somebody_edits_are_changed(arts, sheet):
    mine = Office.objects.get(slug="academics").pk.__eq__
    path = sheet({(2, "Phone"): "414-777-8000", (3, "Phone"): "414-777-0221", (6, "Phone"): "414-777-0222"},
                 offices=["academics", "operations"])  # fmt: skip
    moved = "it is in no office that you edit. Leave its rows as they were."
    assert _problems(path, may_edit=mine) == [("row 6", "", moved)]
    moved_to = Office.objects.get(slug="operations")
    Department.objects.filter(slug="arts").update(office=moved_to)
    assert _problems(path, may_edit=mine) == [("row 3", "", moved), ("row 6", "", moved)]
    Department.objects.filter(slug="arts").update(office=arts.office)
    path = sheet({(5, "Office"): "Office of the Operations"}, offices=["academics", "operations"])
    assert [one[:2] for one in _problems(path, may_edit=mine)] == [("row 5", "Office")]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: data[:45] + b"\xff\xff" + data[47:],
        lambda data: data.replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1").replace(b"\3\x14\0\0", b"\3\x14\0\1"),
    ],
    ids=["damaged", "with a password"],
)
def test_a_workbook_that_cannot_be_unpacked_is_refused(tmp_path, spoilt):
    path = tmp_path / "2024-25.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>" * 100)
    path.write_bytes(spoilt(path.read_bytes()))
    ((*_, sentence),) = _problems(path)
    assert sentence == "it is no workbook we can read, or damaged. Save it again as .xlsx."


@pytest.mark.thorough
@given(editions())
def test_whatever_the_drafts_say_a_sheet_of_them_that_is_unchanged_says_nothing(tmp_path_factory, edition):
    drafts = Drafts(edition, {(kind, slug): place for place, (kind, slug, _) in enumerate(edition.each())})
    path = tmp_path_factory.mktemp("sheet") / "offices.xlsx"
    path.write_bytes(edit_sheet.write(drafts, set(edition.offices)))
    assert list(edit_sheet.read(path, lambda label: drafts, lambda office: True).edition.each()) == []
