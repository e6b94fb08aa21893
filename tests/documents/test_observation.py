"""Papers of the observation of a drill out of what is known of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Evidence, EvidenceLevel, Kind, Vocabulary
from detente.assessment.finding import Finding, FindingState
from detente.documents.observation import (
    invitation_of_observers,
    observation_programme_of,
    observers_badges_of,
    observers_list_of,
    observers_report_form_of,
)
from detente.documents.papers.contents import Attendee, NamedState, OccasionKind
from detente.documents.papers.reader import read_stationery
from detente.documents.papers.render import render_paper
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import AgreementId, FormatId, ProvisionId, Reference, StateCode
from detente.kernel.instants import parse_instant
from detente.kernel.languages import Language, Text
from detente.messages.document import Document, JsonValue
from detente.messages.values import FreeText
from detente.record.activities import Activity

Messages = Callable[[str, dict[str, JsonValue]], Document]
CN = NamedState(StateCode("CN"), Text("China", "Китай", "中国"))
INVITED = Reference("SH96/KZ/2027/0008/OI/O")
AT = parse_instant("2027-07-01T00:00:00Z")


@pytest.fixture
def agreement(agreements: dict[AgreementId, Agreement]) -> Agreement:
    return agreements[AgreementId("shanghai-1996")]


@pytest.fixture
def documents(observers_invited: Messages) -> list[Document]:
    return [
        observers_invited(
            INVITED,
            {
                "arrival": "2027-08-10T04:00:00Z",
                "equipment": {"en": "Binoculars"},
                "programme-length": 3,
            },
        )
    ]


def reply_due(provision: str) -> Finding:
    return Finding(
        agreement=AgreementId("shanghai-1996"),
        provision=ProvisionId(provision),
        kind=Kind.OBSERVE,
        article="6(4)",
        step="reply",
        bearer=StateCode("CN"),
        other=StateCode("KZ"),
        about=Reference("SH96/KZ/2027/0007/EX"),
        state=FindingState.DUE,
        due=parse_instant("2027-07-30T23:59:59Z"),
        changes_at=None,
        margins=(),
        gaps=(),
        messages=(),
        evidence=Evidence(EvidenceLevel.TEXT),
    )


@pytest.mark.parametrize(
    ("provision", "voluntary"), [("observe.one-side", False), ("observe.voluntary", True)]
)
def test_a_letter(
    provision: str,
    voluntary: bool,
    activity: Activity,
    documents: list[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
) -> None:
    letter = invitation_of_observers(
        activity,
        activity.invitations[0],
        documents,
        agreement,
        vocabulary,
        to=[StateCode("CN")],
        findings=[reply_due(provision)],
    )
    form = agreement.formats[FormatId("observation-invitation")]
    assert (letter.to, letter.occasion.guests, letter.occasion.kind) == (
        (CN,),
        (CN,),
        OccasionKind.OBSERVATION,
    )
    assert letter.basis.article == cite_article("6(4)")
    assert [(one.label, one.value, one.unit) for one in letter.particulars] == [
        (form.item("programme-length").label, 3, vocabulary.units["days"]),
        (form.item("equipment").label, FreeText({"en": "Binoculars"}), None),
    ]
    assert (letter.reply_by, letter.silence_declines, letter.voluntary) == (
        parse_instant("2027-07-30T23:59:59Z"),
        True,
        voluntary,
    )


def test_the_letter_goes_to_all_who_are_invited(
    activity: Activity, documents: list[Document], agreement: Agreement, vocabulary: Vocabulary
) -> None:
    letter = invitation_of_observers(activity, activity.invitations[0], documents, agreement, vocabulary)
    assert [one.code for one in letter.to] == ["CN", "KG"]


def test_only_those_who_come_get_badges(activity: Activity, agreement: Agreement) -> None:
    invitation = activity.invitations[0]
    badges = observers_badges_of(activity, invitation, agreement, Language.EN)
    assert badges.badges == (Attendee(invitation.replies[0].team[0], CN, "CN-01"),)
    assert badges.basis.references == (invitation.replies[0].reference, INVITED)
    assert badges.occasion.guests == (CN,)


@pytest.mark.parametrize("language", Language)
def test_all_of_them_can_be_printed(
    language: Language,
    activity: Activity,
    documents: list[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
) -> None:
    stationery, invitation = read_stationery(), activity.invitations[0]
    form = agreement.formats[FormatId("observation-reply")]
    papers = (
        invitation_of_observers(activity, invitation, documents, agreement, vocabulary),
        observers_list_of(activity, invitation, invitation.replies[0], agreement, issued_at=AT),
        observation_programme_of(activity, invitation, agreement, message=INVITED, issued_at=AT),
        observers_badges_of(activity, invitation, agreement, Language.EN),
        observers_report_form_of(activity, invitation, agreement, vocabulary, form),
    )
    made = [render_paper(one, language, stationery, printed_at=AT) for one in papers]
    assert [one[:5] for one in made] == [b"%PDF-"] * len(papers)


def test_a_letter_without_messages_is_our_own_fault(
    activity: Activity, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    with pytest.raises(DetenteBug):
        invitation_of_observers(activity, activity.invitations[0], [], agreement, vocabulary)
