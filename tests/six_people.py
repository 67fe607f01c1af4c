"""Six editors of one office, signed in at a real server: of several processes, on a database they share."""

from contextlib import contextmanager

from tests.processes import run, served

# What each of them types into: none makes sense only together with another.
FIELDS = ["hours", "location", "fax", "lead_title", "departments-1-lead_name", "contacts-0-note"]
FORM = "/admin/departments/office/1/change/"
SET_UP = """
import time
import django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from mpsdir.session_ends import BEGAN, SEEN
from tests.making import make_contact, make_office, make_person
office = make_office("academics", departments=3)
make_contact(office)
for number in range(6):
    person, session = make_person(f"person-{number}", "Editors"), SessionStore()
    person.offices.add(office)
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[BEGAN] = session[SEEN] = time.time()
    session.create()
    print(session.session_key)
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
