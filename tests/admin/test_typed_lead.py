"""A standing typed into a title or a name comes back as it was understood, and is kept only then."""

import pytest

from departments.models import Department, Office
from tests.admin.test_office import _posted, _save, publisher  # noqa: F401  the same cast and the same browser
from tests.making import make_office

pytestmark = pytest.mark.django_db
LEAD = ("lead_title", "lead_name", "lead_standing")


def _lead(row):
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in LEAD)


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
        (("Director", "VACANT", "acting"), {"lead_name": "“VACANT” was read as: vacant."}, ("Director", "", "vacant")),
    ],
)
@pytest.mark.parametrize("place", ["office", "department"])
def test_it_comes_back_once_as_it_was_understood_and_is_then_saved(publisher, place, typed, sentences, read):  # noqa: F811
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


def test_a_word_that_belongs_to_the_title_is_kept_where_the_editor_says_so(publisher):  # noqa: F811
    office = make_office()
    typed = {"lead_title": "Acting Workshop Coordinator", "lead_name": "Bo Ode", "lead_as_typed": "on"}
    _save(publisher, office, **typed)
    assert _lead(office) == ("Acting Workshop Coordinator", "Bo Ode", "appointed")
    _save(publisher, office, hours="8 to 4")
    assert _lead(office) == ("Acting Workshop Coordinator", "Bo Ode", "appointed")


@pytest.mark.parametrize("before", ["", "departments-0-"])
def test_a_vacant_post_with_a_name_is_refused_when_it_is_saved(publisher, before):  # noqa: F811
    office = make_office(departments=1)
    back = _save(publisher, office, **{f"{before}lead_standing": "vacant", f"{before}lead_name": "Ann Roe"})
    form = back.context["inline_admin_formsets"][0].formset.forms[0] if before else back.context["adminform"].form
    assert form.errors == {
        "lead_name": ["The post is vacant and led by Ann Roe. Clear the name, or choose another standing."]
    }
    assert not Office.objects.filter(lead_standing="vacant").exists()
    assert not Department.objects.filter(lead_standing="vacant").exists()
