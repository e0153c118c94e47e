"""The printed words of a map in one language: labels that layout sets but never chooses.

:func:`printed_words` asks a catalogue for each of them (context ``poster``), so the poster's language may differ from
that of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def plain_number(value: float) -> str:
    """A number with a point and without needless digits: 7, 7.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Words:
    """Labels in one language. ``…_of`` templates have named places filled by layout."""

    language: str
    journey: str
    assumption_map: str
    ideal_map: str
    persona: str
    goals: str
    expectations: str
    touchpoints: str
    quotes: str
    emotions: str
    opportunities: str
    parties: str
    neutral: str
    high: str
    low: str
    peak: str
    dip: str
    first: str
    last: str
    begins: str
    ends: str
    deepest_dip: str
    highest_peak: str
    one_deepest_dip: str
    one_highest_peak: str
    how_it_begins: str
    how_it_ends: str
    no_grade: str
    contact: str
    own_action: str
    #: The same where there is room for one short word only.
    own_action_short: str
    silence: str
    waiting: str
    observed: str
    assumed: str
    #: In the legend, itself set in italics: what an emotion in italics is.
    suggested: str
    by_group: str
    not_known: str
    interview: str
    interviews: str
    vote: str
    votes: str
    spread: str
    voices: str
    shortfall: str
    waits_linear: str
    waits_log: str
    continued: str
    sheet_of: str
    onward_of: str
    no_phase: str
    grade_of: str
    lift_dip: str
    strengthen_peak: str
    bridge_silence: str
    shorten: str
    planned_peak: str
    no_touchpoint_yet: str
    quick: str
    structural: str
    version_of: str
    review_of: str
    target_of: str
    scale_bar_of: str
    untitled_journey: str
    untitled_touchpoint: str
    untitled_phase: str
    empty_title: str
    empty_text: str
    drop_here: str
    desired: str
    unit_minutes: str
    unit_hours: str
    unit_days: str
    unit_weeks: str
    could_be_dropped: str
    decisive: str
    sla: str
    service_levels: str
    systems: str
    rounds: str
    time: str
    time_in_all: str
    about_so_long: str
    time_and_work: str
    time_told: str
    wait_told: str
    work_told: str
    round_of: str
    map_now: str
    in_all: str
    untitled_lane: str
    service_target_of: str
    target_met: str
    target_missed: str
    wanted: str
    scope: str
    scope_kinds: tuple[str, str]
    scope_from: str
    scope_to: str
    qr: str
    #: Writes a day (``2026-05-01``) the way the language does.
    day: Callable[[str], str] = str
    #: Writes a number the way the language does.
    number: Callable[[float], str] = plain_number

    def told_by(self, n: int) -> str:
        """How many interviews a map rests on: “1 interview”, “2 interviews”. One is counted alone in each of our languages."""
        return f"{n} {self.interview if n == 1 else self.interviews}"


def printed_words(
    pgettext: Callable[[str, str], str],
    language: str,
    day: Callable[[str], str] = str,
    number: Callable[[float], str] = plain_number,
) -> Words:
    """The words of a language; ``pgettext(context, english)`` is the catalogue's look-up, ``day`` and ``number`` its way with
    dates and numbers.
    """
    return Words(
        language=language,
        day=day,
        number=number,
        journey=pgettext("poster", "{traveller_journey}"),
        assumption_map=pgettext("poster", "Assumption map"),
        ideal_map=pgettext("poster", "Ideal {traveller_journey}"),
        persona=pgettext("poster", "Persona"),
        goals=pgettext("poster", "Goals"),
        expectations=pgettext("poster", "Expectations"),
        touchpoints=pgettext("poster", "Touchpoints"),
        quotes=pgettext("poster", "In their own words"),
        emotions=pgettext("poster", "Emotions"),
        opportunities=pgettext("poster", "Opportunities"),
        parties=pgettext("poster", "Responsible"),
        neutral=pgettext("poster", "Neutral"),
        high=pgettext("poster", "Delighted"),
        low=pgettext("poster", "Upset"),
        peak=pgettext("poster", "Peak"),
        dip=pgettext("poster", "Dip"),
        first=pgettext("poster", "First impression"),
        last=pgettext("poster", "Last impression"),
        begins=pgettext("poster", "begins"),
        ends=pgettext("poster", "ends"),
        deepest_dip=pgettext("poster", "Deepest dip"),
        highest_peak=pgettext("poster", "Highest peak"),
        one_deepest_dip=pgettext("poster", "One of the deepest dips"),
        one_highest_peak=pgettext("poster", "One of the highest peaks"),
        how_it_begins=pgettext("poster", "How it begins"),
        how_it_ends=pgettext("poster", "How it ends"),
        no_grade=pgettext("poster", "no grade yet"),
        contact=pgettext("poster", "Contact"),
        own_action=pgettext("poster", "Own action"),
        # Translators: short for “Own action”, over a narrow card: one short word.
        own_action_short=pgettext("poster", "Self"),
        silence=pgettext("poster", "Silence"),
        waiting=pgettext("poster", "Waiting"),
        observed=pgettext("poster", "observed"),
        assumed=pgettext("poster", "assumed"),
        # Translators: in the legend, set in italics: an emotion in italics is a word that the program put there for the grade.
        suggested=pgettext("poster", "italic: the program’s word"),
        by_group=pgettext("poster", "set by the group"),
        not_known=pgettext("poster", "not known"),
        interview=pgettext("poster", "interview"),
        interviews=pgettext("poster", "interviews"),
        vote=pgettext("poster", "vote"),
        votes=pgettext("poster", "votes"),
        spread=pgettext("poster", "how far answers lie apart"),
        voices=pgettext("poster", "one line for each respondent"),
        shortfall=pgettext("poster", "short of the wish"),
        waits_linear=pgettext("poster", "waiting, to scale"),
        waits_log=pgettext("poster", "waiting, logarithmic"),
        continued=pgettext("poster", "continued"),
        sheet_of=pgettext("poster", "Sheet {number} of {count}"),
        onward_of=pgettext("poster", "on sheet {number}"),
        no_phase=pgettext("poster", "No phase yet"),
        grade_of=pgettext("poster", "{number}. {title}: {emotion} {grade}"),
        lift_dip=pgettext("poster", "Lift a dip"),
        strengthen_peak=pgettext("poster", "Strengthen a peak"),
        bridge_silence=pgettext("poster", "Bridge a silence"),
        shorten=pgettext("poster", "Shorten or drop"),
        planned_peak=pgettext("poster", "Planned peak"),
        no_touchpoint_yet=pgettext("poster", "no touchpoint yet"),
        quick=pgettext("poster", "quick"),
        structural=pgettext("poster", "structural"),
        version_of=pgettext("poster", "Version {version}"),
        review_of=pgettext("poster", "Next review {date}"),
        target_of=pgettext("poster", "Target {grade}"),
        scale_bar_of=pgettext("poster", "{length} mm at 1:1"),
        untitled_journey=pgettext("poster", "Untitled journey"),
        untitled_touchpoint=pgettext("poster", "Untitled touchpoint"),
        untitled_phase=pgettext("poster", "Unnamed phase"),
        empty_title=pgettext("poster", "Start with the first thing {the_traveller} does"),
        empty_text=pgettext(
            "poster", "Double-click here to add a touchpoint, or paste a list: each line becomes a card."
        ),
        drop_here=pgettext("poster", "Drop a card here"),
        desired=pgettext("poster", "desired"),
        unit_minutes=pgettext("poster", "min"),
        unit_hours=pgettext("poster", "h"),
        unit_days=pgettext("poster", "d"),
        unit_weeks=pgettext("poster", "wk"),
        could_be_dropped=pgettext("poster", "could be dropped"),
        decisive=pgettext("poster", "decisive"),
        sla=pgettext("poster", "Service level"),
        service_levels=pgettext("poster", "Service levels"),
        systems=pgettext("poster", "Systems"),
        rounds=pgettext("poster", "Before and after"),
        time=pgettext("poster", "Time"),
        about_so_long=pgettext("poster", "about {length}"),
        time_in_all=pgettext("poster", "{elapsed} in all"),
        time_and_work=pgettext("poster", "{elapsed} in all, {worked} of work"),
        time_told=pgettext("poster", "{waited} of waiting, {worked} of work, as told by the cards"),
        wait_told=pgettext("poster", "{waited} of waiting, as told by the cards"),
        work_told=pgettext("poster", "{worked} of work, as told by the cards"),
        round_of=pgettext("poster", "Round {number}"),
        map_now=pgettext("poster", "The map"),
        in_all=pgettext("poster", "in all"),
        untitled_lane=pgettext("poster", "Unnamed lane"),
        service_target_of=pgettext("poster", "target {value}"),
        target_met=pgettext("poster", "target met"),
        target_missed=pgettext("poster", "target missed"),
        wanted=pgettext("poster", "The experience we want"),
        scope=pgettext("poster", "Scope"),
        scope_kinds=(pgettext("poster", "The whole life cycle"), pgettext("poster", "One need")),
        scope_from=pgettext("poster", "From"),
        scope_to=pgettext("poster", "To"),
        qr=pgettext("poster", "QR code: {text}"),
    )
