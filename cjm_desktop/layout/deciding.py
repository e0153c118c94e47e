"""Deciding what goes on how many sheets, and how large what is read from far away can be.

:mod:`.solve` finds bands for sheets that are given; here it is asked for one sheet and for several, and with larger titles, faces and
words for those who stand further away than a metre. What serves best is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, LaneKind

from .findings import FLAT
from .fitting import Room, Solution, Wish
from .memo import Memo
from .metrics import grown
from .paper import ROLLS, Paper, smallest_legible
from .setting import Setting
from .sheet import PT
from .solve import WORTH_A_SHEET, Solver

#: A journey stays on one sheet as long as it can be read from this share of the reading distance: who cannot, takes a step closer.
#: Smaller type goes over further sheets, but not over more than so many for its own sake.
_CLOSER, _READABLE_SHEETS = 0.5, 6
#: Nobody reads a text under this size (pt), however near: it goes over further sheets before.
LEAST_PT = 5.0
#: For larger titles the body may shrink to this share.
_BODY_KEPT = 0.88

#: The height (mm) for bands on a sheet of a series: its number, counted from 0, and how many there are; without them that of the only
#: one.
Height = Callable[..., float]


class Decision:
    """The sheets of one poster. :attr:`solver` is what solved them, as it was last decided."""

    def __init__(
        self,
        given: tuple[Journey, Insights, Setting, Memo, Paper],
        distance: float,
        sheets: int,
        wish: Wish,
        line: Callable[[Sequence[Solution]], float],
    ) -> None:
        """``given`` is what a solver takes, ``sheets`` how many there may be; ``line`` gives the height (mm) of the scale on the one of
        some sheets that has the least room for it."""
        self._line = line
        self._given, self.distance, self.sheets, self._wish = given, distance, sheets, wish
        self.paper = given[-1]
        self.u = self.paper.unit
        self.near = self.paper.near(distance)
        self.solver = Solver(*given, distance, wish=wish, far=self.near)

    def solve(self, height: Height) -> list[Solution]:
        """The bands of each sheet. With ``sheets`` 0 there are as many as are needed to hold it and to read it, with 1 there is one,
        come what may; of more there are at most so many, as far as they make type larger.

        For those who stand further away than a metre what is read from far away is as large as the sheets allow, up to what
        :func:`grown` says, provided that nothing else is shortened for it and the body hardly shrinks.
        """
        plain = self._solve(height)
        best, kept = plain, self.solver
        largest = plain[0].em
        if self.paper.name in ROLLS:  # their length gives everything its size
            return plain
        for growth in grown(self.distance):
            self.solver = Solver(*self._given, self.distance, wish=self._wish, far=growth)
            found = self._solve(height)
            if (
                len(found) == len(plain)
                and found[0].most_text == plain[0].most_text
                and found[0].brief == plain[0].brief
                and found[0].em >= _BODY_KEPT * plain[0].em
                and found[0].em * growth > largest
                and self._curve_room(found, height) >= min(FLAT * self.u, self._curve_room(plain, height))
                and self.solver.broken(found) <= self.solver.broken(plain)
            ):
                best, kept, largest = found, self.solver, found[0].em * growth
        self.solver = kept
        return best

    def _curve_room(self, solved: Sequence[Solution], height: Height) -> float:
        """The least height (mm) that a scale can have, with room for words over and under it."""
        whole = [Room(0, 0, height(k, len(solved))) for k in range(len(solved))]
        shared = self.solver.joined(solved, whole) if len(solved) > 1 else whole
        rooms = [room.height - one.fixed for room, one in zip(shared or whole, solved, strict=True)]
        return min(
            room / len(one.bands) - 2 * one.bands[0].m.graph_pad
            for room, one in zip(rooms, solved, strict=True)
        )

    def _solve(self, height: Height) -> list[Solution]:
        """The bands of each sheet with what the solver says is read from far away."""
        solver = self.solver
        found = solver.one(height())
        if self.sheets == 1:
            return [found or solver.squeezed(height())]
        if self.sheets == 0:
            readable = self._readable(found, height)
            if readable or found is None:
                return readable or self._several(height, 0)
            return self._seen(found, height) or [found]
        most = self.sheets
        while found is None or most > 1:
            several = self._several(height, most)
            if _worth_it(found, several):
                return several
            # Fewer of them may have a card on each.
            most = min(most, len(several)) - 1
        return [found]

    def _several(self, height: Height, most: int) -> list[Solution]:
        """What :meth:`~.solve.Solver.several` gives; only sheets that go on have the sign for it."""
        found = self.solver.several(_of_each(height), most)
        return found if len(found) > 1 else [self.solver.squeezed(height())]

    def _readable(self, one: Solution | None, height: Height) -> list[Solution]:
        """The journey on as few sheets as let it be read from near by; of no more than a handful, the largest type that they give.
        Empty where one sheet (its solution is given) can be read, or nothing larger is to be had."""
        least = max(smallest_legible(self.distance * _CLOSER - 0.005), LEAST_PT)
        if least <= self.solver.floor * self.u or (one is not None and one.em >= least * PT):
            return []
        each = _of_each(height)
        nearer = Solver(*self._given, self.distance, wish=Wish(least), far=self.solver.far)
        found = nearer.whole(each, _READABLE_SHEETS)
        if found and _worth_it(one, found, 1.0):
            self.solver = nearer
            return found
        found = self.solver.whole(each, _READABLE_SHEETS, wide=True)
        return found if _worth_it(one, found) else []

    def _seen(self, one: Solution, height: Height) -> list[Solution]:
        """The journey on as few sheets as give its line the height that can be seen. Empty where one sheet (its solution is given) does,
        or where sheets that read as well do not."""
        least = FLAT * self.u * max(1.0, self.distance * _CLOSER)
        solver = self.solver
        if self.paper.name in ROLLS or not solver.order.has(LaneKind.CURVE) or solver.slots < 2:
            return []
        if self._line([one]) >= least:
            return []
        found = solver.whole(_of_each(height), _READABLE_SHEETS)
        if len(found) < 2 or found[0].em < one.em or self._line(found) < least:
            solver.brief = one.brief
            return []
        return found


def _of_each(height: Height) -> float:
    """The height (mm) that every sheet of a series has for its bands: they begin where those of the sheet with the highest head do."""
    return min(height(0, 2), height(1, 2))


def _worth_it(one: Solution | None, several: Sequence[Solution], larger: float = WORTH_A_SHEET) -> bool:
    """Whether several sheets serve better than one (``None`` where one does not hold the journey): their type is at least ``larger`` times
    as large, and none of them is without a card."""
    if one is None:
        return True
    return (
        len(several) > 1
        and several[0].em >= one.em * larger
        and all(any(band.columns.stop > band.columns.start for band in each.bands) for each in several)
    )
