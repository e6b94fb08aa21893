"""What of an agreement has not been seen, so that someone who has the text can complete its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Ceiling,
    Compare,
    Condition,
    Evidence,
    EvidenceLevel,
    Exchange,
    FixedDate,
    Not,
    Notify,
    Observe,
    Provision,
    Quantity,
    Restrain,
    Vocabulary,
)
from detente.assessment.limit_words import limits_of
from detente.assessment.number_words import numbers_of
from detente.kernel.identifiers import ProvisionId
from detente.kernel.languages import Text, same_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Something not seen: where it belongs in the agreement and in the pack, what it is, and what is known of it.

    ``article`` empty: of the agreement as a whole. ``provision`` None: of no single provision. ``file`` is the
    pack's, in which it is to be written.
    """

    article: str
    provision: ProvisionId | None
    file: str
    what: Text
    evidence: Evidence


def lacking_in(agreement: Agreement, vocabulary: Vocabulary) -> list[Lacking]:
    """Everything not seen, in the order of the articles; what concerns the whole agreement stands first."""
    found = [
        Lacking(article="", provision=None, file="agreement.yaml", what=_STATED[key], evidence=evidence)
        for key, evidence in agreement.evidence_of.items()
        if evidence.level is EvidenceLevel.UNKNOWN
    ]
    for zone in agreement.zones.values():
        found += [
            Lacking(article="", provision=None, file="zones.yaml", what=zone.title, evidence=one)
            for one in _unseen(zone.depth_km)
        ]
    for article in agreement.articles:
        if article.evidence.level is EvidenceLevel.UNKNOWN:
            found.append(
                Lacking(
                    article=article.no,
                    provision=None,
                    file="articles.yaml",
                    what=article.title,
                    evidence=article.evidence,
                )
            )
        for name in article.provisions:
            provision = agreement.provisions[name]
            found += [
                Lacking(
                    article=provision.article,
                    provision=name,
                    file=f"provisions/{name}.yaml",
                    what=what,
                    evidence=evidence,
                )
                for what, evidence in _of_provision(provision, agreement, vocabulary)
            ]
    return found


def _of_provision(
    provision: Provision, agreement: Agreement, vocabulary: Vocabulary
) -> Iterator[tuple[Text, Evidence]]:
    if provision.evidence.level is EvidenceLevel.UNKNOWN:
        yield THE_WHOLE, provision.evidence
    if isinstance(provision, Notify | Observe | Restrain) and provision.when.condition:
        for leaf in _leaves(provision.when.condition):
            known = vocabulary.measures.get(leaf.measure)
            label = THRESHOLD.fill(what=known.name if known else same_text(leaf.measure))
            yield from ((label, one) for one in _unseen(leaf.at_least))
    for label, limit in limits_of(provision):
        if isinstance(limit, FixedDate):
            if limit.day.month_day is None:
                yield label, limit.day.evidence
        else:
            yield from ((label, one) for one in _unseen(limit.span.amount))
    for number in numbers_of(provision, agreement, vocabulary):
        yield from ((number.label, one) for one in _unseen(number.quantity))
    yield from _days(provision)


def _days(provision: Provision) -> Iterator[tuple[Text, Evidence]]:
    """Days that are no time limits."""
    if isinstance(provision, Exchange) and provision.as_of and provision.as_of.month_day is None:
        yield AS_OF, provision.as_of.evidence
    if isinstance(provision, Ceiling) and provision.since is None and provision.since_evidence:
        yield SINCE, provision.since_evidence


def _leaves(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case _:
            pass


def _unseen(quantity: Quantity) -> list[Evidence]:
    return [one.evidence for one in quantity.versions if one.value is None]


THE_WHOLE = Text("The provision as a whole", "Положение в целом", "整项规定")
THRESHOLD = Text("Threshold: {what}", "Порог: {what}", "门槛：{what}")
AS_OF = Text("Day for which the information is true", "День, на который верны сведения", "资料所截止的日期")
SINCE = Text("Day from which the number holds", "День, с которого действует предел", "限额生效日期")
_STATED = {
    "signed": Text("Day of signature", "Дата подписания", "签署日期"),
    "place": Text("Place of signature", "Место подписания", "签署地点"),
    "in_force": Text("Entry into force", "Вступление в силу", "生效日期"),
    "languages": Text("Authentic languages", "Языки подлинного текста", "作准文字"),
    "start_day_counts": Text(
        "Whether the first day of a time limit counts",
        "Засчитывается ли первый день срока",
        "期限的首日是否计入",
    ),
}
