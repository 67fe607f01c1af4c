"""
Run inside the site that test_module.py makes: sets it up, loads a year, opens every address as a visitor and as a
superuser, and prints what was found as JSON. Its argument is the folder of fixtures.
"""

import json
import re
import sys
from html.parser import HTMLParser
from urllib.parse import urldefrag

import django
from django.core.management import call_command
from django.test import Client

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 – what has models can be read only now
from django.contrib.staticfiles import finders  # noqa: E402
from django.urls import reverse  # noqa: E402

from departments import publishing  # noqa: E402
from departments.drafts import history, preview  # noqa: E402
from departments.models import Office, SchoolYear  # noqa: E402
from departments.removal import Wanted, find, take_out  # noqa: E402
from departments.school_years.rolling import roll_over  # noqa: E402
from tests.addresses import admin_addresses, public_addresses, wrong_answers  # noqa: E402
from tests.kept.posted_form import fields_of  # noqa: E402

HOST = "intranet.example.org"
DEAD = (404, 500)  # not 410, a page that says what became of it, nor 422, where a question is wanted


class Recording(Client):
    """A client that keeps what it read: kind and text of each answer by its address."""

    def __init__(self):
        super().__init__(SERVER_NAME=HOST)
        self.read = {}

    def get(self, path, *args, **kwargs):
        response = super().get(path, *args, **kwargs)
        kind = response.headers.get("Content-Type", "")
        if re.match(r"text/|application/(json|atom|xml)", kind) and response.status_code == 200:
            self.read[path] = (kind, response.getvalue().decode())
        return response


class Page(HTMLParser):
    """The addresses on this site that stand in any attribute of a page, whatever it is called."""

    def __init__(self, html):
        super().__init__()
        self.links = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            addresses = [one.split()[0] for one in value.split(",")] if name == "srcset" else [value or ""]
            self.links |= {urldefrag(one)[0] for one in addresses if one.startswith("/")}


def links(kind, text):
    """The addresses on this site that an answer names; the patterns among them, which have braces, are none."""
    found = set(re.findall(rf"https?://{HOST}(/[^\s\"'<>,#)]*)", text))
    return found | (Page(text).links if "html" in kind else set(re.findall(r'"(/[^"#<>{}]*)"', text)))


def set_up(fixtures):
    """The site with a year that visitors see, its database made by the migrations of all apps."""
    call_command("check", fail_level="WARNING", stdout=sys.stderr)
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    call_command("roles", stdout=sys.stderr)
    call_command("loaddata", f"{fixtures}/district.json", verbosity=0)
    does = {"yes": True, "publish": True, "open": True, "stdout": sys.stderr, "stderr": sys.stderr}
    call_command("load_school_year", f"{fixtures}/2024-25", **does)


def checked_and_put_back(client, person, office):
    """What comes of a draft that `person` checks, somebody spoils, and `person` puts back: status, name, checked by."""
    client.post(reverse("admin:departments_office_confirm", args=[office.pk]))
    with history.recording(by=person, why="A trial"):
        history.watch(office.pk)
        Office.objects.filter(pk=office.pk).update(name="Spoilt")
        history.record(office.pk)
    newest, checked, *_ = history.versions(Office.objects.get(pk=office.pk))
    address = reverse("admin:departments_office_version", args=[office.pk, checked.id])
    answer = client.post(address, {"newest": newest.id, "why": "It was right"})
    now = Office.objects.get(pk=office.pk)
    return [answer.status_code, now.name == office.name, now.confirmed_by == person]


def worked_on(client, person, office):
    """
    What comes of an office that `person` gets to edit: whether it is theirs, the answers to the save that assigned
    them, to one of the same form without and with a choice; its hours then, and who is assigned in the year after.
    """
    address = reverse("admin:departments_office_change", args=[office.pk])

    def opened():
        return fields_of(client.get(address).getvalue().decode(), "office_form")

    assigned = client.post(address, opened() | {"editors": [str(person.pk)]})
    typed = opened() | {"hours": "8 to 4"}
    other = client.post(address, typed | {"hours": "9 to 5", "editors": []})
    theirs = Office.objects.filter(editors=person).exists()
    asked = client.post(address, typed)
    chosen = fields_of(asked.getvalue().decode(), None) | {"_take-hours": "mine"}
    answers = [one.status_code for one in (assigned, other, asked, client.post(address, chosen))]
    office.editors.set([person])
    next_year = roll_over(SchoolYear.objects.get(label="2024-25"), "2025-26", by=person).year
    new = Office.objects.get(school_year=next_year, slug=office.slug)
    return [theirs, answers, Office.objects.get(pk=office.pk).hours, list(new.editors.all()) == [person]]


def taken_out(person, name):
    """Who is told to have taken `name` out, and where it still stands."""
    found = find(Wanted(name=name))
    removal = take_out(Wanted(name=name), set(found.places), by=person, shown=found.shown)
    return [removal.by == person, bool(found.places), len(find(Wanted(name=name)).places)]


def led_to(client):
    """Where what `client` read leads: the first parts of addresses, static files that are none, and dead links."""
    found = set().union(*(links(*answer) for answer in client.read.values()))
    files = {one.removeprefix("/assets/") for one in found if one.startswith("/assets/")} - {""}
    unread = sorted(one for one in found if one.startswith("/directory/") and one not in client.read)
    return {
        "rooms": sorted({f"/{address.split('/')[1]}" for address in found}),
        "no such file": sorted(one for one in files if not finders.find(one)),
        "dead": [one for one in unread if client.get(one).status_code in DEAD],
    }


def main(fixtures):
    set_up(fixtures)
    head = get_user_model().objects.create_superuser("head@example.org")
    visitor, editor = Recording(), Recording()
    editor.force_login(head)
    office, other = Office.objects.order_by("pk")[:2]
    found = {"put back": checked_and_put_back(editor, head, office)}
    found["worked on"] = worked_on(editor, head, office)
    publishing.withdraw(other, by=head)
    preview.make_link(office, by=head)

    found["wrong"] = wrong_answers(visitor, public_addresses(within="departments"))
    found["wrong in the admin"] = wrong_answers(editor, admin_addresses())
    pages = {path: text for path, (kind, text) in visitor.read.items() if "html" in kind}
    found["without the site's frame"] = [path for path, text in pages.items() if 'id="intranet"' not in text]
    found["read"] = [len(pages), len(editor.read)]
    found["taken out"] = taken_out(head, office.lead_name)
    print(json.dumps(found | {"visitors": led_to(visitor), "editors": led_to(editor)}))


if __name__ == "__main__":
    main(sys.argv[1])
