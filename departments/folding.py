"""Text as search and sorting compare it: no capitals, no accents, no apostrophes, words and nothing else."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """
    `text` folded (NFKD, marks dropped, casefolded), its words a single space apart.

    "O’Brien & José" becomes "obrien and jose": "&" is read as the word people type for it.
    """
    text = unicodedata.normalize("NFKD", str(text)).replace("&", " and ").casefold()
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()


def folded_words(*texts: str) -> str:
    """All words of `texts`, folded, each with a space before it, so that `LIKE '% word%'` finds where one begins."""
    words = " ".join(filter(None, map(fold, texts)))
    return f" {words}" if words else ""
