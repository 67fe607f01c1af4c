"""What became of each fact of an office or department."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ...models.facts import ENTRY, Form
from ...models.lead import LEAD
from ...page.office_page import OfficePage, Part
from . import word_by_word
from .change import Change, name_of, of_part


def changes(before: Part, after: Part, slug: str) -> Iterator[Change]:
    """The changes of the facts that offices and departments share, places and contact lines aside."""
    part = name_of(after)
    for fact in ENTRY.values():
        old, new = getattr(before, fact.name), getattr(after, fact.name)
        if fact.name == "lead_title" and before.lead != after.lead:
            # Title, name and standing together, as the page shows them.
            yield Change(part, slug, "lead", _("lead"), str(before.lead), str(after.lead))
        elif fact.name not in _ASIDE and old != new:
            told = (_OWN.get(fact.name) or _BY_FORM.get(fact.form, _value))(part, fact, old, new)
            yield Change(part, slug, fact.name, _(fact.label), **told)


def changes_of_office(before: OfficePage, after: OfficePage) -> Iterator[Change]:
    """The changes of what only an office has."""
    if before.position != after.position:
        old, new = (str(page.position) if page.position else _("not set") for page in (before, after))
        yield Change(name_of(after), "", "position", _("place on the front page"), old, new)
    if before.school_year != after.school_year:
        yield Change(name_of(after), "", "school_year", _("school year"), before.school_year, after.school_year)
    if before.carried_from != after.carried_from:
        words = _("not yet checked for {year}") if after.carried_from else _("no longer last year’s page")
        sentence = of_part(name_of(after), words.format(year=after.school_year))
        yield Change(name_of(after), "", "carried_from", sentence=sentence)


# What each kind of fact tells: the values of a Change besides its part and field.


def _value(part, fact, old, new):
    return {"before": fact.told(old), "after": fact.told(new)}


def _phrase(part, fact, old, new):
    """A short text: before and after, and where they share words also word by word."""
    old, new = " ".join(old.split()), " ".join(new.split())
    return _in_runs(old, new, word_by_word.compare(old.split(), new.split()) if old and new and old != new else [])


def _text(part, fact, old, new):
    """A long text: how many words came and went, and which; or what differs where no word does."""
    tokens, otherwise = _TOKENS[fact.form]
    old, new = tokens(old), tokens(new)
    if old == new:
        return {"sentence": of_part(part, _(otherwise).format(label=_(fact.label)))}
    runs = word_by_word.compare(old, new)
    shown = _in_runs(word_by_word.text(old), word_by_word.text(new), runs)
    return shown | {"sentence": of_part(part, _counted(_(fact.label), runs, old, new))}


def _in_runs(old, new, runs):
    words, excerpt = word_by_word.segments(runs), word_by_word.excerpt(runs)
    return {"before": old, "after": new, "words": words, "excerpt": excerpt}


def _counted(label, runs, old, new):
    added, removed = word_by_word.count(runs, word_by_word.ADDED), word_by_word.count(runs, word_by_word.REMOVED)
    words = _("{label} changed (headings, paragraphs or lists)")
    if not old:
        words = ngettext("{label} added ({added} word)", "{label} added ({added} words)", added)
    elif not new:
        words = ngettext("{label} removed ({removed} word)", "{label} removed ({removed} words)", removed)
    elif added and removed:
        words = ngettext(
            "{label} changed ({added} word added, {removed} removed)",
            "{label} changed ({added} words added, {removed} removed)",
            added,
        )
    elif added:
        words = ngettext("{label} changed ({added} word added)", "{label} changed ({added} words added)", added)
    elif removed:
        words = ngettext(
            "{label} changed ({removed} word removed)", "{label} changed ({removed} words removed)", removed
        )
    return words.format(label=label, added=added, removed=removed)


def _name(part, fact, old, new):
    shown = _value(part, fact, old, new)
    before, after = shown.values()
    is_renamed = before and after and before != after
    renamed = _("{before} is now called {after}").format(**shown)
    return shown | {"sentence": renamed} if is_renamed else shown


def _picture(part, fact, old, new):
    replaced = _("picture replaced") if old else _("picture added")
    return {"sentence": of_part(part, replaced if new else _("picture removed"))}


def _decoration(part, fact, old, new):
    says = _("picture is only decoration") if new else _("picture is no longer only decoration")
    return _value(part, fact, old, new) | {"sentence": of_part(part, says)}


def _checked(part, fact, old, new):
    words = _("Details of {name} checked on {day}") if new else _("Details of {name} no longer marked as checked")
    return _value(part, fact, old, new) | {"sentence": words.format(name=part, day=fact.in_words(new))}


# Told as the lead, and as moves.
_ASIDE = {*LEAD, "position"}
_OWN = {"name": _name, "slug": _value, "image_decorative": _decoration, "confirmed_on": _checked}
_BY_FORM = {Form.LINE: _phrase, Form.PROSE: _text, Form.RICH: _text, Form.PICTURE: _picture}
_TOKENS = {
    Form.PROSE: (word_by_word.of_text, gettext_noop("{label}: written differently, shown the same")),
    Form.RICH: (word_by_word.of_rich_text, gettext_noop("{label}: formatting or a link changed")),
}
