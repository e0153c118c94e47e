"""The words the program itself prints for the kinds are read back from a table, in every language."""

from __future__ import annotations

import pytest

from cjm_desktop.document import Kind
from cjm_desktop.exchange.fields import kind_name, kind_of
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.vocabulary import kind_names
from cjm_desktop.layout import printed_words


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_name_of_a_kind_is_understood(language: str) -> None:
    catalogue = catalogue_for(language)
    words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
    for kind, name in kind_names(catalogue).items():
        assert kind_of(name) is kind, name
        assert kind_of(kind_name(kind, language)) is kind
    assert kind_of(words.own_action) is Kind.OWN_ACTION, words.own_action
    assert kind_of(words.waiting) is Kind.WAITING, words.waiting
    assert kind_of(words.silence) is Kind.SILENCE, words.silence
