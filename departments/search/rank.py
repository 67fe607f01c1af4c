"""How well something is found: by which tier. A slip and most of the words are guesses, where nothing is certain."""

from enum import IntEnum


class Rank(IntEnum):
    EXACT = 0  # the whole number, its last seven or four digits; the whole name
    WHOLE = 1  # words of the name; the beginning of the number
    INITIALS = 2  # all of the name or title, three at least
    NAME = 3  # beginnings of words of the name
    END = 4  # the end of the number
    STEM = 5  # other forms of words of the name
    OTHER = 6  # nicknames and other words
    AROUND = 7  # words of the name, and of where it sits
    OTHER_AROUND = 8
    TEXT = 9
    OTHER_TEXT = 10
    WITHIN = 11  # digits from the middle of a number
    SLIP = 12
    MOST = 13  # most of the words
