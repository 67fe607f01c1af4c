"""
The ways through the editors' room, by what people do: each with the lists and screens that belong to it.

A list stands here by its model, so that one registered later, or by the site, has its place without being named.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The lists of each way, by model, in their order; what is named nowhere stands with the district's.
SECTIONS = {
    "offices": ("office", "department", "publication"),
    "years": ("schoolyear", "load"),
    "district": ("alert", "district"),
    "people": ("user", "group", "authenticator"),
}
LABELS = {
    "offices": gettext_lazy("Offices"),
    "years": gettext_lazy("School years"),
    "district": gettext_lazy("District and alerts"),
    "people": gettext_lazy("People"),
}
# Screens of ours beside a list: the noun, the screen, the permission it is for, and its words.
BESIDE = {
    "offices": [
        ("office", "sheet", "whole", gettext_lazy("Edit as a sheet")),
        ("office", "unchecked", "view", gettext_lazy("Not checked this year")),
        ("office", "deleted", "view", gettext_lazy("Deleted")),
    ],
    "district": [("district", "status", "change", gettext_lazy("How the site is"))],
    "people": [
        ("office", "people", "people", gettext_lazy("Who has what")),
        ("office", "invite", "people", gettext_lazy("Invite")),
        ("office", "remind", "people", gettext_lazy("Remind")),
        ("removal", "changelist", "view", gettext_lazy("People taken out")),
    ],
}
CALLED = {
    "office": gettext_lazy("All offices"),
    "department": gettext_lazy("Departments and units"),
    "user": gettext_lazy("Accounts"),
    "group": gettext_lazy("Roles"),
}


@dataclass(frozen=True)
class Way:
    """`is_here` where the page belongs to it; `beside` are the lists and screens it leads to."""

    label: str
    url: str
    is_here: bool = False
    icon: str = ""
    beside: tuple["Way", ...] = ()


def ways(request, site) -> list[Way]:
    """The ways that the person of `request` has in the admin `site`, the first page between them. No query."""
    match = request.resolver_match
    here = match.url_name if match and match.app_name == "admin" else ""
    found = [way for section in SECTIONS if (way := _section(request, site, section, here))]
    to_do = Way(_("To do"), reverse("admin:index", current_app=site.name), here == "index", "todo")
    place = 1 if found and found[0].icon == "offices" else 0
    return [*found[:place], to_do, *found[place:]]


def _section(request, site, section, here):
    admins = {model._meta.model_name: admin for model, admin in site._registry.items()}
    named = {noun for nouns in SECTIONS.values() for noun in nouns} | {
        noun for row in BESIDE.values() for noun, *_ in row
    }
    others = [noun for noun in admins if noun not in named] if section == "district" else []
    beside = []
    for noun in [*SECTIONS[section], *others]:
        if noun in admins and admins[noun].has_view_or_change_permission(request):
            beside.append(_list(admins[noun], here))
    for noun, screen, may, words in BESIDE.get(section, []):
        if noun in admins and getattr(admins[noun], f"has_{may}_permission")(request):
            beside.append(_way(words, f"{admins[noun].opts.app_label}_{noun}_{screen}", here))
    beside = [way for way in beside if way]
    if not beside:
        return None
    is_here = any(way.is_here for way in beside)
    return Way(LABELS[section], beside[0].url, is_here, section, tuple(beside) if len(beside) > 1 else ())


def _list(model_admin, here):
    opts = model_admin.opts
    name = f"{opts.app_label}_{opts.model_name}"
    words = CALLED.get(opts.model_name) or capfirst(opts.verbose_name_plural)
    apart = {f"{name}_{screen}" for row in BESIDE.values() for noun, screen, *_ in row if noun == opts.model_name}
    belongs = here.startswith(f"{name}_") and not any(_is_of(here, one) for one in apart)
    return _way(words, f"{name}_changelist", f"{name}_changelist" if belongs else "")


def _way(words, name, here):
    try:
        return Way(words, reverse(f"admin:{name}"), _is_of(here, name))
    except NoReverseMatch:
        return None  # a list that this site has otherwise


def _is_of(here, name):
    """Whether the page `here` is the screen `name`, or one about a row of it."""
    return here == name or here.startswith(f"{name}_")
