"""Where the program's own files are: fonts, icons, samples, themes, words, help.

``resources/`` stands beside the package in a checkout and inside it in a wheel or a bundle; :func:`asset` finds it in
each and gives real paths, which Qt and HarfBuzz need.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any


@cache
def resources() -> Path:
    """The resources folder. Raises ``FileNotFoundError`` naming both places when it is in neither."""
    package = Path(__file__).resolve().parent
    places = (package / "resources", package.parent / "resources")
    for place in places:
        if (place / "fonts").is_dir():
            return place
    raise FileNotFoundError(f"The program's resources are neither at {places[0]} nor at {places[1]}.")


def asset(*parts: str) -> Path:
    """The path of one file or folder below the resources, such as ``asset("themes", "house.json")``."""
    return resources().joinpath(*parts)


def docs() -> Path:
    """The pages of the help: ``docs/`` of a checkout, or the copy of them that a wheel or a bundle has among its resources."""
    inside = asset("docs")
    return inside if inside.is_dir() else resources().parent / "docs"


@cache
def drawings(file: Path | None = None) -> Mapping[str, Mapping[str, Any]]:
    """The icons' outlines by name, in alphabetical order, as :mod:`cjm_desktop.layout.icons` describes them: those of the program, or of
    another file. Window, map and poster read the one file once."""
    source = file if file is not None else asset("icons", "icons.json")
    read: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    return MappingProxyType(read)
