"""What the loads of a school year said last, as far as it can be read."""

from ..models import Load, SchoolYear
from .edition import Damaged, Edition


def remembered(
    year: SchoolYear | None, read: Edition | None = None
) -> tuple[Load | None, Edition | None, tuple[str, ...]]:
    """
    The last load of `year` that stands and what it remembers of its file; None and None where there is none. One that
    is damaged costs itself alone: the files of those that were passed over stand behind. What was `read` from that load
    already is given back: a large year takes long to read, and room for each copy.
    """
    damaged, loads = (), year.loads.standing().of_whole_years() if year else Load.objects.none()
    if read and read.load_id:
        loads = loads.defer("content")
    while load := loads.first():
        try:
            return load, read if read and read.load_id == load.pk else Edition.unpacked(load.content), damaged
        except Damaged:
            damaged, loads = (*damaged, load.source), loads.filter(pk__lt=load.pk)
    return None, None, damaged
