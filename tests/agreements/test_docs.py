"""What the reference and the tutorial say is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from detente.agreements.load import PackLoader, digest_pack
from detente.agreements.model import (
    AnyOf,
    Compare,
    Event,
    EvidenceLevel,
    ItemType,
    Notify,
    Purpose,
    Told,
    Vocabulary,
)
from detente.agreements.parts import Part
from detente.agreements.reader import read_schema
from detente.agreements.reading import Reading
from detente.agreements.schemas import SCHEMA_NAMES
from detente.agreements.sentences.registry import VERBS
from detente.agreements.sentences.told import Story, build_told
from detente.agreements.source import SourceFile
from detente.kernel.identifiers import ProvisionId
from detente.kernel.instants import parse_instant

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "pack-language.md").read_text(encoding="utf-8")
SENTENCES = (DOCS / "reference" / "scenarios.md").read_text(encoding="utf-8")
TUTORIAL = (DOCS / "tutorial" / "write-a-pack.md").read_text(encoding="utf-8")

BLOCK = re.compile(r"\*\*`([^`]+)`\*\*\n\n```(?:yaml|markdown)\n(.*?)```", re.DOTALL)


def tutorial_files(text: str) -> dict[str, bytes]:
    """The pack as a reader of ``text`` has it; a file shown again replaces its first form."""
    return {path: body.encode() for path, body in BLOCK.findall(text)}


def test_the_tutorial_ends_with_a_working_pack(loader: PackLoader) -> None:
    agreement = loader.load(tutorial_files(TUTORIAL), "quiet-river-2031")
    provision = agreement.provisions[ProvisionId("notify.drill")]
    assert isinstance(provision, Notify)
    assert isinstance(provision.when.condition, AnyOf)
    (threshold,) = provision.when.condition.parts
    assert isinstance(threshold, Compare)
    days_around = "2034-12-31T23:59:59Z", "2035-01-01T00:00:00Z"
    assert [threshold.at_least.on(parse_instant(at)).value for at in days_around] == [3000, 2000]


def test_the_pack_works_before_its_amendment_too(loader: PackLoader) -> None:
    """And the fault shown in the tutorial is the one the check reports."""
    files = tutorial_files(TUTORIAL.partition("## 10.")[0])
    assert loader.check(files, "quiet-river-2031") == []
    path = "provisions/notify.drill.yaml"
    wrong = files | {path: files[path].replace(b"at_least: 3000", b"threshold: 3000")}
    shown = re.findall(r"^provisions/.*$", TUTORIAL, re.MULTILINE)
    assert str(loader.check(wrong)[0]) in shown


def test_the_reference_names_every_word(vocabulary: Vocabulary) -> None:
    shared = REFERENCE.partition("## Words all packs share")[2]
    rows = dict(re.findall(r"^\| ([a-z ]+) \| (`.*) \|$", shared, re.MULTILINE))
    assert {name: re.findall(r"`([^`]+)`", row) for name, row in rows.items()} == {
        "measures": [*vocabulary.measures],
        "units": [*vocabulary.units],
        "types of activity": [*vocabulary.activity_types],
    }
    facts = dict(re.findall(r"^\| `([a-z.-]+)` \| (`.*) \|$", shared, re.MULTILINE))
    assert {name: tuple(re.findall(r"`([^`]+)`", row)) for name, row in facts.items()} == {
        name: tuple(each.types) for name, each in vocabulary.facts.items()
    }
    lists = dict(re.findall(r"^\| \*\*([a-z.-]+)\*\* \| (`.*) \|$", shared, re.MULTILINE))
    assert {name: re.findall(r"`([^`]+)`", row) for name, row in lists.items()} == {
        name: [*codes] for name, codes in vocabulary.lists.items()
    }


def test_the_reference_names_every_item_type_purpose_event_and_level() -> None:
    assert [word for word in (*ItemType, *Event, *EvidenceLevel) if f"`{word}`" not in REFERENCE] == []
    assert [word for word in Purpose if word not in REFERENCE] == []


def test_the_digest_is_computed_as_the_reference_says(tmp_path: Path, toy_files: dict[str, bytes]) -> None:
    for path, data in toy_files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (command,) = re.findall(r"^find .*$", REFERENCE, re.MULTILINE)
    result = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.split()[0] == digest_pack(toy_files)


def test_every_sentence_the_reference_shows_can_be_told(vocabulary: Vocabulary) -> None:
    """They are one story, and no verb is left out."""
    shown = re.findall(r"^\| `(X[A-C] .*?)` \|", SENTENCES, re.MULTILINE)
    reading = Reading(vocabulary)
    source = SourceFile("a.yaml", None, {(): 1})
    told: list[Told | None] = []
    for each in shown:
        told.append(build_told(Part(source, (), each), Story({"Ford": "+47+010/"}, told), reading))
    assert [str(fault) for fault in reading.faults] == []
    assert {one.deed for one in told if one} == {*VERBS}


def test_every_file_of_a_pack_is_in_the_reference_with_its_schema() -> None:
    for name in SCHEMA_NAMES:
        if name not in {"common", "measures", "vocabulary"}:
            assert str(read_schema(name)["title"]) in REFERENCE
