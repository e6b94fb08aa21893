"""``detente demo``: a small exchange of nodes from public reports, and the desk of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.lifecycle import HostOption, PortOption, PullOption, listening, run_desk
from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.errors import OperatorError
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from detente.node.demo.folder import DemoReport
    from detente.node.demo.plan import Plan


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("demo")(demo)


def demo(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where the exchange is kept.")] = Path(
        "demo-exchange"
    ),
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    pull_every: PullOption = 20,
    build_only: Annotated[bool, typer.Option("--build-only", help="Build the exchange and stop.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Delete the exchange in DIR and start over.")
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day shown, such as 2024-04-26.")
    ] = None,
    invented: Annotated[
        bool,
        typer.Option(
            "--invented", help="Invented states under an agreement whose real data may not be shown."
        ),
    ] = False,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Build a small exchange of nodes from the public drills that come with Détente, and serve one's desk.

    The messages are reconstructed from public reports and labelled so. What is in DIR is kept between runs.
    """
    output = output_of(context)
    if invented:
        report = _prepare_invented(output, folder, fresh=fresh)
        if not build_only:
            with listening(host, port) as listener:
                run_desk(context, folder / report.served, listener, pull_every)
        return
    if build_only:
        _prepare(output, folder, as_of, fresh=fresh)
        return
    with listening(host, port) as listener:
        report = _prepare(output, folder, as_of, fresh=fresh)
        with _beside(output, folder, report, pull_every):
            run_desk(context, folder / report.served, listener, pull_every)


@contextmanager
def _beside(output: Output, folder: Path, report: DemoReport, pull_every: int) -> Iterator[None]:
    """The other nodes that run meanwhile; afterwards all are found in their folders again."""
    from detente.cli.demo_nodes import serving
    from detente.node.clock import node_clock
    from detente.node.demo.addresses import set_addresses
    from detente.node.demo.plan import read_plan
    from detente.node.settings import load_settings

    beside = [state for state in read_plan().beside if state in report.states and state != report.served]
    at = node_clock(load_settings(folder / report.served, {}))()
    with serving(folder, beside, pull_every) as addresses:
        set_addresses(folder, [report.served, *beside], addresses, at)
        for state, address in addresses.items():
            output.say(f"[green]○[/] {state}: {address}  [dim](a process of its own)[/]")
        try:
            yield
        finally:
            set_addresses(folder, [report.served, *beside], {}, at)


def _prepare(output: Output, folder: Path, as_of: str | None, *, fresh: bool) -> DemoReport:
    """The exchange in the folder: as it was, or built now where there is none or only half of one."""
    from detente.node.demo.folder import Condition, clear, condition_of, read_report

    plan = _plan(as_of)
    if fresh:
        clear(folder)
    condition = condition_of(folder)
    if condition is Condition.WHOLE:
        report = read_report(folder)
        if as_of is not None and report.as_of != as_of:
            raise OperatorError(
                "demo-as-of",
                f"The exchange in {folder} was built as of {report.as_of}.",
                "Build it anew with --fresh, or choose another --dir.",
            )
        _show(output, folder, report, rows=False)
        return report
    if condition is Condition.HALF_BUILT:
        output.say(f"[yellow]The exchange in {folder} was left half built; it is built anew.[/]")
    report = _build(output, folder, plan)
    _show(output, folder, report, rows=True)
    return report


def _prepare_invented(output: Output, folder: Path, *, fresh: bool) -> DemoReport:
    """The exchange of invented states in the folder: as it was, or built now."""
    import secrets

    from detente.node.clock import machine_clock
    from detente.node.demo.folder import Condition, clear, condition_of, read_report
    from detente.node.demo.invented import build_invented, read_invented

    plan = read_invented()
    if fresh:
        clear(folder)
    if condition_of(folder) is Condition.WHOLE:
        report = read_report(folder)
        if report.agreement != plan.plan.agreement:
            raise OperatorError(
                "demo-invented",
                f"The exchange in {folder} is not that of invented states.",
                "Build it anew with --fresh, or choose another --dir.",
            )
    else:
        with output.progress("Building the exchange", None) as progress:
            report = build_invented(folder, plan, machine_clock(), secrets.token_bytes, progress.step)
    _show_invented(output, folder, report)
    return report


def _show_invented(output: Output, folder: Path, report: DemoReport) -> None:
    """Whose desk it is, and who may sign in."""
    from detente.node.demo.folder import read_passwords

    users = read_passwords(folder)
    shown = table("User", "Role", "Password")
    for user in users:
        shown.add_row(user.name, ", ".join(user.roles), plain(user.password, "bold"))
    people: list[Json] = [
        {"name": one.name, "roles": list(one.roles), "password": one.password} for one in users
    ]
    output.result(
        {
            "folder": str(folder),
            "as_of": report.as_of,
            "agreement": report.agreement,
            "served": report.served,
            "states": list(report.states),
            "users": people,
        },
        plain(f"The clock shows {report.as_of}. Every state and figure is invented.", "yellow"),
        plain(f"{report.served}'s desk:", "bold"),
        shown,
    )


def _plan(as_of: str | None) -> Plan:
    from dataclasses import replace

    from detente.kernel.instants import Precision, parse_partial_date
    from detente.node.demo.plan import read_plan

    if as_of is None:
        return read_plan()
    day = parse_partial_date(as_of)
    if day.precision is not Precision.DAY:
        raise typer.BadParameter("Give a day, such as 2024-04-26.", param_hint="--as-of")
    return replace(read_plan(), as_of=day)


def _build(output: Output, folder: Path, plan: Plan) -> DemoReport:
    import secrets

    from detente.node.clock import machine_clock
    from detente.node.demo.build import build_demo

    with output.progress("Building the exchange", None) as progress:
        return build_demo(folder, plan, machine_clock(), secrets.token_bytes, progress.step)


def _show(output: Output, folder: Path, report: DemoReport, *, rows: bool) -> None:
    """What became of the rows, each of them where it was built just now; and who may sign in."""
    from detente.cli.reports import count_fates, outcome_json, show_outcomes
    from detente.node.demo.folder import REPORT, read_passwords

    users = read_passwords(folder)
    people: list[Json] = [
        {"name": one.name, "roles": list(one.roles), "password": one.password} for one in users
    ]
    value: dict[str, Json] = {
        "folder": str(folder),
        "as_of": report.as_of,
        "served": report.served,
        "states": list(report.states),
        "counts": count_fates(report.rows),
        "report": str(folder / REPORT),
        "rows": [outcome_json(output, row) for row in report.rows],
        "users": people,
    }
    shown = table("User", "Role", "Password")
    for user in users:
        shown.add_row(user.name, ", ".join(user.roles), plain(user.password, "bold"))
    output.result(
        value,
        *show_outcomes(output, report.rows)[0 if rows else 1 :],
        plain(f"Every row, with its reason: {folder / REPORT}", "dim"),
        plain(f"The clock shows {report.as_of}. Messages are reconstructed from public reports.", "yellow"),
        plain(f"{report.served}'s desk:", "bold"),
        shown,
    )
