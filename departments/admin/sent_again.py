"""
What was typed and could not be taken, because the form's token is old, nobody is signed in, or others who save were
waited for too long: shown, and sent again.

Only a post from a page of ours is answered with what it brought, and only to the account that opened its form or, where
nobody is signed in, to whoever sits there: that browser has it all already. Anything else is refused, and offered
nothing.
"""

import re
from collections.abc import Iterator
from functools import cache

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ..models import Office
from ..models.accounts import account_name
from .facts_as_read import NOTHING
from .forms import SplitMomentField
from .meanwhile.edited_field import EditedField
from .moment_form import MomentForm
from .opened_by import FIELD, account_of, described

AGAIN = "_sent_again"
# By us and no person, or what is chosen where nobody chooses: `when` says no more than whether a day was typed.
UNTYPED = re.compile(
    r"_.*|.*__prefix__.*|csrfmiddlewaretoken|initial-.*|.*-([A-Z_]+_FORMS|id|position|kept|asked|whole|part)"
    r"|when|review(ed)?|shown?|seen|place|newest|kind|pk|offered|sheets"
    r"|offices|people|to|accepted|take|mended|begins|which"  # ticks and choices, of which a key is sent
)
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
    sentence = _(
        "Nothing was changed. The page was opened before somebody signed in or out here, its cookies were cleared, "
        "or it is a page of another site."
    )
    context = {"heading": _("This page is out of date"), "sentence": sentence, "again": request.path}
    return HttpResponse(render_to_string("departments/refused.html", context), status=403)


def not_taken(request, why: str, *, is_over_soon: bool) -> HttpResponse | None:
    """
    The page (503) with what was typed and `why` it could not be saved, which is sent again by itself where that
    `is_over_soon`; None where nobody may see that.
    """
    account = account_of(request.POST.get(FIELD)) if came_from_us(request) else None
    if account is None or account != str(request.user.pk):
        return None
    request.POST = getattr(request, "as_sent", request.POST)
    return page(request, account, why=why, by_itself=is_over_soon).render()


def page(request, account, *, why="", by_itself=False) -> TemplateResponse:
    """
    What was typed into a form of `account`, to be sent again: once that account is signed in or, with `why` not, later.
    """
    user, site, asked = request.user, admin.site, getattr(request.resolver_match.func, "model_admin", None)
    context = {
        **site.each_context(request),
        "is_other": user.is_authenticated and str(user.pk) != account,
        "who": account_name(user) if user.is_authenticated else "",
        "action": request.get_full_path(),
        "why": why,
        "is_nav_sidebar_enabled": user.is_authenticated,
    }
    if not context["is_other"]:
        context |= {
            "typing": described(request) | {"account": account, "token": request.POST[FIELD], "is_unsaved": True},
            "typed": list(typed_in_words(request.POST, getattr(asked, "model", Office))),
            "files": [upload.name for upload in request.FILES.values()],
            "by_itself": by_itself and not request.FILES,
            "values": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in ("csrfmiddlewaretoken", FIELD, AGAIN)
            ],
        }
    context["title"] = _("Not saved: this form is somebody else’s") if context["is_other"] else _("Not saved yet")
    return TemplateResponse(request, "admin/departments/sent_again.html", context, status=503 if why else 403)


def not_allowed(request) -> TemplateResponse:
    """The page (403) for a form whose account may not send it any more, or never might, with what was typed into it."""
    asked = getattr(request.resolver_match.func, "model_admin", None)
    context = admin.site.each_context(request) | refused_words(request, getattr(asked, "model", Office))
    context |= {"title": _("Not allowed"), "typing": described(request)}
    return TemplateResponse(request, "admin/departments/not_there.html", context, status=403)


def refused_words(request, model) -> dict:
    """
    What a page shows that refuses for good what was posted to it: the words that were typed into a form of `model`, the
    names of files, and the mark under which its browser keeps them.
    """
    typed = getattr(request, "as_sent", {})  # of the account whose form it is
    words = list(typed_in_words(typed, model)) if typed else []
    files = [upload.name for upload in request.FILES.values()] if typed else []
    return {"typed": words, "files": files, "mark": typed.get("_sent", "")}


def came_from_us(request) -> bool:
    """Whether the browser itself says that the post came from a page of this site; pages cannot forge either header."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def typed_in_words(data, model=Office) -> Iterator[tuple[str, str]]:
    """Each field that was filled in, of a form of `model` or about one, as `(label, words)`."""
    told = {}
    tables = {one.related_name: one.related_model for one in model._meta.related_objects} | {None: model}
    for name in data:
        found = IN_A_ROW.fullmatch(name)
        if not found or UNTYPED.fullmatch(name):
            continue
        rows = found["rows"] and re.sub(r"^lines_\d+$", "contacts", found["rows"])  # those of a department
        own, fields = found["field"], _fields(tables.get(rows))
        field, row = fields.get(own) or fields.get(re.sub("_[01]$", "", own)), name.removesuffix(own)
        label, words = _label(own), "\n".join(data.getlist(name)).strip()
        if field:
            own, label, words = field.name, field.label, field.posted_in_words(field.posted(data, row))
        where = f"{_label(rows)} {int(found['index']) + 1}: " if row else ""
        if words not in ("", NOTHING) and not (field and field.column.is_relation):
            told[row + own] = where + label, words
    yield from told.values()


@cache
def _fields(model):
    columns = model._meta.fields if model else []
    moments = {one.name: SplitMomentField for one in columns if isinstance(one, models.DateTimeField)}
    return EditedField.all_of(model, forms.fields_for_model(model, field_classes=moments)) if model else {}


def _label(name):
    return MomentForm.base_fields[name].label if name in MomentForm.base_fields else forms.utils.pretty_name(name)
