"""``detente visits``: planning a year's visits of several states; what a node knows is in ``visits_known.py``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import visits_conflicts
from detente.cli import visits_known as known
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType
    from rich.table import Table

    from detente.agreements.model import Agreement
    from detente.assessment.planning.plan import Plan, PlannedVisit
    from detente.assessment.planning.request import Limits, PlanRequest
    from detente.kernel.identifiers import AgreementId
    from detente.kernel.instants import Instant

visits = typer.Typer(help="Visits, inspections and evaluations.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    known.add_to(visits)
    visits_conflicts.add_to(visits)
    app.add_typer(visits, name="visits")


@visits.command("plan")
def plan(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.yaml", help="States, wishes, quotas, and what stands already.")
    ],
    node: Annotated[
        Path | None,
        typer.Option("--node", metavar="DIR", help="Take quotas, visits and drills from this node besides."),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Say of each visit why it lies in its week.")] = False,
    work: Annotated[
        int,
        typer.Option("--work", min=1, max=1000, help="How much work to spend, in per cent of the usual."),
    ] = 100,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Propose who visits whom, and when, within quotas, clocks and calendars. Exit 1 where not all fit.

    The same file gives the same plan. Nothing is asked for, and nobody is told.
    """
    from detente.assessment.planning.plan import plan_visits
    from detente.node.ground import load_ground

    output = output_of(context)
    agreements = load_ground().agreements
    request = _request(file, node, agreements)
    with output.progress("Planning", None):
        found = plan_visits(request, _limits(work))
    output.result(_plan_json(found, agreements, output), *_shown(found, agreements, output, why=why))
    if found.unplaced:
        raise typer.Exit(FOUND)


def _request(file: Path, folder: Path | None, agreements: Mapping[AgreementId, Agreement]) -> PlanRequest:
    from detente.assessment.planning.books import with_record
    from detente.assessment.planning.reading import MAX_PLAN_BYTES, parse_plan_request
    from detente.cli.files import read_file
    from detente.cli.nodes import node_at
    from detente.node.clock import machine_clock
    from detente.node.storage.documents import all_known_messages
    from detente.record.record import fold

    data = read_file(file, MAX_PLAN_BYTES)
    if folder is None:
        return parse_plan_request(file.name, data, machine_clock(), agreements)
    with node_at(folder) as (node, now):
        request = parse_plan_request(file.name, data, now, node.in_use)
        with node.reading() as connection:
            record = fold(all_known_messages(connection), node.formats)
        return with_record(request, node.in_use.values(), record)


def _limits(percent: int) -> Limits:
    from detente.assessment.planning.request import Limits

    usual = Limits()
    works = (usual.whom, usual.when, usual.together, usual.core)
    whom, when, together, core = (one * percent / 100 for one in works)
    return replace(usual, whom=whom, when=when, together=together, core=core)


def _plan_json(found: Plan, agreements: Mapping[AgreementId, Agreement], output: Output) -> Json:
    from detente.assessment.planning import words

    request = found.request
    return {
        "first": request.first.isoformat(),
        "last": request.last.isoformat(),
        "visits": [_visit_json(one, output) for one in found.visits],
        "unplaced": [
            {
                "guest": request.wishes[one.wish].guest,
                "number": one.number,
                "against": [{"by": each.by.value, "hosts": list(each.hosts)} for each in one.against],
                "text": _texts(words.unplaced_texts(one, request, agreements), output),
            }
            for one in found.unplaced
        ],
        "contradictions": [_texts(one, output) for one in words.contradiction_texts(found, agreements)],
        "cost": {
            "unplaced": found.cost.unplaced,
            "repeated": found.cost.repeated,
            "uneven": found.cost.uneven,
            "crowded": found.cost.crowded,
            "near": found.cost.near,
        },
        "value": found.comfort,
        "bound": found.comfort_bound,
        "fewest_unplaced": found.fewest_unplaced,
        "proven": found.proven,
        "gap_permille": found.gap_permille,
        "remarks": _texts(words.remarks(found), output),
    }


def _visit_json(visit: PlannedVisit, output: Output) -> Json:
    from detente.assessment.planning.words import visit_texts

    return {
        "guest": visit.guest,
        "host": visit.host,
        "object": visit.object,
        "object_class": visit.object_class,
        "arrival": visit.arrival.isoformat(),
        "end": visit.end.isoformat(),
        "ask_by": _ask_by(visit.ask_by),
        "agreement": visit.agreement,
        "provision": visit.provision,
        "article": visit.article,
        "bearer": visit.bearer,
        "sector": visit.sector,
        "why": _texts(visit_texts(visit), output),
    }


def _shown(
    found: Plan, agreements: Mapping[AgreementId, Agreement], output: Output, *, why: bool
) -> list[RenderableType]:
    from detente.assessment.planning import words

    lines: list[RenderableType] = [_table(found, agreements, output)]
    if why:
        for one in found.visits:
            lines.append(plain(f"{one.arrival}  {one.guest} → {one.host}", "bold"))
            lines += [plain(f"    {text}") for text in _texts(words.visit_texts(one), output)]
    for each in found.unplaced:
        head, *against = _texts(words.unplaced_texts(each, found.request, agreements), output)
        lines += [plain(head, "bold yellow"), *(plain(f"    {text}") for text in against)]
    for together in words.contradiction_texts(found, agreements):
        head, *grounds = _texts(together, output)
        lines += [plain(head, "bold yellow"), *(plain(f"    {text}") for text in grounds)]
    lines += [plain(text, "dim") for text in _texts(words.remarks(found), output)]
    return [*lines, plain(output.text(words.quality_text(found)), "bold")]


def _table(found: Plan, agreements: Mapping[AgreementId, Agreement], output: Output) -> Table:
    from detente.assessment.planning.listing import name_of
    from detente.assessment.planning.words import place_text

    shown = table(*(output.text(one) for one in _COLUMNS))
    for one in found.visits:
        shown.add_row(
            one.arrival.isoformat(),
            one.end.isoformat(),
            plain(output.text(name_of(one.guest))),
            plain(output.text(name_of(one.host))),
            plain(one.object or one.object_class or ""),
            _ask_by(one.ask_by) or "",
            plain(output.text(place_text(one, agreements))),
        )
    return shown


def _ask_by(instant: Instant | None) -> str | None:
    return None if instant is None else f"{instant:%Y-%m-%d}"


def _texts(texts: Iterable[Text], output: Output) -> list[str]:
    return [output.text(one) for one in texts]


_COLUMNS = (
    Text("Arrival", "Прибытие", "抵达"),
    Text("End", "Окончание", "结束"),
    Text("Guest", "Гость", "访问国"),
    Text("Host", "Принимает", "东道国"),
    Text("Object", "Объект", "目标"),
    Text("Ask by", "Запросить до", "最迟请求日"),
    Text("Counts under", "Засчитывается по", "计入"),
)
