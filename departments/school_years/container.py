"""
The files of a bundle, wherever they are: in a folder, in a .zip, or a fixture by itself (also gzip).

A container may come from anywhere. Nothing is unpacked to disk, no name leads out of it, and what is read is bounded
by what is found while reading, not by what a header says.
"""

import gzip
import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .fixture import FILE
from .problems import Problem, Refused, refused
from .too_much import lists_too_many

PICTURES = "images"
MAX_FIXTURE = 64 * 1024 * 1024  # 10,000 departments are about 15 MB
MAX_PICTURE = 20 * 1024 * 1024
MAX_TOTAL = 2 * 1024 * 1024 * 1024
MAX_FILES = 10_000  # a picture for each department; to keep one takes a second
_FIXTURES = (FILE, f"{FILE}.gz")
# What file managers leave behind.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass
class Container:
    """`fixture` is the text; `pictures` are by their name in the bundle ("images/…"), each opened when called."""

    fixture: bytes
    file: str = FILE
    pictures: dict[str, Callable] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def let_go(self) -> bytes:
        """`fixture`, which is not held here any longer: of a large year it is 30 MB, and once read nobody asks."""
        data, self.fixture = self.fixture, b""
        return data

    def checksum(self) -> str:
        """SHA-256 in hexadecimal of all that is in it, the same for a folder and for its .zip."""
        whole = hashlib.sha256(self.fixture)
        for name, open_file in sorted(self.pictures.items()):
            with open_file() as file:
                whole.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(file.read()).digest())
        return whole.hexdigest()


def open_container(path) -> Container:
    """The container at `path`. Raises Refused with every problem that keeps it from being read."""
    path = Path(path)
    try:
        if path.is_dir():
            return _folder(path)
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError as reason:
        raise refused(path.name, _("there is no such file or folder. Check the path.")) from reason
    except (OSError, ValueError) as reason:
        told = getattr(reason, "strerror", None) or _("the path is no path")
        words = _("it cannot be opened ({reason}). Check the path and its permissions.")
        raise refused(path.name, words.format(reason=told)) from reason
    if start.startswith(b"PK"):
        return _zip(path)
    data = _whole(path.name, partial(gzip.open if start.startswith(b"\x1f\x8b") else open, path, "rb"))
    return Container(data, path.name, _pictures_in(path.parent, []))


def _whole(name, open_file, limit=MAX_FIXTURE):
    """All that is in a file, unpacked. Raises Refused for one that is damaged, or has more than `limit` bytes."""
    try:
        with open_file() as file:
            data = file.read(limit + 1)
    except _DAMAGED as reason:
        raise refused(name, _("it is damaged: it cannot be unpacked to its end. Make it again.")) from reason
    if len(data) > limit:
        words = _("it has more than {number} MB. Send only the directory, or a smaller picture.")
        raise refused(name, words.format(number=limit // 1024 // 1024))
    return data


# What else there is (OSError) is told as a fault of the whole container.
_DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def _unpacking(name, open_file):
    return (lambda: gzip.open(open_file())) if name.endswith(".gz") else open_file


def _folder(path):
    name = next((name for name in _FIXTURES if (path / name).is_file()), None)
    if name is None:
        there = (one.relative_to(path).as_posix() for one in islice(chain(path.glob("*"), path.glob("*/*")), MAX_FILES))
        none = _("the folder has no {file}. Choose the folder that dump_school_year wrote.")
        other = _("the folder has no {file} at its top, but {others}. Choose the folder that has it as {file}.")
        raise _without_fixture(path.name, there, none, other)
    problems = []
    pictures = _pictures_in(path, problems)
    problems += _leading_out(path / name, name, path)
    if problems:
        raise Refused(*problems)
    return Container(_whole(name, _unpacking(name, partial(open, path / name, "rb"))), name, pictures)


def _without_fixture(name, there, none, other):
    """That a bundle has `none` where it belongs; with what it has elsewhere, or called nearly so, the `other`."""
    others = sorted(one for one in there if one.rpartition("/")[2].casefold() in _FIXTURES)[:3]
    if not others:
        return refused(name, none.format(file=FILE))
    told = reduce(lambda some, one: _("{some} and {one}").format(some=some, one=one), others)
    return refused(name, other.format(file=FILE, others=told))


def _leading_out(path, name, bundle):
    if not path.resolve().is_relative_to(bundle.resolve()):
        yield Problem(name, "", "", _("it is a link that leads out of the bundle. Put the file there."))


def _pictures_in(bundle, problems):
    pictures = {}
    for path in sorted((bundle / PICTURES).rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.name in _LITTER or path.is_dir():
            continue
        found = list(_leading_out(path, name, bundle))
        problems += found
        if not found and path.is_file():
            pictures[name] = partial(path.open, "rb")
    return pictures


def _zip(path):
    try:
        if lists_too_many(path):
            words = _("it has more than {number} files. Zip only the folder of the directory.")
            raise refused(path.name, words.format(number=MAX_FILES))
        archive = zipfile.ZipFile(path)  # open as long as the container: to open it is to read its whole table
        members, problems = _members(archive)
        if problems:
            raise Refused(*problems)
        return _unpacked(path.name, archive, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, UnicodeDecodeError, OSError) as reason:
        raise refused(path.name, _("it is a damaged .zip, or of a kind we cannot read. Make it again.")) from reason


def _members(archive):
    """
    The files by their name inside the bundle: people also zip the folder itself, with a note beside it perhaps, and
    some programs of Windows write backslashes.
    """
    members, problems = {}, []
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_FILES:
        words = ngettext(
            "the .zip has {number} file; {most} are the most.",
            "the .zip has {number} files; {most} are the most.",
            len(infos),
        )
        return {}, [Problem("", "", "", words.format(number=len(infos), most=MAX_FILES))]
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        return {}, [Problem("", "", "", _("the .zip unpacks to more than 2 GB. No directory does."))]
    for info in infos:
        name = info.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if path.parts[:1] == ("__MACOSX",) or path.name in _LITTER:
            continue
        sentence = _wrong_member(info, path)
        if name in members:
            sentence = _("it is in the .zip twice. Make the .zip again.")
        if sentence:
            problems.append(Problem(info.filename[:120], "", "", sentence))
        members[name] = info
    fixtures = [name for name in members if name.split("/", 1)[-1] in _FIXTURES]
    if len(fixtures) == 1 and members.keys().isdisjoint(_FIXTURES):
        top = fixtures[0].split("/")[0]
        members = {name.removeprefix(f"{top}/"): info for name, info in members.items()}
    return members, problems


def _wrong_member(info, path):
    if path.is_absolute() or ".." in path.parts or ":" in info.filename:
        return _("its path leads out of the bundle. Make the .zip again from the folder.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return _("it is a link. Put the file itself into the .zip.")
    if info.flag_bits & 0x1:
        return _("it is locked with a password. Make the .zip without one.")
    return ""


def _unpacked(file_name, archive, members):
    name = next((name for name in _FIXTURES if name in members), None)
    if name is None:
        none = _("the .zip has no {file}. Zip the folder that dump_school_year wrote.")
        other = _("the .zip has no {file} at its top, but {others}. Zip the folder that has it as {file}.")
        raise _without_fixture(file_name, members, none, other)
    data = _whole(name, _unpacking(name, partial(archive.open, members[name])))
    pictures = {inside: info for inside, info in members.items() if inside.startswith(f"{PICTURES}/")}
    openers = {inside: partial(_opened, inside, archive, info) for inside, info in pictures.items()}
    for opened in openers.values():  # read once now, so that a damaged picture is told with everything else
        opened()
    others = sorted(members.keys() - pictures.keys() - {name})
    words = _("{name} is no part of a bundle and was passed over.")
    return Container(data, name, openers, [words.format(name=other) for other in others])


def _opened(name, archive, info):
    return io.BytesIO(_whole(name[:120], partial(archive.open, info), MAX_PICTURE))
