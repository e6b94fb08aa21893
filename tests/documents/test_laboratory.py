"""Tables of the laboratory: the same as CSV and as Parquet, safe to open, typed for programs."""

from __future__ import annotations

import io

import polars as pl
import pytest
from tests.assessment.conftest import Build, Told, make_drill

from detente.assessment.compare import Comparison, compare
from detente.assessment.laboratory.knobs import Variant
from detente.documents.laboratory import comparison_csv, comparison_parquet
from detente.kernel.languages import Language
from detente.messages.values import FreeText

HEADS = (
    *("matter", "name", "host", "type", "start", "end", "personnel", "personnel_qualifier"),
    *(
        "As it stands: told",
        "As it stands: told near",
        "As it stands: told lead",
        "As it stands: told missing",
    ),
    *("=low: told", "=low: told near", "=low: told lead", "=low: told missing"),
)


@pytest.fixture
def found() -> Comparison:
    agreement = Build.agreement(
        Build.notify(Build.when(Build.at_least("personnel", 9000)), Build.before(42, "days"))
    )
    drills = [
        make_drill(serial=1, personnel=9000, name=FreeText({"en": "=Tulip", "ru": "Тюльпан"})),
        make_drill(serial=2, personnel=8500, told=None, end=None),
        make_drill(serial=3, personnel=None, start=None),
        make_drill("XZ", 4),
    ]
    low = Variant(agreement, "=low", {("notify.toy", "personnel"): 8500})
    return compare([agreement, low], drills, lambda _id: Told())


def test_parquet_is_typed_and_what_is_not_known_is_null(found: Comparison) -> None:
    table = pl.read_parquet(io.BytesIO(comparison_parquet(found, Language.EN)))
    assert tuple(table.columns) == HEADS
    assert (table.schema["personnel"], table.schema["=low: told near"]) == (pl.Int64, pl.Boolean)
    assert table.rows()[0] == (
        *("TR30/XA/2030/0001/EX", "=Tulip", "XA", "live-exercise", "2030-06-01", "2030-06-10", 9000, "exact"),
        *("yes", False, "kept", None),
        *("yes", False, "kept", None),
    )
    assert table.rows()[1][5:] == (
        *(None, 8500, "exact"),
        *("no", True, None, None),
        *("yes", False, "unclear", None),
    )
    assert table.rows()[2][4:] == (
        *(None, None, None, None),
        *("unclear", False, None, "strength"),
        *("unclear", False, None, "strength"),
    )
    assert table["=low: told"].to_list() == ["yes", "yes", "unclear", "no-party"]


def test_csv_is_for_spreadsheets_and_makes_no_formula(found: Comparison) -> None:
    data = comparison_csv(found, Language.EN)
    assert data.startswith(b"\xef\xbb\xbfmatter,name,")
    table = pl.read_csv(io.BytesIO(data), infer_schema=False)
    assert tuple(table.columns) == tuple(f"'{head}" if head.startswith("=") else head for head in HEADS)
    assert table["name"].to_list() == ["'=Tulip", None, None, None]
    assert table["As it stands: told near"].to_list() == ["no", "yes", "no", "no"]
    assert table["personnel"].to_list() == ["9000", "8500", None, "9000"]
    assert data.count(b"\r\n") == 5


def test_drills_are_named_in_the_reader_s_language(found: Comparison) -> None:
    assert "Тюльпан" in comparison_csv(found, Language.RU).decode()


def test_nothing_to_compare_is_an_empty_table(found: Comparison) -> None:
    empty = compare([one.variant for one in found.readings], [], lambda _id: Told())
    assert pl.read_parquet(io.BytesIO(comparison_parquet(empty, Language.EN))).shape == (0, len(HEADS))
    assert comparison_csv(empty, Language.EN).count(b"\r\n") == 1
