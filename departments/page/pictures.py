"""
Pictures: what is accepted, and the files a page shows.

An accepted picture is decoded, turned upright, stripped of everything but its pixels, and kept as a lossless master
of at most 1,600 pixels a side, beside smaller files for pages. Its name is the SHA-256 of those pixels and the size:
`images/<hash>-1600x1000.webp`. The same picture therefore has one name wherever it is uploaded, a file never changes
under its name, and a page knows its width and height without opening it. The upload itself is not kept: it may carry
the place where a photo was taken.
"""

import contextlib
import hashlib
import io
import logging
import warnings

import pillow_heif
from django.core.cache import cache
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ..models.entry import PICTURE_NAME
from .public_urls import address
from .storage import store

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS, MAX_PIXELS_OF_PHOTOGRAPHS = 40_000_000, 60_000_000
PHOTOGRAPHS = ("JPEG", "MPO", "HEIF")  # what cameras write, and what takes least room to decode
SIDES = (2, 12_000)
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
READ = gettext_lazy("JPEG, PNG, WebP, AVIF, GIF or HEIC")
LONGEST = 1600
SMALLER = format_lazy(gettext_lazy("Save it smaller: {width} pixels wide are enough."), width=f"{LONGEST:,}")
# Pixels of which there may be several copies at once. What has more is made smaller before anything else.
AT_ONCE = 16_000_000
WIDTHS = (400, 800, 1600)
# Up to this width, which phones get, AVIF is packed four times as long: an eighth smaller at the same quality.
PACKED_LONGER = 800
RENDITIONS = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True},
}
log = logging.getLogger(__name__)


class PictureRefused(ValueError):
    """The upload cannot be used, for a reason told in a sentence."""


def accept(upload) -> str:
    """
    Check and keep `upload`, a binary file object; returns the picture's name.

    Raises PictureRefused. Accepting a picture again, or a master this made, returns the same name.
    """
    name, image = _prepared(upload)
    try:
        for width in widths_of(name):
            size = (width, max(1, round(image.height * width / image.width)))
            smaller = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
            for ending, options in RENDITIONS.items():
                longer = {"speed": 6} if ending == "avif" and width <= PACKED_LONGER else {}
                _keep(rendition(name, width, ending), smaller, **options | longer)
        # The master last: where it stands, its renditions do too.
        _keep(name, image, format="WEBP", lossless=True, exact=True)
    except Exception as error:  # an encoder, or a store: each raises whatever it likes
        log.exception("The picture %s could not be kept.", name)
        raise PictureRefused(_("The picture could not be kept just now. Try again later, or without it.")) from error
    return name


def examine(upload) -> str:
    """The name `accept` would give `upload`, and nothing is kept. Raises PictureRefused."""
    return _prepared(upload)[0]


def _prepared(upload):
    image = _decoded(upload)
    content = hashlib.sha256(f"{image.mode} {image.size}".encode() + image.tobytes()).hexdigest()
    return f"images/{content}-{image.width}x{image.height}.webp", image


def discard(name: str) -> None:
    """Remove the files of the picture `name`. Whether anything shows it is for the caller to know."""
    cache.delete(_stored_key(name))
    # The master first: without it the picture counts as missing, whatever is left of it.
    files = store()
    files.delete(name)
    for width in widths_of(name):
        for ending in RENDITIONS:
            files.delete(rendition(name, width, ending))


def open_master(name: str) -> File:
    """The lossless file of the stored picture `name`, opened for reading."""
    return store().open(name)


def is_stored(name: str) -> bool:
    """Whether the files of the picture `name` are in the store. Remembered for a minute where they are."""
    key = _stored_key(name)
    if cache.get(key):
        return True
    if not PICTURE_NAME.fullmatch(name) or not store().exists(name):
        return False
    cache.set(key, True, 60)
    return True


def _stored_key(name):
    return f"picture-stored-{hashlib.sha256(name.encode()).hexdigest()}"


def widths_of(name: str) -> tuple[int, ...]:
    """The widths, in pixels, the picture `name` is served in: never wider than it is."""
    own = int(PICTURE_NAME.sub(r"\g<width>", name))
    return (*(width for width in WIDTHS if width < own), own)


def rendition(name: str, width: int, ending: str) -> str:
    """The store's name of the picture `name` at `width` pixels in the format `ending` (avif, webp, jpg)."""
    return f"{name.removesuffix('.webp')}-w{width}.{ending}"


def url(name: str) -> str:
    """The address of the file `name`: a store on a disk is served by us, any other says where."""
    files = store()
    if isinstance(files, FileSystemStorage):
        return address("picture", name.removeprefix("images/"))
    return files.url(name)


def small_url(name: str) -> str:
    """The address of the smallest JPEG of the picture `name`."""
    return url(rendition(name, widths_of(name)[0], "jpg"))


def _decoded(upload):
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        told = _("The picture is larger than {most} MB.").format(most=MAX_BYTES // 1024 // 1024)
        raise PictureRefused(f"{told} {SMALLER}")
    try:
        with warnings.catch_warnings():
            # Only Pillow's own bomb warning: anything else it says of a file is no reason to refuse it.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL|pillow_heif")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(*image.size, MAX_PIXELS_OF_PHOTOGRAPHS if image.format in PHOTOGRAPHS else MAX_PIXELS)
                return _upright(image)
    except PictureRefused:
        raise
    except UnidentifiedImageError as error:
        told = _("This is no picture we can read. Save or export it as {formats}.").format(formats=READ)
        raise PictureRefused(told) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureRefused(f"{_('The picture has too many pixels.')} {SMALLER}") from error
    except Exception as error:  # decoders raise whatever they like on a damaged file
        raise PictureRefused(_("The picture is damaged and cannot be read to its end. Export it again.")) from error


def _check_size(width, height, most):
    if min(width, height) < SIDES[0] or max(width, height) > SIDES[1] or width * height > most:
        told = _(
            "The picture is {width} by {height} pixels. Each side may have {least} to {most} pixels, and the whole "
            "{millions} million."
        ).format(width=width, height=height, least=SIDES[0], most=f"{SIDES[1]:,}", millions=most // 1_000_000)
        raise PictureRefused(f"{told} {SMALLER}")


def _upright(image):
    """`image` decoded, turned as its EXIF says, in sRGB with 8 bits, on white if transparent, of the master's size."""
    image.draft(None, (LONGEST, LONGEST) if image.width * image.height > AT_ONCE else image.size)
    image.load()
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if image.width * image.height > AT_ONCE:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB") if image.mode in ("1", "P") else image
        image = image.reduce(max(1, max(image.size) // LONGEST))
    with contextlib.suppress(Exception):  # what cannot be read of EXIF costs itself and not the picture
        image = ImageOps.exif_transpose(image)
    image = _in_srgb(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return Image.frombytes("RGB", image.size, image.tobytes())  # pixels and nothing else


def _in_srgb(image):
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except Exception:  # the library raises OSError, TypeError and its own
        return image  # a broken profile costs the colours' exactness, not the picture


def _keep(name, image, **options):
    files = store()
    if files.exists(name):
        return
    buffer = io.BytesIO()
    image.save(buffer, **options)
    files.save(name, ContentFile(buffer.getvalue()))
