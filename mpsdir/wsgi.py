"""The door for a WSGI server: `granian --interface wsgi mpsdir.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpsdir.settings")
application = get_wsgi_application()
