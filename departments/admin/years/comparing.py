"""The drafts of a school year beside those of the year before, as sentences by office."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ...school_years.last_year import beside
from ...school_years.plan_in_words import tally


def compare(model_admin, request, year) -> HttpResponse:
    found = beside(year)
    title = _("{year} beside {before}") if found.before else _("{year} has no year before")
    context = {
        "before": found.before,
        "changes": [_told(office, found) for office in found.changes],
        # Each with the field of the later draft that says so.
        "likenesses": [(one, _form(one.kind, found.now, one.after_slug, "succeeds")) for one in found.likenesses],
        "counts": tally(found.changes),
    }
    return model_admin.show(
        request, "schoolyear/compare.html", year, title=title.format(year=year, before=found.before), **context
    )


def _told(office, found):
    """An office's changes, as (label, sentence); `url` is its draft, of the year before where it is gone."""
    drafts = found.then if office.what == "gone" else found.now
    # All but those of a lead say what they are about.
    labels = (_("Lead") if item.kind == "lead" else "" for item in office.items)
    sentences = zip(labels, (item.sentence.removeprefix(f"{office.name}: ") for item in office.items), strict=True)
    return SimpleNamespace(office=office, url=_form("office", drafts, office.slug), sentences=tuple(sentences))


def _form(kind, drafts, slug, field=""):
    address = reverse(f"admin:departments_{kind}_change", args=[drafts.keys[kind, slug]])
    return f"{address}#id_{field}" if field else address
