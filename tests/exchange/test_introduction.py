"""One file each way: what a node says of itself, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.exchange.conftest import RU, Peer

from detente.exchange.introduction import Introduction, fingerprint, format_introduction, parse_introduction
from detente.kernel.errors import DetenteError
from detente.ledger.directory import format_directory


@pytest.mark.parametrize("token", ["", "a token"])
def test_what_is_written_reads_back(token: str) -> None:
    said = Introduction(Peer().keys, "https://kz.example/desk", token)
    assert parse_introduction(format_introduction(said)) == said
    assert parse_introduction(format_introduction(said).replace("\n", "\r\n")) == said


def test_a_list_of_one_states_keys_alone_has_no_address() -> None:
    keys = Peer().keys
    assert parse_introduction(format_directory([keys])) == Introduction(keys, "")


def test_the_fingerprint_is_of_the_keys_alone_and_changes_with_any_of_them() -> None:
    keys = Peer().keys
    assert len(fingerprint(keys).split()) == 8
    others = [replace(keys, log=Peer(b"x").keys.log), replace(keys, mirror=()), replace(keys, state=RU)]
    assert [fingerprint(one) == fingerprint(keys) for one in others] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("detente.introduction/v1\naddress\n\n{keys}", "introduction-line"),
        ("detente.introduction/v1\naddress a\naddress b\n\n{keys}", "introduction-line"),
        ("detente.introduction/v1\nlog a\n\n{keys}", "introduction-line"),
        ("detente.introduction/v1\naddress a\n\n{keys}{other}", "introduction-states"),
        ("{keys}{other}", "introduction-states"),
        ("detente.introduction/v1\naddress a\n\n", "directory-states"),
        ("detente.introduction/v2\naddress a\n\n{keys}", "directory-line"),
        ("", "directory-states"),
    ],
)
def test_anything_else_is_refused(text: str, code: str) -> None:
    keys, other = format_directory([Peer().keys]), format_directory([Peer(b"x", RU).keys])
    with pytest.raises(DetenteError) as refused:
        parse_introduction(text.format(keys=keys, other=other))
    assert refused.value.code == code
