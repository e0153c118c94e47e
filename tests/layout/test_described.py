"""What a card shows beside its title and grade, in words for those who do not see it: in every language."""

from __future__ import annotations

import pytest

from cjm_desktop.document import Kind
from cjm_desktop.i18n import LANGUAGES
from cjm_desktop.storage import templates
from tests.layout.maps import poster


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_kind_channel_phase_party_and_marks_are_said(language: str) -> None:
    journey = templates.load("new-colleague", language)
    journey = journey.replace(touchpoints=(journey.touchpoints[0].replace(droppable=True), *journey.touchpoints[1:]))
    sheet = poster(journey)
    words = sheet.bands[0].setting.words
    assert words.language == language
    kinds = {Kind.CONTACT: words.contact, Kind.OWN_ACTION: words.own_action, Kind.SILENCE: words.silence, Kind.WAITING: words.waiting}
    seen = set()
    for card in journey.touchpoints:
        said = sheet.described(card.id).split(", ")
        assert said[0] == kinds[card.kind]
        for records, ident in ((journey.channels, card.channel), (journey.phases, card.phase), (journey.parties, card.party)):
            named = [one.name for one in records if one.id == ident]
            assert not named or any(part in named[0] for part in said[1:])
        assert (words.decisive in said) is card.decisive
        assert (words.could_be_dropped in said) is card.droppable
        seen.add(card.kind)
    assert Kind.SILENCE in seen
    assert sheet.described("nobody") == ""
