"""Help where one is: a paragraph on the screen and its three commonest jobs; and a page for each job."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from .help_pages import JOBS, SCREENS


def of_screen(request) -> dict:
    """What “?” says on the screen of `request`: a paragraph, and jobs by name."""
    match = request.resolver_match
    here = match.url_name or "" if match else ""
    name = max((one for one in SCREENS if f"{here}_".startswith(f"{one}_")), key=len, default="other")
    return {"says": SCREENS[name]["says"], "jobs": {job: JOBS[job] for job in SCREENS[name]["jobs"]}}


def index(model_admin, request) -> HttpResponse:
    return model_admin.show(request, "help.html", title=_("Help"), jobs=JOBS)


def job(model_admin, request, name) -> HttpResponse:
    if name not in JOBS:
        raise Http404(f"There is no help on {name}.")
    shown = {"job": JOBS[name], "picture": f"departments/help/{name}.webp", "jobs": JOBS, "name": name}
    return model_admin.show(request, "help.html", title=JOBS[name]["title"], **shown)
