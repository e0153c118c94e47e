"""Which word goes with a grade while a point is dragged (METHOD step 8). Nothing here changes a journey."""

from __future__ import annotations

from ..document import Journey, Touchpoint


def suggest_emotion(journey: Journey, grade: float | None) -> str:
    """The document's emotion word whose usual grade lies nearest to ``grade``; of equals the one listed first.

    Empty when there is no grade or no word with a grade.
    """
    if grade is None:
        return ""
    graded = [(abs(e.grade - grade), e.word) for e in journey.emotions if e.grade is not None and e.word]
    return min(graded, key=lambda pair: pair[0])[1] if graded else ""


def should_follow(journey: Journey, touchpoint: Touchpoint) -> bool:
    """Whether the touchpoint's word follows its grade: it is empty or one of the document's words.

    A word somebody typed is theirs and stays, whatever happens to the grade.
    """
    if not touchpoint.emotion.strip():
        return True
    return folded(touchpoint.emotion) in {folded(e.word) for e in journey.emotions}


def folded(word: str) -> str:
    """A word as it is compared: without outer spaces, capitals aside."""
    return word.strip().casefold()
