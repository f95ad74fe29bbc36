"""Pictures inside PDFs, as bytes: what a camera or a program wrote into them besides the picture."""

from __future__ import annotations

#: JPEG segments that belong to the picture: JFIF, ICC profile, Adobe's colour transform (ITU-T T.81 §B.1.1.3).
_KEPT = {0xE0, 0xE2, 0xEE}


def without_jpeg_notes(data: bytes) -> bytes:
    """A JPEG without comments, EXIF (place, camera, owner) and other application segments; the picture is untouched.

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
        if marker == 0xDA:  # from here on there is nothing but the picture
            pieces.append(data[place:])
            return b"".join(pieces)
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2:
            return data
        profile = marker != 0xE2 or data[place + 4 : place + 16] == b"ICC_PROFILE\x00"
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or (marker in _KEPT and profile):
            pieces.append(data[place : place + 2 + length])
        place += 2 + length
    return data
