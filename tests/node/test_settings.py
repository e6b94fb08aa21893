from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.node.clock import node_clock
from detente.node.settings import FILE_NAME, Settings, load_settings, write_settings

KZ = Settings(
    state=StateCode("KZ"),
    origin='kz.example/"log"\\1',
    two_person_release=False,
    clock_shows="2024-04-26T06:00:00Z",
    clock_set_at="2026-01-01T00:00:00Z",
    near_permille=950,
)


def test_settings_survive_their_file(tmp_path: Path) -> None:
    write_settings(tmp_path, KZ)
    assert load_settings(tmp_path, {}) == KZ


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    write_settings(tmp_path, KZ)
    loaded = load_settings(
        tmp_path, {"DETENTE_TWO_PERSON_RELEASE": "true", "DETENTE_NEAR_PERMILLE": "800", "HOME": "/"}
    )
    assert (loaded.two_person_release, loaded.near_permille, loaded.origin) == (True, 800, KZ.origin)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('state = "KZ"\norigin = "o"\nsped = 1\n', ["unknown setting sped", "two_person_release"]),
        ('state = "KZ"\norigin = "o"\ntwo_person_release = "yes"\n', ["two_person_release", "bool"]),
        ('state = "kz"\norigin = "o"\n', ["kz", "capital letters"]),
        ('origin = "o"\n', ["state and origin"]),
        ('state = "KZ"\norigin = "o"\nclock_shows = "yesterday"\n', ["yesterday", "UTC"]),
        ("state = \n", ["cannot be read"]),
    ],
)
def test_a_wrong_file_says_what_and_how_to_mend_it(tmp_path: Path, text: str, words: list[str]) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(OperatorError) as caught:
        load_settings(tmp_path, {})
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_wrong_environment_is_named(tmp_path: Path) -> None:
    write_settings(tmp_path, KZ)
    with pytest.raises(OperatorError, match="DETENTE_NEAR_PERMILLE is 'half'"):
        load_settings(tmp_path, {"DETENTE_NEAR_PERMILLE": "half"})


def test_a_folder_without_node_says_so(tmp_path: Path) -> None:
    with pytest.raises(OperatorError) as caught:
        load_settings(tmp_path, {})
    assert (caught.value.code, "detente init" in str(caught.value)) == ("no-node", True)


def test_a_set_clock_runs_on_from_what_it_shows() -> None:
    clock = node_clock(KZ, machine=lambda: datetime(2026, 1, 2, 1, tzinfo=UTC))
    assert clock() == datetime(2024, 4, 27, 7, tzinfo=UTC)


def test_without_a_set_clock_the_machine_tells_the_time() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    plain = Settings(state=StateCode("KZ"), origin="o")
    assert node_clock(plain, machine=lambda: now)() == now
