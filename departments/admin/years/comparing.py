"""The drafts of a school year beside those of the year before, as sentences by office."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.urls import reverse

from ...school_years.last_year import beside

# How each kind is counted: (kind, office or department), one of them and several.
COUNTED = {
    ("new", "office"): ("new office", "new offices"),
    ("gone", "office"): ("office no longer listed", "offices no longer listed"),
    ("new", "department"): ("new department", "new departments"),
    ("gone", "department"): ("department no longer listed", "departments no longer listed"),
    "renamed": ("new name or address", "new names or addresses"),
    "moved": ("move", "moves"),
    "lead": ("change of lead", "changes of lead"),
    "number": ("change of number", "changes of numbers"),
    "text": ("other change", "other changes"),
}


def compare(model_admin, request, year) -> HttpResponse:
    found = beside(year)
    title = f"{year} beside {found.before}" if found.before else f"{year} has no year before"
    context = {
        "before": found.before,
        "changes": [_told(office, found) for office in found.changes],
        # Each with the field of the later draft that says so.
        "likenesses": [(one, _form(one.kind, found.now, one.after_slug, "succeeds")) for one in found.likenesses],
        "counts": list(_counted(found.counts)),
    }
    return model_admin.show(request, "schoolyear/compare.html", year, title=title, **context)


def _told(office, found):
    """An office's changes, as (label, sentence); `url` is its draft, of the year before where it is gone."""
    drafts = found.then if office.what == "gone" else found.now
    # All but those of a lead say what they are about.
    labels = ("Lead" if item.kind == "lead" else "" for item in office.items)
    sentences = zip(labels, (item.sentence.removeprefix(f"{office.name}: ") for item in office.items), strict=True)
    return SimpleNamespace(office=office, url=_form("office", drafts, office.slug), sentences=tuple(sentences))


def _form(kind, drafts, slug, field=""):
    address = reverse(f"admin:departments_{kind}_change", args=[drafts.keys[kind, slug]])
    return f"{address}#id_{field}" if field else address


def _counted(counts):
    """The counts that are not nought, in words."""
    for key, (one, several) in COUNTED.items():
        whats = [key] if isinstance(key, tuple) else [(key, "office"), (key, "department")]
        count = sum(counts[what] for what in whats)
        if count:
            yield f"{count} {one if count == 1 else several}"
