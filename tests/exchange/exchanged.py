"""Journeys as outlines and tables can hold them: every field of theirs, names that tell records apart."""

from __future__ import annotations

from hypothesis import strategies as st

from cjm_desktop.document import Journey, clean_line, clean_text
from cjm_desktop.exchange.builder import Builder, Imported
from cjm_desktop.exchange.fields import folded, number_text

_letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])
lines = st.text(_letters | st.sampled_from("#-*>:&;|,=+@'\"[]` 1."), max_size=12).map(clean_line)
names = st.text(_letters, min_size=1, max_size=8).map(clean_line).filter(folded)
texts = st.text(_letters | st.sampled_from("\n\n \t#-*>:&=#10;38"), max_size=16).map(clean_text)
quotes = texts.filter(lambda text: bool(text.strip()))
durations = st.sampled_from(["", "20 min", "1.5 h", "3 d", "6 w"])
grades = st.none() | st.integers(2, 20).map(lambda n: n / 2) | st.floats(1, 10)


@st.composite
def maps(draw: st.DrawFn, *, phase_names: st.SearchStrategy[str] = names) -> Journey:
    """A journey built the way imports build one."""
    from cjm_desktop.document import Scale

    builder = Builder(Scale())
    for phase in range(draw(st.integers(0, 3))):
        if phase:
            builder.start_phase(draw(phase_names))
        for _ in range(draw(st.integers(0, 3))):
            grade, desired = draw(grades), draw(grades)
            builder.add(
                {
                    "title": draw(lines),
                    "text": draw(texts),
                    "kind": draw(st.sampled_from(["contact", "own action", "silence", "waiting"])),
                    "channel": draw(st.just("") | names),
                    "party": draw(st.just("") | names),
                    "when": draw(durations),
                    "duration": draw(durations),
                    "emotion": draw(st.just("") | names),
                    "grade": "" if grade is None else number_text(grade),
                    "desired": "" if desired is None else number_text(desired),
                    "expectation": draw(texts),
                    "quote": tuple(draw(st.lists(quotes, max_size=2))),
                    "opportunity": tuple(draw(st.lists(names, max_size=2))),
                },
                "",
            )
    made: Imported = builder.journey(
        title=draw(lines),
        language=draw(st.sampled_from(["en", "hu", "pt-BR"])),
        goals=tuple(draw(st.lists(names, max_size=2))),
        expectations=tuple(draw(st.lists(names, max_size=2))),
    )
    return made.journey
