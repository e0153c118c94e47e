"""What can go wrong with a file, as typed errors that each carry one sentence for a person.

Contract: everything ``storage`` raises on purpose is a :class:`StorageError`. Its ``message`` names the file
and, where there is one, the place (``touchpoints[3].grade``); ``exit_code`` is what the command line ends with:
2 when a file cannot be read, 3 when one cannot be written. ``problems`` lists every single offence of a file
that is readable JSON but not a sound journey.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ValidationError

from cjm_desktop.document.invariants import InvariantError
from cjm_desktop.document.message import Message, Problem, in_words


class StorageError(Exception):
    """A file could not be read or written; ``message`` says which, where and what to do."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: Message, path: Path | None = None, problems: Sequence[Problem] = ()) -> None:
        self.message = message
        self.path = path
        self.problems = tuple(problems)
        super().__init__(str(message))


class OpenError(StorageError):
    """A file could not be opened as a journey."""


class Unreadable(OpenError):
    """The operating system would not give us the file: missing, a folder, no permission, a device."""


class TooBig(OpenError):
    """The file is larger, or holds more values, than any journey can be."""


class NotJson(OpenError):
    """The file is not JSON: damaged, cut off, nested without end, or something else altogether."""


class NotOurs(OpenError):
    """The file is JSON, but not a journey of this program."""


class TooNew(OpenError):
    """The file was written by a newer program."""


class NotMigrated(OpenError):
    """The file says it is an older version but is not built like one."""


class NotSound(OpenError):
    """The file is a journey with wrong values or contradictions; ``problems`` names them all."""


class SaveError(StorageError):
    """A file could not be written; what was there before is still there."""

    exit_code: ClassVar[int] = 3


class ChangedOnDisk(SaveError):
    """Somebody else has changed the file since it was read. Ask before overwriting it."""


#: What a stick that was pulled out and a network folder that does not answer say.
_AWAY = (errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN, errno.ENETUNREACH)


def reading_failed(path: Path, error: OSError) -> Unreadable:
    """The sentence for an operating-system error met while reading ``path``."""
    name = shown(path)
    known = {
        errno.ENOENT: Message("There is no file “{file}”.", file=name),
        errno.ENOTDIR: Message("There is no file “{file}”: a part of its path is not a folder.", file=name),
        errno.EISDIR: Message("“{file}” is a folder, not a journey file.", file=name),
        errno.EACCES: Message("You have no permission to read “{file}”. Ask whoever keeps it to let you.", file=name),
        errno.EPERM: Message("You have no permission to read “{file}”. Ask whoever keeps it to let you.", file=name),
        errno.ENAMETOOLONG: Message("The file name “{file}” is too long for this disk. Give the file a shorter name.", file=name),
        errno.ELOOP: Message("“{file}” is a link that leads back to itself.", file=name),
        errno.EIO: Message(
            "“{file}” could not be read: the disk reported an error. Try again, or open a copy of the file on another disk.", file=name
        ),
        **dict.fromkeys(
            _AWAY, Message("“{file}” could not be read: its disk or network folder cannot be reached. Connect it and try again.", file=name)
        ),
    }
    leads = _leads_to(path)
    if error.errno == errno.ENOENT and leads:
        known[errno.ENOENT] = Message("“{file}” is a link to “{target}”, and there is no such file any more.", file=name, target=leads)
    other = Message("“{file}” could not be read: {reason}. Try again, or open a copy of it.", file=name, reason=reason_of(error))
    return Unreadable(known.get(error.errno or 0, other), path)


def writing_failed(path: Path, error: OSError) -> SaveError:
    """The sentence for an operating-system error met while writing ``path``."""
    name = shown(path)
    known = {
        errno.ENOSPC: Message(
            "“{file}” was not saved: the disk is full. Free some space or save it elsewhere.", file=name
        ),
        errno.EDQUOT: Message(
            "“{file}” was not saved: your share of the disk is used up. Free some space or save it elsewhere.",
            file=name,
        ),
        errno.EROFS: Message("“{file}” was not saved: the disk is read-only. Save it elsewhere.", file=name),
        errno.EACCES: Message(
            "“{file}” was not saved: you have no permission to write in its folder. Save it elsewhere.",
            file=name,
        ),
        errno.EPERM: Message(
            "“{file}” was not saved: you have no permission to write in its folder. Save it elsewhere.",
            file=name,
        ),
        errno.ENOENT: Message("“{file}” was not saved: its folder does not exist. Save it elsewhere.", file=name),
        errno.ENOTDIR: Message("“{file}” was not saved: a part of its path is not a folder. Save it elsewhere.", file=name),
        errno.EISDIR: Message("“{file}” was not saved: there is a folder of that name. Save it under another name.", file=name),
        errno.ENAMETOOLONG: Message(
            "“{file}” was not saved: the name is too long for this disk. Choose a shorter one.", file=name
        ),
        errno.ELOOP: Message("“{file}” was not saved: it is a link that leads back to itself. Save it under another name.", file=name),
        errno.EFBIG: Message("“{file}” was not saved: the disk does not take files this large. Save it elsewhere.", file=name),
        errno.EIO: Message(
            "“{file}” was not saved: the disk reported an error. Save it elsewhere.", file=name
        ),
        errno.EBUSY: Message(
            "“{file}” was not saved: another program is using it. Close it there and try again.", file=name
        ),
        errno.ETXTBSY: Message(
            "“{file}” was not saved: another program is using it. Close it there and try again.", file=name
        ),
        **dict.fromkeys(
            (errno.EXDEV, errno.EEXIST),
            Message("“{file}” was not saved: this disk does not let the old file be replaced. Save it under another name.", file=name),
        ),
        **dict.fromkeys(
            _AWAY,
            Message(
                "“{file}” was not saved: its disk or network folder cannot be reached. Connect it and try again, or save it elsewhere.",
                file=name,
            ),
        ),
    }
    other = Message("“{file}” was not saved: {reason}. Try again, or save it elsewhere.", file=name, reason=reason_of(error))
    leads = _leads_to(path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and leads:
        gone = Message(
            "“{file}” was not saved: it is a link to “{target}”, and the folder of that is not there. Save it under another name.",
            file=name,
            target=leads,
        )
        known = {error.errno or 0: gone}
    elif error.errno == errno.ENOENT and _is_there(path.parent):
        known = {errno.ENOENT: Message("“{file}” was not saved: its folder takes no files. Save it elsewhere.", file=name)}
    return SaveError(known.get(error.errno or 0, other), path)


def keeping_failed(path: Path, error: OSError, *, earlier: bool = False) -> SaveError:
    """The sentence for an operating-system error met while the program keeps unsaved work (``earlier``: earlier versions) at ``path``:
    nobody chose that place or can choose another one, so that it is not named."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    if earlier:
        said = Message("The disk that earlier versions are kept on is full: free some space there.")
        other = Message("The folder that earlier versions are kept in cannot be used: {reason}.", reason=reason_of(error))
    else:
        said = Message("The disk that unsaved work is kept on is full: free some space there.")
        other = Message("The folder that unsaved work is kept in cannot be used: {reason}.", reason=reason_of(error))
    return SaveError(said if full else other, path)


def under_a_name(message: Message, name: str) -> Message:
    """The same sentence about a file by the ``name`` that people know, and not by its path."""
    return Message(message.template, **{**message.values, "file": name}) if "file" in message.values else message


def _leads_to(path: Path) -> str:
    """Where a link leads, as far as it does; empty for what is none."""
    try:
        return shown(os.path.realpath(path)) if path.is_symlink() else ""
    except (OSError, ValueError):
        return ""


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


#: What the operating system means by its numbers, within a sentence.
_REASONS: Mapping[int, Message] = {
    errno.ENOENT: Message("it is not there"),
    errno.ENOTDIR: Message("a part of its path is not a folder"),
    errno.EISDIR: Message("there is a folder of that name"),
    errno.EROFS: Message("the disk is read-only"),
    errno.EIO: Message("the disk reported an error"),
    errno.ENAMETOOLONG: Message("its name is too long for this disk"),
    errno.ELOOP: Message("a link in its path leads back to itself"),
    errno.EINVAL: Message("this disk does not know how to do that"),
    errno.ENOMEM: Message("the computer has no memory left"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), Message("there is no permission for it")),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), Message("the disk is full")),
    **dict.fromkeys((errno.EBUSY, errno.ETXTBSY), Message("another program is using it")),
    **dict.fromkeys((errno.EXDEV, errno.EEXIST), Message("this disk does not let the old file be replaced")),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), Message("too many files are open")),
    **dict.fromkeys(_AWAY, Message("its disk or network folder cannot be reached")),
}


def reason_of(error: OSError) -> Message:
    """Why the operating system would not do something, within a sentence: in our words, as its own are in one language only."""
    if not error.errno:
        return Message("the computer did not say why")
    return _REASONS.get(error.errno, Message("error {number} of the computer", number=error.errno))


def shown(path: Path | str) -> str:
    """A path fit to stand in a sentence: what cannot be printed becomes “?”, a long one loses its middle."""
    text = "".join(ch if ch.isprintable() else "?" for ch in str(path))
    return text if len(text) <= 300 else f"{text[:140]}…{text[-140:]}"


def not_sound(path: Path, problems: Sequence[Problem], total: int | None = None) -> NotSound:
    """The error for a file with wrong values: its first few problems in words, the others counted.

    ``total`` is how many there are when ``problems`` holds only some of them.
    """
    said = in_words(problems, total=total)
    return NotSound(
        Message("“{file}” is not a sound journey. {problems}", file=shown(path), problems=said),
        path,
        problems,
    )


def place_of(location: Sequence[int | str]) -> str:
    """``("touchpoints", 3, "grade")`` as ``touchpoints[3].grade``."""
    out = ""
    for step in location:
        if isinstance(step, int):
            out += f"[{step}]"
        else:
            name = "".join(ch if ch.isprintable() else "?" for ch in step)[:60]
            out += f".{name}" if out else name
    return out


def problems_of(error: ValidationError) -> list[Problem]:
    """What a validation error says, in our words and with our places; contradictions between records included."""
    out: list[Problem] = []
    for detail in error.errors(include_url=False, include_input=False):
        context: dict[str, Any] = detail.get("ctx", {})
        cause = context.get("error")
        if isinstance(cause, InvariantError):
            out.extend(cause.problems)
        else:
            out.append(Problem(place_of(detail["loc"]), sentence(detail["type"], context)))
    return out


_ID_PATTERN = r"^[A-Za-z0-9_-]{1,40}$"
# What the patterns of texts have in common: they refuse what cannot be printed.
_REFUSES_CONTROLS = r"^[^\x00-\x"

_SENTENCES: dict[str, Message] = {
    "value_error": Message("This day is not in the calendar."),
    "missing": Message("This value is missing."),
    "string_type": Message("This must be text."),
    "string_too_long": Message("This text is longer than {max_length} characters."),
    "string_pattern_mismatch": Message("This text has a form or characters that are not allowed here."),
    "string_unicode": Message("This text holds characters that do not exist."),
    "int_type": Message("This must be a whole number."),
    "int_parsing": Message("This must be a whole number."),
    "int_from_float": Message("This must be a whole number."),
    "int_parsing_size": Message("This number is too large."),
    "float_type": Message("This must be a number."),
    "float_parsing": Message("This must be a number."),
    "finite_number": Message("This must be an ordinary number, not an infinite one."),
    "bool_type": Message("This must be true or false."),
    "bool_parsing": Message("This must be true or false."),
    "tuple_type": Message("This must be a list."),
    "list_type": Message("This must be a list."),
    "too_long": Message("This list is longer than {max_length} records."),
    "model_type": Message("This must be a record: names and values in braces."),
    "model_attributes_type": Message("This must be a record: names and values in braces."),
    "dict_type": Message("This must be a record: names and values in braces."),
    "enum": Message("This must be one of {expected}."),
    "literal_error": Message("This must be one of {expected}."),
    "greater_than": Message("This number must be more than {gt}."),
    "greater_than_equal": Message("This number must be {ge} or more."),
    "less_than": Message("This number must be less than {lt}."),
    "less_than_equal": Message("This number must be {le} or less."),
}


def sentence(kind: str, context: Mapping[str, Any]) -> Message:
    """What one kind of fault that the validator names is, in our words; ``context`` holds its bounds."""
    pattern = str(context.get("pattern", ""))
    if pattern:
        # The two forms people write by hand get a sentence of their own.
        if "[0-9]{4}-" in pattern:
            return Message("This must be a day such as 2026-05-31.")
        if pattern == _ID_PATTERN:
            return Message("An id has 1 to 40 letters (A to Z), digits, “-” and “_”.")
        if pattern.startswith(_REFUSES_CONTROLS):
            return Message(
                "This text holds characters that cannot be printed, or a line break in a title or name."
            )
    known = _SENTENCES.get(kind)
    if known is None:
        return Message("This value is not allowed here.")
    template = known.template
    values: dict[str, object] = {}
    for key, value in context.items():
        if f"{{{key}}}" not in template:
            continue
        values[key] = Message(str(value).replace(" or ", ", ")) if key == "expected" else _figure(value)
    return Message(template, **values)


def _figure(value: float) -> str:
    """A bound in digits, without the powers of ten that ``g`` gives a million."""
    return str(int(value)) if float(value).is_integer() else f"{value:g}"
