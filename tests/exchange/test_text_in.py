"""Bytes of text whose encoding nobody states; what is no text is told by its line."""

from __future__ import annotations

import pytest

from cjm_desktop.exchange import ImportFailed, journey_of_csv
from cjm_desktop.exchange.text_in import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_is_told_apart(encoding: str) -> None:
    text = "title;grade\nÉrtesítés ő ű;7\n"
    assert decoded(text.encode(encoding)) == text


def test_a_nul_is_named_by_its_line() -> None:
    for data in (b"title,grade\nAs\0ks,7\n", b"title,grade\n" + b"Asks,7\n" * 100 + b"A\0,1\n"):
        with pytest.raises(
            ImportFailed, match=rf"not text: line {data[: data.index(0)].count(10) + 1} holds"
        ):
            journey_of_csv(data)
