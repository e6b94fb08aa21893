"""What of an agreement has not been seen, so that someone who has the text can complete its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

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
from detente.assessment.limit_words import Place, placed_limits_of
from detente.assessment.number_words import numbers_of
from detente.kernel.identifiers import ProvisionId
from detente.kernel.languages import Text, same_text


class Form(StrEnum):
    """What is to be written where something is missing."""

    NUMBER = "number"
    DAY = "day"  # of every year
    DATE = "date"
    FLAG = "flag"
    LIST = "list"
    TEXT = "text"
    WHOLE = "whole"  # an article or a provision: only how it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Something not seen: where it belongs in the agreement and in the pack, what it is, and what is known of it.

    ``article`` empty: of the agreement as a whole. ``provision`` None: of no single provision. ``file`` is the
    pack's, in which it is to be written, ``place`` the keys in it, and ``form`` what stands there.
    """

    article: str
    provision: ProvisionId | None
    file: str
    what: Text
    evidence: Evidence
    place: Place
    form: Form


def lacking_in(agreement: Agreement, vocabulary: Vocabulary) -> list[Lacking]:
    """Everything not seen, in the order of the articles; what concerns the whole agreement stands first."""
    found = [*_of_whole(agreement)]
    for article in agreement.articles:
        if article.evidence.level is EvidenceLevel.UNKNOWN:
            found.append(
                Lacking(
                    article=article.no,
                    provision=None,
                    file="articles.yaml",
                    what=article.title,
                    evidence=article.evidence,
                    place=(f'- no: "{article.no}"',),
                    form=Form.WHOLE,
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
                    place=place,
                    form=form,
                )
                for what, evidence, place, form in _of_provision(provision, agreement, vocabulary)
            ]
    return found


def to_write(lacking: Lacking) -> str:
    """The lines of YAML that complete it: ``…`` stands for what the reader of the text fills in."""
    lines, depth = [], 0
    for key in lacking.place:
        lines.append(f"{_INDENT * depth}{key}{'' if key.startswith(_ENTRY) else ':'}")
        depth += 1
    held = [] if lacking.form is Form.WHOLE else [f"value: {_HOLES[lacking.form]}"]
    return "\n".join([*lines, *(f"{_INDENT * depth}{line}" for line in (*held, _EVIDENCE))])


def _of_whole(agreement: Agreement) -> Iterator[Lacking]:
    for key, evidence in agreement.evidence_of.items():
        if evidence.level is EvidenceLevel.UNKNOWN:
            what, form = _STATED[key]
            yield _without_article("agreement.yaml", what, evidence, (key,), form)
    for zone in agreement.zones.values():
        for place, evidence in _unseen(zone.depth_km, (f"- id: {zone.id}", "depth_km")):
            yield _without_article("zones.yaml", zone.title, evidence, place, Form.NUMBER)


def _without_article(file: str, what: Text, evidence: Evidence, place: Place, form: Form) -> Lacking:
    return Lacking(
        article="", provision=None, file=file, what=what, evidence=evidence, place=place, form=form
    )


_Line = tuple[Text, Evidence, Place, Form]


def _of_provision(provision: Provision, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[_Line]:
    if provision.evidence.level is EvidenceLevel.UNKNOWN:
        yield THE_WHOLE, provision.evidence, (), Form.WHOLE
    yield from _thresholds(provision, vocabulary)
    for label, limit, inside in placed_limits_of(provision):
        if isinstance(limit, FixedDate):
            if limit.day.month_day is None:
                yield label, limit.day.evidence, inside, Form.DAY
        else:
            for place, evidence in _unseen(limit.span.amount, inside):
                yield label, evidence, place, Form.NUMBER
    for number in numbers_of(provision, agreement, vocabulary):
        for place, evidence in _unseen(number.quantity, number.place):
            yield number.label, evidence, place, Form.NUMBER
    yield from _days(provision)


def _thresholds(provision: Provision, vocabulary: Vocabulary) -> Iterator[_Line]:
    if isinstance(provision, Notify | Observe | Restrain) and provision.when.condition:
        for leaf, inside in _leaves(provision.when.condition, ("when",)):
            known = vocabulary.measures.get(leaf.measure)
            label = THRESHOLD.fill(what=known.name if known else same_text(leaf.measure))
            for place, evidence in _unseen(leaf.at_least, (*inside, "at_least")):
                yield label, evidence, place, Form.NUMBER


def _days(provision: Provision) -> Iterator[_Line]:
    """Days that are no time limits."""
    if isinstance(provision, Exchange) and provision.as_of and provision.as_of.month_day is None:
        yield AS_OF, provision.as_of.evidence, ("as_of",), Form.DAY
    if isinstance(provision, Ceiling) and provision.since is None and provision.since_evidence:
        yield SINCE, provision.since_evidence, ("since",), Form.DATE


def _leaves(condition: Condition, place: Place) -> Iterator[tuple[Compare, Place]]:
    """Every comparison of a condition with the keys above its number."""
    match condition:
        case Compare(measure):
            yield condition, (*place[:-1], f"{place[-1]}measure: {measure}")
        case AllOf(parts) | AnyOf(parts):
            key = "all" if isinstance(condition, AllOf) else "any"
            for part in parts:
                yield from _leaves(part, (*_within(place, key), _ENTRY))
        case Not(part):
            yield from _leaves(part, (*_within(place, "not"), ""))
        case _:
            pass


def _within(place: Place, key: str) -> Place:
    """A key below ``place``, whose last part may be the beginning of a line still to be ended."""
    return (*place[:-1], f"{place[-1]}{key}:") if place[-1] in (_ENTRY, "") else (*place, key)


def _unseen(quantity: Quantity, place: Place) -> Iterator[tuple[Place, Evidence]]:
    """The versions of a number that have not been seen; among several, each by the day from which it holds."""
    for version in quantity.versions:
        if version.value is None:
            since = (f'- from: "{version.since}"',) if version.since else ()
            yield (*place, *since), version.evidence


_INDENT = "  "
_ENTRY = "- "
#: What stands where the reader of the text writes.
_HOLES = {
    Form.NUMBER: "…",
    Form.DAY: '"MM-DD"',
    Form.DATE: '"YYYY-MM-DD"',
    Form.FLAG: "true",
    Form.LIST: "[…]",
    Form.TEXT: "{en: …, ru: …, zh: …}",
}
_EVIDENCE = 'evidence: {level: text, source: {title: "…", url: "https://…"}}'
THE_WHOLE = Text("The provision as a whole", "Положение в целом", "整项规定")
THRESHOLD = Text("Threshold: {what}", "Порог: {what}", "门槛：{what}")
AS_OF = Text("Day for which the information is true", "День, на который верны сведения", "资料所截止的日期")
SINCE = Text("Day from which the number holds", "День, с которого действует предел", "限额生效日期")
_STATED = {
    "signed": (Text("Day of signature", "Дата подписания", "签署日期"), Form.DATE),
    "place": (Text("Place of signature", "Место подписания", "签署地点"), Form.TEXT),
    "in_force": (Text("Entry into force", "Вступление в силу", "生效日期"), Form.DATE),
    "languages": (Text("Authentic languages", "Языки подлинного текста", "作准文字"), Form.LIST),
    "start_day_counts": (
        Text(
            "Whether the first day of a time limit counts",
            "Засчитывается ли первый день срока",
            "期限的首日是否计入",
        ),
        Form.FLAG,
    ),
}
