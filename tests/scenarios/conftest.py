"""Every shipped pack and the one that new packs begin from, with their scenarios played once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.scenarios import Played, play_scenarios
from detente.geography.reader import read_sample_borders


@pytest.fixture(scope="session")
def packs() -> Mapping[str, Agreement]:
    loader = PackLoader(read_vocabulary())
    files = {**shipped_packs(), TEMPLATE_ID: new_pack(TEMPLATE_ID)}
    return {name: loader.load(each, name) for name, each in files.items()}


@pytest.fixture(scope="session")
def played(packs: Mapping[str, Agreement]) -> Mapping[str, list[Played]]:
    borders = read_sample_borders()
    return {name: play_scenarios(agreement, borders) for name, agreement in packs.items()}
