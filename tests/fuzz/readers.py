"""Every reader of files and texts that come from elsewhere, with what it may be given and what may come out.

Each is a function of bytes that ends in a document (or whatever the reader gives) or in one of its own errors; anything else it raises
is a finding.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from cjm_desktop.document import Journey, Scale
from cjm_desktop.exchange import (
    ImportFailed,
    copy_fragment,
    csv_bytes,
    journey_file_of_pdf,
    journey_of_csv,
    journey_of_mermaid,
    journey_of_ojf,
    journey_of_outline,
    journey_of_xlsx,
    mermaid_text,
    ojf_text,
    outline_text,
    paste_text,
    xlsx_bytes,
)
from cjm_desktop.exchange.handover import preset_bytes, preset_of, shipped
from cjm_desktop.exchange.outline_draft import draft_of
from cjm_desktop.exchange.thought import Known, write
from cjm_desktop.exchange.thought import parse as parse_thought
from cjm_desktop.exchange.thought_lines import lines_of
from cjm_desktop.layout.picture import pixels_of
from cjm_desktop.layout.theme_company import colour_problems
from cjm_desktop.storage import (
    StorageError,
    parse,
    persona_bytes,
    persona_file,
    salvaged_of,
    templates,
    to_bytes,
)
from cjm_desktop.storage.lock import holder_of

PATH = Path("given.cjm")
_LOCK = (
    b'{"format": "cjm-lock", "version": 1, "program": "CJM Desktop 1", "user": "anna", "name": "Anna", "host": "laptop-7", '
    b'"since": "2026-01-05T08:14:00+00:00", "token": "0f", "process": {"machine": "1", "start": "2", "space": "3", "id": 4, "began": "5"}}'
)
SAMPLE = templates.load("new-colleague", "en")
LAPTOP = templates.load("new-laptop", "hu")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: what it is given to begin with, pieces that mean something to it, its own errors."""

    name: str
    read: Callable[[bytes], object]
    seeds: Sequence[bytes]
    words: Sequence[bytes] = ()
    errors: tuple[type[Exception], ...] = ()
    #: ``json`` and ``zip`` are changed in their parts too, not only as bytes.
    form: str = ""


def _same_again(journey: Journey) -> Journey:
    """What can be opened can be saved and opened again."""
    assert parse(to_bytes(journey), PATH)[0] == journey
    return journey


def _cjm(data: bytes) -> object:
    return _same_again(parse(data, PATH)[0])


def _salvage(data: bytes) -> object:
    found = salvaged_of(data)
    return found and (_same_again(found.journey), [str(problem) for problem in found.problems])


def _lock(data: bytes) -> object:
    holder = holder_of(data, 0.0)
    assert all(word.isprintable() and len(word) <= 80 for word in (holder.token, holder.user, holder.name, holder.host))
    assert str(holder.told())
    return holder


def _persona(data: bytes) -> object:
    return persona_file._sound(persona_file._tree(data, PATH), PATH)


def _csv(data: bytes) -> object:
    return _same_again(journey_of_csv(data, title="x", lenient=len(data) % 2 == 0).journey)


def _xlsx(data: bytes) -> object:
    return _same_again(journey_of_xlsx(data, title="x", lenient=len(data) % 2 == 0).journey)


def _outline(data: bytes) -> object:
    return _same_again(journey_of_outline(data, title="x", lenient=len(data) % 2 == 0).journey)


def _draft(data: bytes) -> object:
    return draft_of(data.decode("utf-8", "replace").split("\n"), Scale(), ("", "en", "hu")[len(data) % 3])


def _mermaid(data: bytes) -> object:
    return _same_again(journey_of_mermaid(data, title="x", lenient=len(data) % 2 == 0).journey)


def _ojf(data: bytes) -> object:
    return _same_again(journey_of_ojf(data, title="x", lenient=len(data) % 2 == 0).journey)


def _preset(data: bytes) -> object:
    preset = preset_of(data)
    assert preset_of(preset_bytes(preset)) == preset
    return preset


def _clipboard(data: bytes) -> object:
    # Lone halves of characters too: that is what a clipboard may give.
    text = data.decode("utf-8", "surrogatepass") if _decodes(data) else data.decode("latin-1")
    pasted = paste_text(SAMPLE, text, len(data) % 9, None, lenient=len(data) % 2 == 0)
    return _same_again(pasted.journey)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


_KNOWN = Known(channels=("Phone", "E-mail"), parties=("IT", "HR"), emotions=("Angry",))


def _thought(data: bytes) -> object:
    text = data.decode("utf-8", "replace")
    for line in lines_of(text)[:20]:
        thought = parse_thought(line, _KNOWN).thought
        assert parse_thought(write(thought, _KNOWN), _KNOWN).thought == thought, line
    return None


def _pdf(data: bytes) -> object:
    return journey_file_of_pdf(data)


def _picture(data: bytes) -> object:
    pixels = pixels_of(data)
    assert pixels is None or min(pixels) > 0
    return pixels


def _colours(data: bytes) -> object:
    role, _, colour = data.decode("utf-8", "replace").partition("=")
    return [str(problem) for problem in colour_problems([(role, colour)])]


def poster(data: bytes) -> bytes:
    """A PDF with a journey file in it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(72, 72))
        pdf.attachments["journey.cjm"] = pikepdf.AttachedFileSpec(pdf, data, filename="journey.cjm", mime_type="application/vnd.cjm+json")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _stored(data: bytes) -> bytes:
    """A zip whose parts are not packed, so that changing a byte changes what is read."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0" + zlib.compress(b"\0" * 5)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\x10\0\x10\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9"
)

_FILES = Path(__file__).resolve().parent.parent / "files"
_SMALL = SAMPLE.replace(
    touchpoints=SAMPLE.touchpoints[:3],
    opportunities=(),
    rounds=(),
    parked=(),
    interviews=tuple(i.replace(answers=()) for i in SAMPLE.interviews),
)
_JSON = (
    b'"id"',
    b"null",
    b"1e400",
    b"NaN",
    b"-0",
    b'"\\ud800"',
    b"\\u0000",
    b"[]",
    b"{}",
    b'"t1"',
    b"99999999999999999999",
    b"true",
    b'""',
)
_CONTROLS = (
    "\u202e".encode(),
    "\u2068".encode(),
    "\ufeff".encode(),
    b"\x00",
    b"\x1b",
    b"\r",
    b"\xff",
    "é".encode(),
    "😀".encode(),
    b"\xed\xa0\x80",
)
_TABLE = (
    b"title",
    b"grade",
    b"phase",
    b"quote",
    b'"',
    b'""',
    b";",
    b",",
    b"\t",
    b"\n",
    b"=1+1",
    b"sep=;",
    b"1,5",
    b"3 d",
    b"-1e9",
    b"szakasz",
)
_OUTLINE = (
    b"# ",
    b"## ",
    b"- ",
    b"  - ",
    b"grade: ",
    b"```\n",
    b"---\n",
    b"===\n",
    b"> ",
    b"&#32;",
    b"&#9999999;",
    b"scale: 1 2 3",
    b"    ",
)

_JOURNEYS = [to_bytes(_SMALL), *(path.read_bytes() for path in sorted(_FILES.glob("*.cjm")))]

READERS: tuple[Reader, ...] = (
    Reader("cjm", _cjm, _JOURNEYS, (*_JSON, *_CONTROLS), (StorageError,), "json"),
    Reader("salvage", _salvage, _JOURNEYS, (*_JSON, *_CONTROLS), (), "json"),
    Reader("lock", _lock, [_LOCK], (*_JSON, *_CONTROLS), (), "json"),
    Reader("persona", _persona, [persona_bytes(SAMPLE.personas[0], SAMPLE.channels)], _JSON, (StorageError,), "json"),
    Reader(
        "csv",
        _csv,
        [csv_bytes(_SMALL), csv_bytes(LAPTOP, "hu")[:2000], csv_bytes(_SMALL, across=True)],
        (*_TABLE, *_CONTROLS),
        (ImportFailed,),
    ),
    Reader(
        "xlsx", _xlsx, [_stored(xlsx_bytes(_SMALL))], (b"<c", b"</row>", b'r="A1"', b"&lt;", b"&#0;", *_CONTROLS), (ImportFailed,), "zip"
    ),
    Reader("outline", _outline, [outline_text(_SMALL).encode()], (*_OUTLINE, *_CONTROLS), (ImportFailed,)),
    Reader("draft", _draft, [outline_text(_SMALL).encode()], (*_OUTLINE, *_CONTROLS)),
    Reader(
        "mermaid",
        _mermaid,
        [mermaid_text(_SMALL)[0].encode()],
        (b"journey\n", b"section ", b": 5: ", b"#58;", b"%%", *_CONTROLS),
        (ImportFailed,),
    ),
    Reader("ojf", _ojf, [ojf_text(_SMALL)[0].encode()], (*_JSON, b'"score": 0', b'"stageId"', *_CONTROLS), (ImportFailed,), "json"),
    Reader("preset", _preset, [preset_bytes(shipped()["jira"])], (*_JSON, *_CONTROLS), (ImportFailed,), "json"),
    Reader(
        "clipboard",
        _clipboard,
        [
            copy_fragment(SAMPLE, [t.id for t in SAMPLE.touchpoints[:2]]).encode(),
            csv_bytes(_SMALL).replace(b",", b"\t"),
            b"Rings\nWaits\n",
        ],
        (*_JSON, *_TABLE, *_CONTROLS),
        (ImportFailed,),
        "json",
    ),
    Reader(
        "thought",
        _thought,
        [b'Before > ..Waits @Phone #IT !Angry 3? "Ah!"', b"1. Rings\n2. Waits"],
        (b"@", b"#", b"!", b'"', b">", b"..", b"zz", b"\\", b"?", "„".encode(), *_CONTROLS),
    ),
    Reader(
        "pdf",
        _pdf,
        [poster(b'{"format": "cjm-journey"}')],
        (b"/Filter", b"/Names", b"/Kids", b"endobj", b"<<", b">>", b"1 0 R", b"stream\n", b"[", b"]"),
        (ImportFailed,),
    ),
    Reader("picture", _picture, [PNG, JPEG], (b"\xff\xc0", b"\xff\xff", b"\xff\xd9", b"\0\0", b"\xff\xff\xff\xff", b"IHDR")),
    Reader("colours", _colours, [b"header=#0F1B33", b"phases=red"], (b"#", b"=", *_CONTROLS)),
)
