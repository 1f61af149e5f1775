"""Pictures taken in as attachments: made smaller and freed of the place where they were taken."""

import io
import struct
import zlib
from datetime import UTC, datetime
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.services.errors import BadAttachment

MAX_SIDE: Final = 2560
MAX_PIXELS: Final = 120_000_000
CAMERA_ZONE: Final = "+08:00"
BROKEN: Final = (
    *(UnidentifiedImageError, Image.DecompressionBombError),
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
)
"""What the library raises for pictures that are damaged or made to do harm."""
LIMIT_MEGABYTES: Final = 50
"""What a person is told about pictures that are too large."""


def shrunk(name: str, data: bytes) -> tuple[bytes, str, datetime | None]:
    """Give a picture upright, at most 2,560 pixels wide and high, without the place it was taken; and when it was.

    Raises BadAttachment for what is no picture, or one too large to open.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadAttachment("too_large", name=name, size=len(data), limit=LIMIT_MEGABYTES)
            taken = _taken_at(image)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            out = io.BytesIO()
            if image.format == "JPEG":
                upright.convert("RGB").save(out, "JPEG", quality=88)
                return out.getvalue(), "image/jpeg", taken
            bare = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
            bare.info.clear()
            bare.save(out, "PNG", optimize=False)
            return out.getvalue(), "image/png", taken
    except BROKEN as error:
        raise BadAttachment("attachment_not_a_picture", name=name) from error


def _taken_at(image: Image.Image) -> datetime | None:
    """Read the camera's own time; a camera that names no zone shows the time of China."""
    exif = image.getexif().get_ifd(0x8769)
    text, zone = str(exif.get(0x9003, "")), str(exif.get(0x9011, CAMERA_ZONE))
    try:
        return datetime.strptime(f"{text} {zone.strip()}", "%Y:%m:%d %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None
