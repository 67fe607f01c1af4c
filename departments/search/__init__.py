"""Finding an entry by words or digits. Knows nothing of HTTP."""

from .answers import Answer, Former, Result
from .finding import MOST_RESULTS, find, suggest
from .query import MOST_LETTERS
