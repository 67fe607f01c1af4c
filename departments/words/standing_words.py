"""
A standing that is typed into a title or a name, where it is sorted, searched and said as if it were one: "Interim
Director", "Lee Moss (Acting)", "Director - vacant", "TBD".

It is taken out only where it stands apart and every other word stays; what says more is unclear, and nobody's guess.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .nobody import NOBODY, is_nobody

APPOINTED, VACANT = "appointed", "vacant"
_STANDINGS = {"acting": "acting", "actg": "acting", "interim": "interim", "pro": "interim", "on": "on_leave"}
_STANDING = r"(?:acting|actg|interim|pro\s+tem(?:pore)?|on\s+leave)\b\.?"
_DASHES = "‐‑‒–—−"  # and the hyphen of keyboards, last in its brackets
# What of a name says so, and of a title may be its subject: Medical Leave Coordinator.
_LEAVE = re.compile(
    r"\b(?:(?:currently|out|on)\s+)*"
    r"(?:(?:(?:maternity|paternity|parental|family|medical|sick|military|administrative|personal|FMLA)\s+)+leave"
    r"|on\s+sabbatical|on\s+(?:a\s+)?leave\s+of\s+absence)\b",
    re.IGNORECASE,
)
_SUBJECTS = (
    r"(?:acting\s+(?:class(?:es)?|coach(?:es)?|programs?|teachers?)|interim\s+assessments?"
    r"|vacant\s+(?:propert(?:y|ies)|buildings?|lots?|land|housing))\b"
)
# Where a word is one of a subject and says nothing of who holds the post: Director of Acting Classes.
_OF_A_SUBJECT = re.compile(
    rf"\b(?:(?:of|for|in)\s+|&\s*)(?:acting|interim|vacant)\b|{_SUBJECTS}|\bacting\s+(?:and\b|&)(?!\s+interim\b)(?=\s*\w)",
    re.IGNORECASE,
)
_VACANT = r"(?:currently\s+)?vacante?"
# In brackets; at the front; behind a comma or a dash at the end; and there behind a space.
_SET_APART = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\s)\s*[(\[]\s*(?P<word>{_STANDING}|{NOBODY})\W*[)\]]",
        rf"\A[\s{_DASHES}-]*(?!{_SUBJECTS})(?P<word>{_STANDING}|{_VACANT}\b|vacancy(?=\s*[:{_DASHES}-]))"
        rf"(?!\s*(?:(?:and|or)\b|[&/,(\[)\]]))[\s.:{_DASHES}-]*",
        rf"(?<!\s)(?:\s*[,{_DASHES}:]\s*|\s+[/{_DASHES}-]\s*)(?P<word>{_STANDING}|{NOBODY})\W*\Z",
        r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\band)(?<!\bor)(?<![&/,])"
        rf"(?<!\s)\s+(?P<word>{_STANDING}|{_VACANT}|unfilled|(?-i:TBD|TBA))[\s.]*\Z",
    )
)
_LEFT = re.compile(
    rf"\b(?:{_STANDING}|vacante?\b|unfilled\b|(?-i:TBD|TBA)\b|to\s+be\s+(?:announced|determined|named|hired|filled)\b)"
    r"|\b(?:hiring|search)\s+(?:is\s+)?(?:in\s+progress|under\s?way)\b|\b(?:open\s+(?:position|post)|(?:position|post)\s+(?:is\s+)?open)\b"
    rf"|(?:\A|[,(\[:{_DASHES}-])\s*vacancy\s*(?:\Z|[,)\]:{_DASHES}-])",
    re.IGNORECASE,
)


class UnderstoodLead(NamedTuple):
    title: str
    name: str
    standing: str


_LONGEST = 200  # characters, as many as a column has: the time grows with their square, and more is told as too long
UNCLEAR = gettext_noop(
    "“{text}” says more than one thing. Write the title, the name and the standing each in its own place."
)


def understood(title: str, name: str, standing: str, *, as_typed: bool = False) -> UnderstoodLead:
    """
    The title, the name and the standing that these say; the same again when given its own result.

    A standing that was chosen is not changed by a word, which then only goes; but a post of which a text says that it
    is vacant is vacant. What is unclear stays. `as_typed`: "Acting", "Interim" and "Vacant" belong to the title.
    """
    of_title, of_name = _read_both(title, name, as_typed)
    if of_title is None or of_name is None:
        return UnderstoodLead(title, name, standing)
    post, holder = of_title[0], of_name[0]
    said = {of_title[1], of_name[1]} - {""}
    if not post and VACANT in said and "vacan" not in f"{title} {name}".casefold():
        said.discard(VACANT)  # nobody, and of no post
    if VACANT in said or (said and standing in (APPOINTED, "")):
        standing = VACANT if VACANT in said else said.pop()
    return UnderstoodLead(post, holder, standing)


def unclear(title: str, name: str, *, as_typed: bool = False) -> dict[str, str]:
    """By field, a sentence on what says more than a title or a name beside a standing: "Jane Doe or TBD"."""
    typed = {"lead_title": title, "lead_name": name}
    read = zip(typed.items(), _read_both(title, name, as_typed), strict=True)
    return {field: _(UNCLEAR).format(text=words) for (field, words), found in read if found is None}


def _read_both(title, name, as_typed):
    of_title = (title if any(map(str.isalnum, title)) else "", "") if as_typed else without_standing(title)
    of_name = name_without_standing(name)
    is_two = of_title and of_name and len({of_title[1], of_name[1]} - {"", VACANT}) > 1
    is_named = of_name and of_name[0] and of_name[1] == VACANT  # "Vacant - contact Jane"
    return of_title, None if is_two or is_named else of_name


@lru_cache(maxsize=4096)  # the same titles and names are asked about at each look at a list
def without_standing(words: str) -> tuple[str, str] | None:
    """`words` without a standing set apart, and the standing that says, or ""; None where they say more than that."""
    if len(words) > _LONGEST:
        return words, ""
    rest, said = words, set()
    while rest:
        if is_nobody(rest):
            said |= {VACANT} if any(map(str.isalnum, rest)) else set()
            rest = ""
        elif found := next((match for form in _SET_APART if (match := form.search(rest))), None):
            before, behind = rest[: found.start()].rstrip(), rest[found.end() :].lstrip()
            rest = f"{before} {behind}" if before and behind and behind[0] not in ",.)]" else before + behind
            said.add(_STANDINGS.get(re.split(r"[\s.]", found["word"].casefold())[0], VACANT))
        else:
            break
    is_whole = not said or (_is_closed(rest) and not re.match(r"(?:and|or)\b|[,)\]&/]", rest, re.IGNORECASE))
    if not is_whole or len(said - {VACANT}) > 1 or _LEFT.search(_OF_A_SUBJECT.sub("", rest)):
        return None
    return rest, VACANT if VACANT in said else "".join(said)


@lru_cache(maxsize=1024)
def name_without_standing(name: str) -> tuple[str, str] | None:
    """The same of a name, whose leave is told in more words: "Ann Roe (maternity leave)"."""
    words = _LEAVE.sub("on leave", name)
    found = without_standing(words)
    return (name, "") if found == (words, "") else found


def _is_closed(words):
    """Whether each bracket is closed by its own."""
    before, signs = "", "".join(re.findall(r"[()\[\]]", words))
    while signs != before:
        before, signs = signs, signs.replace("()", "").replace("[]", "")
    return not signs


def differences(title: str, name: str, standing: str, lead: UnderstoodLead, in_words) -> dict[str, str]:
    """By field, what was typed there and is read otherwise, as a sentence: “Interim Director” was read as: interim …"""
    typed = {"lead_title": (title, lead.title), "lead_name": (name, lead.name)}
    said = _(in_words(lead.standing)).lower() if lead.standing != APPOINTED else ""
    found = {}
    for field, (before, after) in typed.items():
        if before != after:
            _rest, own = without_standing(before) or ("", "")
            passed = _(in_words(own)).lower() if own not in ("", lead.standing) else ""
            read = ", ".join(filter(None, ("" if passed else said, after))) or _("nobody")
            found[field] = _("“{text}” was read as: {read}.").format(text=before, read=read)
            if passed:
                why = _("The post is {said} and not {passed}, since “{said}” was chosen.")
                if lead.standing == VACANT:
                    why = _("The post is {said} and not {passed}, since nobody holds it.")
                found[field] += f" {why.format(said=said, passed=passed)}"
    return found
