"""
Screenshots of every public page and main admin screen, 390 and 1280 pixels wide, into shots/; and those of the README.

Sets up the sample directory in a temporary folder and serves it there; nothing in var/ is read or changed.

    python scripts/shots.py [--only WORD]
    python scripts/shots.py --help-pictures [--check]

The second makes the pictures of the pages of help anew, or says which of them show other words than their screen does.
"""

import argparse
import io
import json
import os
import runpy
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
WIDTHS = (390, 1280)
HELP, HELP_WORDS = ROOT / "departments/static/departments/help", ROOT / "scripts/help_words.json"
# What a screen calls things by; what the sample says, and when it was set up, is none of it.
LABELS = "#content :is(label, legend, th, h1, [type=submit]), .office-tabs a"
README = ("office", "admin-office")  # into docs/, as what a desk shows of them first
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"
PUBLIC = {
    "home": "/",
    "office": "/offices/chief-of-staff/",
    "office-without-details": "/offices/school-administration/",
    "a-z": "/a-z/",
    "people": "/people/",
    "chart": "/chart/",
    "phone-book": "/print/",
    "main-numbers": "/print/main-numbers/",
    "search": "/search/?q=director",
    "search-nothing": "/search/?q=chambrs",
    "years": "/years/",
    "archive-home": "/years/2016-17/",
    "archive-office": "/years/2016-17/offices/innovation-and-information/",
    "changes": "/years/2024-25/changes/",
    "change-letter": "/years/2024-25/changes/letter/",
    "not-found": "/offices/nowhere/",
    "account-sign-in": "/admin/login/",
}
ADMIN = {
    "admin-home": "/admin/",
    "admin-offices": "/admin/departments/office/",
    "admin-office": "/admin/departments/office/2/change/",
    "admin-office-add": "/admin/departments/office/add/",
    "admin-departments": "/admin/departments/department/",
    "admin-department": "/admin/departments/department/2/change/",
    "admin-publications": "/admin/departments/publication/",
    "admin-publication": "/admin/departments/publication/1/change/",
    "admin-school-years": "/admin/departments/schoolyear/",
    "admin-year-missing": "/admin/departments/schoolyear/2/missing/",
    "admin-year-compare": "/admin/departments/schoolyear/2/compare/",
    "admin-year-open": "/admin/departments/schoolyear/1/open/",
    "admin-year-roll-over": "/admin/departments/schoolyear/2/roll-over/",
    "admin-loads": "/admin/departments/load/",
    "admin-load": "/admin/departments/load/add/",
    "admin-missed-searches": "/admin/departments/missedsearch/",
    "admin-alerts": "/admin/departments/alert/",
    "admin-alert": "/admin/departments/alert/add/",
    "admin-district": "/admin/departments/district/1/change/",
    "admin-people": "/admin/departments/office/people/",
    "admin-person": "/admin/departments/office/people/1/",
    "admin-invite": "/admin/departments/office/people/invite/",
    "admin-sheet": "/admin/departments/office/sheet/",
    "admin-renumber": "/admin/departments/office/renumber/?ids=1,2,3,4",
    "admin-help": "/admin/departments/office/help/",
    "admin-help-job": "/admin/departments/office/help/sheet/",
    "admin-remind": "/admin/departments/office/people/remind/",
    "account-second-step": "/account/2fa/",
    "account-password": "/admin/password_change/",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD", help="only screens whose name has WORD in it")
    parser.add_argument("--help-pictures", action="store_true", help="those of the pages of help instead")
    parser.add_argument(
        "--check", action="store_true", help="with --help-pictures: write none, and say which are stale"
    )
    asked = parser.parse_args()
    only = asked.only
    SHOTS.mkdir(exist_ok=True)
    with served() as (address, password), sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        if asked.help_pictures:
            page = browser.new_page(viewport={"width": 960, "height": 640})
            sign_in(page, address, password)
            sys.exit(help_pictures(page, address, only, check=asked.check))
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                shoot(page, address, PUBLIC, f"{width}-{scheme}", only)
                sign_in(page, address, password)
                shoot(page, address, ADMIN, f"{width}-{scheme}", only)
                page.close()
        browser.close()
    for name in README:
        if only in name:
            with Image.open(SHOTS / f"{name}-1280-light.png") as shot:
                shot.crop((0, 0, 1280, 860)).resize((960, 645)).save(ROOT / "docs" / f"{name}.webp", quality=75)


def help_pictures(page, address, only="", *, check=False):
    """Make the picture of each job of help, and note the words of its screen; or name those that have others now."""
    words, stale = json.loads(HELP_WORDS.read_text()) if HELP_WORDS.exists() else {}, []
    page.goto(f"{address}/admin/departments/office/2/change/")  # something to publish
    page.fill("#id_hours", "8:00 AM to 4:30 PM")
    page.keyboard.press("Control+s")
    page.locator(".messagelist").wait_for()
    jobs = runpy.run_path(str(ROOT / "departments/admin/help_pages.py"))["JOBS"]
    for name, job in jobs.items():
        if only not in name:
            continue
        page.goto(address + job["shot"])
        seen = sorted({" ".join(text.split()) for text in page.locator(LABELS).all_inner_texts()} - {""})
        if check and seen != words.get(name):
            stale.append(name)
        elif not check:
            words[name] = seen
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.save(HELP / f"{name}.webp", quality=55, method=6)
    if not check:
        HELP_WORDS.write_text(json.dumps(words, indent=1, ensure_ascii=False) + "\n")
    return f"Make these pictures of help anew: {', '.join(stale)}" if stale else 0


def shoot(page, address, screens, ending, only):
    for name, path in screens.items():
        if only in name:
            response = page.goto(address + path)
            if response.status >= 500:
                sys.exit(f"{path} answered {response.status}.")
            page.screenshot(path=SHOTS / f"{name}-{ending}.png", full_page=True)
            print(f"shots/{name}-{ending}.png", flush=True)


def sign_in(page, address, password):
    page.goto(f"{address}/admin/login/")
    page.fill("[name=username]", "publisher")
    page.fill("[name=password]", password)
    page.click("[type=submit]")


@contextmanager
def served(content=None):
    """
    The sample directory on a free port of this machine, with `content` of tests/odd_content.py beside it; yields its
    address and the accounts' password.
    """
    password = secrets.token_urlsafe(12)
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("MPSDIR_", "DATABASE_"))}
        environment |= {"MPSDIR_VAR": folder, "MPSDIR_DEMO_PASSWORD": password}
        environment |= {"MPSDIR_MAIL": "consolemail://", "MPSDIR_MAIL_FROM": "directory@example.org"}
        probe.close()
        server = subprocess.Popen(
            [sys.executable, ROOT / "scripts" / "serve_demo.py", "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready/", server)
            if content:
                environment |= {"DJANGO_SETTINGS_MODULE": "mpsdir.settings"}
                subprocess.run(
                    [sys.executable, "-m", "tests.odd_content", content], env=environment, cwd=ROOT, check=True
                )
            yield f"http://127.0.0.1:{port}", password
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server):
    for _ in range(5_000):  # with other tests beside it, a server that has to load its sample first takes its time
        if server.poll() is not None:
            sys.exit("The server stopped before it answered.")
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not answer within eight minutes.")


if __name__ == "__main__":
    main()
