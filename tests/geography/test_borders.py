"""Files of border lines: what is taken, and every fault named."""

from __future__ import annotations

import copy
import hashlib
import json
from importlib.resources import files

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from detente.geography.borders import BorderSet, pair_of, parse_borders
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text

CN, KG, KZ = StateCode("CN"), StateCode("KG"), StateCode("KZ")

GOOD: dict = {
    "type": "FeatureCollection",
    "id": "agreed",
    "version": "2024-1",
    "licence": "the parties' own",
    "uncertainty_km": 0.5,
    "title": {"en": "Agreed line", "ru": "Согласованная линия", "zh": "商定线"},
    "remark": "may stand",
    "features": [
        {
            "type": "Feature",
            "properties": {"states": ["CN", "KZ"]},
            "geometry": {"type": "LineString", "coordinates": [[80, 42], [80.5, 43.25]]},
        },
        {
            "type": "Feature",
            "properties": {"states": ["CN", "KZ"], "disputed": True},
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [[[81, 44], [82, 45]], [[83, 46], [84, 47]]],
            },
        },
    ],
}


def encode(document: object) -> bytes:
    return json.dumps(document).encode()


def test_a_good_file_is_read_whole() -> None:
    data = encode(GOOD)
    borders = parse_borders(data)
    assert (borders.id, borders.version, borders.licence) == ("agreed", "2024-1", "the parties' own")
    assert borders.uncertainty_km == 0.5
    assert borders.sha256 == hashlib.sha256(data).hexdigest()
    assert borders.title == Text("Agreed line", "Согласованная линия", "商定线")
    plain, dashed = [(80, 42), (80.5, 43.25)], [[(81, 44), (82, 45)], [(83, 46), (84, 47)]]
    assert dict(borders.lines) == {(CN, KZ): shapely.MultiLineString([plain, *dashed])}
    assert dict(borders.disputed) == {(CN, KZ): shapely.MultiLineString(dashed)}


def test_every_fault_is_reported_with_its_place() -> None:
    bad = copy.deepcopy(GOOD)
    bad |= {
        "id": " ",
        "version": 3,
        "licence": "a\u0000b",
        "uncertainty_km": -1,
        "title": {"en": "Agreed line"},
    }
    line = GOOD["features"][0]
    bad["features"] = [
        "nothing",
        line | {"properties": {"states": ["KZ", "CN"], "disputed": "no"}},
        line | {"properties": {"states": ["CN", "QQ"]}},
        line | {"properties": {"states": ["CN"]}},
        line | {"geometry": None},
        line | {"geometry": {"type": "Point", "coordinates": [80, 42]}},
        line | {"geometry": {"type": "LineString", "coordinates": []}},
        line | {"geometry": {"type": "MultiLineString", "coordinates": []}},
        line | {"geometry": {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], 5]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[80, 42], [80, 42]]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[80, 42], [80, 86]]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[80, 42], ["80", 43]]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[80, 42], [80, True]]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[80, 42], [80, 43, 0]]}},
        line | {"geometry": {"type": "LineString", "coordinates": [[179, 42], [-179, 43]]}},
    ]
    with pytest.raises(InputError) as refused:
        parse_borders(encode(bad))
    assert [(fault.code, fault.where) for fault in refused.value.faults] == [
        ("borders-text", "id"),
        ("borders-text", "version"),
        ("borders-text", "licence"),
        ("borders-uncertainty", "uncertainty_km"),
        ("borders-title", "title"),
        ("borders-feature", "features[0]"),
        ("borders-states", "features[1].properties.states"),
        ("borders-disputed", "features[1].properties.disputed"),
        ("borders-states", "features[2].properties.states"),
        ("borders-states", "features[3].properties.states"),
        ("borders-geometry", "features[4].geometry"),
        ("borders-geometry", "features[5].geometry"),
        ("borders-short", "features[6].geometry.coordinates"),
        ("borders-short", "features[7].geometry.coordinates"),
        ("borders-geometry", "features[8].geometry.coordinates[1]"),
        ("borders-short", "features[9].geometry.coordinates"),
        ("borders-position", "features[10].geometry.coordinates[1]"),
        ("borders-position", "features[11].geometry.coordinates[1]"),
        ("borders-position", "features[12].geometry.coordinates[1]"),
        ("borders-position", "features[13].geometry.coordinates[1]"),
        ("borders-antimeridian", "features[14].geometry.coordinates[1]"),
    ]
    for fault in refused.value.faults:
        assert all((fault.what.en, fault.what.ru, fault.what.zh, fault.mend.en, fault.mend.ru, fault.mend.zh))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "borders-json"),
        (b"\xff", "borders-json"),
        (b'{"type": "FeatureCollection", "type": "FeatureCollection"}', "borders-json"),
        (b'{"type": "FeatureCollection", "uncertainty_km": NaN}', "borders-json"),
        (b"[" * 100_000, "borders-json"),
        (b"9" * 5_000, "borders-json"),
        (b"[]", "borders-collection"),
        (b'{"type": "Feature"}', "borders-collection"),
        (b" " * 64_000_001, "borders-size"),
    ],
    ids=["empty", "not-utf8", "repeated", "nan", "deep", "long-number", "list", "feature", "large"],
)
def test_what_is_no_collection_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_borders(data)
    assert refused.value.code == code


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400])
def test_numbers_beyond_all_bounds_are_faults(number: str) -> None:
    data = encode(GOOD).replace(b"80.5", number.encode()).replace(b'_km": 0.5', b'_km": ' + number.encode())
    with pytest.raises(InputError) as refused:
        parse_borders(data)
    assert [fault.code for fault in refused.value.faults] == ["borders-uncertainty", "borders-position"]


def test_without_features_nothing_is_taken() -> None:
    for features in ([], None, {}):
        with pytest.raises(InputError) as refused:
            parse_borders(encode(GOOD | {"features": features}))
        assert [fault.code for fault in refused.value.faults] == ["borders-features"]


def test_no_more_than_a_hundred_faults_are_listed() -> None:
    with pytest.raises(InputError) as refused:
        parse_borders(encode(GOOD | {"features": [None] * 500}))
    assert len(refused.value.faults) == 100


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)


@given(st.binary(max_size=60))
def test_any_bytes_give_our_error(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_borders(data)


@given(st.sampled_from(sorted(GOOD)), json_values, json_values, json_values)
def test_any_values_give_lines_or_our_error(
    member: str, value: object, states: object, points: object
) -> None:
    feature = {"type": "Feature", "properties": {"states": states}, "geometry": {"type": "LineString"}}
    feature["geometry"]["coordinates"] = points
    for document in (GOOD | {member: value}, GOOD | {"features": [feature, value]}):
        try:
            borders = parse_borders(encode(document))
        except InputError:
            continue
        assert isinstance(borders, BorderSet)


def test_pairs_stand_in_alphabetical_order() -> None:
    assert pair_of(KZ, CN) == pair_of(CN, KZ) == (CN, KZ)


MEMBERS_LINES = """
AF-CN AF-IR AF-PK AF-TJ AF-UZ AM-IR AZ-IR AZ-RU BD-IN BT-CN BT-IN BY-LT BY-LV BY-PL BY-RU BY-UA CN-IN CN-KG
CN-KP CN-KZ CN-LA CN-MM CN-MN CN-NP CN-PK CN-RU CN-TJ CN-VN EE-RU FI-RU GE-RU IN-MM IN-NP IN-PK IQ-IR IR-PK
IR-TM IR-TR KG-KZ KG-TJ KG-UZ KP-RU KZ-RU KZ-TM KZ-UZ LT-RU LV-RU MN-RU NO-RU PL-RU RU-UA TJ-UZ TM-UZ
"""


def test_the_sample_has_all_lines_of_the_members(sample: BorderSet) -> None:
    members = {"BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ"}
    found = {f"{one}-{other}" for one, other in sample.lines if {one, other} & members}
    assert sorted(found) == MEMBERS_LINES.split()


def test_the_sample_marks_what_is_in_dispute(sample: BorderSet) -> None:
    def share(one: str, other: str) -> float:
        pair = StateCode(one), StateCode(other)
        return sample.disputed[pair].length / sample.lines[pair].length if pair in sample.disputed else 0

    assert [
        share(*pair) for pair in (("CN", "IN"), ("KP", "KR"), ("RS", "XK"), ("EH", "MA"), ("IL", "SY"))
    ] == [1] * 5
    assert [share(*pair) for pair in (("CN", "KZ"), ("CN", "KG"), ("CN", "RU"), ("CN", "TJ"))] == [0] * 4
    assert 0.2 < share("IN", "PK") < 0.6
    assert 0.1 < share("RU", "UA") < 0.6


def test_the_sample_says_what_it_is(sample: BorderSet) -> None:
    data = (files("detente.geography") / "data/borders-natural-earth-50m.json").read_bytes()
    assert len(data) < 1_500_000
    assert sample.sha256 == hashlib.sha256(data).hexdigest()
    assert (sample.id, sample.version, sample.uncertainty_km) == ("natural-earth-50m", "2.0.2-1", 15)
    assert "public domain" in sample.licence
    source = json.loads(data)["source"]
    assert source["package"].startswith("world-atlas 2.0.2")
    assert source["integrity"].startswith("sha512-")
