"""Names whose bytes are no UTF-8, as older Japanese software writes them: `/ＭＳ明朝` in Shift_JIS.

pikepdf gives such a key as text that it does not take back, and cannot make text of such a name at all.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Object


def keys_of(holder: Any) -> list[Any]:
    """The keys of a dictionary or stream: text, or for those that are no UTF-8 names, which lead to their values as well."""
    return [_key(key) for key in holder.keys()]  # noqa: SIM118  a pikepdf dictionary is not iterated by name


def _key(key: str) -> Any:
    if key.isascii() or key.isprintable():
        return key
    raw = key.encode("utf-8", "surrogateescape")
    return Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in raw[1:]))


def word(name: object) -> str:
    """A name or string as text, with its slash; what is no UTF-8 is read as Shift_JIS."""
    try:
        return str(name)
    except UnicodeDecodeError:
        return bytes(name).decode("cp932", "replace")  # type: ignore[call-overload, no-any-return]
