"""A bundle: one school year as a fixture and its pictures, read and written."""

import gzip
import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models.entry import PICTURE_NAME
from ..page import pictures as store
from ..words.days import moment
from . import fixture
from .container import PICTURES, open_container
from .edition import Edition
from .problems import Problem, Refused, refused
from .replacing import replacing
from .values import shown


@dataclass
class Bundle:
    """
    What was read. `source` is the file's name, `pictures` what the store may lack: by the store's name, a callable
    that opens the file. `notes` are sentences on what was passed over; `cells` are, by kind and address, the cell of a
    sheet that each field was read from, and under "" the row.
    """

    edition: Edition
    source: str
    checksum: str
    pictures: dict[str, Callable] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @property
    def origin(self) -> dict:
        """What `loading.load` asks of a file besides its edition."""
        return {"source": self.source, "checksum": self.checksum, "pictures": self.pictures}


def read(path, said_last=None) -> Bundle:
    """
    The bundle at `path`: a folder, .zip, .json or .json.gz. Writes nothing. Raises Refused with every problem.

    `said_last` gives, for a checksum, the load that read this very file and what it said, or None.
    """
    container = open_container(path)
    checksum = container.checksum()
    last = said_last and said_last(checksum)
    if last:
        load, edition = last
        note = _("It is the file that was loaded last, on {moment}.").format(moment=moment(load.loaded_at))
        return Bundle(edition, Path(path).name, checksum, notes=[note])
    found = fixture.read(container.let_go(), container.file)
    pictures = _name_pictures(found, container)
    if found.problems:
        raise Refused(*found.problems)
    return Bundle(found.edition, Path(path).name, checksum, pictures, [*container.notes, *found.notes])


def _name_pictures(found, container):
    """
    Put the store's names for pictures, which are those of their content, in place of any they have in a bundle. Returns
    what the store may lack, by its name.
    """
    names, arriving = {}, {}
    for kind, slug, values in found.edition.each():
        if not (given := values.get("image")):
            continue
        # A picture the store has under that very name is what pages will show, whatever the bundle's copy says.
        is_there = PICTURE_NAME.fullmatch(given) and store.is_stored(given)
        if given not in container.pictures and not is_there:
            stem = PurePosixPath(given.replace("\\", "/")).stem.casefold()
            alike = next((one for one in container.pictures if PurePosixPath(one).stem.casefold() == stem), "")
            words = _("the picture {name} is not in the bundle. Put it into {folder}/, or leave this empty.")
            if alike:
                words = _("the picture {name} is not in the bundle, where {other} is: write the name that it has.")
            sentence = words.format(name=shown(given), other=shown(alike), folder=PICTURES)
            found.problem(f"{kind} {slug}", "image", sentence)
        elif given not in names and not is_there:
            try:
                with container.pictures[given]() as file:
                    names[given] = store.examine(file)
                arriving[names[given]] = container.pictures[given]
            except store.PictureRefused as reason:
                found.problems.append(Problem(given, f"{kind} {slug}", "image", str(reason)))
        values["image"] = names.setdefault(given, given)
    unnamed = sorted(container.pictures.keys() - names.keys())
    words = _("{name}: no record names this picture, so it was passed over.")
    found.notes += [words.format(name=name) for name in unnamed]
    return arriving


def write(edition: Edition, target) -> list[str]:
    """
    Write `edition` to `target`: a .zip, .json or .json.gz, or else a folder; the same bytes for the same edition.

    What stood there is replaced at once or stays. Returns sentences on what could not be included. Raises Refused for
    a folder that holds something else.
    """
    target, notes = Path(target), []
    edition = edition.in_order()
    text, is_folder = fixture.write(edition), target.suffix not in (".zip", ".json", ".gz")
    is_bundle = target.is_dir() and {one.name for one in target.iterdir()} <= {fixture.FILE, PICTURES}
    if is_folder and target.exists() and not is_bundle:
        sentence = _("something else is there, and would be lost. Choose a new folder, or one with a bundle in it.")
        raise refused(target.name, sentence)
    with replacing(target, make_parents=is_folder) as fresh:
        if is_folder:
            _write_folder(fresh, text, _there(edition, notes))
        elif target.suffix == ".zip":
            _write_zip(fresh, text, _there(edition, notes))
        else:
            fresh.write_bytes(gzip.compress(text, mtime=0) if target.suffix == ".gz" else text)
            if edition.pictures:
                words = ngettext(
                    "{number} pictures are not in it: write a folder or a .zip for those.",
                    "{number} pictures are not in it: write a folder or a .zip for those.",
                    len(edition.pictures),
                )
                notes.append(words.format(number=len(edition.pictures)))
    return notes


def _there(edition, notes):
    there = {name: store.is_stored(name) for name in sorted(edition.pictures)}
    lacking = (name for name, is_there in there.items() if not is_there)
    words = _("The picture {name} is missing from the store, so the bundle lacks it.")
    notes += [words.format(name=name) for name in lacking]
    return [name for name, is_there in there.items() if is_there]


def _write_zip(file, text, pictures):
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, fixture.FILE, text, zipfile.ZIP_DEFLATED)
        for name in pictures:
            with store.open_master(name) as picture:
                _add(archive, name, picture.read(), zipfile.ZIP_STORED)


def _add(archive, name, data, compression):
    info = zipfile.ZipInfo(name)  # of 1980: when it was written is no part of a directory
    info.external_attr, info.compress_type, info.create_system = 0o644 << 16, compression, 3
    archive.writestr(info, data)


def _write_folder(folder, text, pictures):
    (folder / PICTURES).mkdir(parents=True)
    (folder / fixture.FILE).write_bytes(text)
    for name in pictures:
        with store.open_master(name) as picture, (folder / name).open("wb") as file:
            shutil.copyfileobj(picture, file)


def zipped(edition: Edition) -> tuple[bytes, list[str]]:
    """The bundle as a .zip in memory, for a download, and the notes of `write`."""
    notes, file = [], io.BytesIO()
    _write_zip(file, fixture.write(edition.in_order()), _there(edition, notes))
    return file.getvalue(), notes
