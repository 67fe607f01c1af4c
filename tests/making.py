"""The cast and their props: `make_office()` and friends write real rows with sensible values for what is not given."""

import io
import json
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from departments import publishing
from departments.drafts.roles import ensure_roles
from departments.models import Contact, Department, District, DistrictLine, Office, SchoolYear
from departments.page import pictures


def make_year(label="2024-25", *, opened=True):
    start = int(label[:4])
    year, _ = SchoolYear.objects.get_or_create(
        label=label,
        defaults={
            "starts_on": date(start, 7, 1),
            "ends_on": date(start + 1, 6, 30),
            "opened_at": timezone.make_aware(datetime(start, 7, 1)) if opened else None,
        },
    )
    return year


def make_office(slug="chief-of-staff", *, year=None, departments=0, publish=False, **values):
    """An office, with that many departments `<slug>-1`, `<slug>-2`… in order; published if asked."""
    values = {"name": f"Office of the {slug.replace('-', ' ').title()}"} | values
    office = Office.objects.create(school_year=year or make_year(), slug=slug, **values)
    for place in range(1, departments + 1):
        make_department(office, f"{slug}-{place}", position=place)
    if publish:
        publishing.publish(office, by=None)
    return office


def make_office_on_site():
    """Academics, published: Arts with its unit Music, and Sports. An editor has it, and there is a publisher."""
    office = make_office("academics", name="Academics")
    arts = make_department(office, "arts", position=1)
    make_department(office, "music", parent=arts, position=2)
    make_department(office, "sports", position=3)
    publishing.publish(office, by=None)
    office.editors.add(make_person("editor", "Editors"))
    make_person("publisher", "Publishers")
    return office


def make_department(office, slug="restorative-practices", **values):
    values = {
        "name": slug.replace("-", " ").title(),
        "lead_title": "Director",
        "lead_name": "Leon Groce",
        "phone": "414-252-0221",
    } | values
    return Department.objects.create(office=office, slug=slug, **values)


def with_another_address(payload, slug):
    """What a publication keeps, as if its department `slug` had been kept under another address."""
    return json.loads(json.dumps(payload).replace(f'"{slug}"', '"another"'))


def make_contact(owner, **values):
    kind = "office" if isinstance(owner, Office) else "department"
    return Contact.objects.create(**{kind: owner, "role": "Secretary", "phone": "414-475-8393"} | values)


def make_district():
    district = District.objects.create(name="Milwaukee Public Schools")
    DistrictLine.objects.create(district=district, label="Switchboard", number="414-475-8393", position=1)
    DistrictLine.objects.create(district=district, label="TTY", number="888-814-4026", kind="tty", position=2)
    return district


def make_person(name, role=None):
    """A member of staff; `role` is a group of `departments.drafts.roles`, None for an account that may do nothing."""
    user = get_user_model().objects.create_user(name, password="correct horse", is_staff=True)
    if role:
        user.groups.add(Group.objects.filter(name=role).first() or ensure_roles()[role])
    return user


def picture_file(width=60, height=40, *, colour="teal", format="PNG", **options):
    """A real image file as an upload would be read."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, format, **options)
    buffer.seek(0)
    buffer.name = f"upload.{format.lower()}"
    return buffer


def make_picture(**options):
    """The name of a stored picture."""
    return pictures.accept(picture_file(**options))
