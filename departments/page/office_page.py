"""
The page of an office, as values: what its draft would show, and what was kept when it was published.

Everything here is pure: no queries, no clock, no HTTP. What can be said on it stands in `models/facts.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from ..models import Contact, Department, Office
from ..models.entry import PICTURE_NAME
from ..models.facts import ENTRY, LINE, NUMBERS, Fact, Form, InSight, of_group, unsaid_kind, values
from ..models.lead import Lead
from ..words import phones
from ..words.nobody import is_withheld, names_nobody


@dataclass(frozen=True)
class Picture:
    """A picture with the decision about its text alternative (WCAG 1.1.1): words, or empty for decoration."""

    name: str
    alt: str
    in_sight: str = InSight.MIDDLE.value

    @property
    def width(self) -> int:
        return int(PICTURE_NAME.sub(r"\g<width>", self.name))

    @property
    def height(self) -> int:
        return int(PICTURE_NAME.sub(r"\g<height>", self.name))


class Unreadable(ValueError):
    """What was kept cannot be read; the text is a sentence that says why."""


# Pairs of a fact and its value in words, of a number as it is kept.
Details = tuple[tuple[Fact, str], ...]

EntryFacts = values("EntryFacts", ENTRY)
LineFacts = values("LineFacts", LINE)


_BEHIND_A_LABEL = [fact for fact in LINE.values() if fact.name not in ("role", "kind")]


@dataclass(frozen=True)
class ContactLine(LineFacts):  # type: ignore[valid-type, misc]
    """A contact line: its facts are its attributes. Numbers as "+1 414-475-8393 ext. 12"."""

    @cached_property
    def details(self) -> Details:
        """What there is beside role, name, number, address and note."""
        return _details(LINE, self)

    @cached_property
    def label(self) -> str:
        """What it is for, with what answers there where that does not say it: "Secretary", "Records (fax)", "Phone"."""
        if not self.role.strip():
            return LINE["kind"].told(self.kind) if self.phone else ""
        kind = unsaid_kind(self.kind, self.role) if self.phone else ""
        return f"{self.role.strip()} ({kind})" if kind else self.role.strip()

    @property
    def in_words(self) -> str:
        """What stands behind its label: "Jane Doe, 414-475-8393, weekdays 7 to 9"."""
        said = ((fact, getattr(self, fact.name)) for fact in _BEHIND_A_LABEL)
        return ", ".join(filter(None, (fact.in_words(value) for fact, value in said if value != fact.blank)))

    @cached_property
    def is_person(self) -> bool:
        """Whether the line names somebody."""
        return not (names_nobody(self.name) or is_withheld(self.name))


@dataclass(frozen=True, kw_only=True)
class Part(EntryFacts):  # type: ignore[valid-type, misc]
    """
    What an office and a department show alike: the facts of an entry are its attributes.

    Texts as stored; numbers as "+1 414-475-8393 ext. 12".
    """

    contacts: tuple[ContactLine, ...] = ()

    @property
    def anchor(self) -> str:
        """Where on the page it stands; empty for the office, which is all of it."""
        return ""

    @property
    def other_names(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.also_known_as.split("\n") if line.strip())

    @cached_property
    def lead(self) -> Lead:
        return Lead(self.lead_title, self.lead_name, self.lead_standing)

    @property
    def picture(self) -> Picture | None:
        """The picture, or None where there is none or nobody decided on its text alternative."""
        decided = bool(self.image_alt) or self.image_decorative
        is_shown = decided and PICTURE_NAME.fullmatch(self.image)
        return Picture(self.image, self.image_alt, self.image_in_sight) if is_shown else None

    @cached_property
    def details(self) -> Details:
        """The contact details there are, in order."""
        return _details(ENTRY, self)

    @property
    def has_number(self) -> bool:
        """Whether there is a number at which somebody or something answers."""
        return bool(self.phone or any(line.phone for line in self.contacts))

    @property
    def has_details(self) -> bool:
        """Whether there is any line of contact details to show."""
        return bool(self.lead or self.contacts or self.details)


@dataclass(frozen=True, kw_only=True)
class DepartmentPart(Part):
    parent: str | None = None

    @property
    def anchor(self) -> str:
        return self.slug


@dataclass(frozen=True, kw_only=True)
class OfficePage(Part):
    school_year: str
    departments: tuple[DepartmentPart, ...] = ()
    # The year before whose page goes on as this one, where nobody has checked it for its own year yet.
    carried_from: str = ""
    # The year whose page that was already, where that had gone on itself.
    page_of: str = ""
    # What it was kept with and this release does not know, in words; read as its blank, so never shown.
    unknown: tuple[str, ...] = field(default=(), compare=False)

    @property
    def unchecked(self) -> str:
        """The school year for which nobody has checked it yet, as it is the page of the year before; else empty."""
        return self.school_year if self.carried_from else ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The office and its departments in the order of the page, a unit after its department."""
        return (self, *self.departments)

    @cached_property
    def tree(self) -> tuple[tuple[DepartmentPart, tuple[DepartmentPart, ...]], ...]:
        """The departments in order, each with its units."""
        return tuple((part, self.below(part)) for part in self.below(self))

    def below(self, part: Part) -> tuple[DepartmentPart, ...]:
        """What stands directly below `part`: the departments of the office, or the units of a department."""
        return tuple(self._below.get(part.anchor or None, ()))

    @cached_property
    def _below(self):
        found = defaultdict(list)
        for one in self.departments:
            found[one.parent].append(one)
        return found

    def department(self, slug: str) -> DepartmentPart:
        """The department or unit at `slug`. Raises Unreadable: what is listed on the page was not kept with it."""
        for part in self.departments:
            if part.slug == slug:
                return part
        raise Unreadable(_("its department {slug} is not on it.").format(slug=slug))

    def without(self, slugs: Collection[str]) -> "OfficePage":
        """This page without these departments and units; a unit that stays behind is a department of its own."""
        return self._with(part for part in self.departments if part.slug not in slugs)

    @property
    def placed(self) -> "OfficePage":
        """This page where a unit of what is no department of it is a department of its own: all of it is seen."""
        heads = {None, *(part.slug for part in self.below(self))}
        return self if all(part.parent in heads for part in self.departments) else self._with(self.departments)

    def with_part(self, part: DepartmentPart, order: Sequence[str]) -> "OfficePage":
        """This page with one department or unit more, behind those that come before it in `order`."""
        before = set(order[: order.index(part.slug)])
        place = max((place for place, one in enumerate(self.departments, 1) if one.slug in before), default=0)
        return self._with((*self.departments[:place], part, *self.departments[place:]))

    def _with(self, departments):
        parts = tuple(departments)
        heads = {part.slug for part in parts if part.parent is None}
        placed = (
            replace(part, position=place, parent=part.parent if part.parent in heads else None)
            for place, part in enumerate(parts, 1)
        )
        return replace(self, departments=tuple(placed))

    def without_picture(self, name: str) -> "OfficePage":
        """This page without the picture `name`, wherever it stood."""

        blank = {fact: ENTRY[fact].blank for fact in of_group(ENTRY, "picture")}

        def mend(part):
            return replace(part, **blank) if part.image == name else part

        return replace(mend(self), departments=tuple(mend(part) for part in self.departments))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of all pictures on the page."""
        return tuple(part.picture.name for part in self.parts if part.picture)


def _details(table, part):
    said = ((fact, getattr(part, fact.name)) for fact in table.values() if fact.in_details)
    return tuple((fact, v if fact.form is Form.NUMBER else fact.in_words(v)) for fact, v in said if v != fact.blank)


def from_draft(
    office: Office, departments: Iterable[Department], contacts: Iterable[Contact], at: datetime
) -> OfficePage:
    """
    The page that `office` would be at the moment `at`, from rows the caller has read.

    `departments` and `contacts` are all rows of the office, in any order. What is to be off the site by then is left
    out, and a unit whose department is left out goes with it. Places are counted anew from 1: a gap is no difference.
    What is a unit of anything else comes last, with the address of that, "" where it is not of this office.
    """
    rows = sorted(departments, key=lambda d: (d.position, d.name, d.slug))
    gone = {d.pk for d in rows if d.retired_at is not None and d.retired_at <= at}
    while along := {d.pk for d in rows if d.parent_id in gone} - gone:
        gone |= along
    kept = [d for d in rows if d.pk not in gone]
    tops = [d for d in kept if d.parent_id is None]
    heads = {top.pk for top in tops}
    slug_of: dict[int | None, str | None] = {None: None} | {d.pk: d.slug for d in kept}
    ordered = [d for top in tops for d in (top, *(unit for unit in kept if unit.parent_id == top.pk))]
    ordered += [d for d in kept if d.parent_id is not None and d.parent_id not in heads]
    lines = _contact_lines(contacts)
    return OfficePage(
        **_values(office, ENTRY),
        school_year=office.school_year.label,
        contacts=lines["office", office.pk],
        departments=tuple(
            DepartmentPart(
                **_values(department, ENTRY) | {"position": place},
                parent=slug_of.get(department.parent_id, ""),
                contacts=lines["department", department.pk],
            )
            for place, department in enumerate(ordered, 1)
        ),
    )


def _values(row, table):
    found = {name: getattr(row, name) for name in table}
    return found | {name: phones.written(found[name]) for name in NUMBERS & found.keys()}


def _contact_lines(contacts):
    lines = defaultdict(tuple)
    for row in sorted(contacts, key=lambda row: (row.position, row.pk)):
        owner = ("office", row.office_id) if row.office_id else ("department", row.department_id)
        lines[owner] += (ContactLine(**_values(row, LINE)),)
    return lines
