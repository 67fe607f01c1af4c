"""
In a process of its own: a fact that a later release may add, over the directory of an earlier one.

The table and the models have it before anything else reads them; the database gets its columns as from a migration.
"""

import json
import logging

import django
import time_machine
from django.db.models.signals import class_prepared

NAME = "motto"
WHERE = {("departments.models.office", "Office"), ("departments.models.department", "Department")}


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

    if (sender.__module__, sender.__name__) not in WHERE:
        return
    from departments.models.facts import ENTRY, Column, Fact

    places = {"in_details": True, "is_searched": True, "in_api": True, "schema": "slogan", "card": "NOTE"}
    column = Column("Motto", 20, "What it lives by.")
    ENTRY[NAME] = Fact(NAME, "motto", export=column, sheet=column, **places)
    sender.add_to_class(NAME, models.CharField("motto", max_length=200, blank=True, default=""))


def _told():
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from departments.models import Department, Office
    from departments.models.facts import ENTRY
    from tests import facts_everywhere
    from tests.addresses import admin_addresses, public_addresses, wrong_answers

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for model in (Office, Department):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ADD COLUMN {NAME} varchar(200) NOT NULL DEFAULT ''")
    client, head = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    head.force_login(get_user_model().objects.filter(is_superuser=True).first())
    return {
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
