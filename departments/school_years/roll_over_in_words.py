"""A roll-over in sentences: what came of it, or what would."""

from collections.abc import Iterator

from ..words.days import day
from . import plan_in_words
from .edition import KINDS


def sentences(rolling, plan, *, ahead=False) -> Iterator[str]:
    """What `plan`, which loads the edition of `rolling`, did; with `ahead` what it would do."""
    source, label = rolling.source, rolling.edition.label
    new = {kind: sum(write.kind == kind and write.pk is None for write in plan.writes) for kind in KINDS}
    follow = sum(write.pk is not None for write in plan.writes)
    if rolling.target is None:
        made, first, last = (
            "will be made" if ahead else "was made",
            day(rolling.year.starts_on),
            day(rolling.year.ends_on),
        )
        yield f"{label} {made}, from {first} to {last}. Visitors do not see it until it is opened."
    if any(new.values()):
        copied, confirmed = ("To be copied", "will have confirmed") if ahead else ("Copied", "has confirmed")
        yield f"{copied} from {source}: {_counted(new)}. Nobody {confirmed} their details yet."
    if follow:
        entries = "1 entry" if follow == 1 else f"{follow} entries"
        will = "will follow" if ahead else "follows" if follow == 1 else "follow"
        yield f"{entries} {will} what changed in {source} since."
    if rolling.target is not None and not plan.writes:
        nothing = "There is nothing to do" if ahead else "Nothing was changed"
        yield f"{label} has everything of {source} already. {nothing}."
    if rolling.retired:
        yield f"Left out, because retired: {_counted(rolling.retired)}."
    for name in rolling.homeless:
        yield f"{name} {'is' if ahead else 'was'} left out: what it belongs to was deleted in {label}."
    for conflict in plan.conflicts:
        yield _kept(conflict, source, label)
    for one in plan.gone:
        yield f"{one.name} is no longer in {source}. It stays in {label} until you retire it."


def _counted(counts):
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items() if count)


def _kept(conflict, source, label):
    if not conflict.field:
        return f"{conflict.name} changed in {source}, and stays deleted in {label}."
    field = plan_in_words.label(conflict.field)
    draft, said = (plan_in_words.shown(conflict.field, value) for value in (conflict.draft, conflict.said))
    return f"{conflict.name}, {field}: {label} keeps “{draft}”; {source} says “{said}”."
