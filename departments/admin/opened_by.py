"""
Whose a form is: it carries, signed, the account that opened it. And whether that account is still signed in: asked by
the script of an open form, and the page that signing in leads to.

What comes with another account, or with none, was typed all the same: `sent_again` answers it, so that no form is saved
for somebody else and nothing typed is lost on the way to signing in.
"""

from collections.abc import Callable
from functools import wraps

from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models.accounts import account_name

FIELD = "_opened_by"
SALT = "departments.opened_by"


def described(request) -> dict:
    """What `_opened_by.html` and its scripts need, on a page of somebody who is signed in."""
    return {
        "account": request.user.pk,
        "token": signing.dumps(str(request.user.pk), salt=SALT),
        "ask_url": reverse("admin:departments_office_still_signed_in"),
        "sign_in_url": reverse("admin:departments_office_signed_in"),
        "is_unsaved": request.method == "POST",
    }


def account_of(token) -> str | None:
    """The key of the account in a `token` of ours; None for one that is missing or forged."""
    try:
        return signing.loads(token or "", salt=SALT)
    except signing.BadSignature:
        return None


def by_script(admin_site, view) -> Callable[..., HttpResponse]:
    """
    `view`, where a script asks and no person: whoever is not signed in is told so (401) in place of the sign-in page.

    It is no activity of theirs either. Without `request.session`, Django's middleware leaves the session as it is, also
    where the site saves it at every request or lets it last longer with each.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if admin_site.has_permission(request):
            response = view(request, *args, **kwargs)
        else:
            response = JsonResponse({"account": None}, status=401)
        if hasattr(request, "session"):
            del request.session
        return response

    return answer


def still_signed_in(model_admin, request) -> HttpResponse:
    """Who is signed in, and a fresh token for the forms that are open: `{"account", "name", "token"}`."""
    user = request.user
    return JsonResponse({"account": str(user.pk), "name": account_name(user), "token": get_token(request)})


def signed_in(model_admin, request) -> HttpResponse:
    """
    Where signing in beside an open form leads, in whatever way the site lets people sign in: back to that form.

    `?for=` says, signed, whose form that is.
    """
    account = account_of(request.GET.get("for"))
    is_other = account is not None and account != str(request.user.pk)
    context = {"who": account_name(request.user), "is_other": is_other}
    title = _("This form is somebody else’s") if is_other else _("You are signed in")
    return model_admin.show(request, "signed_in.html", title=title, **context)
