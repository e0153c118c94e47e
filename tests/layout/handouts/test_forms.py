"""Sheets to fill in: persona, interview guide, participants and actions."""

from __future__ import annotations

import base64
import re
import struct
import zlib

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.analysis.findings import findings
from cjm_desktop.document import (
    Answer,
    Channel,
    Charter,
    Interview,
    Journey,
    Opportunity,
    Participant,
    Party,
    Persona,
    Phase,
    Picture,
    Scale,
    Touchpoint,
)
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout.handouts import Page
from cjm_desktop.layout.handouts.actions import in_order
from cjm_desktop.layout.picture import data_of, initials_of, pixels_of
from cjm_desktop.layout.sheet import Image, Path
from tests.layout.handouts.papers import A3, A4, handout, said, texts
from tests.layout.maps import sample


def png(width: int, height: int) -> bytes:
    """A white PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def lines_to_write(page: Page) -> int:
    """Level lines of at least 30 mm on a page."""
    count = 0
    for part in page.parts():
        for item in part.items:
            if (
                isinstance(item, Path)
                and item.stroke
                and [len(segment) for segment in item.segments] == [3, 3]
            ):
                (x0, y0), (x1, y1) = (tuple(map(float, segment[1:])) for segment in item.segments)
                count += y0 == y1 and x1 - x0 >= 30
    return count


# Persona ------------------------------------------------------------------------------------------------------------


def test_one_page_for_each_persona_and_a_blank_one_for_none() -> None:
    assert len(handout("persona", sample())) == 2
    pages = handout("persona", Journey())
    assert len(pages) == 1
    assert lines_to_write(pages[0]) > 20


def test_a_persona_says_all_it_knows() -> None:
    journey = sample()
    maya = journey.personas[0]
    text = said(handout("persona", journey)[:1]).replace("\n", " ")
    for wanted in (maya.name, maya.role, *maya.hobbies, *maya.ambitions, *maya.needs, *maya.expectations):
        assert wanted in text
    assert "Perhaps they had changed their minds" in text  # what they said at the deepest dip


def test_less_is_left_to_write_the_more_is_known() -> None:
    journey = sample()
    known, little = (lines_to_write(page) for page in handout("persona", journey))
    assert known < little < lines_to_write(handout("persona", Journey())[0])


def test_the_quote_comes_from_people_like_this_persona() -> None:
    journey = Journey(
        personas=(Persona(id="a", name="A"), Persona(id="b", name="B")),
        touchpoints=(Touchpoint(id="t", grade=2), Touchpoint(id="u", grade=8)),
        interviews=(
            Interview(
                id="i",
                persona="b",
                respondent="Zebulon Quist",
                answers=(Answer(touchpoint="u", quote="Lovely"), Answer(touchpoint="t", quote="Dreadful")),
            ),
        ),
    )
    first, second = handout("persona", journey)
    assert "Dreadful" not in said([first])
    assert "“Dreadful”" in said([second])
    assert "Zebulon" not in said([first, second])


def test_a_picture_is_cut_square_and_not_distorted() -> None:
    picture = Picture(data=base64.b64encode(png(40, 20)).decode(), alt="A face")
    page = handout("persona", Journey(personas=(Persona(id="p", name="Ada", picture=picture),)))[0]
    image = next(item for part in page.parts() for item in part.items if isinstance(item, Image))
    assert image.w / image.h == pytest.approx(2)
    assert image.alt == "A face"


def test_a_damaged_picture_is_told_and_initials_stand_in() -> None:
    picture = Picture(data=base64.b64encode(b"no picture").decode())
    page = handout("persona", Journey(personas=(Persona(id="p", name="Ada King", picture=picture),)))[0]
    assert any(problem.place == "personas[0].picture" for problem in page.problems)
    assert "AK" in said([page])


def test_sizes_of_pictures_are_read_from_their_heads() -> None:
    assert pixels_of(png(7, 3)) == (7, 3)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x05\x00\x09\x03" + b"\0" * 12
    assert pixels_of(jpeg) == (9, 5)
    for bad in (
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"GIF89a" + b"\0" * 40,
        jpeg[:12],
        b"\xff\xd8ab" + b"\0" * 20,
    ):
        assert pixels_of(bad) is None
    assert data_of(None) == b""
    assert data_of(Picture(data="a")) == b""
    assert initials_of("  ada  of king ") == "AO"
    assert initials_of("") == ""


def test_more_channels_than_fit_are_counted_and_the_preferred_ones_are_there() -> None:
    channels = tuple(Channel(id=f"c{i}", name=f"Way {i}") for i in range(30))
    persona = Persona(id="p", name="Ada", channels=("c29", "c28"))
    page = handout("persona", Journey(channels=channels, personas=(persona,)))[0]
    assert "Way 29" in said([page]) and "Way 28" in said([page])
    assert [problem.message.values["count"] for problem in page.problems] == [10]


def test_a3_is_the_same_sheet_larger() -> None:
    small, large = (handout("persona", sample(), paper)[0] for paper in (A4, A3))
    tall = [
        max(box.bottom - box.top for box in texts(page) if box.text == "Maya Thornton")
        for page in (small, large)
    ]
    assert tall[1] / tall[0] == pytest.approx(420 / 297, rel=0.02)


# Interview guide ----------------------------------------------------------------------------------------------------


def test_every_phase_is_asked_about_with_silence_and_quote() -> None:
    journey = sample()
    text = said(handout("interview", journey))
    for phase in journey.phases:
        assert phase.name in text
    for question in (
        "What happened, step by step?",
        "Which channels did you use, and why those?",
        "What had you expected?",
        "Was it met?",
        "Which grade would you give it?",
        "When did you hear nothing although you expected to? How long, and what did you do then?",
        "In their own words",
    ):
        assert text.split("\n").count(question) == len(journey.phases), question


def test_the_guide_opens_with_scope_and_consent_and_closes_with_thanks() -> None:
    journey = sample()
    text = said(handout("interview", journey)).replace("\n", " ")
    assert "My new job" in text
    assert journey.charter.need in text
    assert journey.charter.ends in text
    assert "May I take notes and use your words without your name?" in text
    assert "Say thank you" in text
    assert journey.personas[0].frustrations[0] in text


def test_without_phases_it_asks_about_before_during_and_after() -> None:
    text = said(handout("interview", Journey())).split("\n")
    for stage in ("Before the first contact", "Along the way", "Afterwards"):
        assert text.count(stage) == 1


@pytest.mark.parametrize(
    ("scale", "numbers"),
    [
        (Scale(), [str(k) for k in range(1, 11)]),
        (Scale(lowest=1, highest=5, neutral=3), ["1", "2", "3", "4", "5"]),
        (Scale(lowest=-1, highest=1, neutral=0), ["−1", "0", "1"]),
    ],
)
def test_the_scale_of_the_document_is_ticked(scale: Scale, numbers: list[str]) -> None:
    journey = Journey(scale=scale, phases=(Phase(id="p", name="Only"),))
    page = next(page for page in handout("interview", journey) if "Only" in said([page]))
    middle = next(box for box in texts(page) if box.text == "Which grade would you give it?")
    row = [
        b.text
        for b in sorted(texts(page), key=lambda b: b.left)
        if middle.bottom < b.top < middle.bottom + 10
    ]
    assert [text for text in row if text.lstrip("−").isdigit()] == numbers


def test_a_scale_of_many_grades_is_written_not_ticked() -> None:
    text = said(handout("interview", Journey(scale=Scale(lowest=0, highest=100, neutral=50))))
    assert "A grade from 0 to 100:" in text


# Participants -------------------------------------------------------------------------------------------------------


def boxes(page: Page, size: float) -> int:
    """Squares to tick of a size (mm) on a page."""
    found = 0
    for part in page.parts():
        for item in part.items:
            if isinstance(item, Path) and item.fill and item.stroke and len(item.segments) == 10:
                xs = [float(segment[-2]) for segment in item.segments if len(segment) > 1]
                found += abs(max(xs) - min(xs) - size) < 0.01
    return found


def test_participants_then_parties_nobody_speaks_for_then_blank_rows() -> None:
    journey = Journey(
        charter=Charter(
            participants=(Participant(id="c", department="IT", role="Analyst", front_line=True),)
        ),
        parties=(Party(id="p", name="IT"), Party(id="q", name="Castle Access")),
    )
    page = handout("participants", journey)[0]
    shown = said([page]).split("\n")
    assert shown.index("IT") < shown.index("Castle Access")
    assert shown.count("IT") == 1
    assert "front line" in shown
    assert boxes(page, 4.4) >= 15


def test_many_participants_take_more_pages_and_the_last_has_blank_rows() -> None:
    people = tuple(Participant(id=f"c{i}", department=f"Team {i}") for i in range(40))
    pages = handout("participants", Journey(charter=Charter(participants=people)))
    assert len(pages) > 1
    assert sum(boxes(page, 4.4) for page in pages) >= 44
    text = said(pages).split("\n")
    assert all(f"Team {i}" in text for i in range(40))


# Actions ------------------------------------------------------------------------------------------------------------


def test_actions_are_sorted_by_day_then_by_priority() -> None:
    def made(
        name: str, due: str = "", impact: int | None = None, effort: int | None = None, votes: int = 0
    ) -> Opportunity:
        return Opportunity(id=name, title=name, due=due, impact=impact, effort=effort, votes=votes)

    wanted = ["soon", "big", "easy", "loved", "plain", "undated-big", "undated"]
    by_name = {
        "undated": made("undated"),
        "plain": made("plain", "2026-06-01", 3, 4),
        "big": made("big", "2026-06-01", 5, 5),
        "loved": made("loved", "2026-06-01", 3, 4, 9),
        "easy": made("easy", "2026-06-01", 3, 1),
        "undated-big": made("undated-big", "", 5),
        "soon": made("soon", "2026-05-01"),
    }
    journey = Journey(opportunities=tuple(by_name.values()))
    assert [o.id for _, o in in_order(journey)] == wanted
    text = said(handout("actions", journey)).split("\n")
    assert [line for line in text if line in by_name] == wanted


def test_the_list_ends_with_feedback_point_and_review_and_keeps_rows_free() -> None:
    page = handout("actions", sample())[-1]
    text = said([page]).replace("\n", " ")
    assert "What should we have done differently in your first three months?" in text
    assert "6 October 2026" in text
    rows = [box for box in texts(page) if box.text in {o.title for o in sample().opportunities}]
    assert boxes(page, 4.0) >= len(rows) + 2


def test_a_long_list_repeats_its_heads_on_every_page() -> None:
    many = tuple(Opportunity(id=f"o{i}", title=f"Change {i}") for i in range(40))
    pages = handout("actions", Journey(opportunities=many))
    assert len(pages) > 2
    for page in pages:
        assert {"Action", "Owner", "Due", "Measured by", "Status"} <= {box.text for box in texts(page)}
    assert all(f"Change {i}" in said(pages).split("\n") for i in range(40))


def test_forms_lie_as_they_are_used() -> None:
    for kind in ("persona", "interview", "participants"):
        assert all(page.height > page.width for page in handout(kind, Journey()))
    assert all(page.width > page.height for page in handout("actions", Journey()))


def test_findings_are_numbered_and_each_rule_is_printed_once() -> None:
    journey = sample()
    found = findings(journey, read(journey))
    text = re.sub(r"\s+", " ", said(handout("findings", journey)))
    for one in found:
        assert re.sub(r"\s+", " ", catalogue_for("en").say(one.message)) in text
    assert len(found) > len({one.kind for one in found})
    for rule in {one.kind: one.rule for one in found}.values():
        assert text.count(rule.why.template) == 1
    assert "Fredrickson & Kahneman (1993)" in text
    assert "Nothing yet." in said(handout("findings", Journey()))
