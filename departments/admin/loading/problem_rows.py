"""The problems of a file as the pages of the load list them."""

from dataclasses import asdict

SHOWN = 2000  # problems on one page: more than anybody mends by hand


def told(problems, links=None) -> dict:
    """
    Problems for `_problems.html`: those shown, and how many there are. `links` gives, by record, the page
    where it is mended.
    """
    rows = [asdict(problem) | {"href": (links or {}).get(problem.record)} for problem in problems]
    return {
        "shown": rows[:SHOWN],
        "has_files": any(row["file"] for row in rows),
        "count": len(rows),
        "more": max(len(rows) - SHOWN, 0),
    }
