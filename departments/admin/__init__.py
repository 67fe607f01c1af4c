"""The editors' room: a module for each noun."""

from . import (
    department,
    district,
    everyday_words,
    folded_lookup,
    loading,
    missed_search,
    office,
    old_address,
    publication,
    removal,
    school_year,
)
