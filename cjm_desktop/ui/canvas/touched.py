"""What a step changed, for the eye: where on the map to look when it was undone or done again.

Contract. :func:`touched` compares two versions of a document that share their untouched records, in time that grows with the number
of records only.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from cjm_desktop.document import Journey, Opportunity, Phase, Touchpoint


def touched(before: Journey, after: Journey, selected: Container[str] = ()) -> tuple[str, ...]:
    """The records of ``after`` that a step from ``before`` made, changed or moved, the ``selected`` ones first.

    Where records went and nothing else, it is the touchpoint that now stands where the first of them stood. Touchpoints go before
    opportunities, and these before phases. Empty when the step is not about anything on the map.
    """
    found = _changed(before.touchpoints, after.touchpoints)
    if not found:
        found = _moved(before.touchpoints, after.touchpoints, selected)
    if not found:
        found = _beside(before.touchpoints, after.touchpoints)
    if not found:
        found = _changed(before.opportunities, after.opportunities)
    if not found:
        found = _changed(before.phases, after.phases)
    return (*(i for i in found if i in selected), *(i for i in found if i not in selected))


_Records = Sequence[Touchpoint] | Sequence[Phase] | Sequence[Opportunity]


def _changed(before: _Records, after: _Records) -> tuple[str, ...]:
    """Records that are new or other than before."""
    if before is after:
        return ()
    old = {record.id: record for record in before}
    return tuple(r.id for r in after if old.get(r.id) is not r and old.get(r.id) != r)


def _moved(
    before: Sequence[Touchpoint], after: Sequence[Touchpoint], selected: Container[str]
) -> tuple[str, ...]:
    """Touchpoints that stand elsewhere among those that were there before: of two blocks that changed places the selected one,
    else the shorter."""
    here = {t.id for t in after}
    then = [t.id for t in before if t.id in here]
    there = set(then)
    now = [t.id for t in after if t.id in there]
    differ = [k for k, (a, b) in enumerate(zip(then, now, strict=True)) if a != b]
    if not differ:
        return ()
    then, now = then[differ[0] : differ[-1] + 1], now[differ[0] : differ[-1] + 1]
    picked = tuple(ident for ident in now if ident in selected)
    if picked:
        return picked
    # Two blocks that changed places: what stands first now is where the one was cut from the other.
    cut = then.index(now[0])
    first, second = now[: len(now) - cut], now[len(now) - cut :]
    return tuple(second if len(second) < len(first) else first)


def _beside(before: Sequence[Touchpoint], after: Sequence[Touchpoint]) -> tuple[str, ...]:
    """The touchpoint before the first that went, else the one after it."""
    here = {t.id for t in after}
    gone = next((k for k, t in enumerate(before) if t.id not in here), None)
    if gone is None or not after:
        return ()
    return (after[max(0, gone - 1)].id,)
