"""What is accepted as a picture, and what becomes of it."""

import io
import os
import re
import struct
import zlib

import pillow_heif
import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageColor

from departments.models.entry import PICTURE_NAME
from departments.page import pictures
from tests.making import picture_file


def test_a_picture_is_named_by_its_content_and_size():
    name = pictures.accept(picture_file(500, 300))

    assert PICTURE_NAME.fullmatch(name)
    assert name.endswith("-500x300.webp")
    assert pictures.widths_of(name) == (400, 500)
    assert pictures.is_stored(name)
    assert name == pictures.accept(picture_file(500, 300, format="WEBP", lossless=True))
    assert name != pictures.accept(picture_file(500, 300, colour="navy"))


@pytest.mark.thorough
def test_every_size_and_format_is_made():
    name = pictures.accept(picture_file(1000, 500))

    sizes = {}
    for width in (400, 800, 1000):
        for ending in ("avif", "webp", "jpg"):
            with (
                default_storage.open(pictures.rendition(name, width, ending)) as file,
                Image.open(file) as image,
            ):
                sizes[width, ending] = image.size
    expected = {400: (400, 200), 800: (800, 400), 1000: (1000, 500)}
    assert sizes == {(w, e): expected[w] for w in expected for e in ("avif", "webp", "jpg")}


@pytest.mark.thorough
def test_accepting_a_master_again_gives_the_same_name():
    name = pictures.accept(picture_file(2000, 1000))
    assert name.endswith("-1600x800.webp")
    with default_storage.open(name) as master:
        assert pictures.accept(master) == name


def test_a_photo_is_turned_upright_and_loses_its_metadata():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x8825] = {1: "N", 2: (43.0, 2.0, 20.0)}  # GPS
    name = pictures.accept(picture_file(90, 40, format="JPEG", exif=exif))

    assert name.endswith("-40x90.webp")
    for stored in (name, *(pictures.rendition(name, 40, ending) for ending in ("jpg", "webp", "avif"))):
        with default_storage.open(stored) as file:
            data = file.read()
        assert b"Exif" not in data and b"GPS" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif()


def _png_that_says(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    )  # fmt: skip


def _bytes(**options):
    return picture_file(**options).read()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no picture we can read"),
        (b"not a picture", "no picture we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture we can read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture we can read"),
        (_bytes(width=600, height=400, format="TIFF"), "no picture we can read"),
        (_bytes(width=600, height=400, format="JPEG")[:900], "damaged"),
        (_png_that_says(60_000, 1), "60000 by 1 pixels"),
        (_png_that_says(8_000, 8_000), "8000 by 8000 pixels"),
        (_png_that_says(30_000, 30_000), "too many pixels"),
        (_bytes(width=8_000, height=5_100), "the whole 40 million. Save it smaller: 1,600 pixels wide are enough."),
        (
            _bytes(width=11_000, height=6_000, format="JPEG"),
            "the whole 60 million. Save it smaller: 1,600 pixels wide are enough.",
        ),
        (_bytes(width=600, height=400, format="HEIF")[:-40], "damaged"),
        (_bytes(width=1, height=50), "1 by 50 pixels"),
    ],
)
def test_what_is_no_usable_picture_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(pictures.PictureRefused, match=re.escape(sentence)):
        pictures.accept(io.BytesIO(data))


def test_a_picture_over_the_byte_limit_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    with pytest.raises(pictures.PictureRefused, match="larger than"):
        pictures.accept(io.BytesIO(bytes(1001)))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
def test_every_kind_of_pixel_becomes_plain_colour(mode):
    format = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (30, 20))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if format == "TIFF" else format)
    buffer.seek(0)

    name = pictures.accept(buffer)

    with default_storage.open(name) as file, Image.open(file) as kept:
        assert (kept.mode, kept.size) == ("RGB", (30, 20))


def _see_through_palette(buffer):
    image = Image.new("P", (10, 10), 1)
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.save(buffer, "PNG", transparency=1)


def _see_through_with_a_profile(buffer):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGBA", (10, 10), (200, 0, 0, 0)).save(buffer, "PNG", icc_profile=profile)


@pytest.mark.parametrize("save", [_see_through_palette, _see_through_with_a_profile])
def test_what_is_transparent_stands_on_white(save):
    save(buffer := io.BytesIO())
    buffer.seek(0)
    with default_storage.open(pictures.accept(buffer)) as file, Image.open(file) as kept:
        assert kept.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bit_grey_is_scaled_not_clipped():
    image = Image.new("I;16", (10, 10), 32_768)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)

    with default_storage.open(pictures.accept(buffer)) as file, Image.open(file) as kept:
        assert abs(kept.getpixel((5, 5))[0] - 127) <= 1


def test_a_name_that_is_not_ours_is_not_in_the_store():
    assert not pictures.is_stored("images/../../settings.py")
    assert not pictures.is_stored("images/" + "0" * 64 + "-10x10.webp")


def _with_a_profile(profile):
    return _bytes(width=640, height=400, format="JPEG", icc_profile=profile)


def _with_exif(exif):
    return _bytes(width=640, height=400, format="JPEG", exif=b"Exif\0\0" + exif)


_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
_ENDLESS = b"II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\x01\0\0\0\xff\xff\xff\xff" * 5
_PLACELESS = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\xff\xff\xff\xff\xff\xff\xff\xff"


@pytest.mark.parametrize(
    "data",
    [
        *map(_with_a_profile, [b"no profile", _SRGB[:200], _SRGB[:128] + b"\xff" * 400, _SRGB[::-1]]),
        *map(_with_exif, [b"", b"II", b"what?", _ENDLESS, _PLACELESS]),
    ],
)
def test_a_damaged_profile_or_exif_costs_itself_and_not_the_picture(data):
    name = pictures.accept(io.BytesIO(data))
    assert name.endswith("-640x400.webp")
    with default_storage.open(name) as file, Image.open(file) as kept:
        assert max(abs(a - b) for a, b in zip(kept.getpixel((9, 9)), ImageColor.getrgb("teal"), strict=True)) <= 4


def test_a_step_after_decoding_that_fails_is_a_refusal(monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("no room")

    monkeypatch.setattr(Image.Image, "thumbnail", fails)
    with pytest.raises(pictures.PictureRefused, match="damaged"):
        pictures.accept(picture_file(500, 300))


@pytest.mark.parametrize(("fails_at", "colour"), [("webp", "olive"), ("jpg", "maroon")])
def test_a_store_that_is_full_refuses_in_a_sentence_and_keeps_no_master(monkeypatch, fails_at, colour):
    replace = os.replace

    def full(source, target):
        if str(target).endswith(fails_at):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(pictures.PictureRefused, match="could not be kept just now"):
        pictures.accept(picture_file(500, 300, colour=colour))
    monkeypatch.undo()
    assert not pictures.is_stored(pictures.examine(picture_file(500, 300, colour=colour)))


def _photograph(format, width, height, **options):
    """Of a camera: red on the left, teal on the right."""
    image = Image.new("RGB", (width, height), "teal")
    image.paste("red", (0, 0, width // 2, height))
    image.save(buffer := io.BytesIO(), format, **options)
    buffer.seek(0)
    return buffer


def test_a_photograph_of_a_phone_is_taken_turned_upright_and_without_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif[0x8825] = {1: "N", 2: (43.0, 2.0, 20.0)}
    heic = _photograph("HEIF", 640, 480, exif=exif.tobytes())
    assert pillow_heif.is_supported(heic)
    name = pictures.accept(heic)
    assert name.endswith("-480x640.webp")
    with default_storage.open(name) as file:
        assert b"Exif" not in file.read()
    with default_storage.open(name) as file, Image.open(file) as kept:
        above, below = kept.getpixel((240, 20)), kept.getpixel((240, 620))
    assert above[0] > 200 > 60 > below[0]


@pytest.mark.thorough
@pytest.mark.parametrize("format", ["JPEG", pytest.param("HEIF", marks=pytest.mark.exhaustive)])  # made in 8 seconds
def test_a_photograph_of_48_megapixels_is_taken_at_the_size_of_a_master(format):
    name = pictures.examine(_photograph(format, 8064, 6048))
    assert name.endswith("-1600x1200.webp")


@pytest.mark.thorough
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16"])
def test_what_is_made_smaller_first_has_the_colours_it_had(monkeypatch, mode):
    image = Image.new("RGBA", (3300, 50), (200, 0, 0, 255)).convert("L" if mode == "I;16" else mode)
    (image.convert("I;16") if mode == "I;16" else image).save(buffer := io.BytesIO(), "PNG")
    colours = []
    for bound in (pictures.AT_ONCE, 1000):
        monkeypatch.setattr(pictures, "AT_ONCE", bound)
        buffer.seek(0)
        with default_storage.open(pictures.accept(buffer)) as file, Image.open(file) as kept:
            assert kept.size[0] == 1600
            colours.append(kept.getpixel((800, 12)))
    assert max(abs(a - b) for a, b in zip(*colours, strict=True)) <= 5


def test_a_damaged_picture_that_is_to_be_turned_is_refused_and_not_half_kept():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = _photograph("JPEG", 900, 600, exif=exif).getvalue()
    with pytest.raises(pictures.PictureRefused, match="damaged"):
        pictures.accept(io.BytesIO(data[: len(data) * 2 // 3]))
