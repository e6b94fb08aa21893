"""Messages of two invented states, for the folds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from detente.agreements.model import (
    Addressees,
    Evidence,
    EvidenceLevel,
    Format,
    Item,
    ItemType,
    MessageKind,
    Purpose,
)
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import same_text
from detente.messages.document import Audience, Document, JsonValue, Origin
from detente.record.facts import Formats
from detente.record.message import KnownMessage

TOY = AgreementId("toy")
MODEL = Evidence(EvidenceLevel.MODEL)
KINDS = {
    "O": MessageKind.ORIGINAL,
    "A": MessageKind.AMENDMENT,
    "C": MessageKind.CORRECTION,
    "X": MessageKind.CANCELLATION,
    "N": MessageKind.NIL,
}


def _item(no: str, item_id: str, kind: ItemType, fact: str | None) -> Item:
    return Item(
        no=no,
        id=item_id,
        type=kind,
        label=same_text(item_id),
        required=False,
        fact=fact,
        measures=(MeasureId("personnel"),) if kind is ItemType.MEASURES else (),
        unit="persons" if kind is ItemType.NUMBER else None,
    )


def _format(format_id: str, topic: str, purpose: Purpose, *items: tuple[str, ItemType, str | None]) -> Format:
    return Format(
        id=FormatId(format_id),
        topic=topic,
        purpose=purpose,
        title=same_text(format_id),
        article="1",
        to=Addressees.ALL_PARTIES,
        kinds=tuple(MessageKind),
        requires=(),
        own_matter=True,
        items=tuple(_item(str(no), *one) for no, one in enumerate(items, start=1)),
        evidence=MODEL,
    )


@pytest.fixture(scope="session")
def formats() -> Formats:
    known = [
        _format(
            "drill",
            "EX",
            Purpose.ACTIVITY_NOTIFICATION,
            ("name", ItemType.TEXT, "activity.name"),
            ("dates", ItemType.PERIOD, "activity.period"),
            ("strength", ItemType.MEASURES, "activity.strength"),
            ("states", ItemType.STATES, "activity.participants"),
        ),
        _format("call-off", "EX", Purpose.ACTIVITY_CANCELLATION),
        _format(
            "invitation",
            "OI",
            Purpose.OBSERVATION_INVITATION,
            ("arrival", ItemType.DATE, "observation.arrival"),
            ("drill", ItemType.MESSAGE_REFERENCE, "observation.activity"),
        ),
        _format(
            "reply",
            "OR",
            Purpose.OBSERVATION_REPLY,
            ("accepted", ItemType.FLAG, "observation.accepted"),
            ("observers", ItemType.NUMBER, "observation.observers"),
        ),
        _format(
            "observers-report",
            "OF",
            Purpose.OBSERVATION_REPORT,
            ("held", ItemType.FLAG, "observation.took-place"),
            ("observers", ItemType.NUMBER, "observation.observers"),
            ("findings", ItemType.LONG_TEXT, "observation.findings"),
        ),
        _format(
            "question",
            "CQ",
            Purpose.CLARIFICATION_REQUEST,
            ("urgent", ItemType.FLAG, "clarification.urgent"),
        ),
        _format("answer", "CA", Purpose.CLARIFICATION_REPLY),
    ]
    return {(TOY, one.id): one for one in known}


@dataclass
class Post:
    """Writes messages, each a day after the one before, in the logs of their senders."""

    now: Instant = datetime(2030, 1, 1, tzinfo=UTC)
    sent: dict[StateCode, int] = field(default_factory=dict)

    def send(
        self,
        reference: str,
        form: str,
        content: Mapping[str, JsonValue] | None = None,
        refers_to: tuple[str, ...] = (),
        to: tuple[str, ...] = ("XB",),
    ) -> KnownMessage:
        """A message of the state named in its reference; its mark says its kind."""
        matter, _, mark = reference.rpartition("/")
        sender = StateCode(reference.split("/")[1])
        index = self.sent.get(sender, 0)
        self.sent[sender] = index + 1
        self.now += timedelta(days=1)
        document = Document(
            agreement=TOY,
            format=FormatId(form),
            reference=Reference(reference),
            matter=MatterId(matter),
            sender=sender,
            to=tuple(StateCode(one) for one in to),
            kind=KINDS[mark[0]],
            refers_to=tuple(Reference(one) for one in refers_to),
            issued_at=self.now,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin(),
            content=dict(content or {}),
        )
        return KnownMessage(document, index, Interval(self.now, self.now))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture(scope="session")
def new_post() -> type[Post]:
    """The class, for properties that need a fresh one for each example."""
    return Post
