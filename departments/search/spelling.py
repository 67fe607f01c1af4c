"""Did you mean: a query that found nothing, with words and numbers that the year has."""

from dataclasses import replace
from functools import partial
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..words.typed_number import TypedNumber
from . import matching
from .query import Query, Word, WordPart
from .search_index import SearchIndex, places

_MOST_SUGGESTED = 3
_MOST_NEAR = 4  # words tried for one that is unknown
_MOST_UNKNOWN = 3
_MOST_TRIED = 24
_MOST_COMPARED = 400  # words of the same distance, of which the likeliest are taken


def did_you_mean(query: Query, edition: SearchIndex) -> list[tuple[Word, ...]]:
    """
    What `query` may have meant, likeliest first: its words, the unknown ones replaced by close ones of `edition`.

    Each finds something. Where every word is known and they are never together, the query without one of them.
    """
    query = query.only_words()
    known = []
    for word in query.words:
        known.append(matching.finds(Query(words=(word,)), edition))
        if known.count(False) > _MOST_UNKNOWN:
            return []
    # Beside a word that is known a wilder guess may be right, and whether it is can be seen.
    near = partial(_near, edition=edition, more=int(True in known))
    choices = [[word] if is_known else near(word) for word, is_known in zip(query.words, known, strict=True)]
    tried = _likeliest_first(choices) if all(choices) else []
    if all(known) or not (meant := _that_find(query, tried, edition)):
        words = [word for word, is_near in zip(choices, choices, strict=True) for word in is_near[:1]]
        fewer = [tuple(words[:place] + words[place + 1 :]) for place in range(len(words))] if len(words) > 1 else []
        fewer = fewer if all(choices) else [tuple(words), *fewer]
        # Only with a word that is known as it was typed: of several guesses, one alone is not what was meant.
        fewer = [words for words in fewer if set(words) & set(query.words)]
        meant = _that_find(query, fewer, edition)
    return meant


def _likeliest_first(choices):
    places = product(*(range(len(several)) for several in choices))
    order = sorted(islice(places, 1000), key=sum)[:_MOST_TRIED]
    return [tuple(several[place] for several, place in zip(choices, one, strict=True)) for one in order]


def _that_find(query, tried, edition):
    found = (words for words in tried if words and matching.finds(replace(query, words=words), edition))
    return list(islice(dict.fromkeys(found), _MOST_SUGGESTED))


def _near(word: Word, edition: SearchIndex, more: int) -> list[Word]:
    """Words of `edition` that are close to `word`: as few slips as possible, `more` than usual, names before text."""
    typed = word.parts[0].text if len(word.ways[0]) == 1 else "".join(part.text for part in word.ways[0])
    slips = (1 if len(typed) < 6 else 2 if len(typed) < 9 else 3) + (more if len(typed) > 4 else 0)
    if len(typed) < 3 or typed.isdecimal():
        return []
    found = process.extract(typed, edition.words, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_COMPARED)

    def order(one):
        text, distance, _ = one
        names = len(edition.in_names.get(text, ()))
        return distance + (text[0] != typed[0]), not names, -names, text

    # People know how a word begins: another first letter counts as a second slip.
    likely = [one for one in map(order, found) if one[0] <= max(2, slips) and len(one[-1]) > 2]
    texts = [text for *_, text in sorted(likely) if not text.isdecimal()]
    return _apart(typed, edition) + [Word(text, ((WordPart(text),),)) for text in texts[:_MOST_NEAR]]


def _apart(typed, edition):
    """ "leongroce" as "leon groce", where both are words."""
    known = edition.in_names
    pairs = [(typed[:at], typed[at:]) for at in range(2, len(typed) - 1)]
    return [Word(" ".join(pair), (tuple(map(WordPart, pair)),)) for pair in pairs if known.keys() >= {*pair}]


def nearest(number: TypedNumber, edition: SearchIndex, most: int) -> list[int]:
    """
    Places of `edition` whose number is `number` but for one digit, or for two beside each other that changed places.

    Of a number, or of its last seven or four digits; a digit too many or too few is one slip, too.
    """
    asked = number.digits
    if len(asked) < 9:
        length = next((length for length in (7, 4) if abs(len(asked) - length) <= (length == 7)), 0)
    else:
        length = 10 if len(asked) < 12 else len(asked)
    if not length:
        return []
    close = process.extract(asked, edition.ends(length), scorer=OSA.distance, score_cutoff=1, limit=most * 8)
    numbers = [edition.numbers[place] for *_, place in close]
    numbers.sort(key=lambda one: (one.is_fax, one.entry))
    # An office's number is its lead's, too: each number once, for whom the page names first.
    entries = {}
    for number in numbers:
        entries.setdefault(number.digits, number.entry)
    return list(islice(dict.fromkeys(entries.values()), most))


def original_places(words: tuple[Word, ...], edition: SearchIndex) -> set[int]:
    """A place each where the words that were put in stand in a name, to be written as they are there."""
    several = (places(edition.in_names, [part.text]) for word in words for part in word.parts)
    return {min(one) for one in several if one}
