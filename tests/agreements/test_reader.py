from __future__ import annotations

from pathlib import Path

import pytest

from detente.agreements import reader
from detente.agreements.load import PackLoader
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_pack, read_schema, read_template, shipped_packs
from detente.kernel.errors import OperatorError, PackError
from detente.kernel.identifiers import AgreementId


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def test_a_pack_is_read_by_the_paths_in_it(tmp_path: Path, toy_files: dict[str, bytes]) -> None:
    write(tmp_path, toy_files)
    write(
        tmp_path, {".git/config": b"x", ".hidden": b"x", "provisions/.swp": b"x", "__pycache__/a.pyc": b"x"}
    )
    assert read_pack(tmp_path) == toy_files


def test_what_stands_deeper_is_read_so_that_it_is_reported(
    tmp_path: Path, loader: PackLoader, toy_files: dict[str, bytes]
) -> None:
    write(tmp_path, toy_files | {"provisions/more/x.yaml": b"a: 1"})
    assert [fault.where for fault in loader.check(read_pack(tmp_path))] == ["provisions/more/x.yaml"]


def test_no_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "absent")
    assert caught.value.code == "no-pack"


def test_a_file_that_cannot_be_read_is_the_operators_trouble(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OperatorError) as caught:
        read_pack(tmp_path)
    assert caught.value.code == "unreadable"
    assert "agreement.yaml" in str(caught.value)


def test_a_folder_that_is_no_pack_is_not_read_whole(tmp_path: Path) -> None:
    write(tmp_path, {f"provisions/p{n}.yaml": b"" for n in range(reader.MAX_PACK_FILES + 1)})
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path)
    assert caught.value.code == "pack-too-large"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "agreement.yaml").open("wb") as file:
        file.truncate(reader.MAX_PACK_BYTES + 1)
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path)
    assert caught.value.code == "pack-too-large"


def test_shipped_packs_bear_the_names_of_their_folders(loader: PackLoader) -> None:
    packs = shipped_packs()
    assert packs
    assert {loader.load(files).id for files in packs.values()} == set(packs)


def test_the_template_is_the_toy_pack() -> None:
    assert read_template() == new_pack(TEMPLATE_ID)


def test_a_schema_is_read_by_its_name() -> None:
    assert read_schema("zones")["title"] == "zones.yaml"


def install(folder: Path, package: str, packs: dict[str, dict[str, bytes]]) -> None:
    """A package of someone else's packs, as an installer leaves it."""
    about = {"METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n".encode()}
    about["entry_points.txt"] = f"[{reader.ENTRY_POINT_GROUP}]\nmine = {package}.packs\n".encode()
    write(folder / f"{package}-1.0.dist-info", about)
    write(folder / package, {"__init__.py": b"", "packs/__init__.py": b""})
    for name, files in packs.items():
        write(folder / package / "packs" / name, files)


def test_anyones_packs_are_found_like_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: PackLoader
) -> None:
    ours = shipped_packs()
    install(tmp_path, "ministry_of_tests", {"quiet-river-2031": new_pack("quiet-river-2031")})
    monkeypatch.syspath_prepend(tmp_path)
    everyones = shipped_packs()
    assert set(everyones) == {*ours, "quiet-river-2031"}
    assert loader.check(everyones[AgreementId("quiet-river-2031")], "quiet-river-2031") == []


def test_two_packs_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "ministry_one", {"quiet-river-2031": new_pack("quiet-river-2031")})
    install(tmp_path, "ministry_two", {"quiet-river-2031": new_pack("quiet-river-2031")})
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PackError) as caught:
        shipped_packs()
    assert caught.value.code == "two-packs"


def test_a_package_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "ministry_gone", {})
    (tmp_path / "ministry_gone" / "packs" / "__init__.py").unlink()
    (tmp_path / "ministry_gone" / "packs").rmdir()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(OperatorError) as caught:
        shipped_packs()
    assert caught.value.code == "pack-package"
    assert "ministry_gone" in str(caught.value)
