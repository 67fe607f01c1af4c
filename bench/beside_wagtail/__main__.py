"""
The ten jobs of editors, here and in Wagtail: `python -m bench.beside_wagtail [--rounds 3] [--only JOB]`.

Wagtail is installed into an environment of its own. Each side is a site in the settings of production with the
directory of content.py on SQLite, behind the same server. Of each job are told: clicks and keys from the signed-in
first page on, without what has to be said; and what the server computed meanwhile. Nothing here is part of the site.
"""

import argparse
import os
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from scripts.shots import FLAGS, wait_for

from ..databases import ROOT, databases
from ..serving import busy
from . import content, ours, theirs

HERE = Path(__file__).parent
ENVIRONMENT = ROOT / ".venv-wagtail"
# One process of as many threads each, so that what it computes is all that is computed.
SERVER = "-m granian --interface wsgi --workers 1 --blocking-threads 4 --no-ws --log-level warning --host 127.0.0.1"
WIDTHS = (1280, 390)
LARGE, OTHER = content.MINE
# Each with who does it, in which office, and what it is. What adds rows does so in another office, so that none grows.
JOBS = {
    "name": ("editor", LARGE, "change a director's name"),
    "number_by_keys": ("editor", LARGE, "the fourth department's number, by keyboard"),
    "to_the_top": ("editor", LARGE, "the 30th department to the top"),
    "unit": ("editor", LARGE, "a unit with its text and number"),
    "lines": ("editor", OTHER, "five contact lines"),
    "assign": ("publisher", None, "one editor to 40 offices"),
    "invite": ("publisher", None, "invite an editor with two offices"),
    "remind": ("publisher", None, "remind all who have not checked"),
    "thirty_numbers": ("editor", LARGE, "change 30 numbers"),
    "error": ("editor", LARGE, "into the field that is wrong"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="after one on a phone, of which only presses are told")
    parser.add_argument("--side", choices=("here", "Wagtail"), help="one of them alone")
    parser.add_argument("--only", default="", metavar="JOB", help=f"one of {', '.join(JOBS)}")
    parser.add_argument("--port", type=int, default=8170)
    options = parser.parse_args()
    with databases() as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        told = {}
        for name, side in {"here": ours, "Wagtail": theirs}.items():
            if name in (options.side or name):
                with served(side, room, options.port) as (site, server):
                    told[name] = measured(side, browser, site, server, options)
        tell(told)


def install():
    """Wagtail in an environment of its own, as requirements.txt pins it."""
    wanted, stamp = (HERE / "requirements.txt").read_text(), ENVIRONMENT / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    command = [ENVIRONMENT / "bin/python", "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"]
    subprocess.run(command, check=True)
    stamp.write_text(wanted)


@contextmanager
def served(side, room, port):
    """The address and the process of a server of `side`, filled anew."""
    if side is ours:
        url, python, application = room.empty(), sys.executable, "mpsdir.wsgi:application"
        room.run(url, "-m", "bench.beside_wagtail.filling", MPSDIR_LOG="lines")
        room.run(url, "-m", "django", "collectstatic", "--noinput", "--verbosity=0")
        environment = room.environment(url) | {"MPSDIR_MAIL": "dummymail://", "MPSDIR_MAIL_FROM": "a@example.org"}
    else:
        install()
        python, application = ENVIRONMENT / "bin/python", "bench.beside_wagtail.site.wsgi:application"
        environment = os.environ | {"BESIDE_WAGTAIL": str(room.folder / "wagtail")}
        environment |= {"DJANGO_SETTINGS_MODULE": "bench.beside_wagtail.site.settings"}
        subprocess.run([python, "-m", "bench.beside_wagtail.site.fill"], cwd=ROOT, env=environment, check=True)
    environment |= {"GRANIAN_BLOCKING_THREADS": "4"}
    command = [python, *SERVER.split(), "--port", str(port), application]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            site = f"http://localhost:{port}"
            wait_for(f"{site}{side.SIGN_IN}", server)
            yield site, server.pid
        finally:
            server.terminate()


def measured(side, browser, site, server, options):
    """{job: {width: [(clicks, keys, drags, seconds of computing), …]}}; of "height" {width: [pixels of each form]}."""
    told = {"height": {width: heights(side, browser, site, width) for width in WIDTHS}}
    for job in JOBS:
        if options.only not in job:
            continue
        told[job] = {width: [] for width in WIDTHS}
        for number in range(options.rounds + 1):
            width = 1280 if number else 390  # the phone warms up what the desk is then measured with
            if done := one(side, browser, site, server, job, width, number):
                told[job][width].append(done)
                print(side.__name__, job, width, done, flush=True)
    return told


def page_of(side, browser, site, width, name):
    page = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True).new_page()
    page.set_default_timeout(60_000)
    page.goto(site + side.SIGN_IN)
    page.fill("[name=username]", name)
    page.fill("[name=password]", content.PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(site + side.FIRST_PAGE)
    page.wait_for_load_state("networkidle")
    return page


def one(side, browser, site, server, job, width, number):
    """What one turn of `job` takes; nothing where it cannot be done."""
    who, office, _ = JOBS[job]
    page = page_of(side, browser, site, width, who)
    person = side.Worker(page, number)
    do = getattr(person, job)
    if do is None:
        return None
    before = busy(server)
    do(office) if office else do()
    page.wait_for_timeout(3_000)  # what scripts ask for afterwards belongs to it
    page.context.close()
    return person.clicks, person.keys, person.drags, busy(server) - before


def heights(side, browser, site, width):
    """Of the form of the large office and of another, nothing opened."""
    found = []
    for office in (LARGE, OTHER):
        page = page_of(side, browser, site, width, "editor")
        side.Worker(page, 0).open(office)
        page.wait_for_timeout(2_000)
        found.append(round(page.locator(side.FORM).bounding_box()["height"]))
        page.context.close()
    return found


def tell(told):
    print("clicks + keys (+ drags) at 1280 px, at 390 px where they differ; computing of the server")
    for job, (_, _, words) in JOBS.items():
        print(words, *(shown(side[job]) for side in told.values() if job in side), sep=" | ")
    print("height of the form, 30 departments and 3", *(side["height"] for side in told.values()), sep=" | ")


def shown(widths):
    presses = [" + ".join(str(most) for most in done[-1][:3]) for done in widths.values() if done]
    if not presses:
        return "impossible"
    return f"{' / '.join(dict.fromkeys(presses))}, {1000 * median(done[3] for done in widths[1280]):.0f} ms"


if __name__ == "__main__":
    main()
