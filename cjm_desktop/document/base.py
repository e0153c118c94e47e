"""What every record of a journey shares: frozen, validated, tolerant of keys it does not know.

Records never change; :meth:`Record.replace` gives a validated copy that shares every untouched value. Unknown keys
(written by a newer minor version of the program) are kept and written back, so a load-save round trip loses
nothing. Texts refuse control characters and lone surrogates, because neither PDF, SVG nor XML can hold them.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

#: Longest text in one field, in characters. A poster cell holds some 400; this only stops absurd input.
MAX_TEXT = 20_000
#: Most records in one list of a journey.
MAX_RECORDS = 20_000
#: Most entries in a list of words, such as goals: no poster and no person can take in more.
MAX_WORDS = 200


def _pattern(signs: str) -> str:
    """The pattern of texts without these signs, in which every isolate that is opened is closed again (one in another at most)."""
    plain, opens = rf"[^{signs}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]", r"[\u2066-\u2068]"
    return rf"^{plain}*(?:{opens}(?:{plain}|{opens}{plain}*\u2069)*\u2069{plain}*)*$"


# No C0 controls but tab and newline, no DEL or C1, no noncharacters: none of them can be printed. Nothing that turns letters round against
# their nature, or what stands behind the text along with it (Unicode's bidirectional algorithm, UAX #9): embeddings, overrides, isolates
# that are not closed. The marks and closed isolates that right-to-left languages need stay.
_CLEAN = _pattern(r"\x00-\x08\x0B-\x1F\x7F-\x9F")
#: Pattern of a single line that can be printed; for fields with a limit of their own.
PRINTABLE = _pattern(r"\x00-\x1F\x7F-\x9F\u2028\u2029")

#: Text of one or more lines; ``\n`` separates paragraphs.
Text = Annotated[str, StringConstraints(pattern=_CLEAN, max_length=MAX_TEXT)]
#: Text of a single line: names, titles, words.
Line = Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=MAX_TEXT)]
#: A short list of single lines: goals, hobbies, systems.
Lines = Annotated[tuple[Line, ...], Field(max_length=MAX_WORDS)]
#: A person's real name. Exports leave fields of this type out unless asked (METHOD step 5, privacy).
Personal = Annotated[
    str,
    StringConstraints(pattern=PRINTABLE, max_length=MAX_TEXT),
    Field(json_schema_extra={"x-personal": True}),
]
#: A short id, unique in the whole document, that stays with its record for life.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


def _in_the_calendar(text: str) -> str:
    """Refuses 30 February, which the pattern alone lets through."""
    if text:
        date.fromisoformat(text)  # its ValueError says what is wrong
    return text


#: A calendar day, ``YYYY-MM-DD``; empty when not known.
Day = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$"),
    AfterValidator(_in_the_calendar),
]
#: A count such as votes.
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Record(BaseModel):
    """Base of everything in a document: immutable, comparable, validated on every construction."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, validate_default=False)

    def replace(self, **changes: Any) -> Self:
        """A validated copy with some fields changed; every other value is shared with this record.

        Raises ``pydantic.ValidationError`` when a new value does not fit its field.
        """
        values: dict[str, Any] = dict(self.__dict__)
        if self.__pydantic_extra__:
            values.update(self.__pydantic_extra__)
        values.update(changes)
        return type(self).model_validate(values)


def clean_text(raw: str) -> str:
    """What a person typed or pasted, made fit for a :data:`Text` field.

    Line ends become ``\\n``, tabs stay, control characters, lone surrogates and noncharacters go, and the text is
    composed (NFC) so that “é” typed as two characters is found and printed as one. What turns letters round against their
    nature (the embeddings and overrides of Unicode's bidirectional algorithm) goes too: a text would say another thing than it
    shows, and turn round what stands after it. Marks and isolates, which right-to-left languages need, stay; an isolate that is
    never closed would take in what stands after it, and goes.
    """
    if raw.isprintable() and unicodedata.is_normalized("NFC", raw):
        return raw[:MAX_TEXT]  # nearly all there is to clean needs no look at every character
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = [
        ch
        for ch in text
        if ch in "\n\t"
        or not (
            ord(ch) < 32
            or 0x7F <= ord(ch) <= 0x9F
            or 0xD800 <= ord(ch) <= 0xDFFF
            or 0x202A <= ord(ch) <= 0x202E
            or ord(ch) in (0xFFFE, 0xFFFF)
        )
    ]
    return _closed(unicodedata.normalize("NFC", "".join(kept))[:MAX_TEXT])


def _closed(text: str) -> str:
    """A text without isolates that are not closed, or that are deeper than two."""
    if not any("\u2066" <= ch <= "\u2069" for ch in text):
        return text
    going: set[int] = set()
    opened: list[int] = []
    for at, ch in enumerate(text):
        if "\u2066" <= ch <= "\u2068":
            opened.append(at)
        elif ch == "\u2069" and opened:
            if len(opened) > 2:
                going.update((opened[-1], at))
            opened.pop()
        elif ch == "\u2069":
            going.add(at)
    going.update(opened)
    # An isolate in one that was never closed is not as deep any more, but stands as it did.
    return "".join(ch for at, ch in enumerate(text) if at not in going)


def clean_line(raw: str) -> str:
    """Like :func:`clean_text`, for a :data:`Line` field: line breaks and tabs become single spaces."""
    return " ".join(clean_text(raw).split())
