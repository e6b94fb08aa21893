"""Findings as pages show them: words, links, thresholds as bars, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from detente.agreements.model import Agreement, Evidence
from detente.assessment.finding import Answer, Finding, FindingState, Margin
from detente.assessment.sources import Step
from detente.assessment.wording import (
    finding_clause,
    gap_sentence,
    margin_text,
    measure_name,
    state_word,
    step_word,
)
from detente.kernel.identifiers import Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.node.node import Node
from detente.web import urls

#: States in which the passing of the deadline matters to somebody.
_PRESSING = (FindingState.DUE, FindingState.UPCOMING, FindingState.MISSED)
#: The order in which findings about one matter are shown.
_ORDER = (
    FindingState.MISSED,
    FindingState.EXCEEDED,
    FindingState.DUE,
    FindingState.UPCOMING,
    FindingState.NEAR,
    FindingState.UNCLEAR,
    FindingState.MET_LATE,
    FindingState.MET,
)


NO_CHAINS: Mapping[Finding, Step] = MappingProxyType({})


class Reach(StrEnum):
    """How a bar is drawn; each is a class of the stylesheet."""

    BELOW = "below"
    NEAR = "near"
    REACHED = "reached"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class MarginView:
    """A threshold against what was declared. ``needed`` None: the agreement's number is not available."""

    label: Text
    needed: int | None
    says: Text
    reach: Reach
    permille: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """``step`` is what is to be done, ``clause`` where it stands in a sentence, ``pressing`` whether time matters.

    ``path`` leads to the article, ``provision_path`` to the provision. ``chain``: how it follows, where it was
    asked for.
    """

    state: FindingState
    word: Text
    step: Text
    title: Text
    clause: Text
    agreement: Text
    article: str
    path: str
    provision_path: str
    bearer: Text
    other: Text | None
    due: Instant | None
    pressing: bool
    margins: tuple[MarginView, ...]
    gaps: tuple[Text, ...]
    messages: tuple[Reference, ...]
    evidence: Evidence
    chain: Step | None = None


def view_findings(
    node: Node, findings: Iterable[Finding], chains: Mapping[Finding, Step] = NO_CHAINS
) -> tuple[FindingView, ...]:
    """The findings about one matter, what asks for attention first; ``chains``: how each follows."""
    ordered = sorted(findings, key=lambda one: (rank(one.state), one.agreement, one.article, one.step))
    return tuple(view_finding(node, finding, chains.get(finding)) for finding in ordered)


@dataclass(frozen=True, slots=True)
class FindingsUnder:
    """What one agreement means for a matter: what applies or is near to applying, and what does not."""

    agreement: Agreement
    applying: tuple[FindingView, ...]
    others: tuple[FindingView, ...]


def by_agreement(node: Node, chains: Mapping[Finding, Step]) -> tuple[FindingsUnder, ...]:
    """Findings with how each follows, under the agreements in use, first those of which something applies."""
    found = []
    for agreement in node.in_use.values():
        of_it = view_findings(node, [one for one in chains if one.agreement == agreement.id], chains)
        if of_it:
            applying = tuple(one for one in of_it if _is_shown(one))
            others = tuple(one for one in of_it if not _is_shown(one))
            found.append(FindingsUnder(agreement, applying, others))
    return tuple(sorted(found, key=lambda one: not one.applying))


def _is_shown(view: FindingView) -> bool:
    """Of what does not apply, only what is near is shown at once."""
    near = any(margin.reach is Reach.NEAR for margin in view.margins)
    return near or view.state is not FindingState.NOT_TRIGGERED


def view_finding(node: Node, finding: Finding, chain: Step | None = None) -> FindingView:
    """One finding."""
    agreement = node.agreement(finding.agreement)
    return FindingView(
        state=finding.state,
        word=state_word(finding.state),
        step=step_word(finding.step),
        title=agreement.provisions[finding.provision].title,
        clause=finding_clause(finding, agreement),
        agreement=agreement.short_title,
        article=finding.article,
        path=urls.agreement(finding.agreement, finding.article),
        provision_path=urls.provision(finding.agreement, finding.provision),
        bearer=agreement.state_name(finding.bearer),
        other=agreement.state_name(finding.other) if finding.other else None,
        due=finding.due,
        pressing=finding.state in _PRESSING,
        margins=tuple(view_margin(node, margin, agreement) for margin in finding.margins),
        gaps=tuple(gap_sentence(gap, agreement, node.vocabulary) for gap in finding.gaps),
        messages=finding.messages,
        evidence=finding.evidence,
        chain=chain,
    )


def view_margin(node: Node, margin: Margin, agreement: Agreement) -> MarginView:
    """One threshold; ``agreement`` gives sectors their names."""
    name = measure_name(margin.measure, node.vocabulary, agreement)
    return MarginView(
        label=name,
        needed=margin.needed,
        says=_without_name(margin_text(margin, node.vocabulary, agreement), name),
        reach=_reach(margin),
        permille=margin.permille,
        evidence=margin.evidence,
    )


def _reach(margin: Margin) -> Reach:
    if margin.reached is Answer.UNCLEAR:
        return Reach.UNCLEAR
    if margin.reached is Answer.YES:
        return Reach.REACHED
    return Reach.NEAR if margin.near else Reach.BELOW


def _without_name(says: Text, name: Text) -> Text:
    """The bar carries the name of the measure already."""
    return Text(
        says.en.removeprefix(f"{name.en}: "),
        says.ru.removeprefix(f"{name.ru}: "),
        says.zh.removeprefix(f"{name.zh}："),
    )


def rank(state: FindingState) -> int:
    """What asks for attention first has the lowest."""
    return _ORDER.index(state) if state in _ORDER else len(_ORDER) + list(FindingState).index(state)


def state_options() -> tuple[tuple[str, Text], ...]:
    """Every state with its word, for a filter."""
    return tuple((state.value, state_word(state)) for state in FindingState)
