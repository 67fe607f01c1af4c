"""
The door for a WSGI server: `granian --interface wsgi mpsdir.wsgi:application`.

The fence stands before all that keeps answers: what is to be kept goes between it and Django.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpsdir.settings")
django = get_wsgi_application()

from .fence import around  # noqa: E402  needs the settings
from .request_log import logged  # noqa: E402

application = logged(around(django, django))
