"""
Forms whose typing the browser keeps until it knows that it was saved: an answer that leads on, in place of the form
once more, says so with a cookie of the name that the form sent.
"""

import re
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from . import sent_again
from .opened_by import FIELD, account_of

NONCE = re.compile(r"[0-9a-f]{16,32}")
A_DAY = 86_400  # seconds: a page of ours comes before, and takes the cookie away


def kept(view) -> Callable[..., HttpResponse]:
    """`view`, which takes forms of the account that is signed in, and says that they were saved."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        account = account_of(request.POST.get(FIELD)) if request.method == "POST" else None
        if account is None:
            return view(request, *args, **kwargs)
        if str(request.user.pk) != account:
            return sent_again.csrf_failure(request)
        request.as_sent = request.POST  # a save that is merged with another changes it
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            return sent_again.not_allowed(request)
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
