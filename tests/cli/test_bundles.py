"""Exchange by files from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Detente


def test_what_one_tells_the_other_takes_in_from_a_file(
    detente: Detente, kz: Path, tmp_path: Path, drill_file: Path
) -> None:
    uz, pouch = tmp_path / "UZ", tmp_path / "pouch"
    detente("init", uz, "--state", "UZ", "--origin", "uz.example/log", "--one-person")
    for node, other in ((kz, uz), (uz, kz)):
        assert (
            detente("peers", "add", node, other / "public/keys.txt", "--address", tmp_path / "none").code == 0
        )
    detente("message", "new", uz, "--file", drill_file, "--submit")
    sent = detente("message", "release", uz, 1, "--send", "--json").json()
    assert isinstance(sent, dict)
    made = detente("bundle", "export", uz, pouch, "--json")
    assert (made.code, made.json()) == (0, {"file": str(pouch), "from": 0, "size": 1, "blobs": 1})
    taken = detente("bundle", "import", kz, pouch, "--json")
    assert (taken.code, taken.json()) == (
        0,
        {"state": "UZ", "accepted": [sent["reference"]], "declined": []},
    )
    assert detente("bundle", "export", uz, pouch).code == 1
    assert detente("bundle", "import", kz, drill_file).code == 1
