"""
The directory to take along: as rows, as a workbook, as contact cards, and as data inside the pages.

All of it is made of live publications, an office at a time, so that its length costs time and not memory.
`docs/exports.md` says what stands where.
"""
