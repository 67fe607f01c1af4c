"""Finding a person everywhere, and taking them out where somebody who looked at it says so."""

import hashlib
import json
import logging
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from string import Formatter

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _
from reversion.models import Version

from ..drafts.history import AddressesHad
from ..models import (
    Asked,
    Contact,
    Department,
    DistrictLine,
    Happening,
    Listing,
    Load,
    MissedSearch,
    Office,
    PreviewLink,
    Publication,
    Removal,
    SchoolYear,
    directory_settings,
)
from ..models.facts import ENTRY, LINE, NUMBERS, Form, named
from ..models.frozen import take_out as write_over
from ..models.happening import our_turn
from ..models.under_way import under_way
from ..page import kept_page
from ..publishing import listings
from ..school_years import arriving
from ..school_years.locking import locked
from ..words import phones
from ..words.days import moment
from ..words.folding import fold
from ..words.names_of_people import Name
from ..words.nobody import is_withheld
from . import taken_out
from .kept_columns import as_kept, rows, tables
from .rewriting import About, rewritten
from .wanted import Wanted

log = logging.getLogger(__name__)

# What a row is called, and by which lookups the address of its office or department is found.
_KNOWN: dict[type[models.Model], tuple[str, list[str]]] = {
    Office: (_("draft of {school_year__label}"), ["slug"]),
    Department: (_("draft of {school_year__label}"), ["slug"]),
    Contact: (_("draft"), ["department__slug", "office__slug"]),
    DistrictLine: (_("line of the district"), ["label"]),
    PreviewLink: (_("preview link"), ["office__slug"]),
    Asked: (_("request or remark"), ["department__slug", "office__slug"]),
    Publication: (_("publication no. {number} of {school_year__label}"), ["slug"]),
    Listing: (_("lists and search of no. {publication__number}"), ["anchor", "publication__slug", "publication"]),
    Version: (_("version of {revision__date_created}"), []),
    get_user_model(): (_("account {username}"), [get_user_model().USERNAME_FIELD]),
    Load: (_("load of {loaded_at} into {school_year__label}"), []),
}
_COLUMNS = {"username": get_user_model().USERNAME_FIELD}  # where another than its name
_NUMBERS = {*NUMBERS, "number"}
_OF_A_ROW = {*_NUMBERS, *named(ENTRY | LINE, Form.EMAIL)}


class FoundDiffers(Exception):
    """It stands elsewhere than was shown; `found` is where by now. Nothing was written."""

    def __init__(self, found):
        super().__init__(gettext("Something was saved meanwhile. Nothing was taken out: look again."))
        self.found = found


@dataclass
class Place:
    """
    One text, in however many rows it stands. `home` is the address of the office or department it is about, or the
    label of a line of the district; `whose` are the names that its rows give. A number or an e-mail address is not
    `is_sure` where nobody is named, or somebody else.
    """

    key: str
    home: str
    field: str
    before: str
    after: str
    is_sure: bool
    rows: list[str] = field(default_factory=list)
    drafts: set[str] = field(default_factory=set)  # those of the rows that are drafts
    whose: set[str] = field(default_factory=set)


@dataclass
class Found:
    """Where it stands, by key. `writes` are the rows with what is to be taken: model, key, and the changed columns."""

    places: dict[str, Place] = field(default_factory=dict)
    writes: list[tuple[type[models.Model], int, dict]] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    @property
    def shown(self) -> str:
        """Another for any other places."""
        said = [(one.key, one.after, one.is_sure, len(one.rows)) for one in self.places.values()]
        return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()


def find(wanted: Wanted, keys=None) -> Found:
    """Where `wanted` stands; to be taken out are the places with these `keys`, or all. Nothing is written."""
    return _Search(wanted, keys).found


@under_way(gettext_lazy("Somebody is being taken out of the directory just now."))
@transaction.atomic
def take_out(wanted: Wanted, keys, *, by, shown: str) -> Removal:
    """
    Take `wanted` out at the places with these `keys`, for good; the files of its picture too, where none shows it.

    Everything is written at once, while nobody publishes, loads or saves an office. Files that wait to be loaded are
    discarded: they may name it. Raises FoundDiffers; IntegrityError where two addresses would become one.
    """
    locked(*SchoolYear.objects.values_list("label", flat=True))
    found = find(wanted, keys)
    if found.shown != shown:
        raise FoundDiffers(found)
    removal = Removal(by=by, counts=write(wanted, found), marks=wanted.marks)
    if backups := directory_settings.value("DIRECTORY_BACKUPS"):
        try:
            taken_out.note(Path(backups), [removal])
        except OSError:  # no reason to keep somebody in the directory: the next backup notes what is missing
            log.exception("Who was taken out could not be noted in %s.", backups)
    removal.save()
    return removal


def write(wanted: Wanted, found: Found) -> dict[str, int]:
    """Write what `found` says, within a transaction; how many rows of each kind there were, by its name."""
    now = our_turn()
    for model, pk, values in found.writes:
        _write(model, pk, values)
    addresses = AddressesHad()
    for one in Publication.objects.filter(pk__in=found.pages).order_by("pk"):
        with suppress(kept_page.Unreadable):
            department_at = partial(addresses.who, one.school_year_id, at=one.published_at)
            listings.rebuild(one, department_at)
        # Told once more to programs that follow what changes: they keep the page as it was.
        Happening.objects.create(key=f"published/{one.pk}", at=now, office_id=one.office_id)
    counts = Counter(model._meta for model, *_ in found.writes)
    if wanted.picture:
        leaving = arriving.written_down([wanted.picture])
        transaction.on_commit(lambda: arriving.remove(leaving), robust=True)
    transaction.on_commit(lambda: shutil.rmtree(directory_settings.uploads(), ignore_errors=True), robust=True)
    log.info("Took a person out at %s places", counts.total())
    return {str(one.verbose_name if n == 1 else one.verbose_name_plural): n for one, n in counts.items()}


def _write(model, pk, values):
    if any(value == "" and not model._meta.get_field(name).blank for name, value in values.items()):
        models.QuerySet(model).filter(pk=pk).delete()  # it says nothing else
        return
    if "payload" in values:
        values["digest"] = ""  # that of the page as it was would tell whoever guesses what it said
        with suppress(kept_page.Unreadable):
            values["digest"] = kept_page.digest(values["payload"])
    write_over(model, pk, as_kept(model, values))


class _Search:
    def __init__(self, wanted, keys):
        self.wanted, self.keys, self.found = wanted, keys, Found()
        self.otherwise = replace(wanted, number="", email="")
        self.number = Removal.objects.count() + 1
        self.slugs = {("office", pk): slug for pk, slug in Office.objects.values_list("pk", "slug")}
        self.slugs |= {("department", pk): slug for pk, slug in Department.objects.values_list("pk", "slug")}
        for model in tables():
            self._look_through(model)
        if not wanted.name:
            self._doubt_what_several_have()

    def _look_through(self, model):
        self.model = model
        sentence, homes = _KNOWN.get(model, ("", []))
        names = [name for _text, name, *_spec in Formatter().parse(sentence) if name]
        told = gettext(sentence) or str(model._meta.verbose_name)
        for pk, values, about in rows(model, *(_COLUMNS.get(name, name) for name in names), *homes):
            words = (moment(one) if isinstance(one, datetime) else one for one in about)
            self.row, self.is_seen = told.format(**dict(zip(names, words, strict=False))), False
            self.follows = model is Listing and about[-1] in self.found.pages
            home = next(filter(None, about[len(names) :]), "")
            new = rewritten(values, self._take, about=About(home, "" if model is DistrictLine else None))
            changed = {name: value for name, value in new.items() if value != values[name]}
            if self.is_seen and model in (Publication, Listing):
                self.found.pages.add(pk if model is Publication else about[-1])
            if changed:
                self.found.writes.append((model, pk, changed))

    def _take(self, given, field, about):
        whole, sides = self.wanted.without(given, field, self.number)
        if not sides:
            return given
        self.is_seen = True
        if self.follows:  # a listing, which is made anew from its page
            return whole
        home = self.slugs.get(about.home, "") if isinstance(about.home, tuple) else about.home
        is_theirs = True not in sides or self._is_theirs(given, field, about.whose)
        # Drafts keep numbers in another writing than pages.
        text = phones.display(given) if field in _NUMBERS else given
        taken = set()
        for is_sure in sorted(sides, reverse=True):
            after = self._without(given, field, {is_sure})
            key = hashlib.sha256(json.dumps([home, field, text, is_sure, is_theirs]).encode()).hexdigest()[:32]
            place = self.found.places.setdefault(key, Place(key, home, field, text, after, is_sure and is_theirs))
            place.rows.append(self.row)
            place.drafts |= {self.row} if self.model in (Office, Department, Contact) else set()
            place.whose |= {about.whose} if about.whose else set()
            taken |= {is_sure} if self.keys is None or key in self.keys else set()
        return self._without(given, field, taken) if taken else given

    def _is_theirs(self, given, field, whose):
        """Whether it is the person's: it stands beside their name, or in a row that names them."""
        if whose is None or True in self.otherwise.without(given, field, self.number)[1]:
            return True
        if self.wanted.name:
            return is_withheld(whose) or True in self.otherwise.without(whose, "lead_name", self.number)[1]
        return bool(whose) or field not in _OF_A_ROW

    def _doubt_what_several_have(self):
        """Of two people whose rows have it, one is somebody else."""
        held = [one for one in self.found.places.values() if one.field in _OF_A_ROW]
        if len({fold(Name.of(name).surname) for one in held for name in one.whose}) > 1:
            for one in held:
                one.is_sure = False

    def _without(self, given, field, which):
        return "" if self.model is MissedSearch else self.wanted.without(given, field, self.number, which)[0]
