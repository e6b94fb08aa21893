"""What has not been seen: every place leads to a null of the pack, and writing there completes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
import yaml

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, EvidenceLevel, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.lacking import Form, Lacking, lacking_in, to_write
from detente.assessment.limit_words import Place
from detente.kernel.identifiers import AgreementId

PACKS = sorted(shipped_packs())


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


def load(
    name: AgreementId, vocabulary: Vocabulary, changed: Mapping[str, bytes] = MappingProxyType({})
) -> Agreement:
    packs = shipped_packs()
    return load_pack({**packs[name], **changed}, vocabulary, packs)


def stands_at(files: Mapping[str, bytes], one: Lacking) -> object:
    """What the file holds where the place leads."""
    value: object = yaml.load(files[one.file], yaml.BaseLoader)  # as packs are read: nothing but strings
    for key in one.place:
        value = _step(value, key)
    return value


def _step(value: object, key: str) -> object:
    if not key.startswith("- "):
        assert isinstance(value, dict), key
        return value[key]
    name, _, wanted = key.removeprefix("- ").partition(": ")
    assert isinstance(value, list), key
    [found] = [each for each in value if str(each.get(name)) == wanted.strip('"')]
    return found


@pytest.mark.parametrize("name", PACKS)
def test_every_place_leads_to_what_is_null(name: AgreementId, vocabulary: Vocabulary) -> None:
    files = shipped_packs()[name]
    for one in lacking_in(load(name, vocabulary), vocabulary):
        held = stands_at(files, one)
        assert isinstance(held, dict), one
        if one.form is Form.WHOLE:
            assert held["evidence"]["level"] == "unknown"
        else:
            assert (held["value"], held["evidence"]["level"]) == ("null", "unknown"), one


@pytest.mark.parametrize("name", PACKS)
def test_what_to_write_is_yaml_with_the_same_keys(name: AgreementId, vocabulary: Vocabulary) -> None:
    for one in lacking_in(load(name, vocabulary), vocabulary):
        value: object = yaml.load(to_write(one).replace("…", "7"), yaml.BaseLoader)
        for key in one.place:
            value = _step(value, key)
        assert isinstance(value, dict)
        expected = {"evidence"} if one.form is Form.WHOLE else {"value", "evidence"}
        assert set(value) - {"no", "from"} == expected
        assert value["evidence"]["level"] == "text"


def test_what_is_written_is_no_longer_missing(vocabulary: Vocabulary) -> None:
    name = AgreementId("moscow-1997")
    before = lacking_in(load(name, vocabulary), vocabulary)
    one = next(each for each in before if each.place == ("exceedance", "times_per_year"))
    content = yaml.safe_load(shipped_packs()[name][one.file])
    content["exceedance"] |= yaml.safe_load(to_write(one).replace("…", "7"))["exceedance"]
    file = yaml.safe_dump(content, allow_unicode=True).encode()
    after = lacking_in(load(name, vocabulary, {one.file: file}), vocabulary)
    assert after == [each for each in before if each is not one]


def test_everything_unknown_is_found_in_a_small_pack(vocabulary: Vocabulary) -> None:
    found = lacking_in(load(AgreementId("shanghai-1996"), vocabulary), vocabulary)
    assert [(one.article, one.place) for one in found if one.file == "provisions/restrain.number.yaml"] == [
        ("4", ("when", "any", "- measure: personnel", "at_least")),
        ("4", ("limit", "count")),
        ("4", ("limit", "years")),
    ]
    assert {one.evidence.level for one in found} == {EvidenceLevel.UNKNOWN}


@pytest.mark.parametrize(
    ("place", "form", "written"),
    [
        (("clock", "days"), Form.NUMBER, "clock:\n  days:\n    value: …\n    {evidence}"),
        (("a", "- id: b", "c"), Form.DAY, 'a:\n  - id: b\n    c:\n      value: "MM-DD"\n      {evidence}'),
        ((), Form.WHOLE, "{evidence}"),
    ],
)
def test_the_lines_of_a_place(place: Place, form: Form, written: str, vocabulary: Vocabulary) -> None:
    one = lacking_in(load(AgreementId("shanghai-1996"), vocabulary), vocabulary)[0]
    evidence = 'evidence: {level: text, source: {title: "…", url: "https://…"}}'
    shown = to_write(
        Lacking(
            article="", provision=None, file="f", what=one.what, evidence=one.evidence, place=place, form=form
        )
    )
    assert shown == written.replace("{evidence}", evidence)
