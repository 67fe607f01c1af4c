"""People who sign in, of whatever user model the site has (AUTH_USER_MODEL): no column of Django's own is assumed."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import SET_NULL, ForeignKey, QuerySet


def account_field(label: str | None = None, *, on_delete=SET_NULL, related_name="+", **kwargs) -> ForeignKey:
    """Who did something; None where a command did, or where the account is gone since."""
    options = {"verbose_name": label, "null": True, "blank": True, "on_delete": on_delete, "related_name": related_name}
    return ForeignKey(settings.AUTH_USER_MODEL, **options | kwargs)


def account_name(account) -> str:
    """What a person is called: the full name, else what they sign in with; "" for None."""
    full_name = getattr(account, "get_full_name", str)()
    return full_name or (account.get_username() if account else "")


def staff() -> QuerySet:
    """The accounts that may be assigned an office: those the admin lets in, as far as columns tell."""
    accounts = get_user_model()
    flags = {name: True for name in ("is_staff", "is_active") if name in _columns(accounts)}
    return accounts._default_manager.filter(**flags).order_by(accounts.USERNAME_FIELD)


def searched_by(path: str) -> list[str]:
    """The lookups by which the admin finds the account at `path`, such as "loaded_by"; what they sign in with first."""
    accounts = get_user_model()
    return [f"{path}__{name}" for name in (accounts.USERNAME_FIELD, "last_name") if name in _columns(accounts)]


def _columns(model):
    return {field.name for field in model._meta.concrete_fields}
