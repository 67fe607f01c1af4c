"""A plan in sentences, for the command line, the admin and tools."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, ngettext_lazy

from ..models.facts import ENTRY, GROUPS, LABELLED
from ..models.lead import LEAD, Lead
from ..page.office_page import ContactLine
from ..publishing.changes.change import of_part
from ..publishing.changes.changed_lines import in_words
from ..words.days import moment
from ..words.typed_number import UNSEEN

_OFF = gettext_noop("to be taken off the site")
_LABELS = {"": gettext_noop("deleted by an editor"), "contacts": gettext_noop("contact lines")}
_LABELS |= {"parent": gettext_noop("unit of"), "retired_at": _OFF}
_LABELS["address"] = gettext_noop("address and “succeeds”")  # the group of the two, whichever of them differs


def label(field: str) -> str:
    """The editor's word for `field` of an entry, or of a conflict."""
    if field.startswith("contacts-"):
        return _("contact line")
    return _(_LABELS.get(field) or GROUPS.get(field) or (ENTRY[field].label if field in ENTRY else field))


def lines(plan, bundle) -> Iterator[str]:
    """The plan as lines of text: by office what changes, then likenesses, what is gone, conflicts and counts."""
    words = _("School year {year}, from {file}")
    if plan.before.label != plan.edition.label:
        words = _("School year {year}, from {file}, compared with {before}")
    yield words.format(year=plan.edition.label, file=bundle.source, before=plan.before.label)
    yield from (f"  {note}" for note in (*bundle.notes, *continued(plan)))
    for office in plan.changes:
        yield ""
        yield office.name
        for item in office.items:
            yield f"  {item.sentence}{unseen(item.before, item.after)}"
            yield from (f"    {words}" for words in details(plan, office, item))
    yield from _section(_("Perhaps the same under a new address (--same to say so)"), likenesses(plan))
    yield from _section(_("No longer in the file"), gone(plan))
    yield from _section(_("Names somebody who was taken out of the directory"), removed(plan))
    yield from _section(_("Another picture under the same words: say again what it shows"), pictures(plan))
    yield from _section(_("The draft says one thing, the file another"), conflicts(plan))
    yield ""
    if plan.is_nothing:
        yield _("Nothing to change in {year}.").format(year=plan.edition.label)
        return
    yield _("In all: {changes}.").format(changes=tally(plan.changes) or _("nothing that a reader sees"))
    yield _("Drafts of {year}: {entries}.").format(year=plan.edition.label, entries=counted(plan.counts))


def _section(title, sentences):
    sentences = list(sentences)
    if sentences:
        yield ""
        yield title
        yield from (f"  {sentence}" for sentence in sentences)


def details(plan, office, item) -> Iterator[str]:
    """What is known of what is new: its facts, and of an office also each of its departments with theirs."""
    if item.kind == "new":
        kind, slug = ("department", item.slug) if item.slug else ("office", office.slug)
        labels = {fact.name: _(fact.label) for fact in ENTRY.values() if fact.in_details}
        yield from filter(None, [_facts_of(plan.after.entries(kind)[slug], labels)])
        for values in plan.listed_in[slug] if kind == "office" else ():
            lead = str(Lead(*map(values.get, LEAD))) or values["lead_title"]
            said = ", ".join(filter(None, (lead, _facts_of(values, labels))))
            yield of_part(values["name"], said) if said else values["name"]


def _facts_of(values, labels):
    told = ((name, ENTRY[name].told(values[name])) for name in labels if values[name])
    lines = [in_words(ContactLine(**line)) for line in values["contacts"]]
    labelled = _(LABELLED)
    return ", ".join([labelled.format(label=labels[name], value=words) for name, words in told if words] + lines)


def cell(bundle, kind: str, slug: str, field: str) -> str:
    """Where the sheet has what is said in `field` of an entry, the row where no cell says it; "" of a bundle."""
    cells = bundle.cells.get((kind, slug), {})
    names = ("lead_name", "lead_title") if field == "lead" else (field,)
    return next((cells[one] for one in (*names, "") if cells.get(one)), "")


def unseen(before: str, after: str) -> str:
    """What two texts that look alike differ in, as the end of a sentence: " (only in what …)"; "" where one sees it."""
    plain = [" ".join(UNSEEN.sub("", unicodedata.normalize("NFKC", text)).split()) for text in (before, after)]
    if before == after or plain[0] != plain[1]:
        return ""
    both = Counter(before), Counter(after)
    names = (unicodedata.name(one, f"U+{ord(one):04X}").lower() for one in ((both[0] - both[1]) | (both[1] - both[0])))
    told = ", ".join(names) or _("the order of its letters")
    return f" {_('(only in what nobody sees: {names})').format(names=told)}"


def likenesses(plan) -> Iterator[str]:
    for like in plan.likenesses:
        if plan.decisions.same.get((like.kind, like.after_slug)) == like.before_slug:
            continue  # somebody said so already
        why = ", ".join(like.reasons)
        yield f"{like.before_name} → {like.after_name}: {why} ({like.kind}/{like.before_slug}={like.after_slug})"


def continued(plan) -> Iterator[str]:
    """What goes on from the year before, where a sheet does not speak of it; and what cannot be compared with."""
    for source in plan.damaged:
        words = _("What {file} said when it was loaded is damaged: this is compared with what was loaded before.")
        yield words.format(file=source)
    if plan.continues:
        words = _("Texts, pictures, contact lines, and all that the file has no column for, come from {year}.")
        yield words.format(year=plan.before.label)
    kept = Counter(f"{one.kind}s" for one in plan.gone if not one.retired)
    if plan.continues and kept:
        words = _("The file does not name {entries} of {year}: they go on as drafts, as they were.")
        yield words.format(entries=counted(kept), year=plan.before.label)


def gone(plan) -> Iterator[str]:
    stays = _("goes on from {year}").format(year=plan.before.label) if plan.continues else _("stays")
    words, off = _("{name} ({kind} {slug}): {what}"), _(_OFF)
    for one in plan.gone:
        yield words.format(name=one.name, kind=one.kind, slug=one.slug, what=off if one.retired else stays)


def removed(plan) -> Iterator[str]:
    for kind, slug, name, field in plan.removed:
        yield f"{name}: {label(field)} ({kind}/{slug}/{field})"


def pictures(plan) -> Iterator[str]:
    """The entries that get another picture and keep the words of the one before."""
    names = ("image", "image_alt", "image_decorative")
    for write in plan.writes:
        before, after = ([side.get(name) for name in names] for side in (write.before or {}, write.after))
        words = after[1] or (_("only decoration") if after[2] else "")
        if before[0] and after[0] and words and before[0] != after[0] and before[1:] == after[1:]:
            told = _("{name} (office {slug}): “{words}”")
            told = told if write.kind == "office" else _("{name} (department {slug}): “{words}”")
            yield told.format(name=write.after["name"], slug=write.after["slug"], words=words)


def conflicts(plan) -> Iterator[str]:
    for one in plan.conflicts:
        decided = _("the file's value is taken") if one.takes else _("the draft's value stays")
        decided = _("undecided") if one.takes is None else decided
        draft, said = both_shown(one)
        values = _("in the draft “{draft}”, in the file “{said}”").format(draft=draft, said=said) + unseen(draft, said)
        words, key = _("{name}: {label}: {values} ({decided}; {key})"), f"{one.kind}/{one.slug}/{one.field}"
        yield words.format(name=one.name, label=label(one.field), values=values, decided=decided, key=key)


def both_shown(conflict) -> list[str]:
    """The draft's and the file's value as people read them: of a group, those that differ."""
    sides = [conflict.draft, conflict.said]
    if conflict.field.startswith("contacts-") or not isinstance(conflict.draft, dict):
        return [shown(conflict.field, side) for side in sides]
    names = [name for name in sides[0] if sides[0][name] != sides[1][name]]
    if len(names) == 1:
        return [shown(names[0], side[names[0]]) for side in sides]
    labelled = _(LABELLED)
    return [
        "; ".join(labelled.format(label=label(name), value=shown(name, side[name])).strip() for name in names)
        for side in sides
    ]


def shown(field, value) -> str:
    """A value as people read it."""
    if field == "retired_at":
        return moment(value)
    if field.startswith("contacts-"):
        return in_words(ContactLine(**value)) if value else _("no such line")
    return ENTRY[field].told(value) if field in ENTRY else str(value)


# What a reader counts, one of them and several: by kind, or by kind and whose it is.
_TALLIED = {
    ("new", "office"): ngettext_lazy("{n} new office", "{n} new offices", "n"),
    ("gone", "office"): ngettext_lazy("{n} office no longer to be listed", "{n} offices no longer to be listed", "n"),
    ("new", "department"): ngettext_lazy("{n} new department", "{n} new departments", "n"),
    ("gone", "department"): ngettext_lazy(
        "{n} department no longer to be listed", "{n} departments no longer to be listed", "n"
    ),
    "renamed": ngettext_lazy("{n} new name or address", "{n} new names or addresses", "n"),
    "moved": ngettext_lazy("{n} move", "{n} moves", "n"),
    "lead": ngettext_lazy("{n} change of lead", "{n} changes of lead", "n"),
    "number": ngettext_lazy("{n} change of number", "{n} changes of number", "n"),
    "order": ngettext_lazy("{n} change of order", "{n} changes of order", "n"),
    "text": ngettext_lazy("{n} other change", "{n} other changes", "n"),
}
# The same of what is counted by a plan, and kept by a load.
_COUNTED = {
    "new": ngettext_lazy("{n} new", "{n} new", "n"),
    "changed": ngettext_lazy("{n} changed", "{n} changed", "n"),
    "retired": ngettext_lazy("{n} to be taken off the site", "{n} to be taken off the site", "n"),
    "no longer in the file": ngettext_lazy("{n} no longer in the file", "{n} no longer in the file", "n"),
    "conflicts": ngettext_lazy("{n} conflict", "{n} conflicts", "n"),
    "offices": ngettext_lazy("{n} office", "{n} offices", "n"),
    "departments": ngettext_lazy("{n} department", "{n} departments", "n"),
}


def tally(changes) -> str:
    """What `comparison.compare` found, counted: "2 new offices, 1 change of lead"; empty where nobody sees any."""
    items = [item for office in changes for item in office.items]
    found = Counter(key for one in items for key in (one.kind, (one.kind, "department" if one.slug else "office")))
    return ", ".join(words.format(n=n) for what, words in _TALLIED.items() if (n := found[what]))


def counted(numbers: dict) -> str:
    """Those of `counts`, as a plan or a load has them, that are not nought."""
    return ", ".join(_COUNTED[what].format(n=n) for what, n in numbers.items() if n) or _("nothing")


def many_gone(plan) -> str:
    """How much of the year is to be taken off the site, where that has to be confirmed."""
    retired = Counter(f"{one.kind}s" for one in plan.gone if one.retired)
    words = _("The file no longer has {entries}: more than a tenth of what there was.")
    return words.format(entries=counted(retired))


def undecided(plan) -> str:
    """That somebody has to decide, as the beginning of a sentence."""
    count = len(plan.undecided)
    if not count:
        return many_gone(plan).removesuffix(".")
    words = ngettext("{number} conflict needs a decision", "{number} conflicts need a decision", count)
    return words.format(number=count)


def as_json(plan, bundle) -> dict:
    """The plan for tools."""
    return {
        "school_year": plan.edition.label,
        "source": bundle.source,
        "compared_with": plan.before.label,
        "nothing_to_change": plan.is_nothing,
        "changes": [
            {"office": office.slug, "department": item.slug or None}
            | {name: getattr(item, name) for name in ("kind", "field", "before", "after", "sentence")}
            for office in plan.changes
            for item in office.items
        ],
        "perhaps_the_same": [
            {"kind": like.kind, "before": like.before_slug, "after": like.after_slug, "reasons": list(like.reasons)}
            for like in plan.likenesses
        ],
        "gone": [asdict(one) for one in plan.gone],
        "conflicts": [
            {name: getattr(one, name) for name in ("kind", "slug", "field", "loaded", "draft")}
            | {"file": one.said, "takes_file": one.takes}
            for one in plan.conflicts
        ],
        "taken_out": [f"{kind}/{slug}/{field}" for kind, slug, _, field in plan.removed],
        "counts": plan.counts,
    }
