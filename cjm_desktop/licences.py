"""Whose work the program stands on, under which licences, with their texts: for ``--licenses``, the window and the bill of materials.

Contract. :func:`ours` is the program itself, :func:`brought_along` what lies in ``resources/``, :func:`installed` the Python packages that
are here; :func:`pieces` is all of them. Versions and texts are read from what is installed, so that they are those of this very program,
in a checkout, a wheel or a bundle. :data:`PACKAGES` says each package's licence as an SPDX expression, because metadata say it in many
ways; a test holds the table against the metadata and against ``requirements.lock``. A package that is not in it is still told of, with
what its own metadata say. Nothing here loads a toolkit, and nothing opens an address.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from cjm_desktop import __version__
from cjm_desktop.assets import asset, resources
from cjm_desktop.document.message import Message

#: The licence of each package that the program is made of, as an SPDX expression, by the package's name in its index.
PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "annotated-types": "MIT",
        "budoux": "Apache-2.0",
        "charset-normalizer": "MIT",
        "colorama": "BSD-3-Clause",
        "et-xmlfile": "MIT",
        "lxml": "BSD-3-Clause",
        "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "openpyxl": "MIT",
        "packaging": "Apache-2.0 OR BSD-2-Clause",
        "pikepdf": "MPL-2.0",
        "pillow": "MIT-CMU",
        "pydantic": "MIT",
        "pydantic-core": "MIT",
        "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
        "pyqtgraph": "MIT",
        "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "python-bidi": "LGPL-3.0-or-later",
        "python-pptx": "MIT",
        "reportlab": "BSD-3-Clause",
        "segno": "BSD-3-Clause",
        "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "typing-extensions": "PSF-2.0",
        "typing-inspection": "MIT",
        "uharfbuzz": "Apache-2.0",
        "xlsxwriter": "BSD-2-Clause",
    }
)
#: What is said before the list, by those who show it.
NOTES = (
    Message("CJM Desktop is under the MIT licence. It stands on the work of others, under their licences:"),
    Message("Qt for Python is used under the LGPL 3: its libraries lie beside the program as files and may be replaced by others."),
)
#: The packages that the program asks for itself; the others come with them.
WANTED = (
    "budoux", "numpy", "openpyxl", "pikepdf", "pillow", "pydantic", "pyphen", "pyqtgraph", "pyside6-essentials", "python-bidi",
    "python-pptx", "reportlab", "segno", "uharfbuzz",
)  # fmt: skip
#: Packages that bring no text of their licence along: which of ours says it.
_TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pyside6-essentials": ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
        "shiboken6": ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
    }
)
#: Beginnings of names of files that hold a licence or a notice.
_NAMES = ("licen", "copying", "notice", "authors", "third-party")
#: Folders of licences in a package: what stands in them goes by its place below.
_FOLDERS = ("licenses", "licences")
#: Endings of files that are programs and not texts.
_CODE = (".py", ".pyc", ".so", ".pyd", ".json")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something the program is made of.

    ``key`` is its name for machines, ``name`` for people, ``licence`` an SPDX expression (empty when nothing says it), ``files`` the
    texts of its licence and its notices, and ``holds`` the files below ``resources/`` that it is (empty for a package).
    """

    key: str
    name: str
    version: str
    licence: str
    files: tuple[Path, ...]
    holds: tuple[str, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Name and words of each of its texts. One that is missing or unreadable is left out: a notice is no reason to fail."""
        for file in self.files:
            try:
                words = file.read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parts = file.parts[max((i + 1 for i, part in enumerate(file.parts[:-1]) if part in _FOLDERS), default=-1) :]
            yield "/".join(parts), words.replace("\f", "").strip("\ufeff\n\r ")


def pieces() -> tuple[Piece, ...]:
    """The program, what lies in its resources, Python, and the packages that are installed, by name."""
    return (ours(), *brought_along(), python(), *installed())


def ours() -> Piece:
    """The program itself."""
    package = Path(__file__).resolve().parent
    beside = (package.parent / "LICENSE", *_listed("cjm-desktop", ("licen",)))
    return Piece("cjm-desktop", "CJM Desktop", __version__, "MIT", tuple(path for path in beside if path.is_file())[:1])


def brought_along() -> tuple[Piece, ...]:
    """What others made and lies in ``resources/``. Their versions are those of the folders' own READMEs."""
    return (
        Piece(
            "coated-fogra39", "Coated FOGRA39 profile, from FOGRA39L measurements", "2.0.1", "Zlib",
            (asset("profiles", "LICENSE-FOGRA39L.txt"),), ("profiles/coated-FOGRA39.icc",),
        ),
        Piece(
            "inter", "Inter (as CJM Inter)", "4.001", "OFL-1.1", (asset("fonts", "LICENSE-Inter.txt"),),
            tuple(f"fonts/CJMInter-{cut}.ttf" for cut in ("Bold", "ExtraBold", "Italic", "Medium", "Regular", "SemiBold")),
        ),
        Piece(
            "lucide", "Lucide icons, parts from Feather", "1.62.0", "ISC AND MIT", (asset("icons", "LICENSE-Lucide.txt"),),
            ("icons/icons.json",),
        ),
        Piece(
            "noto-emoji", "Noto Emoji", "3.006", "OFL-1.1", (asset("fonts", "LICENSE-NotoEmoji.txt"),), ("fonts/NotoEmoji-Regular.ttf",)
        ),
    )  # fmt: skip


def python() -> Piece:
    """The Python that runs the program; a bundle brings it along."""
    return Piece("python", "Python", platform.python_version(), "PSF-2.0", (asset("licences", "PSF-2.0.txt"),))


def installed() -> tuple[Piece, ...]:
    """The packages that are installed here of those that the program is made of, with what they in turn ask for."""
    return tuple(piece for name in sorted(_closure(WANTED)) if (piece := _package(name)) is not None)


def listing(found: Iterable[Piece]) -> str:
    """One line for each piece: name, version and licence, in columns."""
    rows = [(piece.name, piece.version, piece.licence) for piece in found]
    first, second = (max(len(row[i]) for row in rows) for i in (0, 1))
    return "\n".join(f"{name:<{first}}  {version:<{second}}  {licence}".rstrip() for name, version, licence in rows)


def full_text(found: Iterable[Piece]) -> str:
    """All licences and notices below each other. A text that several pieces share stands once, under the names of all of them."""
    bearers: dict[str, list[str]] = {}
    for piece in found:
        for name, words in piece.texts():
            bearers.setdefault(words, []).append(f"{piece.name} {piece.version}: {name}")
    return "\n\n".join("\n".join((*names, "-" * 78, words)) + "\n" for words, names in bearers.items())


def plain(name: str) -> str:
    """A package's name in its usual spelling: small letters, single hyphens (PEP 503)."""
    return "-".join(part for part in name.lower().replace("_", "-").replace(".", "-").split("-") if part)


# ------------------------------------------------------------------------------------------------ what is installed


def _closure(names: Iterable[str]) -> set[str]:
    """The named packages and what they need here, as far as it is installed."""
    from packaging.requirements import Requirement  # loaded only when somebody asks

    found: set[str] = set()
    waiting = [plain(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for line in (_distribution(name) or _Nothing()).requires or ():
            wish = Requirement(line)
            if wish.marker is None or wish.marker.evaluate({"extra": ""}):
                waiting.append(plain(wish.name))
    return found


class _Nothing:
    """A package that is not here asks for nothing."""

    requires: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def _distribution(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def _package(name: str) -> Piece | None:
    """What is installed of a package."""
    distribution = _distribution(name)
    if distribution is None:
        return None
    said = distribution.metadata
    told = [line for key in ("License-Expression", "License") for line in said.get_all(key) or ()]
    licence = PACKAGES.get(name) or (told[0].split("\n")[0] if told else "")
    texts = (*_listed(name, _NAMES), *(asset(*PurePosixPath(text).parts) for text in _TEXTS.get(name, ())))
    return Piece(name, said["Name"], distribution.version, licence, texts)


def _listed(name: str, beginnings: tuple[str, ...]) -> tuple[Path, ...]:
    """The texts among the files of an installed package whose name or whose folder says that they hold a licence, by their places."""
    distribution = _distribution(name)
    texts = []
    for file in (distribution.files or ()) if distribution is not None else ():
        below_licences = any(part in _FOLDERS for part in file.parts[:-1])
        if (below_licences or file.name.lower().startswith(beginnings)) and not file.name.endswith(_CODE):
            texts.append(Path(str(file.locate())))
    own = resources()  # a wheel's own texts lie there too, and are told of by what they belong to
    return tuple(text for text in sorted(texts) if own not in text.parents)
