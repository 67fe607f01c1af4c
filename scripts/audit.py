"""
Have Nu's HTML checker, HTML_CodeSniffer, axe and Lighthouse look at the public pages as they are served: make audit.

With the sample, and with what tests/odd_content.py makes beside it: odd content, 200 offices, one office, no school
year. Each page is checked at four widths, light and dark; Lighthouse is asked as a phone. Ends with 1 where one finds
anything, or a page has more than it may. Every tool first has to find what is wrong on purpose with a page that has
every kind of fault: who then finds nothing is known to have looked. The sites are of this machine alone, and gone
afterwards.

    python scripts/audit.py [--only CASE]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from shots import FLAGS, PUBLIC, served

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.wcag import breaches  # noqa: E402  ours, which is found only now

TOOLS = ROOT / ".venv-audit/node_modules"
CASES = ("sample", "odd", "many", "one", "none")
ODD = [f"/offices/{slug}/" for slug in ("long", "forty", "twelve", "nothing", "arabic", "vacant")]
WIDTHS, SCHEMES = (320, 390, 768, 1280), ("light", "dark")
# Lighthouse's pages, each with the sample and with 200 offices, and its least scores.
SCORED = {"front": "/", "office": "/offices/chief-of-staff/", "search": "/search/?q=director", "people": "/people/"}
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 95}
# Of an office's page with its picture, as a phone gets it: files, and bytes of them without HTTP's own.
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
MOST = {"files": 12, "bytes": 60_000}
FAULTY = "<!doctype html><title>Faulty</title><h2><p>A</h2><img src='x'><a href='/'></a><p style='color:#ccc'>B</p>"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=CASES, help="only the site with this content")
    only = parser.parse_args().only
    began = time.monotonic()
    with TemporaryDirectory(prefix="mpsdir-audit-") as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        found = list(blind(Path(folder), browser))
        for case in [only] if only else CASES:
            with served(case if case != "sample" else None) as (address, _):
                pages = [*PUBLIC.values(), *(ODD if case == "odd" else [])]
                found += tell(case, markup(Path(folder) / case, address, pages))
                found += tell(case, seen(browser, address, pages))
                if case in ("sample", "many"):
                    found += tell(case, scored(Path(folder), chromium, address))
                    found += tell(case, weighed(browser, address + SCORED["office"]))
        browser.close()
    if found:
        sys.exit(f"{len(found)} findings.")
    print(f"Nothing is found: {time.monotonic() - began:.0f} s.")


def tell(case, found):
    """`found`, each told as it comes."""
    for one in dict.fromkeys(found):
        print(f"{case}: {one}", flush=True)
        yield one


def blind(folder, browser):
    """The tools that do not find what is wrong on purpose."""
    (folder / "faulty").mkdir()
    (folder / "faulty/page.html").write_text(FAULTY)
    if not list(nu(folder / "faulty")):
        yield "Nu finds nothing in a page that is full of faults."
    page = browser.new_page(bypass_csp=True)
    page.set_content(FAULTY)
    for name, finds in {"HTML_CodeSniffer": sniffed, "axe": breaches}.items():
        if not finds(page):
            yield f"{name} finds nothing in a page that is full of faults."
    page.close()


def markup(folder, address, pages):
    """What Nu says of each page as it is sent."""
    folder.mkdir()
    names = {}
    for number, path in enumerate(pages):
        try:
            with urlopen(address + path, timeout=60) as answer:
                body = answer.read()
        except HTTPError as answer:  # the page that is not there is a page too
            body = answer.read()
        (folder / f"{number}.html").write_bytes(body)
        names[f"{number}.html"] = path
    for name, said in nu(folder):
        yield f"Nu: {names[name]}: {said}"


def nu(folder):
    """(file, sentence) for whatever Nu finds in the pages of `folder`."""
    command = ["java", "-jar", TOOLS / "vnu-jar/build/dist/vnu.jar", "--format", "json", "--exit-zero-always", folder]
    said = subprocess.run(command, check=True, capture_output=True, timeout=300).stderr
    for one in json.loads(said)["messages"]:
        yield Path(one["url"]).name, f"{one['message']} ({one.get('extract', '')[:100]!r})"


def seen(browser, address, pages):
    """What axe and HTML_CodeSniffer find at any width, light and dark."""
    for scheme in SCHEMES:
        context = browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        for path in pages:
            page.goto(address + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
                where = f"{path} at {width} px, {scheme}"
                yield from (f"axe: {where}: {rule}: {html[:120]}" for rule, html in breaches(page))
                yield from (f"HTML_CodeSniffer: {where}: {said}" for said in sniffed(page))
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    yield f"{where}: scrolls sideways"
        context.close()


def sniffed(page):
    """HTML_CodeSniffer's errors against WCAG 2.1 AA; its warnings and notices are for people to judge."""
    page.add_script_tag(path=TOOLS / "html_codesniffer/build/HTMLCS.js")
    return page.evaluate(
        """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
          HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
            .map(({ code, element }) => `${code.split(".").slice(2).join(".")}: ${element.outerHTML?.slice(0, 120)}`)
        )))"""
    )


def scored(folder, chromium, address):
    """Lighthouse's scores that are too low, with what costs them."""
    for name, path in SCORED.items():
        report = folder / f"{name}.json"
        command = [TOOLS / ".bin/lighthouse", address + path, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--only-categories={','.join(LEAST)}", f"--chrome-flags=--headless=new {FLAGS}"]
        environment = os.environ | {"CHROME_PATH": chromium}
        subprocess.run(command, check=True, env=environment, timeout=300, stdout=subprocess.DEVNULL)
        told = json.loads(report.read_text())
        scores = {category: round(100 * told["categories"][category]["score"]) for category in LEAST}
        print(f"  Lighthouse: {path}: {scores}", flush=True)
        for category, least in LEAST.items():
            if scores[category] < least:
                weighed = [one["id"] for one in told["categories"][category]["auditRefs"] if one["weight"]]
                costs = [one for one in weighed if (told["audits"][one]["score"] or 0) < 0.9]
                yield f"Lighthouse: {path}: {category} {scores[category]}: {', '.join(costs)}"


def weighed(browser, office):
    """What is more than an office's page may ask for."""
    page, asked = browser.new_page(**PHONE), []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(office, wait_until="networkidle")
    bodies = {request.url: request.sizes()["responseBodySize"] for request in asked}  # once each: it is kept
    page.close()
    weight = {"files": len(bodies), "bytes": sum(bodies.values())}
    print(f"  {office}: {weight}", flush=True)
    yield from (f"{office}: {weight[what]} {what}" for what, most in MOST.items() if weight[what] > most)


if __name__ == "__main__":
    main()
