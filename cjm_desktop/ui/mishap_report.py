"""A report of something that went wrong in the program, for who mends it.

Contract. :func:`report` names program and system, the classes of what was raised, the places in the program, and sentences of ours as
they stand in the source, with their places empty. What an exception says is never in it, whoever raised it: it may hold any word of the
document, in quotes or without. Files outside the program are not named.
"""

from __future__ import annotations

import platform
import sys
import sysconfig
import traceback
from pathlib import Path

from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

import cjm_desktop
from cjm_desktop.document import Message

_OURS = Path(cjm_desktop.__file__).resolve().parent
_THEIRS = tuple({Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")})
_PYTHON = Path(sysconfig.get_path("stdlib")).resolve()


def report(error: BaseException) -> str:
    """What somebody who mends the program needs, and nothing of the document or of the computer's folders."""
    system = f"CJM Desktop {cjm_desktop.__version__}, Python {platform.python_version()}, Qt {qVersion()}, PySide {pyside}"
    lines = [system, platform.platform(terse=True), f"{sys.platform}, {QGuiApplication.platformName()}", ""]
    seen: set[int] = set()
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen and len(chain) < 5:
        seen.add(id(cause))
        chain.insert(0, cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    for number, one in enumerate(chain):
        if number:
            lines.append("then")
        frames = traceback.extract_tb(one.__traceback__)[-40:]
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{_said(one)}".removeprefix("builtins."))
    return "\n".join(lines)


def _place(file: str) -> str:
    """A file of the program or of a library, named from where that begins; others are not named."""
    path = Path(file)
    for root, lead in ((_OURS.parent, ""), *((place, "") for place in _THEIRS), (_PYTHON, "python/")):
        if path.is_relative_to(root) and (root != _OURS.parent or path.is_relative_to(_OURS)):
            return lead + path.relative_to(root).as_posix()
    return "(elsewhere)"


def _said(error: BaseException) -> str:
    """The number of an error of the system; of an error of ours the sentence as it stands in the source. Never a value."""
    if isinstance(error, OSError):
        return f": {error.errno}"
    message = getattr(error, "message", None)
    return f": {message.template}" if isinstance(message, Message) else ""
