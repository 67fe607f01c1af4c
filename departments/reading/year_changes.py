"""
What changed from one school year to the next, as readers want it: what is new, who leads, what to call, where it went.

Both sides are what visitors are shown at the directory's moment: live publications of two years that are open then.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext_noop as _

from ..models import Listing, SchoolYear
from ..models.facts import ENTRY, Form, named
from ..school_years import comparison
from . import what_became
from .directory import Directory, live_pages
from .what_became import Sentence

_LABELS = {fact.name: fact.label for fact in ENTRY.values() if fact.in_details}
_LABELS |= {"lead": _("lead"), "contacts": _("contact")}
_TEXTS = named(ENTRY, Form.PROSE, Form.RICH)


@dataclass(frozen=True)
class ChangedFact:
    """One thing that changed, both values as people read them. `dial` says that there are numbers to call in `now`."""

    label: str
    now: str = ""
    before: str = ""
    dial: bool = False


@dataclass(frozen=True)
class News:
    """
    What is to be told of an office or department; `what` is new, gone or changed.

    `url` leads to this year's page, and to the year before's of what is gone. `lead` and `phone` are told of what is
    new. `became` are sentences on what was renamed, moved, merged or divided. `revised` says that its text changed.
    """

    name: str
    url: str
    what: str = "changed"
    lead: str = ""
    phone: str = ""
    became: tuple[Sentence, ...] = ()
    facts: tuple[ChangedFact, ...] = ()
    revised: bool = False
    departments: tuple["News", ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.what != "changed" or self.became or self.facts or self.revised or self.departments)


@dataclass(frozen=True)
class YearChanges:
    """What changed since the year `before`; None where the directory has no earlier year to compare with."""

    before: SchoolYear | None
    new: tuple[News, ...] = ()
    gone: tuple[News, ...] = ()
    changed: tuple[News, ...] = ()

    @property
    def became(self) -> tuple[Sentence, ...]:
        """What was renamed, moved, merged or divided, each sentence once."""
        news = (*self.changed, *self.new, *self.gone)
        said = (sentence for one in news for part in (one, *one.departments) for sentence in part.became)
        return tuple(dict.fromkeys(said))


def of(directory: Directory) -> YearChanges:
    """
    What changed in the year of `directory`, as far as it can be known: what stands on a page that cannot be read is
    neither new nor gone. One query, two where there is such a page, none where there is nothing to compare with.
    """
    earlier = directory.year_before
    if earlier is None:
        return YearChanges(None)
    pages, lost = live_pages(directory.moment, earlier, directory.year)
    before, after = (tuple(map(_brief, found)) for found in pages)
    same = comparison.successions(before, after)
    telling = _Telling(directory, replace(directory, year=earlier), before, after, same)
    unknown, told = _addresses_on(lost), defaultdict(list)
    for office in comparison.compare(before, after, same=same):
        office.items = [item for item in office.items if not telling.addresses(office, item) & unknown]
        if office.what != "changed" and (not office.items or office.items[0].slug):
            continue
        news = telling.office(office)
        if news.says_something:
            told[news.what].append(news)
    return YearChanges(earlier, tuple(told["new"]), tuple(told["gone"]), tuple(told["changed"]))


def _addresses_on(publications):
    """Where what stands on the pages of `publications` is found, or was before, as pairs of a kind and an address."""
    rows = Listing.objects.filter(publication__in=publications).exclude(slug="") if publications else ()
    return {(row.kind, slug) for row in rows for slug in (row.slug, *row.succeeds.split())}


def _brief(page):
    """`page` with a mark in place of each text: that it was revised is told, and not in which of its words."""
    office, *departments = (replace(part, body=str(hash(part.body)) if part.body else "") for part in page.parts)
    return replace(office, departments=tuple(departments))


class _Telling:
    """Changes as `comparison` found them, told for readers: `now` and `then` are the directories of the two years."""

    def __init__(self, now, then, before, after, same):
        self.now, self.then = now, then
        self.after = {page.slug: page for page in after}
        self.parts = {part.slug: (part, page) for page in after for part in page.departments}
        self.old_parts = {part.slug: (part, page) for page in before for part in page.departments}
        self.became, self.had_become = defaultdict(tuple), defaultdict(tuple)
        for sentence, olds, news in what_became.successions(before, after, same, then.part_url, now.part_url):
            self.became.update({key: (*self.became[key], sentence) for key in news})
            self.had_become.update({key: (*self.had_become[key], sentence) for key in olds})

    def addresses(self, office, item):
        """By which addresses the office or department of `item` may be known in the other year, if it is in one."""
        kind, slug = ("department", item.slug) if item.slug else ("office", office.slug)
        if item.kind == "gone":
            return {(kind, slug)}
        part = self.parts[slug][0] if item.slug else self.after[slug]
        return {(kind, one) for one in (slug, *part.succeeds.split())} if item.kind == "new" else set()

    def office(self, office):
        items = defaultdict(list)
        for item in office.items:
            items[item.slug].append(item)
        departments = tuple(news for slug in items if slug and (news := self._department(slug, items[slug])))
        if office.what == "gone":
            url, became = self.then.office_url(office.slug), self.had_become["office", office.slug]
            return News(office.name, url, "gone", became=became, departments=departments)
        page = self.after[office.slug]
        if office.what == "new":
            everything = tuple(self._listed(part, page, items[part.slug]) for part in page.departments)
            news = self._listed(page, page, ())
            return replace(news, what="new", lead=str(page.lead), phone=page.phone, departments=everything)
        return replace(self._listed(page, page, items[""]), departments=departments)

    def _department(self, slug, items):
        if items[0].kind == "gone":
            part, page = self.old_parts[slug]
            became = self.had_become["department", slug]
            return News(items[0].part, self.then.part_url(page, part), "gone", became=became)
        part, page = self.parts[slug]
        news = self._listed(part, page, items)
        if items[0].kind == "new":
            news = replace(news, what="new", lead=str(part.lead), phone=part.phone)
        return news if news.says_something else None

    def _listed(self, part, page, items):
        facts = tuple(fact for item in items if (fact := _fact(item)))
        revised = any(item.field in _TEXTS for item in items)
        name, url = comparison.name_of(part), self.now.part_url(page, part)
        home = comparison.name_of(page), self.now.part_url(page, page)
        said = (what_became.of_change(item, (name, url), home) for item in items)
        became = (*filter(None, said), *self.became[what_became.key(part)])
        return News(name, url, became=became, facts=facts, revised=revised)


def _fact(item):
    """`item` for readers; None for what is no news to them, as web addresses, pictures, places in a list, or told."""
    if item.field not in _LABELS or item.kind in ("order", "moved") or item.before == item.after:
        return None
    dial = item.kind == "number" and item.field != "fax"
    return ChangedFact(capfirst(_LABELS[item.field]), item.after, item.before, dial)
