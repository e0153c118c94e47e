"""The journey inside a printed poster: our PDFs carry the file they were printed from (DESIGN §1, §8).

Contract: :func:`journey_file_of_pdf` gives the bytes of the attached journey file, which ``storage`` then reads like any other,
or raises :class:`~.errors.ImportFailed` with a sentence. The PDF is untrusted: it may be damaged, foreign or made to do harm, and
may have been through other programs (linearised, joined, rewritten) since it was printed. Only what leads to an attachment
is looked at, and nothing is unpacked beyond a bound. pikepdf is loaded when the first PDF is opened.
"""

from __future__ import annotations

import contextlib
import io
import time
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cjm_desktop.document import Message

from .errors import ImportFailed
from .pdf_amount import MOST_UNPACKED, is_too_much

if TYPE_CHECKING:
    import pikepdf

#: Media type and ending of an attached journey file.
MEDIA_TYPE = "application/vnd.cjm+json"
ENDING = ".cjm"
#: Largest attachment that is unpacked, in bytes: as large as a journey file may be.
MOST = 64 * 1024 * 1024
# So many branches of the tree of attachments are followed; a poster has one.
_MOST_NODES = 2_000
# Items of one list in a PDF, and complaints about its structure, before it is given up.
_MOST_ITEMS = 200_000
_MOST_WARNINGS = 1_000
# For so long the tree of attachments is followed, in seconds of the processor.
_MOST_SECONDS = 0.4
_TOO_MUCH = Message("This PDF has far more in it than a poster. Take the PDF as it was printed.")


def journey_file_of_pdf(data: bytes) -> bytes:
    """The journey file attached to a PDF. Raises :class:`~.errors.ImportFailed` when there is none that can be had."""
    if b"%PDF-" not in data[:1024]:
        raise ImportFailed(Message("This is not a PDF."))
    if is_too_much(data):
        raise ImportFailed(_TOO_MUCH)
    import pikepdf  # a program that opens no PDF does without it

    damaged = Message("This PDF is damaged; it cannot be read. Take another copy of it.")
    try:
        # The document is held here: its objects do not outlive it.
        with _bounded(), pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            found = _journey_in(pdf)
    except pikepdf.PasswordError as error:
        raise ImportFailed(
            Message("This PDF is protected by a password. Save a copy of it without one, and open that.")
        ) from error
    except ImportFailed:
        raise
    # What a broken structure makes pikepdf raise is not settled: a number where a dictionary should be is a TypeError here,
    # an AttributeError there.
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RuntimeError,
        OverflowError,
    ) as error:
        raise ImportFailed(damaged) from error
    if found is None:
        raise ImportFailed(
            Message(
                "There is no journey in this PDF. A poster can be opened again when it was printed with “Put the journey into the "
                "PDF”, and when no other program has taken it out."
            )
        )
    return found


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Keeps a small file from unpacking to more than any memory while its table of contents is read."""
    from pikepdf import settings  # loaded by now

    before = settings.set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        parser_max_container_size=_MOST_ITEMS,
        doc_max_warnings=_MOST_WARNINGS,
    )
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # what it gave itself


def _journey_in(pdf: pikepdf.Pdf) -> bytes | None:
    """The first attachment that is a journey file: by its media type, else by its name."""
    attached = list(_attached(pdf))
    for wanted in (_typed, _named):
        for spec, stream in attached:
            if wanted(spec, stream):
                return _unpacked(stream)
    return None


def _typed(_spec: Any, stream: Any) -> bool:
    return str(stream.get("/Subtype", "")) == f"/{MEDIA_TYPE}"


def _named(spec: Any, _stream: Any) -> bool:
    return any(str(spec.get(key, "")).casefold().endswith(ENDING) for key in ("/UF", "/F"))


def _attached(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """File specifications with their streams: those of the tree of names, then those associated with the document."""
    import pikepdf  # loaded by now

    def stream_of(spec: Any) -> Any:
        if not isinstance(spec, pikepdf.Dictionary):
            return None
        files = spec.get("/EF")
        if not isinstance(files, pikepdf.Dictionary):
            return None
        return next((s for key in ("/UF", "/F") if isinstance(s := files.get(key), pikepdf.Stream)), None)

    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    specs: list[tuple[Any, int]] = []
    # Not by recursion: a tree that contains itself must end as well.
    # Items are taken out of lists one by one: each that is taken out is read.
    waiting: list[tuple[Any, int]] = []
    until = time.thread_time() + _MOST_SECONDS

    def items(of: Any, step: int = 1) -> list[tuple[Any, int]]:
        return [(of, at) for at in range(step - 1, min(len(of), _MOST_NODES), step)] if isinstance(of, pikepdf.Array) else []

    def look(node: Any) -> None:
        if isinstance(node, pikepdf.Dictionary):
            specs.extend(items(node.get("/Names"), 2))
            waiting.extend(items(node.get("/Kids")))

    look(tree)
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        of, at = waiting.pop()
        look(of[at])
        if time.thread_time() > until:
            raise ImportFailed(_TOO_MUCH)
    specs += items(pdf.Root.get("/AF"))
    for of, at in specs:
        if time.thread_time() > until:
            raise ImportFailed(_TOO_MUCH)
        spec = of[at]
        stream = stream_of(spec)
        if stream is not None:
            yield spec, stream


def _unpacked(stream: Any) -> bytes:
    """The content of an attachment, at most :data:`MOST` bytes of it: a small file can unpack to more than any memory."""
    import pikepdf  # loaded by now

    too_big = Message("The journey in this PDF is larger than any journey can be.")
    raw = stream.read_raw_bytes()
    packed = stream.get("/Filter")
    filters = [] if packed is None else [packed] if isinstance(packed, pikepdf.Name) else list(packed)
    if len(raw) > MOST:
        raise ImportFailed(too_big)
    if not filters:
        return bytes(raw)
    if [str(name) for name in filters] != ["/FlateDecode"] or stream.get("/DecodeParms") is not None:
        raise ImportFailed(
            Message(
                "The journey in this PDF is packed in a way this program cannot unpack. Take the PDF as it was printed."
            )
        )
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(raw, MOST + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(content) > MOST:
        raise ImportFailed(too_big)
    return content
