"""What commands about a school year have in common."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from departments import publishing
from departments.models import SchoolYear
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
    """Why something is refused ends the command, and so does the sentence `last` behind it."""
    try:
        yield
    except Refused as reason:
        raise CommandError(f"{reason}{last}") from reason


def tell_problems(command: BaseCommand, refused: Refused) -> None:
    for problem in refused.problems:
        command.stderr.write(command.style.ERROR(str(problem)))


def publish_each(command: BaseCommand, offices, *, at=None, note, says_nothing_new=True) -> int:
    """Publish the drafts of `offices`, say of each what came of it, and return how many could not be."""
    failed = 0
    for office in offices:
        try:
            publication = publishing.publish(office, by=None, at=at, note=note)
        except publishing.NothingToPublish as reason:
            if says_nothing_new:
                command.stdout.write(str(reason))
        except publishing.PublishRefused as reason:
            failed += 1
            command.stderr.write(command.style.ERROR(str(reason)))
        else:
            begins = in_words(publication.live_from)
            command.stdout.write(f"{office}: published as no. {publication.number}, live from {begins}.")
            for sentence in publication.told:
                command.stderr.write(command.style.WARNING(f"  {sentence}"))
    return failed


class YearCommand(BaseCommand):
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
        """What `turn(year, at=…)` comes to; its sentences are printed. Raises CommandError."""
        with refusals():
            done = turn(year_called(label), at=on)
        self.stdout.write("\n".join(done.sentences))
        return done
