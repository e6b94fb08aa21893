from __future__ import annotations

from typing import Any

import pytest

from detente.agreements.model import (
    AllOf,
    Coded,
    Compare,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Kind,
    Not,
    Quantity,
)
from detente.assessment.alike import pair_provisions
from detente.assessment.lacking import lacking_in, to_write
from detente.kernel.identifiers import AgreementId, MeasureId
from detente.web.api.provisions import Condition, condition_of

SHANGHAI = AgreementId("shanghai-1996")


def text(value: Any) -> dict[str, str]:
    return {"en": value.en, "ru": value.ru, "zh": value.zh}


def test_the_list_says_whose_they_are_and_which_version(call: Any) -> None:
    reader = call("reader")
    shown = reader.get("/agreements").json()
    state = reader.node.settings.state
    agreements = sorted(reader.node.agreements.values(), key=lambda one: (one.party(state) is None, one.id))
    assert [(one["id"], one["code"], one["party"], one["digest"], one["signed"]) for one in shown] == [
        (one.id, one.code, one.party(state) is not None, one.digest, str(one.signed) if one.signed else None)
        for one in agreements
    ]
    assert {one["party"] for one in shown} == {True, False}


def test_an_agreement_has_its_articles_parties_zones_and_formats(call: Any) -> None:
    reader = call("reader")
    agreement = reader.node.agreement(SHANGHAI)
    shown = reader.get(f"/agreements/{SHANGHAI}").json()
    assert [(one["no"], one["title"], one["provisions"]) for one in shown["articles"]] == [
        (one.no, text(one.title), list(one.provisions)) for one in agreement.articles
    ]
    assert [(one["state"], one["side"], one["since"]) for one in shown["parties"]] == [
        (one.state, one.side, str(one.since) if one.since else None) for one in agreement.parties
    ]
    assert [(one["id"], one["lines"]) for one in shown["zones"]] == [
        (one.id, [list(pair) for pair in one.lines]) for one in agreement.zones.values()
    ]
    assert [(one["id"], [item["no"] for item in one["items"]]) for one in shown["formats"]] == [
        (one.id, [item.no for item in one.items]) for one in agreement.formats.values()
    ]
    assert [one["id"] for one in shown["provisions"]] == list(agreement.provisions)


def test_each_value_comes_with_how_it_is_known(call: Any) -> None:
    shown = call("reader").get(f"/agreements/{SHANGHAI}").json()
    values = list(values_in(shown))
    assert len(values) > 10
    assert all((one["value"] is None) is (one["evidence"]["level"] == "unknown") for one in values)


def values_in(shown: Any) -> Any:
    if isinstance(shown, dict):
        if set(shown) == {"value", "since", "evidence"}:
            yield shown
        for one in shown.values():
            yield from values_in(one)
    elif isinstance(shown, list):
        for one in shown:
            yield from values_in(one)


def test_a_provision_has_its_clocks_numbers_and_formats(call: Any) -> None:
    reader = call("reader")
    shown = reader.get("/agreements/sco-proposal-2024").json()["provisions"]
    observe = next(one for one in shown if one["kind"] == "observe")
    model = reader.node.agreement(AgreementId("sco-proposal-2024")).provisions[observe["id"]]
    assert set(observe["clocks"]) == {"invitation", "reply"}
    assert (
        observe["clocks"]["invitation"]["amount"][0]["value"]
        == model.invitation.span.amount.versions[0].value
    )
    assert observe["formats"] == {
        "invitation_format": model.invitation_format,
        "reply_format": model.reply_format,
    }
    assert [one["value"] for one in observe["numbers"]["observers_per_state"]] == [
        one.value for one in model.observers_per_state.versions
    ]


def test_a_principle_is_only_shown(call: Any) -> None:
    shown = call("reader").get(f"/agreements/{SHANGHAI}").json()["provisions"]
    principle = next(one for one in shown if one["kind"] == "principle")
    assert [principle[name] for name in ("duty", "bearer", "when", "clocks", "numbers", "formats")] == [
        None,
        None,
        None,
        {},
        {},
        {},
    ]


def test_a_condition_is_a_tree() -> None:
    quantity = Quantity((DatedValue(300, Evidence(EvidenceLevel.MODEL)),))
    condition = AllOf((Compare(MeasureId("battle-tanks"), quantity), Not(Coded("activity.type", ("naval",)))))
    leaf = {"measure": None, "at_least": None, "fact": None, "one_of": [], "parts": []}
    evidence = {"level": "model", "source": None, "note": None}
    known = [{"value": 300, "since": None, "evidence": evidence}]
    tanks = leaf | {"kind": "measure", "measure": "battle-tanks", "at_least": known}
    naval = leaf | {"kind": "fact", "fact": "activity.type", "one_of": ["naval"]}
    written = Condition.model_validate(condition_of(condition)).model_dump(mode="json")
    assert written == leaf | {"kind": "all", "parts": [tanks, leaf | {"kind": "not", "parts": [naval]}]}


@pytest.mark.parametrize("name", ["none", "%00", "SHANGHAI-1996"])
def test_one_that_is_not_carried_is_404(call: Any, name: str) -> None:
    answer = call("reader").get(f"/agreements/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-agreement")


def test_what_has_not_been_seen_with_what_to_write(call: Any) -> None:
    reader = call("reader")
    shown = reader.get(f"/agreements/{SHANGHAI}/missing").json()
    found = lacking_in(reader.node.agreement(SHANGHAI), reader.node.vocabulary)
    assert [(one["article"], one["provision"], one["file"], one["yaml"]) for one in shown] == [
        (one.article or None, one.provision, one.file, to_write(one)) for one in found
    ]
    assert {one["evidence"]["level"] for one in shown} == {"unknown"}


def test_two_agreements_side_by_side(call: Any) -> None:
    reader = call("reader")
    shown = reader.get(f"/agreements/{SHANGHAI}/comparison/sco-proposal-2024").json()
    pairs = {
        kind: [(one.id if one else None, other.id if other else None) for one, other in found]
        for kind, found in pair_provisions(
            reader.node.agreement(SHANGHAI), reader.node.agreement(AgreementId("sco-proposal-2024"))
        ).items()
    }
    assert {
        part["kind"]: [
            (pair["one"] and pair["one"]["id"], pair["other"] and pair["other"]["id"])
            for pair in part["pairs"]
        ]
        for part in shown
    } == pairs
    assert ("respond.clarification", "respond.clarification") in pairs[Kind.RESPOND]


def test_sectors_and_what_it_lies_over(call: Any) -> None:
    shown = call("reader").get("/agreements/moscow-1997").json()
    assert [one["id"] for one in shown["sectors"]] == ["eastern", "western"]
    assert (shown["extends"], shown["suspensions"]) == (None, [])


@pytest.mark.parametrize("path", ["missing", "comparison/none", "provisions/none/findings"])
def test_parts_of_one_that_is_not_carried_are_404(call: Any, path: str) -> None:
    assert call("reader").get(f"/agreements/none/{path}").status_code == 404
