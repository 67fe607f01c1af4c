"""What was typed: a number, words that must be found, and small words that need not be."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..words import typed_number
from ..words.folding import MARKS, fold
from ..words.name_words import is_particle, word_set
from ..words.naming import SMALL_WORDS, core, words_of
from ..words.typed_number import TypedNumber
from .alike import KINDS

MOST_LETTERS = 200
MOST_WORDS = 12
_LONGEST_WORD = 40
_NO_SPACE = re.compile(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})")  # as in "St.James"
# Words of a question about an entry, in English and Spanish, beside those that stand in names.
_ASKING = word_set(
    "who whos whose whom is are was what whats where when how do does did i im can could me my please call phone"
    " telephone tel number numbers no contact reach ext extension need needs want wants would like get got have has"
    " about from be been being am not no there any some your our that this today tomorrow thanks talk speak send"
    " his its their out off into over up back again still just very too also if so because here now then"
    " we us you they them she him anyone anybody someone somebody everyone another other which why go goes going went"
    " come comes came make makes made dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt hasnt havent ive"
    " es esta el la los las un una unos unas de del en y para por con sin mi mis su sus que"
    " como cual quien donde necesito son soy estoy estan fue hay este esto cuando sobre muy puedo puede tengo tiene"
    " hacer quiero quisiera busco llamar hablar numero telefono"
)


class WordPart(NamedTuple):
    """A piece of a word: what a folded word must begin with or, if `whole`, be; or the end of a phone number."""

    text: str
    whole: bool = False
    of: str = "words"  # "digits", "extension" or "initials"

    def begins(self, word: str) -> bool:
        """Whether the folded `word` begins with its text."""
        return word.startswith(self.text)


class Word(NamedTuple):
    """A word as typed and the ways to read it: of one of `ways`, every part must be found."""

    typed: str
    ways: tuple[tuple[WordPart, ...], ...]

    @property
    def parts(self) -> tuple:
        return tuple(dict.fromkeys(part for way in self.ways for part in way))


@dataclass(frozen=True)
class Query:
    """
    `words` must be found, in any order; `small` words only lift what has them too.

    With a `number` that was typed alone, `words` are another way to read it: the 230 of a room. `phrases` are what a
    name is when it is exactly what was typed. `said` has each word typed, folded, with what is to be found for it: None
    for a small one. `wants` is the kind of fact that was asked for ("fax"), `asking` words that may only do that.
    """

    typed: str = ""
    number: TypedNumber | None = None
    words: tuple[Word, ...] = ()
    small: tuple[Word, ...] = ()
    phrases: tuple[str, ...] = field(default=())
    said: tuple[tuple[str, Word | None], ...] = ()
    asking: frozenset[Word] = frozenset()
    wants: str = ""

    def __bool__(self):
        return bool(self.number or self.words)

    def without_asking(self) -> "Query":
        """The query without the words that may only ask for a kind of fact."""
        wants = next((_kind(text) for text, word in self.said if word in self.asking), self.wants)
        words = tuple(word for word in self.words if word not in self.asking)
        return replace(self, words=words, small=(*self.small, *self.asking), asking=frozenset(), wants=wants)


def read(text: str) -> Query:
    """
    `text` as a query: its first 200 characters, and of these the first 12 words. Empty where nothing is left.

    What a database or a browser refuses (NUL, half a surrogate pair) is dropped.
    """
    typed = "".join(char if char.isprintable() else " " for char in text[:MOST_LETTERS]).strip()
    number = typed_number.read(typed)
    rest = typed if number is None or (number.is_all and not number.is_whole) else number.around
    tokens = list(_with_surnames(_NO_SPACE.sub(". ", typed_number.plain(rest)).split()))
    is_alone = sum(not _is_small(token) for token, _ in tokens) == 1
    words, small, said = [], [], []
    for token, surname in tokens:
        if word := _word(token, surname, is_alone):
            (small if _is_small(token) else words).append(word)
            folded = words_of(token)
            said.append((_letters(folded) or " ".join(folded)[:_LONGEST_WORD], word))
    words, small = words[:MOST_WORDS], small[: max(0, MOST_WORDS - len(words))]
    if number is None and not words:
        words, small = small, []
    elif number is not None and (number.is_whole or (number.is_all and number.extension)):
        words, small = [], [*words, *small][:MOST_WORDS]
    elif number is not None and not number.is_all:
        words = words[: MOST_WORDS - 1]
        words.append(Word(f"ext {number.extension}", ((WordPart(number.extension, of="extension"),),)))
        number = None
    phrases = tuple(dict.fromkeys(filter(None, (fold(rest), core(rest)))))
    there = [(text, word if word in words else None) for text, word in said if word in words or word in small]
    asking = frozenset(word for text, word in there if word and _kind(text))
    wants = next((_kind(text) for text, word in there if not word and _kind(text)), "")
    return Query(typed, number, tuple(words), tuple(small), phrases, tuple(there), asking, wants)


def _kind(text):
    """The kind of fact that a folded word may ask for: "email" for "e mail"."""
    return KINDS.get(text.replace(" ", ""), "")


def _is_small(token):
    return all(word in SMALL_WORDS or word in _ASKING for word in words_of(token))


def _with_surnames(tokens):
    """Each of `tokens` with the surname that it is a part of, in one word: "delacruz" where "de la cruz" was typed."""
    begun = []
    for place, token in enumerate(tokens, 1):
        begun.append(token)
        if place == len(tokens) or not is_particle(fold(token), first=True):
            yield from ((part, fold("".join(begun)) if len(begun) > 1 else "") for part in begun)
            begun = []


def _word(token, surname, is_alone):
    folded = [word[:_LONGEST_WORD] for word in words_of(token)][:MOST_WORDS]
    if not folded:
        return None
    if letters := _letters(folded):
        return Word(token[:_LONGEST_WORD], ((WordPart(letters[:_LONGEST_WORD], whole=True),),))
    # In "R&D" as anywhere, a small word need not be found.
    ways = [tuple(WordPart(word) for word in folded if not _is_small(word)) or tuple(map(WordPart, folded))]
    if len(folded) > 1:
        ways.append((WordPart("".join(folded)[:_LONGEST_WORD]),))
    else:
        ways += [(part,) for part in _other_readings(folded[0])]
        apart = fold(re.sub(f"[{MARKS}]", " ", token)).split()
        ways += [tuple(map(WordPart, apart))] if 1 < len(apart) < 4 and len(apart[-1]) > 1 else []
    ways += [(WordPart(surname[:_LONGEST_WORD]),)] if surname else []
    return Word(token[:_LONGEST_WORD], tuple(ways))


def _letters(words):
    """ "it" for "I.T.", "rd" for "R&D": by themselves these are no initials of a person. Else empty."""
    letters = "".join(word for word in words if word != "and")
    return letters if len(words) > 1 and all(len(word) == 1 or word == "and" for word in words) else ""


def _other_readings(word):
    """One for several ("directors", "Groce's"), the end of a number."""
    if len(word) > 3 and word.endswith("s"):
        yield WordPart(word[:-1], whole=True)
    if len(word) > 4 and word.endswith("ies"):
        yield WordPart(f"{word[:-3]}y", whole=True)
    if len(word) > 3 and word.isdecimal():
        yield WordPart(word, of="digits")
