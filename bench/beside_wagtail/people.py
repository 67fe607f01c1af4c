"""Somebody at a page of a browser, who works as fast as people do, and counts each press of a button or a key."""

CLICK, KEY = 500, 50  # milliseconds before each


class Person:
    """`clicks`, `keys` and `drags` are those pressed so far. What a job has to say is typed, and not counted."""

    def __init__(self, page, number):
        self.page, self.number = page, number
        self.clicks = self.keys = self.drags = 0

    def click(self, found):
        self.page.wait_for_timeout(CLICK)
        found.click()
        self.clicks += 1

    def into(self, found):
        """Go into a field; nothing to do where one is there already."""
        if not self.is_in(found):
            self.click(found)

    def is_in(self, found):
        return found.evaluate("field => field.contains(document.activeElement)")

    def press(self, *keys):
        for key in keys:
            self.page.wait_for_timeout(KEY)
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text):
        self.page.keyboard.type(text, delay=KEY)

    def replace(self, found, text):
        self.into(found)
        self.press("Control+a")
        self.type(text)

    def tab_into(self, found):
        for _ in range(400):
            if self.is_in(found):
                return
            self.press("Tab")
        raise SystemExit(f"No key leads to {found}.")
