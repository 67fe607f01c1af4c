"""What became of each fact of an office or department."""

from collections.abc import Iterator

from ...models.facts import ENTRY, Form
from ...models.lead import LEAD
from ...page.office_page import OfficePage, Part
from . import word_by_word
from .change import Change, name_of
from .pairing import ordinal


def changes(before: Part, after: Part, slug: str) -> Iterator[Change]:
    """The changes of the facts that offices and departments share, places and contact lines aside."""
    part = name_of(after)
    for fact in ENTRY.values():
        old, new = getattr(before, fact.name), getattr(after, fact.name)
        if fact.name == "lead_title" and before.lead != after.lead:
            # Title, name and standing together, as the page shows them.
            yield Change(part, slug, "lead", "lead", str(before.lead), str(after.lead))
        elif fact.name not in _ASIDE and old != new:
            told = (_OWN.get(fact.name) or _BY_FORM.get(fact.form, _value))(part, fact, old, new)
            yield Change(part, slug, fact.name, fact.label, **told)


def changes_of_office(before: OfficePage, after: OfficePage) -> Iterator[Change]:
    """The changes of what only an office has."""
    if before.position != after.position:
        old, new = (ordinal(page.position) if page.position else "not set" for page in (before, after))
        yield Change(name_of(after), "", "position", "place on the front page", old, new)
    if before.school_year != after.school_year:
        yield Change(name_of(after), "", "school_year", "school year", before.school_year, after.school_year)
    if before.carried_from != after.carried_from:
        said = f"not yet checked for {after.school_year}" if after.carried_from else "no longer last year’s page"
        yield Change(name_of(after), "", "carried_from", sentence=f"{name_of(after)}: {said}")


# What each kind of fact tells: the values of a Change besides its part and field.


def _value(part, fact, old, new):
    return {"before": fact.in_words(old), "after": fact.in_words(new)}


def _phrase(part, fact, old, new):
    """A short text: before and after, and where they share words also word by word."""
    old, new = " ".join(old.split()), " ".join(new.split())
    return _in_runs(old, new, word_by_word.compare(old.split(), new.split()) if old and new and old != new else [])


def _text(part, fact, old, new):
    """A long text: how many words came and went, and which; or what differs where no word does."""
    tokens, otherwise = _TOKENS[fact.form]
    old, new = tokens(old), tokens(new)
    if old == new:
        return {"sentence": f"{part}: {fact.label}: {otherwise}"}
    runs = word_by_word.compare(old, new)
    shown = _in_runs(word_by_word.text(old), word_by_word.text(new), runs)
    return shown | {"sentence": f"{part}: {fact.label} {_counted(runs, old, new)}"}


def _in_runs(old, new, runs):
    words, excerpt = word_by_word.segments(runs), word_by_word.excerpt(runs)
    return {"before": old, "after": new, "words": words, "excerpt": excerpt}


def _counted(runs, old, new):
    added, removed = word_by_word.count(runs, word_by_word.ADDED), word_by_word.count(runs, word_by_word.REMOVED)
    if not old:
        return f"added ({_words(added)})"
    if not new:
        return f"removed ({_words(removed)})"
    if added and removed:
        return f"changed ({_words(added)} added, {removed} removed)"
    if added or removed:
        return f"changed ({_words(added)} added)" if added else f"changed ({_words(removed)} removed)"
    return "changed (headings, paragraphs or lists)"


def _words(count):
    return f"{count} word{'' if count == 1 else 's'}"


def _name(part, fact, old, new):
    shown = _value(part, fact, old, new)
    before, after = shown.values()
    is_renamed = before and after and before != after
    return shown | {"sentence": f"{before} is now called {after}"} if is_renamed else shown


def _picture(part, fact, old, new):
    return {"sentence": f"{part}: {fact.label} {'removed' if not new else 'replaced' if old else 'added'}"}


def _decoration(part, fact, old, new):
    says = "picture is only decoration" if new else "picture is no longer only decoration"
    return _value(part, fact, old, new) | {"sentence": f"{part}: {says}"}


def _checked(part, fact, old, new):
    says = f"checked on {fact.in_words(new)}" if new else "no longer marked as checked"
    return _value(part, fact, old, new) | {"sentence": f"Details of {part} {says}"}


# Told as the lead, and as moves.
_ASIDE = {*LEAD, "position"}
_OWN = {"name": _name, "slug": _value, "image_decorative": _decoration, "confirmed_on": _checked}
_BY_FORM = {Form.LINE: _phrase, Form.PROSE: _text, Form.RICH: _text, Form.PICTURE: _picture}
_TOKENS = {
    Form.PROSE: (word_by_word.of_text, "written differently, shown the same"),
    Form.RICH: (word_by_word.of_rich_text, "formatting or a link changed"),
}
