"""Pictures inside PDFs, as bytes: what a camera or a program wrote into them besides the picture."""

from __future__ import annotations

#: JPEG segments that belong to the picture: JFIF, ICC profile, Adobe's colour transform (ITU-T T.81 §B.1.1.3).
_KEPT = {0xE0, 0xE2, 0xEE}
_JFIF = 16
#: Boxes of a JPEG 2000 file that belong to the picture (ITU-T T.800 §I.5).
_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def without_jpeg_notes(data: bytes) -> bytes:
    """A JPEG without comments, EXIF (place, camera, owner), small pictures and what follows its end; the picture is untouched.

    What is no sound JPEG comes back as it is.
    """
    if not data.startswith(b"\xff\xd8"):
        return data
    pieces, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fill bytes
            place += 1
            continue
        if marker == 0xDA:  # from here on there is nothing but the picture, up to its end
            end = data.rfind(b"\xff\xd9") if data.count(b"\xff\xd9", place) == 1 else _end(data, place)
            pieces.append(data[place : end + 2] if end > place else data[place:])
            return b"".join(pieces)
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2:
            return data
        segment = data[place : place + 2 + length]
        if marker == 0xE0 and segment[4:9] == b"JFIF\x00":
            segment = segment[:2] + _JFIF.to_bytes(2, "big") + segment[4:16] + b"\x00\x00"  # without its thumbnail
            pieces.append(segment)
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or (marker in _KEPT and _belongs(marker, segment)):
            pieces.append(segment)
        place += 2 + length
    return data


def _belongs(marker: int, segment: bytes) -> bool:
    return marker == 0xEE or (marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\x00")


def _end(data: bytes, place: int) -> int:
    """Where the picture ends: the first end mark after its scans, which may be several."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == 0xD9:
            return place
        skipped = marker not in {0x00, 0xFF} and not 0xD0 <= marker <= 0xD7
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big") if skipped else 1 if marker == 0xFF else 2
    return -1


def without_jpeg2000_notes(data: bytes) -> bytes:
    """A JPEG 2000 file without its boxes of XML and other notes; a bare code stream, or what is no file, as it is."""
    if data[4:8] != b"jP  ":
        return data
    pieces, place = [], 0
    while place + 8 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if length == 1:
            length = int.from_bytes(data[place + 8 : place + 16], "big")
        length = length or len(data) - place
        if length < 8:
            return data
        if kind in _BOXES:
            pieces.append(data[place : place + length])
        place += length
    return b"".join(pieces)
