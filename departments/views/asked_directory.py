"""Which directory a request asks for: today's, that of an earlier year, or one that is rehearsed."""

from dataclasses import replace

from ..reading.directory import Directory
from ..reading.rehearsal import Rehearsal


def rehearsal_of(request) -> Rehearsal | None:
    """The rehearsal in which `request` is answered, or None."""
    return getattr(request, "rehearsal", None)


def directory_of(request, label=None, origin="") -> Directory:
    """
    The directory that `request` asks for, with addresses in full where the site's `origin` is given. Raises NotListed.

    What is taken along from a rehearsal is still there when the year is open, so that has the addresses of then.
    """
    if rehearsal := rehearsal_of(request):
        return replace(rehearsal.directory, origin=origin, rehearsal="") if origin else rehearsal.directory
    return Directory.at(label=label, origin=origin)
