"""
What was typed and could not be taken, because the form's token is old or nobody is signed in: shown, and sent again.

Only a post from a page of ours is answered with what it brought, and only to the account that opened its form or, where
nobody is signed in, to whoever sits there: that browser has it all already. Anything else is refused, and offered
nothing.
"""

import re
from collections.abc import Iterator

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Contact, Department, Office
from ..models.accounts import account_name
from ..models.facts import ENTRY, LINE, Form
from .facts_as_read import in_full
from .opened_by import FIELD, account_of, described

AGAIN = "_sent_again"
RELATIONS = {field.name for model in (Office, Department, Contact) for field in model._meta.fields if field.is_relation}
UNTYPED = re.compile(r"_.*|.*__prefix__.*|csrfmiddlewaretoken|initial-.*|.*-([A-Z_]+_FORMS|id|position|kept)")
IN_A_ROW = re.compile(r"(?:(?P<rows>\w+)-(?P<index>\d+)-)?(?P<field>[\w-]+)")


def csrf_failure(request, reason="") -> HttpResponse:
    """
    The 403 page for a form whose token is old, a site's CSRF_FAILURE_VIEW.

    Who has seen on that page what was typed, signs in beside it and sends it again has a token from before signing in:
    what is sent is then taken, for the browser and the account both say whose it is.
    """
    account = account_of(request.POST.get(FIELD)) if came_from_us(request) else None
    if account == str(request.user.pk) and AGAIN in request.POST:
        request._dont_enforce_csrf_checks = True
        view, args, kwargs = request.resolver_match
        return view(request, *args, **kwargs)
    if account:
        return page(request, account).render()
    sentence = (
        "Nothing was changed. The page was opened before somebody signed in or out here, its cookies were cleared, "
        "or it is a page of another site."
    )
    context = {"heading": "This page is out of date", "sentence": sentence, "again": request.path}
    return HttpResponse(render_to_string("departments/refused.html", context), status=403)


def page(request, account) -> TemplateResponse:
    """What was typed into a form of `account`, to be sent again once that account is signed in."""
    user, site = request.user, admin.site
    context = {
        **site.each_context(request),
        "is_other": user.is_authenticated and str(user.pk) != account,
        "who": account_name(user) if user.is_authenticated else "",
        "action": request.get_full_path(),
        "is_nav_sidebar_enabled": user.is_authenticated,
    }
    if not context["is_other"]:
        context |= {
            "typing": described(request) | {"account": account, "token": request.POST[FIELD], "is_unsaved": True},
            "typed": list(typed_in_words(request.POST)),
            "files": [upload.name for upload in request.FILES.values()],
            "values": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in ("csrfmiddlewaretoken", FIELD, AGAIN)
            ],
        }
    context["title"] = "Not saved: this form is somebody else’s" if context["is_other"] else "Not saved yet"
    return TemplateResponse(request, "admin/departments/sent_again.html", context, status=403)


def came_from_us(request) -> bool:
    """Whether the browser itself says that the post came from a page of this site; pages cannot forge either header."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def typed_in_words(data) -> Iterator[tuple[str, str]]:
    """Each field that was filled in, as `(label, words)`."""
    for name, values in data.lists():
        found = IN_A_ROW.fullmatch(name)
        if not found or UNTYPED.fullmatch(name) or found["field"] in RELATIONS:
            continue
        fact = (LINE if found["rows"] == "contacts" else ENTRY).get(found["field"])
        words = "\n".join(_in_words(fact, value) for value in values if value.strip())
        if words:
            yield _label(found, fact), words


def _label(found, fact):
    label = capfirst(str(fact.label) if fact else forms.utils.pretty_name(found["field"]))
    return f"{forms.utils.pretty_name(found['rows'])} {int(found['index']) + 1}: {label}" if found["rows"] else label


def _in_words(fact, value):
    if fact and fact.form in (Form.RICH, Form.CHOICE):
        return in_full(fact, value, missing="")
    return value.strip()
