"""
What pages cost that are made anew, in a directory of 200 offices and 1,400 departments: as many times a page of plain
Django that shows an office with its departments from the tables; and what publishing all offices costs.
"""

import gc
import json
from statistics import median
from time import process_time

from . import startproject

OFFICES, DEPARTMENTS = 200, 1_400
_ROUNDS = 7
_ADMIN = "/admin/departments/"
# How many plain pages each may take. Issue 14 allows 200 ms for those of the admin, where version 0.1 takes 1,057,
# 716, 575 and 1,259: that share of the plain pages that 0.1 takes here (448, 252, 263 and 111; 6.5 for publishing an
# office, of which 10 of 43 are allowed) is what stands below.
PAGES = {
    "an office": ("office", 2.0),
    "the first page": ("/", None),
    "the A–Z": ("/a-z/", None),
    "the people": ("/people/", None),
    "the phone book": ("/print/", None),
    "a search": ("/search/?q=services", None),
    "the admin's first page": ("/admin/", 85),
    "the list of offices": (f"{_ADMIN}office/", 70),
    "a search among them": (f"{_ADMIN}office/?q=services", 92),
    "adding a department": (f"{_ADMIN}department/add/", 18),
}


def run(out):
    from .databases import databases
    from .loading import bundle_of

    with databases() as room:
        url, bundle = room.empty(), bundle_of(room, DEPARTMENTS, OFFICES)
        room.run(url, "-m", "django", "loaddata", "fixtures/district.json", "--verbosity=0")
        room.run(url, "manage.py", "load_school_year", bundle, "--yes")
        told = json.loads(room.run(url, "-m", "bench.anew").splitlines()[-1])  # after what each publication logs
        out(f"Pages made anew of {OFFICES} offices and {DEPARTMENTS:,} departments on {room.name}")
        out(f"  A plain page takes {told['plain']:.1f} ms of computing, and a bare view {told['bare']:.2f} ms.")
        limits = {name: most for name, (_, most) in PAGES.items()} | {"publishing an office": 1.5}
        for name, most in limits.items():
            ms = told["pages"][name]
            ratio = ms / told["plain"]
            judged = "" if not most else f"    wanted: at most {most}{'' if ratio <= most else '  MISSED'}"
            out(f"  {name:<26}{ms:8.1f} ms{ratio:8.1f} plain pages{judged}")


# What follows runs in a process of its own, in the settings of production, on the database to be measured.


def measure():
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client, override_settings
    from django.utils import timezone

    from departments import publishing
    from departments.models import Office, SchoolYear

    SchoolYear.objects.update(opened_at=timezone.now())
    offices = list(Office.objects.select_related("school_year"))
    gc.freeze()  # as the server does
    begun = process_time()
    list(publishing.publish_many(offices, by=None))
    told = {"pages": {"publishing an office": (process_time() - begun) * 1000 / len(offices)}}
    slug = min(offices, key=lambda office: abs(office.departments.count() - DEPARTMENTS / OFFICES)).slug
    # Hashed names would need collectstatic first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        client = Client(headers={"host": "localhost"})
        client.force_login(get_user_model().objects.create_superuser("head"), settings.AUTHENTICATION_BACKENDS[0])
        for name, (address, _) in PAGES.items():
            address = f"/offices/{slug}/" if address == "office" else address
            one = client if address.startswith("/admin/") else Client(headers={"host": "localhost"})
            told["pages"][name] = _milliseconds(one, address)
    with override_settings(ROOT_URLCONF="bench.plain_pages", MIDDLEWARE=startproject.MIDDLEWARE):
        client = Client(headers={"host": "localhost"})
        told |= {"plain": _milliseconds(client, f"/{slug}/"), "bare": _milliseconds(client, "/")}
    return told


def _milliseconds(client, address):
    """Of computing, the one in the middle: what else the machine does counts least so."""
    from mpsdir.room_for_frames import with_room

    times, get = [], with_room(client.get)
    for _ in range(_ROUNDS + 2):
        begun = process_time()
        response = get(address)
        times.append((process_time() - begun) * 1000)
        assert response.status_code == 200, (address, response.status_code)
    return median(times[2:])


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(measure()))
