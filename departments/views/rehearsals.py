"""The pages of a school year that is not open yet, for those who may read it. The same views answer, inside it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse

from ..drafts.preview import LinkExpired, LinkInvalid
from ..reading import rehearsal
from ..reading.directory import Directory
from ..reading.draft_as_page import never_kept
from .errors import not_found, told


def rehearsed(view) -> Callable:
    """`view`, answering with the directory that the token in its address opens. Nobody keeps what it answers."""

    @never_kept
    @wraps(view)
    def answer(request, token, **kwargs):
        if rehearsal.is_for_staff(token) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        try:
            request.rehearsal = rehearsal.opened(token, request.user)
        except LinkInvalid as error:
            return not_found(request, error)
        except LinkExpired as reason:
            context = {"directory": Directory.at(), "reason": reason}
            return render(request, "departments/preview_ended.html", context, status=410)
        return told(view)(request, **kwargs)

    return answer
