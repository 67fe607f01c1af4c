"""Where collected static files are: also where none were collected, so that no page fails for want of its look."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

from departments.words.news import is_news

log = logging.getLogger(__name__)


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """The address of a file by the manifest. What that does not have gets its plain one, which is logged once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._urls = {}  # a page has ten or more; the manifest is read once as well

    def url(self, name, force=False) -> str:
        if name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]

    def stored_name(self, name) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            if is_news("static files"):
                log.error("The static file %s was not collected: run manage.py collectstatic, and restart.", name)
            return name
