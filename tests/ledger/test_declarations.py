"""Commitments to a declaration: vectors, round trips, what is refused, what is not told."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError, ProofError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.ledger.declarations import (
    Commitment,
    DeclaredBy,
    Opening,
    SealedDeclaration,
    commit,
    open_units,
    smallest_size,
    verify_opening,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/vectors/declarations"
VECTORS = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))
BY = DeclaredBy(StateCode("XA"), AgreementId("two-valleys"), "2031-01-01")
UNITS = VECTORS["units"]


def _declaration(size: int = 16, **changed: object) -> SealedDeclaration:
    made = SealedDeclaration(by=BY, size=size, secret=bytes.fromhex(VECTORS["secret"]), units=UNITS)
    return replace(made, **changed)  # type: ignore[arg-type]


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_declarations", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_vectors_are_what_their_generator_writes() -> None:
    assert json.loads(json.dumps(_generator().vectors())) == VECTORS


@pytest.mark.parametrize("told", VECTORS["declarations"], ids=lambda one: str(one["size"]))
def test_the_program_agrees_with_the_vectors(told: dict[str, object]) -> None:
    declaration = _declaration(int(str(told["size"])))
    assert commit(declaration) == Commitment(declaration.size, str(told["root"]))
    opened = open_units(declaration, sorted(UNITS))
    assert [
        {"unit": dict(one.unit), "place": one.place, "salt": one.salt, "proof": list(one.proof)}
        for one in opened.values()
    ] == told["openings"]
    for one in opened.values():
        verify_opening(commit(declaration), BY, one)


@given(
    st.dictionaries(st.text("abc1-", min_size=1, max_size=6), st.integers(0, 9), min_size=1, max_size=40),
    st.binary(min_size=32, max_size=32),
    st.integers(0, 2),
)
def test_every_unit_opens_and_no_other_content_does(
    numbers: dict[str, int], secret: bytes, wider: int
) -> None:
    units = {code: {"unit": code, "strength": number} for code, number in numbers.items()}
    size = smallest_size(len(units)) << wider
    declaration = SealedDeclaration(by=BY, size=size, secret=secret, units=units)
    commitment = commit(declaration)
    opened = open_units(declaration, list(units))
    assert len({one.place for one in opened.values()}) == len(units)
    for code, one in opened.items():
        verify_opening(commitment, BY, one)
        with pytest.raises(ProofError, match="leads to another root"):
            verify_opening(commitment, BY, replace(one, unit={**units[code], "strength": 10}))


def _opening() -> Opening:
    return open_units(_declaration(), ["1"])["1"]


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (replace(_opening(), salt="0" * 64), "declaration-opening"),
        (replace(_opening(), salt="A" * 64), "declaration-root"),
        (replace(_opening(), place=16), "declaration-place"),
        (replace(_opening(), place=-1), "declaration-place"),
        (replace(_opening(), place=_opening().place ^ 1), "declaration-opening"),
        (replace(_opening(), proof=_opening().proof[:-1]), "declaration-proof"),
        (replace(_opening(), proof=("0" * 63, *_opening().proof[1:])), "declaration-root"),
        (replace(_opening(), proof=tuple(reversed(_opening().proof))), "declaration-opening"),
        (replace(_opening(), unit={"unit": 1.5}), "declaration-opening"),  # type: ignore[dict-item]
    ],
)
def test_an_opening_that_was_changed_is_refused(opening: Opening, code: str) -> None:
    with pytest.raises(ProofError) as refused:
        verify_opening(commit(_declaration()), BY, opening)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "by",
    [
        replace(BY, state=StateCode("XB")),
        replace(BY, agreement=AgreementId("other")),
        replace(BY, as_of="2032-01-01"),
    ],
)
def test_the_root_of_another_cannot_be_offered_as_ones_own(by: DeclaredBy) -> None:
    with pytest.raises(ProofError, match="leads to another root"):
        verify_opening(commit(_declaration()), by, _opening())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"size": 24}, "declaration-size"),
        ({"size": 8}, "declaration-size"),
        ({"size": 1 << 21}, "declaration-size"),
        ({"secret": b"short"}, "declaration-secret"),
        ({"units": {str(one): {} for one in range(17)}}, "declaration-full"),
    ],
)
def test_what_cannot_be_committed_to(changed: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as refused:
        commit(_declaration(**changed))
    assert refused.value.code == code


def test_a_unit_that_is_not_declared_cannot_be_opened() -> None:
    with pytest.raises(InputError, match="holds no unit “9”"):
        open_units(_declaration(), ["1", "9"])


def test_a_commitment_of_another_form_is_refused() -> None:
    with pytest.raises(ProofError, match="not a power of two"):
        verify_opening(Commitment(17, commit(_declaration()).root), BY, _opening())


def test_how_many_units_there_are_does_not_show() -> None:
    few, many = (
        SealedDeclaration(
            by=BY,
            size=64,
            secret=b"s" * 32,
            units={f"{one:02}": {"unit": f"{one:02}"} for one in range(count)},
        )
        for count in (1, 60)
    )
    one, other = (open_units(declaration, ["00"])["00"] for declaration in (few, many))
    assert (one.place, one.salt, len(one.proof)) == (other.place, other.salt, len(other.proof))
    assert one.proof != other.proof
    assert len(commit(few).root) == len(commit(many).root)


def test_the_places_of_units_follow_no_order_but_the_secret() -> None:
    units = {f"{one:02}": {"unit": f"{one:02}"} for one in range(16)}
    places = [
        [one.place for one in open_units(_declaration(units=units, secret=secret), sorted(units)).values()]
        for secret in (b"a" * 32, b"b" * 32)
    ]
    assert sorted(places[0]) == sorted(places[1]) == list(range(16))
    assert places[0] != places[1] != list(range(16)) != places[0]


@pytest.mark.parametrize(("units", "size"), [(0, 16), (16, 16), (17, 32), (20_000, 32_768)])
def test_the_smallest_size_that_holds_them(units: int, size: int) -> None:
    assert smallest_size(units) == size


def test_the_secret_is_not_printed() -> None:
    assert "secret" not in repr(_declaration())
    assert "Guard" not in repr(_declaration())


def test_every_clause_that_is_cited_stands_in_the_specification() -> None:
    specification = (ROOT / "docs/spec/declarations.md").read_text(encoding="utf-8")
    clauses = set(re.findall(r"^(?:## )?(\d+(?:\.\d+)?)\. ", specification, re.MULTILINE))
    cited = {
        clause
        for path in (ROOT / "src/detente").rglob("*.py")
        for clause in re.findall(r"spec/declarations\.md §(\d+(?:\.\d+)?)", path.read_text(encoding="utf-8"))
    }
    assert {"3", "4", "5"} <= cited <= clauses
