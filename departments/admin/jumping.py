"""The one box of the header: to an office, department, person or number by what is typed, or to what is done there."""

import re

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from ..drafts import confirming
from ..drafts.roles import visible_offices
from ..models import Contact, Department
from ..models.lead import LEAD, Lead
from ..words import phones

MOST = 12
# What may stand before a name: the screen of an office that it leads to, and the permission for it.
VERBS = {
    "publish": ("review", "Review and publish", "publish"),
    "preview": ("preview_links", "Preview", "view"),
    "history": ("history", "History of the draft", "view"),
}
NEW = {"alert": "New alert", "office": "New office", "department": "New department", "schoolyear": "New school year"}


def find(model_admin, request) -> HttpResponse:
    """What is found, as suggest.js reads it: `{"results": [{"name", "detail", "phone", "url"}]}`. Three queries."""
    typed = request.GET.get("q", "")[:200].replace("\x00", " ")
    words = [typed] if _is_number(typed) else typed.split()
    site, results = model_admin.admin_site, []
    verb = VERBS.get(words[0].lower()) if len(words) > 1 else None
    if verb and getattr(model_admin, f"has_{verb[2]}_permission")(request):
        screen, told, _ = verb
        for office in _named(_offices(request.user), words[1:])[:MOST]:
            results.append(_result(f"{told}: {office}", str(office.school_year), "", _of_office(screen, office)))
    if words and words[0].lower() == "new":
        results += _new(site, request, " ".join(words[1:]).lower())
    if words and not results:
        results = list(_drafts(request.user, words))
    return JsonResponse({"results": results[:MOST]})


def _new(site, request, noun):
    for model, model_admin in site._registry.items():
        told = NEW.get(model._meta.model_name, "")
        if told.lower().startswith(f"new {noun}") and model_admin.has_add_permission(request):
            yield _result(told, "", "", reverse(f"admin:departments_{model._meta.model_name}_add"))


def _drafts(user, words):
    for office in _named(_offices(user), words)[:MOST]:
        yield _result(office.name, _lead(office), office.phone, _of_office("change", office))
    departments = Department.objects.filter(office__in=_offices(user).order_by()).select_related("office")
    for one in _named(departments, words)[:MOST]:
        url = f"{_of_office('change', one.office)}#department-{one.pk}"
        yield _result(one.name, " – ".join(filter(None, [one.office.name, _lead(one)])), one.phone, url)
    lines = Contact.objects.select_related("office", "department__office")
    for word in words:
        lines = lines.filter(Q(name__folded=word) | Q(role__folded=word) | _number(word))
    own = _offices(user).order_by()
    for line in lines.filter(Q(office__in=own) | Q(department__office__in=own))[:MOST]:
        entry = line.office or line.department
        url = f"{reverse(f'admin:departments_{entry._meta.model_name}_change', args=[entry.pk])}#contacts-group"
        yield _result(str(line), entry.name, line.phone, url)


def _offices(user):
    offices = visible_offices(user).filter(confirming.of_today()).select_related("school_year")
    return offices.order_by("school_year__starts_on", "position", "name")


def _named(rows, words):
    for word in words:
        names = [Q(**{f"{name}__folded": word}) for name in ("name", "also_known_as", "lead_name")]
        rows = rows.filter(names[0] | names[1] | names[2] | _number(word))
    return rows


def _is_number(typed):
    return len(_digits(typed)) >= 3 and not any(map(str.isalpha, typed))


def _number(word):
    """What has the digits of `word` in its number, whatever stands between them; nothing of what is no number."""
    return Q(phone__regex="[^0-9]*".join(_digits(word))) if _is_number(word) else Q(pk=None)


def _digits(text):
    return re.findall("[0-9]", text)


def _lead(entry):
    return str(Lead(*(getattr(entry, name) for name in LEAD)))


def _of_office(screen, office):
    return reverse(f"admin:departments_office_{screen}", args=[office.pk])


def _result(name, detail, phone, url):
    return {"name": name, "detail": detail, "phone": phones.display(phone) or "", "url": url}
