"""Every rule that the database keeps is a sentence on the forms that could break it: never an error page."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.urls import reverse

from departments.admin.history import PutBackForm
from departments.admin.missed_search import NameForm
from departments.admin.review import ReviewForm
from departments.admin.taking_off import TakeOffForm
from departments.admin.years.rolling import RollForm
from departments.models import (
    Alert,
    Contact,
    Department,
    District,
    DistrictLine,
    EverydayWords,
    Office,
    OldAddress,
    PreviewLink,
    SchoolYear,
)
from tests.admin.test_office import _posted
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_year
from tests.models.test_constraints import _constraints

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOBODY = {"lead_standing": "king"}
BOTH = {"image_alt": "A hall", "image_decorative": "on"}
MUTE = {"contacts-0-role": "", "contacts-0-phone": "", "contacts-0-name": "", "contacts-0-email": ""}
PAST = {"message": "<p>Closed</p>", "show_from_0": "2026-11-30", "show_from_1": "08:00"}
PAST |= {"show_until_0": "2026-11-29", "show_until_1": "08:00"}
FORMS = (PutBackForm, NameForm, ReviewForm, TakeOffForm, RollForm)
# What is typed into which form, and the field that is refused: by the rule, or the field that is unique by itself.
BROKEN = {
    "office_address_is_unique_in_the_year": ("office", {"slug": "finance"}, "slug"),
    "office_has_an_address": ("office", {"slug": ""}, "slug"),
    "office_lead_has_a_known_standing": ("office", NOBODY, "lead_standing"),
    "office_picture_is_described_or_decorative": ("office", BOTH, "image_alt"),
    "department_address_is_unique_in_the_year": ("department", {"slug": "budget"}, "slug"),
    "department_has_an_address": ("department", {"slug": ""}, "slug"),
    "department_lead_has_a_known_standing": ("department", NOBODY, "lead_standing"),
    "department_picture_is_described_or_decorative": ("department", BOTH, "image_alt"),
    "department_is_not_its_own_unit": ("department", {"parent": "own"}, "parent"),
    "contact_has_a_known_kind": ("office", {"contacts-0-kind": "pigeon"}, "contacts-0-kind"),
    "contact_says_something": ("office", MUTE, "contacts-0-__all__"),
    "district_line_has_a_number": ("district", {"lines-0-number": ""}, "lines-0-number"),
    "alert_ends_after_it_starts": ("alert", PAST, "__all__"),
    "school_year_ends_after_it_starts": ("schoolyear", {"ends_on": "2024-07-01"}, "__all__"),
    "school_years_start_on_different_days": ("schoolyear", {"starts_on": "2023-07-01"}, "__all__"),
    "schoolyear.label": ("schoolyear", {"label": "2023-24"}, "label"),
    "oldaddress.path": ("oldaddress", {"path": "/A/", "leads_to": "offices/finance"}, "path"),
    "everydaywords.means": ("everydaywords", {"words": "bus", "means": "Rides"}, "means"),
    "districtline.label": ("district", {"lines-1-label": "Switchboard"}, "lines-1-label"),
}
# Whose columns are on no form of the admin, or hidden there: what makes these rows is code of ours.
ON_NO_FORM = {
    "Arrival",
    "Asked",
    "Listing",
    "Load",
    "MissedSearch",
    "OpenForm",
    "PreviewLink",
    "Publication",
    "Removal",
}
HIDDEN = {
    "contact_belongs_to_one_office_or_department",
    "school_year_closes_after_it_opens",
    "there_is_one_district",
    "district.name",
    "district.only",
}


def _rules():
    unique = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("departments").get_models()
        for field in model._meta.fields
        if field.unique and not field.primary_key and model.__name__ not in ON_NO_FORM
    }
    models = apps.get_app_config("departments").get_models()
    ours = {rule.name for model in models if model.__name__ not in ON_NO_FORM for rule in model._meta.constraints}
    assert ours <= set(_constraints())
    return unique | ours


def test_every_rule_is_broken_here_or_stands_on_no_form():
    assert set(BROKEN) | HIDDEN == _rules()


def test_no_browser_cuts_off_what_is_pasted():
    models = (Office, Department, Contact, District, DistrictLine, Alert, OldAddress, PreviewLink)
    fields = {f"{model.__name__}.{name}": field for model in models for name, field in fields_for_model(model).items()}
    fields |= {f"{of.__name__}.{name}": field for of in FORMS for name, field in of.base_fields.items()}
    of_a_year = admin.site.get_model_admin(SchoolYear)
    fields["SchoolYear.label"] = of_a_year.formfield_for_dbfield(SchoolYear._meta.get_field("label"), None)
    texts = {name: field for name, field in fields.items() if getattr(field, "max_length", None)}
    assert {"Office.website", "Department.slug", "Contact.role", "TakeOffForm.instead"} < {*texts}
    assert {name for name, field in texts.items() if "maxlength" in field.widget.attrs} == set()
    with pytest.raises(ValidationError, match=r"It has 420 characters; 300 fit\. Shorten it\."):
        texts["Office.website"].clean("https://example.org/".ljust(420, "a"))


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_that_is_broken_is_refused_on_the_form(client, rule):
    noun, typed, field = BROKEN[rule]
    make_year("2023-24")
    make_department(make_office("finance"), "budget")
    office = make_office("academics")
    make_contact(office)
    rows = {
        "office": office,
        "department": make_department(office, "arts"),
        "district": make_district(),
        "schoolyear": office.school_year,
    }
    OldAddress.objects.create(path="/a", leads_to="offices/academics")
    EverydayWords.objects.create(words="ride", means="Rides")
    client.force_login(make_person("publisher", "Publishers"))
    page = "change" if noun in rows else "add"
    address = reverse(f"admin:departments_{noun}_{page}", args=[rows[noun].pk] if noun in rows else [])
    typed = {name: rows[noun].pk if value == "own" else value for name, value in typed.items()}

    response = client.post(address, _posted(client.get(address)) | typed)

    forms = [response.context["adminform"].form]
    forms += [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    assert field in {form.add_prefix(name) for form in forms for name in form.errors}
    assert 'class="error-summary"' in response.content.decode()
