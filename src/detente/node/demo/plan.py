"""What the demonstration is made of, read from the data that come with it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant, PartialDate, parse_instant, parse_partial_date
from detente.kernel.states import parse_state
from detente.messages.report_rows import FaultyRow, ReportRow, parse_reports
from detente.node.actors import Role


@dataclass(frozen=True, slots=True)
class PlannedUser:
    """A user of the node whose desk is shown."""

    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to build: drills are told under ``agreement``, and ``in_use`` are all the nodes go by.

    ``origin`` names a state's log once ``{state}`` is filled in. ``beside``: whose nodes run, each in a process of
    its own, while the desk of ``served`` is shown.
    """

    agreement: AgreementId
    in_use: tuple[AgreementId, ...]
    as_of: PartialDate
    hour: str
    served: StateCode
    beside: tuple[StateCode, ...]
    origin: str
    users: tuple[PlannedUser, ...]

    @property
    def shown(self) -> Instant:
        """What the clocks of the nodes show when the exchange is ready."""
        return parse_instant(f"{self.as_of}T{self.hour}")


def read_plan() -> Plan:
    """The plan that comes with the program."""
    table = tomllib.loads(_data("demo.toml").decode())
    return Plan(
        agreement=AgreementId(table["agreement"]),
        in_use=tuple(AgreementId(one) for one in table["in_use"]),
        as_of=parse_partial_date(table["as_of"]),
        hour=table["hour"],
        served=parse_state(table["served"]),
        beside=tuple(parse_state(one) for one in table["beside"]),
        origin=table["origin"],
        users=tuple(
            PlannedUser(user["name"], frozenset(Role(role) for role in user["roles"]))
            for user in table["users"]
        ),
    )


def read_drills() -> list[ReportRow | FaultyRow]:
    """The public drills that come with the program."""
    return parse_reports(_data("exercises.csv"))


def _data(name: str) -> bytes:
    return (files("detente.node.demo") / "data" / name).read_bytes()
