"""What became of an office, the newest first: each save of its draft and each page that visitors saw, as one line."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafts import history
from ..drafts.state import state_of
from ..models import Publication
from ..page import kept_page
from ..publishing import changes
from .years import correcting

PER_PAGE = 25
SHOWN = 3  # changes of a version; its own page has all
KINDS = {"published": gettext_lazy("Published"), "saved": gettext_lazy("Saves of the draft")}


def timeline(model_admin, request, office) -> HttpResponse:
    saves, publications = history.versions(office), Publication.objects.filter(office=office)
    only = request.GET.get("only", "")
    # Of what was saved and published at one moment, the page was made of the draft.
    saved = [(one.at, 0, one.id, one) for one in saves if only != "published"]
    published = [(at, 1, number, number) for number, at in publications.values_list("number", "published_at")]
    line = sorted([*saved, *(published if only != "saved" else ())], key=lambda one: one[:3], reverse=True)
    listed = Paginator(line, PER_PAGE).get_page(request.GET.get("page"))
    there = _published(publications, [one for *_at, is_page, _key, one in listed if is_page])
    history.read_together([one for *_at, is_page, _key, one in listed if not is_page])
    rows = [{"publication": there[one]} if is_page else _saved(one) for *_at, is_page, _key, one in listed]
    context = {"rows": rows, "newest": saves[0].id if saves else None, "paginator_page": listed, "only": only}
    context |= {"kinds": KINDS.items() if saves and published else (), "state": state_of(office)}
    context |= correcting.of_office(request, office)
    return model_admin.show(request, "office/timeline.html", office, title=_("History"), **context)


def to_published(model_admin, request, office) -> HttpResponseRedirect:
    """From the address that the publications had by themselves."""
    to = redirect("admin:departments_office_history", office.pk)
    to["Location"] += "?only=published"
    return to


def _saved(version):
    found = version.changes
    return {"version": version, "changed": changes.summary(found, SHOWN), "more": len(found) > SHOWN}


def _published(publications, numbers):
    """The publications of these numbers, by number: each with its standing, and with what it changed for visitors."""
    before = publications.seen_until(OuterRef("live_from")).values("pk")
    shown = publications.filter(number__in=numbers).select_related("published_by", "withdrawn_by", "school_year")
    shown = list(shown.annotate(seen_before=Subquery(before[:1])).defer("payload"))
    there = Publication.objects.in_bulk({pk for one in shown for pk in (one.pk, one.seen_before)} - {None})
    pages = {pk: kept_page.page_or_reason(one) for pk, one in there.items()}
    for publication in shown:
        (page, reason), (previous, _why) = pages[publication.pk], pages.get(publication.seen_before, (None, ""))
        publication.changed = changes.summary(changes.between(previous, page))
        if page is None:
            publication.changed = _("This page cannot be read: {reason}").format(reason=reason)
        publication.previous = there[publication.seen_before].number if previous else None
        publication.standing = _standing(publication)
    return {one.number: one for one in shown}


def _standing(publication):
    """A word for where the publication's window lies, and whether what lies ahead of it can be called off."""
    if publication.is_called_off():
        word = _("called off") if publication.withdrawn_at else _("made anew before its day")
        return {"kind": "called-off", "word": word}
    if publication.is_live():
        call_off = _("Call off taking it off") if publication.withdrawn_at else ""
        return {"kind": "live", "word": _("live"), "call_off": call_off}
    if publication.live_from > timezone.now():
        return {"kind": "scheduled", "word": _("scheduled"), "call_off": _("Call off")}
    return {"kind": "ended", "word": _("taken off the site") if publication.withdrawn_at else _("ended")}
