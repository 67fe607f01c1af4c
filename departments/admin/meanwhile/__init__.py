"""
What became of a draft while somebody had its form open.

`as_opened` is what the form showed, `sides` compares it with the draft as it is now and with what was typed,
`edited_field` and `posting` put values as a browser posts them and as people read them, `savers` tells who saved. Which
page that makes stands in `conflict.py` and `presence.py`.
"""

from .as_opened import AsOpened, Layout
from .savers import kept_beside, saved_since
from .sides import Sides
