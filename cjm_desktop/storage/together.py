"""Several files into one folder: all of them, or none.

Contract: :func:`write_together` leaves the folder with every new file whole, or as it was: a folder that it made is gone again, files
that were there keep what they held. Steps: refuse what cannot be replaced → write every file under a short temporary name in the
folder itself, where a full disk is noticed → rename them one after the other; should one be refused, the ones before it are put
back. Temporary files that a crash left behind are removed like those of :mod:`.atomic`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cjm_desktop.document.message import Message

from .atomic import make_folder, moved_over, temporary_beside, written_beside
from .errors import SaveError, writing_failed


@dataclass(slots=True)
class _Waiting:
    """A file under its temporary name; ``old`` is a second name of what it replaces, ``placed`` says that it stands where nothing
    was."""

    target: Path
    temporary: Path
    old: Path | None = None
    placed: bool = False


def write_together(folder: str | os.PathLike[str], files: Sequence[tuple[str, bytes]]) -> None:
    """Write (name, data) of each file into a folder, which is made when it is not there.

    Raises :class:`~.errors.SaveError` with a sentence that names the file which could not be written, and says that the folder is as
    it was.
    """
    asked = Path(folder)
    made = not os.path.lexists(asked)
    make_folder(asked)
    waiting: list[_Waiting] = []
    try:
        for name, data in files:
            with _named(asked / name):
                waiting.append(_Waiting(asked / name, written_beside(asked / name, data)))
        for one in waiting:
            with _named(one.target):
                _place(one)
    except BaseException as error:
        _put_back(waiting)
        if made:
            with contextlib.suppress(OSError):
                asked.rmdir()
        if isinstance(error, SaveError):
            raise SaveError(
                Message("{reason} The folder is as it was.", reason=error.message), error.path
            ) from error
        raise
    for one in waiting:
        if one.old is not None:
            with contextlib.suppress(OSError):
                one.old.unlink()


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """What goes wrong with a file, as a sentence that names it."""
    try:
        yield
    except OSError as error:
        raise writing_failed(path, error) from error


def _place(one: _Waiting) -> None:
    """Put a file where it belongs; what was there keeps a second name until all is done."""
    real = Path(os.path.realpath(one.target))
    new = not real.exists()
    if not new:
        old = temporary_beside(real)
        # Not every file system can give a file two names; there what was replaced cannot be put back.
        with contextlib.suppress(OSError):
            os.link(real, old)
            one.old = old
    moved_over(one.temporary, real)
    one.placed = new


def _put_back(waiting: Sequence[_Waiting]) -> None:
    """Make it as it was, as far as the disk lets us."""
    for one in waiting:
        with contextlib.suppress(OSError):
            real = Path(os.path.realpath(one.target))
            if one.old is not None:
                one.old.replace(real)
                # Of two names of one file a system may keep both.
                one.old.unlink(missing_ok=True)
            elif one.placed:
                real.unlink()
        with contextlib.suppress(OSError):
            one.temporary.unlink()
