"""Texts of office pages as people saved them from the old site, and what they become (`expected.py`)."""
