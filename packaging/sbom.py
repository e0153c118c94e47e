"""The bill of materials of the program: ``python packaging/sbom.py [--check]``.

Writes ``packaging/cjm-desktop.cdx.json``: CycloneDX 1.6 as JSON, made of ``requirements.lock`` (every package with its version, its purl,
for which systems and Pythons it is, and the SHA-256 of each file that may be installed) and of what others made in ``resources/`` (with
the SHA-256 of each file). Licences are those that ``--licenses`` tells (:mod:`cjm_desktop.licences`). The same inputs give the same bytes:
it holds no time and no random number. ``--check`` writes nothing and gives 1 when the file is not what it would be.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cjm_desktop import __version__, licences  # noqa: E402 (from this checkout, whatever else is installed)
from cjm_desktop.assets import asset  # noqa: E402

LOCK = ROOT / "requirements.lock"
TARGET = ROOT / "packaging" / "cjm-desktop.cdx.json"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? *\\?$")
_HASH = re.compile(r"^ +--hash=sha256:([0-9a-f]{64}) *\\?$")


def packages(lock: str) -> list[dict[str, Any]]:
    """A component for each pin of a lock file, in its order. Raises ``ValueError`` for a line that is neither a pin nor a hash."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pin := _PIN.match(line):
            name, version = licences.plain(pin["name"]), pin["version"]
            purl = f"pkg:pypi/{name}@{version}"
            found.append(
                {
                    "type": "library",
                    "bom-ref": purl,
                    "name": name,
                    "version": version,
                    "licenses": [{"expression": licences.PACKAGES[name]}],
                    "purl": purl,
                    "externalReferences": [{"type": "distribution", "url": purl, "hashes": []}],
                }
            )
            if pin["marker"]:
                found[-1]["properties"] = [{"name": "python:marker", "value": pin["marker"].strip()}]
        elif file := _HASH.match(line):
            found[-1]["externalReferences"][0]["hashes"].append({"alg": "SHA-256", "content": file[1]})
        elif line.strip():
            raise ValueError(f"not understood in a lock file: {line}")
    return found


def brought_along() -> list[dict[str, Any]]:
    """A component for each thing in ``resources/`` that others made, with its files."""
    return [
        {
            "type": "data",
            "bom-ref": f"resources/{piece.key}@{piece.version}",
            "name": piece.name,
            "version": piece.version,
            "licenses": [{"expression": piece.licence}],
            "components": [
                {
                    "type": "file",
                    "bom-ref": f"resources/{name}",
                    "name": f"resources/{name}",
                    "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(asset(*name.split("/")).read_bytes()).hexdigest()}],
                }
                for name in piece.holds
            ],
        }
        for piece in licences.brought_along()
    ]


def bill() -> dict[str, Any]:
    """The whole bill of materials."""
    own = f"pkg:pypi/cjm-desktop@{__version__}"
    components = [*packages(LOCK.read_text(encoding="utf-8")), *brought_along()]
    references = [one["bom-ref"] for one in components]
    wanted = [ref for ref in references if ref.split("/")[0] == "resources" or ref.split("/")[1].split("@")[0] in licences.WANTED]
    body: dict[str, Any] = {
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "cjm-desktop",
                "version": __version__,
                "licenses": [{"expression": licences.ours().licence}],
                "purl": own,
            },
            "properties": [{"name": "requirements.lock:sha256", "value": hashlib.sha256(LOCK.read_bytes()).hexdigest()}],
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": sorted(wanted)}],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return {**head, **body}


def text() -> str:
    """The bill as the text of its file."""
    return json.dumps(bill(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check; gives the exit code."""
    if arguments == ["--check"]:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text()
        if not same:
            print(f"{TARGET.relative_to(ROOT)} is out of date: run packaging/sbom.py.", file=sys.stderr)
        return 0 if same else 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
