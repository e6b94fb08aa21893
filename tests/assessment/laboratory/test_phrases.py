"""What columns and numbers are called."""

from __future__ import annotations

from dataclasses import replace

from tests.assessment.conftest import Told, make_drill

from detente.agreements.model import Vocabulary
from detente.agreements.reader import read_vocabulary
from detente.assessment.compare import compare
from detente.assessment.laboratory.knobs import LEAD, Variant, knobs_of
from detente.assessment.laboratory.phrases import knob_text, reading_names
from detente.kernel.languages import same_text

LEAD_CHANGE = {("notify.toy", LEAD): 10}


def names(*variants) -> list[str]:
    readings = compare(variants, [make_drill()], lambda _id: Told()).readings
    return [name.en for name in reading_names(readings)]


def test_no_two_columns_have_one_name(build) -> None:
    agreement = build.agreement(build.notify(build.when(), build.before(42, "days")))
    other = replace(agreement, short_title=same_text("Other"))
    turned = Variant(agreement, "", LEAD_CHANGE)
    assert names(agreement, turned, turned) == ["As it stands", "Variant 1", "Variant 2"]
    assert names(agreement, turned, other) == ["Toy", "Variant 1", "Other"]
    called = [Variant(agreement, name, LEAD_CHANGE) for name in ("Low", "Low", "Low (2)")]
    assert names(agreement, *called) == ["As it stands", "Low", "Low (2)", "Low (2) (2)"]


def test_a_number_is_called_by_its_article_and_by_its_provision_where_there_are_two(build) -> None:
    vocabulary: Vocabulary = read_vocabulary()
    notify = build.notify(build.when(build.at_least("personnel", 9000)), build.after(24, "hours"))
    alone = build.agreement(notify)
    assert [knob_text(knob, alone, vocabulary).en for knob in knobs_of(alone)] == [
        "Article 1: Personnel",
        "Article 1: Time limit, hours",
    ]
    both = build.agreement(notify, build.observe(build.when(build.at_least("personnel", 1)), None))
    assert knob_text(knobs_of(both)[0], both, vocabulary).zh == "第一条，notify：人员"
