"""A report of something that went wrong in the program, for who mends it.

Contract. :func:`report` names program, system and the places in the program, and no word of the document: messages of exceptions may quote
titles and paths, so that only those are given that cannot, and files outside the program are not named.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
import traceback
from pathlib import Path

from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

import cjm_desktop

_OURS = Path(cjm_desktop.__file__).resolve().parent
_THEIRS = tuple({Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")})
_PYTHON = Path(sysconfig.get_path("stdlib")).resolve()
#: Exceptions whose messages are made by Python of names in the program.
_PLAIN = (AttributeError, NameError, TypeError, IndexError, ZeroDivisionError, RecursionError, MemoryError, NotImplementedError)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
_NAME = re.compile(r"['\"][A-Za-z_][A-Za-z0-9_.]{0,60}['\"]")


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
    """The message of an exception, as far as it cannot hold anything of the document's."""
    if isinstance(error, OSError):
        return f": {error.errno}"
    if not isinstance(error, _PLAIN):
        return ""
    text = str(error).splitlines()[0][:200] if str(error) else ""
    text = _QUOTED.sub(lambda found: found[0] if _NAME.fullmatch(found[0]) else "'…'", text)
    return f": {text}" if text else ""
