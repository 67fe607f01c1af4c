"""
What there is to do for somebody, worst first, each with its verb. `DirectorySite` has it on its first page; in any
other admin it is a page beside the offices.
"""

from dataclasses import dataclass, field
from http import HTTPStatus

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..drafts import asking, confirming, taking_off
from ..drafts.roles import visible_offices
from ..drafts.state import states
from ..models import District, MissedSearch, Office, SchoolYear
from ..models.accounts import staff
from ..school_years import calendar
from ..school_years.rolling import next_label
from ..words.days import day
from .asking import address_of

SHOWN = 10
# Worst first, each with its verb for whoever may do it, and what the chip of all of them says.
KINDS = {
    "take_off": (gettext_lazy("Take off"), gettext_lazy("To be taken off the site")),
    "fix": (gettext_lazy("Fix"), gettext_lazy("Errors")),
    "asked": (gettext_lazy("Answer"), gettext_lazy("Asked to be published")),
    "sent_back": (gettext_lazy("Fix"), gettext_lazy("Sent back")),
    "publish": (gettext_lazy("Publish"), gettext_lazy("Waiting to be published")),
    "check": (gettext_lazy("Check"), gettext_lazy("Not checked")),
    "assign": (gettext_lazy("Assign"), gettext_lazy("Nobody edits them")),
    "answer": (gettext_lazy("Answer"), gettext_lazy("Searches that found nothing")),
}


@dataclass
class Task:
    """Something to do about `name`; `why` are sentences, and `kinds` all that it is about, the worst first."""

    name: str
    url: str
    kinds: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    verb: str = ""


def first_page(request, site) -> dict:
    """What the first page of the admin `site` shows to the person of `request`, as its template takes it."""
    office_admin = site.get_model_admin(Office)
    shown = _states(request, office_admin)
    tasks = _tasks(request, site, shown)
    kind = request.GET.get("kind")
    chosen = [task for task in tasks if kind in task.kinds] if kind in KINDS else tasks
    is_whole = kind in KINDS or "all" in request.GET
    chips = [(one, words, sum(one in task.kinds for task in tasks)) for one, (_, words) in KINDS.items()]
    return {
        "tasks": chosen if is_whole else chosen[:SHOWN],
        "task_count": len(tasks),
        "is_whole": is_whole or len(chosen) <= SHOWN,
        "kind": kind,
        "chips": [chip for chip in chips if chip[2]],
        "mine": [one for one in shown if one.office.is_of_today and request.user in one.office.editors.all()],
        "scheduled": sorted(((when, state, words) for state in shown for when, words in state.agenda), key=_when),
        "may_see_offices": office_admin.has_view_permission(request),
        "has_offices": bool(shown),
        "may_see_status": site.get_model_admin(District).has_change_permission(request),
    } | _years(request, site.get_model_admin(SchoolYear))


def desk(model_admin, request) -> HttpResponse:
    """The first page, for an admin whose first page is another."""
    shown = first_page(request, model_admin.admin_site)
    return model_admin.show(request, "office/desk.html", title=_("To do"), **shown)


def count(model_admin, request) -> HttpResponse:
    """How much there is to do, for the header: `{"count"}`; nothing (204) where the database cannot say just now."""
    try:
        return JsonResponse({"count": len(_tasks(request, model_admin.admin_site, _states(request, model_admin)))})
    except DatabaseError:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _when(row):
    return row[0]


def _states(request, office_admin):
    """How the offices stand that there is work on; none for those who may not see any."""
    if not office_admin.has_view_permission(request):
        return []
    of_today = Office.objects.filter(confirming.of_today(), pk=OuterRef("pk"))
    offices = office_admin.get_queryset(request).annotate(is_of_today=Exists(of_today))
    # What is to be taken off the site is asked for in any year: visitors see the archive too.
    offices = offices.filter(Q(is_of_today=True) | Q(pk__in=taking_off.still_seen())).order_by(*office_admin.ordering)
    offices = list(offices.select_related("school_year").prefetch_related(Prefetch("editors", staff())))
    return [state for state in states(offices).values() if state.live or not state.is_marked]


def _tasks(request, site, shown):
    office_admin = site.get_model_admin(Office)
    mine = Office.objects.filter(pk__in=[state.office.pk for state in shown])
    unchecked = set(confirming.unchecked(mine).values_list("pk", flat=True)) if shown else set()
    asked = asking.open_by_office(mine) if shown else {}
    found = []
    for state in shown:
        key = state.office.pk
        found += _of_office(request, office_admin, state, key in unchecked, asked.get(key, ()))
    may_answer = site.get_model_admin(MissedSearch).has_answer_permission(request)
    if may_answer and (missed := MissedSearch.objects.waiting().count()):
        name = ngettext("{number} search found nothing", "{number} searches found nothing", missed)
        name = name.format(number=missed)
        url = reverse("admin:departments_missedsearch_changelist")
        found.append(Task(name, url, ["answer"], [_("Give an office the word people look for")], _("Answer")))
    worst = list(KINDS)
    return sorted(found, key=lambda task: worst.index(task.kinds[0]))


def _of_office(request, office_admin, state, is_unchecked, asked):
    office, may_publish = state.office, office_admin.has_publish_permission(request)
    form, review = (reverse(f"admin:departments_office_{name}", args=[office.pk]) for name in ("change", "review"))
    may_edit = office_admin.has_change_permission(request, office)
    for entry, sentence in state.still_seen:
        url = reverse(f"admin:departments_{entry._meta.model_name}_take_off", args=[entry.pk])
        name = str(entry) if office.is_of_today else f"{entry} ({office.school_year})"
        yield Task(name, url if may_publish else review, ["take_off"], [sentence], _("Take off") if may_publish else "")
    if not office.is_of_today:
        return
    errors, task = state.draft.errors, Task(office.name, form)
    if errors:
        told, more = errors[0].sentence, len(errors) - 1
        if more:
            told = ngettext("{problem}, and {number} more", "{problem}, and {number} more", more)
            told = told.format(problem=errors[0].sentence, number=more)
        _add(task, "fix", told, may_edit)
    for one in asked:
        if one.field:
            _add(task, "sent_back", one.told, may_edit and not may_publish, address_of(one))
        elif state.is_waiting:
            _add(task, "asked", one.told, may_publish, review)
    if state.is_waiting:
        _add(task, "publish", state.differs if state.live else state.public, may_publish and not errors, review)
    if is_unchecked:
        told = _("Checked on {day}") if office.confirmed_on else _("Never checked")
        _add(task, "check", told.format(day=day(office.confirmed_on)), may_edit)
    if office_admin.has_assign_permission(request) and not office.editors.all():
        _add(task, "assign", _("Nobody edits it"), True, f"{form}#id_editors")
    if task.kinds:
        task.url = task.url if task.verb else review
        yield task


def _add(task, kind, why, may, url=""):
    """One more reason. Whose verb comes first is led to where that is done."""
    task.kinds.append(kind)
    task.why.append(why)
    if may and not task.verb:
        task.verb, task.url = KINDS[kind][0], url or task.url


def _years(request, year_admin):
    """The school years that matter now; nothing for those who may not see any. Nine queries at most."""
    if not year_admin.has_view_permission(request):
        return {}
    standings = calendar.standings(SchoolYear.objects.all(), offices=visible_offices(request.user))
    current = next((one for one in standings if one.kind == "current"), None)
    coming = next((one for one in standings if one.is_next), None)
    rolls = current and not coming and year_admin.has_change_permission(request)
    return {"years": {"current": current, "next": coming, "rolls_into": next_label(current.year) if rolls else ""}}
