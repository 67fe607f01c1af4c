"""
The ways through the editors' room, by what people do: each with the lists and screens that belong to it.

A list stands here by its model, so that one registered later, or by the site, has its place without being named.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

# The lists of each way, by model, in their order; what is named nowhere stands with the district's.
SECTIONS = {
    "Offices": ("office", "department", "publication"),
    "School years": ("schoolyear", "load"),
    "District and alerts": ("alert", "district"),
    "People": ("user", "group", "authenticator"),
}
ICONS = {"Offices": "offices", "School years": "years", "District and alerts": "district", "People": "people"}
# Screens of ours beside a list: the noun, the screen, the permission it is for, and its words.
BESIDE = {
    "Offices": [
        ("office", "sheet", "whole", "Edit as a sheet"),
        ("office", "unchecked", "view", "Not checked this year"),
        ("office", "deleted", "view", "Deleted"),
    ],
    "District and alerts": [("district", "status", "change", "How the site is")],
    "People": [
        ("office", "people", "people", "Who has what"),
        ("office", "invite", "people", "Invite"),
        ("office", "remind", "people", "Remind"),
        ("removal", "changelist", "view", "People taken out"),
    ],
}
CALLED = {"office": "All offices", "department": "Departments and units", "user": "Accounts", "group": "Roles"}


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
    found = [way for label in SECTIONS if (way := _section(request, site, label, here))]
    to_do = Way("To do", reverse("admin:index", current_app=site.name), here == "index", "todo")
    place = 1 if found and found[0].label == "Offices" else 0
    return [*found[:place], to_do, *found[place:]]


def _section(request, site, label, here):
    admins = {model._meta.model_name: admin for model, admin in site._registry.items()}
    named = {noun for nouns in SECTIONS.values() for noun in nouns} | {
        noun for row in BESIDE.values() for noun, *_ in row
    }
    others = [noun for noun in admins if noun not in named] if label == "District and alerts" else []
    beside = []
    for noun in [*SECTIONS[label], *others]:
        if noun in admins and admins[noun].has_view_or_change_permission(request):
            beside.append(_list(admins[noun], here))
    for noun, screen, may, words in BESIDE.get(label, []):
        if noun in admins and getattr(admins[noun], f"has_{may}_permission")(request):
            beside.append(_way(words, f"{admins[noun].opts.app_label}_{noun}_{screen}", here))
    beside = [way for way in beside if way]
    if not beside:
        return None
    is_here = any(way.is_here for way in beside)
    return Way(label, beside[0].url, is_here, ICONS[label], tuple(beside) if len(beside) > 1 else ())


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
