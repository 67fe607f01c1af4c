"""Who works on the directory: their roles, the offices they have, how many of these are checked, and when they came."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...drafts import confirming
from ...drafts.roles import ROLES
from ...models import Office
from ...models.accounts import account_name
from ...words.folding import fold

CHIPS = {
    "": (gettext_lazy("All"), lambda row: row.account.is_active),
    "unchecked": (gettext_lazy("Have not checked"), lambda row: row.account.is_active and bool(row.unchecked)),
    "never": (gettext_lazy("Never came"), lambda row: row.account.is_active and not row.account.last_login),
    "off": (gettext_lazy("Switched off"), lambda row: not row.account.is_active),
}


@dataclass
class Colleague:
    """`offices` are those of today's school year and later ones that `account` has, `unchecked` some of them."""

    account: object
    name: str
    role: str
    offices: list[Office] = field(default_factory=list)
    unchecked: list[Office] = field(default_factory=list)

    @property
    def checked(self) -> int:
        return len(self.offices) - len(self.unchecked)


def people(model_admin, request) -> HttpResponse:
    rows, shown = everybody(), request.GET.get("show", "")
    words = fold(request.GET.get("q", "")).split()
    chips = [(key, words, sum(map(belongs, rows))) for key, (words, belongs) in CHIPS.items()]
    belongs = CHIPS.get(shown, CHIPS[""])[1]
    found = [row for row in rows if belongs(row) and all(word in _told(row) for word in words)]
    context = {"rows": found, "chips": chips, "chosen": shown, "q": request.GET.get("q", "")}
    return model_admin.show(request, "people/list.html", title=_("People"), **context)


def everybody() -> list[Colleague]:
    """All whom the admin lets in, or would if their account were switched on, by name. Five queries."""
    offices = offices_of_today()
    unchecked = set(confirming.unchecked(offices).values_list("pk", flat=True))
    accounts = get_user_model()._default_manager.filter(is_staff=True)
    rows = []
    for account in accounts.prefetch_related("groups", Prefetch("offices", offices, to_attr="of_today")):
        waits = [office for office in account.of_today if office.pk in unchecked]
        rows.append(Colleague(account, account_name(account), role_of(account), account.of_today, waits))
    return sorted(rows, key=lambda row: row.name.lower())


def offices_of_today() -> QuerySet:
    """Those that people are given: of today's school year and of later ones, without those that are off the site."""
    offices = Office.objects.filter(confirming.of_today()).kept().select_related("school_year")
    return offices.order_by("school_year__starts_on", "position", "name")


def role_of(account) -> str:
    """The groups of ours that `account` is in, in words."""
    held = {group.name for group in account.groups.all()}
    roles = [name for name in ROLES if name in held]
    return ", ".join([_("Administrator"), *roles] if account.is_superuser else roles)


def _told(row):
    offices = " ".join(office.name for office in row.offices)
    return fold(f"{row.name} {row.account.get_username()} {row.account.email} {row.role} {offices}")
