"""
One command of manage.py measured, in a process that does nothing else: `python -m bench.measuring COMMAND …`.

Prints {"seconds", "busy", "queries", "peak"} as JSON: seconds from the call to its return, Django being started
already, and those of them that this process computed; statements sent to the database; the most memory the process
ever had, in bytes.
"""

import json
import os
import resource
import sys
import time
from dataclasses import dataclass

import django

# Django's own class, which ours is made of: it records no versions.
DJANGOS_LOADDATA = "django-loaddata"


@dataclass(frozen=True)
class Measured:
    seconds: float
    busy: float
    queries: int
    peak: int

    def __str__(self):
        seconds = f"{self.seconds:7.2f} s, {self.busy:6.2f} s of them busy"
        return f"{seconds}  {self.queries:>7,} queries  {self.peak / 1e6:5.0f} MB at most"


def measure(room, url, *command) -> Measured:
    """Run `command` on the database `url` of `room` (of `databases.databases()`) in a new process."""
    return Measured(**json.loads(room.run(url, "-m", "bench.measuring", *command)))


def middle(room, urls, *command) -> Measured:
    """The same on each of several databases: the measurement in the middle, since the machine may do something else."""
    return sorted((measure(room, url, *command) for url in urls), key=lambda one: one.seconds)[len(urls) // 2]


def _main(command, *arguments):
    django.setup()
    from django.core.management import call_command, load_command_class
    from django.core.management.commands import loaddata
    from django.db import connection

    queries = 0

    def counting(execute, sql, params, many, context):
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    found = loaddata.Command() if command == DJANGOS_LOADDATA else load_command_class("departments", command)
    connection.ensure_connection()
    with connection.execute_wrapper(counting), open(os.devnull, "w") as nowhere:
        began, busy_before = time.perf_counter(), time.process_time()
        call_command(found, *arguments, stdout=nowhere)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy_before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "busy": busy, "queries": queries, "peak": peak}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
