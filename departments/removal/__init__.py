"""A person is taken out everywhere they are kept: the one exception to “never rewritten”, see decision 0018."""

from .removing import Found, FoundDiffers, Place, find, take_out
from .wanted import Wanted
