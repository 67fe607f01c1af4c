"""
Whose a form is: it carries, signed, the account that opened it.

What comes with another account, or with none, was typed all the same: `sent_again` answers it, so that no form is saved
for somebody else and nothing typed is lost on the way to signing in.
"""

from django.core import signing
from django.urls import reverse
from django.utils import timezone

FIELD = "_opened_by"
SALT = "departments.opened_by"


def described(request) -> dict:
    """What `_opened_by.html` and its scripts need, on a page of somebody who is signed in."""
    return {
        "account": request.user.pk,
        "token": signing.dumps(str(request.user.pk), salt=SALT),
        "ask_url": reverse("admin:departments_office_still_signed_in"),
        "sign_in_url": reverse("admin:departments_office_signed_in"),
        "zone": timezone.get_current_timezone_name(),
        "is_unsaved": request.method == "POST",
    }


def account_of(token) -> str | None:
    """The key of the account in a `token` of ours; None for one that is missing or forged."""
    try:
        return signing.loads(token or "", salt=SALT)
    except signing.BadSignature:
        return None
