"""What is worth knowing before a message about a visit is released, besides its findings.

A person in two teams at one time, a visit to a state that is visited already, a report on a visit that did not take
place, a quota that is used up: said in words, and nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.agreements.model import Agreement, MessageKind, Purpose, Quota
from detente.assessment.finding import Answer
from detente.assessment.planning.books import one_at_a_time
from detente.assessment.planning.conflict_words import conflict_sentence
from detente.assessment.planning.conflicts import Known, find_conflicts
from detente.assessment.planning.stays import stays_of
from detente.assessment.quota_book import quota_book
from detente.assessment.rules import YearDuty
from detente.assessment.scope import scope_of
from detente.assessment.visiting import standing_of, took_place, visit_years
from detente.assessment.years import bearers_with
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.document import Draft
from detente.node.actors import Actor
from detente.node.node import Node
from detente.node.planning import persons_of
from detente.node.readmodel import matters_now
from detente.node.storage.record import SqlRecord
from detente.node.visits import visits_between
from detente.record.record import KnownMatter
from detente.record.visits import Visit, VisitStatus


def remarks_on_draft(
    node: Node, actor: Actor, draft: Draft, about: KnownMatter | None, at: Instant
) -> tuple[Text, ...]:
    """What stands against it, sentence by sentence. ``about``: the visit as the draft would leave it.

    Raises:
        NotAllowed: the actor may not read.
    """
    if not isinstance(about, Visit):
        return ()
    return (
        *_on_what_became_of_it(node, draft, about, at),
        *_on_quotas(node, draft, about, at),
        *_on_conflicts(node, actor, about, at),
    )


def _on_what_became_of_it(node: Node, draft: Draft, about: Visit, at: Instant) -> Iterator[Text]:
    """A message that comes after the visit came to nothing."""
    agreement = node.agreement(draft.agreement)
    purpose = agreement.formats[draft.format].purpose
    with node.reading() as connection:
        before = matters_now(node, connection, [about.id]).get(about.id)
    if not isinstance(before, Visit) or purpose not in _AFTER or draft.kind is MessageKind.CANCELLATION:
        return
    status = standing_of(before, agreement, at)
    if status in _OFF:
        yield _OFF[status].fill(matter=about.id)
    elif took_place(before) is Answer.NO and took_place(about) is not Answer.NO:
        yield _NOT_HELD.fill(matter=about.id)


def _on_quotas(node: Node, draft: Draft, about: Visit, at: Instant) -> Iterator[Text]:
    """Whether the quota that a new request counts against is used up without it."""
    agreement = node.agreement(draft.agreement)
    if draft.kind is not MessageKind.ORIGINAL or draft.format != about.format:
        return
    with node.reading() as connection:
        for duty in _counting(agreement, about):
            book = quota_book(agreement, SqlRecord(node, connection), duty, at)
            if book is not None and book.left.high == 0 and book.amount.value is not None:
                yield _USED_UP.fill(
                    state=agreement.state_name(duty.bearer),
                    year=str(duty.year),
                    number=book.amount.value,
                    title=book.title,
                )


def _counting(agreement: Agreement, about: Visit) -> Iterator[YearDuty]:
    """The books in which the request counts, or may."""
    scope = scope_of(agreement)
    for provision in agreement.provisions.values():
        if not isinstance(provision, Quota) or provision.request_format != about.format:
            continue
        if provision.sector in (None, about.sector):
            for host in about.hosts:
                for bearer in bearers_with(scope, provision.bearer, host):
                    yield from (YearDuty(provision.id, bearer, year) for year in visit_years(about))


def _on_conflicts(node: Node, actor: Actor, about: Visit, at: Instant) -> Iterator[Text]:
    """What it would be in the way of, and what in its way."""
    if about.arrival is None or about.span is None:
        return
    others = [one for one in visits_between(node, actor, about.span, at) if one.id != about.id]
    known = Known(
        stays=[stay for one in (about, *others) for stay in stays_of(one, persons_of(one), one.area)],
        one_at_a_time=one_at_a_time(node.in_use.values(), about.span.earliest.year),
    )
    for conflict in find_conflicts(known, about.span, at):
        if about.id in conflict.about:
            yield conflict_sentence(conflict, node.agreements)


_AFTER = frozenset(
    {
        Purpose.VISIT_REPORT,
        Purpose.VISIT_RECORD,
        Purpose.VISIT_TEAM,
        Purpose.VISIT_PROGRAMME,
        Purpose.VISIT_REPLY,
    }
)
_OFF = {
    VisitStatus.WITHDRAWN: Text(
        "The visit {matter} was withdrawn.", "Посещение {matter} было отозвано.", "访问{matter}已撤回。"
    ),
    VisitStatus.DECLINED: Text(
        "The visit {matter} was declined.", "Посещение {matter} было отклонено.", "访问{matter}已被谢绝。"
    ),
}
_NOT_HELD = Text(
    "It was reported that the visit {matter} did not take place.",
    "Сообщено, что посещение {matter} не состоялось.",
    "已有报告称访问{matter}未进行。",
)
_USED_UP = Text(
    "{title}: the quota of {state} for {year} is used up ({number}) without this request.",
    "{title}: квота, {state}, на {year} г. исчерпана ({number}) и без этого запроса.",
    "{title}：{state}{year}年的配额（{number}）在本请求之前已用完。",
)
