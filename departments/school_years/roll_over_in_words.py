"""A roll-over in sentences: what came of it, or what would."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        words = _("{year} was made, from {first} to {last}. Visitors do not see it until it is opened.")
        if ahead:
            words = _("{year} will be made, from {first} to {last}. Visitors do not see it until it is opened.")
        yield words.format(year=label, first=first, last=last)
    if any(new.values()):
        words = _("Copied from {year}: {entries}. Nobody has confirmed their details yet.")
        if ahead:
            words = _("To be copied from {year}: {entries}. Nobody will have confirmed their details yet.")
        yield words.format(year=source, entries=counted(new))
    if follow:
        words = ngettext(
            "{number} entry follows what changed in {year} since.",
            "{number} entries follow what changed in {year} since.",
            follow,
        )
        if ahead:
            words = ngettext(
                "{number} entry will follow what changed in {year} since.",
                "{number} entries will follow what changed in {year} since.",
                follow,
            )
        yield words.format(number=follow, year=source)
    if rolling.target is not None and not plan.writes:
        words = _("{year} has everything of {source} already. Nothing was changed.")
        words = _("{year} has everything of {source} already. There is nothing to do.") if ahead else words
        yield words.format(year=label, source=source)
    if rolling.retired:
        yield _("Left out, because to be off the site: {entries}.").format(entries=counted(rolling.retired))
    for name in rolling.homeless:
        words = _("{name} was left out: what it belongs to was deleted in {year}.")
        words = _("{name} is left out: what it belongs to was deleted in {year}.") if ahead else words
        yield words.format(name=name, year=label)
    for conflict in plan.conflicts:
        if conflict.field:
            draft, said = both_shown(conflict)
            words = _("{name}, {label}: {year} keeps “{draft}”; {source} says “{said}”.")
            told = {"label": name_of(conflict.field), "draft": draft, "said": said}
            yield words.format(name=conflict.name, year=label, source=source, **told)
        else:
            words = _("{name} changed in {source}, and stays deleted in {year}.")
            yield words.format(name=conflict.name, source=source, year=label)
    for one in plan.gone:
        words = _("{name} is no longer in {source}. It stays in {year} until you take it off the site.")
        yield words.format(name=one.name, source=source, year=label)
