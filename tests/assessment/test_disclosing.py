"""May a message be shown: to its parties, to others, to the public, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from detente.agreements.model import Audience, Consent, Disclose, Evidence, EvidenceLevel, Kind, Status
from detente.assessment import disclosing
from detente.assessment.disclosing import may_disclose
from detente.assessment.finding import Answer
from detente.kernel.languages import same_text
from detente.messages.document import Origin
from detente.record.disclosures import ConsentGiven, Disclosure

SUBJECT = "TR30/XA/2029/0001/IR/O"
YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR


@dataclass
class Requests:
    known: tuple[Disclosure, ...] = ()

    def matters_of(self, topic, states, overlapping):
        return [one for one in self.known if one.owner in states]

    def matters_concerning(self, topic, states, overlapping):
        return [one for one in self.known if one.owner not in states and "XA" in states]


def provision(consent=Consent.OWNER, to=Audience.PARTIES, outlives=True, what=(), name="disclose.toy"):
    return Disclose(
        id=name,
        kind=Kind.DISCLOSE,
        article="1",
        title=same_text("Confidential"),
        summary=None,
        evidence=Evidence(EvidenceLevel.MODEL),
        bearer="each-state",
        what=what,
        to=to,
        consent=consent,
        outlives=outlives,
        request_format="request",
        consent_format="consent",
        notice_format="notice",
    )


@pytest.fixture
def request_(told):
    def make(*answers, owner="XB", **changes):
        plain = {
            "id": f"TR30/{owner}/2030/0001/DR",
            "agreement": "toy",
            "format": "request",
            "owner": owner,
            "to": ("XA",),
            "reference": f"TR30/{owner}/2030/0001/DR/O",
            "told": told("2030-03-01T00:00:00Z"),
            "subject": SUBJECT,
            "public": True,
            "requested": True,
            "consents": tuple(ConsentGiven(state, "C", told(on), agreed) for state, on, agreed in answers),
            "passed_on": (),
            "withdrawn": False,
            "origin": Origin(),
            "messages": (),
        }
        return Disclosure(**plain | changes)

    return make


@pytest.fixture
def ask(build, at):
    def say(*provisions, known=(), viewer=None, reference=SUBJECT, when="2030-06-01", **changes):
        agreement = replace(build.agreement(*provisions), **changes)
        return may_disclose(agreement, Requests(tuple(known)), reference, viewer, at(when))

    return say


def test_the_owner_always_and_where_nothing_is_said_nobody_else_for_sure(ask):
    assert ask(viewer="XA").answer is YES
    found = ask(viewer="XB")
    assert (found.answer, found.provision, found.reason) == (UNCLEAR, None, disclosing.NOT_SAID)
    assert ask(provision(), reference="ZZ30/XA/2029/0001/IR/O", viewer="XB").answer is UNCLEAR


@pytest.mark.parametrize(
    ("to", "viewer", "answer"),
    [
        (Audience.PARTIES, "XB", YES),
        (Audience.OTHER_SIDE, "XB", YES),
        (Audience.PARTIES, "XZ", NO),
        (Audience.PARTIES, None, NO),
    ],
)
def test_parties_see_it_and_others_do_not(ask, to, viewer, answer):
    rule = provision(to=to)
    found = ask(rule, viewer=viewer)
    assert (found.answer, found.provision) == (answer, rule)


def test_a_state_that_left_is_no_party_any_more(build, at):
    agreement = build.agreement(provision(), until={"XB": "2029"})
    assert may_disclose(agreement, Requests(), SUBJECT, "XB", at("2030-06-01")).answer is NO


@pytest.mark.parametrize(
    ("answers", "answer", "reason"),
    [
        ([("XA", "2030-04-01T00:00:00Z", True)], YES, disclosing.CONSENTED),
        ([("XA", "2030-07-01T00:00:00Z", True)], NO, disclosing.AWAITED),
        ([("XA", "2030-04-01T00:00:00Z", False)], NO, disclosing.REFUSED),
        ([("XA", "2030-06-01", True)], UNCLEAR, disclosing.WHEN),
        ([], NO, disclosing.AWAITED),
    ],
)
def test_the_public_sees_it_with_consent(ask, build, request_, answers, answer, reason):
    found = ask(provision(), known=[request_(*answers)])
    owner = build.agreement().state_name("XA")
    assert (found.answer, found.reason) == (answer, reason.fill(states=owner))


def test_consent_to_one_request_is_none_to_another(ask, request_):
    given = ("XA", "2030-04-01T00:00:00Z", True)
    assert (
        ask(provision(), known=[request_(given, public=False, receivers=("XZ",))], viewer="XZ").answer is YES
    )
    assert ask(provision(), known=[request_(given, public=False, receivers=("XZ",))]).answer is NO
    assert ask(provision(), known=[request_(given, public=False)], viewer="XZ").answer is UNCLEAR
    assert ask(provision(), known=[request_(given, withdrawn=True)]).answer is NO
    assert ask(provision(), known=[request_(given, subject="TR30/XA/2029/0002/IR/O")]).answer is NO


def test_no_way_ended_and_the_strictest_of_several(ask, request_):
    given = request_(("XA", "2030-04-01T00:00:00Z", True))
    assert ask(provision(None), known=[given]).reason == disclosing.NO_WAY
    assert ask(provision(outlives=False), status=Status.ENDED, viewer="XB").answer is UNCLEAR
    assert ask(provision(), status=Status.ENDED, viewer="XB").answer is YES
    both = (provision(), provision(None, name="disclose.strict"))
    assert ask(*both, known=[given]).provision == both[1]


def test_formats_are_told_by_the_topic_of_the_number(ask, build):
    form = type("Form", (), {"topic": "IR"})()
    named = provision(what=("annual-return",))
    assert ask(named, formats={"annual-return": form}, viewer="XB").answer is YES
    other = ask(named, formats={"annual-return": form}, viewer="XB", reference="TR30/XA/2029/0001/EX/O")
    assert other.answer is UNCLEAR


def test_each_consent_is_asked_of_whoever_owes_it(ask, request_):
    all_of_them = provision(Consent.ALL_PARTIES)
    one = request_(("XA", "2030-04-01T00:00:00Z", True))
    two = request_(("XA", "2030-04-01T00:00:00Z", True), ("XC", "2030-04-01T00:00:00Z", True))
    assert [ask(all_of_them, known=[each]).answer for each in (one, two)] == [NO, YES]
