"""The editors' room: a module for each noun."""

from . import department, district, office, publication, school_year

__all__ = ["department", "district", "office", "publication", "school_year"]
