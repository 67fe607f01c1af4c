"""
Screenshots of every public page and main admin screen, 390 and 1280 pixels wide, into shots/.

Sets up the sample directory in a temporary folder and serves it there; nothing in var/ is read or changed.

    python scripts/shots.py [--only WORD]
"""

import argparse
import os
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

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
WIDTHS = (390, 1280)
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
    "admin-remind": "/admin/departments/office/people/remind/",
    "account-second-step": "/account/2fa/",
    "account-password": "/admin/password_change/",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD", help="only screens whose name has WORD in it")
    only = parser.parse_args().only
    SHOTS.mkdir(exist_ok=True)
    with served() as (address, password), sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                shoot(page, address, PUBLIC, f"{width}-{scheme}", only)
                sign_in(page, address, password)
                shoot(page, address, ADMIN, f"{width}-{scheme}", only)
                page.close()
        browser.close()


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
def served():
    """The sample directory on a free port of this machine; yields its address and the accounts' password."""
    password = secrets.token_urlsafe(12)
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("MPSDIR_", "DATABASE_"))}
        environment |= {"MPSDIR_VAR": folder, "MPSDIR_DEMO_PASSWORD": password}
        probe.close()
        server = subprocess.Popen(
            [sys.executable, ROOT / "scripts" / "serve_demo.py", "--port", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready/", server)
            yield f"http://127.0.0.1:{port}", password
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server):
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("The server stopped before it answered.")
        try:
            urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not answer within a minute.")


if __name__ == "__main__":
    main()
