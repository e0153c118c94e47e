"""Sizes of paper as people type them, and the sentence for what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.layout import Paper, PaperError
from cjm_desktop.layout.paper import LONGEST, SHORTEST
from cjm_desktop.layout.typed_size import typed_size, written_size


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("60 x 90 cm", (600, 900)),
        ("60×90", (600, 900)),
        ("60 cm x 90", (600, 900)),
        ("90 X 60 CM.", (900, 600)),
        ("1.2 m x 80 cm", (1200, 800)),
        ("1,2 x 0,8", (1200, 800)),
        ("24x36 in", (609.6, 914.4)),
        ('24" × 36"', (609.6, 914.4)),
        ("24 by 36 inches", (609.6, 914.4)),
        ("24 × 36 tum", (609.6, 914.4)),
        ("2 ft x 3 ft", (609.6, 914.4)),
        ("8.5x11in", (215.9, 279.4)),
        ("914x1500mm", (914, 1500)),
        ("914 x 1500", (914, 1500)),
        ("841.5x1189,25mm", (841.5, 1189.25)),
        # As the dialog itself writes it in English, Hungarian or Swedish.
        ("1,189 × 841 mm", (1189, 841)),
        ("1.189 × 841 mm", (1189, 841)),
        ("1\u00a0189 × 841 mm", (1189, 841)),
        ("1,189.5 × 841 mm", (1189.5, 841)),
        ("1.189 x 0.841 m", (1189, 841)),
        # Ten millimetres are no paper, ten centimetres are.
        ("10×10", (100, 100)),
    ],
)
def test_sizes_are_understood_as_people_type_them(typed: str, size: tuple[float, float]) -> None:
    paper = Paper.named(typed)
    assert (paper.width, paper.height) == pytest.approx(size)
    assert Paper.named(paper.name) == paper, "it is kept in mm and read back as it was"
    assert re.fullmatch(r"[\d.]+x[\d.]+mm", paper.name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("a0", "A0"),
        ("A 3", "A3"),
        ("ansi d", "ANSI-D"),
        ("Arch_E", "ARCH-E"),
        ("roll 914", "ROLL-914"),
        ("Roll 914 mm (36 in)", "ROLL-914"),
        ("Rulle 610 mm", "ROLL-610"),
        ("Tekercs, 1067 mm (42 hüvelyk)", "ROLL-1067"),
    ],
)
def test_names_are_understood_as_people_type_them(typed: str, name: str) -> None:
    assert Paper.named(typed).name == name


@pytest.mark.parametrize("typed", ["10x10mm", "9x9 mm", "1200 x 80", "60 x 90 m", "0x0", f"{'9' * 400}x200mm"])
def test_a_size_that_no_printer_takes_is_said_to_be_one(typed: str) -> None:
    with pytest.raises(PaperError, match="from 100 to 5080 mm"):
        Paper.named(typed)


@pytest.mark.parametrize("typed", ["A9", "", "x", "60", "60 x", "60 x 90 x 3", "60 x 90 miles", "-60 x 90 cm", "ROLL-"])
def test_what_is_no_paper_gets_examples_that_can_be_typed(typed: str) -> None:
    with pytest.raises(PaperError) as raised:
        Paper.named(typed)
    said = str(raised.value.message)
    assert f"“{typed}”" in said
    assert "-" not in said.replace(typed, ""), "no internal code such as ROLL-914"
    names, sizes = said.split("such as ")[1:]
    examples = re.split(r", | or ", names.removesuffix(", or a size ")) + re.split(r", | or ", sizes.rstrip("."))
    assert len(examples) == 8
    for example in examples:
        assert Paper.named(example)


_SIDE = st.floats(SHORTEST, LONGEST).map(lambda mm: round(mm, 2))


@given(_SIDE, _SIDE)
def test_a_kept_size_comes_back(width: float, height: float) -> None:
    assert typed_size(written_size(width, height), SHORTEST, LONGEST) == (width, height)


@given(st.text(max_size=40))
def test_anything_typed_is_a_paper_or_a_sentence(typed: str) -> None:
    try:
        paper = Paper.named(typed)
    except PaperError as error:
        said = str(error.message)
    else:
        said = f"{Paper.named(paper.name) == paper}."
    assert said.endswith(".") and said != "False."
