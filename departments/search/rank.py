"""How well something is found: by which tier. A slip and most of the words are guesses, where nothing is certain."""

from enum import IntEnum


class Rank(IntEnum):
    EXACT = 0  # the whole number, its last seven or four digits; the whole name
    WHOLE = 1  # words of the name; the beginning of the number
    INITIALS = 2  # all of the name or title, three at least
    SAID = 3  # what the district says for all of it
    NAME = 4  # beginnings of words of the name
    END = 5  # the end of the number
    STEM = 6  # other forms of words of the name
    OTHER = 7  # nicknames and other words
    AROUND = 8  # words of the name, and of where it sits
    OTHER_AROUND = 9
    TEXT = 10
    OTHER_TEXT = 11
    WITHIN = 12  # digits from the middle of a number
    SLIP = 13
    MOST = 14  # most of the words
