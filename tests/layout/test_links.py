"""Addresses in texts: which are found, where their links lie, and which lead nowhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.document import Journey
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.links import addresses, links_over
from cjm_desktop.layout.sheet import Link, Sheet, Text
from cjm_desktop.layout.text import Paragraph, Typesetter
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates

TYPE = Typesetter(FontSet(FontSet.shipped().files()[0].parent, installed=lambda: ()))
SIZE, LEAD = 5.0, 7.0
LONG = "https://intranet.example.org/it/service-desk/new-laptops/order?form=12_b&lang=en"


@pytest.mark.parametrize(
    ("text", "shown", "target"),
    [
        ("See https://example.org.", "https://example.org", "https://example.org"),
        ("HTTP://Example.org/A?b=c#d, at last", "HTTP://Example.org/A?b=c#d", "HTTP://Example.org/A?b=c#d"),
        ("(www.example.org/a_(b))", "www.example.org/a_(b)", "https://www.example.org/a_(b)"),
        ("“www.example.org/help”", "www.example.org/help", "https://www.example.org/help"),
        ("Write to anna.holm+cjm@example.co.uk!", "anna.holm+cjm@example.co.uk", "mailto:anna.holm+cjm@example.co.uk"),
        ("mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
        ("På https://blåbær.example/ærø?", "https://blåbær.example/ærø", "https://blåbær.example/ærø"),
    ],
)
def test_an_address_is_found_without_the_sentence_around_it(text: str, shown: str, target: str) -> None:
    ((start, end, found),) = addresses(text)
    assert (text[start:end], found) == (shown, target)


@pytest.mark.parametrize(
    "text",
    [
        "and/or", "a@b", "@home", "3 // 4", "www.", "www. dot", "https://", "http://…", "javascript:alert(1)",
        "file:///etc/passwd", "ftp://example.org", "e.g. this", "xhttps://example.org", "",
    ],
)  # fmt: skip
def test_what_is_no_address_is_none(text: str) -> None:
    assert addresses(text) == []


@given(st.text(st.sampled_from("ahtps:/w.@()[]-_ …,é\n"), max_size=60))
@settings(deadline=None)
def test_what_is_found_stands_in_the_text_in_order(text: str) -> None:
    last = 0
    for start, end, target in addresses(text):
        assert last <= start < end <= len(text)
        assert target.endswith(text[start:end])
        assert not any(c.isspace() for c in target)
        last = end


def set_in(width: float, text: str, most: int | None = None) -> tuple[Paragraph, list[Text]]:
    made = TYPE.wrap(text, "regular", width, "en", most)
    shift = [width - line.width if line.rtl else 0.0 for line in made.lines]
    return made, [Text(10 + shift[k] * SIZE, 20 + k * LEAD, line, SIZE, "#000000") for k, line in enumerate(made.lines)]


def under(link: Link, texts: list[Text]) -> str:
    """What lies under a link: the characters whose middle is in it."""
    out = ""
    for text in texts:
        if link.y < text.y < link.y + link.h:
            for run in text.line.runs:
                for cluster, x, advance in zip(run.clusters, run.xs, run.advances, strict=True):
                    if link.x < text.x + (x + advance / 2) * text.size < link.x + link.w:
                        out += run.text[cluster]
    return out


@pytest.mark.parametrize("width", [60.0, 16.0, 9.0, 5.0])
@pytest.mark.parametrize("text", [f"Ask there ({LONG}), or call.", f"{LONG}", f"First\n\nsee\t{LONG} \u00ad now"])
def test_an_address_over_several_lines_has_a_link_on_each(width: float, text: str) -> None:
    made, texts = set_in(width, text)
    links = links_over(texts, made.source)
    assert {link.target for link in links} == {LONG}
    pieces = [under(link, texts) for link in links]
    assert "".join(pieces) == LONG
    assert len(pieces) > 1 or width > 30
    for above, below in pairwise(links):
        assert above.y + above.h <= below.y


def test_two_addresses_in_one_line_have_each_their_own() -> None:
    made, texts = set_in(80, "www.example.org and a@example.org.")
    first, second = links_over(texts, made.source)
    assert (under(first, texts), under(second, texts)) == ("www.example.org", "a@example.org")
    assert first.x + first.w < second.x


@pytest.mark.parametrize("words", ["راجع {} الآن", "ראו {} עכשיו"])
def test_in_text_from_the_right_the_link_lies_where_the_address_is_seen(words: str) -> None:
    made, texts = set_in(60, words.format("https://example.org/a-b"))
    assert texts[0].line.rtl
    (link,) = links_over(texts, made.source)
    assert under(link, texts) == "https://example.org/a-b"


def test_nobody_is_led_to_half_an_address() -> None:
    for width in (5.0, 9.0, 12.0):
        for most in (1, 2):
            made, texts = set_in(width, f"See {LONG} and a@example.org", most)
            assert made.shortened
            assert links_over(texts, made.source) == []
    cut = TYPE.ellipsis(f"See {LONG}", "regular", 14.0)
    assert cut.text.endswith("…")
    assert links_over([Text(0, 0, cut, SIZE, "#000000")]) == []


def test_what_stands_before_a_cut_can_be_clicked() -> None:
    made, texts = set_in(14.0, "www.example.org says much more than anybody reads", 1)
    assert made.shortened
    (link,) = links_over(texts, made.source)
    assert under(link, texts) == "www.example.org"


def test_an_address_is_never_hyphenated() -> None:
    for text in ("service.representatives@organisation.example.org", "https://representatives.organisation.example"):
        for width in (6.0, 8.0, 10.0):
            made = TYPE.wrap(text, "regular", width, "en")
            assert "".join(made.texts) == text


def journey() -> Journey:
    made = templates.load("new-laptop", "en")
    first, second, *rest = made.touchpoints
    first = first.replace(text="Ask at desk@example.org or www.example.org/desk.")
    quote = next(t for t in made.touchpoints if t.quotes).quotes[0]
    second = second.replace(quotes=(quote.replace(text="It was on http://quote.example"),))
    chance, *others = made.opportunities
    return made.replace(
        touchpoints=(first, second, *rest),
        goals=("Read https://goals.example",),
        opportunities=(chance.replace(text="As at https://chance.example"), *others),
        poster=made.poster.replace(footer="Ask cjm@foot.example"),
    )


def links_on(sheet: Sheet) -> list[Link]:
    return [item for part in sheet.parts() for item in part.items if isinstance(item, Link)]


def test_card_quote_opportunity_goal_and_foot_can_be_clicked() -> None:
    made = journey()
    (sheet,) = Press().sheets(made, PrintOrder(paper="A1"))
    assert {link.target for link in links_on(sheet)} == {
        "mailto:desk@example.org",
        "https://www.example.org/desk",
        "http://quote.example",
        "https://goals.example",
        "https://chance.example",
        "mailto:cjm@foot.example",
    }
