"""Django's SQLite backend, which also reads a file on a disk that takes no writes."""
