"""Form fields that commit what is typed or chosen, one undo entry a visit, and the links that tie them to
the document."""

from .base import MIXED, Field, Link, Mixed, Unfit
from .choice import (
    CheckField,
    ChoiceField,
    ColourField,
    IconField,
    IconSheet,
    SegmentField,
    TagsField,
)
from .combo import Combo
from .grade import GradeBar, GradeField, MarkField, zone_colours
from .links import change_record, journey_link, record_link, spoken_link, touchpoints_link
from .long_line import LongLine, LongLineField
from .text import DayField, DurationField, LineField, LinesField, NumberField, SignField, TextField, number_in
from .ticks import Tick, TickField, TicksField, WordsField, Wrapped
from .widgets import Flow, Option, Segments, Switch

__all__ = [
    "MIXED",
    "CheckField",
    "ChoiceField",
    "ColourField",
    "Combo",
    "DayField",
    "DurationField",
    "Field",
    "Flow",
    "GradeBar",
    "GradeField",
    "IconField",
    "IconSheet",
    "LineField",
    "LinesField",
    "Link",
    "LongLine",
    "LongLineField",
    "MarkField",
    "Mixed",
    "NumberField",
    "Option",
    "SegmentField",
    "Segments",
    "SignField",
    "Switch",
    "TagsField",
    "TextField",
    "Tick",
    "TickField",
    "TicksField",
    "Unfit",
    "WordsField",
    "Wrapped",
    "change_record",
    "journey_link",
    "number_in",
    "record_link",
    "spoken_link",
    "touchpoints_link",
    "zone_colours",
]
