"""Whatever changes what visitors see, by whatever way, is seen at the next request of each process of the server."""

import time

import pytest
import requests

from tests.processes import served, start

WORKER = """
import sys
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from departments import publishing
from departments.models import Alert, District, Office, SchoolYear
from departments.school_years.year import open_year
from tests.making import make_district, make_office, make_year
make_district()
office = make_office("academics", name="Academics", departments=2, publish=True)
make_office("arts", name="Arts", publish=True)
make_office("music", name="Music", year=make_year("2023-24", opened=False))

def verb():
    Office.objects.filter(pk=office.pk).update(location="Room 7")
    publishing.publish(Office.objects.get(pk=office.pk), by=None)

def command():
    Office.objects.filter(pk=office.pk).update(location="Room 8")
    call_command("publish", office="academics", stdout=sys.stderr)

def alert():
    Alert.objects.create(message="Closed for snow", level="2-warning", show_from=timezone.now())

def moment():
    begins = timezone.now() + timedelta(seconds=1.5)
    Alert.objects.create(message="Now it begins", level="2-warning", show_from=begins)

def update():
    District.objects.update(name="Other Schools")

def raw_sql():
    connection.cursor().execute("UPDATE departments_district SET name = 'By hand'")

def transaction_of_two():
    with transaction.atomic():
        District.objects.update(name="Half")
        District.objects.update(name="Whole")

def taken_off():
    publishing.take_off(Office.objects.get(slug="arts"), by=None)

def row_deleted():
    Alert.objects.filter(message="Closed for snow").delete()

def year():
    publishing.publish(Office.objects.get(slug="music"), by=None)
    open_year(SchoolYear.objects.get(label="2023-24"))

print("ready", flush=True)
for line in sys.stdin:
    globals()[line.strip()]()
    connection.close()
    print("done", flush=True)
"""
# By the name of what is done: the address that shows it, what it shows then, and what it shows no longer.
WAYS = {
    "verb": ("/offices/academics/", "Room 7", None),
    "command": ("/directory.csv", "Room 8", "Room 7"),
    "alert": ("/", "Closed for snow", None),
    "moment": ("/a-z/", "Now it begins", None),
    "update": ("/people/", "Other Schools", None),
    "raw_sql": ("/feed/", "By hand", "Other Schools"),
    "transaction_of_two": ("/chart/", "Whole", "By hand"),
    "taken_off": ("/sitemap.xml", "/offices/academics/", "/offices/arts/"),
    "row_deleted": ("/", "Now it begins", "Closed for snow"),
    "year": ("/offices/music/", "Music", "We could not find"),
}


@pytest.mark.exhaustive
def test_each_way_is_seen_at_the_next_request_of_another_process(migrated_url):
    with start(WORKER, migrated_url) as worker, served(migrated_url) as site:
        assert worker.stdout.readline() == "ready\n"

        def read(address):
            """What is answered, so often that each process has answered and keeps it."""
            return [requests.get(site + address).text for _ in range(6)]

        for way, (address, shown, gone) in WAYS.items():
            for text in read(address):
                assert (gone in text) if gone else (shown not in text), way
            worker.stdin.write(f"{way}\n")
            worker.stdin.flush()
            assert worker.stdout.readline() == "done\n", way
            if way == "moment":
                time.sleep(1.6)
            for text in read(address):
                assert shown in text and not (gone and gone in text), way
        worker.stdin.close()
