"""The signs of parties: chosen ones stay, the others are short and differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Party


def signs(*names: str, chosen: str = "") -> list[str]:
    parties = [Party(id=f"p{i}", name=name) for i, name in enumerate(names)]
    if chosen:
        parties.append(Party(id="chosen", name="Chosen", sign=chosen))
    return list(party_signs(parties).values())


def test_the_first_letter_where_nobody_else_has_it() -> None:
    assert signs("Facility", "HR", "øl") == ["F", "H", "Ø"]


def test_two_letters_where_two_begin_alike_and_none_keeps_the_one() -> None:
    assert signs("Leidinggevende", "Laptopleverancier Noord BV") == ["LE", "LN"]
    assert signs("IT", "IT supplier", "Inkoop") == ["IT", "IS", "IN"]


def test_a_chosen_sign_stays_and_is_nobody_elses() -> None:
    assert signs("Servicedesk", chosen="S") == ["SE", "S"]
    assert signs("Servicedesk", "Salaris Extern", chosen="SE") == ["SR", "SA", "SE"]
    assert signs("x", chosen="SZ") == ["X", "SZ"]


def test_the_same_name_many_times_and_none() -> None:
    assert signs("A", "A", "A", "") == ["A2", "A3", "A4", ""]


@given(st.lists(st.text(max_size=6), max_size=12), st.lists(st.sampled_from(["S", "IT", "€", "ab"]), max_size=2, unique=True))
def test_no_two_share_a_sign(names: list[str], chosen: list[str]) -> None:
    parties = [Party.model_construct(id=f"p{i}", name=name, sign="") for i, name in enumerate(names)]
    parties += [Party.model_construct(id=f"c{i}", name="c", sign=sign) for i, sign in enumerate(chosen)]
    made = party_signs(parties)
    assert list(made) == [party.id for party in parties]
    told = [sign.upper() for sign in made.values() if sign]
    assert len(set(told)) == len(told)
    assert all(bool(made[party.id]) == bool(party.sign or party.name.strip()) for party in parties)
