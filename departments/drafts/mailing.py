"""Mail to people who work on the directory: one letter to each, in plain words."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from ..models.accounts import account_name


def can_send() -> bool:
    return bool(settings.DEFAULT_FROM_EMAIL)


def addressed(accounts, *, but=None) -> list:
    """Those of `accounts` whom mail reaches, each once, without `but`; none where the site sends none."""
    rows = dict.fromkeys(accounts) if can_send() else ()
    return [one for one in rows if one and one != but and one.is_active and getattr(one, "email", "")]


def letter(account, subject: str, template: str, *, by, **context) -> EmailMessage:
    """To `account`, from `by` (None for a command), in the words of `template`, which is told both names."""
    context |= {"account": account, "name": account_name(account), "sender": account_name(by)}
    text = render_to_string(f"admin/departments/people/{template}.txt", context)
    sender = getattr(by, "email", "")
    return EmailMessage(subject, text, to=[account.email], reply_to=[sender] if sender else [])


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
