"""Mail to people who work on the directory: an invitation, and a reminder to check their offices."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ...models.accounts import account_name


def can_invite() -> bool:
    """Whether the site sends mail, and has pages on which a password is set, under Django's names for them."""
    try:
        reverse("password_reset"), reverse("password_reset_confirm", args=["a", "b-c"])
    except NoReverseMatch:
        return False
    return can_send()


def can_send() -> bool:
    return bool(settings.DEFAULT_FROM_EMAIL)


def invitation(request, account) -> EmailMessage:
    """To `account`: where its password is set, and where another link comes from once that one is too old."""
    key = [urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(account)]
    links = {"link": reverse("password_reset_confirm", args=key), "again": reverse("password_reset")}
    context = {name: request.build_absolute_uri(path) for name, path in links.items()}
    subject = "Your account in the directory"
    return _letter(request, account, subject, "invitation", context | {"seconds": settings.PASSWORD_RESET_TIMEOUT})


def reminder(request, account, offices, note) -> EmailMessage:
    """To `account`: which of its `offices` are to be checked, with where that is done, and the sender's `note`."""
    path = "admin:departments_office_change"
    listed = [(office, request.build_absolute_uri(reverse(path, args=[office.pk]))) for office in offices]
    return _letter(request, account, "Please check your offices", "reminder", {"offices": listed, "note": note})


def failed(letters) -> list[EmailMessage]:
    """Send `letters` over one connection; those of them that could not be sent."""
    connection, lost = get_connection(), []
    try:
        connection.open()
    except OSError:  # of which smtplib's own are
        return list(letters)
    for letter in letters:
        try:
            connection.send_messages([letter])
        except OSError:
            lost.append(letter)
    connection.close()
    return lost


def _letter(request, account, subject, name, context):
    context |= {"account": account, "name": account_name(account), "sender": account_name(request.user)}
    text = render_to_string(f"admin/departments/people/{name}.txt", context)
    return EmailMessage(subject, text, to=[account.email], reply_to=[request.user.email] if request.user.email else [])
