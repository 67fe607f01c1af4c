"""
In a process of its own: facts that a later release may add, over the directory of an earlier one: one that stands
everywhere, and one of each form on entries and on contact lines.

The table and the models have it before anything else reads them; the database gets its columns as from a migration.
"""

import io
import json
import logging

import django
import time_machine
from django.db.models.signals import class_prepared

NAME = "motto"
ENTRIES = {("departments.models.office", "Office"), ("departments.models.department", "Department")}
LINES = {("departments.models.contact", "Contact")}
# By the name of the form: a value, and where it is no text the column.
TEXT = "varchar(200) NOT NULL DEFAULT ''"
VALUES = {
    "LINE": ("Ring twice", TEXT),
    "NAMES": ("Gate\nDoor", TEXT),
    "LIST": ("Red, Blue", TEXT),
    "ADDRESSES": ("old older", TEXT),
    "PROSE": ("Bring a form.", TEXT),
    "RICH": ("<p>Bring a form.</p>", TEXT),
    "NUMBER": ("+1 414-555-0147", TEXT),
    "EMAIL": ("desk@example.org", TEXT),
    "LINK": ("https://www.example.org", TEXT),
    "CHOICE": ("b", "varchar(200) NOT NULL DEFAULT 'a'"),
    "FLAG": (True, "bool NOT NULL DEFAULT false"),
    "PLACE": (3, "integer NOT NULL DEFAULT 0"),
    "DAY": ("2024-09-30", "date NULL"),
    "PICTURE": ("", TEXT),
}


def main(moment: str):
    """Print, as JSON, where the new fact is told, which offices wait to be published, and what answered wrongly."""
    class_prepared.connect(_add)
    with time_machine.travel(moment, tick=False):
        django.setup()
        logging.disable(logging.WARNING)  # what is not found is meant
        logging.getLogger("departments").setLevel(logging.CRITICAL)  # so is the broken alert; Django tells what breaks
        print(json.dumps(_told()))


def _add(sender, **given):
    from django.db import models

    here = sender.__module__, sender.__name__
    if here in ENTRIES | LINES:
        _add_one_of_each_form(sender, on_a_line=here in LINES)
    if here not in ENTRIES:
        return
    from departments.models.facts import ENTRY, Column, Fact

    places = {"in_details": True, "is_searched": True, "in_api": True, "schema": "slogan", "card": "NOTE"}
    column = Column("Motto", 20, "What it lives by.")
    ENTRY[NAME] = Fact(NAME, "motto", export=column, sheet=column, **places)
    sender.add_to_class(NAME, models.CharField("motto", max_length=200, blank=True, default=""))


def _add_one_of_each_form(model, *, on_a_line):
    from django.db import models

    from departments.models import facts
    from departments.models.entry import phone_field
    from departments.models.facts import ENTRY, LINE, Column, Fact, Form

    facts.NUMBERS |= {"a_number"}  # as where the fact stands in the table from the start

    choices = models.TextChoices("Choices", {"A": ("a", "Not said"), "B": ("b", "Chosen")})
    for form in Form:
        name, label = f"a_{form.name.lower()}", f"kind of {form.name.lower()}"
        column = Column(label, 20, "Tried.")
        is_on_sheet = form not in (Form.FLAG, Form.PLACE, Form.DAY, Form.PICTURE) and not on_a_line
        (LINE if on_a_line else ENTRY)[name] = Fact(
            name,
            label,
            form,
            choices if form is Form.CHOICE else None,
            in_details=form is not Form.PICTURE,
            is_searched=True,
            in_api=True,
            card="NOTE",
            export=column,
            sheet=column if is_on_sheet else None,
        )
        match form:
            case Form.FLAG:
                field = models.BooleanField(label, default=False)
            case Form.PLACE:
                field = models.PositiveIntegerField(label, default=0)
            case Form.DAY:
                field = models.DateField(label, null=True, blank=True)
            case Form.NUMBER:
                field = phone_field(label, default="")
            case _:
                field = models.CharField(label, max_length=200, blank=True, default="a" if form is Form.CHOICE else "")
        model.add_to_class(name, field)


def _each_form_told(client):
    """Publish an office that says a value of each form, itself and on a line, and tell what answers wrongly."""
    from django.core.management import call_command

    from departments import publishing
    from departments.models import Office
    from departments.reading.directory import Directory
    from departments.school_years import spreadsheet
    from departments.school_years.edition import of_drafts

    office = Office.objects.filter(school_year=Directory.at().year, contacts__isnull=False).first()
    line = office.contacts.first()
    year = office.school_year
    blank = client.get(f"/offices/{office.slug}.vcf").getvalue().decode()
    for row in (office, line):
        for form, (value, _) in VALUES.items():
            setattr(row, f"a_{form.lower()}", value)
        row.save()
    publishing.publish(office, by=None)
    spreadsheet.write(of_drafts(year).edition)
    call_command("roll_over", year.label, "2040-41", stdout=io.StringIO())
    rolled = Office.objects.get(slug=office.slug, school_year__label="2040-41")
    texts = {f"a_{form.lower()}": str(value) for form, (value, _) in VALUES.items() if form != "NUMBER"}
    copies = [
        {name: str(getattr(copy, name)) for name in texts} == texts and copy.a_number.national_number == 4145550147
        for copy in (rolled, rolled.contacts.first())
    ]
    page = client.get(f"/offices/{office.slug}/").getvalue().decode()
    answer = client.get(f"/api/v1/offices/{office.slug}").json()
    return {
        "blank on a card": "ind of" in blank,
        "markup as text": "&lt;p&gt;" in page,
        "rolled over": copies,
        "api": [{form: one.get(f"a_{form.lower()}") for form in VALUES} for one in (answer, answer["contacts"][0])],
    }


def _told():
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from departments.models import Contact, Department, Office
    from departments.models.facts import ENTRY
    from tests import facts_everywhere
    from tests.addresses import admin_addresses, public_addresses, wrong_answers

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for model in (Office, Department):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ADD COLUMN {NAME} {TEXT}")
        for model in (Office, Department, Contact):
            for form, (_, column) in VALUES.items():
                cursor.execute(f"ALTER TABLE {model._meta.db_table} ADD COLUMN a_{form.lower()} {column}")
    client, head = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    head.force_login(get_user_model().objects.filter(is_superuser=True).first())
    forms = _each_form_told(client)
    return {
        "forms": forms,
        "waiting": [_waiting(), _waiting(without=NAME)],
        "wrong": wrong_answers(client, public_addresses()[::3]) | wrong_answers(head, admin_addresses()[::9]),
        "told": facts_everywhere.places(client, ENTRY[NAME], "Learn daily"),
    }


def _waiting(*, without=None):
    """The offices that wait to be published, by key; as if the fact `without` had never been added."""
    from departments.drafts.state import states
    from departments.models import Office
    from departments.models.facts import ENTRY

    apart = {name: ENTRY.pop(name) for name in [without] if name}
    waiting = [pk for pk, state in states(Office.objects.select_related("school_year")).items() if state.is_waiting]
    ENTRY.update(apart)
    return sorted(waiting)
