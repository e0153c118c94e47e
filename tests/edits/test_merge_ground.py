"""The version that two copies went on from, guessed from a history: nobody's work is lost by a wrong guess."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.document import Journey, Opportunity, Party, Phase, Quote, Touchpoint
from cjm_desktop.edits.merge import Choice, Clash, Merged, merge, resolve
from cjm_desktop.edits.merge_ground import guess

BASE = Journey(
    title="My new laptop",
    goals=("Fast",),
    parties=(Party(id="p1", name="IT"),),
    phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
    touchpoints=(
        Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0, party="p1"),
        Touchpoint(id="t2", phase="f1", title="Waits", grade=3.0),
        Touchpoint(id="t3", phase="f1", title="Calls", grade=2.0),
        Touchpoint(id="t4", phase="f2", title="Gets it", grade=8.0),
    ),
    opportunities=(Opportunity(id="o1", title="Tell them", touchpoints=("t2",)),),
)
Edit = Callable[[Journey], Journey]


def titled(ident: str, title: str) -> Edit:
    return lambda journey: edits.change_touchpoints(journey, (ident,), title=title)


def graded(ident: str, grade: float | None) -> Edit:
    return lambda journey: edits.set_grade(journey, (ident,), grade)


def history(*steps: Edit, base: Journey = BASE) -> list[Journey]:
    """The versions after each step, the first one before all."""
    out = [base]
    for step in steps:
        out.append(step(out[-1]))
    return out


def merged_by_guess(versions: list[Journey], ours: Journey, theirs: Journey) -> Merged:
    found = guess(versions, ours, theirs)
    return merge(found.ground, ours, theirs, None, found.doubtful)


def keys(merged: Merged) -> list[str]:
    return sorted(one.key for one in merged.conflicts)


def test_what_was_saved_after_the_copy_left_is_never_overwritten() -> None:
    versions = history(titled("t3", "No laptop A"))
    theirs = graded("t3", 5)(titled("t3", "No laptop B")(BASE))
    found = guess(versions, versions[-1], theirs)
    assert found.at == 0
    merged = merged_by_guess(versions, versions[-1], theirs)
    assert keys(merged) == ["touchpoints/t3/title"]
    assert [t.title for t in merged.journey.touchpoints][2] == "No laptop A"
    assert merged.journey.touchpoints[2].grade == 5
    after = resolve(merged, {"touchpoints/t3/title": Choice.THEIRS})
    assert not after.conflicts
    assert after.journey.touchpoints[2].title == "No laptop B"


def test_what_the_copy_has_and_lacks_says_when_it_left() -> None:
    versions = history(
        titled("t1", "Asks her manager for a laptop"),
        lambda j: edits.put(j, "parties", Party(id="p9", name="Finance")),
        graded("t2", 1),
        titled("t4", "Has it"),
    )
    ours = titled("t1", "Asks the team lead for a laptop")(versions[-1])
    # It has the party, lacks the title; a grade that is another one says nothing.
    theirs = titled("t3", "Rings up")(versions[2])
    assert guess(versions, ours, theirs).at == 2
    merged = merged_by_guess(versions, ours, theirs)
    assert not merged.conflicts
    assert [t.title for t in merged.journey.touchpoints] == ["Asks the team lead for a laptop", "Waits", "Rings up", "Has it"]
    assert merged.journey.touchpoints[1].grade == 1


def test_what_may_be_either_is_asked() -> None:
    # It knows the new party, and lacks the other one that came with it: was that taken out, or did it never have it?
    def both(journey: Journey) -> Journey:
        return edits.put(edits.put(journey, "parties", Party(id="p8", name="Shop")), "parties", Party(id="p9", name="Finance"))

    versions = history(both)
    theirs = edits.drop(versions[1], "parties", "p8")
    merged = merged_by_guess(versions, versions[1], theirs)
    assert [(one.key, one.what) for one in merged.conflicts] == [("parties/p8", Clash.REMOVED)]
    assert len(merged.journey.parties) == 3
    gone = resolve(merged, {"parties/p8": Choice.THEIRS})
    assert [party.id for party in gone.journey.parties] == ["p1", "p9"]
    assert not gone.conflicts


def test_there_and_back_is_work_too() -> None:
    versions = history(graded("t1", 9), graded("t1", 7))
    merged = merged_by_guess(versions, versions[-1], graded("t1", 2)(BASE))
    assert keys(merged) == ["touchpoints/t1/grade"]


def test_an_equal_copy_brings_nothing() -> None:
    versions = history(titled("t1", "One"), graded("t2", 9))
    for theirs in versions:
        merged = merged_by_guess(versions, versions[-1], theirs)
        assert merged.journey == versions[-1]
        assert not merged.conflicts


# ------------------------------------------------------------------------------------------------ by property

_CARDS = ("t1", "t2", "t3", "t4")


@st.composite
def steps(draw: st.DrawFn, mark: str, number: int) -> Edit:
    """An edit whose values nobody had before; grades may be the same on both sides."""
    ident = draw(st.sampled_from(_CARDS))
    text = f"{mark} {number}" + (" with many more words" if draw(st.booleans()) else "")
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return titled(ident, text)
    if kind == 1:
        # Every number once, so that none is put back; both may write the same.
        return graded(ident, round(1 + number / 10, 1))
    if kind == 2:
        return lambda j: edits.change_touchpoints(j, (ident,), text=text)
    if kind == 3:
        new = Touchpoint(id=f"{mark}{number}", phase="f2", title=text)
        return lambda j: edits.add_touchpoints(j, (new,), len(j.touchpoints))
    if kind == 4:
        return lambda j: edits.change_touchpoints(j, (ident,), quotes=(Quote(text=text),))
    if kind == 5:
        return lambda j: edits.put(j, "parties", Party(id=f"{mark}p{number}", name=text))
    if kind == 6:
        return lambda j: j.with_(goals=(*j.goals, text))
    return lambda j: j.with_(title=text)


def _leaves(journey: Journey) -> dict[str, object]:
    out: dict[str, object] = {"title": journey.title, "goals": journey.goals}
    for name in ("touchpoints", "parties", "phases", "opportunities"):
        for record in getattr(journey, name):
            out[f"{name}/{record.id}"] = True
            out.update({f"{name}/{record.id}/{field}": getattr(record, field) for field in type(record).model_fields})
    return out


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_edit_of_either_is_lost_without_being_told(data: st.DataObject) -> None:
    """Whatever would come of the true common version comes of the guessed one too, or is asked."""
    mine = [data.draw(steps("a", number)) for number in range(data.draw(st.integers(1, 8)))]
    versions = history(*mine)
    true = data.draw(st.integers(0, len(versions) - 1))
    theirs = versions[true]
    for number in range(true + 1, true + 1 + data.draw(st.integers(1, 5))):
        theirs = data.draw(steps("b", number))(theirs)
    ours = data.draw(st.sampled_from(versions[true:]))
    # Not all is saved yet, and a history is thinned, even of the version that was copied; not of the first one and the newest.
    kept = versions[: max(true, versions.index(ours) - data.draw(st.integers(0, 2))) + 1]
    kept = [one for at, one in enumerate(kept) if at in (0, len(kept) - 1) or data.draw(st.integers(0, 4)) != 0]
    meant, guessed = merge(versions[true], ours, theirs), merged_by_guess(kept, ours, theirs)
    asked = set(keys(guessed))

    def told(key: str) -> bool:
        return any(key == one or key.startswith(one + "/") or one.startswith(key + "/") for one in asked)

    def there(was: object, now: object) -> bool:
        # Of what is in a list without ids more may stay; nothing is missing.
        return was == now or (isinstance(was, tuple) and isinstance(now, tuple) and set(was) <= set(now))

    wanted, found = _leaves(meant.journey), _leaves(guessed.journey)
    lost = {key for key in wanted.keys() | found.keys() if not there(wanted.get(key), found.get(key)) and not told(key)}
    assert not lost
    assert not {key for key in keys(meant) if not told(key)}
