"""What became of each field of an office or department."""

from dataclasses import replace
from functools import partial

from ...page.office_page import OfficePage, Part
from ...words import days, phones
from . import word_by_word
from .change import Change, name_of
from .pairing import ordinal


def changes(before: Part, after: Part, slug: str):
    """The changes of the fields that offices and departments share, places and contact lines aside."""
    for field, compare in _COMPARED.items():
        if getattr(before, field) != getattr(after, field):
            yield compare(before, after, slug, field)


def changes_of_office(before: OfficePage, after: OfficePage):
    """The changes of what only an office has."""
    if before.position != after.position:
        yield _value(before, after, "", "position", "place on the front page", _place)
    if before.school_year != after.school_year:
        yield _value(before, after, "", "school_year", "school year")


def _value(before, after, slug, field, label, show=str):
    old, new = (show(getattr(part, field)).strip() for part in (before, after))
    return Change(name_of(after), slug, field, label, old, new)


def _phrase(before, after, slug, field, label):
    """A short text: before and after, and where they share words also word by word."""
    old, new = (" ".join(getattr(part, field).split()) for part in (before, after))
    runs = word_by_word.compare(old.split(), new.split()) if old and new and old != new else []
    return Change(name_of(after), slug, field, label, old, new, word_by_word.segments(runs), word_by_word.excerpt(runs))


def _text(before, after, slug, field, label, tokens, otherwise):
    """A long text: how many words came and went, and which. `otherwise` says what differs where no word does."""
    part, old, new = name_of(after), tokens(getattr(before, field)), tokens(getattr(after, field))
    if old == new:
        return Change(part, slug, field, label, sentence=f"{part}: {label}: {otherwise}")
    runs = word_by_word.compare(old, new)
    shown = word_by_word.text(old), word_by_word.text(new), word_by_word.segments(runs), word_by_word.excerpt(runs)
    return Change(part, slug, field, label, *shown, f"{part}: {label} {_counted(runs, old, new)}")


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


def _name(before, after, slug, field):
    change = _value(before, after, slug, field, "name")
    if not change.before or not change.after or change.before == change.after:
        return change
    return replace(change, sentence=f"{change.before} is now called {change.after}")


def _picture(before, after, slug, field):
    became = "removed" if not after.image else "replaced" if before.image else "added"
    return Change(name_of(after), slug, field, "picture", sentence=f"{name_of(after)}: picture {became}")


def _decoration(before, after, slug, field):
    says = "picture is only decoration" if after.image_decorative else "picture is no longer only decoration"
    change = _value(before, after, slug, field, "only decoration", lambda ticked: "yes" if ticked else "no")
    return replace(change, sentence=f"{change.part}: {says}")


def _checked(before, after, slug, field):
    change = _value(before, after, slug, field, "details checked on", days.day)
    says = f"checked on {change.after}" if change.after else "no longer marked as checked"
    return replace(change, sentence=f"Details of {change.part} {says}")


def _place(place):
    return ordinal(place) if place else "not set"


def _lines(text):
    return ", ".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


# In the order of the form. "lead" is title, name and standing together, as the page shows them.
_COMPARED = {
    "name": _name,
    "slug": partial(_value, label="address"),
    "also_known_as": partial(_value, label="other names", show=_lines),
    "lead": partial(_value, label="lead"),
    "phone": partial(_value, label="phone", show=phones.display),
    "fax": partial(_value, label="fax", show=phones.display),
    "email": partial(_value, label="e-mail"),
    "location": partial(_phrase, label="location"),
    "hours": partial(_phrase, label="hours"),
    "summary": partial(
        _text, label="summary", tokens=word_by_word.of_text, otherwise="written differently, shown the same"
    ),
    "body": partial(_text, label="text", tokens=word_by_word.of_rich_text, otherwise="formatting or a link changed"),
    "image": _picture,
    "image_alt": partial(_phrase, label="picture in words"),
    "image_decorative": _decoration,
    "succeeds": partial(_value, label="succeeds", show=lambda slugs: ", ".join(slugs.split())),
    "confirmed_on": _checked,
}
