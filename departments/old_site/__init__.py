"""
The old site's office pages, read from their text into drafts.

`parse()` is pure: text → lines (`text_lines.py`, `frame.py`) → what each says (`names_and_titles.py`, `details.py`,
`statements.py`) → an office with its departments (`outline.py`, `old_page.py`, `old_parts.py`). `import_page()` brings
that into the drafts (`importing.py`, `filling.py`), and `report.py` tells what became of every line.

What a draft gets stands in the text, and what cannot be told for certain is left out, with the reason.
"""

from .importing import Imported, import_page
from .old_page import OldPage, Said, parse
from .old_parts import OldPart
from .report import report
from .source import MOST_BYTES, text_in, text_of
