"""Every sentence a person can meet in a failure was read in English; that each is there in every language is in test_catalogue_files."""

from __future__ import annotations

from tests.i18n.sentences import LIST, sentences, written

#: Words that say nothing to a frightened facilitator, or blame.
_NEVER = ("invalid", "illegal", "fatal", "abort", "exception", "error code", "oops", "whoops", "please", "sorry", "you must")


def test_every_sentence_was_read() -> None:
    unread = sorted(set(written().splitlines()) - set(LIST.read_text(encoding="utf-8").splitlines()))
    assert not unread, (
        "Read these as a frightened facilitator would: do they say what happened, where, and what to do? Then write the list anew with "
        "`python -m tests.i18n.sentences`.\n" + "\n".join(unread)
    )


def test_the_script_finds_what_it_is_for() -> None:
    found = sentences()
    assert len(found) > 400
    for text, place in (
        ("“{file}” was not saved: the disk is full. Free some space or save it elsewhere.", "storage/errors.py"),
        ("{n} changes came in.", "cli/merging.py"),
        ("Take over “{name}”?", "ui/dialogs/asker.py"),
    ):
        assert place in found[text]


def test_no_sentence_frightens_or_blames() -> None:
    bad = [text for text in sentences() for word in _NEVER if word in text.lower()]
    assert not bad


def test_what_was_not_saved_is_told_with_what_to_do() -> None:
    told = [text for text in sentences() if text.startswith("“{file}” was not saved:")]
    assert len(told) > 15
    helpless = [text for text in told if text.count(".") < 2]
    assert not helpless
