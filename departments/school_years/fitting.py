"""Whether the sides of a plan can be put together at all: each may be right by itself."""

from datetime import date

from django.utils.translation import gettext as _

from ..models import SchoolYear
from ..words.days import day
from .problems import Problem, Refused
from .values import MODELS
from .year import with_its_days


def refuse_what_does_not_fit(plan) -> None:
    """Raises Refused."""
    for problems_of in (_what_is_not_there, _dates, _what_does_not_fit):
        if problems := list(problems_of(plan)):
            raise Refused(*problems)


def _what_is_not_there(plan):
    """Entries that somebody called the same have to be there: the new one in the file, the old one before it."""
    same = plan.decisions.same
    there = {
        (kind, slug)
        for kind in {kind for kind, _slug in same}
        for slug in MODELS[kind].objects.filter(slug__in=same.values()).values_list("slug", flat=True)
    }
    for (kind, new), old in same.items():
        if new not in plan.edition.entries(kind):
            words = _("the file has none of this address to be {address}.")
            yield Problem("", f"{kind} {new}", "", words.format(address=old))
        elif (kind, old) not in there:
            words = _("the drafts of no school year have {address}, which it is said to be.")
            yield Problem("", f"{kind} {new}", "", words.format(address=old))


def _dates(plan):
    """The file's days beside those of other years, and beside a day that an editor has changed."""
    if plan.year and not plan.dates:
        return
    label, year = plan.edition.label, plan.year or with_its_days(plan.edition.label)
    said = {name: date.fromisoformat(on) for name, on in plan.dates.items()}
    starts_on, ends_on = said.get("starts_on", year.starts_on), said.get("ends_on", year.ends_on)
    if ends_on <= starts_on:
        words = _("its last day, {last}, must come after its first, {first}.")
        sentence = words.format(last=day(ends_on), first=day(starts_on))
        yield Problem("", f"school year {label}", "ends_on", sentence)
    other = SchoolYear.objects.filter(starts_on=starts_on).exclude(label=label).first()
    if other:
        words = _("{year} begins on {day} already. Give this year another first day.")
        sentence = words.format(year=other.label, day=day(starts_on))
        yield Problem("", f"school year {label}", "starts_on", sentence)


def _what_does_not_fit(plan):
    """The three sides may each be right and not fit together: a unit whose department went to another office."""
    seen, offices = set(), {slug for kind, slug in plan.keys if kind == "office"}
    offices |= {write.after["slug"] for write in plan.writes if write.kind == "office" and write.pk is None}
    departments = {(w.before or w.after)["slug"]: w.after for w in plan.writes if w.kind == "department"}
    above_units = {values.get("parent") for values in plan.after.departments.values()}
    for write in plan.writes:
        key = write.kind, write.after["slug"]
        record = f"{write.kind} {key[1]}"
        if key in seen:
            yield Problem("", record, "slug", _("two entries come to this address. Give one of them another."))
        seen.add(key)
        if write.kind == "department" and write.after["office"] not in offices:
            words = _("its office {office} was deleted here. Take that as well, or leave this deleted.")
            yield Problem("", record, "office", words.format(office=write.after["office"]))
        if parent := write.after.get("parent"):
            above = departments.get(parent) or plan.after.departments.get(parent)
            if above is None or above["office"] != write.after["office"] or above["parent"]:
                words = _("it is a unit of {parent}, which is no department of its office. Choose another.")
                if above and above["parent"]:
                    words = _("it is a unit of {parent}, which is a unit itself. Choose another.")
                yield Problem("", record, "parent", words.format(parent=parent))
            elif parent != (write.before or {}).get("parent") and (write.before or write.after)["slug"] in above_units:
                sentence = _("it has units, and a unit has none of its own. Put them elsewhere first.")
                yield Problem("", record, "parent", sentence)
