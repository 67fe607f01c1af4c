"""
The desk: what is to be off the site and still seen, what is mine, what waits, what is scheduled, what nobody checked,
what has errors; and which school year is current, which is next. `DirectorySite` has it on its first page; in any other
admin it is a page beside the offices.
"""

from django.http import HttpResponse

from ..drafts import confirming
from ..drafts.roles import visible_offices
from ..drafts.state import states
from ..models import District, MissedSearch, Office, SchoolYear
from ..school_years import calendar
from ..school_years.rolling import next_label

SHOWN = 10


def desk(model_admin, request) -> HttpResponse:
    """The desk as a page, for an admin whose first page is another."""
    shown = first_page(request, model_admin.admin_site)
    return model_admin.show(request, "office/desk.html", title="What waits", **shown)


def first_page(request, site) -> dict:
    """What the first page of the admin `site` shows to the person of `request`, as its template takes it."""
    offices = _desk(request, site.get_model_admin(Office))
    years = _years(request, site.get_model_admin(SchoolYear))
    may_answer = site.get_model_admin(MissedSearch).has_answer_permission(request)
    missed = MissedSearch.objects.waiting().count() if may_answer else 0
    may_see_status = site.get_model_admin(District).has_change_permission(request)
    return offices | years | {"missed_count": missed, "may_see_status": may_see_status}


def _desk(request, office_admin):
    """What the first page shows of offices; nothing for those who may not see any."""
    if not office_admin.has_view_permission(request):
        return {}
    offices = office_admin.get_queryset(request).filter(confirming.of_today()).order_by(*office_admin.ordering)
    offices = list(offices.select_related("school_year").prefetch_related("editors"))
    standing = [state for state in states(offices).values() if state.live or not state.is_marked]
    mine = [state for state in standing if request.user in state.office.editors.all()]
    agenda = [(when, state, words) for state in standing for when, words in state.agenda]
    waiting = [state for state in standing if state.is_waiting]
    unchecked = list(confirming.unchecked(Office.objects.filter(pk__in=[office.pk for office in offices])))
    return {
        "desk": {
            "still_seen": [state for state in standing if state.still_seen],
            "mine": mine,
            "waiting": waiting[:SHOWN],
            "waiting_count": len(waiting),
            "scheduled": sorted(agenda, key=lambda row: row[0]),
            "unchecked": unchecked[:SHOWN],
            "unchecked_count": len(unchecked),
            "with_errors": [state for state in standing if state.draft.errors],
        },
        "may_publish": office_admin.has_publish_permission(request),
    }


def _years(request, year_admin):
    """The school years that matter now; nothing for those who may not see any. Nine queries at most."""
    if not year_admin.has_view_permission(request):
        return {}
    standings = calendar.standings(SchoolYear.objects.all(), offices=visible_offices(request.user))
    current = next((one for one in standings if one.kind == "current"), None)
    coming = next((one for one in standings if one.is_next), None)
    rolls = current and not coming and year_admin.has_change_permission(request)
    return {"years": {"current": current, "next": coming, "rolls_into": next_label(current.year) if rolls else ""}}
