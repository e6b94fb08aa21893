"""A plan file: states, quotas, wishes and what stands already, in YAML (docs/how-to/plan-a-year.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from detente.agreements.model import (
    Agreement,
    Clock,
    DatedValue,
    Duration,
    Event,
    Evidence,
    EvidenceLevel,
    Quantity,
    Quota,
    TimeUnit,
)
from detente.agreements.parts import whole
from detente.agreements.source import read_source
from detente.assessment.finding import BearerName, Gap, Missing
from detente.assessment.planning.books import lead_of
from detente.assessment.planning.entries import Entry, Faults
from detente.assessment.planning.request import (
    Closure,
    DrillDays,
    Lead,
    PassiveQuota,
    PlanRequest,
    PlanState,
    StandingVisit,
    Wish,
)
from detente.kernel.calendars import has_calendar
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import AgreementId, ProvisionId, SectorId, StateCode
from detente.kernel.instants import Instant, parse_instant
from detente.kernel.languages import Text

MAX_PLAN_BYTES = 512 * 1024
#: Longer stretches than this are not planned at once.
MOST_DAYS = 800

_TOP = ("first", "last", "today", "states", "quotas", "wishes", "visits", "drills", "closed")
_SETTINGS = ("spacing_days", "near_days", "weekends")
_OWN = Evidence(EvidenceLevel.MODEL)
_NO_AGREEMENTS: Mapping[AgreementId, Agreement] = MappingProxyType({})


def parse_plan_request(
    name: str, data: bytes, now: Instant, agreements: Mapping[AgreementId, Agreement] = _NO_AGREEMENTS
) -> PlanRequest:
    """What a file asks to be planned. ``now``: as seen when, where the file does not say.

    A quota that names an installed agreement and its provision takes article and clocks from there, where
    the file does not say them.

    Raises:
        InputError: not readable, or something in it cannot be taken; every fault has its line.
    """
    read: list[Fault] = []
    source = read_source(name, data, read)
    faults = Faults(read)
    if source is None or read or not isinstance(source.value, dict):
        if source is not None and not read:
            faults.add(whole(source), "not-a-mapping", _NO_PLAN, _BEGIN)
        raise InputError("plan-file", _CANNOT.fill(name=name), _MEND, faults.found)
    request = _Reader(Entry(whole(source), faults), agreements, now).request()
    if faults.found:  # a part that is read for each host in turn tells of the same again
        raise InputError("plan-file", _CANNOT.fill(name=name), _MEND, list(dict.fromkeys(faults.found)))
    return request


class _Reader:
    def __init__(self, top: Entry, agreements: Mapping[AgreementId, Agreement], now: Instant) -> None:
        self.top = top.only(*_TOP, *_SETTINGS)
        self.agreements, self.now = agreements, now
        self.states = tuple(self._states())
        self.codes = tuple(one.code for one in self.states)

    def request(self) -> PlanRequest:
        """The file as a whole."""
        top = self.top
        first = top.needed_day("first", date.min)
        last = top.needed_day("last", first)
        if top.has("first") and top.has("last") and not 0 <= (last - first).days < MOST_DAYS:
            top.faults.add(top.part.at("last"), "stretch", _STRETCH, _SHORTER.fill(most=MOST_DAYS))
        return PlanRequest(
            first=first,
            last=last,
            today=self._today(),
            states=self.states,
            quotas=tuple(one for each in top.entries("quotas") for one in self._quotas(each)),
            wishes=tuple(self._wish(each) for each in top.entries("wishes")),
            standing=tuple(self._standing(each) for each in top.entries("visits")),
            drills=tuple(self._drill(each) for each in top.entries("drills")),
            closures=tuple(self._closure(each) for each in top.entries("closed")),
            spacing_days=top.integer("spacing_days", 0),
            near_days=top.integer("near_days", 2),
            weekends=top.flag("weekends"),
        )

    def _today(self) -> Instant:
        day = self.top.day("today")
        return parse_instant(f"{day.isoformat()}T00:00:00Z") if day else self.now

    def _states(self) -> Iterator[PlanState]:
        seen: set[StateCode] = set()
        for entry in self.top.entries("states"):
            entry.only("code", "teams", "at_once", "calendar")
            code = entry.state("code", None)
            if code in seen:
                entry.faults.add(entry.part, "twice", _TWICE.fill(state=code), _ONCE)
            seen.add(code)
            calendar = entry.text("calendar")
            if calendar is not None and not has_calendar(calendar):
                part = entry.part.at("calendar")
                entry.faults.add(part, "calendar", _NO_CALENDAR.fill(name=calendar), _CALENDARS)
            yield PlanState(
                code=code,
                teams=entry.integer("teams", 1, 1),
                at_once=entry.integer("at_once", 1, 1),
                calendar=calendar,
            )

    def _quotas(self, entry: Entry) -> Iterator[PassiveQuota]:
        """One for each of the hosts, unless they have it together."""
        entry.only(*_QUOTA_KEYS)
        hosts = entry.states("hosts", self.codes) or self.codes
        if entry.flag("together"):
            yield self._quota(entry, hosts)
            return
        for host in hosts:
            yield self._quota(entry, (host,))

    def _quota(self, entry: Entry, hosts: tuple[StateCode, ...]) -> PassiveQuota:
        agreement = AgreementId(entry.text("agreement") or "")
        provision = ProvisionId(entry.text("provision") or "quota")
        guests = [one for one in entry.states("partners", self.codes) or self.codes if one not in hosts]
        partners: dict[StateCode, BearerName] = {one: one for one in guests}
        left, share = entry.optional("amount"), entry.optional("same_partner")
        sector = entry.text("sector")
        unknown = entry.has("amount") and left is None
        return PassiveQuota(
            agreement=agreement,
            provision=provision,
            article=entry.text("article") or self._article(agreement, provision),
            bearer=hosts[0],
            hosts=hosts,
            partners=partners,
            left=left,
            shares=dict.fromkeys(guests, share) if entry.has("same_partner") else {},
            sector=SectorId(sector) if sector else None,
            per_object=entry.optional("per_object"),
            per_object_partner=entry.optional("per_object_partner"),
            lead=self._lead(entry, agreement, provision),
            gaps=(Gap(Missing.TREATY_VALUE, "amount"),) if unknown else (),
        )

    def _article(self, agreement: AgreementId, provision: ProvisionId) -> str:
        known = self.agreements.get(agreement)
        found = known.provisions.get(provision) if known else None
        return found.article if found else "—"

    def _lead(self, entry: Entry, agreement: AgreementId, provision: ProvisionId) -> Lead:
        known = self.agreements.get(agreement)
        quota = known.provisions.get(provision) if known else None
        own = lead_of(known, quota) if known and isinstance(quota, Quota) else Lead()
        notice, reply = entry.optional("notice_days"), entry.optional("reply_days")
        return Lead(
            request=own.request if notice is None else _days(notice, before=Event.VISIT_ARRIVAL),
            reply=own.reply if reply is None else _days(reply, after=Event.REQUEST),
            counting=own.counting,
        )

    def _wish(self, entry: Entry) -> Wish:
        entry.only(*_WISH_KEYS)
        agreement, provision = entry.text("agreement"), entry.text("provision")
        sector = entry.text("sector")
        return Wish(
            guest=entry.state("guest", self.codes),
            number=entry.integer("number", 1, 1),
            days=entry.integer("days", 1, 1),
            hosts=entry.states("hosts", self.codes),
            agreement=AgreementId(agreement) if agreement else None,
            provision=ProvisionId(provision) if provision else None,
            sector=SectorId(sector) if sector else None,
            object_class=entry.text("object_class"),
            object=entry.text("object"),
            first=entry.day("first"),
            last=entry.day("last"),
        )

    def _standing(self, entry: Entry) -> StandingVisit:
        entry.only("id", "host", "guest", "first", "last")
        host, guest = entry.state("host", self.codes), entry.state("guest", self.codes)
        return StandingVisit(entry.needed("id"), host, guest, *self._span(entry))

    def _drill(self, entry: Entry) -> DrillDays:
        entry.only("id", "host", "first", "last")
        return DrillDays(entry.needed("id"), entry.state("host", self.codes), *self._span(entry))

    def _closure(self, entry: Entry) -> Closure:
        entry.only("state", "first", "last", "why")
        first, last = self._span(entry)
        return Closure(entry.state("state", self.codes), first, last, entry.needed("why"))

    def _span(self, entry: Entry) -> tuple[date, date]:
        first = entry.needed_day("first", date.min)
        last = entry.day("last") or first
        if last < first:
            entry.faults.add(entry.part.at("last"), "span", _BACKWARDS, _TURN)
        return first, last


def _days(number: int, before: Event | None = None, after: Event | None = None) -> Clock:
    amount = Quantity((DatedValue(number, _OWN),))
    return Clock(Duration(TimeUnit.DAYS, amount), before=before, after=after)


_QUOTA_KEYS: Sequence[str] = (
    *("agreement", "provision", "article", "hosts", "together", "partners", "amount", "same_partner"),
    *("sector", "per_object", "per_object_partner", "notice_days", "reply_days"),
)
_WISH_KEYS: Sequence[str] = (
    *("guest", "number", "days", "hosts", "agreement", "provision", "sector"),
    *("object_class", "object", "first", "last"),
)
_CANNOT = Text(
    "{name} cannot be planned from.", "План по {name} составить нельзя.", "无法依据{name}制订计划。"
)
_MEND = Text("Mend these places.", "Исправьте указанные места.", "请更正上述各处。")
_NO_PLAN = Text("This is not a plan file.", "Это не файл плана.", "这不是计划文件。")
_BEGIN = Text(
    "Begin with first, last, states, quotas and wishes.",
    "Начните с first, last, states, quotas и wishes.",
    "请以 first、last、states、quotas、wishes 开始。",
)
_STRETCH = Text("This stretch is empty or too long.", "Отрезок пуст или слишком длинен.", "时段为空或过长。")
_SHORTER = Text("Take 1 to {most} days.", "Возьмите от 1 до {most} дней.", "请取1至{most}天。")
_NO_CALENDAR = Text("No calendar of {name} is known.", "Календарь {name} не известен.", "没有{name}的日历。")
_CALENDARS = Text(
    "Take a state's code, or monday-to-friday.",
    "Укажите код государства или monday-to-friday.",
    "请填写国家代码或 monday-to-friday。",
)
_TWICE = Text("{state} stands twice.", "{state} указано дважды.", "{state}重复出现。")
_ONCE = Text("Keep one of the two.", "Оставьте одну запись.", "请保留其中一条。")
_BACKWARDS = Text("It ends before it begins.", "Конец раньше начала.", "结束早于开始。")
_TURN = Text("Turn the days round.", "Поменяйте дни местами.", "请调换日期。")
