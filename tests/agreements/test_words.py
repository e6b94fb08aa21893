from __future__ import annotations

import pytest

from detente.agreements.load import load_vocabulary
from detente.agreements.model import Fact, ItemType, Measure, Vocabulary
from detente.kernel.errors import PackError
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.record import facts

MEASURES = """\
units:
  - {id: pieces, name: {en: pieces, ru: единиц, zh: 件}}
measures:
  - {id: battle-tanks, name: {en: Battle tanks, ru: Боевые танки, zh: 作战坦克}, unit: pieces, register_category: I}
"""
VOCABULARY = """\
facts:
  - {id: a.count, types: [number], unit: pieces, label: {en: Count, ru: Число, zh: 数量}}
activity_types:
  - {id: live-exercise, name: {en: Live, ru: Войсковое, zh: 实兵}}
"""


def faults(measures: str, vocabulary: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_vocabulary(measures.encode(), vocabulary.encode())
    return [str(fault) for fault in caught.value.faults]


def test_words_are_read() -> None:
    pieces = Text("pieces", "единиц", "件")
    tanks = MeasureId("battle-tanks")
    assert load_vocabulary(MEASURES.encode(), VOCABULARY.encode()) == Vocabulary(
        measures={tanks: Measure(tanks, Text("Battle tanks", "Боевые танки", "作战坦克"), pieces, "I")},
        facts={"a.count": Fact("a.count", Text("Count", "Число", "数量"), (ItemType.NUMBER,), "pieces")},
        activity_types={"live-exercise": Text("Live", "Войсковое", "实兵")},
        units={"pieces": pieces},
    )


def test_faults_of_both_files_are_reported_at_once() -> None:
    assert faults(
        MEASURES.replace("category: I", "category: X"), VOCABULARY.replace("zh: 数量", "cn: 数量")
    ) == [
        "measures.yaml:4: “X” at measures[0].register_category is not one of the words possible here. "
        "Use one of: I, II, III, IV, V, VI, VII.",
        "vocabulary.yaml:2: “cn” is no key of facts[0].label. Use one of: en, ru, zh.",
        "vocabulary.yaml:2: “zh” is missing in facts[0].label. "
        "Every text stands in English (en), Russian (ru) and Chinese (zh).",
    ]


def test_units_that_are_not_there_and_names_that_stand_twice() -> None:
    line = MEASURES.splitlines()[3]
    assert faults(f"{MEASURES}{line}\n", VOCABULARY.replace("unit: pieces", "unit: tons")) == [
        "measures.yaml:5: “battle-tanks” stands twice. Take one away.",
        "vocabulary.yaml:2: “tons” is no unit. Use one of: pieces.",
    ]


def test_what_the_record_reads_is_a_fact(vocabulary: Vocabulary) -> None:
    """A name misspelt in either place would make nothing known, in silence."""
    read = {value for name, value in vars(facts).items() if name.isupper() and isinstance(value, str)}
    assert len(read) > 30
    assert read <= set(vocabulary.facts)


def test_the_shipped_words(vocabulary: Vocabulary) -> None:
    assert {name: each.register_category for name, each in vocabulary.measures.items()} == {
        "personnel": None,
        "battle-tanks": "I",
        "armoured-combat-vehicles": "II",
        "artillery": "III",
        "multiple-launch-rocket-systems": "III",
        "tactical-missile-launchers": "VII",
        "combat-aircraft": "IV",
        "combat-helicopters": "V",
        "sorties": None,
        "combat-ships": "VI",
        "units": None,
        "ground-forces-personnel": None,
        "air-force-personnel": None,
        "air-defence-aviation-personnel": None,
        "border-troops-personnel": None,
        "river-combat-ships": None,
        "missiles-and-launchers": "VII",
    }
    assert {"live-exercise", "command-staff-exercise", "not-stated"} <= set(vocabulary.activity_types)
