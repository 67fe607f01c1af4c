"""The inputs of cards are drawn as Django draws them."""

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from django.test.html import parse_html

from departments.admin.drawn_inputs import DrawnInputs
from departments.admin.forms import PhoneWidget

FIELDS = {
    "text": forms.CharField(widget=forms.TextInput({"class": "<b>", "data-empty": ""})),
    "number": forms.CharField(widget=PhoneWidget),
    "mail": forms.EmailField(),
    "site": forms.URLField(assume_scheme="https"),
    "hidden": forms.CharField(widget=forms.HiddenInput),
    "ticked": forms.BooleanField(required=False),
    "choice": forms.ChoiceField(choices=[("", "None"), ("a", "A & B"), (3, "<Three>")]),
    "grouped": forms.ChoiceField(choices=[("Group", [("a", "A")])]),
    "text_area": forms.CharField(widget=forms.Textarea),
}
TYPED = [{}, {"text": 'A "quoted" <b>', "number": "+1 414-475-8393", "ticked": True, "choice": 3, "grouped": "a"}]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_drawn_as_django_draws_it(name, typed):
    asked = type("Asked", (forms.Form,), {name: FIELDS[name]})
    drawn, own = (str(asked(initial=typed, renderer=one)[name]) for one in (DrawnInputs(), get_default_renderer()))
    assert parse_html(drawn) == parse_html(own)
