"""What axe-core finds against WCAG 2.2 AA on a page as it stands in the browser."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def breaches(page, within=None):
    """
    (rule, HTML of the first place) for each rule broken within that CSS selector; on a whole page for axe's best
    practices too.
    """
    options = {
        "runOnly": WCAG if within else [*WCAG, "best-practice"],
        # axe would copy the style sheets into the page, where their own @import leads to addresses that are not there.
        "preload": False,
    }
    context = {"include": [[within]]} if within else None
    page.wait_for_load_state()
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
