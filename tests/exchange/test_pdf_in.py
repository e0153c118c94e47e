"""A poster opens again, whatever happened to it since; anything else is a sentence."""

from __future__ import annotations

import contextlib
import io
import itertools
import shutil
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjm_desktop.exchange import ImportFailed, journey_file_of_pdf

JOURNEY = b'{"format": "cjm-journey", "version": 1, "journey": {"title": "Bj\xc3\xb8rn"}}\n'


def poster(
    data: bytes = JOURNEY,
    *,
    name: str = "journey.cjm",
    kind: str = "/application#2Fvnd.cjm+json",
    packed: bool = True,
    change: Callable[[pikepdf.Pdf, pikepdf.Object], None] | None = None,
    **save: object,
) -> bytes:
    """A page with a journey attached, as a PDF/A-3 has it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    stream = pdf.make_stream(zlib.compress(data) if packed else data)
    if packed:
        stream.Filter = pikepdf.Name.FlateDecode
    if kind:
        stream.Subtype = pikepdf.Object.parse(kind.encode())
    stream.Type = pikepdf.Name.EmbeddedFile
    spec = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=stream))
    )
    tree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String(name), spec]))
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pdf.make_indirect(tree))
    if change is not None:
        change(pdf, spec)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, **save)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_the_attached_file_comes_back_byte_for_byte(packed: bool) -> None:
    assert journey_file_of_pdf(poster(packed=packed)) == JOURNEY


def test_a_journey_is_known_by_its_type_or_by_its_name() -> None:
    assert journey_file_of_pdf(poster(name="source.json")) == JOURNEY
    assert journey_file_of_pdf(poster(kind="")) == JOURNEY
    with pytest.raises(ImportFailed, match="no journey"):
        journey_file_of_pdf(poster(kind="", name="invoice.xml"))


def test_it_is_found_as_a_file_of_the_document_too() -> None:
    def moved(pdf: pikepdf.Pdf, spec: pikepdf.Object) -> None:
        del pdf.Root.Names
        pdf.Root.AF = pikepdf.Array([spec])

    assert journey_file_of_pdf(poster(change=moved)) == JOURNEY


def test_it_survives_object_streams_and_linearising() -> None:
    assert journey_file_of_pdf(poster(object_stream_mode=pikepdf.ObjectStreamMode.generate)) == JOURNEY
    assert journey_file_of_pdf(poster(linearize=True)) == JOURNEY


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("mutool", ["clean", "-gggg", "-z"]),
        ("qpdf", ["--recompress-flate", "--compression-level=9", "--object-streams=generate"]),
    ],
)
def test_it_survives_other_programs(tmp_path: Path, program: str, arguments: list[str]) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not here")
    (tmp_path / "before.pdf").write_bytes(poster())
    subprocess.run([found, *arguments, "before.pdf", "after.pdf"], cwd=tmp_path, check=True, capture_output=True)
    assert journey_file_of_pdf((tmp_path / "after.pdf").read_bytes()) == JOURNEY


def test_a_password_is_asked_to_be_taken_off() -> None:
    locked = poster(encryption=pikepdf.Encryption(owner="one", user="two"))
    with pytest.raises(ImportFailed, match="protected by a password"):
        journey_file_of_pdf(locked)


def test_an_owner_s_password_alone_is_no_hindrance() -> None:
    assert journey_file_of_pdf(poster(encryption=pikepdf.Encryption(owner="one", user=""))) == JOURNEY


def test_what_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zlib.compress(b"{" + b" " * 70_000_000, 9)
    assert len(bomb) < 100_000

    def packed(pdf: pikepdf.Pdf, spec: pikepdf.Object) -> None:
        spec.EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)

    with pytest.raises(ImportFailed, match="larger than any journey"):
        journey_file_of_pdf(poster(change=packed))


def test_a_table_of_contents_that_would_fill_the_memory_is_refused() -> None:
    packed = zlib.compress(b"0 " * 100_000_000, 9)
    out = bytearray(b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n")
    start = len(out)
    head = "3 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length {}>>\nstream\n"
    out += head.format(len(packed)).encode() + packed + f"\nendstream\nendobj\nstartxref\n{start}\n%%EOF".encode()
    before = pikepdf.settings.get_qpdf_limits()
    with limited(600), pytest.raises(ImportFailed):
        journey_file_of_pdf(bytes(out))
    assert pikepdf.settings.get_qpdf_limits() == before, "other PDFs of this program are bounded as ever"


def bundled(bodies: list[bytes]) -> bytes:
    """A PDF whose objects are packed, each in a bundle of its own; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    many = len(bodies)
    rows = [(0, 0, 65535), *((2, many + at, 0) for at in range(1, many + 1))]
    for at, body in enumerate(bodies, 1):
        rows.append((1, len(out), 0))
        packed = zlib.compress(b"%d 0 " % at + body, 9)
        head = b"%d 0 obj\n<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>stream\n"
        out += head % (many + at, len(b"%d 0 " % at), len(packed)) + packed + b"\nendstream\nendobj\n"
    rows.append((1, len(out), 0))
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>stream\n"
    start = len(out)
    out += head % (2 * many + 1, 2 * many + 2, len(table)) + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


# The page is not where it should be: that makes readers of PDF take out all objects there are.
_CATALOGUE = b"<</Type/Catalog/Pages<</Type/Pages/Kids[<</Type/Page/MediaBox[0 0 9 9]>>]/Count 1>>%s>>"
_HALF = b"[" + b"0 " * 100_000 + b"]"


@pytest.mark.parametrize(
    "data",
    [
        bundled([_CATALOGUE % b"", *[b"<</X[" + _HALF * 2 + b"]>>"] * 40]),
        b"%PDF-1.7\n1 0 obj\n<</X[" + _HALF * 45 + b"]>>",
        b"%PDF-1.7\n" + b"1 0 obj\n" * 300_000,
        b"%PDF-1.7\n" + b"startxref\n1\n" * 2_000,
        b"%PDF-1.7\n" + b"trailer<</Root 1 0 R>>\n" * 20_000,
        b"%PDF-1.7\n" + b"\n" * 6_000_000,
        b"%PDF-1.7\n" + (b"1 0 obj\n<</Filter/#4CZW>>stream\n" + b"x" * 9_000 + b"\nendstream\n") * 20,
    ],
    ids=["bundles", "lists", "objects", "ends", "heads", "lines", "disguised"],
)
def test_what_would_take_long_is_refused_before_it_is_put_together(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pikepdf, "open", lambda *_args, **_options: pytest.fail("it was opened"))
    with pytest.raises(ImportFailed, match="far more in it than a poster"):
        journey_file_of_pdf(data)


def test_bundles_of_the_usual_size_are_opened() -> None:
    with pytest.raises(ImportFailed, match="no journey in this PDF"):
        journey_file_of_pdf(bundled([_CATALOGUE % b"", *[b"<</X[" + b"0 " * 1_000 + b"]>>"] * 100]))


def test_a_tree_whose_branches_are_large_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each branch is read when it is looked at, and no more are looked at than there is time for."""
    kids = b" ".join(b"%d 0 R" % at for at in range(4, 44))
    bodies = [b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Kids[" + kids + b"]>>>>>>"]
    bodies += [b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    bodies += [b"<</Names[(a) <<>>]>>"] * 40
    monkeypatch.setattr(time, "thread_time", itertools.count().__next__)
    with pytest.raises(ImportFailed, match="far more in it than a poster"):
        journey_file_of_pdf(bundled(bodies))


@contextlib.contextmanager
def limited(megabytes: int) -> Iterator[None]:
    """No more than so many MB beyond what is used already, where a system can be told."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 0
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_048_576, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_trees_that_contain_themselves_end() -> None:
    def looped(pdf: pikepdf.Pdf, spec: pikepdf.Object) -> None:
        node = pdf.make_indirect(pikepdf.Dictionary())
        node.Kids = pikepdf.Array([node, node])
        pdf.Root.Names.EmbeddedFiles = node

    with pytest.raises(ImportFailed, match="no journey"):
        journey_file_of_pdf(poster(change=looped))


@pytest.mark.parametrize(
    "broken",
    [
        lambda pdf, spec: setattr(pdf.Root.Names, "EmbeddedFiles", 7),
        lambda pdf, spec: setattr(pdf.Root, "Names", pikepdf.Array([1])),
        lambda pdf, spec: setattr(spec, "EF", pikepdf.Name.No),
        lambda pdf, spec: setattr(spec.EF, "F", 3),
        lambda pdf, spec: setattr(spec.EF.F, "Filter", pikepdf.Name.LZWDecode),
        lambda pdf, spec: setattr(spec.EF.F, "Filter", 5),
        lambda pdf, spec: spec.EF.F.write(b"not packed", filter=pikepdf.Name.FlateDecode),
    ],
)
def test_a_broken_structure_is_a_sentence(broken: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> None:
    with pytest.raises(ImportFailed):
        journey_file_of_pdf(poster(change=broken))


@given(st.binary(max_size=300), st.booleans())
@example(b"", True)
def test_any_bytes_are_a_sentence(noise: bytes, headed: bool) -> None:
    with pytest.raises(ImportFailed):
        journey_file_of_pdf((b"%PDF-1.7\n" if headed else b"") + noise)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2_000), st.integers(1, 40), st.binary(max_size=8))
def test_a_damaged_poster_gives_the_journey_or_a_sentence(at: int, gone: int, noise: bytes) -> None:
    whole = poster()
    damaged = whole[: at % len(whole)] + noise + whole[at % len(whole) + gone :]
    try:
        found = journey_file_of_pdf(damaged)
    except ImportFailed:
        return
    assert isinstance(found, bytes)
