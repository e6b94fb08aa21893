"""The numbered notice: what it looks like, that it reads back, and what it says when it does not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.agreements.model import Agreement, Vocabulary
from detente.kernel.errors import DetenteError, InputError
from detente.kernel.languages import Language
from detente.messages.document import Document
from detente.messages.numbered import format_numbered, parse_numbered


@pytest.mark.parametrize("language", list(Language))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_printed_reads_back_equal(
    data: st.DataObject,
    language: Language,
    documents: SearchStrategy[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
) -> None:
    document = data.draw(documents)
    text = format_numbered(document, agreement, vocabulary, language)
    assert parse_numbered(text, {agreement.id: agreement}, vocabulary) == document


@pytest.mark.parametrize("language", list(Language))
def test_show(document, agreement, vocabulary, language):
    print(format_numbered(document, agreement, vocabulary, language))


@settings(max_examples=3)
@given(data=st.data())
def test_show2(data, documents, agreement, vocabulary):
    print(format_numbered(data.draw(documents), agreement, vocabulary, Language.RU))
