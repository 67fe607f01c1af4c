"""What became of each fact of an office or department."""

from dataclasses import replace

from ...models.facts import ENTRY, Form
from ...page.office_page import OfficePage, Part
from . import word_by_word
from .change import Change, name_of
from .pairing import ordinal


def changes(before: Part, after: Part, slug: str):
    """The changes of the facts that offices and departments share, places and contact lines aside."""
    for fact in ENTRY.values():
        if fact.name == "lead_title":
            yield from _lead(before, after, slug)
        elif fact.name not in _ASIDE and getattr(before, fact.name) != getattr(after, fact.name):
            yield (_OWN.get(fact.name) or _BY_FORM.get(fact.form, _value))(before, after, slug, fact)


def changes_of_office(before: OfficePage, after: OfficePage):
    """The changes of what only an office has."""
    if before.position != after.position:
        old, new = (ordinal(page.position) if page.position else "not set" for page in (before, after))
        yield Change(name_of(after), "", "position", "place on the front page", old, new)
    if before.school_year != after.school_year:
        yield Change(name_of(after), "", "school_year", "school year", before.school_year, after.school_year)


def _value(before, after, slug, fact):
    old, new = (fact.in_words(getattr(part, fact.name)) for part in (before, after))
    return Change(name_of(after), slug, fact.name, fact.label, old, new)


def _lead(before, after, slug):
    """Title, name and standing together, as the page shows them."""
    if before.lead != after.lead:
        yield Change(name_of(after), slug, "lead", "lead", str(before.lead), str(after.lead))


def _phrase(before, after, slug, fact):
    """A short text: before and after, and where they share words also word by word."""
    old, new = (" ".join(getattr(part, fact.name).split()) for part in (before, after))
    runs = word_by_word.compare(old.split(), new.split()) if old and new and old != new else []
    shown = old, new, word_by_word.segments(runs), word_by_word.excerpt(runs)
    return Change(name_of(after), slug, fact.name, fact.label, *shown)


def _text(before, after, slug, fact):
    """A long text: how many words came and went, and which; or what differs where no word does."""
    tokens, otherwise = _TOKENS[fact.form]
    part, old, new = name_of(after), tokens(getattr(before, fact.name)), tokens(getattr(after, fact.name))
    if old == new:
        return Change(part, slug, fact.name, fact.label, sentence=f"{part}: {fact.label}: {otherwise}")
    runs = word_by_word.compare(old, new)
    shown = word_by_word.text(old), word_by_word.text(new), word_by_word.segments(runs), word_by_word.excerpt(runs)
    return Change(part, slug, fact.name, fact.label, *shown, f"{part}: {fact.label} {_counted(runs, old, new)}")


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


def _name(before, after, slug, fact):
    change = _value(before, after, slug, fact)
    if not change.before or not change.after or change.before == change.after:
        return change
    return replace(change, sentence=f"{change.before} is now called {change.after}")


def _picture(before, after, slug, fact):
    became = "removed" if not after.image else "replaced" if before.image else "added"
    return Change(name_of(after), slug, fact.name, fact.label, sentence=f"{name_of(after)}: {fact.label} {became}")


def _decoration(before, after, slug, fact):
    says = "picture is only decoration" if after.image_decorative else "picture is no longer only decoration"
    change = _value(before, after, slug, fact)
    return replace(change, sentence=f"{change.part}: {says}")


def _checked(before, after, slug, fact):
    change = _value(before, after, slug, fact)
    says = f"checked on {change.after}" if change.after else "no longer marked as checked"
    return replace(change, sentence=f"Details of {change.part} {says}")


# Told as the lead, and as moves.
_ASIDE = {"lead_name", "lead_standing", "position"}
_OWN = {"name": _name, "slug": _value, "image_decorative": _decoration, "confirmed_on": _checked}
_BY_FORM = {Form.LINE: _phrase, Form.PROSE: _text, Form.RICH: _text, Form.PICTURE: _picture}
_TOKENS = {
    Form.PROSE: (word_by_word.of_text, "written differently, shown the same"),
    Form.RICH: (word_by_word.of_rich_text, "formatting or a link changed"),
}
