"""A roll-over in sentences: what came of it, or what would."""

from collections.abc import Iterator

from ..words.days import day
from .edition import KINDS
from .plan_in_words import both_shown, counted
from .plan_in_words import label as name_of


def sentences(rolling, plan, *, ahead=False) -> Iterator[str]:
    """What `plan`, which loads the edition of `rolling`, did; with `ahead` what it would do."""
    source, label = rolling.source, rolling.edition.label
    new = {f"{kind}s": sum(write.kind == kind and write.pk is None for write in plan.writes) for kind in KINDS}
    follow = sum(write.pk is not None for write in plan.writes)
    if rolling.target is None:
        first, last = day(rolling.year.starts_on), day(rolling.year.ends_on)
        made = "will be made" if ahead else "was made"
        yield f"{label} {made}, from {first} to {last}. Visitors do not see it until it is opened."
    if any(new.values()):
        copied, confirmed = ("To be copied", "will have confirmed") if ahead else ("Copied", "has confirmed")
        yield f"{copied} from {source}: {counted(new)}. Nobody {confirmed} their details yet."
    if follow:
        entries, follows = ("1 entry", "follows") if follow == 1 else (f"{follow} entries", "follow")
        yield f"{entries} {'will follow' if ahead else follows} what changed in {source} since."
    if rolling.target is not None and not plan.writes:
        nothing = "There is nothing to do" if ahead else "Nothing was changed"
        yield f"{label} has everything of {source} already. {nothing}."
    if rolling.retired:
        yield f"Left out, because to be off the site: {counted(rolling.retired)}."
    for name in rolling.homeless:
        yield f"{name} {'is' if ahead else 'was'} left out: what it belongs to was deleted in {label}."
    for conflict in plan.conflicts:
        if conflict.field:
            draft, said = both_shown(conflict)
            yield f"{conflict.name}, {name_of(conflict.field)}: {label} keeps “{draft}”; {source} says “{said}”."
        else:
            yield f"{conflict.name} changed in {source}, and stays deleted in {label}."
    for one in plan.gone:
        yield f"{one.name} is no longer in {source}. It stays in {label} until you take it off the site."
