"""The ten jobs of issue 16 here, each from the signed-in first page on, in the shortest way."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from .people import Person

FIRST_PAGE, SIGN_IN, FORM = "/admin/", "/admin/login/", "#office_form"


class Worker(Person):
    def open(self, office):
        self.click(self.page.locator(".to-do-beside").get_by_role("link", name=office))
        self.page.locator(".save-bar").wait_for()

    def save(self):
        self.press("Control+s")
        self.page.locator(".messagelist", has_text="Saved the draft of").wait_for()

    def _on(self, role, name):
        self.click(self.page.get_by_role(role, name=re.compile(name)).first)

    def name(self, office):
        self.open(office)
        self.replace(self.page.locator("#id_lead_name"), f"Ben Poe {self.number}")
        self.save()

    def number_by_keys(self, office):
        self.press("/", *"spo")
        self.page.get_by_role("option", name="Sports").wait_for()
        self.press("ArrowDown", "Enter")
        self.page.locator(".card-body :focus").wait_for()
        self.tab_into(self.page.locator(".card:focus-within [name$='-phone']").first)
        self.press("Control+a")
        self.type(f"414-475-80{self.number:02}")
        self.save()

    def to_the_top(self, office):
        self.open(office)
        last = self.page.locator("#departments-group .card.has_original").last
        self.click(last.get_by_role("button", name="to the top"))
        self.save()

    def unit(self, office):
        self.open(office)
        self.click(self.page.locator("#departments-3 summary"))
        self._on("button", "^Add a unit$")
        self.type(f"Swimming {self.number}")
        self.page.keyboard.press("Tab")
        self.keys += 1
        self.type(f"414-475-81{self.number:02}")
        card = self.page.locator(".card:focus-within")
        row = card.get_attribute("id")
        self.into(self.page.locator(f"#{row}").get_by_role("textbox", name="Text", exact=True))
        self.type("Teaches to swim.")
        self.save()

    def lines(self, office):
        self.open(office)
        for line in range(5):
            self._on("button", "^Add another Contact line$")
            self.type(f"Line {line}")
        self.save()

    def assign(self):
        self._on("link", "^Offices$")
        self.click(self.page.locator("#action-toggle"))
        self.page.locator("[name=action]").select_option("assign_selected")
        self.clicks += 1
        self._on("button", "^Go$")
        self._on("checkbox", f"^newcomer-{self.number}$")
        self._on("button", "^Let them edit")
        self.page.wait_for_url("**/office/")

    def invite(self):
        self._on("link", "^People$")
        self._on("link", "^Invite somebody")
        for label, text in {"First name": "Jane", "Last name": "Doe"}.items():
            self.into(self.page.get_by_label(label))
            self.type(text)
        self.into(self.page.get_by_label("E-mail"))
        self.type(f"jane{self.number}@example.org")
        self._on("checkbox", "Arts$")
        self._on("checkbox", "Audits$")
        self._on("button", "^Send the invitation$")
        self.page.wait_for_url("**/people/")

    def remind(self):
        self._on("link", "^People$")
        self._on("link", "^Remind those")
        self._on("button", "^Send the reminder$")
        self.page.wait_for_url("**/people/")

    def thirty_numbers(self, office):
        """Typed into a column of the sheet, with Enter behind each, and the sheet saved with a key."""
        self._on("link", "^Offices$")
        self._on("link", "^Edit as a sheet$")
        with self.page.expect_download() as download, TemporaryDirectory() as folder:
            self._on("link", "^Sheet of ")
            path = Path(folder) / "mine.xlsx"
            download.value.save_as(path)
            self.keys += self._type_into(path, office) + 1
            self.page.get_by_label("Your sheet").set_input_files(path)
            self.clicks += 1  # in the window of the browser's own
            self._on("button", "^See what it changes$")
        self._on("button", "^Load into the drafts")
        self.page.wait_for_url("**/change/")

    def _type_into(self, path, office):
        """How many numbers were typed: those of the departments of `office`."""
        book = openpyxl.load_workbook(path)
        headings = {cell.value: place for place, cell in enumerate(book["Directory"][1])}
        rows = [row for row in book["Directory"].iter_rows(min_row=2) if row[headings["Office"]].value == office]
        rows = [row for row in rows if row[headings["Department"]].value and not row[headings["Line"]].value][:30]
        for place, row in enumerate(rows):
            row[headings["Phone"]].value = f"414-476-{self.number}{place:03}"
        book.save(path)
        return len(rows)

    def error(self, office):
        """What it takes to stand in the field that is wrong, once saving was refused."""
        self.open(office)
        card = self.page.locator("#departments-19")
        card.locator("summary").click()
        card.locator("#id_departments-19-phone").fill("12")
        self.page.locator("#id_lead_name").click()
        self.clicks = self.keys = 0
        self.page.keyboard.press("Control+s")
        self.page.locator(".errornote, .error-summary, .errorlist").first.wait_for()
        self.page.wait_for_timeout(2_000)
        self.into(self.page.locator("#id_departments-19-phone"))
