"""`manage.py check_drafts`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.making import make_office, make_year

pytestmark = pytest.mark.django_db


def test_a_whole_year_is_checked():
    make_office("academics", departments=1, phone="414-475-8393")
    faulty = make_office("operations", name="Operations", lead_title="Chief", phone="414-475-8393")
    out = StringIO()
    with pytest.raises(CommandError, match="1 error to mend before publishing"):
        call_command("check_drafts", stdout=out)
    assert out.getvalue().startswith("Operations: error: Operations: ")
    faulty.lead_name = "Ann Roe"
    faulty.save()
    call_command("check_drafts", year="2024-25", stdout=out)
    assert out.getvalue().endswith("No errors in the drafts of 2024-25.\n")


def test_offices_that_are_published_together_may_lead_to_each_other():
    make_office("academics", phone="414-475-8393", body='<p>See <a href="/offices/operations/">Operations</a>.</p>')
    make_office("operations", phone="414-475-8394")
    out = StringIO()
    call_command("check_drafts", stdout=out)
    assert "/offices/operations/" not in out.getvalue()


def test_a_year_nobody_knows_is_told():
    make_year()
    with pytest.raises(CommandError, match="There is no school year 1999-00"):
        call_command("check_drafts", year="1999-00")
