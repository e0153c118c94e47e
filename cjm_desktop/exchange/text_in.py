"""Bytes of a text file whose encoding nobody states: UTF-8 with or without mark, UTF-16, else Windows-1252."""

from __future__ import annotations

from cjm_desktop.document import Message

from .errors import ImportFailed


def decoded(data: bytes) -> str:
    """The text of a file. Raises :class:`~.errors.ImportFailed` when it is not text at all."""
    candidates: tuple[str, ...]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ("utf-16",)
    elif b"\x00" in data[:200]:
        # UTF-16 without its mark: Latin letters leave every other byte zero.
        candidates = ("utf-16-le",) if data[1:2] == b"\x00" else ("utf-16-be",)
    else:
        candidates = ("utf-8-sig", "cp1252")
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise ImportFailed(Message("The file is not text."))
