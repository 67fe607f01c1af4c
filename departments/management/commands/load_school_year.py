"""`manage.py load_school_year`: read a bundle or a spreadsheet, say what it changes, load it."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

from django.core.management.base import CommandError
from django.db.models import Q

from departments.drafts.state import states
from departments.management.year_commands import DirectoryCommand, publish_each, tell_problems, year_called
from departments.models.facts import ENTRY, group_of
from departments.models.under_way import heard_by, reached
from departments.page.pictures import PictureRefused
from departments.school_years import plan_in_words
from departments.school_years.any_file import is_spreadsheet, read, understand
from departments.school_years.bundle import Bundle
from departments.school_years.loading import Undecided, load
from departments.school_years.plan import Decisions, Plan, make, said_same
from departments.school_years.problems import Refused
from departments.school_years.readiness import missing
from departments.school_years.spreadsheet import ENCODINGS, SEPARATORS, ReadAs
from departments.school_years.uncollected import uncollected
from departments.school_years.year import open_year

_EVERY = 2  # seconds


class Command(DirectoryCommand):
    help = (
        "Loads a school year into the drafts: a bundle (folder, .zip, .json, .json.gz) or a spreadsheet (.xlsx, .csv). "
        "Prints what it changes first. Exit 0 done, 1 refused with reasons, 2 conflicts need a decision."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", metavar="PATH")
        what = "the school year of a spreadsheet, as 2025-26, where its name does not say it"
        parser.add_argument("--year", default="", metavar="LABEL", help=what)
        what = "of a text (.csv, .txt), where it is not found right: how its {} are written"
        for name, parts, choices in (("encoding", "letters", ENCODINGS), ("separator", "cells", SEPARATORS)):
            parser.add_argument(f"--{name}", default="", choices=[*choices], help=what.format(parts))
        what = "a file that says how to read the sheets, columns and rows of a spreadsheet (docs/spreadsheet.md)"
        parser.add_argument("--map", type=Path, metavar="FILE", help=what)
        what = (
            "write how the spreadsheet is read into such a file, to change it there; with --plan, only that is written"
        )
        parser.add_argument("--write-map", type=Path, metavar="FILE", help=what)
        parser.add_argument("--plan", action="store_true", help="only say what it would change")
        parser.add_argument("--json", action="store_true", help="with --plan: for tools")
        what = "ask nothing; what the file no longer has stays as it is"
        parser.add_argument("--yes", action="store_true", help=what)
        what = "mark what the file no longer has as to be taken off the site; visitors see it until a publisher does it"
        what += "; twice where that is more than a tenth of the offices or departments"
        parser.add_argument("--retire-missing", action="count", default=0, help=what)
        what = "where an editor and the file both changed a field: keep the editor's value, or take the file's"
        parser.add_argument("--conflicts", choices=["keep", "take"], default="", help=what)
        several = {"action": "append", "default": []}
        example = "take the file's value of one conflict, for example office/chief-of-staff/phone"
        parser.add_argument("--take", **several, metavar="KIND/ADDRESS/FIELD", help=example)
        example = "one entry under a new address, for example office/human-capital=human-resources"
        parser.add_argument("--same", **several, metavar="KIND/OLD=NEW", help=example)
        parser.add_argument(
            "--publish", action="store_true", help="then publish what differs of the offices that the file names"
        )
        what = "then open the year to visitors, now, unless an office of it is not published"
        parser.add_argument("--open", action="store_true", help=what)

    def handle(self, *, path, **options) -> None:
        try:
            self.run(path, options)
        except Refused as refused:
            tell_problems(self, refused)
            count = len(refused.problems)
            raise CommandError(f"{count} problem{'s' if count > 1 else ''} to mend. Nothing was written.") from refused
        except PictureRefused as reason:
            raise CommandError(f"{reason} Nothing was written.") from reason

    def run(self, path, options) -> None:
        with uncollected(), heard_by(self.teller(options["verbosity"])):
            reached(f"Reading {Path(path).name}")
            bundle, decisions = self.read(Path(path), options), self.decisions(options)
            # The plan is made again below, of what is locked then; of a large year two at once would be much.
            decisions = self.agreed(self.tell(bundle, decisions, options), options)
            if decisions is None:
                return
            try:
                done = load(bundle.edition, decisions=decisions, **bundle.origin)
            except Undecided as reason:
                raise CommandError(str(reason), returncode=2) from reason
        self.stdout.write("Nothing to change." if done.is_nothing else f"Loaded: {plan_in_words.counted(done.counts)}.")
        year = year_called(bundle.edition.label)
        failed, note = 0, "manage.py load_school_year --publish"
        if options["publish"]:
            named = Q(slug__in=bundle.edition.offices_named)
            failed = publish_each(self, year.offices.kept().filter(named), note=note, says_nothing_new=False)
            for state in states(year.offices.kept().exclude(named)).values():
                if state.is_waiting:
                    left = f"{state.office}: its draft waits to be published. The file does not name this office."
                    self.stderr.write(self.style.WARNING(left))
        if options["open"]:
            self.open(year)
        if failed:
            raise CommandError(f"Loaded, but {failed} could not be published; see above.")

    def teller(self, verbosity) -> Callable[[str], None]:
        """What writes each stage of a load that takes longer, once in _EVERY seconds."""
        last = monotonic()

        def tell(stage):
            nonlocal last
            if verbosity and monotonic() - last >= _EVERY:
                self.stderr.write(f"{stage} …")
                last = monotonic()

        return tell

    def read(self, path, options) -> Bundle:
        if not is_spreadsheet(path):
            if told := [
                f"--{name}"
                for name in ("year", "encoding", "separator", "map", "write-map")
                if options[name.replace("-", "_")]
            ]:
                raise CommandError(f"{told[0]} is for spreadsheets: {path.name} is a bundle and says all that itself.")
            return read(path)
        read_as = options["map"] and ReadAs.from_file(options["map"])
        if said := {name: options[name] for name in ("encoding", "separator") if options[name]}:
            read_as = replace(read_as or ReadAs(), **said)
        found = understand(path, read_as=read_as, year=options["year"])
        if options["write_map"]:
            said = json.dumps(found.map().as_json(), indent=2, ensure_ascii=False)
            options["write_map"].write_text(said, encoding="utf-8")
        return found.loadable()

    def open(self, year) -> None:
        """Open it where every office of it is published. What was published stands either way."""
        if lacking := [one.sentence for one in missing(year) if one.kind in ("empty", "unpublished", "carried")]:
            last = "What was published stands. open_school_year opens it all the same."
            lacking.append(f"{year} was not opened: visitors would miss this. {last}")
            raise CommandError("\n".join(lacking), returncode=2)
        self.stdout.write("\n".join(open_year(year).sentences))

    def tell(self, bundle, decisions, options) -> Plan:
        reached("Comparing with the drafts")
        plan = make(bundle.edition, decisions=decisions)
        # A decision about a conflict that there is not is a slip: the one it was meant for stays undecided.
        known = {(one.kind, one.slug, one.field) for one in plan.conflicts}
        for one in sorted(decisions.take - known):
            raise CommandError(f"--take {'/'.join(one)}: there is no such conflict. --plan lists them.")
        if options["plan"] and options["json"]:
            self.stdout.write(json.dumps(plan_in_words.as_json(plan, bundle), indent=2, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{line}\n" for line in plan_in_words.lines(plan, bundle))
        if plan.undecided:
            sentence = f"{plan_in_words.undecided(plan)}: --conflicts keep, --conflicts take, or --take for each."
            raise CommandError(f"{sentence} Nothing was written.", returncode=2)
        return plan

    def decisions(self, options) -> Decisions:
        if wrong := [one for one in options["same"] if not said_same(one)]:
            raise CommandError(f"--same {wrong[0]} is not understood. Write office/old-address=new-address.")
        same = dict(map(said_same, options["same"]))
        if wrong := [one for one in options["take"] if not re.fullmatch(r"(office|department)/[\w-]+/[\w-]*", one)]:
            raise CommandError(f"--take {wrong[0]} is not understood. Write office/chief-of-staff/phone.")
        taken = (one.split("/") for one in options["take"])
        take = frozenset((kind, slug, group_of(ENTRY, field)) for kind, slug, field in taken)
        retires = bool(options["retire_missing"])
        return Decisions(conflicts=options["conflicts"], take=take, retire=retires, same=same)

    def agreed(self, plan, options) -> Decisions | None:
        """What was decided about `plan`; None where it was only to be told."""
        if options["plan"]:
            return None
        is_asked = not options["yes"] and sys.stdin.isatty() and sys.stdout.isatty()
        many = plan.unconfirmed if options["retire_missing"] < 2 else 0
        if many and not is_asked:
            sentence = f"{plan_in_words.many_gone(plan)} --retire-missing, written twice, says that this is meant."
            raise CommandError(f"{sentence} Nothing was written.", returncode=2)
        asked = ["Load this?", *([f"{plan_in_words.many_gone(plan)} Mark them all?"] if many else [])]
        if is_asked and not all(input(f"{one} [y/N] ").strip().lower() in ("y", "yes") for one in asked):
            raise CommandError("Nothing was written.")
        return replace(plan.decisions, confirmed=plan.unconfirmed)
