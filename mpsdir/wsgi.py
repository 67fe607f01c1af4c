"""
The door for a WSGI server: `granian --interface wsgi mpsdir.wsgi:application`.

The fence stands before all that keeps answers: what is to be kept goes between it and Django.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

from .room_for_frames import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpsdir.settings")
# Not round the door: to take the room and give it back costs more than a kept answer.
django = with_room(get_wsgi_application())

from django.conf import settings  # noqa: E402  all these need the settings

from .bodies import Bounds  # noqa: E402
from .fence import around  # noqa: E402
from .front_door import FrontDoor  # noqa: E402
from .metrics import measured  # noqa: E402
from .request_log import logged  # noqa: E402
from .standing import be_impatient  # noqa: E402
from .versions import reader  # noqa: E402

be_impatient(settings.DATABASES["default"]["OPTIONS"])
ask = reader(settings.DATABASES["default"])
door = FrontDoor(django, settings.MPSDIR_DOOR * 2**20, ask) if settings.MPSDIR_DOOR else django
bounded = Bounds(around(door, django), ask, settings.MPSDIR_THREADS)
application = measured(logged(bounded))
gc.freeze()  # what is there by now stays: not to be looked through again with every large page
