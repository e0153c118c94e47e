"""Real names stay in the house: every field of the document that can hold one, and every kind of file that leaves."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest

from cjm_desktop.cli.export_options import TABLES
from cjm_desktop.document import (
    Charter,
    FeedbackPlan,
    FooterBlock,
    Imprint,
    Interview,
    Journey,
    Opportunity,
    Participant,
    Record,
    real_names,
    without_names,
)
from cjm_desktop.document.base import Line, Lines, Text
from cjm_desktop.exchange.files import file_of_journey
from cjm_desktop.exchange.handover import read_preset
from cjm_desktop.exchange.handover_files import handover_bytes
from cjm_desktop.layout.sheet import Text as DrawnText
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates

#: The fields that hold the real name of somebody.
PERSONAL = {"Participant.name", "Interview.respondent", "Opportunity.person"}
#: Fields of a line or more that are about no living person: things, roles, a made-up traveller, what people write of their own.
OTHERS = {
    "Candidate.note", "Candidate.title", "Channel.name", "Charter.ends", "Charter.need", "Charter.pains", "Charter.purpose",
    "DesiredExperience.realistic", "DesiredExperience.statement", "EmotionWord.word", "FeedbackPlan.question", "FeedbackPlan.reader",
    "FeedbackPlan.when",
    "Imprint.authors", "Imprint.organisation", "Imprint.version", "Interview.note", "Interview.pseudonym", "Journey.expectations",
    "Journey.goals", "Journey.parking", "Journey.title", "LaneText.text", "Opportunity.measure", "Opportunity.text",
    "Opportunity.title", "Participant.department", "Participant.role", "Party.name", "Party.note", "Persona.age", "Persona.ambitions",
    "Persona.expectations", "Persona.frustrations", "Persona.hobbies", "Persona.name", "Persona.needs", "Persona.role",
    "Persona.story", "PersonaGrade.emotion", "Phase.name", "Phase.note", "Picture.alt", "PosterSettings.footer", "PosterSettings.qr",
    "Quote.text", "Round.name", "Round.note", "ServiceLevel.name", "ServiceLevel.unit", "TextLane.name", "Touchpoint.emotion",
    "Touchpoint.expectation", "Touchpoint.note", "Touchpoint.systems", "Touchpoint.text", "Touchpoint.title", "Traveller.compound",
    "Traveller.word", "Answer.emotion", "Answer.expectation", "Answer.happened", "Answer.quote", "Answer.why_channel",
}  # fmt: skip
NAME = "Qzx{}name"


@cache
def _kinds() -> tuple[type[Record], ...]:
    """Every kind of record of the schema."""
    found: dict[type[Record], None] = {}
    todo: list[Any] = [Journey]
    while todo:
        one = todo.pop()
        todo += get_args(one)
        if isinstance(one, type) and issubclass(one, Record) and one not in found:
            found[one] = None
            todo += [field.annotation for field in one.model_fields.values()]
    return tuple(found)


def _is_personal(kind: type[Record], field: str) -> bool:
    extra = kind.model_fields[field].json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("x-personal"))


def _free_text(kind: type[Record], field: str) -> bool:
    """Whether people write what they like into a field."""
    words = {repr(get_args(one)[1:]) for one in (Line, Text)}
    info = kind.model_fields[field]
    inner = get_args(info.annotation)
    many = (bool(inner) and any(repr(get_args(one)[1:]) in words for one in inner)) or info.annotation == get_args(Lines)[0]
    return many or (info.annotation is str and any(repr((one,)) in words for one in info.metadata))


def test_somebody_has_decided_of_every_field_whether_it_holds_a_name() -> None:
    fields = [(kind, field) for kind in _kinds() for field in kind.model_fields]
    assert {f"{kind.__name__}.{field}" for kind, field in fields if _is_personal(kind, field)} == PERSONAL
    free = {f"{kind.__name__}.{field}" for kind, field in fields if _free_text(kind, field) and not _is_personal(kind, field)}
    assert free == OTHERS


def named() -> Journey:
    """A whole journey with a name of its own in every such field, and authors whom the foot does not print."""
    journey = templates.load("new-colleague", "en")
    names = {field: NAME.format(at) for at, field in enumerate(sorted(PERSONAL))}
    charter: Charter = journey.charter.replace(participants=(Participant(id="who", name=names["Participant.name"]),))
    told = Interview(id="told", respondent=names["Interview.respondent"], pseudonym="K.")
    idea = Opportunity(id="idea", title="Tell them", touchpoints=(journey.touchpoints[0].id,), person=names["Opportunity.person"])
    made: Journey = journey.replace(
        charter=charter,
        interviews=(*(one.replace(respondent="") for one in journey.interviews), told),
        opportunities=(*(one.replace(person="") for one in journey.opportunities), idea),
        feedback=FeedbackPlan(question="How was it?", when="At the end", reader="The desk"),
        imprint=Imprint(authors=("QzxAname",)),
        poster=journey.poster.replace(foot=(FooterBlock.DATE,), show_names=False),
    )
    return made


def test_the_walk_finds_every_name_and_takes_every_one_away() -> None:
    assert set(real_names(named())) == {NAME.format(at) for at in range(len(PERSONAL))}
    bare = without_names(named())
    assert not real_names(bare)
    assert "Qzx" not in bare.model_dump_json()


def _unpacked(data: bytes) -> bytes:
    """A file with all that is packed in it unpacked."""
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            plain = io.BytesIO()
            pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False,
                     object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
            return plain.getvalue()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    return data


def _spelt(data: bytes) -> bool:
    plain = _unpacked(data)
    spellings = ["Qzx".encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")]
    return any(one in plain or one.hex().upper().encode() in plain.upper() for one in spellings)


def _drawn(order: PrintOrder) -> bool:
    return any(
        isinstance(item, DrawnText) and "Qzx" in item.line.text
        for sheet in Press().sheets(named(), order)
        for part in sheet.parts()
        for item in part.items
    )


@pytest.mark.parametrize(
    ("view", "kind"),
    [("poster", "pdf"), ("poster", "svg"), ("poster", "png"), ("poster", "pptx"), ("deck", "pptx"), ("timeline", "svg"), ("blank", "pdf")]
    + [(view, "pdf") for view in ("participants", "persona", "interview", "cards", "faces", "findings", "opportunities", "actions")],
)
def test_no_name_is_in_what_is_printed(view: str, kind: Any) -> None:
    order = PrintOrder(view, kind, paper="A4", dpi=30, attach=True if view == "blank" else None)
    assert not any(_spelt(data) for data in Press().render(named(), order).files)
    assert not _drawn(order), "not in a picture either, where nobody can search for it"


def test_with_names_they_are_there_so_that_these_tests_would_find_them() -> None:
    assert _drawn(PrintOrder("actions", names=True))
    assert _drawn(PrintOrder("participants", names=True))
    (data,) = Press().render(named(), PrintOrder(names=True)).files
    assert _spelt(data)


@pytest.mark.parametrize("kind", sorted(one.lstrip(".") for one in TABLES))
@pytest.mark.parametrize("across", [False, True])
def test_no_name_is_in_a_table_an_outline_or_a_diagram(kind: str, across: bool) -> None:
    if across and kind not in ("csv", "xlsx"):
        return
    assert not _spelt(file_of_journey(named(), kind, "", across=across).data)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "md", "txt"])
def test_no_name_is_in_a_list_for_another_tool(kind: str) -> None:
    told = (handover_bytes(named(), read_preset("list"), str, which="all", names=names, kind=kind) for names in (False, True))
    assert [_spelt(data) for data in told] == [False, True]


def test_no_name_is_in_the_pack(tmp_path: Path) -> None:
    from cjm_desktop.cli import main
    from cjm_desktop.storage import save_journey

    save_journey(named(), tmp_path / "a.cjm", None)
    assert main(["export", str(tmp_path / "a.cjm"), "--view", "pack", "-o", str(tmp_path / "pack.pdf"), "--lang", "en"]) in (0, 1)
    assert not _spelt((tmp_path / "pack.pdf").read_bytes())
