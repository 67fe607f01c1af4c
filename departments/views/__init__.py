"""
Public pages, a module for each kind. Each view is a query, a decision, a template.

All of them read publications through `Directory`, but for `previews.py`.
"""
