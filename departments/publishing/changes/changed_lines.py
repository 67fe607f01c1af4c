"""What became of the contact lines of an office or department."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...models.facts import LABELLED, LINE
from ...page.office_page import ContactLine, Part
from ...words import phones
from ...words.folding import fold
from . import pairing
from .change import Change, became, name_of, of_part


def changes(before: Part, after: Part, slug: str) -> Iterator[Change]:
    """The changes of the contact lines, one for each line: in the order they have now, then those that are gone."""
    part, pairs = name_of(after), matched(before.contacts, after.contacts)
    moves = pairing.moved_among(pairs, [slug] * len(before.contacts), [slug] * len(after.contacts))
    for index, line in enumerate(after.contacts):
        if index not in pairs:
            sentence = of_part(part, _("new line {line}").format(line=in_words(line)))
            yield Change(part, slug, "contacts", _("line"), "", in_words(line), sentence=sentence)
        elif index in moves or line != before.contacts[pairs[index]]:
            yield _change(part, slug, before.contacts[pairs[index]], line, moves.get(index))
    for index, line in enumerate(before.contacts):
        if index not in pairs.values():
            sentence = of_part(part, _("line {line} removed").format(line=title(line)))
            yield Change(part, slug, "contacts", _("line"), in_words(line), "", sentence=sentence)


def matched(before, after) -> dict[int, int]:
    """
    Which line of `after` is which of `before`: `{index in after: index in before}`.

    Equal lines first, then those of the same role and name, then the closest: lines that share the most of role,
    name, number and e-mail.
    """
    pairs = pairing.matched(before, after, lambda line: line, role_and_name)
    left_before = {index: _traits(line) for index, line in enumerate(before) if index not in set(pairs.values())}
    left_after = {index: _traits(line) for index, line in enumerate(after) if index not in pairs}
    close = sorted(
        (-shared, abs(old - new), new, old)
        for new, traits in left_after.items()
        for old, others in left_before.items()
        if (shared := len(traits & others))
    )
    for *_order, new, old in close:
        if new in left_after and old in left_before:
            pairs[new] = old
            del left_after[new], left_before[old]
    return pairs


def title(line: ContactLine) -> str:
    """What to call the line: its role, or else its kind or whose it is."""
    return _head(line) or line.name.strip() or line.note.strip() or _("without words")


def in_words(line: ContactLine) -> str:
    """The whole line as its page shows it: "Secretary Jane Doe, 414-475-8393, weekdays 7 to 9"."""
    return _(LABELLED).format(label=_head(line), value=line.in_words).strip() or _("without words")


def role_and_name(line: ContactLine) -> tuple[str, str] | None:
    """Both, folded; None for a line that has neither."""
    both = fold(line.role), fold(line.name)
    return both if any(both) else None


def _change(part, slug, old, line, places):
    """All that became of one line, as one change."""
    name, said, (was, now) = title(old), "; ".join(_differences(old, line)), places or (0, 0)
    label, words = _("line"), _("line {line}")
    if was != now:
        label = _("line, moved from place {was} to place {now}").format(was=was, now=now)
        words = _("line {line} moved from place {was} to place {now}")
    elif places:
        label = _("line, changed places with its neighbours")
        words = _("line {line} changed places with its neighbours")
    sentence = of_part(part, words.format(line=name, was=was, now=now))
    if not said:
        label = _("place of line {line}").format(line=name)
        return Change(part, slug, "contacts", label, str(was), str(now), sentence=sentence, is_order=True)
    return Change(part, slug, "contacts", label, in_words(old), in_words(line), sentence=of_part(sentence, said))


def _differences(old, line):
    for fact in LINE.values():
        was, now = getattr(old, fact.name), getattr(line, fact.name)
        if was != now:
            yield became(_(fact.label), fact.told(was), fact.told(now))


def _traits(line):
    values = fold(line.role), fold(line.name), phones.display(line.phone), line.email
    return {trait for trait in enumerate(values) if trait[1]}


def _head(line):
    return line.label or (LINE["email"].title if line.email and not line.name else "")
