"""Consent: answered for, and had before something is passed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Consent, Status
from detente.assessment.finding import FindingState, Gap, Missing, Said
from detente.assessment.wording import finding_clause

S = FindingState
MARCH, APRIL, MAY = (f"2030-0{month}-01T00:00:00Z" for month in (3, 4, 5))


@pytest.fixture
def owners(build, promise):
    return build.agreement(promise.disclose(Consent.OWNER))


def on_step(findings, step):
    return [one for one in findings if one.step == step]


@pytest.mark.parametrize(
    ("changes", "state", "said"),
    [
        ({}, S.DUE, None),
        ({"consents": [("XA", APRIL, True)]}, S.MET, Said.AGREED),
        ({"consents": [("XA", APRIL, False)]}, S.MET, Said.NOT_AGREED),
        ({"consents": [("XA", APRIL, False), ("XA", MAY, True)]}, S.MET, Said.AGREED),
        ({"consents": [("XA", APRIL, None)]}, S.MET, None),
        ({"consents": [("XC", APRIL, True)]}, S.DUE, None),
        ({"withdrawn": True}, S.NOT_TRIGGERED, None),
    ],
)
def test_the_owner_is_asked_and_may_refuse(owners, a, on_matter, finding, changes, state, said):
    request = a.disclosure(**changes)
    assert on_matter(owners, request, "2030-06-01") == [
        finding(
            "disclose",
            "consent",
            about=request.id,
            other="XB",
            state=state,
            messages=request.messages,
            said=said,
        )
    ]


def test_both_answers_have_words(owners, a, on_matter):
    said = [
        finding_clause(
            on_matter(owners, a.disclosure(consents=[("XA", APRIL, agreed)]), "2030-06-01")[0], owners
        ).en
        for agreed in (True, False)
    ]
    assert [one.partition("; ")[2] for one in said] == [
        "consent was given",
        "consent was not given, to which the state is entitled",
    ]


@pytest.mark.parametrize(
    ("consent", "owner", "asked"),
    [
        (Consent.OWNER, "XB", ["XA"]),
        (Consent.OWNER, "XA", []),
        (Consent.OTHER_SIDE, "XA", ["XB", "XC"]),
        (Consent.OTHER_SIDE, "XB", ["XA"]),
        (Consent.ALL_PARTIES, "XB", ["XA", "XC"]),
        (None, "XB", []),
    ],
)
def test_whose_consent_it_takes(build, promise, a, on_matter, consent, owner, asked):
    agreement = build.agreement(promise.disclose(consent))
    found = on_matter(agreement, a.disclosure(owner=owner), "2030-06-01")
    assert [one.bearer for one in found] == asked


@pytest.mark.parametrize(
    ("consents", "state"),
    [
        ([("XA", MARCH, True)], S.MET),
        ([("XA", MAY, True)], S.MET_LATE),
        ([], S.MISSED),
        ([("XA", MARCH, False)], S.MISSED),
        ([("XA", MARCH, True), ("XA", "2030-03-05T00:00:00Z", False)], S.MISSED),
        ([("XA", MARCH, False), ("XA", "2030-03-05T00:00:00Z", True)], S.MET),
        ([("XA", "2030-04", True)], S.UNCLEAR),
        ([("XA", None, True)], S.UNCLEAR),
        ([("XA", MARCH, True), ("XA", "2030-04", True)], S.MET),
        ([("XA", "2030-04", False)], S.MISSED),
    ],
)
def test_passed_on_with_or_without_consent(owners, a, on_matter, consents, state):
    known = a.disclosure(consents=consents, passed_on=[("XB", APRIL)])
    [found] = on_step(on_matter(owners, known, "2030-06-01"), "disclosure")
    assert (found.bearer, found.other, found.state) == ("XB", None, state)
    assert [gap.what for gap in found.gaps] == [Missing.TOLD_DATE] * (state is S.UNCLEAR)


def test_passed_on_without_consent_is_said_as_it_is(owners, a, on_matter):
    [found] = on_step(on_matter(owners, a.disclosure(passed_on=[("XB", APRIL)]), "2030-06-01"), "disclosure")
    assert finding_clause(found, owners).en == "passed on; consent not received"


def test_every_consent_is_needed(build, promise, a, on_matter):
    agreement = build.agreement(promise.disclose(Consent.ALL_PARTIES))
    both = [("XA", MARCH, True), ("XC", MAY, True)]
    for consents, state in ((both, S.MET_LATE), (both[:1], S.MISSED)):
        known = a.disclosure(consents=consents, passed_on=[("XB", APRIL)])
        [found] = on_step(on_matter(agreement, known, "2030-06-01"), "disclosure")
        assert found.state is state


def test_a_notice_of_its_own_finds_the_consent_to_the_request(owners, a, on_matter):
    request = a.disclosure(1, consents=[("XA", MARCH, True)])
    notice = a.disclosure(2, requested=False, passed_on=[("XB", APRIL)])
    [found] = on_matter(owners, notice, "2030-06-01", [request])
    assert (found.step, found.state, found.counterparts) == ("disclosure", S.MET, (request.id,))
    [asked] = on_matter(owners, request, "2030-06-01", [notice])
    assert asked.counterparts == (notice.id,)
    withdrawn = replace(request, withdrawn=True)
    assert [one.state for one in on_matter(owners, notice, "2030-06-01", [withdrawn])] == [S.MISSED]
    elsewhere = replace(request, subject="TR30/XA/2029/0002/IR/O")
    assert [one.state for one in on_matter(owners, notice, "2030-06-01", [elsewhere])] == [S.MISSED]


def test_an_article_that_knows_no_way(build, promise, a, on_matter):
    agreement = build.agreement(promise.disclose(None))
    [found] = on_matter(agreement, a.disclosure(passed_on=[("XB", APRIL)]), "2030-06-01")
    assert found.state is S.EXCEEDED


def test_what_was_passed_on_is_not_stated(owners, a, on_matter):
    notice = a.disclosure(requested=False, subject=None, passed_on=[("XB", APRIL)])
    [found] = on_matter(owners, notice, "2030-06-01")
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.ACTIVITY_TYPE, "disclosure.subject"),))


@pytest.mark.parametrize(
    "changes",
    [{"agreement": "other"}, {"format": "other"}, {"subject": "ZZ30/XA/2029/0001/IR/O"}, {"owner": "XZ"}],
)
def test_what_it_is_not_about(owners, a, on_matter, changes):
    assert on_matter(owners, a.disclosure(**changes), "2030-06-01") == []


@pytest.mark.parametrize(("outlives", "number"), [(True, 1), (False, 0)])
def test_after_the_agreement_has_ended(build, promise, a, on_matter, outlives, number):
    ended = replace(build.agreement(promise.disclose(Consent.OWNER, outlives=outlives)), status=Status.ENDED)
    assert len(on_matter(ended, a.disclosure(), "2030-06-01")) == number
