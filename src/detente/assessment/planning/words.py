"""Plans in sentences: why then, what stands against the rest, what cannot stand together, how good it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, TimeUnit
from detente.assessment.dates import span_text
from detente.assessment.finding import BearerName
from detente.assessment.planning import plan_phrases as phrases
from detente.assessment.planning.closing import closed_days
from detente.assessment.planning.contradiction import Ground, GroundBy
from detente.assessment.planning.listing import (
    day_text,
    joined,
    name_of,
    states_text,
    tidy,
    weeks_text,
)
from detente.assessment.planning.plan import Plan, PlannedVisit
from detente.assessment.planning.reasons import Against, ClosedWeeks, Unplaced
from detente.assessment.planning.request import PassiveQuota, PlanRequest, Wish
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Text, same_text

Agreements = Mapping[AgreementId, Agreement]


def quality_text(plan: Plan) -> Text:
    """How good the plan is, and how much better one could be."""
    wanted = sum(one.number for one in plan.request.wishes)
    placed = phrases.PLACED.fill(placed=len(plan.visits), wanted=wanted)
    cost = phrases.COST.fill(
        repeated=plan.cost.repeated, uneven=plan.cost.uneven, crowded=plan.cost.crowded, near=plan.cost.near
    )
    if plan.proven:
        bound = phrases.PROVEN
    elif plan.fewest_unplaced < plan.cost.unplaced:
        bound = phrases.MORE_MAY_FIT.fill(number=plan.cost.unplaced - plan.fewest_unplaced)
    else:
        bound = phrases.GAP.fill(value=plan.comfort, bound=plan.comfort_bound)
    return joined([placed, cost, bound])


def visit_texts(visit: PlannedVisit) -> tuple[Text, ...]:
    """Why a visit begins in its week, sentence by sentence."""
    why = visit.why
    first = phrases.CHOSEN.fill(day=day_text(visit.arrival), open=why.open_weeks, good=max(why.as_good, 1))
    near = phrases.NEAR[min(why.near, 2)]
    month = phrases.MONTH_ALONE if why.month_alone else phrases.MONTH_SHARED
    closed = [closed_text(one) for one in why.closed]
    gaps = [phrases.CLOCKS_UNKNOWN] if why.gaps else []
    return (first, near, month, *closed, *gaps)


def place_text(visit: PlannedVisit, agreements: Agreements) -> Text:
    """The article and agreement a visit counts under."""
    return cited_text(visit.article, visit.agreement, agreements)


def cited_text(article: str, known: AgreementId, agreements: Agreements) -> Text:
    """An article and its agreement; of one that is not installed, whatever was written."""
    agreement = agreements.get(known)
    title = agreement.short_title if agreement else same_text(known or "—")
    return phrases.QUOTA.fill(article=cite_article(article), agreement=title) if article != "—" else title


def closed_text(closed: ClosedWeeks) -> Text:
    """Weeks in which the visit could not begin, and why."""
    state = name_of(closed.state) if closed.state else same_text("—")
    about = same_text(closed.about) if closed.about else same_text("—")
    return phrases.CLOSED[closed.by].fill(weeks=weeks_text(closed.weeks), state=state, about=about)


def unplaced_texts(unplaced: Unplaced, request: PlanRequest, agreements: Agreements) -> tuple[Text, ...]:
    """What could not be placed, and what stands against it at which hosts."""
    wish = request.wishes[unplaced.wish]
    head = phrases.UNPLACED.fill(number=unplaced.number, wish=wish_text(wish))
    return (head, *(_against(one, request, agreements) for one in unplaced.against))


def contradiction_texts(plan: Plan, agreements: Agreements) -> tuple[tuple[Text, ...], ...]:
    """What cannot stand together: for each contradiction a heading, and a sentence for each of its parts."""
    ground = partial(ground_text, request=plan.request, agreements=agreements)
    return tuple((phrases.TOGETHER, *map(ground, one)) for one in plan.contradictions)


def ground_text(ground: Ground, request: PlanRequest, agreements: Agreements) -> Text:
    """One thing taken as given, as a sentence."""
    wish = request.wishes[ground.wish] if ground.wish is not None else None
    quota = request.quotas[ground.quota] if ground.quota is not None else None
    unknown = ground.by is GroundBy.QUOTA and quota is not None and not quota.is_known
    sentence = (phrases.QUOTA_NOT_KNOWN if unknown else phrases.GROUNDS[ground.by]).fill(
        state=_name(ground.state, quota, agreements),
        partner=_name(ground.partner, quota, agreements),
        wish=wish_text(wish) if wish else same_text("—"),
        quota=quota_text(quota, agreements) if quota else same_text("—"),
        about=same_text(ground.about or "—"),
        number=ground.number or 0,
        window=_window(wish, request),
    )
    return tidy(sentence)


def remarks(plan: Plan) -> tuple[Text, ...]:
    """What was not known, and so not weighed."""
    return tuple(_remarks(plan))


def _remarks(plan: Plan) -> Iterator[Text]:
    request = plan.request
    known = closed_days(request)
    without = [one.code for one in request.states if known[one.code].holidays is None]
    if without:
        yield phrases.NO_CALENDAR.fill(states=states_text(without))
    unknown = [one for one in request.quotas if not one.is_known]
    if unknown:
        hosts = dict.fromkeys(host for one in unknown for host in one.hosts)
        yield phrases.QUOTAS_UNKNOWN.fill(states=states_text(hosts))
    if any(one.why.gaps for one in plan.visits):
        yield phrases.CLOCKS_UNKNOWN


def wish_text(wish: Wish) -> Text:
    """A wish in a few words: who, how many, for how long, where."""
    where = phrases.ANYWHERE if not wish.hosts else phrases.AT.fill(hosts=states_text(wish.hosts))
    what = wish.object or wish.object_class
    return phrases.WISH.fill(
        guest=name_of(wish.guest),
        number=wish.number,
        days=span_text(wish.days, TimeUnit.DAYS),
        where=where,
        what=phrases.IN_BRACKETS.fill(what=same_text(what)) if what else same_text(""),
    )


def quota_text(quota: PassiveQuota, agreements: Agreements) -> Text:
    """A quota by its article and agreement."""
    return cited_text(quota.article, quota.agreement, agreements)


def _against(against: Against, request: PlanRequest, agreements: Agreements) -> Text:
    quota = request.quotas[against.quota] if against.quota is not None else None
    hosts = states_text(against.hosts) if against.hosts else phrases.ANYWHERE
    sentence = phrases.AGAINST[against.by].fill(hosts=hosts)
    if quota is None:
        return sentence
    return joined([sentence, phrases.UNDER.fill(quota=quota_text(quota, agreements))])


def _name(bearer: BearerName | None, quota: PassiveQuota | None, agreements: Agreements) -> Text:
    if bearer is None:
        return same_text("—")
    agreement = agreements.get(quota.agreement) if quota else None
    return agreement.state_name(bearer) if agreement else name_of(StateCode(bearer))


def _window(wish: Wish | None, request: PlanRequest) -> Text:
    first = wish.first if wish and wish.first else request.first
    last = wish.last if wish and wish.last else request.last
    return phrases.SPAN.fill(first=day_text(first), last=day_text(last))
