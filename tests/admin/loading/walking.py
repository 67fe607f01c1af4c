"""Walking through the pages of the load as a person with a browser does. For tests."""

from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.school_years import bundle
from departments.school_years.edition import Edition

LABEL = "2025-26"


def edition(**offices):
    """2025-26 with these offices: `address={field: value}`; each has a name and a number, and no departments."""
    made = Edition(LABEL, {"starts_on": "2025-07-01", "ends_on": "2026-06-30"})
    for place, (slug, values) in enumerate(offices.items(), 1):
        own = {"name": f"Office of {slug.title()}", "phone": "+1 414-475-8393", "position": place}
        made.offices[slug] = own | values
    return made


def file(made, name="2025-26.zip"):
    return SimpleUploadedFile(name, bundle.zipped(made)[0])


def upload(client, upload):
    """Upload it; the page of its plan, or the form again where it could not be read."""
    return client.post(reverse("admin:departments_load_add"), {"file": upload}, follow=True)


def press(client, page, button, **ticks):
    """Press `button` on the page of a plan with what is ticked there, and `ticks` besides."""
    posted = _Form(page.content.decode()).values
    for name, value in ticks.items():
        posted[name] = [*posted.get(name, []), value] if name in ("retire", "same") else value
    return client.post(page.request["PATH_INFO"], posted | {button: "1"}, follow=True)


def load(client, made, **ticks):
    return press(client, upload(client, file(made)), "_load", **ticks)


def told(response):
    return [str(message) for message in response.context["messages"]]


def problems(response):
    return [" · ".join((one["file"], one["record"], one["field"])) for one in response.context["problems"]["shown"]]


class _Form(HTMLParser):
    """What a browser would post of the form of a plan: hidden fields, and boxes and buttons that are ticked."""

    def __init__(self, html):
        super().__init__()
        self.values = {}
        self.feed(html.split('<div id="content-main"')[1])

    def handle_starttag(self, tag, attrs):
        field = dict(attrs)
        is_sent = field.get("type") == "hidden" or (field.get("type") in ("radio", "checkbox") and "checked" in field)
        if tag == "input" and is_sent and field["name"] != "csrfmiddlewaretoken":
            self.values.setdefault(field["name"], []).append(field["value"])
