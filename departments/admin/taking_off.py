"""
Taking off the site: an office, a department or a unit, now or at a moment, with a word to visitors about where to look
instead. Publishers do it; editors ask for it, which marks the draft.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import publishing
from ..drafts import taking_off
from ..drafts.state import state_of, states
from ..models import Happening, Office, Publication
from ..models.text_field import uncut
from ..page import kept_page
from ..publishing import two_offices
from ..publishing.showing import goes_on_from
from ..words.days import moment
from .named_anew import tell_of_removed
from .review import ReviewForm, selected
from .screens import ROW, Screen


class TakeOffForm(ReviewForm):
    instead = uncut(
        forms.CharField(
            required=False,
            max_length=Publication._meta.get_field("instead").max_length,
            label=gettext_lazy("Where to look instead"),
            widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
            help_text=gettext_lazy(
                "Visitors who follow an old link read this, for example: Ask the Office of Academics, 414-777-7806."
            ),
        )
    )
    field_order = ["when", "at", "instead", "note"]


def how_it_stands(model_admin, request, entry, state) -> dict:
    """What a form says and offers about taking `entry` off the site; `state` is its office's."""
    moves = [one.move for one in state.leaving if one.has_moved and one.department == entry]
    return {
        "moves": moves[0] if moves else "",
        "is_marked": taking_off.is_marked(entry),
        "is_seen": state.shows(entry),
        "may_take_off": model_admin.has_publish_permission(request, entry),
        "may_ask": model_admin.has_change_permission(request, entry),
    }


def take_off(model_admin, request, entry) -> HttpResponse:
    """Where publishers take `entry` off the site or put it back, and editors ask for it or call that off."""
    number = Happening.objects.latest_number()
    state = state_of(entry if isinstance(entry, Office) else entry.office)
    standing = how_it_stands(model_admin, request, entry, state)
    back = redirect(f"admin:departments_{entry._meta.model_name}_change", entry.pk)
    if "_ask" in request.POST and standing["may_ask"]:
        told = _(
            "Marked {entry} as to be taken off the site. It now stands first under “To do” for every publisher. Until "
            "one takes it off, visitors still see it."
        )
        already = _("{entry} is marked already. Nothing was changed.")
        _tell(request, entry, taking_off.ask(entry, by=request.user), told, already)
        return back
    if "_put_back" in request.POST and (standing["may_take_off"] or standing["is_seen"]):
        told = _("Put {entry} back: visitors see it once it is published.")
        already = _("{entry} was put back already: visitors see it once it is published. Nothing was changed.")
        if standing["is_seen"]:
            told = _("Put {entry} back: visitors go on seeing it.")
            already = _("{entry} was put back already: visitors go on seeing it. Nothing was changed.")
        _tell(request, entry, taking_off.put_back(entry, by=request.user), told, already)
        return back
    if request.method == "POST" and not standing["may_take_off"]:
        raise PermissionDenied
    form = TakeOffForm(request.POST or None, [state.office], number=number)
    if form.is_valid():
        _take_off(request, entry, form)
        return back
    context = {"entry": entry, "state": state, "standing": standing, "form": form, "count": 1}
    shown = [] if isinstance(entry, Office) else taking_off.seen_of(entry).select_related("publication")
    context["units"] = [name for one in shown for name in _units(one)]
    title = _("Put back") if standing["is_marked"] and not standing["is_seen"] else _("Take off the site")
    context["later"] = taking_off.scheduled_with(entry, after=timezone.now())
    context["goes_on"] = _goes_with(entry, state.office)
    return model_admin.show(request, "take_off.html", entry, title=title, **context)


def _goes_with(entry, office):
    """That pages of a later year go on from that of `office`, as far as `entry` stands on them, in words."""
    pages = two_offices.going_on(office, at=timezone.now())
    return [goes_on_from(one) for one in pages if entry == office or one.listings.filter(slug=entry.slug).exists()]


def several(model_admin, request) -> HttpResponse:
    number = Happening.objects.latest_number()
    shown = states(selected(model_admin, request)).values()
    form = TakeOffForm(request.POST or None, [state.office for state in shown], number=number)
    if not form.is_valid():
        context = {"states": shown, "form": form, "count": len(shown)}
        return model_admin.show(request, "office/take_off_several.html", title=_("Take off the site"), **context)
    for state in shown:
        _take_off(request, state.office, form)
    return redirect("admin:departments_office_changelist")


def _tell(request, entry, is_done, told, already):
    if is_done:
        messages.success(request, told.format(entry=entry))
    else:
        messages.info(request, already.format(entry=entry))


def _units(one):
    """The names of the units that visitors see under a department, and that go with it."""
    page = kept_page.readable_page_of(one.publication)
    return [part.name for part in page.departments if part.parent == one.anchor] if page else []


def _take_off(request, entry, form):
    words = {name: form.cleaned_data[name] for name in ("note", "instead")}
    try:
        shown = taking_off.take_off(entry, by=request.user, at=form.moment, seen=form.seen(), **words)
    except publishing.PublishRefused as reason:
        messages.error(request, str(reason))
        return
    told = _("{entry} goes off the site on {moment}. Until then visitors see it.")
    told = _("Took {entry} off the site: visitors no longer see it.") if taking_off.is_marked(entry) else told
    messages.success(request, told.format(entry=entry, moment=moment(entry.retired_at)))
    for sentence in shown.told:
        messages.warning(request, sentence)
    tell_of_removed(request, entry, **words)
    for later in taking_off.scheduled_with(entry, after=entry.retired_at):
        told = _(
            "{entry} is back on {moment}, for which no. {number} of {page} is scheduled. Call that off as well if it "
            "should stay away."
        )
        said = {"moment": moment(later.live_from), "number": later.number, "page": later.name}
        messages.warning(request, told.format(entry=entry, **said))


SCREEN = Screen("take_off", f"{ROW}/take-off/", take_off, may="take_off")
