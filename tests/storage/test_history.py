"""Versions of documents: what was kept comes back byte by byte, what is thinned is what the rules say, and nothing found there harms."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Phase, Touchpoint
from cjm_desktop.storage import OpenError, SaveError, save_journey, to_bytes
from cjm_desktop.storage import history as history_module
from cjm_desktop.storage.archivist import Archivist, Before, Wish, kept_by
from cjm_desktop.storage.delta import made_from, told_from
from cjm_desktop.storage.history import Archive, Why, history_folder, make_room, places
from cjm_desktop.storage.thinning import kept

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC).timestamp()


def journey(*grades: float, title: str = "Sign-in") -> Journey:
    cards = tuple(Touchpoint(id=f"t{i}", phase="f", title=f"Step {i}", text="word " * 40, grade=grade) for i, grade in enumerate(grades))
    return Journey(title=title, phases=(Phase(id="f", name="All"),), touchpoints=cards)


def many(seed: int, count: int = 60) -> Journey:
    grades = [1.0 + int.from_bytes(hashlib.sha256(f"{i}".encode()).digest()[:2]) % 10 for i in range(count)]
    grades[seed % count] = 1.0 + seed % 10
    return journey(*grades, title=f"Version {seed}")


def keep(archive: Archive, what: Journey, when: float | None = None, why: Why = Why.SAVED) -> object:
    return archive.add(to_bytes(what), len(what.touchpoints), why, when=when)


# ------------------------------------------------------------------------------------------------ differences

LINES = st.lists(st.sampled_from(["a\n", "b\n", "  {\n", "  },\n", '"id": 1\n', "é\u2028x\n", "last"]), max_size=25).map("".join)


@given(LINES, LINES)
def test_a_difference_leads_to_the_text_it_was_told_of(base: str, data: str) -> None:
    assert made_from(base.encode(), told_from(base.encode(), data.encode()), 10_000) == data.encode()


@given(st.recursive(st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=3), st.lists, max_leaves=12))
def test_whatever_is_given_for_a_difference_ends_in_a_text_or_in_a_value_error(tree: object) -> None:
    with contextlib.suppress(ValueError):
        assert len(made_from(b"one\ntwo\nthree\n", json.dumps(tree).encode(), 40)) <= 40


def test_a_difference_of_one_card_is_a_small_part_of_the_whole() -> None:
    base, data = to_bytes(many(1)), to_bytes(many(2))
    assert len(told_from(base, data)) < len(data) / 20


# ------------------------------------------------------------------------------------------------ thinning

TIMES = st.lists(st.floats(0, 500 * 86_400).map(lambda ago: round(NOW - ago, 3)), max_size=60)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-8))])


@given(TIMES, ZONES)
def test_thinning_keeps_the_newest_and_everything_that_a_rule_asks_for(times: list[float], zone: timezone) -> None:
    left = kept(times, NOW, zone)
    assert left <= set(times)
    assert not times or max(times) in left
    assert {when for when in times if NOW - when <= 3600} <= left
    moments = {when: datetime.fromtimestamp(when, zone) for when in times}
    for when in times:
        age, moment = NOW - when, moments[when]
        same = [other for other in left if moments[other].year == moment.year and moments[other].month == moment.month]
        assert same, "each month keeps one"
        if age <= 31 * 86_400:
            same = [other for other in same if moments[other].day == moment.day]
            assert same, "each day of the last month keeps one"
        if age <= 86_400:
            assert [other for other in same if moments[other].hour == moment.hour], "each hour of the last day keeps one"


@given(TIMES, st.lists(st.floats(0, 400 * 86_400), max_size=4), ZONES)
def test_it_does_not_matter_how_often_is_thinned(times: list[float], earlier: list[float], zone: timezone) -> None:
    at_once = kept(times, NOW, zone)
    assert kept(at_once, NOW, zone) == at_once
    left = frozenset(times)
    for ago in sorted(earlier, reverse=True):
        moment = NOW - ago
        past = frozenset(when for when in left if when <= moment)
        left = (left - past) | kept(past, moment, zone)
    newest = set(times) and {max(times)}
    assert kept(left, NOW, zone) - newest == at_once - newest


def test_a_week_of_saving_every_ten_minutes_is_some_forty_versions() -> None:
    times = [NOW - 600 * i for i in range(7 * 144)]
    left = sorted(NOW - when for when in kept(times, NOW, UTC))
    assert len([age for age in left if age <= 3600]) == 7
    assert 23 <= len([age for age in left if 3600 < age <= 86_400]) <= 25
    assert len([age for age in left if age > 86_400]) == 6


# ------------------------------------------------------------------------------------------------ the store


def test_what_was_kept_comes_back_whole_whenever_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    for seed in range(30):
        keep(archive, many(seed), NOW + seed)
    found = Archive(tmp_path / "a.cjm").versions
    assert [version.when for version in found] == [NOW + seed for seed in range(30)]
    for seed, version in enumerate(found):
        assert archive.data(version) == to_bytes(many(seed))
        assert archive.journey(version) == many(seed)
        assert version.touchpoints == 60
        assert archive.find(version.digest) == version
    assert sum(not version.base for version in found) < 8, "most are told as differences"
    assert sum(version.size for version in found) < 30 * found[0].size / 2
    assert archive.find("0" * 64) is None
    assert archive.find("") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([30.0, 1_500.0, 40_000.0, 3e6])), min_size=1, max_size=14))
def test_the_store_holds_what_thinning_says_and_each_comes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, float]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    moment, model = NOW - 5e7, dict[float, bytes]()
    for seed, gap in steps:
        moment += gap
        data = to_bytes(many(seed, 12))
        if not model or model[max(model)] != data:
            model[moment] = data
        Archive(folder / "a.cjm", folder / "root").add(data, 12, when=moment)
        if max(model) == moment:
            model = {when: model[when] for when in kept(model, moment)}
        archive = Archive(folder / "a.cjm", folder / "root")
        assert {version.when: archive.data(version) for version in archive.versions} == model


def test_two_programs_may_keep_versions_of_one_document_at_once(tmp_path: Path) -> None:
    def work(first: int) -> None:
        for seed in range(first, first + 8):
            keep(Archive(tmp_path / "a.cjm"), many(seed))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    archive = Archive(tmp_path / "a.cjm")
    held = {archive.journey(version).title for version in archive.versions}
    assert held == {f"Version {seed}" for first in (0, 20, 40) for seed in range(first, first + 8)}


def test_a_clock_that_was_years_ahead_spoils_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    keep(archive, many(1))
    ahead = time.time() + 5e8
    for seed in (2, 3):
        keep(archive, many(seed), ahead + seed)
    keep(archive, many(4))
    assert [archive.journey(version).title for version in archive.versions] == [f"Version {seed}" for seed in (1, 2, 3, 4)]
    assert all(version.when < time.time() + 60 for version in archive.versions)
    (archive._place / "999999999999999-00000000.version").write_bytes((archive._place / archive.versions[0].name).read_bytes())
    assert len(archive.versions) == 4, "a time that no calendar has"


def test_the_same_again_is_no_new_version_but_the_same_later_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    assert keep(archive, journey(1)) is not None
    assert keep(archive, journey(1)) is None
    assert keep(archive, journey(2)) is not None
    assert keep(archive, journey(1)) is not None
    assert len(archive.versions) == 3
    assert [version.when for version in archive.versions] == sorted({version.when for version in archive.versions})


def test_thinning_takes_versions_away_and_never_what_others_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path / "a.cjm")
    day = 86_400.0
    for seed in range(12):
        keep(archive, many(seed), NOW - 200 * day + seed * 60)
    # All in one hour, half a year ago: the last one stays, and what it differs from behind the scenes.
    keep(archive, many(50), NOW)
    found = archive.versions
    assert [version.when for version in found] == [NOW - 200 * day + 11 * 60, NOW]
    for version, seed in zip(found, (11, 50), strict=True):
        assert archive.data(version) == to_bytes(many(seed))
    bases = list(archive._place.glob("*.base"))
    assert len(bases) == 1
    monkeypatch.setattr(history_module, "_WORTH", 0.0)
    keep(archive, many(51), NOW + 40 * day)
    keep(archive, many(52), NOW + 80 * day)
    make_room(history_folder(), NOW + 80 * day, most=0)
    assert [archive.data(version) for version in archive.versions] == [to_bytes(many(52))]
    assert not list(archive._place.glob("*.base")), "nobody differs from it any more"


def test_all_histories_together_have_a_size_and_the_oldest_of_the_monthly_ones_go_first(tmp_path: Path) -> None:
    one, two = Archive(tmp_path / "one.cjm"), Archive(tmp_path / "two.cjm")
    for months in (8, 6, 4):
        keep(one, many(months), NOW - months * 31 * 86_400)
    for months in (7, 5):
        keep(two, many(months + 20), NOW - months * 31 * 86_400)
    keep(two, many(40), NOW - 5_000)
    keep(two, many(41), NOW)
    total = sum(version.size for archive in (one, two) for version in archive.versions)
    make_room(history_folder(), NOW, most=total - 1)
    assert [round((NOW - version.when) / 31 / 86_400) for version in one.versions] == [6, 4], "the very oldest went"
    make_room(history_folder(), NOW, most=0)
    assert [version.when for version in two.versions] == [NOW]
    assert len(one.versions) == 1, "the newest of a document never goes"


def test_a_history_follows_a_file_that_was_renamed_and_a_copy_says_where_it_comes_from(tmp_path: Path) -> None:
    first = tmp_path / "first.cjm"
    stamp = save_journey(journey(1, 2), first, None)
    kept_by(Wish(first, journey(1, 2), Why.SAVED, digest=stamp.digest))
    stamp = save_journey(journey(1, 3), first, None)
    kept_by(Wish(first, journey(1, 3), Why.SAVED, digest=stamp.digest))
    copy = tmp_path / "copy.cjm"
    copy.write_bytes(first.read_bytes())
    assert not Archive.of(copy, stamp.digest).versions, "looking at a copy changes nothing"
    kept_by(Wish(copy, journey(1, 3), Why.SAVED, digest=stamp.digest))
    copied = Archive.of(copy)
    assert len(copied.versions) == 1
    assert copied.origin is not None
    assert copied.origin.path == first.resolve()
    assert len(Archive.of(first).versions) == 2

    moved = tmp_path / "elsewhere" / "second.cjm"
    moved.parent.mkdir()
    first.rename(moved)
    there = Archive.of(moved, stamp.digest)
    assert [version.touchpoints for version in there.versions] == [2, 2]
    assert not Archive.of(first).versions
    kept_by(Wish(moved, journey(1), Why.SAVED, before=Before(stamp.digest, NOW, journey(1, 3))))
    assert len(Archive.of(moved).versions) == 3


def test_a_copy_of_what_is_on_a_stick_that_was_pulled_out_leaves_the_stick_its_history(tmp_path: Path) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    for folder in (stick, home):
        folder.mkdir()
    first, copy = stick / "a.cjm", home / "a.cjm"
    stamp = save_journey(journey(1, 3), first, None)
    kept_by(Wish(first, journey(1, 3), Why.SAVED, digest=stamp.digest))
    copy.write_bytes(first.read_bytes())
    # The place of the stick is on another disk without it, whether its folder is still there or not.
    about = places(history_folder())[0] / "about.json"
    told = json.loads(about.read_text())
    assert told["disk"] == stick.stat().st_dev
    about.write_text(json.dumps({**told, "disk": told["disk"] + 1}))
    first.unlink()
    assert not Archive.of(copy, stamp.digest).versions
    stick.rmdir()
    assert not Archive.of(copy, stamp.digest).versions
    kept_by(Wish(copy, journey(2), Why.SAVED, before=Before(stamp.digest, NOW, data=copy.read_bytes())))
    copied = Archive.of(copy)
    assert len(copied.versions) == 2 and copied.origin is not None and copied.origin.path == first.resolve()
    stick.mkdir()
    first.write_bytes(copy.read_bytes())
    assert len(Archive.of(first, stamp.digest).versions) == 1, "the stick is back, and so is what is known of it"
    # Its number is another one now: the next save notes that, and what is renamed is followed again, its folder too.
    kept_by(Wish(first, journey(4), Why.SAVED))
    stick.rename(tmp_path / "renamed")
    assert len(Archive.of(tmp_path / "renamed" / "a.cjm", stamp.digest).versions) == 2


def test_saving_as_another_begins_a_history_with_where_it_comes_from(tmp_path: Path) -> None:
    kept_by(Wish(tmp_path / "a.cjm", journey(1), Why.SAVED))
    kept_by(Wish(tmp_path / "b.cjm", journey(2), Why.SAVED, origin=tmp_path / "a.cjm"))
    origin = Archive(tmp_path / "b.cjm").origin
    assert origin is not None
    assert origin.path == (tmp_path / "a.cjm").resolve()
    assert Archive(tmp_path / "a.cjm").origin is None


def test_what_the_file_held_is_kept_before_it_is_first_saved_over(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    old = json.dumps(json.loads(to_bytes(journey(1))), indent=7).encode()
    digest = hashlib.sha256(old).hexdigest()
    kept_by(Wish(path, journey(2), Why.SAVED, before=Before(digest, NOW - 99, journey(1))))
    kept_by(Wish(path, journey(3), Why.SAVED, before=Before(hashlib.sha256(b"no journey").hexdigest(), NOW, data=b"no journey")))
    archive = Archive(path)
    assert [version.why for version in archive.versions] == [Why.OPENED, Why.SAVED, Why.UNREAD, Why.SAVED]
    assert archive.data(archive.versions[2]) == b"no journey", "whatever it is"
    assert archive.versions[0].when == NOW - 99
    found = archive.find(digest)
    assert found is not None, "by the digest of the file, however it was written"
    assert archive.journey(found) == journey(1)


def test_a_symbolic_link_and_the_file_share_one_history(tmp_path: Path) -> None:
    file, link = tmp_path / "a.cjm", tmp_path / "link.cjm"
    file.write_bytes(to_bytes(journey(1)))
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no links here")
    keep(Archive(link), journey(1))
    assert len(Archive(file).versions) == 1


def test_throwing_a_history_away_leaves_nothing_of_it_and_the_others(tmp_path: Path) -> None:
    one, two = Archive(tmp_path / "one.cjm"), Archive(tmp_path / "two.cjm")
    keep(one, journey(1))
    keep(two, journey(2))
    one.throw_away()
    assert not one.versions
    assert [place.name for place in places(history_folder())] == [two._place.name]
    one.throw_away()
    keep(one, journey(3))
    assert len(one.versions) == 1


# ------------------------------------------------------------------------------------------------ what is found there may be anything


def test_a_damaged_version_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    for seed in range(4):
        keep(archive, many(seed), NOW + seed)
    found = archive.versions
    place = archive._place / found[2].name
    data = place.read_bytes()
    for harm in (data[:-9], data[:200] + bytes(20) + data[220:], data.partition(b"\n")[0] + b"\n" + zlib.compress(b"[[0,99999]]")):
        place.write_bytes(harm)
        with pytest.raises(OpenError) as told:
            archive.data(found[2])
        assert "damaged" in str(told.value)
        assert [archive.data(version) for version in (found[0], found[1], found[3])] == [to_bytes(many(seed)) for seed in (0, 1, 3)]
    # What the others differ from is damaged: they are told as damaged, what is kept from now on is whole again.
    (archive._place / found[0].name).write_bytes(b"{}\n")
    assert len(archive.versions) == 3
    with pytest.raises(OpenError):
        archive.data(found[1])
    newest = keep(archive, many(9), NOW + 9)
    assert archive.data(newest) == to_bytes(many(9))  # type: ignore[arg-type]


def test_a_flipped_byte_in_what_others_differ_from_costs_neither_the_newest_nor_the_next_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.cjm"
    archive = Archive(path)
    for seed in range(3):
        keep(archive, many(seed), NOW + seed)
    base, _second, newest = archive.versions
    assert newest.base == base.digest
    place = archive._place / base.name
    data = bytearray(place.read_bytes())
    data[-40] ^= 4
    place.write_bytes(data)
    with pytest.raises(OpenError):
        archive.data(newest)
    path.write_bytes(to_bytes(many(2)))
    assert archive.data(newest) == path.read_bytes(), "it is the very file that is there"
    # When the same is kept again, as happens before a file is first saved over, it is packed anew, whole.
    assert archive.add(path.read_bytes(), 60, Why.OPENED) is None
    path.unlink()
    assert archive.data(archive.versions[-1]) == to_bytes(many(2)) and len(archive.versions) == 3
    keep(archive, many(3), NOW + 3)
    assert archive.data(archive.versions[-1]) == to_bytes(many(3))
    # With the bytes of the damaged one kept once more, all that differ from it come out again.
    keep(archive, many(0), NOW + 4)
    assert [archive.data(version) for version in archive.versions] == [to_bytes(many(seed)) for seed in (0, 1, 2, 3, 0)]


def test_no_more_than_a_days_versions_hang_on_one_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    for hour in range(0, 60, 6):
        keep(archive, many(hour), NOW + hour * 3600)
    every = [archive._told(name) for name in archive._names(".version", ".base")]
    whole = {version.digest: version.when for version in every if version is not None and not version.base}
    assert len(whole) > 1
    assert all(version.when - whole[version.base] < 86_400 for version in archive.versions if version.base)


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_version_is_passed_over_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    archive = Archive(tmp_path_factory.getbasetemp() / "hostile.cjm")
    keep(archive, journey(1))
    place = archive._place / "000000000000001-00000000.version"
    place.write_bytes(data)
    for version in archive.versions:
        try:
            archive.journey(version)
        except OpenError:
            continue
    (archive._place / "about.json").write_bytes(data)
    assert archive.origin is None
    keep(archive, journey(1, len(data) % 10 + 1))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MAX_BYTES", 100_000)
    archive = Archive(tmp_path / "a.cjm")
    keep(archive, journey(1))
    (version,) = archive.versions
    place = archive._place / version.name
    head = place.read_bytes().partition(b"\n")[0]
    place.write_bytes(head + b"\n" + zlib.compress(bytes(50_000_000)))
    with pytest.raises(OpenError):
        archive.data(version)


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of this kind are not there")
def test_nobody_else_can_read_it_and_no_link_is_followed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.cjm")
    keep(archive, journey(1))
    assert all(place.stat().st_mode & 0o777 == 0o700 for place in (history_folder(), archive._place))
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in archive._place.iterdir())
    (version,) = archive.versions
    place, outside = archive._place / version.name, tmp_path / "outside"
    place.replace(outside)
    place.symlink_to(outside)
    assert not archive.versions
    with pytest.raises(OpenError):
        archive.data(version)
    os.mkfifo(archive._place / "000000000000001-00000000.version")
    assert not archive.versions, "and no pipe waited for"
    archive.throw_away()
    assert outside.exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    archive._place.symlink_to(elsewhere)
    with pytest.raises(SaveError, match="earlier versions are kept"):
        keep(archive, journey(2))
    assert not list(elsewhere.iterdir())


# ------------------------------------------------------------------------------------------------ the hand that keeps them


def test_the_archivist_keeps_all_it_was_asked_for_and_tells_once_when_it_cannot(tmp_path: Path) -> None:
    told: list[str] = []
    root = tmp_path / "root"
    root.write_text("in the way")
    hand = Archivist(lambda message: told.append(str(message)), root)
    for grade in (1, 2):
        hand.keep(Wish(tmp_path / "a.cjm", journey(grade), Why.SAVED))
    assert hand.wait()
    assert len(told) == 1
    root.unlink()
    for grade in (3, 4, 5):
        hand.keep(Wish(tmp_path / "a.cjm", journey(grade), Why.SAVED))
    hand.finish()
    assert len(Archive(tmp_path / "a.cjm", root).versions) == 3
    hand.keep(Wish(tmp_path / "a.cjm", journey(6), Why.SAVED))
    assert len(Archive(tmp_path / "a.cjm", root).versions) == 3, "it is over"
