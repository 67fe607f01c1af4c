"""Where a link leads that somebody wrote without saying how: to a page, a mailbox or a number."""

import re
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from . import phones

_PAGE = re.compile(r"(?:www\.[^\s@]+\.[^\s@]+|(?:[a-z\d-]+\.)+(?:com|edu|gov|net|org|us)(?::\d+)?(?:[/?#]\S*)?)", re.I)
_MAIL = re.compile(r"[^\s@/:?#<>\"]+@(?:[\w-]+\.)+[a-z]{2,}", re.I)
_NUMBER = re.compile(r"[+(\d][\d\s().+/-]{6,24}(?:\D{1,12}\d{1,7})?")


def whole(address: str) -> str:
    """`address` with https:, mailto: or tel: before it, where it is plain what it is; any other stays as it is."""
    plain = address.strip()
    if _MAIL.fullmatch(plain):
        return f"mailto:{plain}"
    if _PAGE.fullmatch(plain):
        return f"https://{plain}"
    return (_NUMBER.fullmatch(plain) and phones.link(plain)) or address


def is_mailbox(address: str) -> bool:
    """Whether mail can be sent to `address`, name@example.org."""
    with suppress(ValidationError):
        validate_email(address)
        return True
    return False
