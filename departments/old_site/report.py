"""What became of a page, in lines that somebody at a desk can check against it."""

from collections.abc import Iterator

from ..school_years.values import shown
from .importing import Imported


def report(done: Imported) -> Iterator[str]:
    """Every line of the page, what was written, and what is left to do."""
    for title, said in (("Understood", done.page.understood), ("Left out", done.page.left_out)):
        yield f"{title}: {len(said)} line{'' if len(said) == 1 else 's'}"
        yield from (f"  line {one.number}, {shown(one.line)} → {one.what}" for one in said)
        yield ""
    yield from done.sentences or ["Everything is in the draft already. Nothing was changed."]
    if done.left:
        yield ""
        yield "Not taken over, or left to you"
        yield from (f"  {sentence}" for sentence in done.left)
