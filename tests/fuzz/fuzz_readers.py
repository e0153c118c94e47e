"""Gives every reader a great many damaged and hostile inputs, guided by what they reach in the code.

    python -m tests.fuzz.fuzz_readers [INPUTS] [--seed N] [--only READER,…] [--seconds S]

INPUTS (a million) are shared out among the readers. Each input must end in what the reader gives or in one of its own errors, within
two seconds of the processor's time and with no more than 500 MB more memory than at the start. What does not is written to
tests/fuzz/kept/READER-DIGEST, where the quick tests try it again for ever; the exit code is then 1.

Inputs are made from others by changing bytes, JSON values and the parts of zips. One in a few is run with a trace; when it reaches
lines of ours that none has reached before, it becomes one that others are made from.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from pydantic_core import from_json, to_json

from .readers import READERS, Reader

KEPT = Path(__file__).resolve().parent / "kept"
MOST_SECONDS = 2.0
MOST_BYTES = 500 * 1024 * 1024
#: One input in so many is traced, and no more than so many are kept to make others from.
TRACED, MOST_PARENTS = 25, 400
_LONGEST = 60_000


class Finding(Exception):
    """What a reader did that it must not."""


def attempt(reader: Reader, data: bytes, most_seconds: float = MOST_SECONDS) -> str:
    """Give one input to a reader; gives how it ended. Raises :class:`Finding`."""
    began = time.process_time()
    try:
        reader.read(data)
        ended = "read"
    except reader.errors as error:
        said = str(getattr(error, "message", error))
        if not said.strip():
            raise Finding("an error without a sentence") from error
        ended = type(error).__name__
    except (Exception, RecursionError) as error:
        raise Finding(f"{type(error).__name__}: {error}") from error
    spent = time.process_time() - began
    if spent > most_seconds:
        raise Finding(f"took {spent:.1f} s")
    return ended


# ------------------------------------------------------------------------------------------------ making inputs


def changed(rng: random.Random, data: bytes, reader: Reader, others: list[bytes]) -> bytes:
    """Another input made from one."""
    if reader.form == "json" and rng.random() < 0.6 and (made := _json_changed(rng, data)) is not None:
        data = made
        if rng.random() < 0.7:
            return data[:_LONGEST]
    if reader.form == "zip" and rng.random() < 0.9 and (made := _zip_changed(rng, data, reader)) is not None:
        return made
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        data = rng.choice(_WAYS)(rng, data, reader, others)
    return data[:_LONGEST]


def _flip(rng: random.Random, data: bytes, _reader: Reader, _others: list[bytes]) -> bytes:
    if not data:
        return bytes([rng.randrange(256)])
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _put(rng: random.Random, data: bytes, reader: Reader, _others: list[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    word = rng.choice(reader.words) if reader.words and rng.random() < 0.8 else rng.randbytes(rng.randrange(1, 5))
    over = rng.choice((0, 0, len(word)))
    return data[:at] + word * rng.choice((1, 1, 1, 2, 50)) + data[at + over :]


def _cut(rng: random.Random, data: bytes, _reader: Reader, _others: list[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.choice((1, 1, 2, 10, 100, 1000)) :]


def _again(rng: random.Random, data: bytes, _reader: Reader, _others: list[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = data[at : at + rng.choice((1, 5, 50, 500))]
    to = rng.randrange(len(data) + 1)
    return data[:to] + piece * rng.choice((1, 1, 2, 20)) + data[to:]


def _cross(rng: random.Random, data: bytes, _reader: Reader, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _end(rng: random.Random, data: bytes, _reader: Reader, _others: list[bytes]) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


_WAYS = (_flip, _flip, _put, _put, _put, _cut, _again, _cross, _end)

_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e308, 10**400, "", "t1", "x" * 300, "\u202ex", "a\nb", "\ufffe", [], {}, [None], {"id": "t1"},
    "2026-02-30", "#zz",
)  # fmt: skip


def _json_changed(rng: random.Random, data: bytes) -> bytes | None:
    try:
        tree = from_json(data)
    except ValueError:
        return None
    owners: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting and len(owners) < 5000:
        node = waiting.pop()
        inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        owners += [(node, key) for key, _ in inner]
        waiting += [value for _, value in inner]
    if not owners:
        return None
    for _ in range(rng.choice((1, 1, 2, 5))):
        owner, key = rng.choice(owners)
        if not (key in owner if isinstance(owner, dict) else key < len(owner)):
            continue
        what = rng.randrange(6)
        if what == 0:
            del owner[key]
        elif what == 1:
            other, place = rng.choice(owners)
            if place in other if isinstance(other, dict) else place < len(other):
                owner[key] = from_json(to_json(other[place]))
        elif what == 2 and isinstance(owner, list):
            owner.insert(rng.randrange(len(owner) + 1), owner[key])
        elif what == 3 and isinstance(owner, dict):
            owner[rng.choice(("id", "grade", "x", "phase", "format", "version"))] = rng.choice(_VALUES)
        elif what == 4 and isinstance(owner[key], str):
            owner[key] = owner[key] + rng.choice(("\u202e", "\t", "\x07", "é" * 3, "<b>"))
        else:
            owner[key] = rng.choice(_VALUES)
    try:
        return to_json(tree)
    except (ValueError, RecursionError):
        return None


def _zip_changed(rng: random.Random, data: bytes, reader: Reader) -> bytes | None:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            parts = [(part.filename, old.read(part)) for part in old.infolist()]
            # The sheet is what is read most of; the others lead to it.
            chosen = rng.randrange(len(parts))
            sheets = [i for i, (name, _) in enumerate(parts) if "sheet" in name]
            if sheets and rng.random() < 0.6:
                chosen = rng.choice(sheets)
            for i, (name, content) in enumerate(parts):
                if i == chosen:
                    if rng.random() < 0.03:
                        continue
                    for _ in range(rng.choice((1, 1, 2, 4))):
                        content = rng.choice(_WAYS)(rng, content, reader, [content])
                new.writestr(name, content)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        return None
    return out.getvalue()


# ------------------------------------------------------------------------------------------------ what they reach


class Tracer:
    """Which steps from line to line of our own code an input takes."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int, int]] = set()
        self._now: set[tuple[str, int, int]] = set()

    def new(self, run: Callable[[], object]) -> int:
        """How many steps nobody took before."""
        self._now = set()
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            run()
        finally:
            sys.settrace(before)
        fresh = self._now - self.seen
        self.seen |= fresh
        return len(fresh)

    def _enter(self, frame: FrameType, _event: str, _arg: object) -> Callable[..., Any] | None:
        name = frame.f_code.co_filename
        if "cjm_desktop" not in name:
            return None
        last = 0

        def step(frame: FrameType, event: str, _arg: object) -> Any:
            nonlocal last
            if event == "line":
                self._now.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step


def fuzz(reader: Reader, inputs: int, rng: random.Random, until: float = float("inf")) -> Iterator[tuple[bytes, Finding]]:
    """Try so many inputs on a reader; gives those that it does not end well. The counts stand in :data:`LAST`."""
    tracer, parents = Tracer(), list(reader.seeds)
    ends: dict[str, int] = {}
    done = 0
    for data in parents:
        tracer.new(lambda data=data: attempt(reader, data, 60))  # type: ignore[misc]
    while done < inputs and time.monotonic() < until:
        data = changed(rng, rng.choice(parents), reader, parents)
        done += 1
        try:
            if done % TRACED == 0:
                if tracer.new(lambda data=data: attempt(reader, data, 60)) and len(data) < _LONGEST:  # type: ignore[misc]
                    parents.append(data)
                    if len(parents) > MOST_PARENTS:
                        del parents[rng.randrange(len(reader.seeds), len(parents))]
            else:
                ended = attempt(reader, data)
                ends[ended] = ends.get(ended, 0) + 1
        except Finding as finding:
            yield data, finding
    LAST[reader.name] = (done, len(tracer.seen), len(parents), ends)


#: Inputs tried, steps reached, parents and endings of each reader, of the last run.
LAST: dict[str, tuple[int, int, int, dict[str, int]]] = {}


def bound_memory() -> None:
    """No more than :data:`MOST_BYTES` beyond what is used now, where the system can be told."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        print("memory is not bounded on this system", file=sys.stderr)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("inputs", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    options = parser.parse_args()
    chosen = [one for one in READERS if not options.only or one.name in options.only.split(",")]
    # Slow readers get fewer: unpacking a spreadsheet takes a hundred times what a line of text takes.
    weights = {"cjm": 3, "salvage": 0.7, "clipboard": 0.7, "xlsx": 0.2, "pdf": 0.7, "picture": 0.5, "colours": 0.5}
    shares = [weights.get(one.name, 1.0) for one in chosen]
    end = time.monotonic() + options.seconds
    print(f"seed {options.seed}", flush=True)
    bound_memory()
    found = total = 0
    for i, (one, share) in enumerate(zip(chosen, shares, strict=True)):
        rng = random.Random(f"{options.seed} {one.name}")
        began, left = time.monotonic(), (end - time.monotonic()) * share / sum(shares[i:])
        for data, finding in fuzz(one, round(options.inputs * share / sum(shares)), rng, began + left):
            found += 1
            KEPT.mkdir(exist_ok=True)
            path = KEPT / f"{one.name}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"{one.name}: {finding}  ({path.name})", flush=True)
            if found > 50:
                return 1
        done, steps, parents, ends = LAST[one.name]
        total += done
        spent = time.monotonic() - began
        print(f"{one.name:10} {done:8} inputs  {steps:6} steps  {parents:4} parents  {spent:6.0f} s  {ends}", flush=True)
    print(f"{total} inputs, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
