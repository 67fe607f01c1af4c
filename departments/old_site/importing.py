"""One of the old site's pages becomes a draft."""

import logging
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..drafts import history
from ..models import Department, Office, OldAddress, Removal
from ..models.removal import named_again
from ..publishing.changes.change import of_part
from ..school_years.locking import locked
from ..school_years.problems import Problem, Refused, refused
from ..school_years.year import with_its_days
from ..words import old_paths
from ..words.addresses import free_address
from ..words.folding import fold
from .filling import fill, new_lines
from .old_page import OldPage, parse

log = logging.getLogger(__name__)


@dataclass
class Imported:
    """
    What came of it: `sentences` on what was written, `left` on what the draft does not take over of the page, and on
    what is left to do. After a trial run `office` is a row that is not in the database.
    """

    page: OldPage
    office: Office | None = None
    sentences: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.sentences)


def import_page(text, label, *, office="", address="", by=None, source="the old site", dry_run=False) -> Imported:
    """
    Bring the page with this `text` into the drafts of the school year `label`: all of it or nothing, as one version.

    The year is made where it is missing, and not opened. The office and its departments are found by address or name,
    or made; of those that are there only blank fields are filled, so that a second import changes nothing. `office` is
    the address of the one that the page is about, where the text does not tell; `address` is where the page stood, and
    leads to the office from then on; `source` is what people call the text. With `dry_run` the result is the same and
    nothing is written. Raises Refused.
    """
    new_year = with_its_days(label)
    there = Office.objects.filter(school_year__label=label, slug=office).first() if office else None
    page = parse(text, there.name if there else "")
    if page.office is None and office:
        words = _("no line names an office, and {year} has none at {address}.")
        raise refused(source, words.format(year=label, address=office))
    if page.office is None:
        words = _(
            "no line names an office. Write “Office of” before its name, as Office of Human Capital. Or say whose page "
            "it is (--office)."
        )
        raise refused(source, words)
    why = _("Imported from {file}").format(file=source)
    with history.recording(by=by, why=why), transaction.atomic():
        importing = _Importing(Imported(page), source, office)
        importing.into(importing.year(new_year))
        if address:
            importing.lead_on(address)
        if dry_run:
            transaction.set_rollback(True)
    done = importing.done
    if done.changed and not dry_run:
        log.info("Imported %s into %s from %s, by %s", done.office, label, source, by or "a command")
    return done


class _Importing:
    def __init__(self, done, source, slug):
        self.done, self.source, self.slug, self.marks = done, source, slug, frozenset[str]()

    def year(self, new):
        year, self.marks = locked(new.label).get(new.label), Removal.objects.marks()
        if year is None:
            self._save(new, f"school year {new}")
            words = _("{year} was made, out of visitors’ sight until it is opened.")
            self.done.sentences.append(words.format(year=new))
        return year or new

    def into(self, year):
        part = self.done.page.office
        slug = self.slug or _slug(part.name)
        office = _found(year.offices.filter(slug=slug) if self.slug else year.offices.all(), part, slug)
        if office:
            history.watch(office.pk)
        else:
            office = Office(school_year=year, slug=slug, name=part.name, position=_last(year.offices))
        self.done.office = office
        self._write(office, part)
        history.record(office.pk)
        for one in self.done.page.departments:
            self._write(_found(office.departments.all(), one, _slug(one.name)) or self._department(office, one), one)

    def lead_on(self, address):
        """Whoever comes by the old `address` is led to the office."""
        leads_to = f"offices/{self.done.office.slug}"
        path = old_paths.plain(address)
        old = OldAddress.objects.filter(path=path).first() or OldAddress(path=path)
        if old.leads_to != leads_to:
            old.leads_to = leads_to
            self._save(old, "old address")
            words = _("The old address {old} leads to {address}.")
            self.done.sentences.append(words.format(old=path, address=leads_to))

    def _department(self, office, part):
        """A new one at its own address, or at that with the office's or a number behind, whatever is free."""
        wanted, taken = _slug(part.name), {*office.school_year.departments.values_list("slug", flat=True)}
        slug = free_address(wanted, office.slug, taken)
        if slug != wanted:
            words = _("another department of {year} is at {wanted}, so it is at {address}.")
            self._leave(part, words.format(year=office.school_year, wanted=wanted, address=slug))
        return Department(office=office, slug=slug, name=part.name, position=_last(office.departments))

    def _write(self, row, part):
        is_new, kind = row.pk is None, row._meta.model_name
        filled, kept = fill(row, part)
        if is_new or filled:
            self._save(row, f"{kind} {row.slug}")
        lines, not_added = new_lines([*row.contacts.all()], part)
        for line in lines:
            setattr(line, kind, row)
            self._save(line, f"{kind} {row.slug}, contact line {line.position}")
        filled += [_("contact lines")] if lines else []
        if is_new:
            words = _("New office: {name} ({address}).") if kind == "office" else None
            words = words or _("New department: {name} ({address}).")
            self.done.sentences.append(words.format(name=row.name, address=row.slug))
        elif filled:
            words = _("{name}: filled in {fields}.")
            self.done.sentences.append(words.format(name=row.name, fields=", ".join(filled)))
        self._leave(part, *kept, *not_added)
        if part.image_alt and not row.image:
            words = _("the picture is not in the text. Upload it, and see whether “{words}” fits it.")
            self._leave(part, words.format(words=part.image_alt))
        if row.retired_at:
            self._leave(part, _("it is to be taken off the site in the draft, so its page leaves it out."))
        if row.lead_title and not (row.lead_name or row.lead_standing == row.Standing.VACANT):
            words = _("nobody is named as {title}. Type the name, or choose “Vacant”.")
            self._leave(part, words.format(title=row.lead_title))

    def _save(self, row, record):
        try:
            row.full_clean()
        except ValidationError as reason:
            told = [(name, message) for name, messages in reason.message_dict.items() for message in messages]
            told = [("" if name == "__all__" else name, message[:1].lower() + message[1:]) for name, message in told]
            raise Refused(*(Problem(self.source, record, *one) for one in told)) from reason
        row.save()
        if again := named_again(row, self.marks):
            self.done.left.append(again)

    def _leave(self, part, *sentences):
        self.done.left += [of_part(part.name, sentence) for sentence in sentences]


def _found(rows, part, slug):
    """The row at the address `slug`, or else the one of the name of `part`."""
    same = [row for row in rows if row.slug == slug or fold(row.name) == fold(part.name)]
    return min(same, key=lambda row: row.slug != slug, default=None)


def _slug(name):
    """The address of `name`, as the house writes them: chief-of-staff, nutrition-services, recreation-and-community."""
    slug = slugify(name.replace("&", " and "))
    return (re.sub(r"\A(the-)?(office|department|division)-(of|for)-(the-)?(?=.)", "", slug) or slug)[:100].strip("-_")


def _last(rows):
    row = rows.order_by("-position").first()
    return row.position + 1 if row else 1
