"""Sentences read by themselves, without a pack: what they say, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.agreements.model import Told, Vocabulary
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.sentences.told import Story, build_told
from detente.agreements.source import SourceFile

PLACES = {"Ford": "+47.0000+010.1000/"}

Tell = Callable[..., Told]
Faults = Callable[..., list[str]]


def read_all(sentences: tuple[str, ...], reading: Reading) -> list[Told | None]:
    told: list[Told | None] = []
    for line, each in enumerate(sentences, 1):
        part = Part(SourceFile("a.yaml", each, {(): line}), (), each)
        told.append(build_told(part, Story(PLACES, told), reading))
    return told


@pytest.fixture
def tell(vocabulary: Vocabulary) -> Tell:
    """What the last of some sentences says; all must be free of faults."""

    def tell(*sentences: str) -> Told:
        reading = Reading(vocabulary)
        told = read_all(sentences, reading)
        assert [str(one) for one in reading.faults] == []
        last = told[-1]
        assert last is not None
        assert last.text == sentences[-1]
        return last

    return tell


@pytest.fixture
def faults(vocabulary: Vocabulary) -> Faults:
    """What is wrong with some sentences, each with its number."""

    def faults(*sentences: str) -> list[str]:
        reading = Reading(vocabulary)
        told = read_all(sentences, reading)
        wrong = [str(one).removeprefix("a.yaml:") for one in reading.faults]
        assert [str(line) for line, one in enumerate(told, 1) if one is None] == sorted(
            {one.partition(":")[0] for one in wrong}
        )
        return wrong

    return faults
