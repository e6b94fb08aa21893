"""What is compared, in an address and back."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.load import load_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId
from detente.node.laboratory import SavedVariant
from detente.web.forms.fields import build_fields
from detente.web.laboratory_asked import (
    MOST_BESIDE,
    Asked,
    Column,
    as_it_stands,
    column_of,
    number_agreements,
    read_asked,
)

VOCABULARY = read_vocabulary()
PACKS = shipped_packs()
ABLE = number_agreements(
    load_pack(PACKS[AgreementId(one)], VOCABULARY) for one in ("sco-proposal-2024", "shanghai-1996")
)
SCO, SHANGHAI = ABLE.values()


@st.composite
def columns(draw: st.DrawFn) -> Column:
    numbered = draw(st.sampled_from([SCO, SHANGHAI]))
    turned = draw(st.sets(st.sampled_from(numbered.knobs), max_size=3))
    changes = {
        knob.key: draw(st.integers(0, knob.most).filter(lambda value, knob=knob: value != knob.agreed.value))
        for knob in numbered.knobs
        if knob in turned
    }
    name = draw(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=20))
    normal = build_fields([("name", name)]).one("name")
    return Column(numbered, normal, {key: str(value) for key, value in changes.items()}, changes, {})


def read(address: str) -> Asked:
    return read_asked(build_fields(parse_qsl(urlsplit(address).query)), ABLE, SCO)


@given(columns(), st.lists(columns(), max_size=MOST_BESIDE), st.sampled_from(["", "changed", "told"]))
def test_an_address_holds_all_of_it(turned: Column, beside: list[Column], only: str) -> None:
    asked = Asked(turned, tuple(beside), only)
    assert read(asked.place) == asked


def test_numbers_stand_in_the_order_of_the_articles() -> None:
    articles = [SCO.agreement.provisions[knob.provision].article for knob in SCO.knobs]
    assert articles == sorted(articles)
    assert articles[0] == "3(1)"


def test_columns_are_kept_turned_and_removed() -> None:
    low = read("/laboratory?name=Low&notify.personnel.personnel=3000").turned
    asked = Asked(low, (as_it_stands(SHANGHAI),))
    kept = asked.keeping()
    assert [one.name for one in kept.beside] == ["", "Low"]
    assert (kept.turned.name, kept.turned.changes) == ("", low.changes)
    turning = asked.turning(0)
    assert (turning.turned.agreement, turning.beside) == (SHANGHAI.agreement, (low,))
    assert Asked(as_it_stands(SCO), (low,)).turning(0) == Asked(low, ())
    assert asked.without(0) == Asked(low, ())


def test_what_cannot_be_read_is_left_out() -> None:
    many = "&".join(["beside=agreement%3Dshanghai-1996"] * (MOST_BESIDE + 2))
    asked = read(f"/laboratory?agreement=no-such&beside=agreement%3Dgone&beside=%ff&{many}")
    assert asked.turned == as_it_stands(SCO)
    assert all(one.agreement is SHANGHAI.agreement for one in asked.beside)
    assert len(asked.beside) == MOST_BESIDE - 2


@pytest.mark.parametrize("typed", ["-1", "few", "99999999999"])
def test_a_number_that_is_none_is_a_problem_and_no_change(typed: str) -> None:
    turned = read(f"/laboratory?notify.personnel.personnel={typed}").turned
    assert list(turned.problems) == [("notify.personnel", "personnel")]
    assert turned.changes == {}


def test_a_saved_variant_leaves_out_what_its_agreement_no_longer_has() -> None:
    saved = SavedVariant(1, "Old", SCO.agreement.id, {"notify.personnel.personnel": 7, "notify.gone.lead": 1})
    column = column_of(saved, ABLE)
    assert column is not None
    assert (column.name, column.changes) == ("Old", {("notify.personnel", "personnel"): 7})
    assert column_of(SavedVariant(1, "Old", AgreementId("gone"), {}), ABLE) is None
