"""Loading a school year of 10,000 departments, beside Django's `loaddata` of the same fixture."""

from .databases import databases
from .measuring import DJANGOS_LOADDATA, measure, middle

# Departments and offices.
SIZES = ((100, 2), (1_000, 20), (10_000, 200))

MAKE = "import sys, django; django.setup(); from bench import making; making.write(*sys.argv[1:])"


def run(out):
    with databases() as room:
        bundles = [bundle_of(room, *size) for size in SIZES]
        departments, whole = SIZES[-1][0], bundles[-1]
        megabytes = (whole / "directory.json").stat().st_size / 1e6
        out(f"Loading {departments:,} departments ({megabytes:.0f} MB) into an empty database on {room.name}")
        told = _Told(out)
        fixture = whole / "directory.json"
        djangos = told("Django's own loaddata, no versions", measure(room, room.empty(), DJANGOS_LOADDATA, fixture))
        ours = told("loaddata of the project, with versions", measure(room, room.empty(), "loaddata", fixture))
        three = [room.empty() for _ in range(3)]
        load = told("load_school_year, with versions", middle(room, three, "load_school_year", whole, "--yes"))
        plan = told("planning the same again", middle(room, three, "load_school_year", whole, "--plan"))
        told("loading the same again", middle(room, three, "load_school_year", whole, "--yes"))
        told.ratio("load_school_year to Django's own loaddata", load, djangos, 0.1)
        told.ratio("load_school_year to loaddata of the project", load, ours, 0.1)
        told.ratio("planning again to the first load", plan, load, 0.2)
        fewer = [measure(room, room.empty(), "load_school_year", bundle, "--yes") for bundle in bundles[:-1]]
        counts = ", ".join(f"{one.queries} for {size:,}" for one, (size, _) in zip([*fewer, load], SIZES, strict=True))
        out(f"  Queries grow with batches, not rows: {counts} departments.")


def bundle_of(room, departments, offices):
    """The path of a bundle of that many, made for `room`."""
    path = room.folder / f"{departments}-departments"
    # In a process of its own: on Linux a new process begins with the peak of the one that started it.
    room.run(room.template, "-c", MAKE, path, departments, offices)
    return path


class _Told:
    def __init__(self, out):
        self.out = out

    def __call__(self, what, measured):
        self.out(f"  {what:<44}{measured}")
        return measured

    def ratio(self, what, one, other, most):
        ratio, of_busy = one.seconds / other.seconds, one.busy / other.busy
        judged = "" if ratio <= most else "  MISSED"
        self.out(f"  {what:<44}{ratio:7.3f}    of busy seconds {of_busy:.3f}    wanted: at most {most}{judged}")
