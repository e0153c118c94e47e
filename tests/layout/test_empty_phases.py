"""Phases that hold no card yet: the plan of a map (METHOD step 6) can be seen and printed from its first card on."""

from __future__ import annotations

import pytest
from maps import poster, said, timeline, value

from cjm_desktop.document import Journey, Persona, PersonaGrade, Phase, Touchpoint


def _planned(phases: int, cards: int, phase: int) -> Journey:
    """All cards in one of many phases; two people travel."""
    return Journey(
        title="Planned",
        personas=(Persona(id="a", name="Ada"), Persona(id="b", name="Bo")),
        phases=tuple(Phase(id=f"f{i}", name=f"Phase {i}") for i in range(phases)),
        touchpoints=tuple(
            Touchpoint(
                id=f"t{i}",
                phase=f"f{phase}",
                title=f"Card {i}",
                grade=5.0 + i % 4,
                personas=(PersonaGrade(persona="b", grade=4.0 + i % 3),),
            )
            for i in range(cards)
        ),
    )


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("phases", [6, 16])
@pytest.mark.parametrize("cards", [1, 6])
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_every_phase_is_drawn_though_most_are_empty(phases: int, cards: int, where: str, portrait: bool) -> None:
    journey = _planned(phases, cards, {"first": 0, "middle": phases // 2, "last": phases - 1}[where])
    sheet = poster(journey, portrait=portrait)
    assert value(sheet), "a painter would draw it"
    words = said(list(sheet.parts()))
    for one in (*journey.phases,):
        assert one.name in words
    for card in journey.touchpoints:
        assert card.title in words
    assert value(timeline(journey))
