"""Bytes of a text file whose encoding nobody states.

UTF-8 with or without mark, UTF-16, else what a spreadsheet in one of our languages writes on Windows: code page 1252
in western Europe, 1250 in Hungary.
"""

from __future__ import annotations

from cjm_desktop.document import Message

from .errors import ImportFailed

#: Largest text that is read, in bytes, and most lines; the largest journey there can be needs a part of it.
MOST_BYTES, MOST_LINES = 16 * 1024 * 1024, 400_000
#: What is said of a larger one.
TOO_LARGE = Message("The file is too large to hold a journey.")

# ő ű Ő Ű of code page 1250; the same bytes are õ û Õ Û in 1252, letters that none of our languages needs.
_HUNGARIAN = frozenset(b"\xf5\xfb\xd5\xdb")
# à å æ è ê ï ñ ø and their capitals in code page 1252: where one stands, the text is not Hungarian.
_WESTERN = frozenset(b"\xe0\xe5\xe6\xe8\xea\xef\xf1\xf8\xc0\xc5\xc6\xc8\xca\xcf\xd1\xd8")


def decoded(data: bytes) -> str:
    """The text of a file. Raises :class:`~.errors.ImportFailed` when it is not text at all, or more than any journey has."""
    if len(data) > MOST_BYTES:
        raise ImportFailed(TOO_LARGE)
    candidates: tuple[str, ...]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ("utf-16",)
    elif (unmarked := _utf16(data[:200])) is not None:
        candidates = (unmarked,)
    elif b"\x00" in data:
        raise ImportFailed(
            Message(
                "The file is not text: line {line} holds a character (NUL) that no text has. Export it once more from "
                "the program it comes from.",
                line=data.count(b"\n", 0, data.index(b"\x00")) + 1,
            )
        )
    else:
        candidates = ("utf-8-sig", _windows(data))
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise ImportFailed(Message("The file is not text."))


def decoded_as(data: bytes, encoding: str) -> tuple[str, str]:
    """The text of a file in an encoding that a person chose, and that encoding. Raises :class:`~.errors.ImportFailed` when it is not."""
    if len(data) > MOST_BYTES:
        raise ImportFailed(TOO_LARGE)
    if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        used = _utf16(data[:200]) or "utf-16-le"
    else:
        used = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        raise ImportFailed(
            Message("The file is not written in {encoding}: choose another one.", encoding=encoding.upper())
        ) from error
    if "\x00" in text:
        raise ImportFailed(Message("The file is not written in {encoding}: choose another one.", encoding=encoding.upper()))
    return text.removeprefix("\ufeff"), encoding


def _utf16(start: bytes) -> str | None:
    """The encoding of UTF-16 without its mark: Latin letters leave nearly every other byte zero."""
    halves = {"utf-16-be": start[0::2], "utf-16-le": start[1::2]}
    return next((name for name, half in halves.items() if half.count(0) * 2 > len(half)), None)


def _windows(data: bytes) -> str:
    """The code page of a text from before Unicode, told by the letters that only one of the two has."""
    letters = frozenset(data)
    return "cp1250" if letters & _HUNGARIAN and not letters & _WESTERN else "cp1252"
