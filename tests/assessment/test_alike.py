"""Provisions of two agreements side by side: each once, and the same pairs whoever stands first."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest

from detente.agreements.model import Agreement, Kind
from detente.agreements.reader import read_vocabulary
from detente.assessment.alike import Pair, pair_provisions
from detente.kernel.identifiers import AgreementId
from detente.node.ground import load_agreements

Named = list[tuple[str | None, str | None]]


@pytest.fixture(scope="module")
def agreements() -> Mapping[AgreementId, Agreement]:
    return load_agreements(read_vocabulary())


def names(pairs: list[Pair]) -> Named:
    return [(one.id if one else None, other.id if other else None) for one, other in pairs]


def test_each_provision_stands_once(agreements: Mapping[AgreementId, Agreement]) -> None:
    for one, other in product(agreements.values(), repeat=2):
        found = [pair for pairs in pair_provisions(one, other).values() for pair in pairs]
        for place, agreement in enumerate((one, other)):
            shown = [pair[place] for pair in found if pair[place] is not None]
            assert sorted(each.id for each in shown if each) == sorted(agreement.provisions)
        assert all(left.kind is right.kind for left, right in found if left and right)


def test_an_agreement_beside_itself_pairs_every_provision_with_itself(
    agreements: Mapping[AgreementId, Agreement],
) -> None:
    for one in agreements.values():
        pairs = [pair for found in pair_provisions(one, one).values() for pair in names(found)]
        assert [(left, right) for left, right in pairs if left != right] == []


def test_the_same_pairs_whoever_stands_first(agreements: Mapping[AgreementId, Agreement]) -> None:
    sco = agreements[AgreementId("sco-proposal-2024")]
    for other in agreements.values():
        there = {kind: set(names(pairs)) for kind, pairs in pair_provisions(sco, other).items()}
        back = {
            kind: {(right, left) for left, right in names(pairs)}
            for kind, pairs in pair_provisions(other, sco).items()
        }
        assert there == back


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        (Kind.NOTIFY, ("notify.personnel", "notify.personnel")),
        (Kind.NOTIFY, ("notify.equipment", "notify.equipment")),
        (Kind.NOTIFY, (None, "notify.transfer")),
        (Kind.OBSERVE, ("observe.major", "observe.personnel")),
        (Kind.EXCHANGE, ("exchange.structure", "exchange.forces")),
        (Kind.RESPOND, ("respond.clarification", "respond.unusual-activity")),
        (Kind.RESTRAIN, (None, "restrain.largest")),
        (Kind.DISCLOSE, ("disclose.information", None)),
    ],
)
def test_what_stands_beside_what(
    agreements: Mapping[AgreementId, Agreement], kind: Kind, pair: tuple[str | None, str | None]
) -> None:
    found = pair_provisions(
        agreements[AgreementId("sco-proposal-2024")], agreements[AgreementId("vienna-document-2011")]
    )
    assert pair in names(found[kind])


def test_kinds_that_neither_has_are_left_out(agreements: Mapping[AgreementId, Agreement]) -> None:
    found = pair_provisions(
        agreements[AgreementId("sco-joint-exercises-2007")], agreements[AgreementId("india-pakistan-1991")]
    )
    assert Kind.CEILING not in found
    assert all(found.values())
