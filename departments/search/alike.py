"""Words that are said one for another, whatever is listed: nicknames, short forms, Spanish, numerals, forms of it."""

import json
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from snowballstemmer import stemmer

from ..words.folding import fold

_TABLES = json.loads(Path(__file__).with_name("alike_words.json").read_text(encoding="utf-8"))
_ONES, _TENS, _ROMAN = (_TABLES[table].split() for table in ("ones", "tens", "roman"))
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth"}
# Words that ask for a kind of fact ("fax of …"), by word; and words that say little, however rarely they are listed.
KINDS = {word: kind for kind, words in _TABLES["kinds"].items() for word in words.split()}
WEAK = frozenset(fold(_TABLES["weak"]).split())


def names(word: str) -> frozenset[str]:
    """Given names that `word`, folded, is said for, and what is said for it: robert for bob."""
    return _mates("names").get(word, frozenset()) - {word}


def words(phrase: str) -> frozenset[str]:
    """Other ways to say the folded words of `phrase`: northwest for nw, director for directora."""
    return _mates("words").get(phrase, frozenset()) - {phrase}


def all_that_is_said() -> set[str]:
    """Each word that `names()` or `words()` knows another one for."""
    return _mates("names").keys() | _mates("words").keys()


def numerals(phrase: str) -> frozenset[str]:
    """Other ways to write the number or ordinal that the folded words of `phrase` are: fifty third for 53rd."""
    return _numerals().get(phrase, frozenset()) - {phrase}


def stem(word: str) -> str:
    """What all forms of the folded `word` have in common: the same for suspended and suspension."""
    return _families().get(found := _stem(word), found)


def stems(phrase: str) -> tuple[str, str]:
    """What the folded words of `phrase` have in common with their other forms in English, and in Spanish."""
    words = phrase.split()
    return " ".join(map(_stem, words)), " ".join([_stem(word, "spanish") for word in words])


_stemmers, _lock = {language: stemmer(language) for language in ("english", "spanish")}, Lock()


@lru_cache(maxsize=50_000)
def _stem(word, language="english"):
    with _lock:  # the stemmer works on the word in itself
        return _stemmers[language].stemWord(word)


@cache
def _families():
    several = (family.split() for family in _TABLES["families"])
    return {_stem(word): _stem(family[0]) for family in several for word in family}


@cache
def _mates(table):
    found = defaultdict(set)
    for group in _TABLES[table]:
        together = fold(group).split()
        for word in together:
            found[word].update(together)
    return {word: frozenset(several) for word, several in found.items()}


@cache
def _numerals():
    """By each way to write a number up to 99, or its ordinal, all of them."""
    found = {}
    for number in range(1, 100):
        tens, ones = divmod(number, 10)
        words = [_ONES[number]] if number < 20 else [_TENS[tens - 2], *([_ONES[ones]] if ones else [])]
        last = _ORDINALS.get(words[-1]) or (f"{words[-1][:-1]}ieth" if words[-1].endswith("y") else f"{words[-1]}th")
        ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
        forms = {str(number), f"{number}{ending}", " ".join(words), " ".join([*words[:-1], last])}
        forms |= {_ROMAN[number - 1]} if number <= len(_ROMAN) else set()
        found |= dict.fromkeys(forms, frozenset(forms))
    return found
