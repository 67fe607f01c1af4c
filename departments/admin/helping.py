"""Help where one is: a paragraph on the screen and its three commonest jobs; and a page for each job."""

import tomllib
from functools import cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _


@cache
def table() -> dict:
    """The screens and the jobs of `help.toml`, each by its name."""
    return tomllib.loads(Path(__file__).with_name("help.toml").read_text(encoding="utf-8"))


def of_screen(request) -> dict:
    """What “?” says on the screen of `request`: a paragraph, and jobs by name."""
    match, screens, jobs = request.resolver_match, table()["screens"], table()["jobs"]
    here = match.url_name or "" if match else ""
    name = max((one for one in screens if f"{here}_".startswith(f"{one}_")), key=len, default="other")
    return {"says": screens[name]["says"], "jobs": {job: jobs[job] for job in screens[name]["jobs"]}}


def index(model_admin, request) -> HttpResponse:
    return model_admin.show(request, "help.html", title=_("Help"), jobs=table()["jobs"])


def job(model_admin, request, name) -> HttpResponse:
    jobs = table()["jobs"]
    if name not in jobs:
        raise Http404(f"There is no help on {name}.")
    shown = {"job": jobs[name], "picture": f"departments/help/{name}.webp", "jobs": jobs, "name": name}
    return model_admin.show(request, "help.html", title=jobs[name]["title"], **shown)
