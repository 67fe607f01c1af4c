"""The plan as a page: what the file would change, what a person decides about it, and the button that loads it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ...models import Load
from ...models.under_way import what_and_how_far
from ...page.pictures import PictureRefused
from ...school_years import plan_in_words
from ...school_years.any_file import is_spreadsheet, read
from ...school_years.loading import PlanDiffers, Undecided, load
from ...school_years.plan import Decisions, Plan, make
from ...school_years.problems import Refused
from ...school_years.year import dates_of
from ...words.days import day
from ..assigned import may_edit
from . import deciding, downloads, kept
from .problem_rows import told
from .uploading import ask_again


def plan(model_admin, request, token) -> HttpResponse:
    """The plan of the upload `token`. A POST makes it anew with the ticks, loads it, or discards the upload."""
    path = kept.find(request, token)
    if path is None:
        return ask_again(request)
    if "_discard" in request.POST:
        return kept.discard(request, token)
    try:
        wanted = {"read_as": kept.read_as(request, token)} if is_spreadsheet(path) else {}
        bundle = read(path, may_edit=partial(may_edit, request), **wanted)
    except Refused as refused:  # it could be read when it came: a picture has left the store since, or an entry
        return model_admin.show(request, "load/refused.html", title=path.name, problems=told(refused.problems))
    if bundle.edition.base is None and not model_admin.has_load_permission(request):
        raise PermissionDenied
    decided = deciding.decisions(request.POST, bundle.edition)
    if "_sheet" in request.POST:
        whole, problems = made(bundle.edition, decided)
        if not problems:
            return downloads.plan_as_sheet(whole, bundle)
    if "_load" in request.POST:
        done = carry_out(model_admin, request, bundle, decided)
        if done is not None:
            kept.forget(request, token)
            return done
    return _page(model_admin, request, bundle, decided)


def how_far(model_admin, request) -> JsonResponse:
    """The stage that what is being loaded has reached, for the script of the page that waits for it."""
    return JsonResponse({"stage": what_and_how_far()[1]})


def carry_out(model_admin, request, bundle, decided) -> HttpResponse | None:
    """Load it and go on to what tells what was done; None where nothing was, with the reason as a message."""
    try:
        shown = request.POST.get("shown", "")
        done = load(bundle.edition, decisions=decided, by=request.user, shown=shown, **bundle.origin)
    except Refused:
        pass  # the page tells why
    except PlanDiffers:
        sentence = _(
            "Nothing was written: the plan is another than the one you saw. This is what it is now. Look again."
        )
        messages.warning(request, sentence)
    except Undecided as reason:
        messages.error(request, f"{reason} {_('Decide below.')}")
    except PictureRefused as reason:
        messages.error(request, f"{_('Nothing was written.')} {reason}")
    except IntegrityError:  # a year that is not there yet cannot be locked
        sentence = _("Nothing was written: somebody loaded this school year at the same moment. Look again.")
        messages.error(request, sentence)
    else:
        return _tell(model_admin, request, bundle, done)


def _tell(model_admin, request, bundle, done):
    if done.is_nothing and not done.remembers_more:
        messages.info(request, _("Nothing to change in {year}.").format(year=done.edition.label))
        return redirect("admin:departments_load_changelist")
    row = Load.objects.filter(school_year__label=done.edition.label).only("pk", "source", "school_year").first()
    sentence = _("Loaded {file} into {year}: {counts}.").format(
        file=bundle.source, year=done.edition.label, counts=plan_in_words.counted(done.counts)
    )
    model_admin.log_addition(request, row, sentence)
    messages.success(request, sentence)
    return redirect("admin:departments_load_change", row.pk)


def _page(model_admin, request, bundle, decided):
    plan, problems = made(bundle.edition, decided)
    context = {} if plan is None else _offered(plan, decided, bundle)
    return model_admin.show(
        request,
        "load/plan.html",
        title=_("What {file} changes in {year}").format(file=bundle.source, year=bundle.edition.label),
        bundle=bundle,
        label=bundle.edition.label,
        plan=plan,
        problems=told(problems),
        decided=decided,
        carried=[] if plan else deciding.carried(request.POST),
        **context,
    )


def made(edition, decided) -> tuple[Plan | None, tuple]:
    """The plan and what stands in its way. Ticks that do not fit together are left aside: they can then be mended."""
    problems = ()
    for one in (decided, Decisions(same=decided.same), Decisions()):
        try:
            return make(edition, decisions=one), problems
        except Refused as refused:
            problems = problems or refused.problems
    return None, problems


def _offered(plan, decided, bundle):
    choices = [deciding.choice(plan, decided, conflict, bundle) for conflict in plan.conflicts[: deciding.SHOWN]]
    is_nothing = plan.is_nothing and not choices
    return {
        "shown": plan.digest,
        "offices": [(office, list(_told(plan, bundle, office))) for office in plan.changes],
        "is_nothing": is_nothing,
        "may_be_loaded": not is_nothing or plan.remembers_more,
        "choices": choices,
        "undecided": sum(decided.takes(one.kind, one.slug, one.field) is None for one in plan.conflicts),
        "many_gone": plan_in_words.many_gone(plan) if plan.unconfirmed else "",
        "leaving": deciding.leaving(plan, decided),
        "same": deciding.perhaps_the_same(plan, decided),
        "days": [*_days(plan), *plan_in_words.continued(plan)],
        "removed": [f"{name}: {plan_in_words.label(field)}" for *_, name, field in plan.removed],
        "pictures": list(plan_in_words.pictures(plan)),
        "counts": plan_in_words.counted(plan.counts),
        "is_told_against": plan.before.label if plan.before.label != plan.edition.label else "",
        "hidden_choices": max(len(plan.conflicts) - deciding.SHOWN, 0),
        "hidden_gone": max(len(plan.gone) - deciding.SHOWN, 0),
    }


def _told(plan, bundle, office):
    """What changed at an office: its kind, a sentence without the office's own name, more on what is new, and where."""
    for one in office.items:
        sentence = one.sentence if one.slug else one.sentence.removeprefix(f"{office.name}: ")
        where = plan_in_words.cell(bundle, "department" if one.slug else "office", one.slug or office.slug, one.field)
        sentence += plan_in_words.unseen(one.before, one.after)
        yield one.kind, sentence, list(plan_in_words.details(plan, office, one)), where


def _days(plan):
    """What becomes of the days of the year itself, which no office tells."""
    if plan.year is None:
        days = dict(zip(("starts_on", "ends_on"), dates_of(plan.edition.label), strict=True)) | plan.dates
        first, last = day(days["starts_on"]), day(days["ends_on"])
        told = _("The school year {year} is new: {first} to {last}. Visitors see it once it is opened.")
        return [told.format(year=plan.edition.label, first=first, last=last)]
    told = {"starts_on": _("Its first day: {before} → {after}"), "ends_on": _("Its last day: {before} → {after}")}
    dates = plan.dates.items()
    return [told[name].format(before=day(getattr(plan.year, name)), after=day(new)) for name, new in dates]
