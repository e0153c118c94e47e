"""Which colours a PDF is made for: its output intent, with the profile inside (ISO 32000-1, 14.11.5)."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.paint.pdf.file import File, Stream
from cjm_desktop.paint.pdf.inks import coated, srgb
from cjm_desktop.paint.pdf.production import Production
from cjm_desktop.paint.pdf.spelling import string


@dataclass(frozen=True, slots=True)
class _Condition:
    """A printing condition: its registered name, what it is in words, the number of inks or channels."""

    name: str
    words: str
    registry: str
    channels: int


_COATED = _Condition(
    "FOGRA39",
    "Offset print on coated paper, ISO 12647-2, paper types 1 and 2",
    "http://www.color.org",
    4,
)
_SCREEN = _Condition("sRGB IEC61966-2.1", "The colours of a screen", "", 3)


def write_intent(file: File, production: Production) -> None:
    """Name the output intent in the catalogue. An everyday file in the screen's colours needs none."""
    if not production.cmyk and production.standard != "a3":
        return
    condition = _COATED if production.cmyk else _SCREEN
    profile = coated() if production.cmyk else srgb()
    reference = file.add(Stream(profile, {"N": str(condition.channels)}))
    registry = f"/RegistryName{string(condition.registry)}" if condition.registry else ""
    intent = file.add(
        f"<</Type/OutputIntent/S/{'GTS_PDFA1' if production.standard == 'a3' else 'GTS_PDFX'}"
        f"/OutputConditionIdentifier{string(condition.name)}/OutputCondition{string(condition.words)}"
        f"{registry}/Info{string(f'{condition.name}: {condition.words}')}/DestOutputProfile {reference}>>"
    )
    file.entry("OutputIntents", f"[{intent}]")
