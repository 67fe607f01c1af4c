"""The page of an office as visitors are served it, beside a bare Django view with the same bytes and a plain page."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from .databases import databases

# Years and offices in each, the first to begin with.
SIZES = ((1, 20), (20, 20), (1, 1_000))
DEPARTMENTS = 4  # of an office
ROUNDS, SECONDS, CONNECTIONS, MEGABYTES = 5, 3, 16, 64
# How many times the requests of a bare view at least, by database.
WANTED = {"SQLite": 3, "PostgreSQL": 1.4}
SERVER = (
    "-m granian --interface wsgi --workers 2 --blocking-threads 1 --http 1 --no-ws --log-level warning --host 127.0.0.1"
)
OURS, PLAIN = "mpsdir.wsgi:application", "bench.plain_site:application"
FILL = "import sys, django; django.setup(); from bench import serving; serving.fill(*map(int, sys.argv[1:]))"
TELL = "import sys, django; django.setup(); from bench import serving; serving.tell(sys.argv[1])"
FILL_PLAIN = "import sys; from bench import plain_site; plain_site.fill(sys.argv[1])"


def run(out):
    if shutil.which("wrk") is None:
        out("Serving is measured with wrk, which is not here: apt-get install wrk.")
        return
    with databases() as room:
        urls = [_filled(room, *size) for size in SIZES]
        page, told = room.folder / "page.html", room.folder / "pages.json"
        page.write_bytes(b"")
        room.run(urls[0], "-m", "django", "collectstatic", "--noinput", "--verbosity=0")
        room.run(urls[0], "-c", TELL, told)
        room.run(urls[0], "-c", FILL_PLAIN, told, BENCH_PAGE=page)
        with _served(room, urls[0], OURS) as ours:
            page.write_bytes(_read(ours, "/offices/office-0/"))
        out(f"The page of an office, {page.stat().st_size:,} bytes, on {room.name}: requests a second, {ROUNDS} rounds")
        rounds = [_round(room, urls, page) for _ in range(ROUNDS)]
        for name in rounds[0]:
            each, busy = (median(one[name][place] for one in rounds) for place in (0, 1))
            out(f"  {name:<44}{each:9,.0f}  {busy:9,.0f} in a second of the server's own work")
        _tell(out, rounds, "kept, to the bare view", "kept", "bare view", WANTED[room.name])
        _tell(out, rounds, "without the log of requests", "kept, unlogged", "bare view", None)
        _tell(out, rounds, "made anew, to the plain page", "made anew", "plain Django", 0.5)
        for years, offices in SIZES[1:]:
            what = f"{years} years of {offices:,} offices"
            _tell(out, rounds, f"{what}, to 1 of 20", f"kept, {what}", "kept, unlogged", 0.7)
        _memory(room, urls[0], page, out)


def _round(room, urls, page):
    """Requests a second of each, one after the other."""
    found = {}

    def measured(name, url, application, path, **environment):
        with _served(room, url, application, BENCH_PAGE=page, **environment) as port:
            _wrk(port, path, 1)
            before = _busy(port)
            answered = _wrk(port, path, SECONDS)
            found[name] = answered / SECONDS, answered / (_busy(port) - before)

    quiet = {"MPSDIR_LOG": "json"}  # without a line for each request
    measured("bare view", urls[0], PLAIN, "/bare/")
    measured("plain Django", urls[0], PLAIN, "/plain/office-0/")
    measured("kept", urls[0], OURS, "/offices/office-0/")
    measured("kept, unlogged", urls[0], OURS, "/offices/office-0/", **quiet)
    measured("made anew", urls[0], OURS, "/offices/office-0/", MPSDIR_DOOR=0)
    for url, (years, offices) in zip(urls[1:], SIZES[1:], strict=True):
        measured(f"kept, {years} years of {offices:,} offices", url, OURS, "/offices/office-0/", **quiet)
    return found


def _tell(out, rounds, what, name, other, least):
    """The ratio of requests a second; and of those in a second of the server's work, which others disturb least."""
    ratio, of_busy = (median(one[name][place] / one[other][place] for one in rounds) for place in (0, 1))
    judged = "" if least is None else f"    wanted: at least {least}" + ("" if ratio >= least else "  MISSED")
    out(f"  {what:<44}{ratio:9.2f}    of its own work {of_busy:.2f}{judged}")


def _memory(room, url, page, out):
    """What a worker takes with a full door, beside one that serves the bare view."""
    with _served(room, url, PLAIN, BENCH_PAGE=page) as port:
        _wrk(port, "/bare/", 1)
        bare = _largest_worker(port)
    full = {}
    for megabytes in (0, MEGABYTES):
        with _served(room, url, OURS, MPSDIR_DOOR=megabytes) as port:
            for number in range(2 * 3 * MEGABYTES * 1_000_000 // page.stat().st_size // 2):
                _read(port, f"/offices/office-{number % 20}/?{number}")
            full[megabytes] = _largest_worker(port)
    most = 1.5 * bare + MEGABYTES
    judged = "" if full[MEGABYTES] <= most else "  MISSED"
    with_door = f"{full[MEGABYTES]:.0f} with {MEGABYTES} MB of answers"
    out(f"  A worker of the bare view takes {bare:.0f} MB, ours {full[0]:.0f}, {with_door}.")
    out(f"  {'memory with a full door':<60}{full[MEGABYTES]:9.0f}    wanted: at most {most:.0f}{judged}")


def _largest_worker(port):
    return max(_resident(pid) for pid in _children(_SERVERS[port].pid))


def _busy(port):
    return busy(_SERVERS[port].pid)


def busy(server):
    """Seconds that the process `server` and those it started computed."""
    pids = (server, *_children(server))
    ticks = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids]
    return sum(int(one) for pair in ticks for one in pair) / os.sysconf("SC_CLK_TCK")


def _children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) * 1024 / 1e6


_SERVERS = {}


@contextmanager
def _served(room, url, application, **environment):
    """The port of a server of `application` on the database `url`, which is gone afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, *SERVER.split(), "--port", str(port), application]
    environment = room.environment(url) | {name: str(value) for name, value in environment.items()}
    environment |= {"MPSDIR_HTTPS": "0", "MPSDIR_ALLOWED_HOSTS": "127.0.0.1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _SERVERS[port] = server
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def _read(port, path):
    with urlopen(f"http://127.0.0.1:{port}{path}") as response:
        return response.read()


def _wrk(port, path, seconds):
    """How many requests are answered."""
    command = ["wrk", "-t1", "--timeout=10s", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"]
    told = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{path} was not served:\n{told}")
    return int(re.search(r"(\d+) requests in", told)[1])


def _filled(room, years, offices):
    url = room.empty()
    room.run(url, "-c", FILL, years, offices)
    return url


def fill(years, offices):
    """Publish a directory of so many open years, each of so many offices."""
    from datetime import date, timedelta
    from random import Random

    from django.utils import timezone

    from departments.models import SchoolYear

    from .searching import Words, publish

    now, words = timezone.now(), Words(Random(years))
    first = date(now.year - (now.month < 7), 7, 1)
    for back in range(years):
        start = first.replace(year=first.year - back)
        year = SchoolYear.objects.create(
            label=f"{start.year}-{(start.year + 1) % 100:02}",
            starts_on=start,
            ends_on=start.replace(year=start.year + 1) - timedelta(days=1),
            opened_at=now - timedelta(days=800 + 365 * back),
        )
        publish(words, year, offices * (3 + 2 * DEPARTMENTS), "office", now, DEPARTMENTS)


def tell(path):
    """Write what the pages say as JSON to `path`, for the plain site."""
    import json
    from dataclasses import asdict

    from departments.reading.directory import Directory

    Path(path).write_text(json.dumps([asdict(page) for page in Directory.at().office_pages], default=str))
