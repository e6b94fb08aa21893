"""``detente declarations``: a draft sealed, a unit opened, and checked, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from tests.cli.conftest import Detente

RETURN = {
    "agreement": "sco-proposal-2024",
    "format": "structure-information",
    "content": {
        "as-of": "2034-01-01",
        "structure": [
            {"unit": "MOD", "name": {"en": "Ministry"}, "level": "ministry"},
            {"unit": "A1", "name": {"en": "1st Army"}, "level": "army", "under": "MOD", "strength": 9000},
        ],
    },
}


def _send(detente: Detente, node: Path, number: int) -> str:
    assert detente("message", "submit", node, number).code == 0
    ran = detente("message", "release", node, number, "--send", "--actor", "ann", "--json")
    return str(cast("dict[str, Any]", ran.json())["reference"])


def test_sealed_opened_and_checked(detente: Detente, staffed: Path, tmp_path: Path) -> None:
    file = tmp_path / "return.json"
    file.write_text(json.dumps(RETURN), encoding="utf-8")
    draft: Any = detente("message", "new", staffed, "--json", "--file", file).json()
    sealed: Any = detente("declarations", "commit", staffed, "--draft", draft["draft"], "--json").json()
    assert (sealed["units"], sealed["size"], len(sealed["root"])) == (2, 16, 64)
    told = _send(detente, staffed, sealed["draft"])
    opened: Any = detente(
        "declarations", "open", staffed, told, "--unit", "A1", "--to", "cn", "--json"
    ).json()
    opening = _send(detente, staffed, opened["drafts"][0])
    ran = detente("declarations", "check", staffed, told, "--json")
    value: Any = ran.json()
    assert ran.code == 0
    assert value["openings"] == [{"reference": opening, "unit": "A1", "standing": "verified", "reason": None}]
    assert "A1 1st Army" in detente("declarations", "check", staffed, told).out
    assert told in detente("declarations", "list", staffed).out


def test_a_declaration_that_is_not_there(detente: Detente, staffed: Path) -> None:
    ran = detente("declarations", "check", staffed, "SCO24/KZ/2034/0001/SD/O")
    assert ran.code == 1
    assert "knows no sealed declaration" in ran.err
