"""What is written to people who work on the directory: an invitation, and a reminder to check their offices."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from ...drafts.mailing import can_send, letter


def can_invite() -> bool:
    """Whether the site sends mail, and has pages on which a password is set, under Django's names for them."""
    try:
        reverse("password_reset"), reverse("password_reset_confirm", args=["a", "b-c"])
    except NoReverseMatch:
        return False
    return can_send()


def invitation(request, account) -> EmailMessage:
    """To `account`: where its password is set, and where another link comes from once that one is too old."""
    key = [urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(account)]
    links = {"link": reverse("password_reset_confirm", args=key), "again": reverse("password_reset")}
    context = {name: request.build_absolute_uri(path) for name, path in links.items()}
    context["seconds"] = settings.PASSWORD_RESET_TIMEOUT
    return letter(account, _("Your account in the directory"), "invitation", by=request.user, **context)


def reminder(request, account, offices, note) -> EmailMessage:
    """To `account`: which of its `offices` are to be checked, with where that is done, and the sender's `note`."""
    path = "admin:departments_office_change"
    listed = [(office, request.build_absolute_uri(reverse(path, args=[office.pk]))) for office in offices]
    subject = _("Please check your offices")
    return letter(account, subject, "reminder", by=request.user, offices=listed, note=note)
