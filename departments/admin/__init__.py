"""The editors' room: a module for each noun."""

from . import department, district, folded_lookup, loading, missed_search, office, publication, removal, school_year
