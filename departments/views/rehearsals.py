"""The pages of a school year that is not open yet, for those who may read it. The same views answer, inside it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from ..reading import rehearsal
from ..reading.draft_as_page import never_kept
from .errors import told


def rehearsed(view) -> Callable:
    """`view`, answering with the directory that the token in its address opens. Nobody keeps what it answers."""

    @never_kept
    @told
    @wraps(view)
    def answer(request, token, **kwargs):
        if rehearsal.is_for_staff(token) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        request.rehearsal = rehearsal.opened(token, request.user)
        return view(request, **kwargs)

    return answer
