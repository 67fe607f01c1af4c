"""What stands in the place of a name and names nobody: "Vacant", "TBD", "–"; and "Name withheld"."""

import re

_NOBODY = re.compile(
    r"\W*(none|no ?body|no one|n/a|t\.?b\.?[ad]\.?|(position )?to be (announced|determined|named|hired|filled))"
    r"( at (this time|present)| currently| right now| yet)?\W*"
    r"|\W*(currently )?((position|post) )?(is )?(currently )?(open|unfilled|unassigned|not (yet )?filled)\W*"
    r"|.*\b(?-i:TBA|TBD)\b.*"
    r"|\W*(currently )?(position )?(is )?vacan(te?|cy)\b(?! (property|properties|buildings?|lots?|land)\b).*"
    r"|.*[,(\[–—:/-]\s*vacan(te?|cy)\W*",
    re.IGNORECASE,
)
_WITHHELD = re.compile(r"((name|number|e-mail) )?withheld", re.IGNORECASE)


def names_nobody(text: str) -> bool:
    """Whether `text` says that nobody is there yet, or has neither a letter nor a digit."""
    return bool(_NOBODY.fullmatch(text)) or not any(map(str.isalnum, text))


def is_withheld(text: str) -> bool:
    """Whether `text` stands where somebody was taken out: the post is held, and nobody is told by whom."""
    return bool(_WITHHELD.fullmatch(text))
