"""Names of things, each its own type, so that one cannot be passed for another."""

from __future__ import annotations

from typing import NewType

#: ISO 3166-1 alpha-2, upper case: ``KZ``.
StateCode = NewType("StateCode", str)
#: Folder name of a pack: ``shanghai-1996``.
AgreementId = NewType("AgreementId", str)
#: File name of a provision in its pack: ``observe.one-side``.
ProvisionId = NewType("ProvisionId", str)
#: File name of a format in its pack: ``exercise-notification``.
FormatId = NewType("FormatId", str)
#: A zone in its pack: ``border-100km``.
ZoneId = NewType("ZoneId", str)
#: A category that is counted, from ``measures.yaml``: ``battle-tanks``.
MeasureId = NewType("MeasureId", str)
#: A message's number between states: ``SH96/KZ/2024/0007/EX/O`` (see ``detente.messages.references``).
Reference = NewType("Reference", str)
#: A matter, the thread its messages belong to: ``SH96/KZ/2024/0007/EX``.
MatterId = NewType("MatterId", str)
#: A duty of one state or side for one year: ``VD11/DE/2027/exchange.forces``.
DutyId = NewType("DutyId", str)
#: A party of several states, in its pack: ``joint-party``.
SideId = NewType("SideId", str)
#: A part of a zone that is counted by itself, in its pack: ``eastern``.
SectorId = NewType("SectorId", str)
#: Lower-case hex SHA-256 of a document's canonical bytes.
DocumentId = NewType("DocumentId", str)
