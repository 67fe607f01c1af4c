"""
Fills the blank fields of a draft from a part of an old page; what stands there stays. No queries.

Each `fill_…` changes the row, or gives the lines to add, and returns a pair: what it filled in, and sentences on what
the page says and the draft does not take over.
"""

from django.utils.translation import gettext as _

from ..models import Contact, Entry
from ..models.facts import ENTRY, Form
from ..models.lead import LEAD
from ..school_years.plan_in_words import shown
from ..words import phones, prose, richtext
from ..words.folding import fold

_PLAIN = [fact for fact in ENTRY.values() if fact.name not in LEAD and not fact.is_required]


def fill(row, part) -> tuple[list[str], list[str]]:
    """Fill the lead and the plain fields of `row`, an Office or a Department."""
    filled, kept = _fill_lead(row, part)
    for fact in _PLAIN:
        name, draft, said = fact.name, getattr(row, fact.name), getattr(part, fact.name)
        if name == "image_alt" and said and not draft and (row.image or row.image_decorative):
            kept.append(_("“{words}” is the text of the old picture. Say what today’s shows.").format(words=said))
        elif said and not draft:
            setattr(row, name, said)
            filled.append(_(fact.label))
        elif said and _comparable(fact, draft) != _comparable(fact, said):
            told = {"label": _(fact.label), "draft": _shown(fact, draft), "said": _shown(fact, said)}
            kept.append(_("{label} stays {draft}; the page says {said}.").format(**told))
    return filled, kept


def _fill_lead(row, part):
    """The lead is one: a name is not put beside a title, or a standing, that somebody typed for another."""
    draft, said = ([str(getattr(one, name)) for name in LEAD] for one in (row, part))
    if not part.lead_title or draft == said:
        return [], []
    agrees = all(not (old and new) or fold(old) == fold(new) for old, new in zip(draft[:2], said[:2], strict=True))
    names_nobody = not draft[1] and draft[2] == Entry.Standing.APPOINTED
    if agrees and (names_nobody or draft[2] == said[2] or not part.lead):
        standing = said[2] if names_nobody else draft[2]
        values = [old or new for old, new in zip(draft[:2], said[:2], strict=True)]
        for name, value in zip(LEAD, [*values, standing], strict=True):
            setattr(row, name, value)
        return [_("lead")] if [*values, standing] != draft else [], []
    words = _("lead stays {draft}; the page says {said}.")
    return [], [words.format(draft=_lead(draft), said=_lead(said))]


def new_lines(row_lines, part) -> tuple[list[Contact], list[str]]:
    """The contact lines to add: they are one list, filled in where there are none. `row_lines` are those there are."""
    lines = [Contact(**vars(line), position=place) for place, line in enumerate(part.contacts, 1)]
    if not row_lines:
        return lines, []
    there = {_line(line) for line in row_lines}
    missing = [_line(line) for line in lines if _line(line) not in there]
    words = _("the contact line “{line}” was not added to those there are.")
    return [], [words.format(line=" ".join(filter(None, one))) for one in missing]


def _line(line):
    return line.role, line.name, phones.display(line.phone), line.email, line.note


def _lead(values):
    title, name, standing = values
    words = [] if standing == Entry.Standing.APPOINTED else [f"({ENTRY['lead_standing'].told(standing).lower()})"]
    return f"“{' '.join(filter(None, [title, name, *words]))}”"


def _comparable(fact, value):
    if fact.form is Form.NUMBER:
        return phones.link(value)
    return richtext.sanitise(value) if fact.form is Form.RICH else value


def _shown(fact, value):
    return f"“{shown(fact.name, ' '.join(prose.plain(value).split()) if fact.form is Form.RICH else value)}”"
