"""The key directory: its text form, and the lists it refuses."""

from __future__ import annotations

import pytest

from detente.kernel.errors import ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import StateKeys, format_directory, keys_of, parse_directory
from detente.ledger.keys import Ed25519Signer, Purpose


def _keys(state: str) -> StateKeys:
    low = state.lower()
    log = Ed25519Signer.from_seed(f"{low}.example/log", Purpose.LOG, state.encode() * 16)
    document = Ed25519Signer.from_seed(f"{low}.example/document", Purpose.DOCUMENT, low.encode() * 16)
    return StateKeys(StateCode(state), (log.key,), (document.key,))


def test_the_text_form_reads_back() -> None:
    entries = (_keys("KZ"), _keys("RU"))
    text = format_directory(entries)
    assert parse_directory(text) == parse_directory("# keys of 2024\n\n" + text) == entries
    assert text.count("\n") == 6
    assert keys_of("RU", entries) == entries[1]
    assert keys_of("CN", entries) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: "", "directory-states"),
        (lambda text: "# nothing\n", "directory-states"),
        (lambda text: text + text, "directory-line"),
        (lambda text: text.replace("state KZ", "state kz"), "directory-line"),
        (lambda text: text.replace("log ", "watcher "), "directory-line"),
        (lambda text: text.replace("log ", "witness "), "vkey-type"),
        (lambda text: text.partition("\n")[2], "directory-line"),
        (lambda text: text[: text.index("document")], "directory-keys"),
        (lambda text: text.replace("log kz", "document kz"), "vkey-type"),
        (lambda text: text + text[text.index("document") :], "directory-keys"),
        (lambda text: text + text.replace("state KZ", "state RU"), "directory-states"),
        (lambda text: text.replace("\n", "\r\n"), "directory-line"),
    ],
)
def test_an_incomplete_or_doubtful_list_is_refused(change: object, code: str) -> None:
    assert callable(change)
    with pytest.raises(ProofError) as caught:
        parse_directory(change(format_directory([_keys("KZ")])))
    assert caught.value.code == code


def test_two_names_for_one_log_are_refused() -> None:
    one, other = _keys("KZ"), _keys("RU")
    with pytest.raises(ProofError) as caught:
        StateKeys(one.state, one.log + other.log, one.document)
    assert caught.value.code == "directory-keys"
