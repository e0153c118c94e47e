"""The bill of materials says what is really in the program."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from cjm_desktop import __version__, licences
from cjm_desktop.assets import resources

ROOT = Path(__file__).resolve().parent.parent
_SPEC = importlib.util.spec_from_file_location("sbom", ROOT / "packaging" / "sbom.py")
assert _SPEC is not None and _SPEC.loader is not None
sbom = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sbom)
BILL: dict[str, Any] = sbom.bill()
LIBRARIES = [one for one in BILL["components"] if one["type"] == "library"]


def test_the_committed_bill_is_up_to_date() -> None:
    assert sbom.TARGET.read_text(encoding="utf-8") == sbom.text(), "write it again with `python packaging/sbom.py`"


def test_it_is_the_same_every_time_and_names_no_time() -> None:
    assert sbom.text() == sbom.text()
    assert "timestamp" not in sbom.text()
    assert BILL["metadata"]["component"]["version"] == __version__


def test_what_is_installed_is_in_it() -> None:
    told = {(one["name"], one["version"]) for one in LIBRARIES}
    found = {(piece.key, piece.version) for piece in licences.installed()}
    assert found <= told, f"installed and not told of: {found - told}"
    names = {name for name, _ in told}
    for name in licences.WANTED:
        assert name in names and metadata.version(name)


def test_every_package_has_the_hashes_of_its_files_in_the_lock() -> None:
    pinned = re.findall(r"--hash=sha256:([0-9a-f]{64})", sbom.LOCK.read_text(encoding="utf-8"))
    told = [one["content"] for library in LIBRARIES for one in library["externalReferences"][0]["hashes"]]
    assert told == pinned
    assert all(library["externalReferences"][0]["hashes"] for library in LIBRARIES)


def test_files_of_others_have_the_hashes_of_their_bytes() -> None:
    files = [file for one in BILL["components"] if one["type"] == "data" for file in one["components"]]
    assert len(files) >= 9
    for file in files:
        data = (resources().parent / file["name"]).read_bytes()
        assert file["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}]


def test_references_are_unique_and_lead_somewhere() -> None:
    top = [one["bom-ref"] for one in BILL["components"]]
    inner = [file["bom-ref"] for one in BILL["components"] for file in one.get("components", ())]
    own = BILL["metadata"]["component"]["bom-ref"]
    assert len({*top, *inner, own}) == len(top) + len(inner) + 1
    (tree,) = BILL["dependencies"]
    assert tree["ref"] == own and set(tree["dependsOn"]) <= set(top)
    direct = {ref.split("/")[1].split("@")[0] for ref in tree["dependsOn"] if ref.startswith("pkg:")}
    assert direct == set(licences.WANTED)


def test_a_line_that_is_not_understood_stops_it() -> None:
    good = 'numpy==2.0 ; python_full_version < "3.12" \\\n    --hash=sha256:' + 64 * "a" + "\n"
    (one,) = sbom.packages(good)
    assert one["properties"] == [{"name": "python:marker", "value": 'python_full_version < "3.12"'}]
    for bad in ("numpy>=2\n", "-e .\n", "numpy @ file:numpy.whl\n"):
        with pytest.raises(ValueError, match="lock file"):
            sbom.packages(bad)


def test_it_is_json_of_the_kind_it_says() -> None:
    read = json.loads(sbom.text())
    assert (read["bomFormat"], read["specVersion"], read["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", read["serialNumber"])
