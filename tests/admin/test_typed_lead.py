"""A standing typed into a title or a name comes back as it was understood, and is kept only then."""

import pytest

from departments.models import Department, Office
from tests.admin.test_office import _posted, _save
from tests.making import make_office

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
PLACES = pytest.mark.parametrize("place", ["office", pytest.param("department", marks=pytest.mark.thorough)])
LEAD = ("lead_title", "lead_name", "lead_standing")


def _lead(row):
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in LEAD)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("typed", "sentences", "read"),
    [
        (
            ("Interim Director", "Odell Pruitt", "appointed"),
            {"lead_title": "“Interim Director” was read as: interim, Director."},
            ("Director", "Odell Pruitt", "interim"),
        ),
        (
            ("Director", "Lee Moss (Acting)", "appointed"),
            {"lead_name": "“Lee Moss (Acting)” was read as: acting, Lee Moss."},
            ("Director", "Lee Moss", "acting"),
        ),
        (("Director", "TBD", "appointed"), {"lead_name": "“TBD” was read as: vacant."}, ("Director", "", "vacant")),
        (
            ("Interim Director", "TBD", "appointed"),
            {
                "lead_title": "“Interim Director” was read as: Director. "
                "The post is vacant and not interim, since nobody holds it.",
                "lead_name": "“TBD” was read as: vacant.",
            },
            ("Director", "", "vacant"),
        ),
        (
            ("Interim Director", "Ann Roe", "acting"),
            {
                "lead_title": "“Interim Director” was read as: Director. "
                "The post is acting and not interim, since “acting” was chosen."
            },
            ("Director", "Ann Roe", "acting"),
        ),
        (("Director", "VACANT", "acting"), {"lead_name": "“VACANT” was read as: vacant."}, ("Director", "", "vacant")),
    ],
)
@PLACES
def test_it_comes_back_once_as_it_was_understood_and_is_then_saved(publisher, place, typed, sentences, read):
    office = make_office(departments=1)
    row, before = (office, "") if place == "office" else (office.departments.get(), "departments-0-")
    was = _lead(row)

    back = _save(publisher, office, **{before + name: value for name, value in zip(LEAD, typed, strict=True)})

    form = back.context["adminform"].form
    if place == "department":
        form = back.context["inline_admin_formsets"][0].formset.forms[0]
    assert form.errors == {
        name: [f"{sentence} Save again to keep it, or change it."] for name, sentence in sentences.items()
    }
    posted = _posted(back)
    assert tuple(posted[before + name] for name in LEAD) == read
    assert _lead(row) == was  # nothing was kept yet

    publisher.post(back.request["PATH_INFO"], posted | {"_seen": back.context["seen"]})
    assert _lead(row) == read


@PLACES
def test_what_says_more_is_refused_at_each_save_and_stays_as_typed_until_it_is_written_apart(publisher, place):
    office = make_office(departments=1)
    row, before = (office, "") if place == "office" else (office.departments.get(), "departments-0-")
    was = _lead(row)
    for _ in range(2):
        back = _save(publisher, office, **{f"{before}lead_name": "Vacant (interim: Jane Doe)"})
        form = back.context["adminform"].form
        if place == "department":
            form = back.context["inline_admin_formsets"][0].formset.forms[0]
        assert form.errors == {
            "lead_name": [
                "“Vacant (interim: Jane Doe)” says more than one thing. Write the title, the name and the standing "
                "each in its own place."
            ]
        }
        assert _posted(back)[f"{before}lead_name"] == "Vacant (interim: Jane Doe)"
        assert _lead(row) == was


@pytest.mark.parametrize("ticked", [{}, {"lead_as_typed": "on"}])
def test_a_coordinator_of_vacancies_is_saved_as_typed(publisher, ticked):
    office = make_office()
    _save(publisher, office, lead_title="Vacancy Coordinator", lead_name="Ann Roe", **ticked)
    assert _lead(office) == ("Vacancy Coordinator", "Ann Roe", "appointed")


def test_a_word_that_belongs_to_the_title_is_kept_where_the_editor_says_so(publisher):
    office = make_office()
    typed = {"lead_title": "Acting Workshop Coordinator", "lead_name": "Bo Ode", "lead_as_typed": "on"}
    _save(publisher, office, **typed)
    assert _lead(office) == ("Acting Workshop Coordinator", "Bo Ode", "appointed")
    _save(publisher, office, hours="8 to 4")
    assert _lead(office) == ("Acting Workshop Coordinator", "Bo Ode", "appointed")


@pytest.mark.parametrize("before", ["", "departments-0-"])
def test_a_vacant_post_with_a_name_is_refused_when_it_is_saved(publisher, before):
    office = make_office(departments=1)
    back = _save(publisher, office, **{f"{before}lead_standing": "vacant", f"{before}lead_name": "Ann Roe"})
    form = back.context["inline_admin_formsets"][0].formset.forms[0] if before else back.context["adminform"].form
    assert form.errors == {
        "lead_name": ["The post is vacant and led by Ann Roe. Clear the name, or choose another standing."]
    }
    assert not Office.objects.filter(lead_standing="vacant").exists()
    assert not Department.objects.filter(lead_standing="vacant").exists()
