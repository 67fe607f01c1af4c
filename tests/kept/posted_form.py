"""A form of a page as a browser would post it, from the page's HTML alone: so it works on every release's pages."""

from html.parser import HTMLParser

NOT_SENT = {"submit", "button", "reset", "image", "file"}


def fields_of(html: str, form_id: str | None) -> dict[str, str | list[str]]:
    """
    What pressing a button of the form `form_id`, None for one without, would post, untouched. Rows to be copied by
    scripts are no part.
    """
    reader = _Reader(form_id)
    reader.feed(html)
    if not reader.was_found:
        raise LookupError(f"The page has no form {form_id}.")
    return {name: value for name, value in reader.fields.items() if "__prefix__" not in name}


class _Reader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.was_found, self.inside = form_id, False, False
        self.fields, self.select, self.area = {}, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
            self.was_found = self.was_found or self.inside
        elif not self.inside or "disabled" in attrs:
            return
        elif tag == "input":
            self._input(attrs)
        elif tag == "textarea":
            self.area = attrs.get("name")
            self.fields[self.area] = ""
        elif tag == "select":
            self.select, self.several = attrs.get("name"), "multiple" in attrs
            self.first = True
            if self.several:
                self.fields[self.select] = []
        elif tag == "option" and self.select:
            self._option(attrs)

    def _input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        if not name or kind in NOT_SENT or (kind in ("checkbox", "radio") and "checked" not in attrs):
            return
        self.fields[name] = attrs.get("value") or ("on" if kind == "checkbox" else "")

    def _option(self, attrs):
        if self.several:
            if "selected" in attrs:
                self.fields[self.select].append(attrs.get("value", ""))
        elif self.first or "selected" in attrs:
            self.fields[self.select] = attrs.get("value", "")
        self.first = False

    def handle_data(self, data):
        if self.area is not None:
            self.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area is not None:
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None
