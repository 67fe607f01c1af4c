"""`manage.py loaddata`: Django's own, and its loads are versions."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from reversion.models import Revision

from departments.drafts import history
from departments.models import Contact, Department, DistrictLine, Office, SchoolYear
from departments.words import richtext
from tests.making import make_contact, make_department, make_district, make_office, make_year

pytestmark = pytest.mark.django_db
FIXTURE = "fixtures/2024-25/directory.json"


def _load(*labels, **options):
    out = StringIO()
    call_command("loaddata", *labels, stdout=out, **options)
    return out.getvalue()


def _rows():
    return [list(model.objects.order_by("pk").values()) for model in (Office, Department, Contact)]


def _told(office):
    return [(one.who, one.why, [str(change) for change in one.changes]) for one in history.versions(office)]


@pytest.fixture
def write(tmp_path):
    def written(*objects):
        path = tmp_path / "bundle.json"
        path.write_text(json.dumps([{"model": f"departments.{model}", "fields": fields} for model, fields in objects]))
        return path

    return written


def test_each_office_has_one_version_that_names_its_fixture():
    said = _load("fixtures/district.json", FIXTURE)
    assert said.startswith("Installed ")
    offices = Office.objects.all()
    assert len(offices) == 4 == Revision.objects.count()
    for office in offices:
        (version,) = history.versions(office)
        assert (version.who, version.why) == ("a command", f"Loaded from {FIXTURE}")
        assert len(version.page.departments) == office.departments.count()


def test_of_several_fixtures_each_office_names_its_own():
    _load("fixtures/2016-17/directory.json", FIXTURE)
    for office in Office.objects.select_related("school_year"):
        assert history.versions(office)[0].why == f"Loaded from fixtures/{office.school_year}/directory.json"


def test_loading_the_same_again_changes_no_row_and_adds_no_version():
    _load(FIXTURE)
    before, versions = _rows(), Revision.objects.count()
    _load(FIXTURE)
    assert (_rows(), Revision.objects.count()) == (before, versions)


def test_a_load_over_what_people_wrote_can_be_put_back(write):
    office = make_office("academics", hours="Ours", departments=1)
    make_contact(office.departments.get(), position=1)
    before = _rows()
    _load(
        write(
            ("office", {"school_year": ["2024-25"], "slug": "academics", "name": "Academics"}),
            (
                "contact",
                {"department": ["2024-25", "academics-1"], "office": None, "position": 1, "role": "TTY"},
            ),
        )
    )

    loaded, first = history.versions(office)

    assert (loaded.why, first.why) == ("Loaded from bundle.json", "As it was before the first version")
    history.put_back(office, first, by=None)
    assert _rows() == before


def test_a_department_that_a_load_moves_is_told_in_both_offices(write):
    old, new = make_office("academics"), make_office("operations")
    make_department(old, "arts", lead_name="", lead_title="", phone="")
    _load(
        write(
            (
                "department",
                {
                    "school_year": ["2024-25"],
                    "office": ["2024-25", "operations"],
                    "slug": "arts",
                    "name": "Arts",
                },
            )
        )
    )
    assert _told(old)[0] == ("a command", "Loaded from bundle.json", ["Arts is no longer on the page"])
    assert _told(new)[0] == ("a command", "Loaded from bundle.json", ["New department: Arts"])


def test_a_unit_may_stand_before_its_department(write):
    make_office("x")
    department = {"school_year": ["2024-25"], "office": ["2024-25", "x"]}
    _load(
        write(
            ("department", department | {"slug": "unit", "name": "Unit", "parent": ["2024-25", "arts"]}),
            ("department", department | {"slug": "arts", "name": "Arts"}),
        )
    )
    page = history.versions(Office.objects.get())[0].page
    assert [(part.slug, part.parent) for part in page.departments] == [("arts", None), ("unit", "arts")]


@pytest.mark.parametrize(
    ("slug", "office", "parent", "sentence"),
    [
        (
            "clay",
            "x",
            "painting",
            "clay”: unit of: Painting is a unit itself; units have no units of their own.",
        ),
        ("clay", "y", "arts", "clay”: unit of: Arts belongs to another office. Choose one of this office."),
        (
            "arts",
            "y",
            None,
            "painting”: unit of: Arts belongs to another office. Choose one of this office.",
        ),
        ("arts", "x", "arts", "arts”: unit of: A department cannot be a unit of itself."),
        ("arts", "x", "music", "arts”: unit of: Arts has units of its own, so it cannot become a unit."),
    ],
)
def test_a_unit_that_no_form_takes_is_refused_in_a_sentence(write, slug, office, parent, sentence):
    first, other = make_office("x"), make_office("y")
    make_department(first, "painting", name="Painting", parent=make_department(first, "arts", name="Arts"))
    make_department(first, "music")
    before = _rows()
    fields = {"school_year": ["2024-25"], "office": ["2024-25", office], "slug": slug, "name": slug.title()}
    with pytest.raises(CommandError) as refused:
        _load(write(("department", fields | {"parent": parent and ["2024-25", parent]})))
    assert str(refused.value) == f"Loaded from bundle.json: department “{sentence}"
    assert _rows() == before and other.departments.count() == 0


def test_a_load_that_fails_leaves_no_version(write):
    make_year()
    office = {"school_year": ["2024-25"], "slug": "x", "name": "X"}
    with pytest.raises(Exception, match="“y”: standing: “retired” is not known"):
        _load(write(("office", office), ("office", office | {"slug": "y", "lead_standing": "retired"})))
    assert not Office.objects.exists() and not Revision.objects.exists()


@pytest.mark.parametrize(("model", "field"), [("office", "phone"), ("office", "fax"), ("districtline", "number")])
def test_a_number_that_has_to_be_guessed_is_refused_and_nothing_is_loaded(write, model, field):
    make_year()
    make_district()
    values = {
        "office": {"school_year": ["2024-25"], "slug": "x", "name": "X"},
        "districtline": {"district": ["Milwaukee Public Schools"], "label": "Desk"},
    }[model]
    with pytest.raises(CommandError) as refused:
        _load(write((model, values | {field: "475-8393 fax"})))
    told = str(refused.value)
    label = "fax" if field == "fax" else "phone" if field == "phone" else "number"
    assert told.startswith("Loaded from bundle.json: ") and f": {label}: “475-8393 fax” has letters in it." in told
    assert not Office.objects.exists() and not DistrictLine.objects.filter(label="Desk").exists()


def test_texts_are_kept_by_the_rule_of_the_forms(write):
    make_year()
    values = {"school_year": ["2024-25"], "slug": "x", "name": " Office\x0bof X\t", "summary": "One\r\nTwo\x07"}
    _load(write(("office", values)))
    office = Office.objects.get()
    assert (office.name, office.summary) == ("Office of X", "One\nTwo")
    with pytest.raises(Exception, match="half a character"):
        _load(write(("office", values | {"name": "\ud800"})))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "\ud800"}, "name: It has half a character in it"),
        ({"name": "\u202e"}, "name: it is empty. Write something."),
        ({"name": ""}, "name: it is empty. Write something."),
        ({"position": "x"}, "place: “x” value must be an integer."),
        ({"position": -1}, "place: “-1” is out of range."),
        ({"phone": ["414"]}, "phone: “['414']” has the wrong type."),
        ({"website": "javascript:alert(1)"}, "website: “javascript:alert(1)”: Write the address as https://"),
        ({"lead_standing": "vacant", "lead_name": "Ann"}, "name of the lead: the post is vacant and led by “Ann”."),
        ({"confirmed_on": "yesterday"}, "“yesterday” value has an invalid date format."),
    ],
)
def test_what_no_form_takes_is_refused_in_a_sentence(write, values, sentence):
    make_year()
    office = {"school_year": ["2024-25"], "slug": "x", "name": "X"}
    with pytest.raises(CommandError) as refused:
        _load(write(("office", office | values)))
    told = str(refused.value)
    assert told.startswith("Loaded from bundle.json: office “x”: ") and sentence in told
    assert not Office.objects.exists()


@pytest.mark.parametrize("label", ["٢٠٢٥-٢٦", "2025-27"])
def test_what_is_no_school_year_is_refused_in_a_sentence(write, label):
    with pytest.raises(CommandError) as refused:
        _load(write(("schoolyear", {"label": label, "starts_on": "2025-07-01", "ends_on": "2026-06-30"})))
    sentence = f"school year “{label}”: school year: write two years that follow, such as 2025-26."
    assert str(refused.value) == f"Loaded from bundle.json: {sentence}"
    assert not SchoolYear.objects.exists()


def test_a_text_is_kept_as_a_form_keeps_it(write):
    make_year()
    office = {"school_year": ["2024-25"], "slug": "x", "name": "X", "body": "<p>a&#1;&#0;&#55296;b</p>"}
    _load(write(("office", office)))
    body = Office.objects.get().body
    assert body == richtext.sanitise(office["body"]) and "\x01" not in body and "&#" not in body


def test_a_standing_in_a_title_is_understood_with_a_word(write):
    make_year()
    values = {
        "school_year": ["2024-25"],
        "slug": "x",
        "name": "X",
        "lead_title": "Interim Chief",
        "lead_name": "Ann Roe",
    }
    said = _load(write(("office", values), ("office", values | {"slug": "y", "name": "Y", "lead_as_typed": True})))
    assert "X: “Interim Chief” was read as: interim, Chief.\n" in said and "Y:" not in said
    assert list(Office.objects.order_by("slug").values_list("lead_title", "lead_standing")) == [
        ("Chief", "interim"),
        ("Interim Chief", "appointed"),
    ]


def test_what_is_no_draft_adds_no_version():
    _load("fixtures/district.json")
    assert not Revision.objects.exists()


def test_an_excluded_model_is_not_loaded():
    _load(FIXTURE, exclude=["departments.Contact", "departments.Department"])
    assert Office.objects.count() == 4 and not Department.objects.exists()


def test_a_fixture_that_is_missing_is_refused():
    with pytest.raises(CommandError, match="No fixture named"):
        _load("fixtures/nowhere.json")


def test_a_name_that_says_more_than_a_standing_is_refused(write):
    make_year()
    values = {"school_year": ["2024-25"], "slug": "x", "name": "X", "lead_name": "Jane Doe or TBD"}
    with pytest.raises(CommandError) as refused:
        _load(write(("office", values)))
    assert "office “x”: name of the lead: “Jane Doe or TBD” says more than one thing." in str(refused.value)
    assert not Office.objects.exists()
