from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.events import NodeEvent

from detente.agreements.scalars import MAX_INTEGER, Plain
from detente.agreements.source import MAX_DEPTH, MAX_FILE_BYTES, MAX_VALUES, SourceFile, read_source
from detente.kernel.errors import Fault


def read(text: str | bytes) -> tuple[SourceFile | None, list[tuple[str, str]]]:
    """The file, and the code and place of each fault."""
    faults: list[Fault] = []
    data = text if isinstance(text, bytes) else text.encode()
    return read_source("a.yaml", data, faults), [(fault.code, fault.where) for fault in faults]


def test_every_value_keeps_its_line() -> None:
    source, faults = read(
        "# a comment\nid: x\nlist:\n  - one\n  - two: {three: 3,\n      four: 4}\ntext: >-\n  long\n  text\n"
    )
    assert faults == []
    assert source == SourceFile(
        "a.yaml",
        {"id": "x", "list": ["one", {"two": {"three": 3, "four": 4}}], "text": "long text"},
        {
            (): 2,
            ("id",): 2,
            ("list",): 3,
            ("list", 0): 4,
            ("list", 1): 5,
            ("list", 1, "two"): 5,
            ("list", 1, "two", "three"): 5,
            ("list", 1, "two", "four"): 6,
            ("text",): 7,
        },
    )


def test_a_place_that_is_not_there_is_that_of_what_is_around_it() -> None:
    source, _ = read("a:\n  b: 1\n")
    assert source is not None
    assert [source.place(path) for path in [("a", "b"), ("a", "c", 0), ("z",)]] == [
        "a.yaml:2",
        "a.yaml:1",
        "a.yaml:1",
    ]


def test_keys_that_other_readers_take_for_true_stay_text() -> None:
    source, faults = read("no: on\non: no\ny: yes\n")
    assert faults == []
    assert source is not None
    assert source.value == {"no": "on", "on": "no", "y": "yes"}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("empty-file", "a.yaml:1")]),
        ("# only a comment\n", [("empty-file", "a.yaml:1")]),
        ("a: 1\n\na: 2\na: 3\n", [("duplicate-key", "a.yaml:3"), ("duplicate-key", "a.yaml:4")]),
        ("a: {b: 1, b: {c: 1, c: 2}}", [("duplicate-key", "a.yaml:1"), ("duplicate-key", "a.yaml:1")]),
        ("a: &x 1\nb: *x\n", [("anchor", "a.yaml:1"), ("alias", "a.yaml:2")]),
        ("&x a: 1\n*x : 2\n", [("anchor", "a.yaml:1"), ("alias", "a.yaml:2"), ("key-not-text", "a.yaml:2")]),
        ("a: !!str 3\nb: !x {c: 1}\n", [("tag", "a.yaml:1"), ("tag", "a.yaml:2")]),
        ("a:\n  <<: {b: 1}\n", [("merge-key", "a.yaml:2")]),
        ('a: 1\n"<<": 2\n', []),
        ("1: a\n", [("key-not-text", "a.yaml:1")]),
        ("null: a\n", [("key-not-text", "a.yaml:1")]),
        ("[a, b]: c\n", [("key-not-text", "a.yaml:1")]),
        ("1.5: a\n", [("float", "a.yaml:1")]),
        ("a: 1.5\nb:\n  - 0x10\n", [("float", "a.yaml:1"), ("number-base", "a.yaml:3")]),
        ("a: 1\n---\nb: 2\n", [("several-documents", "a.yaml:2")]),
        ("a: [1\nb: 2\n", [("not-yaml", "a.yaml:2")]),
        ("a:\n\tb: 1\n", [("not-yaml", "a.yaml:2")]),
        (b"a: 1\nb: \xff\n", [("not-utf-8", "a.yaml:2")]),
        ("a: 1\nb: \x00\n", [("hidden-character", "a.yaml:2")]),
        ("a: 1\n# \u202e\n", [("hidden-character", "a.yaml:2")]),
        ('a: "\\0"\n', [("hidden-character", "a.yaml:1")]),
        ("a: 1\r\nb: 2\r\n", []),
        ("\ufeffa: 1\n", []),
        ("[" * 40 + "]" * 40, [("too-deep", "a.yaml:1")]),
        ("a: 1, a: {" * 30_000, [("not-yaml", "a.yaml:1")]),
        ("- \n" * (MAX_VALUES + 1), [("too-many-values", f"a.yaml:{MAX_VALUES}")]),
        (b"#" * (MAX_FILE_BYTES + 1), [("file-too-large", "a.yaml:1")]),
    ],
)
def test_what_could_be_misread_is_refused(text: str | bytes, faults: list[tuple[str, str]]) -> None:
    assert read(text)[1] == faults


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_any_depth_ends_early_with_one_fault(text: str) -> None:
    """Which of the two parsers' limits and ours is reached first is not ours to say."""
    source, faults = read(text)
    assert source is None
    assert faults in ([("too-deep", "a.yaml:1")], [("not-yaml", "a.yaml:1")])


def test_depth_counts_inside_a_value_that_is_not_taken_too() -> None:
    text = "{a: 1, a: " * 1000
    assert read(text)[1][-1] == ("too-deep", "a.yaml:1")


def test_a_bomb_is_never_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    source, _ = read("\n".join(lines))
    assert source is not None
    assert source.value == {"a0": ["x", "x"]} | {f"a{n}": [None] * 9 for n in range(1, 40)}


plain_values: st.SearchStrategy[Plain] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(plain_values)
def test_json_is_read_as_it_stands(value: Plain) -> None:
    """JSON is YAML: what a JSON reader gets, this reader gets."""
    source, faults = read(json.dumps(value, ensure_ascii=False))
    assert faults == []
    assert source is not None
    assert source.value == value


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_a_value_or_faults(data: bytes) -> None:
    source, faults = read(data)
    assert source is not None or faults


@given(st.text(st.sampled_from("ab:- \n[]{},&*!<#'\"\t1."), max_size=60))
def test_any_marks_give_a_value_or_faults(text: str) -> None:
    source, faults = read(text)
    assert source is not None or faults
    assert len(faults) <= len(text) + 1


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_both_parsers_give_the_same_events(toy_files: dict[str, bytes]) -> None:
    """A machine without libyaml reads the same pack, only slower."""

    def events(text: str, loader: type[yaml.BaseLoader]) -> list[tuple[str, object, object, int]]:
        return [
            (type(event).__name__, getattr(event, "value", None), getattr(event, "style", None) or "", line)
            for event in yaml.parse(text, loader)
            if (line := event.start_mark.line if event.start_mark and isinstance(event, NodeEvent) else -1)
            >= -1
        ]

    for path, data in toy_files.items():
        if path.endswith(".yaml"):
            assert events(data.decode(), yaml.CBaseLoader) == events(data.decode(), yaml.BaseLoader)


def test_limits_are_those_of_the_reference() -> None:
    assert (MAX_DEPTH, MAX_FILE_BYTES, MAX_VALUES) == (32, 512 * 1024, 50_000)
