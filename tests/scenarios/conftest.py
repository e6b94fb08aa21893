"""Every shipped pack and the one that new packs begin from, with their scenarios played once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement
from detente.agreements.model import Told as Sentence
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.parts import Part
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.agreements.reading import Reading
from detente.agreements.sentences.told import Story, build_told
from detente.agreements.source import SourceFile
from detente.assessment.scenarios import Played, play_scenarios
from detente.assessment.stage import Stage
from detente.geography.reader import read_sample_borders
from detente.kernel.instants import parse_instant
from detente.record.message import KnownMessage

Told = Callable[[Agreement, Sequence[str]], list[KnownMessage]]


@pytest.fixture(scope="session")
def packs() -> Mapping[str, Agreement]:
    loader = PackLoader(read_vocabulary())
    files = {**shipped_packs(), TEMPLATE_ID: new_pack(TEMPLATE_ID)}
    return {name: loader.load(each, name) for name, each in files.items()}


@pytest.fixture(scope="session")
def played(packs: Mapping[str, Agreement]) -> Mapping[str, list[Played]]:
    borders = read_sample_borders()
    return {name: play_scenarios(agreement, borders) for name, agreement in packs.items()}


@pytest.fixture(scope="session")
def tell() -> Told:
    """The messages that sentences tell of, in the formats of an agreement; all must be free of faults."""

    def tell(agreement: Agreement, sentences: Sequence[str]) -> list[KnownMessage]:
        reading, told = Reading(read_vocabulary()), list[Sentence | None]()
        stage = Stage(agreement, parse_instant("2031-12-31T00:00:00Z"))
        for line, each in enumerate(sentences, 1):
            part = Part(SourceFile("a.yaml", each, {(): line}), (), each)
            told.append(build_told(part, Story({}, told), reading))
        assert [str(one) for one in reading.faults] == []
        for one in told:
            assert one is not None
            stage.play(one)
        return stage.messages

    return tell
