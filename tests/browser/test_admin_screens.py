"""
Every screen of the admin, ours and Django's own, in the browser: WCAG with targets of 24 px, no sideways scroll, and
the keyboard goes through it as it is read.
"""

import pytest
from playwright.sync_api import Error

from tests.addresses import admin_addresses
from tests.addresses.one_of_everything import make_one_of_everything
from tests.addresses.url_patterns import OK
from tests.browser.wcag import breaches

pytestmark = pytest.mark.thorough
# What the browser says of an answer that it shows no page of: a file, or nothing.
NO_PAGE = ("Download is starting", "ERR_HTTP_RESPONSE_CODE_FAILURE")
# Each width and each scheme once: what one breaks, it breaks in both of the other.
EVERY_WAY = [(390, "light"), pytest.param(1280, "dark", marks=pytest.mark.exhaustive)]
# A card asks for the rest of its fields once it is opened: all is open when each has said that it has them.
OPEN_ALL = """async () => {
  const asked = [...document.querySelectorAll(".card[data-rest]:has(details)")];
  const filled = asked.map((card) => new Promise((come) => card.addEventListener("departments:opened", come)));
  document.querySelectorAll("details:not(.room-account)").forEach((one) => (one.open = true));
  await Promise.all(filled);
}"""
# Where the keyboard goes upwards in a column, or back in a line: what is read later is reached before. Of radio buttons
# it comes to one. What floats over the page, a bar at its head or foot, is read when it is come to.
GOES_BACK = """() => {
  const style = (one) => getComputedStyle(one).position;
  const floats = (one) => one && (["fixed", "sticky"].includes(style(one)) || floats(one.parentElement));
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !floats(one);
  const reached = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && (one.type !== "radio" || one.checked) && isSeen(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, { width, height }]) => width > 1 && height > 1);
  const told = (one) => one.outerHTML.slice(0, 120);
  return reached.flatMap(([one, at], index) => {
    if (one.tabIndex > 0) return [`tabindex: ${told(one)}`];
    const [next, then] = reached[index + 1] ?? [one, at];
    const up = then.bottom <= at.top + 1 && then.left < at.right - 1 && then.right > at.left + 1;
    const back = then.right <= at.left + 1 && then.top < at.bottom - 4 && then.bottom > at.top + 4;
    return up || back ? [`${told(one)} → ${told(next)}`] : [];
  });
}"""


@pytest.fixture
def everything(transactional_db):
    return make_one_of_everything()


@pytest.fixture
def head(page_signed_in, client, everything):
    """Makes a page of the superuser's, signed in, as wide as is asked."""
    client.force_login(everything)

    def open_page(width, scheme):
        page = page_signed_in(width, color_scheme=scheme)
        page.add_init_script("window.sessionStorage.setItem('departments.to-do', '3')")  # not asked for again
        return page

    return open_page


@pytest.mark.exhaustive
@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize(("width", "scheme"), EVERY_WAY)
def test_every_screen_is_for_everybody(head, width, scheme, half):
    found = _problems(head(width, scheme), _screens()[half::2])
    assert found == [], "\n".join(map(str, found))


def _screens():
    """The first address of each pattern of the admin that shows a page."""
    shown = {address.pattern: address.path for address in reversed(admin_addresses()) if set(OK) & set(address.answers)}
    return list(shown.values())


def _problems(page, addresses):
    problems = []
    width = page.viewport_size["width"]
    for address in addresses:
        try:
            answer = page.goto(address)
        except Error as refused:
            if not any(said in str(refused) for said in NO_PAGE):
                raise
            continue
        if not page.evaluate("document.documentElement.lang"):
            continue  # what a script asks for
        assert answer.status == 200, address
        page.evaluate(OPEN_ALL)
        problems += [(address, *breach) for breach in breaches(page)]
        problems += [(address, "order of focus", told) for told in page.evaluate(GOES_BACK)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append((address, "scrolls sideways"))
    return problems
