"""What putting an office back would come to, found before anything is written: rows, what is lost, and what is said."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Contact, Department, Listing, Office, SchoolYear
from ...publishing.changes import Change
from .differences import differences
from .version_rows import MODELS, Rows, as_json


class PutBackRefused(Exception):
    """Putting back or recovering was refused, for a reason that is told in a sentence. Nothing was changed."""


@dataclass(frozen=True)
class PutBackPlan:
    """
    The rows of an office now (None for one that was deleted) and once it is put back, and what to say of it.

    A contact line with a negative key gets a new one: another office's line has the one it had.
    """

    now: Rows | None
    after: Rows
    changes: tuple[Change, ...]
    notes: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return self.now == self.after

    @property
    def deleted(self) -> tuple[int, ...]:
        """The keys of the departments that go."""
        return tuple(set(_here(self.now, self.after).departments) - set(self.after.departments))

    @property
    def needs(self) -> dict[str, str]:
        """What it takes besides the permission to change the office: what is told without it, by permission."""
        now, needs = _here(self.now, self.after), {}
        for noun, name in (("department", "departments"), ("contact", "contacts")):
            before, after = set(getattr(now, name)), set(getattr(self.after, name))
            words, told = MODELS[f"departments.{noun}"]._meta.verbose_name, {}
            if before - after:
                told["delete"] = _("This would delete a {noun}, which you may not. Ask a colleague who may.")
            if after - before:
                told["add"] = _("This would add a {noun}, which you may not. Ask a colleague who may.")
            needs |= {f"departments.{verb}_{noun}": sentence.format(noun=words) for verb, sentence in told.items()}
        return needs


def plan(then: Rows, now: Rows | None, *, at=None) -> PutBackPlan:
    """
    What leads from `now` to `then`, as far as the rest of the directory lets it. A number of queries that does not
    depend on how many departments there are.

    A department that has moved to another office stays there. One added since goes, unless it was ever published:
    then it is to be taken off the site. Raises PutBackRefused: another school year, an address that somebody else has
    by now.
    """
    at, here = at or timezone.now(), _here(now, then)
    year = _year(then, now)
    elsewhere = Department.objects.filter(pk__in=then.departments).exclude(office=then.pk).select_related("office")
    moved = {row.pk: row for row in elsewhere}
    keys = _keys(then, here, moved)
    departments = _departments(then, keys)
    left, notes_of_left = _left_over(here, departments, at)
    lines_of_left = {pk: line for pk, line in here.contacts.items() if line["department"] in left}
    after = Rows(then.pk, then.office, departments | left, _contacts(then, here, keys) | lines_of_left)
    after = _without_gone_accounts(after)
    gone = sorted(set(here.departments) - set(after.departments))
    _refuse_taken_addresses(after, gone, left)
    told = _("{name} was added since and is deleted.")
    notes = [told.format(name=here.departments[pk]["name"]) for pk in gone]
    notes = (*_notes_of_moved(then, moved), *notes_of_left, *notes)
    return PutBackPlan(now, after, differences(now, after, year, at=at), notes)


def _here(now, then):
    return now or Rows(then.pk, {})


def _year(then, now):
    if now and now.office["school_year"] != then.office["school_year"]:
        raise PutBackRefused(_("This version is of another school year. Choose one of this year."))
    year = SchoolYear.objects.filter(pk=then.office["school_year"]).first()
    if year is None:
        told = _("The school year of {office} was deleted, so it cannot be put back.")
        raise PutBackRefused(told.format(office=then.office["name"]))
    return year


def _keys(then, here, moved):
    """Which row each department of `then` is to be: its own, or the one that got its address after it was deleted."""
    by_address = {values["slug"]: pk for pk, values in here.departments.items() if pk not in then.departments}
    return {
        pk: pk if pk in here.departments else by_address.get(values["slug"], pk)
        for pk, values in then.departments.items()
        if pk not in moved
    }


def _departments(then, keys):
    # A parent that was in another office already then stays what it is.
    outside = {values["parent"] for values in then.departments.values()} - set(then.departments) - {None}
    parents = {pk: pk for pk in Department.objects.filter(pk__in=outside).values_list("pk", flat=True)} | keys
    return {key: (old := then.departments[pk]) | {"parent": parents.get(old["parent"])} for pk, key in keys.items()}


def _left_over(here, departments, at):
    """Departments added since that stay, as visitors have seen them, to be off the site; and a sentence about each."""
    added = {pk: values for pk, values in here.departments.items() if pk not in departments}
    published = set(Listing.objects.filter(department__in=added).order_by().values_list("department", flat=True))
    left, notes = {}, []
    for pk in sorted(published):
        values, parent = added[pk], added[pk]["parent"]
        stays_unit = parent in published or (parent in departments and departments[parent]["parent"] is None)
        retired = values["retired_at"] and datetime.fromisoformat(values["retired_at"]) <= at
        left[pk] = values | {
            "parent": parent if stays_unit else None,
            "retired_at": values["retired_at"] if retired else at.isoformat(),
        }
        if not retired:
            told = _(
                "{name} was added since. Visitors have seen it, so it is to be taken off the site and not deleted."
            )
            notes.append(told.format(name=values["name"]))
    return left, notes


def _contacts(then, here, keys):
    """The lines of `then`, with free keys, of the office itself and of the departments that come back."""
    elsewhere = Contact.objects.filter(pk__in=set(then.contacts) - set(here.contacts))
    taken = set(elsewhere.values_list("pk", flat=True))
    return {
        -pk if pk in taken else pk: line | {"department": keys.get(line["department"])}
        for pk, line in then.contacts.items()
        if line["office"] or line["department"] in keys
    }


def _without_gone_accounts(after):
    names = {values["confirmed_by"] for *_key, values in after.each() if values.get("confirmed_by")}
    accounts = get_user_model()._default_manager.filter(pk__in=names).values_list("pk", flat=True)
    there = {(key := as_json("confirmed_by", pk)): key for pk in accounts}
    return after.with_entries(lambda values: values | {"confirmed_by": there.get(values["confirmed_by"])})


def _refuse_taken_addresses(after, gone, left):
    address, year = after.office["slug"], after.office["school_year"]
    other = Office.objects.filter(school_year=year, slug=address).exclude(pk=after.pk).first()
    if other:
        told = _("The address {slug} belongs to {name} by now. Give that office another one first.")
        raise PutBackRefused(told.format(slug=address, name=other.name_for_all))
    wanted = {values["slug"]: values["name"] for pk, values in after.departments.items() if pk not in left}
    holders = [(values["slug"], values["name"]) for values in left.values()]
    others = Department.objects.filter(school_year=year, slug__in=wanted).exclude(pk__in=[*after.departments, *gone])
    holders += [(other.slug, other.name_for_all) for other in others]
    for slug, name in holders:
        if slug in wanted:
            told = _(
                "{department}: its address {slug} belongs to {name} by now. Give that department another one first."
            )
            raise PutBackRefused(told.format(department=wanted[slug], slug=slug, name=name))


def _notes_of_moved(then, moved):
    for pk, row in moved.items():
        yield _("{row} has moved to {office} since and stays there.").format(row=row, office=row.office.name_for_all)
        for unit in then.departments.values():
            if unit["parent"] == pk:
                told = _("{unit} was a unit of {department} and becomes a department of its own.")
                yield told.format(unit=unit["name"], department=row)
