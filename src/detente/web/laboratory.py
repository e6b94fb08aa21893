"""Laboratory: agreements with other thresholds and lead times, over every drill this node knows.

What is compared is in the address, so that a link is all that is needed to show it to others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.compare import Comparison
from detente.assessment.laboratory import phrases
from detente.assessment.laboratory.knobs import Knob, Variant, fullest
from detente.assessment.laboratory.stops import stops_of
from detente.documents.chart import draw_chart
from detente.documents.laboratory import (
    CSV_TYPE,
    PARQUET_TYPE,
    comparison_csv,
    comparison_parquet,
    marks_of,
    threshold_chart,
)
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language, Text
from detente.node.laboratory import MOST_DRILLS, Shelf, delete_variant, list_variants, save_variant
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.forms.fields import Fields, build_fields
from detente.web.laboratory_asked import (
    MOST_BESIDE,
    NAME,
    Asked,
    Column,
    Numbered,
    all_columns,
    as_it_stands,
    column_of,
    number_agreements,
    read_asked,
)
from detente.web.laboratory_columns import TURNED, count_rows, heads, number_rows
from detente.web.laboratory_drills import Listing, list_drills
from detente.web.laboratory_page import ChartView, Kept, KnobField, KnobGroup, LaboratoryPage, Trouble, Way


@dataclass(frozen=True, slots=True)
class Room:
    """What the pages share: the drills, folded once, and the agreements that have a number to turn."""

    shelf: Shelf
    able: Mapping[AgreementId, Numbered]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page, the same as files, and what is saved."""
    room = Room(Shelf(), number_agreements(desk.node.agreements.values()))
    return [
        desk.route(urls.LABORATORY, lambda visit: show_laboratory(visit, room)),
        desk.route(urls.LABORATORY_CSV, lambda visit: download(visit, room, "csv")),
        desk.route(urls.LABORATORY_PARQUET, lambda visit: download(visit, room, "parquet")),
        desk.route(urls.LABORATORY_VARIANTS, lambda visit: change_saved(visit, room), ["POST"]),
    ]


def show_laboratory(visit: Visit, room: Room) -> Response:
    """The agreement as it stands, the column that is turned, and those beside."""
    asked = _asked(visit, room, build_fields(visit.request.query_params.multi_items()))
    return _show(visit, room, asked)


def download(visit: Visit, room: Room, kind: str) -> Response:
    """Every drill in every column, as a file."""
    asked = _asked(visit, room, build_fields(visit.request.query_params.multi_items()))
    found = room.shelf.workbench(visit.node, visit.actor).compare(_columns(visit, asked))
    make, media_type = _FILES[kind]
    headers = {"Content-Disposition": f'attachment; filename="laboratory-{asked.turned.agreement.id}.{kind}"'}
    return Response(make(found, visit.language), media_type=media_type, headers=headers)


def change_saved(visit: Visit, room: Room) -> Response:
    """Save the column that is turned, or delete what was saved; then the page as it was."""
    fields = visit.fields
    asked = _asked(visit, room, build_fields(parse_qsl(urlsplit(fields.one("place")).query)))
    if fields.one("delete"):
        number = fields.one("delete")
        if number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            delete_variant(visit.node, visit.actor, int(number))
        return go_to(asked.place)
    name = fields.one(NAME)
    try:
        save_variant(visit.node, visit.actor, name, asked.turned.agreement.id, asked.turned.numbers)
    except InputError as problem:
        return _show(visit, room, asked, problem)
    return go_to(replace(asked, turned=replace(asked.turned, name=name)).place)


def _show(visit: Visit, room: Room, asked: Asked, problem: InputError | None = None) -> Response:
    bench = room.shelf.workbench(visit.node, visit.actor)
    found = bench.compare(_columns(visit, asked))
    page = _page(visit, room, asked, found, problem)
    if visit.request.headers.get("hx-target") != _FOUND:
        return visit.show("laboratory/laboratory.html", page, 400 if problem else 200)
    response = visit.show("laboratory/found.html", page)
    response.headers["HX-Replace-Url"] = asked.place
    return response


def _page(
    visit: Visit, room: Room, asked: Asked, found: Comparison, problem: InputError | None
) -> LaboratoryPage:
    charts = list(_charts(visit, asked, found))
    listing = Listing(found)
    whole = bool(visit.asked("whole"))
    drills = list_drills(visit, found, listing, asked.only, whole=whole)
    pages = range(1, drills.total // drills.size + 2)
    kept = asked.keeping()
    space = len(asked.beside) < MOST_BESIDE
    stops = dict(_stops(asked, found))
    return LaboratoryPage(
        frame=visit.frame(urls.LABORATORY),
        asked=asked,
        agreements=tuple(_agreements(room, asked)),
        groups=tuple(_groups(visit, asked)),
        stops=stops,
        heads=heads(asked, found),
        numbers=tuple(number_rows(found, visit.node.vocabulary)),
        counts=tuple(count_rows(found)),
        keep=kept.place if asked.turned.changes and space else "",
        others=tuple(_others(room, asked)) if space else (),
        saved=tuple(_saved(visit, room, asked, space=space)),
        charts=tuple(one for one in charts if one.drawing),
        flat=tuple(one.name for one in charts if not one.drawing),
        problems=tuple(_problems(visit, asked, problem)),
        choices=tuple((one, replace(asked, only=one.value).place) for one in listing.choices()),
        drills=drills,
        known=len(found.activities),
        cut=len(found.activities) == MOST_DRILLS,
        back=replace(asked, turned=as_it_stands(asked.turned.numbered)).place,
        csv=asked.path(urls.LABORATORY_CSV),
        parquet=asked.path(urls.LABORATORY_PARQUET),
        whole="" if whole or len(drills.rows) == drills.total else asked.path(whole=1),
        page_link={number: asked.path(page=number) for number in pages},
    )


def _problems(visit: Visit, asked: Asked, problem: InputError | None) -> Iterator[Trouble]:
    if problem:
        yield Trouble(None, problem)
    for knob in asked.turned.knobs:
        if knob.key in asked.turned.problems:
            name = phrases.knob_text(knob, asked.turned.agreement, visit.node.vocabulary)
            yield Trouble(name, asked.turned.problems[knob.key])


def _asked(visit: Visit, room: Room, fields: Fields) -> Asked:
    """What is asked for; first comes the agreement that most of the drills were told under.

    Raises:
        HTTPException: 404, no agreement here has a number to turn.
    """
    first = fullest([one.agreement for one in room.able.values()])
    if first is None:
        raise HTTPException(404)
    drills = room.shelf.workbench(visit.node, visit.actor).activities
    told = Counter(one.agreement for one in drills).most_common()
    most = next((key for key, _ in told if key in room.able), first.id)
    return read_asked(fields, room.able, room.able[most])


def _columns(visit: Visit, asked: Asked) -> list[Agreement | Variant]:
    return [*all_columns(asked, _VARIANT.in_(visit.language))]


def _agreements(room: Room, asked: Asked) -> Iterator[Way]:
    for key, one in room.able.items():
        way = replace(asked, turned=as_it_stands(one))
        yield Way(key, one.agreement.short_title, way.place, current=key == asked.turned.agreement.id)


def _others(room: Room, asked: Asked) -> Iterator[Way]:
    """Whole agreements that are no column yet."""
    shown = {asked.turned.agreement.id, *(one.agreement.id for one in asked.beside if not one.changes)}
    for key, one in room.able.items():
        if key not in shown:
            yield Way(key, one.agreement.short_title, asked.adding(as_it_stands(one)).place)


def _saved(visit: Visit, room: Room, asked: Asked, *, space: bool) -> Iterator[Kept]:
    for one in list_variants(visit.node, visit.actor):
        column = column_of(one, room.able)
        if column is not None:
            yield Kept(
                number=one.id,
                name=one.name,
                agreement=column.agreement.short_title,
                changes=len(column.changes),
                turn=replace(asked, turned=column).place,
                beside=asked.adding(column).place if space else "",
            )


def _groups(visit: Visit, asked: Asked) -> Iterator[KnobGroup]:
    agreement, turned = asked.turned.agreement, asked.turned
    for provision_id in dict.fromkeys(knob.provision for knob in turned.knobs):
        provision = agreement.provisions[provision_id]
        knobs = [knob for knob in turned.knobs if knob.provision == provision_id]
        fields = tuple(_field(turned, knob, visit.node.vocabulary) for knob in knobs)
        path = urls.agreement(agreement.id, provision.article)
        known = any(one.agreed is not None or one.value for one in fields)
        yield KnobGroup(provision.title, provision.article, path, fields, known)


def _field(turned: Column, knob: Knob, vocabulary: Vocabulary) -> KnobField:
    agreed = knob.agreed.value
    return KnobField(
        address=knob.address,
        label=phrases.knob_name(knob, vocabulary),
        agreed=agreed,
        level=knob.agreed.evidence.level,
        value=turned.typed.get(knob.key, "" if agreed is None else str(agreed)),
        most=knob.most,
        stops=_stops_name(knob),
        problem=turned.problems.get(knob.key),
    )


def _stops(asked: Asked, found: Comparison) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What the sliders offer, once for all numbers of a measure or unit."""
    for knob in asked.turned.knobs:
        largest = found.readings[TURNED].largest(knob.measure) if knob.measure else 0
        yield _stops_name(knob), stops_of(knob, largest)


def _stops_name(knob: Knob) -> str:
    return f"stops-{knob.measure or (knob.unit.value if knob.unit else 'count')}"


def _charts(visit: Visit, asked: Asked, found: Comparison) -> Iterator[ChartView]:
    """One for each threshold that has a number, as the column that is turned stands otherwise."""
    own = [one for one in found.readings if one.variant.agreement is asked.turned.agreement]
    for knob in asked.turned.knobs:
        if knob.measure is not None and any(one.number(knob) is not None for one in own):
            marks = marks_of(own, knob, visit.language)
            chart = threshold_chart(own[TURNED], knob, visit.node.vocabulary, visit.language, marks)
            flat = min(chart.counts) == max(chart.counts) and min(chart.open) == max(chart.open)
            name = phrases.knob_text(knob, asked.turned.agreement, visit.node.vocabulary)
            yield ChartView(name, Markup("" if flat else draw_chart(chart, visit.language)))


_FILES: Mapping[str, tuple[Callable[[Comparison, Language], bytes], str]] = {
    "csv": (comparison_csv, CSV_TYPE),
    "parquet": (comparison_parquet, PARQUET_TYPE),
}
_FOUND = "found"  # what a script asks for while numbers are turned: all that hangs on them
_LONGEST_NUMBER = 12
_VARIANT = Text("Variant", "Вариант", "方案")
