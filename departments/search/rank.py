"""How well something is found."""

from enum import IntEnum


class Rank(IntEnum):
    EXACT = 0  # the whole number, its last seven or four digits; the whole name
    WHOLE = 1  # words of the name; the beginning of the number
    NAME = 2  # beginnings of words of the name
    END = 3  # the end of the number
    AROUND = 4
    TEXT = 5
    WITHIN = 6  # digits from the middle of a number
