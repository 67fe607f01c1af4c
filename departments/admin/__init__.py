"""The editors' room: a module for each noun."""

from . import department, district, loading, office, publication, school_year

__all__ = ["department", "district", "loading", "office", "publication", "school_year"]
