"""
The calendar of school years as pages: how each stands, what it lacks, and opening, closing, rolling over, comparing.

`calendar.py` is the list of years; each other module is a page beside it, with `paths(model_admin)` for
`SchoolYearAdmin.get_urls()`. `pages.py` says how they are wired. The rules are those of `departments/school_years/`.
"""

from . import calendar, comparing, lacking, rolling, turning

PAGES = (lacking, comparing, turning, rolling)

__all__ = ["PAGES", "calendar"]
