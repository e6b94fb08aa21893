"""Papers as an officer would have them printed, and what a reader finds in a PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from detente.agreements.citing import cite_article
from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Status, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.documents.papers.contents import (
    Attendee,
    BadgeSheet,
    Basis,
    InspectionNotice,
    Invitation,
    NamedState,
    Occasion,
    OccasionKind,
    Paper,
    PaperKind,
    Particular,
    PartnerUse,
    Programme,
    QuotaLine,
    QuotaSummary,
    ReportForm,
    TeamList,
    VisitRequest,
)
from detente.documents.papers.press import Stationery
from detente.documents.papers.reader import read_stationery
from detente.geography.position import Position
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Language, Text
from detente.kernel.states import state_name
from detente.messages.document import OriginKind
from detente.messages.values import FreeText, Person, Place
from detente.record.members import Member, ProgrammeLine

Papers = dict[PaperKind, Paper]


@pytest.fixture(scope="session")
def stationery() -> Stationery:
    return read_stationery()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="session")
def agreement(vocabulary: Vocabulary) -> Agreement:
    loaded = PackLoader(vocabulary).load_all(shipped_packs())
    return loaded[AgreementId("sco-proposal-2024")]


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], str]:
    """What a reader sees on all pages, blanks and breaks as single blanks."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")

    def read(pdf: bytes) -> str:
        done = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
        return " ".join(done.stdout.decode("utf-8").split())

    return read


def state(code: str) -> NamedState:
    return NamedState(StateCode(code), state_name(StateCode(code)))


def basis(*references: str, article: str = "6(4)") -> Basis:
    return Basis(
        agreement=Text("Shanghai Agreement of 1996", "Шанхайское соглашение 1996 года", "1996年上海协定"),
        article=cite_article(article),
        references=tuple(Reference(one) for one in references),
    )


def words(en: str, ru: str, zh: str) -> FreeText:
    return FreeText({"en": en, "ru": ru, "zh": zh})


MEMBERS = (
    Attendee(
        Member(
            Person(words("Wang Xiaoming", "Ван Сяомин", "王晓明")),
            rank=words("Senior Colonel", "старший полковник", "大校"),
            passport="PE1234567",
            born=parse_partial_date("1975-03-02"),
        ),
        state("CN"),
        "CN-01",
    ),
    Attendee(Member(Person(FreeText({"en": "Li Ge", "zh": "李䶮"}))), state("CN")),
)
PROGRAMME = (
    ProgrammeLine(
        parse_partial_date("2027-05-13"),
        words("Observation", "Наблюдение", "观察"),
        FreeText({"en": "09:00–10:30"}),
        Place(words("Otar", "Отар", "奥塔尔"), (Position(75.2137, 43.5402),), 5),
    ),
    ProgrammeLine(parse_partial_date("2027-05-12"), words("Briefing", "Информирование", "情况介绍")),
)
OBSERVATION = Occasion(
    kind=OccasionKind.OBSERVATION,
    hosts=(state("KZ"),),
    guests=(state("CN"),),
    object=words("Steppe Shield 2027", "Степной щит — 2027", "草原盾牌—2027"),
    arrival=parse_instant("2027-05-12T04:00:00Z"),
    end=parse_partial_date("2027-05-15"),
)
ISSUED = parse_instant("2027-03-01T06:00:00Z")


def invitation() -> Invitation:
    return Invitation(
        basis=basis("SH96/KZ/2027/0007/OI/O", "SH96/KZ/2027/0007/OI/A1"),
        occasion=OBSERVATION,
        sender=state("KZ"),
        to=(state("CN"),),
        issued_at=ISSUED,
        authority=Text("Ministry of Defence", "Министерство обороны", "国防部"),
        team=2,
        particulars=(
            Particular(Text("Costs", "Расходы", "费用"), words("the host", "приглашающий", "东道国")),
        ),
        programme=PROGRAMME,
        reply_by=parse_instant("2027-05-02T23:59:59Z"),
        silence_declines=True,
        voluntary=True,
    )


def inspection() -> InspectionNotice:
    area = tuple(
        Position(lon, lat) for lon, lat in ((132.1, 44.5), (132.6, 44.5), (132.6, 44.9), (132.1, 44.9))
    )
    return InspectionNotice(
        basis=basis("MO97/CN/2027/0002/IN/O", article="P-IV.III"),
        occasion=replace(OBSERVATION, kind=OccasionKind.INSPECTION, object=None, end=None),
        title=Text("Notice of an inspection", "Уведомление об инспекции", "视察通知"),
        sender=state("CN"),
        to=(state("KZ"),),
        issued_at=ISSUED,
        team=10,
        area=(Place(words("Area 1", "Район 1", "一号区域"), area),),
        members=MEMBERS,
    )


def request() -> VisitRequest:
    own = {one.name: getattr(inspection(), one.name) for one in fields(InspectionNotice)}
    changed = {
        "basis": basis("SCP/CN/2027/0002/VR/O", article="5(2)"),
        "occasion": replace(OBSERVATION, kind=OccasionKind.VISIT, object=None, end=None),
        "title": Text(
            "Request for a visit to a unit", "Просьба о посещении воинской части", "访问部队的请求"
        ),
        "reply_by": parse_instant("2027-05-02T23:59:59Z"),
    }
    return VisitRequest(**own | changed, voluntary=True, silence_declines=True)


def form(agreement: Agreement, vocabulary: Vocabulary) -> ReportForm:
    return ReportForm(
        basis=replace(basis("SCP/KZ/2027/0003/VO/O"), status=Status.MODEL, origin=OriginKind.TRAINING),
        occasion=replace(OBSERVATION, kind=OccasionKind.VISIT),
        format=agreement.formats[FormatId("visit-offer-report")],
        agreement=agreement,
        vocabulary=vocabulary,
    )


def quotas() -> QuotaSummary:
    line = QuotaLine(
        state=state("KZ"),
        title=Text("inspections", "инспекции", "视察"),
        amount=4,
        used=1,
        reserved=1,
        left=2,
        partners=(PartnerUse(partner=state("CN"), used=1),),
        references=(Reference("MO97/CN/2027/0002/IN/O"),),
    )
    unknown = replace(line, state=state("KG"), amount=None, left=None, partners=(), references=())
    return QuotaSummary(
        basis=basis("MO97/CN/2027/0002/IN/O", article="P-IV.III"),
        year=2027,
        as_at=ISSUED,
        lines=(line, unknown),
    )


@pytest.fixture(scope="session")
def papers(agreement: Agreement, vocabulary: Vocabulary) -> Papers:
    """One paper of each kind."""
    own = basis("SH96/KZ/2027/0007/OI/O")
    return {
        PaperKind.INVITATION: invitation(),
        PaperKind.TEAM_LIST: TeamList(
            basis=own, occasion=OBSERVATION, sender=state("CN"), issued_at=ISSUED, members=MEMBERS
        ),
        PaperKind.PROGRAMME: Programme(
            basis=own, occasion=OBSERVATION, sender=state("KZ"), issued_at=ISSUED, entries=PROGRAMME
        ),
        PaperKind.BADGES: BadgeSheet(basis=own, occasion=OBSERVATION, second=Language.ZH, badges=MEMBERS),
        PaperKind.REPORT_FORM: form(agreement, vocabulary),
        PaperKind.INSPECTION_NOTICE: inspection(),
        PaperKind.VISIT_REQUEST: request(),
        PaperKind.QUOTA_SUMMARY: quotas(),
    }
