"""The cards of an office's form: each row is closed to a line until somebody opens it."""


def opened(page, row):
    """Open the card of `row`, as "departments-0", by its line; the page."""
    if not page.locator(f"#{row} details[open]").count():
        page.locator(f"#{row} summary").click()
    return page
