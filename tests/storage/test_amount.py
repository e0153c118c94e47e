"""However large and however damaged a file is, no more of it is looked at than any journey has; counted, not timed."""

from __future__ import annotations

import pytest

from cjm_desktop.storage import amount, pieces, salvaged_of, templates, to_bytes

WHOLE = to_bytes(templates.load("new-colleague", "en"))
JUNK = (
    *(b"x", b"x\n", b"some words\n", b"[", b"[\n", b"]\n", b"[]", b":", b"\\", b"\xff", b"\0"),
    *(b'"', b'"\n', b'"x"\n', b'{"title":', b'"title": 1\n', b'"id":'),
)


@pytest.mark.parametrize("junk", JUNK)
def test_of_any_junk_no_more_than_so_many_steps_are_looked_at(junk: bytes) -> None:
    data = WHOLE + junk * (3_000_000 // len(junk)) + WHOLE
    most = 12 * amount.steps_of(WHOLE)
    seen, passed_over = amount.worth_a_look(data, most)
    assert amount.steps_of(seen) <= most + 10
    assert seen.startswith(WHOLE[:-2]) and seen.endswith(WHOLE[2:]), "both ends are what the file has"
    assert (passed_over > 0) is (seen != data)
    assert len(seen) - passed_over <= len(data) <= len(seen) + passed_over
    if junk == b"x\n":
        assert len(pieces.pieces(seen.decode())) < most


def test_names_in_a_row_count_for_more_than_those_in_lines_of_their_own() -> None:
    """Each of them is looked at by itself: a line of a million names took three seconds, one of colons twelve."""
    assert amount.steps_of(b'"id":' * 1_000) > amount.steps_of(b'"id"\n' * 1_000)
    assert amount.steps_of(b":" * 1_000) >= 5 * 1_000


def test_damage_in_a_row_is_put_together_once() -> None:
    (found,) = [piece for piece in pieces.pieces(":" * 20_000) if piece.what is pieces.What.DAMAGE]
    assert str(found.value).count(":") == 20_000


def test_a_journey_of_five_thousand_cards_is_looked_at_whole() -> None:
    cards = WHOLE.count(b'"grade":')
    assert amount.steps_of(WHOLE) / cards * 5_000 < amount.MOST_STEPS
    pictures = b'"data": "' + b"iVBORw0KGgo" * 5_000_000 + b'"'
    assert amount.worth_a_look(WHOLE + pictures)[1] == 0


def test_what_stands_before_and_behind_the_junk_is_kept_and_the_middle_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amount, "MOST_STEPS", 6 * amount.steps_of(WHOLE))
    journey = templates.load("new-colleague", "en")
    at = WHOLE.index(b"\n", WHOLE.index(b'"touchpoints": [')) + 1
    found = salvaged_of(WHOLE[:at] + b'"x"\n' * 800_000 + WHOLE[at:])
    assert found is not None
    assert "not looked at" in str(found.problems[0])
    assert found.journey.phases == journey.phases
    assert found.journey.touchpoints[1:] == journey.touchpoints[-len(found.journey.touchpoints) + 1 :]


def test_damaged_lines_beyond_any_journey_are_one_piece_where_they_stand_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST_HURT", 100)
    sound = '  "title": "A",\n'
    found = pieces.pieces(f"{{\n{sound}" + "### ~~~\n" * 5_000 + sound + '# "\n' * 5_000 + sound)
    assert len([piece for piece in found if piece.what is pieces.What.DAMAGE]) == 102
    assert len([piece for piece in found if piece.key == "title"]) == 3
