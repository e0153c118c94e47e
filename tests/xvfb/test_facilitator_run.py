"""The whole main job as a facilitator does it in front of a group: from the start page to a poster of fourteen touchpoints, on a real
screen, by the keyboard alone, in fewer than 150 key actions besides text. In Hungarian, on a Hungarian keyboard; in English when all is run
(``-m slow``).

A key action is a key or a chord: Enter, Tab, an arrow, a digit that grades. A run of text is none. No mouse is touched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from facilitator_scripts import GRADES, SCRIPTS, Script
from real_window import Program, Screen, State, lacking

from cjm_desktop.document import Journey, Kind, ScopeKind, Situation
from cjm_desktop.exchange import journey_file_of_pdf
from cjm_desktop.method import StepState, progress
from cjm_desktop.storage import open_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

_MOST = 150
_LOCALE = "Detected locale|Qt depends on a UTF-8 locale|If this causes problems|for more information"
_SIGNS = {"*": Kind.OWN_ACTION, "..": Kind.SILENCE, "zz": Kind.WAITING}


class Hands:
    """Two hands on a keyboard, and the count of what they press."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.count = 0

    def press(self, *keys: str) -> None:
        """Presses keys one after the other; each is a key action."""
        self.count += len(keys)
        self.program.key(*keys)

    def say(self, text: str) -> None:
        """Types a text where the cursor is; the field is in sight while it is written in."""
        self.program.type(text)
        # A field that grows with its text is scrolled to a turn of the loop later.
        self.program.wait(
            lambda s: s["focus"].get("text", "").endswith(text) and s["focus"]["in_sight"], f"“{text}” in a field that is in sight"
        )

    def tab(self, times: int, text: str = "") -> None:
        """Goes on by Tab, and types."""
        self.press(*["Tab"] * times)
        if text:
            self.say(text)

    def step(self, number: int) -> None:
        """To the next step of the guide, where the cursor waits in its first field."""
        self.press("ctrl+Next")
        self.waits(lambda s: s["step"] == number and s["keyboard"] == "left" and s["focus"]["in_sight"], f"step {number}")

    def waits(self, holds: Callable[[State], object], what: str) -> State:
        """Looks until something is on the screen."""
        return self.program.wait(holds, what)


@pytest.fixture(params=SCRIPTS[::-1], ids=[one.language for one in SCRIPTS[::-1]])
def script(request: pytest.FixtureRequest) -> Script:
    found: Script = request.param
    return found


@pytest.fixture
def hands(script: Script, tmp_path: Path) -> Iterator[Hands]:
    screen = Screen(1366, 768, tmp_path / "home")
    try:
        screen.keyboard(script.keyboard)
        local = f"{script.language}_{script.language.upper()}.UTF-8" if script.language != "en" else "C.UTF-8"
        program = Program(screen, tmp_path, LANG=local, LC_ALL=local)
        try:
            yield Hands(program)
        finally:
            program.close()
    finally:
        screen.close()


@pytest.mark.in_turn("script")
def test_a_facilitator_maps_onboarding_by_the_keyboard_alone(hands: Hands, script: Script) -> None:
    began = date.today()
    begin(hands, script)
    who_and_what(hands, script)
    touchpoints(hands, script)
    emotions(hands)
    change(hands, script)
    saved = save(hands, script)
    journey = open_journey(saved).journey
    tour(hands, journey)
    poster = export(hands, script, saved.parent)
    assert hands.count < _MOST, f"{hands.count} key actions"
    holds_what_was_said(journey, script, began)
    shows_what_was_said(poster, journey, script)
    # Where the system's own words for a language are not installed, Qt says so.
    assert [line for line in hands.program.errors.splitlines() if not re.match(_LOCALE, line)] == []


# ---------------------------------------------------------------------- the workshop


def begin(hands: Hands, script: Script) -> None:
    """The start page, and step 0: why, and what."""
    hands.press("Return")
    hands.waits(lambda s: s["map_shown"] and s["keyboard"] == "map", "an empty map")
    hands.press("F6")
    hands.waits(lambda s: s["step"] == 0 and s["keyboard"] == "left", "the first field of step 0")
    hands.say(script.purpose)
    hands.press("Tab", "space", "Tab", "Tab", "Tab", "space")
    hands.tab(1, script.pains)
    hands.press("Tab", "space")
    hands.tab(1, script.need)
    hands.tab(1, script.ends)
    for number, (name, department) in enumerate(script.people):
        if number:
            hands.press("Return")
        else:
            hands.press("Tab")
        hands.say(name)
        hands.tab(1, department)
    hands.program.picture(hands.program.folder / "0-why.png")


def who_and_what(hands: Hands, script: Script) -> None:
    """Steps 1 to 6: the journey, the parties, the experience we want, the persona, what was told, the plan."""
    hands.step(1)
    hands.say(script.candidate)
    hands.press("Tab", "4", "Tab", "5", "shift+Tab", "shift+Tab", "shift+Tab", "space")
    hands.program.picture(hands.program.folder / "1-journey.png")
    hands.step(2)
    hands.say(script.parties[0])
    for party in script.parties[1:]:
        hands.press("Return")
        hands.say(party)
    hands.step(3)
    hands.say(script.statement)
    # What each proposes, whether it agrees, and the target.
    hands.press("Tab", "8", "Tab", "space", "Tab", "7", "Tab", "Tab", "8", "Tab", "Tab", "8")
    # Past the figure of the target, and what takes it away.
    hands.tab(3, script.realistic)
    hands.program.picture(hands.program.folder / "3-desired.png")
    hands.step(4)
    name, role, expects = script.persona
    hands.say(name)
    hands.tab(1, role)
    hands.tab(5, expects)
    hands.program.picture(hands.program.folder / "4-persona.png")
    hands.step(5)
    hands.say(script.respondent)
    hands.step(6)
    hands.say(script.title)
    hands.tab(2, script.goals[0])
    hands.press("Return")
    hands.program.type(script.goals[1])
    hands.tab(1, script.expectation)


def touchpoints(hands: Hands, script: Script) -> None:
    """Step 7: what the group says, a line for each card."""
    hands.step(7)
    hands.press("ctrl+l")
    hands.waits(lambda s: s["focus"]["kind"] == "Line", "the quick entry")
    for number, line in enumerate(script.lines, start=1):
        hands.say(line)
        hands.press("Return")
        hands.waits(lambda s, many=number: len(s["order"]) == many, f"card {number}")
    hands.program.picture(hands.program.folder / "7-cards.png")


def emotions(hands: Hands) -> None:
    """Step 8: a digit for each card, from the first one on."""
    hands.step(8)
    for grade in GRADES:
        hands.press(str(grade), "Return")
    hands.waits(lambda s: list(s["grades"].values()) == list(GRADES), "the grades")
    hands.program.picture(hands.program.folder / "8-grades.png")


def change(hands: Hands, script: Script) -> None:
    """Steps 9 and 10: what lifts the deepest dip, who is asked at the end, when the map is looked at again."""
    hands.step(9)
    hands.press("Return")
    hands.waits(lambda s: s["keyboard"] == "right", "the name of the opportunity")
    hands.say(script.opportunity)
    hands.press("Return")
    hands.waits(lambda s: s["keyboard"] == "map", "the map again")
    hands.step(10)
    hands.say(script.question)
    hands.tab(2, script.when)
    hands.tab(1, script.reader)
    hands.press("Tab", "Tab", "Tab", "space")
    hands.program.picture(hands.program.folder / "10-improve.png")


def save(hands: Hands, script: Script) -> Path:
    """Under the name that is offered: the title of the map."""
    hands.press("ctrl+s")
    take_name(hands)
    saved = Path(hands.waits(lambda s: s["path"] and not s["dirty"], "the file")["path"])
    assert saved.stem == script.title
    return saved


def tour(hands: Hands, journey: Journey) -> None:
    """Every stop from the first one on, told beside the map."""
    wanted = [["journey", ""]]
    for phase in journey.phases:
        wanted += [["phase", phase.id], *(["touchpoint", t.id] for t in journey.touchpoints if t.phase == phase.id)]
    wanted += [["opportunity", one.id] for one in journey.opportunities]
    titles = {one.id: one.title for one in (*journey.touchpoints, *journey.opportunities)}
    titles |= {phase.id: phase.name for phase in journey.phases}
    hands.press("F5")
    hands.waits(lambda s: s["wall"] and s["wall"]["active"], "the presentation")
    hands.press("Home")
    for number, halt in enumerate(wanted):
        if number:
            hands.press("Next")
        state = hands.waits(lambda s, halt=halt: s["wall"] and s["wall"]["halt"] == halt, f"stop {number + 1}: {halt}")
        assert not halt[1] or titles[halt[1]] in "\n".join(state["wall"]["told"]), halt
        if halt[1] == journey.touchpoints[3].id:
            hands.waits(lambda s, card=halt[1]: s["wall"]["still"] and within(s["wall"]["cards"][card], s["wall"]["map"]), "the card whole")
            hands.program.picture(hands.program.folder / "tour.png")
    hands.press("Escape")
    hands.waits(lambda s: not s["wall"] and s["active"] and s["keyboard"] == "map", "the editor")


def within(card: Sequence[int], screen: Sequence[int]) -> bool:
    """Whether all of a card is on the screen."""
    left, top, right, bottom = card
    return screen[0] <= left < right <= screen[2] and screen[1] <= top < bottom <= screen[3]


def export(hands: Hands, script: Script, folder: Path) -> Path:
    """As A0, under the name that is offered."""
    hands.press("ctrl+e")
    hands.waits(lambda s: any(d["active"] and d["kind"] == "ExportDialog" for d in s["dialogs"]), "the export dialog")
    hands.press("ctrl+Return")
    take_name(hands)
    hands.program.wait(lambda s: s["focus"].get("kind") == "QPushButton" and list(folder.glob("*.pdf")), "the poster", 60.0)
    hands.program.picture(hands.program.folder / "export.png")
    hands.press("Return")
    hands.waits(lambda s: not s["dialogs"], "the map")
    (made,) = folder.glob("*.pdf")
    assert made.stem == script.title
    return made


def take_name(hands: Hands) -> None:
    """The file dialog, left with the name that it offers."""
    hands.waits(lambda s: any(d["kind"].endswith("FileDialog") and d["active"] for d in s["dialogs"]), "the file dialog")
    hands.press("Return")
    hands.waits(lambda s: all(not d["kind"].endswith("FileDialog") for d in s["dialogs"]), "the file dialog gone")


# ---------------------------------------------------------------------- what came of it


def holds_what_was_said(journey: Journey, script: Script, began: date) -> None:
    """The saved file, value by value."""
    assert (journey.title, journey.language) == (script.title, script.language)
    charter = journey.charter
    assert (charter.purpose, charter.pains, charter.need, charter.ends) == (script.purpose, script.pains, script.need, script.ends)
    assert charter.situations == (Situation.MANY_SYSTEMS, Situation.GAPS)
    assert charter.scope is ScopeKind.ONE_NEED
    assert tuple((one.name, one.department) for one in charter.participants) == script.people
    (candidate,) = journey.candidates
    assert (candidate.title, candidate.pain, candidate.weight, candidate.chosen) == (script.candidate, 4, 5, True)
    assert tuple(party.name for party in journey.parties) == script.parties
    desired = journey.desired
    assert (desired.statement, desired.realistic, desired.target) == (script.statement, script.realistic, 8.0)
    assert [(one.grade, one.agreed) for one in desired.proposals] == [(8.0, True), (7.0, False), (8.0, False)]
    (persona,) = journey.personas
    assert (persona.name, persona.role, *persona.expectations) == script.persona
    (interview,) = journey.interviews
    assert interview.pseudonym == script.respondent
    assert (journey.goals, journey.expectations) == (script.goals, (script.expectation,))

    assert len(journey.touchpoints) == 14
    phases = {one.id: one.name for one in journey.phases}
    channels = {one.id: one.name for one in journey.channels}
    parties = {one.id: one.name for one in journey.parties}
    made = [
        (phases[t.phase or ""], t.kind, t.title, channels.get(t.channel or "", ""), parties.get(t.party or "", ""))
        for t in journey.touchpoints
    ]
    assert made == meant(script.lines)
    assert [t.grade for t in journey.touchpoints] == list(GRADES)
    assert all(t.emotion for t in journey.touchpoints), "a word comes with each grade"

    (opportunity,) = journey.opportunities
    assert opportunity.title == script.opportunity
    assert opportunity.touchpoints == (journey.touchpoints[GRADES.index(min(GRADES))].id,)
    feedback = journey.feedback
    assert (feedback.question, feedback.when, feedback.reader) == (script.question, script.when, script.reader)
    assert timedelta(28) <= date.fromisoformat(feedback.review or "") - began <= timedelta(32)
    done = [one.step.number for one in progress(journey) if one.state is StepState.DONE]
    assert done == [0, 1, 2, 3, 4, 6, 7, 8]


def meant(lines: Sequence[str]) -> list[tuple[str, Kind, str, str, str]]:
    """Phase, kind, title, channel and party of each line, as a person reads them; a line without a phase goes on in the one before."""
    found, phase = [], ""
    for line in lines:
        head, _, rest = line.rpartition(" > ")
        phase = head or phase
        sign = next((sign for sign in _SIGNS if rest.startswith(f"{sign} ")), "")
        rest, _, party = rest.partition(" #")
        title, _, channel = rest.removeprefix(sign).strip().partition(" @")
        found.append((phase, _SIGNS.get(sign, Kind.CONTACT), title, channel, party))
    return found


def shows_what_was_said(poster: Path, journey: Journey, script: Script) -> None:
    """The poster: A0, its texts, and the journey inside it."""
    with pikepdf.open(poster) as pdf:
        (page,) = pdf.pages
        left, bottom, right, top = (float(n) * 25.4 / 72 for n in page.mediabox)
    assert sorted((right - left, top - bottom)) == pytest.approx([841, 1189], abs=0.5)
    inside = poster.with_suffix(".inside.cjm")
    inside.write_bytes(journey_file_of_pdf(poster.read_bytes()))
    kept = open_journey(inside).journey
    assert (kept.title, kept.phases, kept.touchpoints) == (journey.title, journey.phases, journey.touchpoints)
    # Names of people stay out of a poster unless they are asked for; who reads what comes back is a role.
    assert [one.name for one in kept.charter.participants] == [""] * len(script.people)
    assert (kept.opportunities, kept.feedback) == (journey.opportunities, journey.feedback)
    if shutil.which("pdftotext") is not None:
        read = subprocess.run(["pdftotext", "-raw", str(poster), "-"], capture_output=True, check=True).stdout.decode()
        text = squeezed(read)
        named = [script.title, script.opportunity, *(one.title for one in journey.touchpoints), *(one.name for one in journey.phases)]
        assert [name for name in named if squeezed(name) not in text] == []


def squeezed(text: str) -> str:
    """Without blanks and the hyphens at the ends of lines."""
    return re.sub(r"\s+", "", re.sub(r"[-\u00ad\u2010]\n", "", text)).casefold()
