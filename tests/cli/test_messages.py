"""A message from the command line: written, checked, released by a second person, sent, read and proven."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from tests.cli.conftest import DRILL, PASSWORD, Detente, Ran

ROOT = Path(__file__).parents[2]


def reference_of(ran: Ran) -> str:
    value = ran.json()
    assert isinstance(value, dict)
    return str(value["reference"])


def test_the_whole_way(detente: Detente, staffed: Path, drill_file: Path, tmp_path: Path) -> None:
    new = detente("message", "new", staffed, "--file", drill_file, "--submit", "--json")
    assert (new.code, new.json()) == (0, {"draft": 1, "stage": "submitted", "faults": []})

    alone = detente("message", "release", staffed, 1)
    assert alone.code == 1
    assert "a second person must release it" in alone.err

    released = detente("message", "release", staffed, 1, "--actor", "ann", "--json")
    assert released.code == 0
    reference = reference_of(released)
    assert reference.startswith("SCO24/KZ/")

    sent = detente("message", "send", staffed, reference, "--json")
    assert (sent.code, sent.json()) == (0, {"reference": reference, "stage": "sent", "index": 0})
    assert detente("message", "send", staffed, reference, "--json").json() == sent.json()

    pack = tmp_path / "evidence"
    shown = detente("message", "show", staffed, reference, "--evidence", pack, "--lang", "ru")
    assert shown.code == 0
    assert "Айбалта-2024" in shown.out
    assert reference in shown.out
    assert detente("verify", pack, "--keys", staffed / "public" / "keys.txt").code == 0

    listed = detente("message", "list", staffed, "--json").json()
    assert isinstance(listed, dict)
    assert [(row["reference"], row["stage"]) for row in listed["messages"]] == [(reference, "sent")]


def test_the_operator_may_release_what_a_user_drafted(
    detente: Detente, staffed: Path, drill_file: Path
) -> None:
    assert detente("message", "new", staffed, "--file", drill_file, "--submit", "--actor", "bob").code == 0
    released = detente("message", "release", staffed, 1, "--send", "--json")
    assert released.code == 0
    assert reference_of(released).startswith("SCO24/KZ/")


def test_where_one_person_suffices_the_operator_does_it_all(
    detente: Detente, tmp_path: Path, drill_file: Path
) -> None:
    folder = tmp_path / "UZ"
    detente("init", folder, "--state", "UZ", "--one-person")
    assert detente("message", "new", folder, "--file", drill_file, "--submit").code == 0
    assert detente("message", "release", folder, 1, "--send").code == 0


def test_a_wrong_password_lets_nobody_act(
    detente: Detente, staffed: Path, drill_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detente("message", "new", staffed, "--file", drill_file, "--submit")
    monkeypatch.setenv("DETENTE_PASSWORD", "something else")
    for name in ("ann", "nobody", "operator"):
        ran = detente("message", "release", staffed, 1, "--actor", name)
        assert ran.code == 1
        assert "The name or the password is not right." in ran.err
    monkeypatch.setenv("DETENTE_PASSWORD", PASSWORD)
    ran = detente("message", "release", staffed, 1, "--actor", "bob")
    assert (ran.code, "may not release messages" in ran.err) == (1, True)


def test_faults_are_told_by_item_and_the_draft_is_kept(detente: Detente, kz: Path) -> None:
    new = detente(
        "message", "new", kz, "--agreement", "sco-proposal-2024", "--format", "exercise-notification",
        "--item", "type=parade", "--item", 'dates={"start": "2034-09-13", "end": "2034-09-02"}', "--item", "colour=red",
        "--json",
    )  # fmt: skip
    assert new.code == 1
    value = new.json()
    assert isinstance(value, dict)
    assert {fault["where"] for fault in value["faults"]} >= {"item 1", "item 2", "item 4", "item 5"}
    again = detente("message", "check", kz, 1)
    assert again.code == 1
    assert "Draft 1 is kept; it has faults: " in again.out
    submitted = detente("message", "submit", kz, 1)
    assert submitted.code == 1
    listed = detente("message", "list", kz, "--drafts", "--json").json()
    assert isinstance(listed, list)
    assert [(draft["draft"], draft["stage"]) for draft in listed] == [(1, "draft")]


def test_options_go_before_the_file(detente: Detente, kz: Path, drill_file: Path) -> None:
    detente(
        "message", "new", kz, "--file", drill_file, "--item", 'designation={"en": "Tulip"}', "--to", "RU, CN"
    )
    shown = detente("message", "show", kz, 1, "--json").json()
    assert isinstance(shown, dict)
    assert shown["content"]["designation"] == {"en": "Tulip"}
    assert shown["content"]["type"] == "live-exercise"
    assert shown["to"] == ["CN", "RU"]


def test_yaml_and_numbered_text_say_the_same_as_json(
    detente: Detente, staffed: Path, drill_file: Path, tmp_path: Path
) -> None:
    as_yaml = tmp_path / "drill.yaml"
    as_yaml.write_text(yaml.safe_dump(DRILL, allow_unicode=True), encoding="utf-8")
    detente("message", "new", staffed, "--file", drill_file, "--submit")
    detente("message", "new", staffed, "--file", as_yaml)
    reference = reference_of(detente("message", "release", staffed, 1, "--actor", "ann", "--json"))
    as_text = tmp_path / "drill.txt"
    as_text.write_text(
        detente("message", "show", staffed, reference, "--lang", "zh").out.rsplit("\nIn the log", 1)[0]
    )
    assert detente("message", "new", staffed, "--file", as_text).code == 0
    contents = []
    for number in (1, 2, 3):
        shown = detente("message", "show", staffed, number, "--json").json()
        assert isinstance(shown, dict)
        contents.append(shown["content"])
    assert contents == [DRILL["content"]] * 3


def test_an_amendment_keeps_what_it_does_not_change(
    detente: Detente, staffed: Path, drill_file: Path
) -> None:
    detente("message", "new", staffed, "--file", drill_file, "--submit")
    reference = reference_of(detente("message", "release", staffed, 1, "--send", "--actor", "ann", "--json"))
    ran = detente(
        "message", "new", staffed, "--kind", "amendment", "--of", reference, "--submit",
        "--item", 'strength={"total": {"personnel": 13100}}',
    )  # fmt: skip
    assert ran.code == 0
    amended = reference_of(detente("message", "release", staffed, 2, "--send", "--actor", "ann", "--json"))
    assert amended == reference.replace("/O", "/A1")
    shown = detente("message", "show", staffed, amended, "--json").json()
    assert isinstance(shown, dict)
    content = shown["document"]["content"]
    assert content == {**DRILL["content"], "strength": {"total": {"personnel": 13100}}}  # type: ignore[dict-item]
    assert f"Thread: {reference}, {amended}" in detente("message", "show", staffed, amended).out


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", b'{"content": {}, "content": {}}', "json"),
        ("a.json", b'{"content": {"x": 1.5}}', "json"),
        ("a.json", b'{"content": {"x": NaN}}', "json"),
        ("a.json", b"[" * 100_000, "json"),
        ("a.json", b'{"content": \xff}', "not-utf8"),
        ("a.json", b'{"content": {}, "colour": "red"}', "draft-member"),
        ("a.json", b'{"content": {}, "to": "KZ"}', "draft-member"),
        ("a.json", b'{"content": {}, "kind": "rumour"}', "draft-kind"),
        ("a.json", b"[]", "draft-file"),
        ("a.json", b'{"content": {}}', "which-format"),
        ("a.yaml", b"content: [", "yaml"),
        ("a.yaml", b"content: {a: !!python/object:os.system x}", "yaml"),
        ("a.yaml", b"content: {a: 1.5}", "yaml"),
        ("a.yaml", b"content: {a: x, a: y}", "yaml"),
        ("a.yaml", b"content: {a: \xff}", "yaml"),
        ("a.txt", b"Dear colleagues,\n", None),
        ("a.txt", b"\xff\xfe", "not-utf8"),
        ("missing.json", None, "no-file"),
    ],
)
def test_files_that_are_no_drafts(
    detente: Detente, kz: Path, tmp_path: Path, name: str, data: bytes | None, code: str | None
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = detente("message", "new", kz, "--file", tmp_path / name, "--json")
    value = ran.json()
    assert isinstance(value, dict)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    if code is not None:
        assert value["error"]["code"] == code


def test_of_a_file_that_is_no_draft_nothing_is_kept(detente: Detente, kz: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"content": {}, "colour": "red"}')
    assert detente("message", "new", kz, "--file", tmp_path / "a.json").code == 1
    assert detente("message", "list", kz, "--drafts", "--json").json() == []


def test_a_key_that_stands_twice_is_told_with_its_line(detente: Detente, kz: Path, tmp_path: Path) -> None:
    path = tmp_path / "drill.yaml"
    path.write_text("agreement: sco-proposal-2024\ncontent:\n  type: live-exercise\n  type: air-exercise\n")
    ran = detente("message", "new", kz, "--file", path, "--lang", "ru")
    assert (ran.code, ran.err) == (
        1,
        f"Ошибка: Файл {path} не принят как YAML.\n"
        "  ● drill.yaml:4: “type” stands twice; first on line 3. Keep one of the two.\n"
        "→ Исправьте в файле; ничего не сохранено.\n",
    )
    assert detente("message", "list", kz, "--drafts", "--json").json() == []


@pytest.mark.parametrize(
    ("language", "where", "verdict"),
    [
        ("en", "item 4: ", "Draft 1 is kept; it has faults: 1."),
        ("ru", "позиция 4: ", "Черновик 1 сохранён; ошибок в нём: 1."),
        ("zh", "第4项: ", "草稿 1 已保存；其中有1处错误。"),
    ],
)
def test_faults_and_verdict_speak_the_language_asked_for(
    detente: Detente, kz: Path, drill_file: Path, language: str, where: str, verdict: str
) -> None:
    late = 'dates={"start": "2034-09-13", "end": "2034-09-02"}'
    ran = detente("message", "new", kz, "--file", drill_file, "--item", late, "--lang", language)
    first, last = ran.out.strip().splitlines()
    assert (ran.code, first.startswith(f"● {where}"), last) == (1, True, verdict)


def test_a_release_that_could_not_be_sent_says_so_and_is_sent_later(
    detente: Detente, staffed: Path, drill_file: Path
) -> None:
    detente("message", "new", staffed, "--file", drill_file, "--submit")
    in_the_way = staffed / "public" / "blob"
    in_the_way.write_bytes(b"")
    ran = detente("message", "release", staffed, 1, "--send", "--actor", "ann")
    assert ran.code == 1
    said = re.search(r"Error: (\S+) is released, but it could not be sent", ran.err)
    assert said
    assert f"Then send it: detente message send DIR {said[1]}" in ran.err
    in_the_way.unlink()
    for _ in range(2):
        sent = detente("message", "send", staffed, said[1], "--json").json()
        assert sent == {"reference": said[1], "stage": "sent", "index": 0}


def test_hundreds_of_megabytes_are_refused(detente: Detente, kz: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(300_000_000)
    for arguments in (
        ["message", "new", kz, "--file", huge],
        ["import", huge, "--into", kz],
        ["verify", huge],
        ["peers", "add", kz, huge, "--address", "x"],
    ):
        ran = detente(*arguments, "--json")
        value = ran.json()
        assert isinstance(value, dict)
        assert (ran.code, value["error"]["code"]) == (1, "too-large")


def test_items_that_are_no_items(detente: Detente, kz: Path) -> None:
    ran = detente("message", "new", kz, "--item", "designation", "--json")
    value = ran.json()
    assert isinstance(value, dict)
    assert (ran.code, value["error"]["code"]) == (1, "item")


def test_json_of_the_register_is_one_value(detente: Detente, kz: Path) -> None:
    assert json.loads(detente("message", "list", kz, "--json").out) == {"total": 0, "page": 1, "messages": []}


def test_the_example_of_the_manual_is_a_message(detente: Detente, kz: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/write-a-message.md").read_text(encoding="utf-8")
    example = tmp_path / "drill.yaml"
    example.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert detente("message", "new", kz, "--file", example, "--json").json() == {
        "draft": 1,
        "stage": "draft",
        "faults": [],
    }


def test_a_draft_is_mended_item_by_item(detente: Detente, kz: Path, drill_file: Path) -> None:
    assert detente("message", "new", kz, "--file", drill_file, "--item", "type=parade").code == 1
    mended = detente(
        "message", "edit", kz, 1, "--item", "type=air-exercise", "--item", "participants=null", "--json"
    )
    assert (mended.code, mended.json()) == (0, {"draft": 1, "stage": "draft", "faults": []})
    shown = detente("message", "show", kz, 1, "--json").json()
    assert isinstance(shown, dict)
    wanted = {**DRILL["content"], "type": "air-exercise"}  # type: ignore[dict-item]
    del wanted["participants"]
    assert shown["content"] == wanted
    assert detente("message", "edit", kz, 2, "--item", "type=air-exercise").code == 1
