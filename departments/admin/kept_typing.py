"""Admins whose forms keep what is typed: each is known by who opened it, and its save is told to the browser."""

import re
from collections.abc import Callable
from functools import wraps

from django.forms import Field
from django.http import HttpResponse
from django.urls import reverse

from ..models import Contact
from ..models.facts import ENTRY, LINE, group_of
from . import sent_again
from .offered_lookups import OfferedLookups
from .opened_by import FIELD, account_of, described

NONCE = re.compile(r"[0-9a-f]{16,32}")
A_DAY = 86_400  # seconds: a page of ours comes before, and takes the cookie away


class KeepsTyping(OfferedLookups):
    """
    A ModelAdmin that takes a form from the account that opened it only.

    The browser keeps what is typed until it knows that it was saved: an answer that leads on, in place of the form
    once more, says so with a cookie of the name that the form sent.
    """

    def get_urls(self) -> list:
        patterns = super().get_urls()
        for pattern in patterns:
            pattern.callback = kept(pattern.callback)
        return patterns

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        context["typing"] = described(request)
        return super().render_change_form(request, context, **kwargs)


class InGroups:
    """An admin or an inline of entries or lines, whose fields tell the browser what makes sense only together."""

    def formfield_for_dbfield(self, db_field, request, **kwargs) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        group = group_of(LINE if self.model is Contact else ENTRY, db_field.name)
        if field and group != db_field.name:
            field.widget.attrs["data-group"] = group
        return field


def kept(view) -> Callable[..., HttpResponse]:
    """`view`, which takes forms of the account that is signed in, and says that they were saved."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        account = account_of(request.POST.get(FIELD)) if request.method == "POST" else None
        if account is None:
            return view(request, *args, **kwargs)
        if str(request.user.pk) != account:
            return sent_again.csrf_failure(request)
        response = view(request, *args, **kwargs)
        if _leads_on(response) and NONCE.fullmatch(sent := request.POST.get("_sent", "")):
            path = reverse("admin:index")
            secure = request.is_secure()
            response.set_cookie(
                f"departments_saved_{sent}", path, max_age=A_DAY, path=path, secure=secure, samesite="Lax"
            )
        return response

    return answer


def _leads_on(response):
    # Also what a small window answers with once it has saved: it only closes itself.
    closes = "popup_response_data" in (getattr(response, "context_data", None) or {})
    return closes or 300 <= response.status_code < 400
