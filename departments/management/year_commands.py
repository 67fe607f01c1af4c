"""What commands have in common; most are about a school year."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from departments import publishing
from departments.drafts import asking
from departments.drafts.state import states
from departments.models import Publication, SchoolYear
from departments.school_years import corrections
from departments.school_years.problems import Refused
from departments.words.days import moment as in_words
from departments.words.typed_moment import understood


def year_called(label: str | None, *, to="") -> SchoolYear:
    """
    The school year `label`, or the current one for None. Raises CommandError: with the years there are, or, where none
    is current, that somebody has to say which one `to` do something with.
    """
    year = SchoolYear.objects.filter(label=label).first() if label else SchoolYear.objects.current()
    if year is None and not label:
        raise CommandError(f"No school year is open. Say which one to {to}: --year 2024-25")
    if year is None:
        known = ", ".join(SchoolYear.objects.values_list("label", flat=True)) or "none yet"
        raise CommandError(f"There is no school year {label}. Known: {known}.")
    return year


@contextmanager
def refusals(last="") -> Iterator[None]:
    """
    Why something is refused ends the command, and so does the sentence `last` behind it. A database that cannot be
    asked, or has no tables yet, refuses too: nobody needs a traceback for it.
    """
    try:
        yield
    except Refused as reason:
        raise CommandError(f"{reason}{last}") from reason
    except OSError as reason:
        raise CommandError(f"{reason.filename or 'The disk'}: {reason.strerror or reason}.{last}") from reason
    except DatabaseError as reason:
        why = str(reason).partition("\n")[0]
        sentence = f"The database did not take it ({why}). Where tables are missing, run manage.py migrate first."
        raise CommandError(f"{sentence}{last}") from reason


class DirectoryCommand(BaseCommand):
    """One that ends in a sentence whatever refuses it."""

    def execute(self, *args, **options) -> str | None:
        with refusals():
            return super().execute(*args, **options)


def tell_problems(command: BaseCommand, refused: Refused) -> None:
    for problem in refused.problems:
        command.stderr.write(command.style.ERROR(str(problem)))


def publish_each(command: BaseCommand, offices, *, at=None, note, says_nothing_new=True) -> int:
    """Publish the drafts of `offices`, say of each what came of it, and return how many could not be."""
    failed, warnings = 0, _warnings(offices, at)
    for office, done in asking.publish_many(offices, by=None, at=at, note=note):
        if isinstance(done, publishing.NothingToPublish):
            if says_nothing_new:
                command.stdout.write(str(done))
        elif isinstance(done, publishing.PublishRefused):
            failed += 1
            command.stderr.write(command.style.ERROR(str(done)))
        else:
            command.stdout.write(f"{office}: published as no. {done.number}, live from {in_words(done.live_from)}.")
            for sentence in (*done.told, *warnings.get(office.pk, ())):
                command.stderr.write(command.style.WARNING(f"  {sentence}"))
    return failed


def _warnings(offices, at):
    """
    By the key of its office, what publishing each draft brings back that the year before has corrected since, and what
    a page that is scheduled for later brings back of what was before.
    """
    years = SchoolYear.objects.filter(offices__in=offices).distinct()
    found = [one for year in years for one in corrections.offered(year, offices)]
    later = Publication.objects.filter(live_from__gt=at or timezone.now()).taking_room().values("office")
    drafts = states(offices if found else offices.filter(pk__in=later), at=at).values()
    return {state.office.pk: [*corrections.brought_back(found, state), *state.goes_back] for state in drafts}


class YearCommand(DirectoryCommand):
    """A command about one school year, which is named first."""

    def add_arguments(self, parser) -> None:
        parser.add_argument("label", metavar="LABEL", help="the school year, as 2025-26")


def add_moment(parser, option: str, metavar: str) -> None:
    """Let a command take the day or moment from which on it is to be."""
    what = "from this day or moment on, as 2025-07-01, 2025-07-01T06:00 or “July 1, 2025, 6am” (now)"
    parser.add_argument(option, metavar=metavar, type=_moment, help=what)


def _moment(text):
    try:
        return understood(text)
    except ValueError as reason:
        raise ArgumentTypeError(str(reason)) from reason


class YearOnADay(YearCommand):
    """One that turns the year from a day on."""

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        add_moment(parser, "--on", "DATE")

    def turned(self, turn, label, on) -> Any:
        """What `turn(year, at=…)` comes to; its sentences are printed. Raises problems.Refused."""
        done = turn(year_called(label), at=on)
        self.stdout.write("\n".join(done.sentences))
        return done
