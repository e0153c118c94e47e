"""Thoughts become touchpoints where they belong, go to the parking lot and come back; votes are counted."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import journeys

from cjm_desktop import edits
from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import (
    Basis,
    Channel,
    EmotionWord,
    Journey,
    Kind,
    Opportunity,
    Party,
    Phase,
    Touchpoint,
)
from cjm_desktop.edits.capture import (
    capture,
    clear_votes,
    meant,
    party_named,
    vote,
)
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Known, parse
from cjm_desktop.storage import templates


def test_a_party_is_meant_by_the_sign_that_is_shown_for_it() -> None:
    before = Journey(parties=(Party(id="p1", name="HR"), Party(id="p2", name="HR"), Party(id="p3", name="Kitchen", sign="CK")))
    assert party_signs(before.parties) == {"p1": "HR", "p2": "H2", "p3": "CK"}
    lines = ("Calls #h2 and waits !angry 2", "Calls #HR", "Calls #ck", 'Calls #"H2"', 'Calls #"Works council"', "Calls #W")
    thoughts = [parse(line, Known.of(before)).thought for line in lines]
    numbers = count(1)
    done = capture(before, thoughts, "", lambda prefix: f"{prefix}{next(numbers)}", icon_of)
    names = {p.id: p.name for p in done.journey.parties}
    assert [t.party for t in done.journey.touchpoints][:3] == ["p2", "p1", "p3"]
    assert done.journey.touchpoints[0].title == "Calls and waits"
    # In quotation marks it is a name; and a sign that was not shown yet when the lines were written is one too.
    assert [names[str(t.party)] for t in done.journey.touchpoints][3:] == ["H2", "Works council", "W"]
    assert done.others == (("h2", "HR"),)
    made, ident = party_named(before, "H2", lambda prefix: prefix)
    assert (made, ident) == (before, "p2")


def journey() -> Journey:
    return Journey(
        channels=(Channel(id="c1", name="E-mail", icon="mail"),),
        parties=(Party(id="p1", name="IT service desk", sign="IT"),),
        emotions=(EmotionWord(word="Angry", grade=1.5), EmotionWord(word="happy", grade=8)),
        phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", title="Asks"),
            Touchpoint(id="t2", phase="f1", title="Waits"),
            Touchpoint(id="t3", phase="f2", title="Gets it"),
        ),
    )


def said(before: Journey, *lines: str, after: str = "") -> tuple[Journey, tuple[str, ...], str | None]:
    numbers = count(1)
    known = Known.of(before)
    done = capture(
        before,
        [parse(line, known).thought for line in lines],
        after,
        lambda prefix: f"new-{prefix}{next(numbers)}",
        icon_of,
    )
    return Journey.model_validate(done.journey.model_dump()), done.ids, done.phase


def titles(made: Journey) -> list[tuple[str | None, str]]:
    names = {p.id: p.name for p in made.phases}
    return [(names.get(t.phase or ""), t.title) for t in made.touchpoints]


def test_it_follows_the_one_selected_or_stands_at_the_end() -> None:
    made, ids, _ = said(journey(), "one", "two", after="t1")
    assert [t for _, t in titles(made)] == ["Asks", "one", "two", "Waits", "Gets it"]
    assert [t.id for t in made.touchpoints[1:3]] == list(ids)
    made, _, phase = said(journey(), "last")
    assert titles(made)[-1] == ("After", "last")
    assert phase == "f2"
    assert titles(said(journey(), "x", after="f1")[0])[2] == ("Before", "x")


def test_phases_are_found_and_added_after_the_one_before() -> None:
    made, _, phase = said(journey(), "AFTER > one", "two", "Between > three", "before > four", after="t1")
    assert titles(made) == [
        ("Before", "Asks"), ("Before", "Waits"), ("Before", "four"), ("After", "Gets it"), ("After", "one"), ("After", "two"),
        ("Between", "three"),
    ]  # fmt: skip
    assert phase == "f1"
    made, ids, phase = said(journey(), "Between >", after="t1")
    assert [p.name for p in made.phases] == ["Before", "Between", "After"]
    assert not ids
    assert phase == made.phases[1].id
    assert titles(said(made, "in it", after=phase or "")[0])[2] == ("Between", "in it")


def test_names_are_known_or_added_once() -> None:
    made, _, _ = said(journey(), "a @e-mail #it !angry 2 ?", "b @Telefon #Facilities !vred 3", 'c @telefon "nej" 8,5')
    a, b, c = made.touchpoints[-3:]
    assert (a.channel, a.party, a.emotion, a.grade, a.basis) == ("c1", "p1", "Angry", 2, Basis.ASSUMED)
    assert [(ch.name, ch.icon) for ch in made.channels] == [("E-mail", "mail"), ("Telefon", "phone")]
    assert [p.name for p in made.parties] == ["IT service desk", "Facilities"]
    assert made.parties[1].colour != made.parties[0].colour
    assert b.channel == c.channel == made.channels[1].id
    assert EmotionWord(word="vred", grade=3) in made.emotions
    assert [q.text for q in c.quotes] == ["nej"]
    assert (c.emotion, c.emotion_suggested) == ("happy", True), "a grade without a word gets the nearest one"
    assert not a.emotion_suggested


_CHANNELS = ("E-mail", "Möte på plats", "Självbetjäningsportal", "Phone", "Smartphone app", "Café", "Før", "Mobil app")


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("mail", "E-mail"), ("MAIL", "E-mail"), ("möte", "Möte på plats"), ("mote", "Möte på plats"), ("på plats", "Möte på plats"),
        ("portal", "Självbetjäningsportal"), ("själv", "Självbetjäningsportal"), ("cafe", "Café"), ("email", "E-mail"),
        ("phone", "Phone"),  # The one that is called so, although another ends so.
        ("app", None),  # It could be two.
        ("e", None), ("po", None), ("betjänings", None), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_a_word_of_one_name_only_means_it(word: str, means: str | None) -> None:
    found = meant(tuple(Channel(id=f"c{i}", name=name) for i, name in enumerate(_CHANNELS)), word)
    assert (found.name if found else None) == means


@pytest.mark.parametrize(
    ("language", "means"),
    [
        ("sv", {"post": "Brev", "mejl": "E-post", "e-mail": "E-post", "portal": "Självbetjäningsportal", "möte": "Möte på plats"}),
        ("da", {"post": "Brev", "portal": "Selvbetjening", "møde": "Aftalt møde", "web": "Hjemmeside", "app": None, "teams": None}),
        ("en", {"call": "Phone", "email": "E-mail", "post": "Letter"}),
    ],
)
def test_another_word_for_a_channel_means_it_before_a_part_of_a_name(language: str, means: dict[str, str | None]) -> None:
    channels = templates.load("empty", language).channels
    found = {word: meant(channels, word) for word in means}
    assert {word: channel.name if channel else None for word, channel in found.items()} == means
    assert meant(channels, "post", exact=True) is None


def test_a_channel_of_ones_own_is_known_by_its_icon_where_that_tells_one_way() -> None:
    own = (Channel(id="c1", name="Hotline", icon="phone"), Channel(id="c2", name="Scanner", icon="smartphone"))
    assert meant(own, "telefon") == own[0]
    assert meant(own, "sms") is None, "an app has that icon, too"
    assert meant((*own, Channel(id="c3", name="Phone", icon="phone")), "telefon") == Channel(id="c3", name="Phone", icon="phone")
    assert meant((*own, Channel(id="c3", name="Night line", icon="phone")), "telefon") is None


def test_everyday_words_make_no_second_record() -> None:
    before = journey().replace(emotions=(EmotionWord(word="missnöjd", grade=2), EmotionWord(word="Rörd", grade=8)))
    numbers = count(1)
    lines = ("after > a @mail #it !nöjd 8", "b @Fax #HR !rord", "c @fax")
    thoughts = [parse(line, Known.of(before)).thought for line in lines]
    done = capture(before, thoughts, "", lambda prefix: f"new-{prefix}{next(numbers)}", icon_of)
    a, b, c = (next(t for t in done.journey.touchpoints if t.id == ident) for ident in done.ids)
    assert (a.channel, a.party, b.emotion) == ("c1", "p1", "Rörd")
    assert a.emotion == "nöjd", "what ends like another feeling may be its opposite"
    assert b.channel == c.channel
    assert (done.phases, done.channels, done.parties, done.emotions) == ((), ("Fax",), ("HR",), ("nöjd",))
    assert done.others == (("mail", "E-mail"),)


@pytest.mark.parametrize(
    ("before", "phase", "party", "owner"),
    [
        ("Before the first day", "First day", "HR", "HR supplier North"),
        ("Vóór de eerste dag", "Eerste dag", "Servicedesk", "Teamleider servicedesk"),
        ("Før den første dag", "Første dag", "IT", "IT-leverandør"),
        ("Före första dagen", "Första dagen", "IT", "IT-leverantör"),
        ("Az első nap előtt", "Első nap", "HR", "HR-szállító"),
    ],
)
def test_a_phase_and_a_party_are_never_taken_for_a_longer_one(before: str, phase: str, party: str, owner: str) -> None:
    made, _, _ = said(Journey(), f'{before} > a #"{owner}"', f"{phase} > b #{party}", f"{phase.upper()} > c")
    assert [p.name for p in made.phases] == [before, phase]
    assert [p.name for p in made.parties] == [owner, party]
    assert titles(made) == [(before, "a"), (phase, "b"), (phase, "c")]


def test_quotation_marks_mean_exactly_these_words() -> None:
    before = journey().with_(phases=(Phase(id="f1", name="Möte"),), touchpoints=(), emotions=(EmotionWord(word="Rörd"),))
    made, _, _ = said(before, '"Mote" > a @"mail" #"Service" !"rord"', "Mote > b @mail !rord", "möte > c @MAIL")
    assert [p.name for p in made.phases] == ["Möte", "Mote"]
    assert [c.name for c in made.channels] == ["E-mail", "mail"]
    assert [p.name for p in made.parties] == ["IT service desk", "Service"]
    assert [t.emotion for t in made.touchpoints if t.title in "ab"] == ["rord", "rord"]


def test_kinds_come_along() -> None:
    made, _, _ = said(journey(), ".. nothing", "zz waits", "* does it")
    assert [t.kind for t in made.touchpoints[-3:]] == [Kind.SILENCE, Kind.WAITING, Kind.OWN_ACTION]


def test_votes_are_counted_for_touchpoints_and_opportunities() -> None:
    before = journey().replace(opportunities=(Opportunity(id="o1", title="Call back"),))
    made = vote(vote(vote(before, "t2", 1), "t2", 1), "o1", 1)
    assert (made.touchpoints[1].votes, made.opportunities[0].votes) == (2, 1)
    assert vote(made, "o1", -3).opportunities[0].votes == 0
    assert vote(before, "t1", -1) is before
    clear = clear_votes(made)
    assert clear == before
    assert clear.touchpoints[0] is before.touchpoints[0]
    assert clear_votes(before) is before
    with pytest.raises(edits.EditError):
        vote(before, "gone", 1)


@settings(max_examples=20, deadline=None)
@given(journeys(), st.lists(st.sampled_from(["x @a 3", "P > y", "Q >", ".. !sad #B ?", '"so"', ""]), max_size=5), st.integers(0, 30))
def test_any_journey_stays_sound(before: Journey, lines: list[str], at: int) -> None:
    places = ["", *(t.id for t in before.touchpoints), *(p.id for p in before.phases)]
    numbers = count(1)
    known = Known.of(before)
    thoughts = [parse(line, known).thought for line in lines]
    done = capture(before, thoughts, places[at % len(places)], lambda prefix: f"zz-new-{prefix}{next(numbers)}")
    Journey.model_validate(done.journey.model_dump())
    assert len(done.journey.touchpoints) == len(before.touchpoints) + len(done.ids)
    untouched = {id(t) for t in before.touchpoints}
    assert untouched <= {id(t) for t in done.journey.touchpoints}
