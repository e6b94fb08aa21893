"""Plan files: what is written is what is asked; what cannot be taken is told of with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from detente.agreements.load import load_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.finding import Gap, Missing
from detente.assessment.planning.reading import parse_plan_request
from detente.assessment.planning.request import Closure, DrillDays, PlanState, StandingVisit, Wish
from detente.kernel.errors import InputError
from detente.kernel.languages import Language

NOW = datetime(2030, 12, 1, tzinfo=UTC)
HEAD = """
first: "2031-01-01"
last: "2031-12-31"
states: [{code: XA, teams: 2}, {code: XB, calendar: KZ, at_once: 3}, {code: XC}]
"""
FULL = (
    HEAD
    + """
today: "2030-12-20"
spacing_days: 7
near_days: 3
weekends: true
quotas:
  - {agreement: toy, provision: quota.i, article: "4(2)", amount: 3, same_partner: 1, notice_days: 42, reply_days: 21}
wishes:
  - {guest: XA, number: 3, days: 2, hosts: [XB], object: Rena, first: "2031-03-01"}
visits: [{id: V1, host: XA, guest: XB, first: "2031-02-03", last: "2031-02-04"}]
drills: [{id: Tulip, host: XB, first: "2031-06-01", last: "2031-06-20"}]
closed: [{state: XC, first: "2031-08-01", why: no escorts}]
"""
)


def read(text, **changes):
    return parse_plan_request("plan.yaml", text.encode(), NOW, **changes)


def test_a_whole_file(make):
    found = read(FULL)
    assert (found.first, found.last, found.today) == (
        date(2031, 1, 1),
        date(2031, 12, 31),
        datetime(2030, 12, 20, tzinfo=UTC),
    )
    assert (found.spacing_days, found.near_days, found.weekends) == (7, 3, True)
    assert found.states == (
        PlanState(code="XA", teams=2),
        PlanState(code="XB", calendar="KZ", at_once=3),
        PlanState(code="XC"),
    )
    assert found.wishes == (
        Wish(guest="XA", number=3, days=2, hosts=("XB",), object="Rena", first=date(2031, 3, 1)),
    )
    assert found.standing == (StandingVisit("V1", "XA", "XB", date(2031, 2, 3), date(2031, 2, 4)),)
    assert found.drills == (DrillDays("Tulip", "XB", date(2031, 6, 1), date(2031, 6, 20)),)
    assert found.closures == (Closure("XC", date(2031, 8, 1), date(2031, 8, 1), "no escorts"),)
    quota = make.quota(
        "XA", ["XB", "XC"], 3, provision="quota.i", shares={"XB": 1, "XC": 1}, lead=make.lead(42, 21)
    )
    assert found.quotas[0] == quota
    assert [one.bearer for one in found.quotas] == ["XA", "XB", "XC"]


def test_left_out_is_the_usual():
    found = read(HEAD)
    assert (found.today, found.quotas, found.wishes, found.spacing_days, found.weekends) == (
        NOW,
        (),
        (),
        0,
        False,
    )


def test_hosts_together_and_partners_of_some():
    [found] = read(HEAD + "quotas: [{hosts: [XA, XB], together: true, partners: [XC], amount: null}]").quotas
    assert (found.hosts, dict(found.partners), found.left) == (("XA", "XB"), {"XC": "XC"}, None)
    assert (found.gaps, found.is_known) == ((Gap(Missing.TREATY_VALUE, "amount"),), False)
    [free] = read(HEAD + "quotas: [{hosts: [XA]}]").quotas
    assert (free.left, free.is_known) == (None, True)


def test_article_and_clocks_of_an_installed_agreement():
    name = "moscow-1997"
    agreement = load_pack(shipped_packs()[name], read_vocabulary())
    text = f"quotas: [{{hosts: [XA], agreement: {name}, provision: quota.eastern-sector, amount: 2}}]"
    [found] = read(HEAD + text, agreements={name: agreement}).quotas
    host = agreement.provisions["host.inspections"]
    assert (found.article, found.lead.request, found.lead.reply) == ("10", host.request, host.reply)


@pytest.mark.parametrize(
    ("text", "codes", "line"),
    [
        ("", ["empty-file"], 1),
        ("- a", ["not-a-mapping"], 1),
        ("first: [", ["not-yaml"], 2),
        ("first: &a b", ["anchor"], 1),
        (HEAD.replace('first: "2031-01-01"', ""), ["missing"], 3),
        (HEAD.replace("2031-12-31", "2030-12-31"), ["stretch"], 3),
        (HEAD.replace("2031-12-31", "2035-12-31"), ["stretch"], 3),
        (HEAD.replace('"2031-12-31"', '"2031-12"'), ["value"], 3),
        (HEAD.replace('"2031-12-31"', '"2031-02-30"'), ["value"], 3),
        (HEAD + "quota: []", ["unknown-key"], 5),
        (HEAD + "quotas: 3", ["value"], 5),
        (HEAD + "quotas: [XA]", ["value"], 5),
        (HEAD + "quotas: [{hosts: [XZ]}]", ["state"], 5),
        (HEAD + "quotas: [{hosts: XA}]", ["value"], 5),
        (HEAD + "quotas: [{amount: -1}]", ["value"], 5),
        (HEAD + "wishes: [{guest: XA, number: 0}]", ["value"], 5),
        (HEAD + "wishes: [{guest: XA, number: true}]", ["value"], 5),
        (HEAD + "wishes: [{number: 1}]", ["missing"], 5),
        (HEAD + "wishes: [{guest: Xanadu}]", ["state"], 5),
        (HEAD + 'drills: [{id: D, host: XA, first: "2031-05-02", last: "2031-05-01"}]', ["span"], 5),
        (HEAD + 'drills: [{id: "", host: XA, first: "2031-05-02"}]', ["value"], 5),
        (HEAD + "weekends: 1", ["value"], 5),
        (HEAD.replace("KZ", "XK"), ["calendar"], 4),
        (HEAD.replace("XC", "XA"), ["twice"], 4),
    ],
)
def test_what_cannot_be_taken(text, codes, line):
    with pytest.raises(InputError) as caught:
        read(text)
    faults = caught.value.faults
    assert [one.code for one in faults] == codes
    assert faults[0].where == f"plan.yaml:{line}"
    for one in faults:
        assert all(one.what.in_(language) and one.mend.in_(language) for language in Language)


def test_every_fault_at_once():
    with pytest.raises(InputError) as caught:
        read(HEAD + "wishes: [{guest: XZ, days: 0}]\nclosed: [{state: XA}]")
    assert [one.code for one in caught.value.faults] == ["state", "value", "missing", "missing"]
