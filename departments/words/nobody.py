"""What stands in the place of a name and names nobody: "Vacant", "TBD", "–"; and "Name withheld"."""

import re

_NOBODY_YET = re.compile(
    r".*\b(?-i:TBA|TBD)\b.*"
    r"|\W*(currently )?(position )?(is )?vacan(te?|cy)\b(?! (property|properties|buildings?|lots?|land)\b).*"
    r"|.*[,(\[‐‑–—:/-]\s*vacan(te?|cy)\W*",
    re.IGNORECASE,
)
_BESIDE = (
    r"(?:currently|right\s+now|now|the|this|position|post(?:ed)?|is|still|yet|puesto|plaza|cargo|actualmente"
    r"|at\s+(?:this\s+time|the\s+moment|present))"
)
_UNDER_WAY = r"(?:is\s+)?(?:in\s+(?:progress|process)|under\s?way|ongoing|pending)"
_KEY = (
    rf"(?:(?:hiring|search|recruit(?:ing|ment)|interview(?:s|ing)|selection)\s+(?:process\s+)?{_UNDER_WAY}"
    r"|(?:currently|now|actively)\s+(?:hiring|recruiting)|pending|unknown"
    r"|por\s+(?:nombrar|asignar|definir|confirmar|anunciar|contratar)|sin\s+(?:asignar|nombrar|cubrir)"
    r"|none|no\s?body|no\s+one|n/a|n\.a\b\.?|(?-i:NA)|t\.?b\.?[ad]\b\.?|open(?:ing)?|unfilled|unassigned"
    r"|to\s+be\s+(?:announced|determined|named|hired|filled)|not\s+(?:yet\s+)?(?:filled|assigned|named|hired)|vacan(?:te?|cy))"
)
# Words that say nothing but that nobody is there: nothing is lost where they go.
NOBODY = rf"(?:{_BESIDE}\W+)*\b{_KEY}(?:\W+(?:{_BESIDE}|{_KEY}))*(?!\w)"
_ONLY_NOBODY = re.compile(rf"\W*{NOBODY}\W*", re.IGNORECASE)
# What stands where somebody was taken out, by what it was.
WITHHELD = {"name": "name withheld", "number": "number withheld", "email": "e-mail withheld", "words": "withheld"}


def names_nobody(text: str) -> bool:
    """Whether `text` says that nobody is there yet, or has neither a letter nor a digit."""
    return is_nobody(text) or bool(_NOBODY_YET.fullmatch(text))


def is_nobody(text: str) -> bool:
    """Whether `text` says that nobody is there and nothing else, such as whom to ask, or has no letter or digit."""
    return bool(_ONLY_NOBODY.fullmatch(text)) or not any(map(str.isalnum, text))


def is_withheld(text: str) -> bool:
    """Whether `text` stands where somebody was taken out: the post is held, and nobody is told by whom."""
    return text.casefold() in WITHHELD.values()
