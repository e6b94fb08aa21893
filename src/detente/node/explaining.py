"""Why each finding on a matter says what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.assessment.explain import explain
from detente.assessment.finding import Finding
from detente.assessment.sources import Step
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, DutyId, MatterId
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.references import matter_of
from detente.node.actors import Actor, Right, require
from detente.node.findings import OpenDuty
from detente.node.judging import judge_duties
from detente.node.node import Node
from detente.node.personal import messages_seen
from detente.node.readmodel import findings_of, matters_now
from detente.record.order import in_order


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding and the chain that leads to it."""

    finding: Finding
    chain: Step


def explain_matter(
    node: Node, actor: Actor, matter: MatterId, at: Instant, agreement_id: AgreementId | None = None
) -> list[Explained]:
    """Every finding on one drill or request, of one agreement or of all, each with its chain.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node knows no such drill or request, or carries no such agreement.
    """
    require(actor, Right.READ)
    if agreement_id is not None:
        node.agreement(agreement_id)
    found = explain_matters(node, actor, [matter], at)
    if found is None:
        raise InputError("no-matter", _NO_MATTER.fill(matter=matter), _SEE_LIST)
    return [one for one in found if agreement_id in (None, one.finding.agreement)]


def explain_matters(
    node: Node, actor: Actor, matters: Sequence[MatterId], at: Instant
) -> list[Explained] | None:
    """Every finding on these matters, each with its chain; None where nothing is known of any of them.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, matters)
        found = [
            OpenDuty(one, matter)
            for matter in known.values()
            for one in findings_of(node, connection, matter, at)
        ]
    chains = chains_of(node, actor, found)
    return [Explained(one.finding, chains[one.finding]) for one in found] if known else None


def explain_duty(node: Node, actor: Actor, duty: DutyId, at: Instant) -> list[Explained]:
    """Every finding on what is owed in one year, each with its chain; nothing where none is judged.

    Raises:
        NotAllowed: the actor may not read.
        InputError: it is no name of what is owed in a year under an agreement that this node goes by.
    """
    require(actor, Right.READ)
    code, _, year, *_ = duty.split("/")
    if code not in {one.code for one in node.in_use.values()} or not year.isdecimal():
        raise InputError("no-duty", _NO_DUTY.fill(duty=duty), _SEE_DUTIES)
    with node.reading() as connection:
        found = [OpenDuty(one, None) for one in judge_duties(node, connection, [duty], at)]
    chains = chains_of(node, actor, found)
    return [Explained(one.finding, chains[one.finding]) for one in found]


def chains_of(node: Node, actor: Actor, found: Iterable[OpenDuty]) -> Mapping[Finding, Step]:
    """How each of these findings follows, whether it is about a matter or about a year.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    duties = list(found)
    matters = {matter_of(reference) for one in duties for reference in one.finding.messages}
    with node.reading() as connection:
        known = messages_seen(node, connection, actor, sorted(matters))
    chains: dict[Finding, Step] = {}
    for one in duties:
        own = dict.fromkeys(matter_of(reference) for reference in one.finding.messages)
        messages = in_order(message for matter in own for message in known[matter])
        chains[one.finding] = explain(one.finding, one.matter, messages, node.agreements, node.vocabulary)
    return chains


_NO_DUTY = Text(
    "Nothing of the name {duty} is owed in a year under the agreements of this node.",
    "По соглашениям этого узла нет годового обязательства {duty}.",
    "本节点所依协定中没有名为 {duty} 的年度义务。",
)
_SEE_DUTIES = Text(
    "Take it from `detente assess`, as in SCO24/KZ/2027/exchange.leadership.",
    "Возьмите его из вывода `detente assess`, например SCO24/KZ/2027/exchange.leadership.",
    "请取自 `detente assess` 的输出，如 SCO24/KZ/2027/exchange.leadership。",
)
_NO_MATTER = Text(
    "This node knows no drill and no request {matter}.",
    "Узлу не известно ни учение, ни запрос {matter}.",
    "本节点没有名为 {matter} 的演习或询问。",
)
_SEE_LIST = Text(
    "Take the number without its last part, as in SH96/KZ/2024/0007/EX.",
    "Укажите номер без последней части: SH96/KZ/2024/0007/EX.",
    "请填写不含末尾部分的编号，如 SH96/KZ/2024/0007/EX。",
)
