"""The file that was loaded last: it was judged then, and is not judged again."""

from ..models import Load
from ..page import pictures
from .edition import Edition


def said_last(checksum: str) -> tuple[Load, Edition] | None:
    """
    The last load of a school year, where its file had this checksum (`container.Container.checksum`), and what that
    file said. None where more is remembered than that, or where a picture must be stored anew. Three queries at most.

    Reading is most of planning, and whatever this file says was judged when it was loaded.
    """
    load = Load.objects.standing().filter(checksum=checksum).select_related("school_year").first()
    if load is None or load.school_year.loads.standing().first() != load:
        return None
    said = Edition.unpacked(load.content)
    is_told_whole = said.is_whole and said.label == load.school_year.label
    if not is_told_whole or not all(map(pictures.is_stored, said.pictures)):
        return None
    said.load_id = load.pk
    return load, said
