"""Copies that are kept elsewhere: backups and the way back from them, and the published pages as plain files."""
