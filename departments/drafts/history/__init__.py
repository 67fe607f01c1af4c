"""
The history of drafts: every save is a version of the whole office, which can be read, compared and put back.

Who changes drafts says so, and by whom and why:

    with history.recording(by=user, why="Rolled over from 2024-25"):
        history.watch(office.pk)     # before the change; `record()` after it, for an office that is new
        ...

At the end each office that became different gets one version: the office, its departments and their contact lines,
so that it can be put back in one step. The rows stand in django-reversion's tables.
"""

from .addresses_had import AddressesHad
from .deleted import Deleted, deleted_departments, deleted_offices, recover
from .put_back_plan import PutBackPlan, PutBackRefused
from .putting_back import PutBack, look, put_back
from .recording import record, recording, watch
from .store import last_savers
from .version_rows import as_json, plain_values
from .versions import FIRST, DraftVersion, read_together, versions
