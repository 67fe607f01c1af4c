"""
The way to a school year's first day: what is there, what is missing or deserves a look, who has checked, opening it.

For those who see every office the whole year; for others what their own offices lack.
"""

from types import SimpleNamespace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...drafts.handing_out import may_hand_out
from ...drafts.roles import sees_every_office, visible_offices
from ...models import DistrictLine, SchoolYear
from ...models.accounts import account_name
from ...publishing.checking.subject import cut
from ...school_years import calendar, looked_over, readiness
from ...school_years.carrying import missed
from ..review import mended_at

KINDS = ("failing", "unpublished", "carried", "unconfirmed")  # as they are mended: checks refuse to publish


def counted(kind: str, count: int) -> str:
    """That so many offices lack something of one kind."""
    told = {
        "failing": ngettext("{number} office failing the checks", "{number} offices failing the checks", count),
        "unpublished": ngettext("{number} office not published", "{number} offices not published", count),
        "carried": ngettext("{number} office with last year’s page", "{number} offices with last year’s page", count),
        "unconfirmed": ngettext("{number} office not confirmed", "{number} offices not confirmed", count),
    }
    return told[kind].format(number=count)


def missing(model_admin, request, year) -> HttpResponse:
    whole, mine = sees_every_office(request.user), visible_offices(request.user)
    shown = readiness.states_of(year, offices=mine.prefetch_related("editors"))
    found = readiness.lacked(shown) if shown else readiness.missing(year, offices=mine)
    rows = {state.office.slug: state.office for state in shown}
    groups = {kind: _group(found, kind, rows) for kind in KINDS}
    failing = {one.office.pk for one in groups["failing"]}
    waiting = [
        (kind, words, groups[kind], [one.office.pk for one in groups[kind] if one.office.pk not in failing])
        for kind, words in (("unpublished", _("Not published")), ("carried", _("Last year’s page goes on")))
    ]
    title = _("The way to {year}") if whole and not year.is_opened() else _("What is missing in {year}")
    return model_admin.show(
        request,
        "schoolyear/missing.html",
        year,
        title=title.format(year=year),
        groups=groups,
        told=readiness.told(len(found)),
        empty=[one.sentence for one in found if one.kind == "empty"],
        offices=len(rows),
        complete=len(rows) - len({one.slug for one in found if one.slug}),
        stands=calendar.how_it_stands(year, SchoolYear.objects.all())[1],
        waiting=waiting,
        looks=_looks(shown),
        whole=whole,
        may_publish=request.user.has_perm("departments.publish_office"),
        may_remind=may_hand_out(request.user),
        may_confirm=request.user.has_perm("departments.change_office"),
        **(_of_the_whole(year, shown, groups) if whole else {}),
    )


def _group(found, kind, rows):
    """The offices that lack something of one kind; `details` are sentences without the office's name."""
    group = {}
    for one in found:
        if one.kind == kind:
            office = rows[one.slug]
            details = group.setdefault(one.slug, SimpleNamespace(office=office, details=[])).details
            told = one.sentence.removeprefix(f"{office}, ")  # of a department
            details.append(told.removeprefix(f"{office}: ").removeprefix(f"{cut(office.name)}: "))
    return list(group.values())


def _looks(shown):
    """What deserves a look, by heading: sentences, each with where it is mended."""
    found = (
        (_("Pictures without words"), looked_over.without_words(shown)),
        (_("Numbers that disagree with texts"), looked_over.disagreeing(shown)),
    )
    return [
        (heading, [(one.sentence, mended_at(state, one.slug, one.field), state.office) for state, one in several])
        for heading, several in found
        if several
    ]


def _of_the_whole(year, shown, groups):
    """What is told to those who see every office: also what visitors would read instead of what is not published."""
    lost = missed(year, at=readiness.moment_of(year))
    goes_on = {one.draft.pk: one.publication for one in lost if one.draft}
    for one in groups["unpublished"]:
        one.goes_on = goes_on.get(one.office.pk)
    lines = [str(number) for number in DistrictLine.objects.values_list("number", flat=True)]
    return {
        "steps": _steps(shown, groups),
        "loads": year.loads.standing().select_related("loaded_by")[:3],
        "people": _people(shown),
        "unassigned": [state.office for state in shown if not state.office.editors.all()],
        "shared": [
            (one.number, [(name, state.office, mended_at(state, *where)) for state, *where, name in one.places])
            for one in looked_over.shared_numbers(shown, lines)
        ],
        "gone": [one.publication for one in lost if not one.draft],
    }


def _steps(shown, groups):
    """The way, step by step: where it stands on the page, its verb, how far it is and whether it is done."""
    count, checked = len(shown), sum(state.office.is_checked for state in shown)
    failing, unpublished = len(groups["failing"]), len(groups["unpublished"]) + len(groups["carried"])
    offices = ngettext("{number} office", "{number} offices", count).format(number=count)
    mend = _("{number} to mend").format(number=failing) if failing else _("nothing to mend")
    so_many = _("{number} of {all}")
    steps = [
        ("drafts", _("Load"), offices, count > 0),
        ("failing", _("Mend"), mend, not failing),
        ("checked", _("Have them checked"), so_many.format(number=checked, all=count), checked == count),
        ("publishing", _("Publish"), so_many.format(number=count - unpublished, all=count), not unpublished),
    ]
    return steps if count else steps[:1]


def _people(shown):
    """Who edits offices of the year, those first who have most to check."""
    offices = {}
    for state in shown:
        for account in state.office.editors.all():
            offices.setdefault(account, []).append(state.office)
    rows = [
        SimpleNamespace(
            name=account_name(account),
            offices=mine,
            waiting=[office for office in mine if not office.is_checked],
            checked=sum(office.is_checked for office in mine),
        )
        for account, mine in offices.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.waiting), row.name.lower()))
