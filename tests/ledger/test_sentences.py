"""Every refusal has its sentence, in as many languages as its readers need."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import detente.ledger
from detente.kernel.errors import OperatorError, ProofError
from detente.kernel.languages import Language, Text
from detente.ledger.evidence_text import FINDINGS
from detente.ledger.proof_sentences import PROOF_SENTENCES
from detente.ledger.sentences import MENDS, SENTENCES, refuse

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(detente.ledger.__path__[0]).glob("*.py"))
USED = set(re.findall(r'refuse\(\s*\w+,\s*"([a-z0-9-]+)"', SOURCE)) | {"canonical-float", "canonical-type"}


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_each_code_has_a_sentence_and_each_sentence_is_used() -> None:
    assert set(SENTENCES) == USED
    assert set(re.findall(r'FINDINGS\["([a-z-]+)"\]', SOURCE)) <= set(FINDINGS)


def test_the_three_languages_have_the_same_places_and_differ() -> None:
    texts = [
        text for text in (*SENTENCES.values(), *MENDS.values(), *FINDINGS.values()) if isinstance(text, Text)
    ]
    for text in texts:
        assert _places(text.en) == _places(text.ru) == _places(text.zh)
        assert len({text.in_(language) for language in Language}) == 3
    assert set(PROOF_SENTENCES) <= {code for code, text in SENTENCES.items() if isinstance(text, Text)}


def test_what_to_do_is_the_nearest_that_is_known() -> None:
    assert refuse(ProofError, "note-form").mend == MENDS[""]
    assert refuse(OperatorError, "log-in-doubt").mend.en == MENDS["log-in-doubt"]
    assert refuse(OperatorError, "log-missing", path="x").mend.en == MENDS["log"]
    assert refuse(OperatorError, "log-missing", path="x").message.en == "The log's file x is missing."
