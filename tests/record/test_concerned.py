"""Which states a matter concerns besides its owner, and that it is found by them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Purpose
from detente.kernel.instants import PartialDate
from detente.messages.document import Origin
from detente.record.disclosures import Disclosure
from detente.record.quotas import QuotaMessage
from detente.record.record import Record, concerned_by
from detente.record.visits import Visit


def common(matter):
    return {
        "id": matter,
        "agreement": "toy",
        "owner": matter.split("/")[1],
        "reference": f"{matter}/O",
        "told": None,
        "withdrawn": False,
        "origin": Origin(),
        "messages": (f"{matter}/O",),
    }


TRANSFER = QuotaMessage(
    **common("TR30/XB/2030/0001/QT"),
    format="transfer",
    purpose=Purpose.QUOTA_TRANSFER,
    to=("XC", "XA"),
    partner="XA",
    year=PartialDate("2030"),
    amount=1,
)
DISCLOSURE = Disclosure(
    **common("TR30/XB/2030/0001/DR"),
    format="request",
    to=("XC",),
    subject="TR30/XA/2029/0001/IR/O",
    public=True,
    requested=True,
    consents=(),
    passed_on=(),
)


@pytest.mark.parametrize(
    ("known", "states"),
    [
        (TRANSFER, ("XC", "XA")),
        (replace(TRANSFER, partner=None, to=("XB", "XC")), ("XC",)),
        (DISCLOSURE, ("XA",)),
        (replace(DISCLOSURE, subject=None), ()),
        (replace(DISCLOSURE, subject="TR30/XB/2029/0001/IR/O"), ()),
    ],
)
def test_whom_a_matter_concerns(known, states):
    assert concerned_by(known) == states


@pytest.fixture
def requests(formats, post):
    """Two requests of one state to two others, each for another year."""
    drill = formats["toy", "drill"]
    dates = replace(drill.items[1], id="arrival", type="date", fact="visit.arrival")
    visit = replace(drill, id="visit", topic="VR", purpose=Purpose.VISIT_REQUEST, items=(dates,))
    record = Record({("toy", "visit"): visit})
    for number, (host, year) in enumerate([("XB", 2030), ("XC", 2030), ("XB", 2031)], start=1):
        content = {"arrival": f"{year}-05-01"}
        record.add(post.send(f"TR30/XA/2030/000{number}/VR/O", "visit", content, to=(host,)))
    return record


def test_it_is_found_by_whom_it_concerns_and_when(requests):
    names = [f"TR30/XA/2030/000{number}/VR" for number in (1, 2, 3)]
    year = PartialDate("2030").interval
    for states, wanted, found in (
        (("XB",), None, [names[0], names[2]]),
        (("XB",), year, names[:1]),
        (("XB", "XC"), year, names[:2]),
        (("XA",), None, []),
    ):
        assert [one.id for one in requests.matters_concerning(Visit, states, wanted)] == found
    assert [one.id for one in requests.matters_of(Visit, ("XA",), year)] == names[:2]
