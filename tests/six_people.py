"""Six editors of one office, signed in at a real server: of several processes, on a database they share."""

from contextlib import contextmanager

from tests.processes import run, served

# What each of them types into: none makes sense only together with another.
FIELDS = ["hours", "location", "fax", "lead_title", "departments-1-lead_name", "contacts-0-note"]
FORM = "/admin/departments/office/1/change/"
SET_UP = """
import django
django.setup()
from tests.desks import signed_in
from tests.making import make_contact, make_office, make_person
office = make_office("academics", departments=3)
make_contact(office)
for number in range(6):
    person = make_person(f"person-{number}", "Editors")
    person.offices.add(office)
    print(signed_in(person))
"""


@contextmanager
def at_a_server(url):
    """The address of a server on the migrated database `url`, and the session cookie of each of the six."""
    keys = run(SET_UP, url).split()
    with served(url, threads=8) as site:  # as deploy/ has it
        yield site, keys


def typed(field, turn):
    """What is typed into `field` in this turn."""
    return f"414-475-83{turn:02}" if field == "fax" else f"Round {turn}"
