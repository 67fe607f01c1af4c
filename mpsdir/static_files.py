"""Where collected static files are: also where none were collected, so that no page fails for want of its look."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """The address of a file by the manifest. What that does not have gets its plain one, which is logged once."""

    _is_told = False

    def stored_name(self, name) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            if not self._is_told:
                self._is_told = True
                log.error("The static file %s was not collected: run manage.py collectstatic, and restart.", name)
            return name
