"""Whoever changes the drafts of a whole year comes after whoever saves one of its offices, not in between."""

from ..models import Office, SchoolYear


def locked(*labels) -> dict[str, SchoolYear]:
    """
    The school years that there are of `labels`, theirs and their offices' rows locked until the transaction ends.

    Call it before reading the drafts: an editor's save has its office locked, so that what is read is what is then
    written over. Two queries. On SQLite the transaction itself is the lock.
    """
    # Not the key: an editor who holds an office and adds a department to it refers to the year, and must not wait.
    years = SchoolYear.objects.select_for_update(no_key=True).filter(label__in=labels).order_by("starts_on")
    found = {year.label: year for year in years}
    offices = Office.objects.filter(school_year__in=found.values()).order_by("pk")
    list(offices.select_for_update().values_list("pk"))
    return found
