"""Papers of a visit out of what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Evidence, EvidenceLevel, Kind, Status, Vocabulary
from detente.assessment.finding import Finding, FindingState
from detente.documents.papers.contents import (
    Attendee,
    Basis,
    Invitation,
    NamedState,
    Occasion,
    OccasionKind,
    Particular,
)
from detente.documents.papers.reader import read_stationery
from detente.documents.papers.render import render_paper
from detente.documents.visits import (
    badges_of,
    inspection_notice_of,
    invitation_of_visit,
    occasion_kind,
    programme_of,
    reply_terms,
    report_form_of,
    report_formats,
    team_list_of,
)
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import AgreementId, FormatId, ProvisionId, Reference, StateCode
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Language, Text
from detente.messages.document import Document, JsonValue
from detente.messages.values import FreeText, Person, Place
from detente.record.visits import Visit

Messages = Callable[[str, dict[str, JsonValue]], Document]
KZ = NamedState(StateCode("KZ"), Text("Kazakhstan", "Казахстан", "哈萨克斯坦"))
CN = NamedState(StateCode("CN"), Text("China", "Китай", "中国"))
AT = parse_instant("2027-03-02T00:00:00Z")


@pytest.fixture
def agreement(agreements: dict[AgreementId, Agreement]) -> Agreement:
    return agreements[AgreementId("sco-proposal-2024")]


@pytest.fixture
def documents(offer: Messages) -> list[Document]:
    return [
        offer(
            "SCP/KZ/2027/0003/VO/O",
            {
                "unit": {"en": "36th brigade"},
                "team": 4,
                "remarks": {"en": "Old"},
                "contact": {"name": {"en": "Duty officer"}},
                "nonsense": 7,
            },
        ),
        offer("SCP/KZ/2027/0003/VO/A1", {"remarks": {"en": "New"}, "languages": 7}),
    ]


def finding(due: str, provision: str = "host.offer", step: str = "visit-reply") -> Finding:
    return Finding(
        agreement=AgreementId("sco-proposal-2024"),
        provision=ProvisionId(provision),
        kind=Kind.HOST,
        article="5(1)",
        step=step,
        bearer=StateCode("CN"),
        other=StateCode("KZ"),
        about=documents_matter(),
        state=FindingState.DUE,
        due=parse_instant(due),
        changes_at=None,
        margins=(),
        gaps=(),
        messages=(),
        evidence=Evidence(EvidenceLevel.MODEL),
    )


def documents_matter() -> Reference:
    return Reference("SCP/KZ/2027/0003/VO")


def test_a_letter(
    visit: Visit, documents: list[Document], agreement: Agreement, vocabulary: Vocabulary
) -> None:
    remarks = agreement.formats[FormatId("visit-offer")].item("remarks").label
    contact = agreement.formats[FormatId("visit-offer")].item("contact").label
    due = [finding("2027-03-15T23:59:59Z"), finding("2027-03-01T00:00:00Z", step="visit-report")]
    letter = invitation_of_visit(visit, documents, agreement, vocabulary, findings=due)
    assert letter == Invitation(
        basis=Basis(
            agreement=agreement.short_title,
            article=cite_article("5(1)"),
            references=(Reference("SCP/KZ/2027/0003/VO/O"), Reference("SCP/KZ/2027/0003/VO/A1")),
            status=Status.MODEL,
        ),
        occasion=Occasion(
            kind=OccasionKind.VISIT,
            hosts=(KZ,),
            guests=(CN,),
            object=FreeText({"en": "36th brigade"}),
            arrival=parse_partial_date("2027-06-01"),
            end=parse_partial_date("2027-06-03"),
        ),
        sender=KZ,
        to=(CN,),
        issued_at=parse_instant("2027-03-01T06:00:00Z"),
        team=4,
        particulars=(
            Particular(
                Text("Point of entry", "Пункт въезда", "入境点"),
                Place(FreeText({"en": "Almaty", "ru": "Алматы", "zh": "阿拉木图"})),
            ),
            Particular(Text("Interpreters", "Число переводчиков", "译员人数"), 2),
            Particular(
                Text("Language of the visit", "Язык посещения", "访问使用的语言"),
                Text("Russian", "русский", "俄语"),
            ),
            Particular(contact, Person(FreeText({"en": "Duty officer"}))),
            Particular(remarks, FreeText({"en": "New"})),
        ),
        programme=visit.programme,
        reply_by=parse_instant("2027-03-15T23:59:59Z"),
        silence_declines=True,
        voluntary=True,
    )


def test_without_a_deadline_nothing_is_said_of_silence(agreement: Agreement) -> None:
    terms = reply_terms([finding("2027-03-15T23:59:59Z", step="visit-report")], agreement)
    assert (terms.by, terms.provision, terms.silence_declines) == (None, None, False)


def test_lists_and_badges_rest_on_the_message_that_names_them(visit: Visit, agreement: Agreement) -> None:
    named = team_list_of(visit, visit.teams[0], agreement, issued_at=AT)
    badges = badges_of(visit, agreement, Language.ZH)
    members = visit.teams[0].members
    wanted = (Attendee(members[0], CN, "CN-01"), Attendee(members[1], CN, "CN-02"))
    rests_on = (Reference("SCP/CN/2027/0009/VL/O"), Reference("SCP/KZ/2027/0003/VO/O"))
    assert (named.sender, named.members, named.basis.references) == (CN, wanted, rests_on)
    assert (badges.second, badges.badges, badges.basis.references) == (Language.ZH, wanted, rests_on)


def test_a_programme(visit: Visit, agreement: Agreement) -> None:
    paper = programme_of(visit, agreement, message=visit.messages[1], issued_at=AT)
    assert (paper.entries, paper.sender, paper.basis.references) == (
        visit.programme,
        KZ,
        (visit.messages[1], visit.messages[0]),
    )


def test_report_forms(visit: Visit, offer: Messages, agreement: Agreement, vocabulary: Vocabulary) -> None:
    (form,) = report_formats(visit, agreement)
    assert form.id == "visit-offer-report"
    empty = report_form_of(visit, agreement, vocabulary, form)
    assert (empty.content, empty.basis.references) == ({}, (visit.reference,))
    report = offer("SCP/CN/2027/0011/VF/O", {"took-place": True})
    filled = report_form_of(visit, agreement, vocabulary, form, report)
    assert (filled.content, filled.own_language, filled.basis.references) == (
        {"took-place": True},
        "ru",
        (report.reference, visit.reference),
    )


def test_what_a_quota_counts_is_an_inspection(
    visit: Visit, agreements: dict[AgreementId, Agreement], agreement: Agreement
) -> None:
    moscow = agreements[AgreementId("moscow-1997")]
    asked = replace(visit, format=FormatId("inspection-notice"), agreement=moscow.id)
    assert (occasion_kind(visit, agreement), occasion_kind(asked, moscow)) == (
        OccasionKind.VISIT,
        OccasionKind.INSPECTION,
    )


def test_a_notice_of_an_inspection(
    visit: Visit,
    documents: list[Document],
    agreements: dict[AgreementId, Agreement],
    vocabulary: Vocabulary,
) -> None:
    moscow = agreements[AgreementId("moscow-1997")]
    asked = replace(visit, format=FormatId("inspection-notice"), agreement=moscow.id)
    notice = inspection_notice_of(asked, documents[:1], moscow, vocabulary)
    assert (notice.title, notice.team, len(notice.members), notice.reply_by) == (
        moscow.formats[FormatId("inspection-notice")].title,
        4,
        2,
        None,
    )
    assert notice.basis.article == cite_article("P-IV.III")


def test_a_letter_without_messages_is_our_own_fault(
    visit: Visit, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    with pytest.raises(DetenteBug):
        invitation_of_visit(visit, [], agreement, vocabulary)


@pytest.mark.parametrize("language", Language)
def test_all_of_them_can_be_printed(
    language: Language, visit: Visit, documents: list[Document], agreement: Agreement, vocabulary: Vocabulary
) -> None:
    stationery = read_stationery()
    papers = (
        invitation_of_visit(visit, documents, agreement, vocabulary),
        inspection_notice_of(visit, documents, agreement, vocabulary),
        team_list_of(visit, visit.teams[0], agreement, issued_at=AT),
        programme_of(visit, agreement, message=visit.messages[1], issued_at=AT),
        badges_of(visit, agreement, Language.ZH),
        report_form_of(visit, agreement, vocabulary, report_formats(visit, agreement)[0]),
    )
    made = [render_paper(one, language, stationery, printed_at=AT) for one in papers]
    assert [one[:5] for one in made] == [b"%PDF-"] * len(papers)


def test_every_report_of_every_pack_can_be_printed_as_a_form(
    visit: Visit, agreements: dict[AgreementId, Agreement], vocabulary: Vocabulary
) -> None:
    stationery = read_stationery()
    printed = [
        render_paper(
            report_form_of(replace(visit, format=form.id), each, vocabulary, form),
            Language.RU,
            stationery,
            printed_at=AT,
        )
        for each in agreements.values()
        for form in each.formats.values()
    ]
    assert len(printed) > 40
    assert all(one[:5] == b"%PDF-" for one in printed)
