"""Every refusal of the exchange has its sentence in three languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import detente.exchange
from detente.exchange.sentences import MENDS, SENTENCES
from detente.kernel.languages import Language

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(detente.exchange.__path__[0]).glob("*.py")
)


def test_each_code_has_a_sentence_and_each_sentence_is_used() -> None:
    used = set(re.findall(r'refuse\(\s*\w+,\s*"([a-z0-9-]+)"', SOURCE))
    assert used == set(SENTENCES)
    assert set(MENDS) <= used


def test_the_three_languages_have_the_same_places_and_differ() -> None:
    for text in (*SENTENCES.values(), *MENDS.values()):
        places = [{name for _, name, _, _ in Formatter().parse(text.in_(one)) if name} for one in Language]
        assert places[0] == places[1] == places[2]
        assert len({text.in_(one) for one in Language}) == 3
