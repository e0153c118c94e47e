"""One thought in one line: what each piece means, that nothing typed is lost, and that what is written is read again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Kind, Scale, clean_line
from cjm_desktop.exchange.thought import Known, Part, Thought, parse, write
from cjm_desktop.exchange.thought_lines import has_signs, lines_of, thoughts_in

KNOWN = Known(
    channels=("Phone", "Self-service portal", "Self-service"),
    parties=("IT", "IT service desk"),
    emotions=("angry", "left alone"),
    phases=("Before the first day",),
)


@pytest.mark.parametrize(
    ("line", "thought"),
    [
        ("Signs the contract", Thought(title="Signs the contract")),
        (
            'Before the first day > Signs @mail !proud 9 #HR "I framed it!"',
            Thought("Before the first day", Kind.CONTACT, "Signs", "mail", "proud", 9, "HR", ("I framed it!",)),
        ),
        ('Ringer #IT "Ingen tog den" @telefon !vred 2,5?', Thought(
            title="Ringer", party="IT", quotes=("Ingen tog den",), channel="telefon", emotion="vred", grade=2.5, assumed=True,
        )),
        ("Logs in @self-service portal and waits", Thought(title="Logs in and waits", channel="self-service portal")),
        ('Logs in @"our own portal" 3', Thought(title="Logs in", channel="our own portal", grade=3)),
        ("Is !left alone 2 ?", Thought(title="Is", emotion="left alone", grade=2, assumed=True)),
        ("Calls @phone, #IT service desk", Thought(title="Calls", channel="phone", party="IT service desk")),
        ("Room 3 @phone", Thought(title="Room 3", channel="phone")),
        ("Waits @phone 5.5", Thought(title="Waits", channel="phone", grade=5.5)),
        ('Waits "so long" 4', Thought(title="Waits", quotes=("so long",), grade=4)),
        ("Waits #IT 2", Thought(title="Waits", party="IT", grade=2)),
        ("Dag 1 @mail !vred 3", Thought(title="Dag 1", channel="mail", emotion="vred", grade=3)),
        ("@phone Waits for line 2", Thought(title="Waits for line 2", channel="phone")),
        ("!3 Windows 10", Thought(title="Windows 10", grade=3)),
        ("Waits !3", Thought(title="Waits", grade=3)),
        ("Waits 3 ?", Thought(title="Waits 3", assumed=True)),
        ("Waits @phone 3 ?", Thought(title="Waits", channel="phone", grade=3, assumed=True)),
        ("!vred 2 Venter på svar", Thought(title="Venter på svar", emotion="vred", grade=2)),
        ("„Három hét semmi”", Thought(quotes=("Három hét semmi",))),
        ("Belt »for tredje gang« «encore»", Thought(title="Belt", quotes=("for tredje gang", "encore"))),
        ('Says "the ""best"" day"', Thought(title="Says", quotes=('the "best" day',))),
        ("Før> Ringer", Thought(phase="Før", title="Ringer")),
        ('"Day one" > Comes', Thought(phase="Day one", title="Comes")),
        ("Before the first day >", Thought(phase="Before the first day")),
        ("Fas>x", Thought(phase="Fas", title="x")),
        ("Before the first day>Signs it !glad7", Thought(phase="Before the first day", title="Signs it", emotion="glad", grade=7)),
        ("Is !left alone2? @mail", Thought(title="Is", emotion="left alone", grade=2, assumed=True, channel="mail")),
        ("Gets !stolt8,5 #IT", Thought(title="Gets", emotion="stolt", grade=8.5, party="IT")),
        ("Reads !h2o", Thought(title="Reads", emotion="h2o")),
        ("5>3", Thought(title="5>3")),
        ("\\a>b", Thought(title="a>b")),
    ],
)  # fmt: skip
def test_what_a_line_says(line: str, thought: Thought) -> None:
    assert parse(line, KNOWN).thought == thought


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        (".. nobody calls", Kind.SILENCE, "nobody calls"),
        ("…nobody calls", Kind.SILENCE, "nobody calls"),
        ("~ nobody calls", Kind.SILENCE, "nobody calls"),
        ("Tystnad: ingen ringer", Kind.SILENCE, "ingen ringer"),
        ("zz for approval", Kind.WAITING, "for approval"),
        ("wachten: op akkoord", Kind.WAITING, "op akkoord"),
        ("* orders a chair", Kind.OWN_ACTION, "orders a chair"),
        ("Egen handling: bestiller", Kind.OWN_ACTION, "bestiller"),
        ("After > saját teendő: rendel", Kind.OWN_ACTION, "rendel"),
        ("Note: bring it", Kind.CONTACT, "Note: bring it"),
        (r"\.. and so on", Kind.CONTACT, ".. and so on"),
        (r"\zz top", Kind.CONTACT, "zz top"),
        ("**bold**", Kind.CONTACT, "**bold**"),
    ],
)
def test_how_it_begins_tells_the_kind(line: str, kind: Kind, title: str) -> None:
    thought = parse(line).thought
    assert (thought.kind, thought.title) == (kind, title)


@pytest.mark.parametrize(
    "line",
    [
        "Why?", "Wow! Great", "a@b.com", "meet @ 5 pm", "Ticket #1234", "a -> b", "He says “no” loudly", "Form 12", "7", "?", '"', "@",
        "C:\\temp", "<b> x", "Room 3 is cold", "# heading", "It's 20 min",
        "Dag 1", "Windows 10", "Ringer kl. 9", "Venter i kø til linje 2", "2. nap 1", "Dag  1", "Linje 3?", "Őr 2,5",
    ],
)  # fmt: skip
def test_what_means_nothing_stays_in_the_title(line: str) -> None:
    assert parse(line, KNOWN).thought == Thought(title=clean_line(line))


def test_a_second_one_of_a_kind_stays_in_the_title() -> None:
    thought = parse("Calls @phone then @mail !angry !sad 3", Known(channels=("phone",))).thought
    assert thought == Thought(title="Calls then @mail !sad", channel="phone", emotion="angry", grade=3)


def test_a_new_name_in_the_middle_of_a_sentence_is_a_word_of_it() -> None:
    line = "Mail@adres.nl en #hashtag en !"
    assert parse(line).thought == Thought(title=line)
    assert parse("Zet @iets erbij en wacht").thought == Thought(title="Zet @iets erbij en wacht")
    assert parse("Zet !meteen erbij").thought == Thought(title="Zet !meteen erbij")
    # A known one is meant wherever it stands; so is one in quotation marks, and a new one where pieces stand.
    known = Known(parties=("hashtag",))
    assert parse(line, known).thought == Thought(title="Mail@adres.nl en en !", party="hashtag")
    assert parse('Zet #"een ding" erbij').thought == Thought(title="Zet erbij", party="een ding")
    assert parse("#nieuw Zet erbij").thought == Thought(title="Zet erbij", party="nieuw")
    assert parse("Zet erbij #nieuw @hier 3 ?").thought == Thought(title="Zet erbij", party="nieuw", channel="hier", grade=3, assumed=True)
    assert parse("Zet erbij #nieuw 3").thought == Thought(title="Zet erbij", party="nieuw", grade=3)


@pytest.mark.parametrize(
    ("line", "thought"),
    [
        ("Megkapja a laptopját !megkönnyebbült 7 #Laptopszállító Kft.", Thought(
            title="Megkapja a laptopját", emotion="megkönnyebbült", grade=7, party="Laptopszállító Kft.",
        )),
        ("Krijgt plek #Facility Services !blij 7", Thought(title="Krijgt plek", party="Facility Services", emotion="blij", grade=7)),
        ("Krijgt plek !blij 7 #Facility Services", Thought(title="Krijgt plek", party="Facility Services", emotion="blij", grade=7)),
        ("Krijgt plek #Facility Services", Thought(title="Krijgt plek", party="Facility Services")),
        ("Vraagt hulp @Chat met IT !blij 7", Thought(title="Vraagt hulp", channel="Chat met IT", emotion="blij", grade=7)),
        ("Vraagt hulp !5 @chat met it 6", Thought(title="Vraagt hulp 6", grade=5, channel="chat met it")),
        ("Wacht !erg boos 2 #HR", Thought(title="Wacht", emotion="erg boos", grade=2, party="HR")),
        ("Wacht @balie van HR 3", Thought(title="Wacht", channel="balie van HR", grade=3)),
        ('Wacht @balie van HR "nee" ?', Thought(title="Wacht", channel="balie van HR", quotes=("nee",), assumed=True)),
        ("Wacht #Jan & Zoon, @mail", Thought(title="Wacht", party="Jan & Zoon", channel="mail")),
        ("Eerste dag !blij 8 #HR 😀", Thought(title="Eerste dag 😀", emotion="blij", grade=8, party="HR")),
        ("Eerste dag !blij 8 ? #HR Noord", Thought(title="Eerste dag", emotion="blij", grade=8, party="HR Noord", assumed=True)),
        ("Dag 1 !vred 2 Venter på svar", Thought(title="Dag 1 Venter på svar", emotion="vred", grade=2)),
        (r"Eerste dag !blij 8 #HR \#Noord", Thought(title="Eerste dag #Noord", emotion="blij", grade=8, party="HR")),
    ],
)  # fmt: skip
def test_a_new_name_takes_its_words(line: str, thought: Thought) -> None:
    parsed = parse(line).thought
    assert parsed == thought
    assert parsed.left == ()


@pytest.mark.parametrize(
    ("line", "thought"),
    [
        ("Väntar på behörigheter !arg, 2, #IT-drift", Thought(title="Väntar på behörigheter", emotion="arg", grade=2, party="IT-drift")),
        ('Titel @telefon; 3; "hej"', Thought(title="Titel", channel="telefon", grade=3, quotes=("hej",))),
        ("Titel !glad 8.", Thought(title="Titel", emotion="glad", grade=8)),
        ("Titel !glad 6,5.", Thought(title="Titel", emotion="glad", grade=6.5)),
        ("Titel !glad 6,5, @mail", Thought(title="Titel", emotion="glad", grade=6.5, channel="mail")),
        ("Titel !2?; @mail", Thought(title="Titel", grade=2, assumed=True, channel="mail")),
        ("Titel !glad 8. #HR", Thought(title="Titel", emotion="glad", grade=8, party="HR")),
        ('Titel !arg 2 "x", #HR', Thought(title="Titel", emotion="arg", grade=2, quotes=("x",), party="HR")),
        ('Titel "nej". „ja”; «nå»,', Thought(title="Titel", quotes=("nej", "ja", "nå"))),
        ('Titel @"our portal", 3', Thought(title="Titel", channel="our portal", grade=3)),
        ("Calls @self-service portal. #IT", Thought(title="Calls", channel="self-service portal", party="IT")),
        # An ordinal, a time and a number of the title are none of this.
        ("Ringer !vred 2. gang", Thought(title="Ringer 2. gang", emotion="vred")),
        ("Ringer @phone kl. 9.", Thought(title="Ringer kl. 9.", channel="phone")),
        ("Venter i kø til linje 2,", Thought(title="Venter i kø til linje 2,")),
    ],
)
def test_what_stands_behind_a_piece_says_nothing(line: str, thought: Thought) -> None:
    parsed = parse(line, KNOWN).thought
    assert (parsed, parsed.left) == (thought, ())


def test_a_number_that_is_left_is_told_whatever_stands_behind_it() -> None:
    assert [parse(f"Waits for line 2{end}").thought.grade_left(Scale()) for end in ("", ",", ";", ".", ":")] == ["2", "2", "2", "2", ""]


@pytest.mark.parametrize(
    ("line", "thought"),
    [
        ("Får mejl från @chef och svarar !orolig 4", Thought(title="Får mejl från och svarar", channel="chef", emotion="orolig", grade=4)),
        ("Ringer @Servicedesk disk !arg 2", Thought(title="Ringer disk", channel="Servicedesk", emotion="arg", grade=2)),
        ("Ringer @chef och svarar, tackar sen alla i laget #HR", Thought(
            title="Ringer och svarar, tackar sen alla i laget", channel="chef", party="HR",
        )),
        ("Ringer @chef och svarar 3", Thought(title="Ringer och svarar 3", channel="chef")),
        ('Ringer @"min chef" och svarar 3', Thought(title="Ringer och svarar 3", channel="min chef")),
        ("Ringer @IT Service Desk !arg 2", Thought(title="Ringer", channel="IT Service Desk", emotion="arg", grade=2)),
        ("Ringer #berg & son !arg 2", Thought(title="Ringer", party="berg & son", emotion="arg", grade=2)),
    ],
)  # fmt: skip
def test_a_new_name_leaves_the_sentence_it_stands_in(line: str, thought: Thought) -> None:
    parsed = parse(line).thought
    assert (parsed, parsed.left) == (thought, ())
    # Where nothing else is marked nothing tells that it is a name; the sign is told.
    alone = parse("Ringer @Servicedesk disk").thought
    assert (alone, alone.left) == (Thought(title="Ringer @Servicedesk disk"), ("@Servicedesk",))


def test_a_new_name_may_begin_like_a_known_one() -> None:
    known = Known(channels=("Chat",), parties=("HR",), emotions=("blij",))
    assert parse("Vraagt hulp @Chat met IT !blij 7", known).thought == Thought(
        title="Vraagt hulp", channel="Chat met IT", emotion="blij", grade=7
    )
    assert parse("Komt !blij verrast 8 #HR Noord", known).thought == Thought(
        title="Komt", emotion="blij verrast", grade=8, party="HR Noord"
    )
    assert parse("Komt #HR Noord", known).thought == Thought(title="Komt", party="HR Noord")
    # In a sentence a known one is meant, and the sentence goes on.
    assert parse("Vraagt @chat en wacht !blij 7", known).thought == Thought(
        title="Vraagt en wacht", channel="chat", emotion="blij", grade=7
    )
    assert parse('Vraagt @"Chat" met IT !blij 7', known).thought.channel == "Chat"


def test_a_sign_that_stays_in_the_title_is_told() -> None:
    line = "Zet @iets erbij en wacht"
    assert (parse(line).thought, parse(line).thought.left) == (Thought(title=line), ("@iets",))
    assert parse("Calls @phone then @mail !angry !sad 3", KNOWN).thought.left == ("@mail", "!sad")
    assert parse("Belt !3 en !4 dan").thought.left == ("!4",)
    for prose in ("Mail a@b.nl over C# en ticket #12, 5!", r"Zet \@iets erbij en \#dat", 'Zet @"x y" #"z" erbij', "Wow !"):
        assert parse(prose).thought.left == ()


def test_names_in_quotation_marks_are_told_apart() -> None:
    assert parse('"Day one" > Comes @"mail" #HR !"glad" 3').thought.exact == {Part.PHASE, Part.CHANNEL, Part.EMOTION}
    assert parse("Day one > Comes @mail").thought.exact == frozenset()


def test_a_line_of_nothing_but_marks_is_read_in_no_time() -> None:
    assert parse("a !b " + "? 3 " * 5_000).thought.emotion == "b"


def test_what_was_said_after_a_piece_stays_said_whatever_follows() -> None:
    thought = parse('Eerste dag @Persoonlijk !blij 8 #HR "Iedereen kent mijn naam" 😀').thought
    assert thought == Thought(
        title="Eerste dag 😀", channel="Persoonlijk", emotion="blij", grade=8, party="HR", quotes=("Iedereen kent mijn naam",)
    )
    assert parse('Belt "nee" @mail "ja" en "nou" dan').thought == Thought(
        title='Belt "nee" en "nou" dan', channel="mail", quotes=("ja",)
    )


def test_only_grades_of_the_scale_are_grades() -> None:
    known = Known(scale=Scale(lowest=-2, neutral=0, highest=2, step=1))
    assert parse("Waits @x -2", known).thought == Thought(title="Waits", channel="x", grade=-2)
    assert parse("Waits @x −1,5", known).thought == Thought(title="Waits", channel="x", grade=-1.5)
    assert parse("Waits @x 3", known).thought == Thought(title="Waits 3", channel="x")
    assert parse("Waits !3", known).thought == Thought(title="Waits", emotion="3")


def test_each_stretch_is_told_apart() -> None:
    line = 'Før > .. Ringer @mit telefon !vred 3 #IT "nej" ?'
    parsed = parse(line, Known(channels=("Mit telefon",)))
    assert [(line[s.start : s.end], s.part) for s in parsed.spans] == [
        ("Før >", Part.PHASE), ("..", Part.KIND), ("Ringer", Part.TITLE), ("@mit telefon", Part.CHANNEL), ("!vred", Part.EMOTION),
        ("3", Part.GRADE), ("#IT", Part.PARTY), ('"nej"', Part.QUOTE), ("?", Part.ASSUMED),
    ]  # fmt: skip


def test_lists_lose_their_bullets_and_nothing_else() -> None:
    assert lines_of("- one\n\n• two\n3. three\n4) four\n- [ ] five") == ["one", "two", "three", "four", "five"]
    assert lines_of("* one\n* two") == ["one", "two"]
    assert lines_of("one\n* two\n.. three\n3.5 four") == ["one", "* two", ".. three", "3.5 four"]


def test_lines_that_say_nothing_are_no_thoughts() -> None:
    assert lines_of("one\n>\n---\n> two\n* * *\n====") == ["one", "> two"]
    assert parse(">").thought.blank
    assert not parse("..").thought.blank


def test_signs_written_on_purpose_are_told_from_prose() -> None:
    def signs(line: str) -> bool:
        return any(has_signs(thought, KNOWN) for _number, thought in thoughts_in(line, KNOWN))

    assert all(map(signs, ("Test !9", "Calls @phone", "Calls @fax 3", "Calls @fax #HR", "Is !angry", "x\nWaits !2", "Wow !great")))
    assert all(map(signs, ("Before > comes", "Fas>x", "Before the first day >", "x\nBefore the first day > 1")))
    assert not any(map(signs, ("Meet Jan @home", "Windows 10", "a@b.nl", "#1 of 5!", 'Says "no" 4')))
    assert not any(map(signs, ("File > Save > As", "5 > 3", "> quoted", "a -> b", "<b>bold</b>")))
    assert [number for number, _ in thoughts_in("a\n\n---\n- b", KNOWN)] == [1, 4]


def test_numbers_of_a_list_count_on_and_others_stay() -> None:
    assert lines_of("1. one\n2) two") == ["one", "two"]
    assert lines_of("1. one") == ["one"]
    assert lines_of("10. maj: brev\n24. maj: opkald") == ["10. maj: brev", "24. maj: opkald"]
    assert lines_of("10. maj") == ["10. maj"]


# ------------------------------------------------------------------------------------------------ for any text

WORDS = st.sampled_from(
    ["Ringer", "phone", "3", "5,5", "12", "?", "3?", "!3", "!angry", "!left", "alone", "@phone", "@self-service", "portal", '@"a b"',
     "#IT", "service", "desk", "#7", '"she', 'said"', '"x"', "“nej”", ">", "..", "…", "zz", "*", "~", "\\", "\\@x", "\\\\>", "Før>",
     ">nu", "silence:", "own", "action:", "@", "!", "#", '""', "árvíztűrő", "@phone,", "!!", '#"', "«ja»", "a>b"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=8).map(" ".join) | st.text(
    st.sampled_from(list("ab3@!#>?*~.…\"“”„«»\\ ,;:zZ-ÅőU")), max_size=24
)
NAMES = st.lists(WORDS, max_size=4).map(" ".join).map(clean_line) | st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12
).map(clean_line)
KNOWNS = st.builds(
    Known,
    st.lists(NAMES, max_size=3).map(tuple),
    st.lists(NAMES, max_size=3).map(tuple),
    st.lists(NAMES, max_size=3).map(tuple),
)


def _sense(thought: Thought) -> Thought:
    """Nothing at all cannot be assumed: a lone question mark is a title."""
    said = thought.title or thought.channel or thought.emotion or thought.party or thought.quotes
    return thought if said or thought.grade is not None else replace(thought, assumed=False)


THOUGHTS = st.builds(
    Thought,
    NAMES,
    st.sampled_from(Kind),
    NAMES,
    NAMES,
    NAMES,
    st.none() | st.integers(2, 20).map(lambda half: half / 2),
    NAMES,
    st.lists(NAMES.filter(bool), max_size=2).map(tuple),
    st.booleans(),
).map(_sense)


@settings(max_examples=150, deadline=None)
@given(THOUGHTS, KNOWNS)
def test_what_is_written_is_read_again_whatever_is_known(thought: Thought, known: Known) -> None:
    assert parse(write(thought, known), known).thought == thought


PLAIN = st.text(st.characters(categories=("Ll", "Lu", "Nd", "Pd"), include_characters="().,/&+'%"), min_size=1, max_size=8)
NUMBERS = st.sampled_from(["1", "2", "9", "10", "5,5", "3.", "-2", "kl."])


@settings(max_examples=200, deadline=None)
@given(st.lists(PLAIN | NUMBERS, min_size=1, max_size=7), st.sampled_from([" ", "  "]), KNOWNS)
def test_plain_words_and_numbers_are_the_title_whole(words: list[str], gap: str, known: Known) -> None:
    """Without a mark of ours nothing is taken out of a title, whatever stands at its end."""
    if words[0].startswith("..") or words[0].casefold() in ("zz", "zzz", "zzzz"):
        words[0] = f"a{words[0]}"
    line = gap.join(words)
    assert parse(line, known).thought == Thought(title=clean_line(line))


@settings(max_examples=150, deadline=None)
@given(LINES, KNOWNS)
def test_no_word_is_lost(line: str, known: Known) -> None:
    parsed = parse(line, known)
    thought = parsed.thought
    told = "".join(
        (thought.phase, thought.title, thought.channel, thought.emotion, thought.party, *thought.quotes)
    )
    meant = {i for s in parsed.spans if s.part in (Part.GRADE, Part.KIND) for i in range(s.start, s.end)}
    typed = "".join(ch for i, ch in enumerate(line) if i not in meant)
    assert Counter(ch for ch in told if ch.isalnum()) == Counter(ch for ch in typed if ch.isalnum())
    assert (thought.grade is None) == all(s.part is not Part.GRADE for s in parsed.spans)


@settings(max_examples=150, deadline=None)
@given(LINES, KNOWNS)
def test_stretches_are_in_order_and_leave_only_blanks(line: str, known: Known) -> None:
    spans = parse(line, known).spans
    covered = set()
    for a, b in pairwise(spans):
        assert a.end <= b.start
    for span in spans:
        assert span.start < span.end
        covered |= set(range(span.start, span.end))
    assert all(ch.isspace() for i, ch in enumerate(line) if i not in covered)


def test_a_simple_thought_is_written_simply() -> None:
    thought = Thought("Før", Kind.SILENCE, "Day 3 is quiet", "mail", "vred", 2.5, "IT desk", ("nej",), True)
    assert write(thought) == 'Før > .. Day 3 is quiet @mail #"IT desk" !vred 2.5 ? "nej"'
