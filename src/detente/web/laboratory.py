"""Laboratory: one agreement with other thresholds and lead times, over every drill this node knows.

The variant is in the address, so that a link is all that is needed to show it to others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, EvidenceLevel
from detente.assessment.compare import Comparison, Lead, compare
from detente.assessment.laboratory import phrases
from detente.assessment.laboratory.knobs import Knob, KnobKey, Variant, knobs_of, parse_number
from detente.documents.chart import draw_chart
from detente.documents.laboratory import CSV_TYPE, comparison_csv, marks_of, threshold_chart
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.node.laboratory import MOST_DRILLS, Shelf
from detente.node.messages import Page
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.laboratory_drills import DrillLine, differing_drills, list_drills


@dataclass(frozen=True, slots=True)
class KnobField:
    """A number to turn. ``agreed`` None: not available; ``value`` as typed, empty where it is not turned."""

    address: str
    label: Text
    agreed: int | None
    level: EvidenceLevel
    value: str
    problem: InputError | None


@dataclass(frozen=True, slots=True)
class KnobGroup:
    """The numbers of one provision."""

    title: Text
    article: str
    path: str
    fields: tuple[KnobField, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A number that the variant has instead of the agreement's."""

    label: Text
    agreed: int | None
    value: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as it stands and in the variant; ``main`` heads those below it."""

    label: Text
    agreed: int
    turned: int
    main: bool

    @property
    def change(self) -> int:
        """How many more."""
        return self.turned - self.agreed


@dataclass(frozen=True, slots=True)
class ChartView:
    """The count along one threshold; ``drawing`` is empty where it changes nothing however it is set."""

    name: Text
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryPage:
    """One agreement and a variant of it; ``link`` is the address that shows the same to others.

    ``flat``: thresholds that change no count however they are set.
    """

    frame: Frame
    agreement: Agreement
    choices: tuple[tuple[str, Text], ...]
    groups: tuple[KnobGroup, ...]
    turned: tuple[Turned, ...]
    counts: tuple[CountRow, ...]
    charts: tuple[ChartView, ...]
    flat: tuple[Text, ...]
    problems: tuple[InputError, ...]
    drills: Page[DrillLine]
    only: str
    differing: int
    known: int
    cut: bool
    link: str
    download: str
    page_link: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """An agreement and what was typed for its numbers."""

    agreement: Agreement
    knobs: tuple[Knob, ...]
    typed: Mapping[KnobKey, str]
    changes: Mapping[KnobKey, int]
    problems: Mapping[KnobKey, InputError]

    @property
    def query(self) -> dict[str, str]:
        """The variant in an address: only what differs from the agreement."""
        turned = {
            knob.address: str(self.changes[knob.key]) for knob in self.knobs if knob.key in self.changes
        }
        return {"agreement": self.agreement.id, **turned}


def routes(desk: Desk) -> list[BaseRoute]:
    """The page, and the same as CSV; drills are folded once for both."""
    shelf = Shelf()
    return [
        desk.route(urls.LABORATORY, lambda visit: show_laboratory(visit, shelf)),
        desk.route(urls.LABORATORY_CSV, lambda visit: download(visit, shelf)),
    ]


def show_laboratory(visit: Visit, shelf: Shelf) -> Response:
    """The agreement as it stands beside the variant asked for."""
    asked, choices = _read(visit)
    found = _compare(visit, asked, shelf)
    only = "changed" if visit.asked("only") == "changed" else ""
    differing = differing_drills(found)
    lines = list_drills(visit, found, differing, only_differing=bool(only))
    charts = list(_charts(visit, asked, found))
    query = {**asked.query, "only": only}
    pages = range(1, lines.total // lines.size + 2)
    page = LaboratoryPage(
        frame=visit.frame(urls.LABORATORY),
        agreement=asked.agreement,
        choices=choices,
        groups=tuple(_groups(visit, asked)),
        turned=tuple(_turned(visit, asked)),
        counts=tuple(_counts(found)),
        charts=tuple(one for one in charts if one.drawing),
        flat=tuple(one.name for one in charts if not one.drawing),
        problems=tuple(asked.problems.values()),
        drills=lines,
        only=only,
        differing=len(differing),
        known=len(found.activities),
        cut=len(found.activities) == MOST_DRILLS,
        link=urls.with_query(urls.LABORATORY, **query),
        download=urls.with_query(urls.LABORATORY_CSV, **asked.query),
        page_link={number: urls.with_query(urls.LABORATORY, **query, page=number) for number in pages},
    )
    response = visit.show("laboratory/laboratory.html", page)
    if visit.request.headers.get("hx-request"):
        response.headers["HX-Push-Url"] = page.link
    return response


def download(visit: Visit, shelf: Shelf) -> Response:
    """Every drill, as it stands and in the variant."""
    asked, _ = _read(visit)
    text = comparison_csv(_compare(visit, asked, shelf), visit.language)
    name = f"laboratory-{asked.agreement.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + text, media_type=CSV_TYPE, headers=headers)


def _read(visit: Visit) -> tuple[_Asked, tuple[tuple[str, Text], ...]]:
    """What was asked for; a number equal to the agreement's own is no change, and one that is none is said so.

    Raises:
        HTTPException: 404, no agreement here has a number to turn.
    """
    able = {one.id: one for one in visit.node.agreements.values() if knobs_of(one)}
    if not able:
        raise HTTPException(404)
    wanted = AgreementId(visit.asked("agreement"))
    agreement = able.get(wanted) or max(able.values(), key=lambda one: len(one.parties))
    knobs = knobs_of(agreement)
    typed = {knob.key: text for knob in knobs if (text := visit.asked(knob.address))}
    changes, problems = {}, {}
    for knob in knobs:
        try:
            value = parse_number(knob, typed[knob.key]) if knob.key in typed else None
        except InputError as problem:
            problems[knob.key] = problem
        else:
            if value is not None and value != knob.agreed.value:
                changes[knob.key] = value
    return _Asked(agreement, knobs, typed, changes, problems), tuple(
        (one.id, one.short_title) for one in able.values()
    )


def _compare(visit: Visit, asked: _Asked, shelf: Shelf) -> Comparison:
    """Two readings: as it stands, and the variant."""
    drills = shelf.drills(visit.node, visit.actor)
    variants = [
        Variant(asked.agreement),
        Variant(asked.agreement, _VARIANT.in_(visit.language), asked.changes),
    ]
    return compare(variants, drills, visit.node.places, visit.node.settings.near_permille)


def _groups(visit: Visit, asked: _Asked) -> Iterator[KnobGroup]:
    for provision_id in dict.fromkeys(knob.provision for knob in asked.knobs):
        provision = asked.agreement.provisions[provision_id]
        fields = tuple(
            KnobField(
                address=knob.address,
                label=phrases.knob_name(knob, visit.node.vocabulary),
                agreed=knob.agreed.value,
                level=knob.agreed.evidence.level,
                value=asked.typed.get(knob.key, ""),
                problem=asked.problems.get(knob.key),
            )
            for knob in asked.knobs
            if knob.provision == provision_id
        )
        path = urls.agreement(asked.agreement.id, provision.article)
        yield KnobGroup(provision.title, provision.article, path, fields)


def _turned(visit: Visit, asked: _Asked) -> Iterator[Turned]:
    for knob in asked.knobs:
        if knob.key in asked.changes:
            label = phrases.knob_text(knob, asked.agreement, visit.node.vocabulary)
            yield Turned(label, knob.agreed.value, asked.changes[knob.key])


def _counts(found: Comparison) -> Iterator[CountRow]:
    agreed, turned = found.readings
    for effect in agreed.effects():
        one, other = agreed.effect(effect), turned.effect(effect)
        yield CountRow(phrases.EFFECTS[effect], one.applies, other.applies, main=True)
        leads, others = agreed.leads(effect), turned.leads(effect)
        for lead in Lead:
            if lead in leads or lead in others:
                yield CountRow(phrases.LEAD_COUNTS[lead], leads.count(lead), others.count(lead), main=False)
        yield CountRow(phrases.NEAR, one.nearly, other.nearly, main=False)
        yield CountRow(phrases.UNCLEAR_EFFECTS[effect], one.unclear, other.unclear, main=False)


def _charts(visit: Visit, asked: _Asked, found: Comparison) -> Iterator[ChartView]:
    """One for each threshold, as the variant stands otherwise."""
    for knob in asked.knobs:
        if knob.measure is not None:
            marks = marks_of(found.readings, knob, visit.language)
            chart = threshold_chart(found.readings[1], knob, visit.node.vocabulary, visit.language, marks)
            flat = min(chart.counts) == max(chart.counts) and min(chart.open) == max(chart.open)
            name = phrases.knob_text(knob, asked.agreement, visit.node.vocabulary)
            yield ChartView(name, Markup("" if flat else draw_chart(chart, visit.language)))


_VARIANT = Text("Variant", "Вариант", "方案")
