"""What stands on every page of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import make_node
from tests.web.stories import AT

from detente.kernel.errors import ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory
from detente.node.actors import operator
from detente.node.ground import Ground
from detente.node.peers import add_peer
from detente.node.pulling import pull


def test_a_peer_whose_files_do_not_hold_is_an_alarm_in_every_language(
    fresh: Any, tmp_path: Path, ground: Ground
) -> None:
    china, india = make_node(tmp_path / "CN", "CN", ground), make_node(tmp_path / "IN", "IN", ground)
    keys = format_directory([china.keys.public(StateCode("CN"))])
    add_peer(fresh.node, operator(), keys, str(india.folder / "public"), AT)
    with pytest.raises(ProofError):
        pull(fresh.node, operator(), StateCode("CN"), AT)
    for language, alarm in (
        ("en", "Alarm: what the node of China serves does not hold"),
        ("ru", "Тревога: данные узла другого государства (Китай) не прошли проверку"),
        ("zh", "警报：中国节点提供的数据未通过核验"),
    ):
        assert alarm in fresh.visit("reader", language).get("/").text
    china.close()
    india.close()
