"""One row of everything that has a page, in the public part and in the admin."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from departments import publishing
from departments.drafts import preview
from departments.models import Alert, Department, EverydayWords, MissedSearch, Office, OldAddress, Removal
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_picture, make_year


def make_one_of_everything():
    """The superuser `head`, who may open it all."""
    make_district()
    picture = {"image": make_picture(), "image_alt": "A desk"}
    make_office("academics", year=make_year("2023-24"), departments=1, publish=True)
    office = make_office("academics", departments=2, lead_title="Chief", lead_name="Ann Roe", **picture)
    make_department(
        office, "arts", lead_name="José Díaz", parent=Department.objects.get(slug="academics-1", office=office)
    )
    make_contact(office, name="Leon Groce")
    publishing.publish(office, by=None)
    publishing.withdraw(make_office("operations", departments=1, publish=True), by=None)
    Alert.objects.create(message="<p>Closed.</p>")
    MissedSearch.objects.create(words="payrol", typed="payrol", first_on="2024-09-02", last_on="2024-09-02")
    OldAddress.objects.create(path="/staff.htm", leads_to="offices/academics")
    EverydayWords.objects.create(words="ride", means="Rides")
    Removal.objects.create(counts={"publications": 1})
    call_command("roll_over", "2024-25", "2025-26", verbosity=0)
    make_person("editor", "Editors")
    head = get_user_model().objects.create_superuser("head")
    preview.make_link(office, by=head)
    coming = Office.objects.get(school_year__label="2025-26", slug="academics")
    publishing.publish(coming, by=None)
    preview.make_link(coming.school_year, by=head)
    Authenticator.objects.create(user=head, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(head)
    client.post(f"/admin/departments/office/{office.pk}/confirm/")  # a save with a version
    return head
