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
from functools import partial
from pathlib import Path, PurePosixPath

from .fixture import FILE
from .problems import Problem, Refused

PICTURES = "images"
MAX_FIXTURE = 200 * 1024 * 1024  # 10,000 departments are about 15 MB
MAX_PICTURE = 20 * 1024 * 1024
MAX_TOTAL = 2 * 1024 * 1024 * 1024
MAX_FILES = 50_000
# What file managers leave behind.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass
class Container:
    """`fixture` is the text; `pictures` are by their name in the bundle ("images/…"), each opened when called."""

    fixture: bytes
    file: str = FILE
    pictures: dict[str, Callable] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

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
        raise _refused(path.name, "there is no such file or folder. Check the path.") from reason
    except (OSError, ValueError) as reason:
        told = getattr(reason, "strerror", None) or "the path is no path"
        raise _refused(path.name, f"it cannot be opened ({told}). Check the path and its permissions.") from reason
    if start.startswith(b"PK"):
        return _zip(path)
    data = _gunzipped(path) if start.startswith(b"\x1f\x8b") else _whole(path, MAX_FIXTURE)
    return Container(data, path.name, _pictures_in(path.parent / PICTURES, path.parent, []))


def _refused(file, sentence):
    return Refused(Problem(file, "", "", sentence))


def _whole(path, limit):
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise _refused(path.name, f"it is larger than {limit // 1024 // 1024} MB. No directory is.")
    return data


def _gunzipped(path):
    try:
        with gzip.open(path) as file:
            data = file.read(MAX_FIXTURE + 1)
    except (OSError, EOFError, zlib.error) as reason:
        raise _refused(path.name, "it is damaged: it cannot be unpacked to its end. Send it again.") from reason
    if len(data) > MAX_FIXTURE:
        raise _refused(path.name, f"it unpacks to more than {MAX_FIXTURE // 1024 // 1024} MB. No directory does.")
    return data


def _folder(path):
    for name, unpack in ((FILE, lambda p: _whole(p, MAX_FIXTURE)), (f"{FILE}.gz", _gunzipped)):
        if (path / name).is_file():
            problems = []
            pictures = _pictures_in(path / PICTURES, path, problems)
            if not (path / name).resolve().is_relative_to(path.resolve()):
                problems.append(Problem(name, "", "", "it is a link that leads out of the bundle. Put the file there."))
            if problems:
                raise Refused(*problems)
            return Container(unpack(path / name), name, pictures)
    raise _refused(path.name, f"the folder has no {FILE}. Choose the folder that dump_school_year wrote.")


def _pictures_in(folder, bundle, problems):
    pictures = {}
    if not folder.is_dir():
        return pictures
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(bundle).as_posix()
        if path.name in _LITTER or path.is_dir():
            continue
        if not path.resolve().is_relative_to(bundle.resolve()):
            problems.append(Problem(name, "", "", "it is a link that leads out of the bundle. Put the file there."))
        elif path.is_file():
            pictures[name] = partial(path.open, "rb")
    return pictures


def _zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            members, problems = _members(archive)
            if problems:
                raise Refused(*problems)
            return _unpacked(path, archive, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, UnicodeDecodeError, OSError) as reason:
        raise _refused(path.name, "it is a damaged .zip, or of a kind we cannot read. Make it again.") from reason


def _members(archive):
    """The files by their name inside the bundle: people also zip the folder itself, not what is in it."""
    members, problems = {}, []
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_FILES:
        return {}, [Problem("", "", "", f"the .zip has {len(infos)} files; {MAX_FILES} are the most.")]
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        return {}, [Problem("", "", "", "the .zip unpacks to more than 2 GB. No directory does.")]
    for info in infos:
        path = PurePosixPath(info.filename)
        if path.parts[:1] == ("__MACOSX",) or path.name in _LITTER:
            continue
        sentence = _wrong_member(info, path)
        if info.filename in members:
            sentence = "it is in the .zip twice. Make the .zip again."
        if sentence:
            problems.append(Problem(info.filename[:120], "", "", sentence))
        members[info.filename] = info
    tops = {name.split("/")[0] for name in members}
    if len(tops) == 1 and FILE not in members and f"{FILE}.gz" not in members:
        top = tops.pop()
        members = {name.removeprefix(f"{top}/"): info for name, info in members.items()}
    return members, problems


def _wrong_member(info, path):
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename:
        return "its path leads out of the bundle. Make the .zip again from the folder."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link. Put the file itself into the .zip."
    if info.flag_bits & 0x1:
        return "it is locked with a password. Make the .zip without one."
    return ""


def _unpacked(path, archive, members):
    name = next((name for name in (FILE, f"{FILE}.gz") if name in members), None)
    if name is None:
        raise _refused(path.name, f"the .zip has no {FILE}. Zip the folder that dump_school_year wrote.")
    data = _member(archive, members[name], MAX_FIXTURE)
    if name.endswith(".gz"):
        data = _limited_gunzip(name, data)
    pictures = {
        inside: partial(_open_member, path, info.filename)
        for inside, info in members.items()
        if inside.startswith(f"{PICTURES}/")
    }
    # Read once now, so that a damaged picture is told with everything else.
    for inside in pictures:
        _member(archive, members[inside], MAX_PICTURE)
    others = sorted(members.keys() - pictures.keys() - {name})
    return Container(data, name, pictures, [f"{other} is no part of a bundle and was passed over." for other in others])


def _limited_gunzip(name, data):
    try:
        text = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_FIXTURE + 1)
    except (OSError, EOFError, zlib.error) as reason:
        raise _refused(name, "it is damaged: it cannot be unpacked to its end. Make it again.") from reason
    if len(text) > MAX_FIXTURE:
        raise _refused(name, f"it unpacks to more than {MAX_FIXTURE // 1024 // 1024} MB. No directory does.")
    return text


def _member(archive, info, limit):
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as reason:
        raise _refused(info.filename[:120], "it is damaged inside the .zip. Make the .zip again.") from reason
    if len(data) > limit:
        raise _refused(info.filename[:120], f"it unpacks to more than {limit // 1024 // 1024} MB. Make it smaller.")
    return data


def _open_member(path, name):
    with zipfile.ZipFile(path) as archive:
        return io.BytesIO(_member(archive, archive.getinfo(name), MAX_PICTURE))
