"""Lines of the Sheet put together again to texts that a person can edit.

Contract. Lines that follow each other in a part with the same type, an even distance and a common edge make one :class:`Block`; a
line at which its text was broken by its author ends a paragraph in it, any other goes on, with words that were broken over lines
whole again. Lengths are the sheet's millimetres. Nothing is measured but what the sheet says: advances of glyphs.

A block says how wide a box must be in which the same words break at the same places, and how many lines they make, so that a text that
is set anew in the same font stands as on paper. What a hyphen made fit and no longer does gets a wider box, or slightly smaller type. So
does, where there is room, what a font :data:`OTHERS` as wide would break into a line more: it would lie over what stands below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cjm_desktop.layout.sheet import Line, Run, Text

#: Distances (mm) that count as equal: what sums of floats leave, and less than anybody sees.
_SAME = 0.02
#: The least and the greatest distance of two lines of a text, in em.
_NEAREST, _FARTHEST = 0.8, 1.9
#: Weights from here on are bold in a presentation, which knows but two; how much wider Inter is in bold (or regular, below) than in a
#: weight, from its advances.
BOLD = 600
_WIDER = {500: 0.99, 600: 1.0105, 800: 0.99}
#: A box is at most this much wider than its widest line, and at least this much, for programs that measure otherwise.
_MOST, _LEAST = 1.06, 1.005
#: How wide other fonts are that stand in for ours, as a share of it: fonts do not travel with a presentation.
OTHERS = 1.12
#: Sizes that are tried for a text whose hyphens are gone.
_SIZES = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85)
#: How much of a box is reckoned with when its lines are counted: programs measure a little otherwise.
_SURE = 0.985


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one type: that of a run."""

    text: str
    run: Run


@dataclass(slots=True)
class Block:
    """A text: its lines as the sheet has them, and what it says."""

    texts: list[Text]
    role: str = ""
    language: str = ""
    #: Edges that all lines share: ``l``, ``ctr``, ``r``.
    edges: set[str] = field(default_factory=lambda: {"l", "ctr", "r"})

    @property
    def first(self) -> Text:
        """The first line."""
        return self.texts[0]

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.first.line.rtl

    @property
    def lead(self) -> float:
        """From baseline to baseline (mm); 0 for one line."""
        return self.texts[1].y - self.texts[0].y if len(self.texts) > 1 else 0.0

    @property
    def edge(self) -> str:
        """The edge the lines stand at."""
        order = ("r", "ctr", "l") if self.rtl else ("l", "ctr", "r")
        return next((one for one in order if one in self.edges), order[0])

    @property
    def left(self) -> float:
        """Left end of the leftmost line."""
        return min(text.x for text in self.texts)

    @property
    def right(self) -> float:
        """Right end of the rightmost line."""
        return max(text.x + wide(text) for text in self.texts)

    def takes(self, text: Text) -> bool:
        """Whether a line goes on with this text; it is one of its lines then."""
        last = self.texts[-1]
        if (text.size, text.fill, text.track, text.angle) != (last.size, last.fill, last.track, 0.0):
            return False
        step = text.y - last.y
        if not _NEAREST * text.size < step < _FARTHEST * text.size or text.line.rtl is not last.line.rtl:
            return False
        if len(self.texts) > 1 and abs(step - self.lead) > _SAME:
            return False
        if _type(text.line) != _type(last.line):
            return False
        edges = self.edges & _edges(last, text)
        if not edges:
            return False
        self.edges = edges
        self.texts.append(text)
        return True

    def paragraphs(self) -> list[list[Piece]]:
        """What it says, paragraph by paragraph."""
        out: list[list[Piece]] = [[]]
        widest = max(map(wide, self.texts))
        for at, text in enumerate(self.texts):
            pieces = _pieces(text.line)
            if at:
                before = self.texts[at - 1]
                if not _carried(text.line) and _over(before, text) <= widest + _SAME:
                    out.append([])
                elif out[-1] and pieces and _spaced(before.line, text.line):
                    last = out[-1][-1]
                    out[-1][-1] = Piece(last.text + " ", last.run)
            for piece in pieces:
                _put(out[-1], piece)
        return [paragraph for paragraph in out if paragraph]

    def box(self, room: float) -> tuple[float, float]:
        """How wide (mm) a box must be in which the text breaks as it does here, and by how much its size must shrink for that.

        ``room`` is how wide it may be at most where its broken words need it.
        """
        stretch = _WIDER.get(_type(self.first.line)[0], 1.0)
        widest = max(map(wide, self.texts)) * stretch
        most = widest * _MOST
        for before, after in zip(self.texts, self.texts[1:], strict=False):
            over = _over(before, after) * stretch
            if not _carried(after.line) and over > widest + _SAME:
                most = min(most, (widest + over) / 2)
        width = max(most, widest * _LEAST)
        gap = 0.29 * self.first.size * stretch
        words = [[(text, wide * stretch) for text, wide in words] for words in self._words()]
        wider = (width, *(width + (room - width) * k / 4 for k in range(1, 5) if room > width))
        sure = next((tried for tried in wider if _count(words, gap, tried / OTHERS) <= len(self.texts)), None)
        if sure is not None:
            return sure, 1.0
        if not any(text.line.read for text in self.texts):
            return width, 1.0
        for size in _SIZES:
            for tried in wider:
                if _count(words, gap, tried * _SURE / size) <= len(self.texts):
                    return tried, size
        return max(width, room), _SIZES[-1]

    def _words(self) -> list[list[tuple[str, float]]]:
        """The words of each paragraph with their widths (mm), broken ones whole."""
        size, out = self.first.size, []
        em = sum(map(wide, self.texts)) / max(1, sum(len(text.line.text) for text in self.texts))
        known: dict[str, float] = {}
        before: tuple[str, float] | None = None
        for text in self.texts:
            if not _simple(text.line):
                continue
            measured = _measured(text.line)
            known |= {word: width * size for word, width in measured}
            if before is not None and measured and _carried(text.line):
                known[before[0]] = before[1] + measured[0][1] * size
            before = None
            if text.line.read and text.line.read[-1][2] and measured:
                # The word that is broken here, without its hyphen; its end is the first of the next line.
                hyphen = text.line.runs[-1].advances[-1] if text.line.text.endswith("-") else 0.0
                before = text.line.words.split()[-1], (measured[-1][1] - hyphen) * size
        for paragraph in self.paragraphs():
            words = "".join(piece.text for piece in paragraph).split()
            out.append([(word, known.get(word, em * len(word))) for word in words])
        return out


def blocks(texts: Iterable[Text]) -> list[Block]:
    """The texts that some lines make, lines in the order of the sheet."""
    out: list[Block] = []
    for text in texts:
        if not text.line.runs or text.size <= 0:
            continue
        if not (out and out[-1].takes(text)):
            out.append(Block([text]))
    return out


def wide(text: Text) -> float:
    """Width of a line (mm), with its tracking."""
    count = sum(len(run.glyphs) for run in text.line.runs)
    return text.line.width * text.size + text.track * max(0, count - 1)


def _type(line: Line) -> tuple[int, bool]:
    face = line.runs[0].face
    return face.weight, bool(face.italic_angle)


def _edges(one: Text, other: Text) -> set[str]:
    left, right = other.x - one.x, other.x + wide(other) - one.x - wide(one)
    apart = {"l": left, "ctr": (left + right) / 2, "r": right}
    return {edge for edge, by in apart.items() if abs(by) < _SAME}


def _carried(line: Line) -> bool:
    """Whether a line begins with the rest of a word that is read in the line before."""
    return bool(line.read) and line.read[0][0] == 0 and not line.read[0][2]


def _over(before: Text, after: Text) -> float:
    """How wide the line before would be with the first word of the one after (mm)."""
    measured = _measured(after.line)
    first = measured[0][1] if measured else 0.0
    gap = 0.28 if _spaced(before.line, after.line) else 0.0
    return wide(before) + (gap + first) * after.size


def _simple(line: Line) -> bool:
    return not any(run.rtl for run in line.runs)


def _measured(line: Line) -> list[tuple[str, float]]:
    """The words of a line and their widths (em). Lines of mixed directions share their width by the number of letters, those of
    scripts without spaces give their first letter as a word.
    """
    words = line.text.split(" ")
    if len(words) == 1 and any(_unspaced(ch) for ch in line.text):
        return [(line.text[:1], line.width / max(1, len(line.text)))]
    if not _simple(line):
        each = line.width / max(1, len(line.text))
        return [(word, each * len(word)) for word in words if word]
    advances = [0.0] * (len(line.text) + 1)
    base = 0
    for run in line.runs:
        for cluster, advance in zip(run.clusters, run.advances, strict=True):
            advances[min(base + cluster, len(line.text))] += advance
        base += len(run.text)
    out, at = [], 0
    for word in words:
        if word:
            out.append((word, sum(advances[at : at + len(word)])))
        at += len(word) + 1
    return out


def _unspaced(ch: str) -> bool:
    """Scripts that are written without spaces: Thai, Lao, Khmer, Myanmar, kana and ideographs."""
    return "\u0e00" <= ch <= "\u0eff" or "\u1000" <= ch <= "\u109f" or "\u1780" <= ch <= "\u17ff" or "\u2e80" <= ch <= "\u9fff"


def _spaced(before: Line, after: Line) -> bool:
    """Whether a space stood where the line was broken."""
    left, right = before.text[-1:], after.words[:1]
    if _carried(after) or left.isspace() or right.isspace() or not left or not right:
        return False
    return not (_unspaced(left) or _unspaced(right))


def _pieces(line: Line) -> list[Piece]:
    """What a line says in reading order, run by run; a line that is read in more than one direction in one piece."""
    if not line.read and line.runs and all(run.rtl for run in line.runs):
        return [Piece(run.text, run) for run in reversed(line.runs) if run.text]
    if any(run.rtl for run in line.runs) or len(line.runs) == 1:
        return [Piece(line.words, line.runs[0])] if line.words else []
    out: list[Piece] = []
    base = 0
    for run in line.runs:
        text, at = "", base
        for start, end, instead in line.read:
            if base <= start < base + len(run.text):
                text, at = text + line.text[at:start] + instead, end
        text += line.text[at : base + len(run.text)] if at < base + len(run.text) else ""
        base += len(run.text)
        if text:
            out.append(Piece(text, run))
    return out


def _put(paragraph: list[Piece], piece: Piece) -> None:
    """Add a piece, to the last one where their types are the same."""
    if paragraph and paragraph[-1].run.face is piece.run.face and paragraph[-1].run.rtl is piece.run.rtl:
        paragraph[-1] = Piece(paragraph[-1].text + piece.text, piece.run)
    else:
        paragraph.append(piece)


def _count(paragraphs: Sequence[Sequence[tuple[str, float]]], gap: float, width: float) -> int:
    """How many lines words make in a column."""
    lines = 0
    for words in paragraphs:
        used, lines = 0.0, lines + 1
        for _, wide_ in words:
            if used and used + gap + wide_ > width:
                used, lines = 0.0, lines + 1
            used += wide_ + (gap if used else 0.0)
            while used > width:  # a word wider than the box is broken somewhere
                used, lines = used - width, lines + 1
    return lines
