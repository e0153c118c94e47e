"""HOW a journey changes: one pure function ``Journey -> Journey`` per thing a person may want to do.

Every edit checks what it changes, and only that, and raises :class:`EditError` with a sentence when it cannot be done;
the journey given in is never altered. What comes back shares every untouched record with it, and an edit that
changes nothing gives back the very same journey, so that a change set is a list of ``is`` tests. New ids are given by the
caller (:func:`cjm_desktop.document.fresh_id`).
"""

from .answers import AnswerGrades, grade_made, take_answers
from .document import change, learn_emotion
from .emotion import grade_with_word, reworded, should_follow, suggest_emotion
from .errors import EditError
from .evidence import keep_as_round, measure, take_grades, tell
from .framing import (
    adopt_persona,
    choose_candidate,
    drop_participant,
    move_participant,
    propose,
    put_participant,
)
from .lanes import tell_in_lane, text_in_lane
from .opportunities import change_opportunity, place_opportunity, weigh_opportunity
from .personas import emotion_of, grade_line, grade_of
from .phases import add_phase, change_phase, move_phase, remove_phase, set_phase_start
from .records import drop, put, reorder
from .touchpoints import (
    add_touchpoints,
    change_touchpoints,
    duplicate_touchpoints,
    move_touchpoints,
    remove_touchpoints,
    set_grade,
)

__all__ = [
    "AnswerGrades",
    "EditError",
    "add_phase",
    "add_touchpoints",
    "adopt_persona",
    "change",
    "change_opportunity",
    "change_phase",
    "change_touchpoints",
    "choose_candidate",
    "drop",
    "drop_participant",
    "duplicate_touchpoints",
    "emotion_of",
    "grade_line",
    "grade_made",
    "grade_of",
    "grade_with_word",
    "keep_as_round",
    "learn_emotion",
    "measure",
    "move_participant",
    "move_phase",
    "move_touchpoints",
    "place_opportunity",
    "propose",
    "put",
    "put_participant",
    "remove_phase",
    "remove_touchpoints",
    "reorder",
    "reworded",
    "set_grade",
    "set_phase_start",
    "should_follow",
    "suggest_emotion",
    "take_answers",
    "take_grades",
    "tell",
    "tell_in_lane",
    "text_in_lane",
    "weigh_opportunity",
]
