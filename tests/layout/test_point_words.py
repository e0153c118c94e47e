"""The words at a point of the emotion line: how they break, and that they keep away from edges and from each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cjm_desktop.document import GradedBy, Journey, Touchpoint
from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.graph import Reach
from cjm_desktop.layout.label import Label, label_of, ungraded_label
from cjm_desktop.layout.metrics import Metrics
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import PT, PartKind, Text
from tests.layout.maps import composer, poster, said, sample, timeline

M = Metrics(20 * PT, 1.0)


def words(emotion: str, room: float, *, big: bool = True, note: str = "", answers: int = 2) -> Label:
    """The label of a touchpoint with a nine, over its face, in a column of ``room`` em."""
    touchpoint = Touchpoint(id="t-1", title="x", emotion=emotion, grade=9)
    return label_of(touchpoint, big, note, answers, True, composer().setting("en"), M, room * M.em)


def rows(label: Label) -> list[str]:
    """What its rows say."""
    return [" ".join(piece.line.text for piece in row) for row in label.rows]


def test_a_short_word_stands_on_one_line_with_its_grade_and_answers() -> None:
    assert rows(words("glad", 12)) == ["Glad 9 n = 2"]


def test_a_grade_set_against_the_answers_has_a_mark_and_no_n() -> None:
    touchpoint, setting = Touchpoint(id="t-1", title="x", emotion="angry", grade=6, graded_by=GradedBy.GROUP), composer().setting("en")
    against, alone = (rows(label_of(touchpoint, False, "", n, True, setting, M, 12 * M.em)) for n in (6, 0))
    assert (against, alone) == (["Angry 6*"], ["Angry 6"])


@pytest.mark.parametrize("room", [12, 5, 3])
@pytest.mark.parametrize("emotion", ["glad", "pleasantly surprised"])
def test_a_word_nobody_said_is_slanted_in_softer_ink(emotion: str, room: float) -> None:
    """It never looks like what the group said, however it is broken; the grade looks as ever."""
    setting, theme = composer().setting("en"), composer().setting("en").theme
    said_by_us = Touchpoint(id="t-1", title="x", emotion=emotion, grade=9, emotion_suggested=True)
    for touchpoint, style, ink in (
        (said_by_us, "italic", theme.secondary),
        (said_by_us.replace(emotion_suggested=False), "semibold", theme.ink),
    ):
        pieces = [p for row in label_of(touchpoint, True, "", 0, True, setting, M, room * M.em).rows for p in row]
        for piece in pieces[:-1]:
            assert piece.line.runs == setting.type.line(piece.line.text, style).runs
            assert piece.fill == ink
        assert pieces[-1].line.runs == setting.type.line("9", "regular").runs
    loose = ungraded_label(said_by_us.replace(grade=None), setting, M, 12 * M.em).rows[0][0]
    assert loose.line.runs == setting.type.line(loose.line.text, "italic").runs


def test_several_words_break_before_the_grade_does() -> None:
    """The grade stays behind the last word instead of on a line of its own."""
    assert rows(words("pleasantly surprised", 10)) == ["Pleasantly", "surprised 9 n = 2"]
    assert rows(words("pleasantly surprised", 10, note="Last impression")) == [
        "Last impression",
        "Pleasantly",
        "surprised 9 n = 2",
    ]


def test_a_word_with_hyphens_breaks_at_one() -> None:
    assert rows(words("teleurgesteld-maar-hoopvol", 13)) == ["Teleurgesteld-", "maar-hoopvol 9 n = 2"]


def test_a_long_single_word_has_its_grade_under_it() -> None:
    assert rows(words("opmærksomhedskrævende", 13)) == ["Opmærksomhedskrævende", "9 n = 2"]


def test_a_word_that_fits_without_the_count_shares_the_note_s_line_with_it() -> None:
    assert rows(words("relieved after", 10.2, note="Last impression")) == [
        "Last impression · n = 2",
        "Relieved after 9",
    ]


@pytest.mark.parametrize("room", [10.4, 11, 12, 13, 14.5, 16])
@pytest.mark.parametrize("emotion", ["positivt överraskad", "kellemesen meglepett", "glad", "ingerült"])
def test_words_on_the_ground_of_a_peak_keep_away_from_its_edges(emotion: str, room: float) -> None:
    assert words(emotion, room).w <= (room - 0.6) * M.em + 1e-6


def test_a_first_impression_stands_apart_from_the_word_under_it() -> None:
    """Between the foot of the small row and the capitals of the large one there is more than within two rows of one text."""
    label = words("glad", 14, note="First impression")
    above, below = (max(piece.size for piece in row) for row in label.rows)
    gap = label.leading(0) - CAP * below
    assert gap > 0.55 * above
    assert label.h == pytest.approx(CAP * above + label.leading(0))


def test_each_side_of_the_scale_has_the_room_that_its_own_words_need() -> None:
    reach = Reach.of(sample().scale, (2, 9), (30.0, 20.0), 5.0)
    above, below = reach.pads(90.0)
    assert above == pytest.approx(30.0 - 90.0 / 9)
    assert below == pytest.approx(20.0 - 90.0 / 9)


def test_words_under_the_dips_do_not_cost_the_curve_what_only_the_peaks_need() -> None:
    journey = sample("new-laptop", "da")
    frame = poster(journey).bands[0].frame
    assert frame.pads[0] > frame.pads[1]


def asked(*emotions: str, grade: int | None = None) -> Journey:
    """A journey with these emotions; only the first touchpoint has a grade, if any has."""
    named = [
        Touchpoint(id=f"t-{i}", title=f"Step {i}", emotion=word, grade=None if i else grade)
        for i, word in enumerate(emotions)
    ]
    return sample("empty").with_(touchpoints=tuple(named))


@pytest.mark.parametrize("make", [timeline, poster])
@pytest.mark.parametrize("grade", [None, 8])
def test_an_emotion_without_a_grade_stands_at_its_ring(
    make: Callable[[Journey], MapSheet], grade: int | None
) -> None:
    journey = asked(*("glad", "hopeful", "proud", "") * 3, grade=grade)
    sheet = make(journey)
    for point in (part for part in sheet.parts() if part.kind is PartKind.POINT):
        t = next(t for t in journey.touchpoints if t.id == point.record)
        texts = [item for item in point.items if isinstance(item, Text)]
        if t.grade is not None:
            continue
        assert [item.line.text for item in texts] == ["?", *filter(None, [t.emotion.capitalize()])]
        for word in texts[1:]:
            assert word.fill == composer().setting("en").theme.secondary
            assert word.y <= -0.55 * sheet.bands[0].m.em  # over the ring, which it leaves free
    assert not [problem for problem in sheet.problems if problem.place.endswith(".emotion")]


def test_an_emotion_that_finds_no_room_at_its_ring_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjm_desktop.layout.graph.place", lambda *_, **__: None)
    sheet = poster.__wrapped__(asked("hopeful", "", "proud"))  # not one that was laid out before, nor one for those who come after
    assert "Hopeful" not in said(list(sheet.parts()))
    found = [problem for problem in sheet.problems if problem.place.endswith(".emotion")]
    assert [(one.place, one.record) for one in found] == [
        ("touchpoints[0].emotion", "t-0"),
        ("touchpoints[2].emotion", "t-2"),
    ]
    assert "no room for “hopeful”" in str(found[0].message)
