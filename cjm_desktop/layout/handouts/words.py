"""The printed words of the handouts in one language, as data: layout sets them and never chooses.

:func:`handout_words` asks a catalogue for each of them (context ``handout``), so that a handout may speak another language
than the window. Words that posters have too (kinds of touchpoint and opportunity, quick, structural) are in
:class:`cjm_desktop.layout.words.Words`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cjm_desktop.document import Message


@dataclass(frozen=True, slots=True)
class HandoutWords:
    """Labels and questions in one language; ``step_of``, ``intro``, ``on_the_map`` … have named places filled by layout.

    ``say`` gives a whole sentence of the layers below in that language.
    """

    language: str
    step_of: str
    true_size: str
    number: str
    title: str
    touchpoint: str
    channel: str
    phase: str
    name: str
    role: str
    date: str
    cards: str
    cards_hint: str
    faces: str
    faces_hint: str
    opportunity_cards: str
    opportunities_hint: str
    owner: str
    due: str
    measure: str
    status: str
    idea: str
    planned: str
    doing: str
    done: str
    dropped: str
    persona: str
    age: str
    story: str
    says: str
    ambitions: str
    frustrations: str
    what_matters: str
    needs: str
    hobbies: str
    solution: str
    ready_made: str
    do_it_yourself: str
    channels: str
    interview: str
    interview_hint: str
    respondent: str
    interviewer: str
    last_time: str
    read_aloud: str
    intro_thanks: str
    intro: str
    intro_from: str
    intro_to: str
    intro_honest: str
    consent: str
    consent_yes: str
    consent_no: str
    opening: str
    ask_self: str
    ask_begin: str
    ask_goal: str
    listen: str
    before: str
    during: str
    after: str
    on_the_map: str
    ask_happened: str
    ask_channel: str
    ask_expected: str
    met: str
    met_yes: str
    met_partly: str
    met_no: str
    ask_feeling: str
    ask_grade: str
    grade_between: str
    ask_silence: str
    ask_quote: str
    closing: str
    ask_best: str
    ask_worst: str
    ask_change: str
    ask_whole: str
    ask_else: str
    thanks: str
    participants: str
    present: str
    party: str
    signature: str
    place: str
    facilitator: str
    front_line: str
    affected: str
    implements: str
    findings: str
    findings_hint: str
    findings_none: str
    finding: str
    on_cards: str
    what_we_do: str
    actions: str
    actions_hint: str
    tick: str
    action: str
    feedback: str
    feedback_question: str
    feedback_when: str
    feedback_reader: str
    review: str
    board: str
    board_hint: str
    impact_grid: str
    impact_grid_hint: str
    do_now: str
    plan_it: str
    nice_to_have: str
    leave_it: str
    more_impact: str
    less_effort: str
    not_marked: str
    at_touchpoint: str
    due_on: str
    late_since: str
    impact_of: str
    effort_of: str
    nobody_yet: str
    no_title: str
    say: Callable[[Message], str] = str


def handout_words(pgettext: Callable[[str, str], str], language: str, say: Callable[[Message], str] = str) -> HandoutWords:
    """The words of a language; ``pgettext(context, english)`` is the catalogue's look-up, ``say`` what it makes of a sentence."""
    return HandoutWords(
        language=language,
        step_of=pgettext("handout", "Step {number}"),
        true_size=pgettext("handout", "Print at 100 % and cut along the dashed lines."),
        number=pgettext("handout", "No."),
        title=pgettext("handout", "Title"),
        touchpoint=pgettext("handout", "Touchpoint"),
        channel=pgettext("handout", "Channel"),
        phase=pgettext("handout", "Phase"),
        name=pgettext("handout", "Name"),
        role=pgettext("handout", "Role"),
        date=pgettext("handout", "Date"),
        cards=pgettext("handout", "Touchpoint cards"),
        cards_hint=pgettext(
            "handout",
            "Each card is as large as a sticky note (76 × 76 mm); the blank ones are for what is "
            "still missing.",
        ),
        faces=pgettext("handout", "Emotion faces"),
        faces_hint=pgettext(
            "handout",
            "Lay a face under each touchpoint: the better the mood, the higher. The number is the grade.",
        ),
        opportunity_cards=pgettext("handout", "Opportunity cards"),
        opportunities_hint=pgettext(
            "handout",
            "Hang each card under its touchpoint; on blank ones circle the kind.",
        ),
        owner=pgettext("handout", "Owner"),
        due=pgettext("handout", "Due"),
        measure=pgettext("handout", "Measured by"),
        status=pgettext("handout", "Status"),
        idea=pgettext("handout", "idea"),
        planned=pgettext("handout", "planned"),
        doing=pgettext("handout", "under way"),
        done=pgettext("handout", "done"),
        dropped=pgettext("handout", "dropped"),
        persona=pgettext("handout", "Persona"),
        age=pgettext("handout", "Age"),
        story=pgettext("handout", "In a few sentences"),
        says=pgettext("handout", "What would this persona say?"),
        ambitions=pgettext("handout", "Ambitions"),
        frustrations=pgettext("handout", "Frustrations"),
        what_matters=pgettext("handout", "What matters most"),
        needs=pgettext("handout", "Needs for the job: software, equipment"),
        hobbies=pgettext("handout", "Hobbies"),
        solution=pgettext("handout", "Preferred solution"),
        ready_made=pgettext("handout", "A ready-made solution"),
        do_it_yourself=pgettext("handout", "Do it yourself"),
        channels=pgettext("handout", "Preferred channels"),
        interview=pgettext("handout", "Interview guide"),
        interview_hint=pgettext(
            "handout",
            "Let them tell the story in their own order; ask “and then?” and “how was that?”. "
            "Write down words, not conclusions.",
        ),
        respondent=pgettext("handout", "Respondent (pseudonym)"),
        interviewer=pgettext("handout", "Interviewer"),
        last_time=pgettext("handout", "Last went through it"),
        read_aloud=pgettext("handout", "To begin with"),
        intro_thanks=pgettext("handout", "Thank you for making time."),
        intro=pgettext(
            "handout",
            "We want to understand how people experience “{journey}”, from their side.",
        ),
        intro_from=pgettext("handout", "We begin where it began for you: “{need}”."),
        intro_to=pgettext("handout", "We end here: “{ends}”."),
        intro_honest=pgettext(
            "handout",
            "There are no right or wrong answers; what went badly helps us most. It takes about "
            "three quarters of an hour, and you may stop at any time.",
        ),
        consent=pgettext("handout", "May I take notes and use your words without your name?"),
        consent_yes=pgettext("handout", "Yes, notes and quotes"),
        consent_no=pgettext("handout", "Notes only, no quotes"),
        opening=pgettext("handout", "Before the story"),
        ask_self=pgettext("handout", "Would you tell me a little about yourself and your work?"),
        ask_begin=pgettext(
            "handout",
            "How did it begin? What did you do or think before you contacted anybody?",
        ),
        ask_goal=pgettext("handout", "What did you want to achieve, and how did you picture it going?"),
        listen=pgettext("handout", "Listen for this, but do not ask for it:"),
        before=pgettext("handout", "Before the first contact"),
        during=pgettext("handout", "Along the way"),
        after=pgettext("handout", "Afterwards"),
        on_the_map=pgettext("handout", "On the map so far: {touchpoints}"),
        ask_happened=pgettext("handout", "What happened, step by step?"),
        ask_channel=pgettext("handout", "Which channels did you use, and why those?"),
        ask_expected=pgettext("handout", "What had you expected?"),
        met=pgettext("handout", "Was it met?"),
        met_yes=pgettext("handout", "yes"),
        met_partly=pgettext("handout", "partly"),
        met_no=pgettext("handout", "no"),
        ask_feeling=pgettext("handout", "How did that feel? One word:"),
        ask_grade=pgettext("handout", "Which grade would you give it?"),
        grade_between=pgettext("handout", "A grade from {low} to {high}:"),
        ask_silence=pgettext(
            "handout",
            "When did you hear nothing although you expected to? How long, and what did you do then?",
        ),
        ask_quote=pgettext("handout", "In their own words"),
        closing=pgettext("handout", "To finish"),
        ask_best=pgettext("handout", "What was the best moment?"),
        ask_worst=pgettext("handout", "What was the worst moment?"),
        ask_change=pgettext("handout", "If you could change one thing, what would it be?"),
        ask_whole=pgettext("handout", "Looking back: how would you describe the whole to a friend?"),
        ask_else=pgettext("handout", "What have I not asked? Whom else should we talk to?"),
        thanks=pgettext(
            "handout",
            "Say thank you, tell what happens next, and ask whether you may come back with a question.",
        ),
        participants=pgettext("handout", "Participants"),
        present=pgettext("handout", "Here"),
        party=pgettext("handout", "Party or department"),
        signature=pgettext("handout", "Signature"),
        place=pgettext("handout", "Place"),
        facilitator=pgettext("handout", "Facilitator"),
        front_line=pgettext("handout", "front line"),
        affected=pgettext("handout", "affected"),
        implements=pgettext("handout", "carries it out"),
        findings=pgettext("handout", "What the map says"),
        findings_hint=pgettext("handout", "Most important first. Take them one by one: is it so, and what do we do about it?"),
        findings_none=pgettext("handout", "Nothing yet. Grades, durations, parties and systems make the map speak."),
        finding=pgettext("handout", "Finding"),
        on_cards=pgettext("handout", "On cards"),
        what_we_do=pgettext("handout", "What we do about it"),
        actions=pgettext("handout", "Actions"),
        actions_hint=pgettext(
            "handout",
            "What we change, by whom and by when. Add what the meeting decides in the free rows.",
        ),
        tick=pgettext("handout", "Done"),
        action=pgettext("handout", "Action"),
        feedback=pgettext("handout", "How we know that it got better"),
        feedback_question=pgettext("handout", "What we ask at the end of the journey"),
        feedback_when=pgettext("handout", "When"),
        feedback_reader=pgettext("handout", "Who reads the answers"),
        review=pgettext("handout", "Next review"),
        board=pgettext("handout", "Opportunity board"),
        board_hint=pgettext("handout", "What becomes of each opportunity. Move a card on when its work does."),
        impact_grid=pgettext("handout", "Impact and effort"),
        impact_grid_hint=pgettext("handout", "The higher, the more it helps; the further right, the less it takes."),
        do_now=pgettext("handout", "Do now"),
        plan_it=pgettext("handout", "Plan"),
        nice_to_have=pgettext("handout", "Nice to have"),
        leave_it=pgettext("handout", "Leave"),
        more_impact=pgettext("handout", "more impact"),
        less_effort=pgettext("handout", "less effort"),
        not_marked=pgettext("handout", "Not weighed yet"),
        at_touchpoint=pgettext("handout", "at touchpoint {number}"),
        due_on=pgettext("handout", "due {day}"),
        late_since=pgettext("handout", "overdue since {day}"),
        impact_of=pgettext("handout", "impact {number}"),
        effort_of=pgettext("handout", "effort {number}"),
        nobody_yet=pgettext("handout", "nobody yet"),
        no_title=pgettext("handout", "Untitled opportunity"),
        say=say,
    )
