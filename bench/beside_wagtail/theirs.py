"""The same jobs in Wagtail, as somebody does them who knows its shortest ways; it saves drafts by itself."""

import re

from .people import CLICK, Person

FIRST_PAGE, SIGN_IN, FORM = "/admin/", "/admin/login/", "#page-edit-form"
_BLOCKS = "[data-contentpath='departments'] [data-streamfield-stream-container] > [data-streamfield-child]"


class Worker(Person):
    def open(self, office):
        self.click(self.page.get_by_role("link", name=office, exact=True).first)
        self.block(0).wait_for()

    def block(self, place):
        return self.page.locator(_BLOCKS).nth(place)

    def field(self, block, name):
        return block.locator(f"[name$='-value-{name}']").first

    def opened(self, place):
        block = self.block(place)
        self.click(block.locator("[data-panel-toggle]").first)
        return block

    def save(self):
        """It does so half a second after the last change, and says so."""
        self.page.locator(".w-autosave-indicator__state--saved").wait_for()

    def settings(self, name):
        """A line of the menu’s “Settings”, which on a phone is behind a button."""
        if (button := self.page.locator(".sidebar-nav-toggle--mobile")).is_visible():
            self.click(button)
        self._on("button", "^Settings$")
        self._on("link", f"^{name}$")

    def _on(self, role, name):
        self.click(self.page.get_by_role(role, name=re.compile(name)).first)

    def name(self, office):
        self.open(office)
        self.replace(self.page.locator("#id_lead_name"), f"Ben Poe {self.number}")
        self.save()

    def number_by_keys(self, office):
        self.press("Tab", "Enter")  # “Skip to main content”
        self.tab_into(self.page.get_by_role("link", name=office, exact=True).first)
        self.press("Enter")
        self.block(3).wait_for()
        self.press("Tab", "Enter")
        self.tab_into(self.block(3).locator("[data-panel-toggle]").first)
        self.press("Enter")
        self.tab_into(self.field(self.block(3), "phone"))
        self.press("Control+a")
        self.type(f"414-475-80{self.number:02}")
        self.save()

    def to_the_top(self, office):
        """
        Dragged over the height of all departments, which takes a person one press; without a mouse it takes 29 of “Move
        up”. Here the script presses those at once, so that it is saved once, as after a drag.
        """
        self.open(office)
        last = self.block(29)
        last.scroll_into_view_if_needed()
        self.page.wait_for_timeout(CLICK)
        up = last.locator("[data-streamfield-action='MOVE_UP']").first
        up.evaluate("button => { for (let step = 0; step < 29; step++) button.click(); }")
        self.drags += 1
        self.save()

    def unit(self, office):
        self.open(office)
        block = self.opened(3)
        self.click(block.locator("[data-contentpath='units'] [data-streamfield-list-add]").last)
        self.type(f"Swimming {self.number}")
        self.press("Tab")
        self.type(f"414-475-81{self.number:02}")
        unit = block.locator("[data-contentpath='units'] [data-streamfield-child]").last
        self.into(unit.locator("[contenteditable=true]").first)
        self.type("Teaches to swim.")
        self.save()

    def lines(self, office):
        self.open(office)
        for line in range(5):
            self.click(self.page.locator("[data-contentpath='lines'] .c-sf-add-button").last)
            self.type(f"Line {line}")
        self.save()

    def assign(self):
        """To a group for each office; where there is a group for all forty, it is one tick."""
        self.settings("Users")
        self._on("link", f"Newcomer-{self.number}")
        self._on("tab", "^Roles$")
        for box in self.page.get_by_role("checkbox", name=re.compile("^Editors of Office")).all():
            self.click(box)
        self._on("button", "^Save$")

    def invite(self):
        self.settings("Users")
        self._on("link", "^Add a user$")
        told = {"username": "jane{}", "email": "jane{}@example.org", "first_name": "Jane", "last_name": "Doe"}
        for place, (name, text) in enumerate(told.items()):
            self.press("Tab") if place else self.into(self.page.locator(f"#id_{name}"))
            self.type(text.format(self.number))
        self._on("tab", "^Roles$")
        self._on("checkbox", "^Editors of Office of Arts$")
        self._on("checkbox", "^Editors of Office of Audits$")
        self._on("button", "^Create$")

    remind = None

    def thirty_numbers(self, office):
        self.open(office)
        for place in range(30):
            self.replace(self.field(self.opened(place), "phone"), f"414-475-9{self.number}{place:02}")
        self.save()

    def error(self, office):
        """What it takes to stand in the field that is wrong, once saving was refused."""
        self.open(office)
        block = self.block(19)
        block.locator("[data-panel-toggle]").first.click()
        self.field(block, "phone").fill("12")
        self.page.locator("#id_lead_name").click()
        self.page.wait_for_timeout(3_000)
        self.page.keyboard.press("Control+s")
        self.clicks = self.keys = 0
        self._on("button", "^Go to the first error$")
        self.page.wait_for_timeout(1_000)
        self.into(self.field(self.block(19), "phone"))
