"""
The service with many at once: 200 visitors who ask for a page every three seconds while four editors save and publish
every five, on two processes as `deploy/` starts them; then 1,000 publishes beside those visitors, each looked for at
the next request of the other process.
"""

import json
import random
import secrets
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count

from tests.desks import PATIENCE, Desk, said, signed_in

from .serving import busy

OFFICES, DEPARTMENTS = 40, 280
VISITORS, EVERY, SECONDS = 200, 3, 60
EDITORS, EDIT_EVERY = 4, 5
PUBLISHES = 1_000
WANTED = 250  # milliseconds in which 99 of 100 requests are answered
# As deploy/mpsdir@.service has it.
SERVER = "-m granian --interface wsgi --host 127.0.0.1 --log-level warning --no-ws"
SETTINGS = {"GRANIAN_BLOCKING_THREADS": "8", "MPSDIR_LOG": "json", "MPSDIR_ALLOWED_HOSTS": "127.0.0.1"}
SETTINGS |= {"MPSDIR_SECRET_KEY": secrets.token_hex()}  # one for all processes, or sessions would end
_FORM, _REVIEW = "/admin/departments/office/{}/change/", "/admin/departments/office/{}/review/"


def run(out):
    from .databases import databases
    from .loading import bundle_of

    with databases() as room, ExitStack() as servers:
        url, bundle = room.empty(), bundle_of(room, DEPARTMENTS, OFFICES)
        room.run(url, "-m", "django", "loaddata", "fixtures/district.json", "--verbosity=0")
        room.run(url, "manage.py", "load_school_year", bundle, "--yes")
        room.run(url, "-m", "django", "collectstatic", "--noinput", "--verbosity=0")
        told = _told(room, url, "prepare")
        running = dict(servers.enter_context(_served(room, url)) for _ in range(2))
        ports = [*running]
        for address in told["pages"]:
            _ask(ports[0], address), _ask(ports[1], address)
        out(f"{VISITORS} visitors who ask every {EVERY} s of {OFFICES} offices, on {room.name} and two processes")
        with _visitors(running, told["pages"]) as asked:
            edited = _told(room, url, "edit", ports, told["desks"], SECONDS)
        missing = _told(room, url, "missing", edited)["missing"]
        what = f"{len(edited['saved'])} saves and {len(edited['published'])} publishes by {EDITORS}"
        _tell(out, asked, f"beside {what}, {len(missing)} of them lost", WANTED)
        for line in missing + edited["refused"]:
            out(f"    {line}  MISSED")
        with _visitors(running, told["pages"]) as asked:
            seen = _told(room, url, "publish", ports, told["desks"], PUBLISHES)
        _tell(out, asked, f"beside {PUBLISHES:,} publishes one after the other by {EDITORS}", None)
        judged = "" if seen["seen"] == PUBLISHES else "  MISSED"
        out(f"  Seen at the next request of the other process: {seen['seen']:,} of {PUBLISHES:,}{judged}")


def _tell(out, asked, beside, most):
    half, of_hundred, slowest = (1000 * _share(asked.seconds, share) for share in (0.5, 0.99, 1))
    judged = "" if most is None else f"    wanted: at most {most} ms{'' if of_hundred <= most else '  MISSED'}"
    out(f"  {len(asked.seconds):,} pages {beside}")
    out(f"    half in {half:.0f} ms, 99 of 100 in {of_hundred:.0f} ms, all in {slowest:.0f} ms{judged}")
    out(f"    errors: {len(asked.wrong)}{f', as {asked.wrong[0]}  MISSED' if asked.wrong else ''}")
    out(f"    The processes computed {asked.busy:.2f} s in each second.")
    late = 1000 * _share(asked.late, 0.99)
    out(f"    Of 100 visitors one woke up {late:.0f} ms too late, which is this machine's own work.")


def _share(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


@dataclass
class Asked:
    """What each answer took, by how much its visitor woke up too late for it, and what was wrong with it."""

    seconds: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    busy: float = 0.0  # seconds of computing of both processes in each second


@contextmanager
def _visitors(running, pages):
    """Each asks for a page of `pages` at one of the ports `running`, as long as this lasts."""
    asked, gone, ports = Asked(), threading.Event(), [*running]
    busy_before, begun_all = sum(map(busy, running.values())), time.perf_counter()

    def visit(number):
        luck = random.Random(number)
        due = time.perf_counter() + luck.random() * EVERY
        while not gone.wait(max(0, due - time.perf_counter())):
            begun = time.perf_counter()
            wrong = _ask(luck.choice(ports), luck.choice(pages))
            asked.seconds.append(time.perf_counter() - begun)
            asked.late.append(begun - due)
            asked.wrong += [wrong] if wrong else []
            due += EVERY

    visitors = [threading.Thread(target=visit, args=[number]) for number in range(VISITORS)]
    for one in visitors:
        one.start()
    try:
        yield asked
    finally:
        asked.busy = (sum(map(busy, running.values())) - busy_before) / (time.perf_counter() - begun_all)
        gone.set()
        for one in visitors:
            one.join(PATIENCE)


def _ask(port, address):
    """What was wrong with the answer, if anything was."""
    asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        asking.request("GET", address)
        answer = asking.getresponse()
        body = answer.read()
    except OSError as error:
        return f"{address}: {error}"
    finally:
        asking.close()
    return "" if answer.status == 200 and body else f"{address}: {answer.status}"


@contextmanager
def _served(room, url):
    """One more process of the service: its port and its number."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, *SERVER.split(), "--port", str(port), "mpsdir.wsgi:application"]
    with subprocess.Popen(command, env=room.environment(url) | SETTINGS, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                if not _ask(port, "/health/ready/"):
                    break
                time.sleep(0.2)
            yield port, server.pid
        finally:
            server.terminate()


def _told(room, url, what, *arguments):
    """What `what` of the below answers in a process of its own, on the database to be measured."""
    return json.loads(room.run(url, "-m", "bench.under_load", what, json.dumps(arguments), **SETTINGS).splitlines()[-1])


# What follows runs there.


def prepare():
    """Publish all offices; the addresses that visitors ask for, and (session, key of an office) of each who edits."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from departments import publishing
    from departments.models import Office, SchoolYear

    SchoolYear.objects.update(opened_at=timezone.now())
    offices = list(Office.objects.select_related("school_year"))
    for office in offices:
        publishing.publish(office, by=None)
    people = [get_user_model().objects.create_superuser(f"editor-{number}") for number in range(EDITORS)]
    pages = ["/", "/a-z/", "/people/", "/search/?q=services", "/search/suggest/?q=ser", "/search/?q=maintenance"]
    pages += [f"/offices/{office.slug}/" for office in offices]
    return {"pages": pages, "desks": [(signed_in(one), offices[place].pk) for place, one in enumerate(people)]}


def edit(ports, desks, seconds):
    """Each saves and publishes in turn. What was answered to have been saved and published: [key, what was typed]."""
    saved, published, refused = [], [], []

    def work(number):
        key, pk = desks[number]
        begun = time.monotonic() + number * EDIT_EVERY / EDITORS
        for turn in range(seconds // EDIT_EVERY):
            time.sleep(max(0, begun + turn * EDIT_EVERY - time.monotonic()))
            desk = Desk(f"http://127.0.0.1:{ports[(number + turn) % 2]}", key)
            typed = [pk, f"Round {turn - turn % 2} of {number}"]
            does, done = ((_save, saved), (_publish, published))[turn % 2]
            try:
                answer = does(desk, *typed)
                assert answer.status_code == 302, f"{answer.status_code}, {said(answer)}"
                done.append(typed)
            except (AssertionError, OSError) as why:
                refused.append(f"{typed[1]} of the office {pk} was refused: {why}")

    with ThreadPoolExecutor(len(desks)) as people:
        list(people.map(work, range(len(desks))))
    return {"saved": saved, "published": published, "refused": refused}


def _save(desk, pk, hours):
    values = desk.opened(_FORM.format(pk), "#office_form") | {"hours": hours}
    return desk.post(_FORM.format(pk), values)


def _publish(desk, pk, *_):
    return desk.post(_REVIEW.format(pk), desk.opened(_REVIEW.format(pk), "form:has([name=reviewed])") | {"when": "now"})


def missing(edited):
    """What was saved and is no version of its office, and what was published and is no publication."""
    from reversion.models import Version

    from departments.models import Office, Publication
    from departments.page.kept_page import page_of

    versions = Version.objects.get_for_model(Office)
    drafts = {(int(one.object_id), json.loads(one.serialized_data)[0]["fields"]["hours"]) for one in versions}
    pages = {(one.office_id, page_of(one).hours) for one in Publication.objects.all()}
    kept = {"saved": drafts, "published": pages}
    lost = [f"{what}: {typed}" for what in kept for typed in edited[what] if tuple(typed) not in kept[what]]
    return {"missing": lost}


def publish(ports, desks, publishes):
    """Each publishes at one process, and reads the page at the other, again and again: how many were seen there."""
    from django.db import connection

    from departments.models import Office

    numbers, seen = count(), []

    def work(number):
        key, pk = desks[number]
        address = f"/offices/{Office.objects.get(pk=pk).slug}/"
        for turn in numbers:
            if turn >= publishes:
                break
            here, there = (Desk(f"http://127.0.0.1:{port}", key) for port in (ports if turn % 2 else ports[::-1]))
            Office.objects.filter(pk=pk).update(hours=f"Turn {turn} of all.")
            there.browser.cookies.clear()
            answer = _publish(here, pk)
            while answer.status_code == 503:  # others were faster, and it says so
                answer = _publish(here, pk)
            if answer.status_code == 302:
                page = there.browser.get(f"{there.site}{address}", timeout=PATIENCE)
                seen.append(f"Turn {turn} of all." in page.text)
        connection.close()

    with ThreadPoolExecutor(len(desks)) as people:
        list(people.map(work, range(len(desks))))
    return {"seen": sum(seen)}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(globals()[sys.argv[1]](*json.loads(sys.argv[2]))))
