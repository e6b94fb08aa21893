"""An agreement that lies over another: what it takes from below, and that it is nowhere looser."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.agreements.load import PackLoader, extends_of, load_pack, loader_for
from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_pack
from detente.agreements.strictness import looser_than
from detente.kernel.errors import PackError
from detente.kernel.identifiers import AgreementId, FormatId, ProvisionId, SectorId, ZoneId

OVERLAY = Path(__file__).parent.parent / "overlays" / "high-pass-2033"
BELOW, OVER = AgreementId(TEMPLATE_ID), AgreementId("high-pass-2033")


@pytest.fixture
def files() -> dict[str, bytes]:
    return read_pack(OVERLAY)


@pytest.fixture
def overlay(files: dict[str, bytes], vocabulary: Vocabulary) -> Agreement:
    return load_pack(files, vocabulary, {BELOW: new_pack(TEMPLATE_ID)})


def test_it_takes_formats_and_zones_from_below(overlay: Agreement, toy: Agreement) -> None:
    assert overlay.base == toy
    assert overlay.lineage == (OVER, BELOW)
    assert set(overlay.formats) == set(toy.formats)
    assert set(overlay.zones) == {ZoneId("border-50km")}
    assert set(overlay.provisions) == {ProvisionId("notify.smaller"), ProvisionId("respond.clarification")}


def test_packs_are_loaded_each_after_the_one_below(files: dict[str, bytes], vocabulary: Vocabulary) -> None:
    packs = {OVER: files, BELOW: new_pack(TEMPLATE_ID)}
    loaded = PackLoader(vocabulary).load_all(packs)
    assert list(loaded) == [OVER, BELOW]
    assert loaded[OVER].base is loaded[BELOW]
    assert (extends_of(files), extends_of(packs[BELOW])) == (BELOW, None)


def faults(files: dict[str, bytes], vocabulary: Vocabulary) -> list[str]:
    return [str(one) for one in loader_for(files, vocabulary, {BELOW: new_pack(TEMPLATE_ID)}).check(files)]


def test_the_agreement_below_must_be_at_hand(files: dict[str, bytes], vocabulary: Vocabulary) -> None:
    found = [str(one) for one in PackLoader(vocabulary).check(files)]
    assert found[0] == (
        "agreement.yaml:4: “two-valleys-2030” is no agreement that is at hand. There is none to choose from."
    )


def test_two_that_lie_over_each_other_are_refused(files: dict[str, bytes], vocabulary: Vocabulary) -> None:
    circle = new_pack(TEMPLATE_ID)
    circle["agreement.yaml"] += b"\nextends: high-pass-2033\n"
    with pytest.raises(PackError):
        PackLoader(vocabulary).load_all({OVER: files, BELOW: circle})


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "provisions/notify.smaller.yaml",
            b"at_least: 3000",
            b"at_least: 7000",
            "provisions/notify.smaller.yaml:4: 7000 personnel is more than the 5000 below. "
            "Make it as strict as what it lies over.",
        ),
        (
            "provisions/notify.smaller.yaml",
            b"days: 45",
            b"days: 20",
            "provisions/notify.smaller.yaml:4: The time of clock is shorter than below. "
            "Make it as strict as what it lies over.",
        ),
        (
            "provisions/respond.clarification.yaml",
            b"days: 3",
            b"days: 9",
            "provisions/respond.clarification.yaml:4: The time of clock is longer than below. "
            "Make it as strict as what it lies over.",
        ),
        (
            "provisions/respond.clarification.yaml",
            b"instead_of: respond.clarification",
            b"instead_of: notify.large",
            "provisions/respond.clarification.yaml:4: respond.clarification is of kind respond, and notify.large of "
            "kind notify. Make it as strict as what it lies over.",
        ),
        (
            "provisions/notify.smaller.yaml",
            b"instead_of: notify.large",
            b"instead_of: notify.huge",
            "provisions/notify.smaller.yaml:4: “notify.huge” is no provision of the agreement below. "
            "Did you mean “notify.large”?",
        ),
        (
            "agreement.yaml",
            b"provisions: [respond.clarification]",
            b"provisions: [respond.clarifications]",
            "agreement.yaml:21: “respond.clarifications” is no provision. Did you mean “respond.clarification”?",
        ),
        (
            "agreement.yaml",
            b"between: [XA, XB]",
            b"between: [XB, XA]",
            "agreement.yaml:18: [XB, XA] is not two states in alphabetical order. Write [XA, XB].",
        ),
    ],
)
def test_what_is_looser_or_not_there_is_a_fault(
    files: dict[str, bytes], vocabulary: Vocabulary, path: str, old: bytes, new: bytes, expected: str
) -> None:
    assert old in files[path]
    assert faults({**files, path: files[path].replace(old, new)}, vocabulary) == [expected]


def test_what_cannot_be_compared_is_not_looser(overlay: Agreement, toy: Agreement) -> None:
    own, below = (
        overlay.provisions[ProvisionId("notify.smaller")],
        toy.provisions[ProvisionId("notify.large")],
    )
    assert looser_than(own, below) == []
    assert looser_than(below, own) == [
        "5000 personnel is more than the 3000 below.",
        "The time of clock is shorter than below.",
    ]
    assert (FormatId("drill-notification") in overlay.formats, SectorId("any") in overlay.sectors) == (
        True,
        False,
    )
