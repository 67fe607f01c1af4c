"""Where collected static files are: also where none were collected, so that no page fails for want of its look."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

from departments.words.news import is_news

log = logging.getLogger(__name__)


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """The address of a file by the manifest. What that does not have gets its plain one, which is logged once."""

    def stored_name(self, name) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            if is_news("static files"):
                log.error("The static file %s was not collected: run manage.py collectstatic, and restart.", name)
            return name
