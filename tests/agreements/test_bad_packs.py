"""Each folder of tests/bad_packs is laid over the toy pack; expect.txt holds every fault, whole and in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.reader import read_pack
from detente.kernel.errors import PackError

BAD_PACKS = Path(__file__).parent.parent / "bad_packs"
CASES = sorted(folder.name for folder in BAD_PACKS.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_reports_exactly_what_is_expected(case: str, loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    overlay = read_pack(BAD_PACKS / case)
    expected = overlay.pop("expect.txt").decode().splitlines()
    assert expected
    assert [str(fault) for fault in loader.check(toy_files | overlay)] == expected


@pytest.mark.parametrize("case", CASES)
def test_is_not_loaded_in_part(case: str, loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    overlay = read_pack(BAD_PACKS / case)
    expected = overlay.pop("expect.txt").decode().splitlines()
    with pytest.raises(PackError) as caught:
        loader.load(toy_files | overlay)
    assert [str(fault) for fault in caught.value.faults] == expected


def test_ten_mistakes_are_ten_faults_each_on_its_line(
    loader: PackLoader, toy_files: dict[str, bytes]
) -> None:
    """The line named holds the mistake itself."""
    files = toy_files | read_pack(BAD_PACKS / "ten-mistakes")
    del files["expect.txt"]
    wrong = []
    for fault in loader.check(files):
        path, _, line = fault.where.rpartition(":")
        wrong.append(
            (fault.code, files[path].decode().splitlines()[int(line) - 1].strip().split(" #")[0].rstrip())
        )
    assert wrong == [
        ("before-signature", "since: 2029-12"),
        ("unknown-provision", "provisions: [observe.large]"),
        ("fact-type", "type: date"),
        ("duplicate-item", '- no: "6"'),
        ("missing-key", "label: {en: Place of arrival, ru: Место прибытия}"),
        ("not-in-list", "duty: shall"),
        ("unknown-key", "bearers: host"),
        ("null-not-unknown", "- {measure: personnel, at_least: {value: null, evidence: {level: model}}}"),
        ("wrong-choice", "clock: {at_most: {days: 5}, after: request, before: request}"),
        ("float", "depth_km: 50.5"),
    ]
