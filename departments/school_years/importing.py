"""One of the old site's pages becomes a draft: what is blank is filled, what stands there stays."""

import logging
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from .. import history, phones, richtext
from ..folding import fold
from ..models import Contact, Department, Entry, Office, SchoolYear
from .old_page import OldPage, parse
from .problems import Problem, Refused
from .telling import shown
from .values import ValueRefused, checked
from .year import dates_of

log = logging.getLogger(__name__)

_PLAIN = ("phone", "fax", "email", "location", "hours", "summary", "body")
_WORDS = {"phone": "main phone", "body": "text"}
_LEAD = ("lead_title", "lead_name", "lead_standing")


@dataclass
class Imported:
    """
    What came of it: `sentences` on what was written, `not_filled` on what the page says and the draft does not take.
    After a trial run `office` is a row that is not in the database.
    """

    page: OldPage
    office: Office | None = None
    sentences: list[str] = field(default_factory=list)
    not_filled: list[str] = field(default_factory=list)

    @property
    def changed(self):
        return bool(self.sentences)


def import_page(page, label, *, by=None, source="the old site", dry_run=False) -> Imported:
    """
    Bring `page` (an OldPage, or the text of one) into the drafts of the school year `label`: all of it or nothing.

    The year is made where it is missing, and not opened. The office and its departments are found by address or name,
    or made; of those that are there only blank fields are filled, so that a second import changes nothing. With
    `dry_run` the result is the same and nothing is written. Raises Refused.
    """
    starts_on, ends_on = dates_of(label)
    page = parse(page) if isinstance(page, str) else page
    if page.office is None:
        sentence = "no line names an office. Put its name, such as Office of the Chief of Staff, on a line of its own."
        raise Refused(Problem(source, "", "", sentence))
    with history.recording(by=by, why=f"Imported from {source}"), transaction.atomic():
        importing = _Importing(page, source)
        year = importing.year(label, starts_on, ends_on)
        importing.into(year)
        if dry_run:
            transaction.set_rollback(True)
    done = importing.done
    if done.changed and not dry_run:
        log.info("Imported %s into %s from %s, by %s", done.office, label, source, by or "a command")
    return done


class _Importing:
    def __init__(self, page, source):
        self.page, self.source, self.done = page, source, Imported(page)

    def year(self, label, starts_on, ends_on):
        # The row of the year is the lock: two imports into one year come after one another.
        year = SchoolYear.objects.select_for_update().filter(label=label).first()
        if year is None:
            year = SchoolYear(label=label, starts_on=starts_on, ends_on=ends_on)
            self._save(year, f"school year {label}")
            self.done.sentences.append(f"{label} was made, out of visitors’ sight until it is opened.")
        return year

    def into(self, year):
        office = self._found(year.offices.all(), self.page.office, _office_slug(self.page.office.name))
        if office:
            history.watch(office.pk)
            office.refresh_from_db()  # as it is now that it is locked
        else:
            slug, last = _office_slug(self.page.office.name), year.offices.order_by("-position").first()
            office = Office(school_year=year, slug=slug, name=self.page.office.name, position=_after(last))
        self.done.office = office
        self._write(office, self.page.office)
        history.record(office.pk)
        for part in self.page.departments:
            self._department(office, part)

    def _department(self, office, part):
        slug = _slug(part.name)
        row = self._found(office.departments.all(), part, slug)
        if row is None:
            last = office.departments.order_by("-position").first()
            free = _free(slug, office)
            if free != slug:
                self._note(part, f"another department of the year has the address {slug}, so it got {free}.")
            row = Department(office=office, slug=free, name=part.name, position=_after(last))
        self._write(row, part)

    def _found(self, rows, part, slug):
        """The row that has the address of `part`, or else its name."""
        same = [row for row in rows if row.slug == slug or fold(row.name) == fold(part.name)]
        return min(same, key=lambda row: row.slug != slug, default=None)

    def _write(self, row, part):
        is_new, record = row.pk is None, f"{row._meta.model_name} {row.slug}"
        filled = [*self._fill_lead(row, part), *self._fill_plain(row, part)]
        if is_new or filled:
            self._save(row, record)
        filled += self._fill_lines(row, part, record)
        if is_new:
            self.done.sentences.append(f"New {row._meta.model_name}: {row.name} ({row.slug}).")
        elif filled:
            self.done.sentences.append(f"{row.name}: filled in {', '.join(filled)}.")
        if part.lead_title and not (part.lead_name or part.lead_standing == Entry.Standing.VACANT):
            self._note(part, f"the page names nobody as {part.lead_title}. Type the name, or choose “Vacant”.")

    def _fill_plain(self, row, part):
        for name in _PLAIN:
            said, draft, words = getattr(part, name), getattr(row, name), _WORDS.get(name, name)
            if not said:
                continue
            if name in ("phone", "fax") and not (said := self._number(part, words, said)):
                continue
            if not draft:
                setattr(row, name, said)
                yield words
            elif _comparable(name, draft) != _comparable(name, said):
                self._kept(part, words, _shown(name, draft), _shown(name, said))

    def _number(self, part, words, said):
        try:
            return checked("office", "phone", said)
        except ValueRefused:
            self._note(part, f"{words}: “{said}” is no phone number, so it was left out.")
            return ""

    def _fill_lead(self, row, part):
        """The lead is one: a name is not put beside a title that somebody typed for another."""
        said, draft = ([str(getattr(one, name)) for name in _LEAD] for one in (part, row))
        if not part.lead_title or said == draft:
            return
        is_blank = not any(draft[:2]) and draft[2] == Entry.Standing.APPOINTED
        only_name = fold(draft[0]) == fold(said[0]) and not draft[1] and draft[2] in (Entry.Standing.APPOINTED, said[2])
        only_title = not draft[0] and draft[1] == said[1] and draft[2] == said[2]
        if is_blank or only_title or (only_name and (said[1] or said[2] == Entry.Standing.VACANT)):
            for name, value in zip(_LEAD, said, strict=True):
                # A title that stands there stays as it was typed.
                if name != "lead_title" or not row.lead_title:
                    setattr(row, name, value)
            yield "lead"
        elif any(said[1:2]) or said[2] != Entry.Standing.APPOINTED or fold(draft[0]) != fold(said[0]):
            self._kept(part, "lead", _lead(draft), _lead(said))

    def _fill_lines(self, row, part, record):
        """Contact lines are one list: they are filled in where there are none."""
        lines = []
        for line in part.contacts:
            number = self._number(part, line.role, line.phone) if line.phone else ""
            if number or line.role or line.name:
                lines.append(Contact(**vars(line) | {"phone": number}))
        if not lines:
            return []
        there = {_line(one) for one in row.contacts.all()}
        if there:
            for line in lines:
                if _line(line) not in there:
                    self._note(
                        part, f"the contact line “{' '.join(filter(None, _line(line)))}” was not added to those."
                    )
            return []
        for place, line in enumerate(lines, 1):
            line.position = place
            setattr(line, row._meta.model_name, row)
            self._save(line, f"{record}, contact line {place}")
        return ["contact lines"]

    def _save(self, row, record):
        try:
            row.full_clean()
        except ValidationError as reason:
            raise Refused(*_problems(self.source, record, reason)) from reason
        row.save()

    def _kept(self, part, words, draft, said):
        self._note(part, f"{words} stays {draft}; the page says {said}.")

    def _note(self, part, sentence):
        self.done.not_filled.append(f"{part.name}: {sentence}")


def report(done: Imported):
    """What became of the page as lines of text: every line of it, and then what was written."""
    for title, said in (("Understood", done.page.understood), ("Left out", done.page.left_out)):
        yield f"{title}: {len(said)} line{'' if len(said) == 1 else 's'}"
        yield from (f"  line {one.number}, {shown('', ' '.join(one.line.split()))} → {one.what}" for one in said)
        yield ""
    if done.page.picture_text:
        yield f"The text of a picture, “{done.page.picture_text}”, is not in the draft: add the picture, then that."
        yield ""
    yield from done.sentences or ["Everything is in the draft already. Nothing to change."]
    if done.not_filled:
        yield ""
        yield "Not taken over"
        yield from (f"  {sentence}" for sentence in done.not_filled)


def _slug(name):
    # The house reads “&” as the word people type for it.
    return slugify(name.replace("&", " and "))[:100].strip("-_")


def _office_slug(name):
    slug = _slug(name)
    return slug.removeprefix("office-of-").removeprefix("the-") if slug.startswith("office-of-") else slug


def _free(slug, office):
    """`slug`, or that with the office's, or with a number behind: the first that no department of the year has."""
    taken = set(office.school_year.departments.values_list("slug", flat=True))
    wanted = [slug, f"{slug[:49]}-{office.slug[:50]}", *(f"{slug[:95]}-{n}" for n in range(2, len(taken) + 3))]
    return next(one for one in wanted if one not in taken)


def _after(row):
    return row.position + 1 if row else 1


def _comparable(name, value):
    if name in ("phone", "fax"):
        return phones.link(value)
    return richtext.sanitise(value) if name == "body" else value


def _shown(name, value):
    return f"“{shown(name, richtext.sanitise(value) if name == 'body' else value)}”"


def _lead(values):
    title, name, standing = values
    words = [] if standing == Entry.Standing.APPOINTED else [f"({Entry.Standing(standing).label.lower()})"]
    return f"“{' '.join(filter(None, [title, name, *words]))}”"


def _line(line):
    return line.role, line.name, phones.display(line.phone), line.email, line.note


def _problems(source, record, reason):
    for name, messages in reason.message_dict.items():
        for message in messages:
            yield Problem(source, record, "" if name == "__all__" else name, message[:1].lower() + message[1:])
