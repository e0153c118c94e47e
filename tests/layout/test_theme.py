"""Themes: the shipped ones are sound and look like what they are for, files are checked, companies lay colours over them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.assets import asset
from cjm_desktop.document import RoleColour
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.vocabulary import theme_names as named
from cjm_desktop.layout.colour import Vision, contrast, difference, lightness_apart, mix, oklch
from cjm_desktop.layout.theme import (
    COMPANY_ROLES,
    Theme,
    ThemeError,
    colour_problems,
    load_theme,
    read_theme,
    theme_names,
)
from cjm_desktop.layout.theme_check import theme_findings

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
DRESSES = st.lists(st.tuples(st.sampled_from(COMPANY_ROLES), COLOURS), max_size=8)
FAST = settings(max_examples=120, deadline=None)


def said(theme: Theme) -> list[str]:
    """The findings as a person reads them."""
    return [str(finding) for finding in theme_findings(theme)]


# -- the shipped ones ----------------------------------------------------------------------------------------------------


def test_the_house_comes_first() -> None:
    assert theme_names() == ("house", "greyscale", "high-contrast", "ink-light")


@pytest.mark.parametrize("name", theme_names())
def test_a_shipped_theme_has_no_findings(name: str) -> None:
    assert said(load_theme(name)) == []


@pytest.mark.parametrize("name", theme_names())
def test_feelings_differ_for_every_vision(name: str) -> None:
    theme = load_theme(name)
    feelings = (theme.positive, theme.neutral, theme.negative)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert min(difference(feelings[a], feelings[b], vision) for vision in Vision) > 0.12
        assert lightness_apart(feelings[a], feelings[b]) > 0.1


def test_high_contrast_is_seven_to_one_everywhere() -> None:
    theme = load_theme("high-contrast")
    assert theme.contrast == 7
    for i in range(9):
        phase = theme.phase(i, 9)
        assert contrast(mix(phase, theme.phase_ink, 0.78), phase) >= 7, "the number beside a phase's name"
    for party in theme.parties:
        assert contrast(party, theme.party_ink) >= 7
    for fill, ink in ((theme.positive, theme.positive_ink), (theme.neutral, theme.neutral_ink)):
        assert contrast(fill, ink) >= 4.5
    assert contrast(theme.negative, theme.negative_ink) >= 4.5
    assert contrast(theme.rule, theme.paper) >= 4.5, "edges of cards survive a poor projector"


def test_greyscale_has_no_hue() -> None:
    theme = load_theme("greyscale")
    colours = json.loads(asset("themes", "greyscale.json").read_text(encoding="utf-8")).values()
    flat = [one for value in colours for one in (value if isinstance(value, list) else [value])]
    assert all(oklch(one)[1] < 0.001 for one in flat if str(one).startswith("#"))
    tones = [oklch(one)[0] for one in (theme.positive, theme.negative, theme.neutral)]
    assert tones[1] - tones[0] > 0.2 and tones[2] - tones[1] > 0.2
    beside = [
        oklch(theme.parties[i])[0] - oklch(theme.parties[i + 1])[0] for i in range(len(theme.parties) - 1)
    ]
    assert all(abs(one) > 0.08 for one in beside), "parties in turn differ"


def test_ink_light_fills_nothing_large() -> None:
    theme = load_theme("ink-light")
    large = (theme.header, theme.ground, theme.positive_area, theme.negative_area, theme.quote, *theme.phases)
    assert all(oklch(one)[0] > 0.87 for one in large)


# -- files ---------------------------------------------------------------------------------------------------------------


def test_an_unknown_name_gives_the_house() -> None:
    assert load_theme("no such theme").name == "house"
    assert load_theme("../samples/big.en").name == "house"


def _file(folder: Path, **changes: object) -> Path:
    roles = json.loads(asset("themes", "house.json").read_text(encoding="utf-8"))
    roles["name"] = "own"
    roles.update(changes)
    path = folder / "own.json"
    path.write_text(json.dumps({k: v for k, v in roles.items() if v is not ...}), encoding="utf-8")
    return path


def test_a_whole_file_is_a_theme(tmp_path: Path) -> None:
    theme = read_theme(_file(tmp_path, ink="#000001", phases=["#123456"]))
    assert (theme.name, theme.ink, theme.phases) == ("own", "#000001", ("#123456",))
    assert theme.phase(3, 5) == "#123456"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quote": ...}, ["lacks the role “quote”"]),
        ({"qoute": "#FFFFFF"}, ["“qoute”", "no map uses"]),
        ({"ink": "navy"}, ["“ink”", "a colour such as #0F1B33"]),
        ({"ink": 7}, ["“ink”", "a colour"]),
        ({"phases": []}, ["“phases”", "a list"]),
        ({"phases": "#FFFFFF"}, ["“phases”", "a list"]),
        ({"parties": ["#FFFFFF", None]}, ["“parties”", "a list"]),
        ({"contrast": True}, ["“contrast”", "a number"]),
        ({"contrast": 40}, ["“contrast”", "a number"]),
        ({"company": "some"}, ["“company”", "full, light or none"]),
        ({"company": ["full"]}, ["“company”", "full, light or none"]),
        ({"name": "other"}, ["“name”", "own"]),
    ],
)
def test_a_damaged_role_is_named_with_its_file(
    tmp_path: Path, changes: dict[str, object], words: list[str]
) -> None:
    with pytest.raises(ThemeError) as raised:
        read_theme(_file(tmp_path, **changes))
    for word in ("own.json", *words):
        assert word in str(raised.value.message)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "\x00\xff"])
def test_what_is_no_theme_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ThemeError, match=r"own\.json"):
        read_theme(path)
    with pytest.raises(ThemeError, match=r"none\.json"):
        read_theme(tmp_path / "none.json")


def test_every_role_is_described() -> None:
    text = asset("themes", "README.md").read_text(encoding="utf-8")
    for role in json.loads(asset("themes", "house.json").read_text(encoding="utf-8")):
        assert f"`{role}`" in text, role
    for name in theme_names():
        assert f"`{name}`" in text, name


# -- a company's own colours ---------------------------------------------------------------------------------------------


def test_colours_come_from_the_document_or_as_pairs() -> None:
    records = (RoleColour(role="header", colour="#6d2077"), RoleColour(role="positive", colour="#005EB8"))
    theme = load_theme("house", records)
    assert (theme.header, theme.positive) == ("#6D2077", "#005EB8")
    assert theme == load_theme("house", [("header", "#6D2077"), ("positive", "#005EB8")])
    assert theme == load_theme("house", iter(records))
    assert load_theme("house") == load_theme("house", ())
    assert load_theme("house", [("header", "#111111"), ("header", "#6D2077")]).header == "#6D2077"


def test_only_what_follows_from_a_colour_changes() -> None:
    house, theme = load_theme("house"), load_theme("house", [("negative", "#8B0000")])
    changed = {role for role in Theme.__slots__ if getattr(theme, role) != getattr(house, role)}
    assert changed == {"negative", "negative_tint", "negative_area"}
    assert theme.negative_ink == "#FFFFFF"


def test_a_ramp_goes_through_the_companys_colour() -> None:
    theme = load_theme("house", [("phases", "#005EB8")])
    assert "#005EB8" in theme.phases
    tones = [oklch(one)[0] for one in theme.phases]
    assert tones == sorted(tones) and tones[-1] - tones[0] > 0.2


def test_a_header_takes_an_accent_of_its_own_hue() -> None:
    theme = load_theme("house", [("header", "#6D2077")])
    assert oklch(theme.header_accent)[2] == pytest.approx(oklch("#6D2077")[2], abs=0.1)
    assert theme.header_ink == "#FFFFFF"
    assert load_theme("house", [("header", "#FFD100")]).header_ink == "#0F1B33"


def test_ink_light_stays_light() -> None:
    base, theme = (
        load_theme("ink-light"),
        load_theme("ink-light", [("header", "#6D2077"), ("phases", "#6D2077")]),
    )
    assert theme.header == base.header == "#FFFFFF"
    assert theme.header_ink == "#6D2077"
    assert all(oklch(one)[0] > 0.87 for one in theme.phases)
    assert oklch(theme.phases[0])[2] == pytest.approx(oklch("#6D2077")[2], abs=0.1)


def test_greyscale_stays_grey() -> None:
    assert load_theme("greyscale", [("header", "#6D2077"), ("negative", "#FF0000")]) is not None
    assert load_theme("greyscale", [("header", "#6D2077"), ("negative", "#FF0000")]) == load_theme(
        "greyscale"
    )


@FAST
@given(st.sampled_from(theme_names()), DRESSES)
def test_every_derived_ink_can_be_read_or_it_is_said(name: str, colours: list[tuple[str, str]]) -> None:
    theme = load_theme(name, colours)
    places = {finding.place for finding in theme_findings(theme)}
    own = {role for role, _ in colours}
    need = theme.contrast
    pairs = [
        ("header", theme.header_ink, theme.header),
        ("header", theme.header_soft, theme.header),
        ("header_accent", theme.header_accent, theme.header),
        ("header_accent", theme.header_accent, theme.header_disc),
        ("opportunity", theme.opportunity_ink, theme.opportunity),
        ("opportunity", theme.opportunity, theme.card),
        ("opportunity", theme.opportunity, theme.opportunity_tint),
        ("opportunity_tint", theme.secondary, theme.opportunity_tint),
        ("positive_tint", theme.secondary, theme.positive_tint),
        ("negative_tint", theme.secondary, theme.negative_tint),
        ("target", theme.target, theme.paper),
        ("target", theme.target, theme.ground),
        *(("phases", theme.phase_ink, theme.phase(i, 11)) for i in range(11)),
    ]
    for place, ink, ground in pairs:
        assert contrast(ink, ground) >= need or place in places, (place, ink, ground)
    for role in ("positive", "neutral", "negative"):
        assert contrast(getattr(theme, role), getattr(theme, role + "_ink")) >= 3
    if need == 4.5:  # these never need a company to choose again
        assert not any(
            finding.place in ("phases", "target") and "hard" in str(finding)
            for finding in theme_findings(theme)
        )
        assert contrast(theme.header_ink, theme.header) >= need
        if "header_accent" not in own:
            assert contrast(theme.header_accent, theme.header) >= need


@FAST
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=9)), max_size=5))
def test_what_is_no_role_or_no_colour_is_left_out_and_said(colours: list[tuple[str, str]]) -> None:
    assert load_theme("house", colours) == load_theme("house")
    assert len(colour_problems(colours)) == len(colours)


def test_a_sentence_for_each_colour_left_out() -> None:
    problems = colour_problems([("header", "#112233"), ("logo", "#112233"), ("phases", "blue")])
    assert [problem.place for problem in problems] == ["poster.colours[1]", "poster.colours[2]"]
    assert "“logo”" in str(problems[0]) and "“blue” is not a colour" in str(problems[1])


# -- what is said --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "colours", "expected"),
    [
        ("house", {"header": "#0F5132"}, []),
        (
            "high-contrast",
            {"header": "#C8102E"},
            [
                "header: White text on the header colour is hard to read (contrast 5.8, 7 is needed): choose a darker colour.",
                "header_accent: The accent is hard to read on the header colour (contrast 5.8, 7 is needed): choose a lighter colour.",
            ],
        ),
        (
            "house",
            {"header_accent": "#1A2F66"},
            [
                "header_accent: The accent is hard to read on the header colour (contrast 1.0, 4.5 is needed): choose a lighter colour."
            ],
        ),
        (
            "house",
            {"header": "#FFD100", "header_accent": "#FFFFFF", "neutral": "#7A7A7A"},
            [
                "header_accent: The accent is hard to read on the header colour (contrast 1.4, 4.5 is needed): choose a darker colour.",
            ],
        ),
        (
            "house",
            {"positive": "#B0303A"},
            ["positive_area: Text over good grades is hard to read (contrast 4.4, 4.5 is needed): choose a lighter colour."],
        ),
        (
            "house",
            {"positive": "#2E9E44", "negative": "#D93A2B"},
            ["negative: Good and bad look alike to people who cannot tell red from green."],
        ),
        (
            "house",
            {"positive": "#1B5EA8", "negative": "#1B5EA8"},
            ["negative: Good and bad look alike: choose colours that are further apart."],
        ),
        (
            "house",
            {"opportunity": "#F39200"},
            [
                (
                    "opportunity: The titles of opportunities are hard to read on their cards "
                    "(contrast 1.9, 4.5 is needed): choose a darker colour."
                )
            ],
        ),
        (
            "house",
            {"neutral": "#FFFBE6"},
            ["neutral: A face can hardly be seen on the paper: choose a darker colour."],
        ),
        (
            "house",
            {"phases": "#FDFDFD"},
            ["phases: A phase can hardly be seen on the paper: choose a darker colour."],
        ),
        (
            "house",
            {"header": "#E2571E"},
            [
                "header: The faces can hardly be seen on the header colour: choose one that is unlike the feelings."
            ],
        ),
    ],
)
def test_bad_colours_are_named(name: str, colours: dict[str, str], expected: list[str]) -> None:
    found = said(load_theme(name, tuple(colours.items())))
    assert found[: len(expected)] == expected if expected else found == []


def test_a_ratio_just_too_small_never_reads_as_enough() -> None:
    theme = load_theme("house", [("opportunity", "#777777")])  # 4.48 on white
    assert "contrast 4.4, 4.5 is needed" in said(theme)[0] or "contrast 3" in said(theme)[0]


@FAST
@given(st.sampled_from(theme_names()), DRESSES)
def test_findings_are_sentences_about_roles(name: str, colours: list[tuple[str, str]]) -> None:
    for finding in theme_findings(load_theme(name, colours)):
        assert finding.place in Theme.__slots__
        assert str(finding.message).endswith(".") and "{" not in str(finding.message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_theme_has_a_name_for_people(language: str) -> None:
    names = named(catalogue_for(language))
    assert set(names) == set(theme_names())
    assert len(set(names.values())) == len(names) and all(names.values())
    assert next(iter(names)) == "house"
