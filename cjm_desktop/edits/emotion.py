"""Which word goes with a grade, and whose a word is (METHOD step 8).

A word somebody typed or chose is theirs: no grade ever takes it away, whether it is in the document's list or not. Only
a word the program put there itself follows the grade. Nothing in a word tells the one from the other ("happy" at 8 may be
either), so the touchpoint remembers it, in the file too: ``Touchpoint.emotion_suggested``. Words in files that do not say
so, and words that were imported, are somebody's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..document import Journey, Touchpoint
from .errors import replaced
from .touchpoints import set_grade


def suggest_emotion(journey: Journey, grade: float | None) -> str:
    """The document's emotion word whose usual grade lies nearest to ``grade``; of equals the one listed first.

    Empty when there is no grade or no word with a grade.
    """
    if grade is None:
        return ""
    graded = [(abs(e.grade - grade), e.word) for e in journey.emotions if e.grade is not None and e.word]
    return min(graded, key=lambda pair: pair[0])[1] if graded else ""


def should_follow(touchpoint: Touchpoint) -> bool:
    """Whether the touchpoint's word follows its grade: there is none, or the program put it there."""
    return touchpoint.emotion_suggested or not touchpoint.emotion.strip()


def grade_with_word(journey: Journey, ids: Collection[str], grade: float | None) -> Journey:
    """The journey with the same grade at some touchpoints, and the word that goes with it where the word follows.

    A suggested word goes away with its grade. Raises :class:`EditError` when the grade is not on the document's scale.
    """
    after = set_grade(journey, ids, grade)
    if after is journey:
        return journey
    word = suggest_emotion(journey, grade)
    wanted = set(ids)
    touchpoints = tuple(
        replaced(t, emotion=word, emotion_suggested=bool(word))
        if t.id in wanted and t.emotion != word and should_follow(t)
        else t
        for t in after.touchpoints
    )
    return after.with_(touchpoints=touchpoints)


def reworded(journey: Journey, words: Mapping[str, str]) -> Journey:
    """The journey whose list of emotions says ``words`` (the program's own in other languages, and what they are in the document's) in the
    document's language, and with it what the program put at touchpoints; a word somebody chose stays."""
    have = {one.word for one in journey.emotions}
    said = {one.word: words[one.word] for one in journey.emotions if one.word in words and words[one.word] not in have}
    if not said:
        return journey
    emotions = tuple(one.replace(word=said.get(one.word, one.word)) for one in journey.emotions)
    touchpoints = tuple(
        replaced(t, emotion=said[t.emotion], emotion_suggested=True) if t.emotion_suggested and t.emotion in said else t
        for t in journey.touchpoints
    )
    return journey.with_(emotions=emotions, touchpoints=touchpoints)


def folded(word: str) -> str:
    """A word as it is compared: without outer spaces, capitals aside."""
    return word.strip().casefold()
