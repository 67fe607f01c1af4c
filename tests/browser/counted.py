"""A person at a page of the editors' room who counts: what they press, by mouse or by keyboard, and their keys."""

import re

import pytest

EVERY_WAY = [
    (1280, "mouse"),
    *(
        pytest.param(width, by, marks=pytest.mark.exhaustive)
        for width, by in [(390, "mouse"), (1280, "keyboard"), (390, "keyboard")]
    ),
]
# What is typed into is only come to; a tick is made with Space, all else is pressed with Enter.
PRESSED_WITH = """(one) => {
  if (document.activeElement !== one || one.tabIndex < 0) throw new Error(`no key reaches ${one.outerHTML}`);
  if (one.matches("[type=checkbox], [type=radio]")) return "Space";
  return one.matches("input:not([type=submit]), select, textarea") ? "" : "Enter";
}"""


class Counted:
    """Somebody at `page`: `clicks` are what they pressed, came to or ticked, `keys` what they pressed besides."""

    def __init__(self, page, by="mouse"):
        self.page, self.by, self.clicks, self.keys = page, by, 0, 0

    def click(self, found):
        self.clicks += 1
        if self.by == "mouse":
            found.click()
            return
        found.focus()
        if key := found.evaluate(PRESSED_WITH):
            self.page.keyboard.press(key)

    def on(self, role, name):
        self.click(self.page.get_by_role(role, name=re.compile(name)).first)

    def choose(self, found, value):
        self.clicks += 1
        found.select_option(value)

    def press(self, *keys):
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def told(self):
        return self.page.locator(".messagelist li").all_inner_texts()

    def saved(self):
        self.page.locator(".messagelist", has_text="Saved the draft of").wait_for()
