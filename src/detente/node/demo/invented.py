"""The demonstration with invented states: an agreement whose real data may not be shown, carried out for some years."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.agreements.invented import invented_id
from detente.agreements.model import Format, Item, ItemType, Purpose
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import Instant, format_instant, parse_instant, parse_partial_date
from detente.kernel.states import parse_state_or_invented
from detente.messages.document import JsonValue
from detente.node.actors import Role
from detente.node.demo.build import (
    DRAFTER,
    RELEASER,
    Step,
    add_users,
    exchange,
    introduce,
    make_node,
)
from detente.node.demo.folder import (
    Condition,
    DemoReport,
    building,
    clear,
    condition_of,
    write_passwords,
    write_report,
)
from detente.node.demo.plan import Plan, PlannedUser
from detente.node.drafts import start_draft, submit_draft
from detente.node.ground import load_ground
from detente.node.node import Node
from detente.node.release import release_draft, send_message
from detente.node.settings import Settings
from detente.record.facts import AS_OF, EVENT_AMOUNTS, EVENT_PERIOD, EVENT_TYPE, HOLDINGS

#: The measures of a list of holdings, in its order.
MEASURES = (
    "ground-forces-personnel",
    "air-force-personnel",
    "air-defence-aviation-personnel",
    "border-troops-personnel",
    "battle-tanks",
    "armoured-combat-vehicles",
    "multiple-launch-rocket-systems",
    "tactical-missile-launchers",
    "combat-aircraft",
)
_RETURNED, _HOUR = "01-20", "T08:00:00Z"


@dataclass(frozen=True, slots=True)
class InventedPlan:
    """What to build: the plan, which agreement is carried out, and the table of what is told."""

    plan: Plan
    carried_out: AgreementId
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """One message of the story, at its instant; ``send`` tells it."""

    at: Instant
    what: str
    send: Callable[[Instant], None]


def read_invented() -> InventedPlan:
    """The plan that comes with the program."""
    data = (files("detente.node.demo") / "data" / "invented.toml").read_bytes()
    table = tomllib.loads(data.decode())
    carried_out = AgreementId(table["carried_out"])
    plan = Plan(
        agreement=invented_id(carried_out),
        in_use=(invented_id(carried_out),),
        as_of=parse_partial_date(table["as_of"]),
        hour=table["hour"],
        served=parse_state_or_invented(table["served"]),
        beside=(),
        origin=table["origin"],
        users=tuple(
            PlannedUser(user["name"], frozenset(Role(role) for role in user["roles"]))
            for user in table["users"]
        ),
    )
    return InventedPlan(plan, carried_out, table)


def build_invented(
    folder: Path,
    invented: InventedPlan,
    now: Instant,
    entropy: Callable[[int], bytes],
    step: Step = lambda _done, _of: None,
) -> DemoReport:
    """Build the demonstration in a folder that is new, empty, or was left half built.

    ``now`` is the machine's time: from it on the nodes' clocks run on from ``plan.shown``.

    Raises:
        OperatorError: the folder holds something else, is in use, or the disk refuses.
    """
    if condition_of(folder) is not Condition.EMPTY:
        clear(folder)
    with building(folder):
        report = _build(folder, invented, now, entropy, step)
        os.sync()
        write_report(folder, report)
    return report


def _build(
    folder: Path, invented: InventedPlan, now: Instant, entropy: Callable[[int], bytes], step: Step
) -> DemoReport:
    plan, ground = invented.plan, load_ground(invented=invented.carried_out)
    states = sorted(ground.agreement(plan.agreement).states())
    with ExitStack() as open_nodes:
        nodes: dict[StateCode, Node] = {}
        story = _Story(nodes, plan.agreement)
        told = sorted(story.all_of(invented.told), key=lambda one: one.at)
        steps = 2 * len(states) + len(told)
        first = told[0].at
        for state in states:
            settings = _settings(state, invented, now, first)
            nodes[state] = make_node(folder / state, settings, ground, first, entropy)
            open_nodes.callback(nodes[state].close)
            step(f"Made {state}'s node", steps)
        introduce(nodes, first)
        for one in told:
            one.send(one.at)
            step(one.what, steps)
        exchange(nodes, plan.shown, lambda what: step(what, steps))
        write_passwords(folder, add_users(nodes[plan.served], plan, entropy))
    return DemoReport(
        as_of=plan.as_of.text,
        built_at=format_instant(now),
        agreement=plan.agreement,
        served=plan.served,
        states=tuple(states),
        rows=(),
    )


def _settings(state: StateCode, invented: InventedPlan, now: Instant, first: Instant) -> Settings:
    plan = invented.plan
    return Settings(
        state=state,
        origin=plan.origin.format(state=state.lower()),
        clock_shows=format_instant(plan.shown),
        clock_set_at=format_instant(now),
        training=True,
        agreements=",".join(plan.in_use),
        judged_from=format_instant(first),
        invented=invented.carried_out,
    )


@dataclass(slots=True)
class _Story:
    """Tells the messages of the table, each at its node; ``_returns``: by state and year, once they are told."""

    nodes: Mapping[StateCode, Node]
    agreement: AgreementId

    def all_of(self, table: Mapping[str, Any]) -> Iterator[_Told]:
        returns: dict[tuple[str, int], Reference] = {}
        for state, years in table["holdings"].items():
            for year, sectors in years.items():
                yield self._return(state, int(year), sectors, returns)
        for one in table["exceedances"]:
            yield self._exceedance(one)
        for one in table["disclosures"]:
            yield from self._disclosure(one, returns)

    def _return(
        self,
        state: str,
        year: int,
        sectors: Mapping[str, list[int]],
        returns: dict[tuple[str, int], Reference],
    ) -> _Told:
        def send(at: Instant) -> None:
            form = self._form(state, Purpose.INFORMATION_RETURN)
            content: dict[str, JsonValue] = {_item(form, AS_OF).id: f"{year}-01-01"}
            for sector, numbers in sectors.items():
                total: dict[str, JsonValue] = dict(zip(MEASURES, numbers, strict=True))
                content[_item(form, HOLDINGS, sector).id] = {"total": total}
            returns[state, year] = self._tell(state, form, content, at)

        return _Told(_at(f"{year}-{_RETURNED}"), f"{state} returned {year}", send)

    def _exceedance(self, told: Mapping[str, Any]) -> _Told:
        def send(at: Instant) -> None:
            state = told["state"]
            form = self._form(state, Purpose.EVENT_NOTICE, "temporary-exceedance")
            content: dict[str, JsonValue] = {
                _item(form, EVENT_TYPE).id: "temporary-exceedance",
                _item(form, EVENT_PERIOD).id: {"start": told["start"], "end": told["end"]},
                _item(form, EVENT_AMOUNTS, "eastern").id: {"total": {MEASURES[0]: told["eastern"]}},
            }
            self._tell(state, form, content, at)

        return _Told(_at(told["told"]), f"{told['state']} told of an exceedance", send)

    def _disclosure(
        self, told: Mapping[str, Any], returns: Mapping[tuple[str, int], Reference]
    ) -> Iterator[_Told]:
        state, asked = told["state"], dict[str, Reference]()

        def ask(at: Instant) -> None:
            content = self._public(told, returns)
            to = tuple(self._others(state))
            asked["request"] = self._tell(
                state, self._form(state, Purpose.DISCLOSURE_REQUEST), content, at, to
            )

        yield _Told(_at(told["asked"]), f"{state} asked for consent", ask)
        for answer in told["answers"]:
            yield _Told(
                _at(answer["told"]), f"{answer['state']} answered", self._answer(answer, state, asked)
            )
        if "public" in told:

            def disclose(at: Instant) -> None:
                form = self._form(state, Purpose.DISCLOSURE_NOTICE)
                self._tell(state, form, self._public(told, returns), at, refers_to=(asked["request"],))

            yield _Told(_at(told["public"]), f"{state} made it public", disclose)

    def _answer(
        self, told: Mapping[str, Any], asker: str, asked: Mapping[str, Reference]
    ) -> Callable[[Instant], None]:
        def answer(at: Instant) -> None:
            exchange(self.nodes, at, lambda _: None)  # a request is answered by who has received it
            form = self._form(told["state"], Purpose.DISCLOSURE_CONSENT)
            content: dict[str, JsonValue] = {"agreed": told["agreed"]}
            to = (StateCode(asker),)
            self._tell(told["state"], form, content, at, to, (asked["request"],))

        return answer

    def _public(
        self, told: Mapping[str, Any], returns: Mapping[tuple[str, int], Reference]
    ) -> dict[str, JsonValue]:
        return {"subject": returns[told["state"], told["year"]], "public": True}

    def _others(self, state: str) -> Iterator[StateCode]:
        agreement = next(iter(self.nodes.values())).agreement(self.agreement)
        own = agreement.party(StateCode(state))
        return (one.state for one in agreement.parties if own is None or one.side != own.side)

    def _form(self, state: str, purpose: Purpose, event: str = "") -> Format:
        known = self.nodes[StateCode(state)].agreement(self.agreement).formats.values()
        for form in known:
            codes = {choice.code for item in form.items for choice in item.choices}
            if form.purpose is purpose and (not event or event in codes):
                return form
        raise DetenteBug("demo-form", f"{self.agreement} has no form for {purpose.value}.")

    def _tell(
        self,
        state: str,
        form: Format,
        content: Mapping[str, JsonValue],
        at: Instant,
        to: tuple[StateCode, ...] | None = None,
        refers_to: tuple[Reference, ...] = (),
    ) -> Reference:
        node = self.nodes[StateCode(state)]
        draft = start_draft(
            node, DRAFTER, self.agreement, FormatId(form.id), at, content=content, to=to, refers_to=refers_to
        )
        submit_draft(node, DRAFTER, draft, at)
        reference = release_draft(node, RELEASER, draft, at)
        send_message(node, DRAFTER, reference, at)
        return reference


def _item(form: Format, fact: str, sector: str | None = None) -> Item:
    for item in form.items:
        if item.fact == fact and item.sector == sector and item.type is not ItemType.TABLE:
            return item
    raise DetenteBug("demo-item", f"{form.id} has no item for {fact}.")


def _at(day: str) -> Instant:
    return parse_instant(f"{day}{_HOUR}")
