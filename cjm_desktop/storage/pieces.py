"""A damaged journey file in pieces: what each line holds, and how deep it stands.

Contract. :func:`pieces` gives them in their order; it never raises and costs a step for each value. A journey file tells twice how it is
built: by its brackets, and by how far its lines are indented. A line that is sound is one piece, as deep as its indent says, whatever
became of the brackets before it. In any other line every value that is whole is found by the names that fields have, and what is between
is :data:`What.DAMAGE`; there the brackets tell how deep, from the left up to the first damage and from the right back to the last. So a
file that was written without lines is read too.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from typing import Any

from pydantic_core import from_json

from .grammar import NAMES


class What(Enum):
    """What a piece is."""

    VALUE = "value"
    RECORD = "{"
    LIST = "["
    END = "end"
    DAMAGE = "damage"


@dataclass(slots=True)
class Piece:
    """One piece. ``depth`` is how many records and lists it stands in (an end: what it ends); ``value`` is a value, or the text of what is
    damaged; ``part``: the value has lost something; ``laid``: its depth was told by its indent, or by all the brackets behind it;
    ``comma``: whether a comma follows, where the piece is a sound line, else ``None``; ``seam``: lines before it held nothing;
    ``line``: the number of its line, from 0."""

    what: What
    depth: int
    key: str | None = None
    value: Any = None
    part: bool = False
    laid: bool = False
    comma: bool | None = None
    seam: bool = False
    line: int = 0

    def follows(self, before: Piece) -> bool:
        """Whether this sound line can stand right behind another one: commas and depths are as they are written."""
        if self.seam:
            return False
        if self.comma is None or before.comma is None:
            return True  # damage, which is told by itself
        if before.what in _OPENERS:
            return not before.comma and self.depth == _after(before) - (self.what is What.END)
        if self.what is What.END:
            return not before.comma and self.depth == before.depth - 1
        return before.comma and self.depth == before.depth


_SAID = r'(?>[^"\\\x00-\x08\x0a-\x1f]+|\\["\\/bfnrtu])*+'
_TEXT = f'"{_SAID}"'
_OTHER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity"
_KEY = r'"([^"\\\x00-\x1f]{1,60})"[ \t]*:[ \t]*'
_LINE = re.compile(rf"([ \t]*+),?(?:{_KEY})?(?:([\[{{])|([\]}}])|({_TEXT}|{_OTHER}|\[[ \t]?\]|\{{[ \t]?\}}))([ \t,]*)\r?")
_TOKEN = re.compile(rf"[ \t\r,]+|({_TEXT})|((?:{_OTHER})(?![\w.+-]))|([\[\]{{}}:])")
_JUNK = re.compile(r'[^\s"\[\]{}:,]+|.', re.DOTALL)
# The sign that is looked for stands first: what may not be before it is asked then, not at each letter of a picture.
_MEMBER = re.compile(r'"(?<![\\\w]")([a-z_]{2,40})"[ \t]*:')
_SOUND_KEY = r'"(?P<key>[a-z_]{2,40})"'
_REST = rf"(?P<rest>(?:[\[{{]|{_TEXT}|{_OTHER}|\[\]|\{{\}}),?\r?)"
#: A line with one wrong sign in its indent, around its name, or behind its value; and the line that it should be.
_ONE_WRONG = (
    (re.compile(r"([ \t]*)[^ \t\r\"\[\]{}:,]([ \t]*[\[\]{}\"].*)"), r"\1 \2"),
    (re.compile(r"([ \t]*)[\[{]([ \t]{2,}[\]}],?\r?)"), r"\1 \2"),
    (re.compile(rf'([ \t]*)[^\s"\[\]{{}}](?P<key>[a-z_]{{2,40}})": {_REST}'), r'\1"\g<key>": \g<rest>'),
    (re.compile(rf'([ \t]*)"(?P<key>[a-z_]{{2,40}})[^a-z_"]: {_REST}'), r'\1"\g<key>": \g<rest>'),
    (re.compile(rf"([ \t]*){_SOUND_KEY}[^:] {_REST}"), r'\1"\g<key>": \g<rest>'),
    (re.compile(rf"([ \t]*){_SOUND_KEY}:[^ ] ?{_REST}"), r'\1"\g<key>": \g<rest>'),
    (re.compile(rf"([ \t]*(?:{_SOUND_KEY}: )?(?:{_TEXT}|true|false|null|[\]}}]))[^ \t\r,\w\"\[\]{{}}:]\r?"), r"\1,"),
    (re.compile(rf"([ \t]*(?:{_SOUND_KEY}: )?(?:(?:{_TEXT}|{_OTHER}|[\]}}]),|[\[{{]))[^ \t\"\[\]{{}}:,]{{1,2}}"), r"\1"),
)
#: A line with no bracket, quotation mark or word of JSON: it is as good as nothing.
_NOTHING_SOUND = re.compile(r"(?>[^\"\[\]{}tfn]+|t(?!rue)|f(?!alse)|n(?!ull))*+")
_ALL_DAMAGE = re.compile(r"(?>[^\"\[\]{}:,0-9tfnNI]+|t(?!rue)|f(?!alse)|n(?!ull)|N(?!aN)|I(?!nfinity))*+")
# What stands between values, and before and after them.
_BETWEEN = " \t\r,[]{}"
_INDENT = re.compile(r"[ \t]*")
_BRACKET = re.compile(r"[\[\]{}]")
_WHOLE = re.compile(_TEXT)
_UP_TO = re.compile(_SAID)
_LITTLE = 6
# After so many damaged lines no closer look is taken at any: what stands in a row is one piece of damage.
_MOST_HURT = 40_000
_UNREAD = "~~~"
# A file of fewer lines was not written by lines.
_FEW = 8
_OPENERS = (What.RECORD, What.LIST)


def pieces(text: str) -> list[Piece]:
    """The pieces of a text."""
    lines = text.split("\n")
    unit = unit_of(lines)
    by_lines = len(lines) > _FEW
    out: list[Piece] = []
    hurt: list[tuple[str, int, int]] = []
    looked_at = 0
    for number, line in enumerate(lines):
        piece = _sound(line, unit) or (_nearly(line, unit) if by_lines and looked_at < _MOST_HURT else None)
        if piece is None:
            if looked_at < _MOST_HURT and line.strip():
                looked_at += 1
                hurt.append((line, _depth(line, unit), number))
            elif looked_at == _MOST_HURT and line.strip() and not (hurt and hurt[-1][0] == _UNREAD):
                hurt.append((_UNREAD, _depth(line, unit), number))
            continue
        piece.line = number
        if hurt:
            more = list(_of_hurt(hurt, _before(piece), by_lines=by_lines))
            piece.seam = not any(one.what is What.DAMAGE or one.part for one in more)
            out += more
            hurt = []
        out.append(piece)
    if hurt:
        whole = text.rstrip()[-1:] in ("}", "]")
        out += _of_hurt(hurt, 0 if whole else None, by_lines=by_lines)
    return out


def unit_of(lines: list[str]) -> int:
    """By how many signs each step goes to the right."""
    wide = [len(found[0]) for line in lines[:2_000] if line.strip() and (found := _INDENT.match(line)) is not None]
    steps = Counter(after - before for before, after in pairwise(wide) if after > before)
    return max(1, steps.most_common(1)[0][0]) if steps else 2


def _depth(line: str, unit: int) -> int:
    found = _INDENT.match(line)
    return round(len(found[0]) / unit) if found is not None else 0


def _sound(line: str, unit: int) -> Piece | None:
    """The piece that a line is, if it is nothing else."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    indent, key, opens, ends, value, behind = found.groups()
    depth = round(len(indent) / unit)
    comma = "," in behind
    if opens:
        return Piece(What.RECORD if opens == "{" else What.LIST, depth, key, laid=True, comma=comma)
    if ends:
        return Piece(What.END, depth, laid=True, comma=comma) if key is None else None
    try:
        return Piece(What.VALUE, depth, key, from_json(value, allow_inf_nan=True), laid=True, comma=comma)
    except ValueError:
        return None


def _nearly(line: str, unit: int) -> Piece | None:
    """The piece that a line is when one sign beside its name and its value is put right; whether a comma follows is not told then."""
    if _NOTHING_SOUND.fullmatch(line):
        return None
    for pattern, better in _ONE_WRONG:
        found = pattern.fullmatch(line)
        if found is None or (found.groupdict().get("key") or "id") not in NAMES:
            continue
        piece = _sound(found.expand(better), unit)
        if piece is not None and (piece.key is None or piece.key in NAMES):
            piece.comma = None
            return piece
    return None


def _before(piece: Piece) -> int:
    """How many records and lists are open before a piece."""
    return piece.depth + (piece.what is What.END)


def _after(piece: Piece) -> int:
    """How many records and lists are open after a piece."""
    return piece.depth + (piece.what in _OPENERS)


def level_before(piece: Piece, next_: Piece | None) -> int | None:
    """How deep a piece stands if the next one is right; ``None`` where that cannot be told."""
    if next_ is None or not next_.laid:
        return None
    return max(0, next_.depth + (next_.what is What.END) - (piece.what in _OPENERS))


def _of_hurt(lines: list[tuple[str, int, int]], after: int | None, *, by_lines: bool) -> Iterator[Piece]:
    """The pieces of lines that are not sound; ``after`` is how many records and lists are open after them, if that is known. In a file
    that is written ``by_lines`` nobody needs the brackets beside damage, which may be part of it."""
    for at, (line, depth, number) in enumerate(lines):
        found = list(_in_line(line.strip(" \t\r"), depth))
        before = [piece.depth for piece in found]
        if at == len(lines) - 1 and after is not None:
            _measured_from_the_end(found, after)
        if by_lines and before != [piece.depth for piece in found]:
            found.append(Piece(What.DAMAGE, depth, value=line))
        if by_lines and any(piece.what is What.DAMAGE for piece in found):
            found = [piece for piece in found if piece.what in (What.VALUE, What.DAMAGE) or piece.key is not None]
        for piece in found:
            piece.line = number
        yield from found


def _measured_from_the_end(found: list[Piece], after: int) -> None:
    """How deep what stands behind the last damage is. Brackets right behind it may be part of it: they are not relied upon."""
    start = next((at for at in range(len(found), 0, -1) if found[at - 1].what is What.DAMAGE or found[at - 1].part), 0)
    for piece in reversed(found[start:]):
        if piece.what is What.END:
            piece.depth = after
            after += 1
        else:
            after -= piece.what in _OPENERS
            piece.depth = after = max(0, after)
    relied = start == 0
    for piece in found[start:]:
        relied = relied or piece.what is What.VALUE or piece.key is not None
        piece.laid = relied


def _in_line(line: str, depth: int) -> Iterator[Piece]:
    """The pieces of a line of any kind; how deep they are is counted from its beginning."""
    if line and _ALL_DAMAGE.fullmatch(line):
        yield Piece(What.DAMAGE, depth, value=line)
        return
    starts = [found.start() for found in _MEMBER.finditer(line) if found[1] in NAMES]
    bounds = [0, *(at for at in starts if at), len(line)]
    first = True
    for start, end in pairwise(bounds):
        for piece in _in_segment(line[start:end]):
            if first and piece.what is What.END:
                depth += 1  # the line of an end is as far to the left as that of its beginning
            first = False
            piece.depth = depth = depth - (piece.what is What.END)
            depth += piece.what in _OPENERS
            yield piece


def _in_segment(text: str) -> list[Piece]:
    """The pieces between one name of a field and the next. How deep they are is not told."""
    tokens, sound = _tokens(text)
    if sound:
        made = _joined(tokens)
        if made is not None:
            return made
    found = _MEMBER.match(text)
    key, rest = (found[1], text[found.end() :].lstrip()) if found is not None else (None, text.lstrip())
    if rest.startswith('"'):
        whole = _WHOLE.match(rest)
        if key is not None and whole is not None and '"' not in rest[whole.end() :] and len(rest) - whole.end() <= _LITTLE:
            # A text that is whole, and a few wrong signs behind it.
            with contextlib.suppress(ValueError):
                return [Piece(What.VALUE, 0, key, from_json(whole[0])), Piece(What.DAMAGE, 0, value=rest[whole.end() :])]
        # A text that has lost its end, or has a quotation mark too many.
        body = rest[1:].rstrip(_BETWEEN)
        tail = rest[1 + len(body) :]
        body = body.removesuffix('"')
        if body.strip():
            return [Piece(What.VALUE, 0, key, _told(body), part=True), *_brackets(tail)]
    # What is whole in it.
    if key is None:
        return _run_together(tokens)
    return [Piece(What.DAMAGE, 0, key, text), *_brackets(rest[len(rest.rstrip(_BETWEEN)) :])]


def _told(body: str) -> str:
    """What a damaged text says."""
    for whole in (body, re.sub(r'"(?<!\\")', r"\"", body)):
        try:
            return str(from_json(f'"{whole}"'))
        except ValueError:
            continue
    return body.replace("\\n", "\n").replace("\\", "")


def _brackets(text: str) -> list[Piece]:
    kinds = {"{": What.RECORD, "[": What.LIST, "}": What.END, "]": What.END}
    return [Piece(kinds[sign], 0) for sign in _BRACKET.findall(text)]


def _tokens(text: str) -> tuple[list[Piece], bool]:
    """Values, brackets and colons (as damage with the value ``:``) of a text, and whether there is nothing else in it."""
    out: list[Piece] = []
    at, sound = 0, True
    # A text that has no end has none from any of the quotation marks in it either: they all stand behind a backslash. So each is read
    # once, and not as often as there are marks before it.
    endless = 0
    while at < len(text):
        found = None if at < endless and text[at] == '"' else _TOKEN.match(text, at)
        if found is None:
            if text[at] == '"' and at >= endless:
                endless = _UP_TO.match(text, at + 1).end()  # type: ignore[union-attr]  # it matches nothing, too
            found = _JUNK.match(text, at)
            assert found is not None
            out.append(Piece(What.DAMAGE, 0, value=found[0]))
            sound = False
        elif found[3]:
            out += _brackets(found[3]) or [Piece(What.DAMAGE, 0, value=":")]
        elif found[1] or found[2]:
            try:
                out.append(Piece(What.VALUE, 0, value=from_json(found[0], allow_inf_nan=True)))
            except ValueError:
                out.append(Piece(What.DAMAGE, 0, value=found[0]))
                sound = False
        at = found.end()
    return out, sound


def _joined(tokens: list[Piece]) -> list[Piece] | None:
    """Tokens with names and what they name put together; ``None`` where a colon stands between other things."""
    out: list[Piece] = []
    key: str | None = None
    for at, token in enumerate(tokens):
        if token.what is What.DAMAGE:
            name = out.pop() if out and key is None else None
            if name is None or name.what is not What.VALUE or not isinstance(name.value, str) or name.key is not None:
                return None
            key = name.value
            if at == len(tokens) - 1:
                return None
            continue
        if key is not None:
            if token.what is What.END:
                return None
            token.key, key = key, None
        out.append(token)
    return out


def _run_together(found: list[Piece]) -> list[Piece]:
    """Damage beside damage is one."""
    out: list[Piece] = []
    for is_damage, some in groupby(found, lambda piece: piece.what is What.DAMAGE):
        same = list(some)
        if is_damage:
            same[0].value = " ".join(str(piece.value) for piece in same)
        out += same[:1] if is_damage else same
    return out
