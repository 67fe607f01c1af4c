"""Which release of the directory this is: pyproject.toml takes it from here, and backups say it."""

RELEASE = "0.3.0.dev0"
