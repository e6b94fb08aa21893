"""``detente agreements test``: plays anyone's scenarios and says where they differ."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Detente

FINDING = "XA, notification: met; by 2031-07-02; personnel 6000 of 6000; battle-tanks 20 of 80"
TELLS = (
    "XA tells on 2031-07-02 of a live-exercise at Ford from 2031-08-01 to 2031-08-10 "
    "with 6,000 personnel and 20 battle-tanks"
)


def test_installed_agreements_hold_what_they_say(detente: Detente) -> None:
    ran = detente("agreements", "test")
    assert ran.code == 0
    assert "shanghai-1996: 60 scenarios, 0 differ" in ran.out
    assert "Without a scenario" not in ran.out
    one = detente("agreements", "test", "sco-proposal-2024", "--json").json()
    assert isinstance(one, list)
    assert [each["pack"] for each in one] == ["sco-proposal-2024"]
    assert all(each["agrees"] and each["expected"] == each["found"] for each in one[0]["scenarios"])


def test_a_difference_is_shown_with_its_place(detente: Detente, tmp_path: Path) -> None:
    folder = tmp_path / "toy-treaty"
    assert detente("agreements", "new", folder).code == 0
    assert detente("agreements", "test", folder).code == 0
    path = folder / "scenarios" / "notify.large.yaml"
    path.write_text(path.read_text().replace(f'"{FINDING}"', '"XA, notification: missed"', 1))
    ran = detente("agreements", "test", folder)
    assert ran.code == 1
    line = 1 + path.read_text().splitlines().index("  - it: told thirty days before, it is in time")
    lines = ran.out.splitlines()
    start = lines.index("  ✗ told thirty days before, it is in time")
    assert lines[start + 1 : start + 5] == [
        f"      {TELLS}",
        f"      scenarios/notify.large.yaml:{line}: looked at on 2031-09-01 12:00 UTC",
        "      expected  XA, notification: missed",
        f"      found     {FINDING}",
    ]
    assert "toy-treaty: 14 scenarios, 1 differ" in lines
    value = detente("agreements", "test", folder, "--json").json()
    assert isinstance(value, list)
    assert [one for one in value[0]["scenarios"] if not one["agrees"]] == [
        {
            "provision": "notify.large",
            "where": f"scenarios/notify.large.yaml:{line}",
            "it": "told thirty days before, it is in time",
            "when": [TELLS],
            "expected": ["XA, notification: missed"],
            "found": [FINDING],
            "agrees": False,
        }
    ]


def test_a_pack_without_scenarios_has_not_passed(detente: Detente, tmp_path: Path) -> None:
    folder = tmp_path / "toy-treaty"
    assert detente("agreements", "new", folder).code == 0
    for file in (folder / "scenarios").iterdir():
        file.unlink()
    ran = detente("agreements", "test", folder)
    assert ran.code == 1
    assert "toy-treaty: no scenarios" in ran.out
    assert "Without a scenario: notify.large, observe.very-large, respond.clarification" in ran.out


def test_a_pack_with_faults_is_not_played(detente: Detente, tmp_path: Path) -> None:
    folder = tmp_path / "toy-treaty"
    assert detente("agreements", "new", folder).code == 0
    path = folder / "scenarios" / "notify.large.yaml"
    path.write_text(path.read_text().replace("XA tells", "XA tels", 1))
    ran = detente("agreements", "test", folder)
    assert ran.code == 1
    assert "“tels” is no verb of a scenario." in ran.err
    assert detente("agreements", "test", "none").code == 1
