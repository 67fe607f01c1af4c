"""The one box of the header: to an office, department, person or number by what is typed, or to what is done there."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..drafts import confirming
from ..drafts.roles import visible_offices
from ..models import Department
from ..search.own_rows import found
from ..search.reasons import suggested
from ..words import phones
from .finding_drafts import rows_of

MOST = 12
# What may stand before a name: the screen of an office that it leads to, and the permission for it.
VERBS = {
    "publish": ("review", gettext_noop("Review and publish"), "publish"),
    "preview": ("preview_links", gettext_noop("Preview"), "view"),
    "history": ("history", gettext_noop("History"), "view"),
}
NEW = {
    "alert": gettext_noop("New alert"),
    "office": gettext_noop("New office"),
    "department": gettext_noop("New department"),
    "schoolyear": gettext_noop("New school year"),
}


def find(model_admin, request) -> HttpResponse:
    """What is found, as suggest.js reads it: `{"results": [{"name", "detail", "why", "phone", "url"}], "said"}`."""
    typed = request.GET.get("q", "")[:200]
    verb, _space, rest = typed.strip().partition(" ")
    site, results = model_admin.admin_site, []
    screen, told, may = VERBS.get(verb.lower() if rest.strip() else "", ("", "", ""))
    if screen and getattr(model_admin, f"has_{may}_permission")(request):
        drafts, _is_certain = found(rest, rows_of(_offices(request.user), Department.objects.none()))
        offices = [draft for draft in drafts if draft.kind == "office"]
        results = [_result(f"{_(told)}: {one.name}", one.year, "", _of_office(screen, one.pk)) for one in offices]
    if verb.lower() == "new":
        results += _new(site, request, rest.strip().lower())
    if typed.strip() and not results:
        results = list(_drafts(request.user, typed))
    return JsonResponse({"results": results[:MOST], "said": suggested(len(results[:MOST]))})


def _new(site, request, noun):
    for model, model_admin in site._registry.items():
        told = NEW.get(model._meta.model_name, "")
        if told.lower().startswith(f"new {noun}") and model_admin.has_add_permission(request):
            yield _result(_(told), "", "", reverse(f"admin:departments_{model._meta.model_name}_add"))


def _drafts(user, typed):
    departments = Department.objects.filter(office__in=_offices(user).values("pk")).order_by("position", "pk")
    drafts, is_certain = found(typed, rows_of(_offices(user), departments))
    for one in drafts[:MOST]:
        kind, pk = one.entry
        url = reverse(f"admin:departments_{kind}_change", args=[pk])
        if one.kind == "department":
            url = f"{_of_office('change', one.office)}#department-{pk}"
        elif one.kind == "contact":
            url = f"{url}#contacts-group"
        detail = " – ".join(filter(None, [one.within, one.lead]))
        yield _result(one.name, detail, one.phone, url, "" if is_certain else _("Looks like what you typed"))


def _offices(user):
    offices = visible_offices(user).filter(confirming.of_today())
    return offices.order_by("school_year__starts_on", "position", "name")


def _of_office(screen, pk):
    return reverse(f"admin:departments_office_{screen}", args=[pk])


def _result(name, detail, phone, url, why=""):
    return {"name": name, "detail": detail, "why": why, "phone": phones.display(phone), "url": url}
