"""A visit and a drill as the record has them, and an agreement they are under."""

from __future__ import annotations

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Purpose, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.messages.document import Audience, Document, JsonValue, Origin
from detente.messages.references import matter_of, parse_reference
from detente.messages.values import FreeText, Period, Person, Place, Strength
from detente.record.activities import Activity, ActivityStatus, Invitation, Reply
from detente.record.members import Member, ProgrammeLine
from detente.record.visits import Visit, VisitReply, VisitTeam

KZ, CN, KG = (StateCode(code) for code in ("KZ", "CN", "KG"))
VISIT = MatterId("SCP/KZ/2027/0003/VO")
DRILL = MatterId("SH96/KZ/2027/0007/EX")
LIST = Reference("SCP/CN/2027/0009/VL/O")
INVITED = Reference("SH96/KZ/2027/0008/OI/O")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="session")
def agreements(vocabulary: Vocabulary) -> dict[AgreementId, Agreement]:
    return PackLoader(vocabulary).load_all(shipped_packs())


@pytest.fixture
def visit() -> Visit:
    """KZ offered CN a visit and amended the offer; CN accepted and named one officer."""
    member = Member(
        Person(FreeText({"en": "Wang Xiaoming", "zh": "王晓明"})),
        rank=FreeText({"en": "Senior Colonel"}),
        passport="PE1234567",
    )
    opened = Reference(f"{VISIT}/O")
    return Visit(
        id=VISIT,
        agreement=AgreementId("sco-proposal-2024"),
        format=FormatId("visit-offer"),
        opened_by=Purpose.VISIT_INVITATION,
        owner=KZ,
        hosts=(KZ,),
        guests=(CN,),
        reference=opened,
        told=None,
        object="36th brigade",
        sector=None,
        arrival=parse_partial_date("2027-06-01"),
        end=parse_partial_date("2027-06-03"),
        team=5,
        withdrawn=False,
        replies=(
            VisitReply(
                CN, Reference("SCP/CN/2027/0008/VR/O"), FormatId("visit-offer-reply"), None, True, None
            ),
        ),
        reports=(),
        origin=Origin(),
        messages=(opened, Reference(f"{VISIT}/A1"), Reference("SCP/CN/2027/0008/VR/O"), LIST),
        entry=Place(FreeText({"en": "Almaty", "ru": "Алматы", "zh": "阿拉木图"})),
        interpreters=2,
        language="ru",
        programme=(ProgrammeLine(parse_partial_date("2027-06-01"), FreeText({"en": "Briefing"})),),
        teams=(VisitTeam(CN, LIST, None, (member, member)),),
    )


@pytest.fixture
def activity() -> Activity:
    """KZ told of a drill and invited CN and KG; CN comes with one observer, KG does not."""
    observer = Member(Person(FreeText({"en": "Li Ge", "zh": "李䶮"})))
    invitation = Invitation(
        reference=INVITED,
        to=(CN, KG),
        told=None,
        arrival=parse_instant("2027-08-10T04:00:00Z"),
        replies=(
            Reply(CN, Reference("SH96/CN/2027/0001/OR/O"), None, True, 1, (observer,)),
            Reply(KG, Reference("SH96/KG/2027/0001/OR/O"), None, False, None),
        ),
        departure=parse_instant("2027-08-12T12:00:00Z"),
        programme=(ProgrammeLine(parse_partial_date("2027-08-11"), FreeText({"en": "Firing"})),),
    )
    return Activity(
        id=DRILL,
        agreement=AgreementId("shanghai-1996"),
        host=KZ,
        status=ActivityStatus.TOLD,
        name=FreeText({"en": "Steppe 2027", "ru": "Степь-2027", "zh": "草原—2027"}),
        type="live-exercise",
        period=Period(parse_partial_date("2027-08-09"), parse_partial_date("2027-08-13")),
        area=(Place(FreeText({"en": "Otar"})),),
        strength=Strength({}, {}),
        participants=(KZ,),
        purpose=None,
        origin=Origin(),
        tellings=(),
        invitations=(invitation,),
        messages=(Reference(f"{DRILL}/O"), INVITED),
    )


class Messages:
    """Makes messages of one format."""

    def __init__(self, agreement: str, form: str) -> None:
        self._agreement, self._form = agreement, form

    def __call__(self, reference: str, content: dict[str, JsonValue]) -> Document:
        named = Reference(reference)
        return Document(
            agreement=AgreementId(self._agreement),
            format=FormatId(self._form),
            reference=named,
            matter=matter_of(named),
            sender=parse_reference(reference).state,
            to=(CN,),
            kind=parse_reference(reference).kind,
            refers_to=(),
            issued_at=parse_instant("2027-03-01T06:00:00Z"),
            language="ru",
            audience=Audience.PARTIES,
            origin=Origin(),
            content=content,
        )


@pytest.fixture
def offer() -> Messages:
    return Messages("sco-proposal-2024", "visit-offer")


@pytest.fixture
def observers_invited() -> Messages:
    return Messages("shanghai-1996", "observation-invitation")
