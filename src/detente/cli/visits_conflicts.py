"""``detente visits conflicts``: what of a year's visits, drills and deadlines is in each other's way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from detente.assessment.planning.conflicts import Conflict
    from detente.node.node import Node


def add_to(visits: typer.Typer) -> None:
    """Put this command among those on visits."""
    visits.command("conflicts")(conflicts)


def conflicts(
    context: typer.Context,
    folder: FolderArgument,
    year: Annotated[
        int | None, typer.Option("--year", min=1950, max=2200, help="Which; otherwise this one.")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="CODE", help="Of one state; otherwise of all.")
    ] = None,
    teams: Annotated[
        int | None,
        typer.Option("--teams", min=1, max=9, help="How many teams it has, or the node's own state."),
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """What is in each other's way: visits, drills, holidays, persons, deadlines. Exit 1 where something surely is."""
    from detente.kernel.identifiers import StateCode
    from detente.kernel.instants import PartialDate
    from detente.node.planning import look_ahead

    output = output_of(context)
    with node_at(folder) as (node, at):
        of = StateCode(state.upper()) if state else None
        counted = {of or node.settings.state: teams} if teams else {}
        stretch = PartialDate(f"{year or at.year:04}").interval
        found = look_ahead(node, actor_named(node, actor, at), stretch, at, of, counted).conflicts
        shown = [plain(_line(output, node, one)) for one in found]
        output.result(
            {"conflicts": [_json(output, node, one) for one in found]},
            *(shown or [plain(output.text(_NOTHING))]),
        )
    if any(one.sure and not one.remark for one in found):
        raise typer.Exit(FOUND)


def _line(output: Output, node: Node, conflict: Conflict) -> str:
    from detente.assessment.planning.conflict_words import conflict_sentence

    mark = "·" if conflict.remark else "●" if conflict.sure else "?"
    return f"{mark} {output.text(conflict_sentence(conflict, node.agreements))}"


def _json(output: Output, node: Node, conflict: Conflict) -> Json:
    from detente.assessment.planning.conflict_words import conflict_sentence
    from detente.kernel.instants import format_instant

    return {
        "by": conflict.by.value,
        "sure": conflict.sure,
        "remark": conflict.remark,
        "about": list(conflict.about),
        "state": conflict.state,
        "from": format_instant(conflict.when.earliest),
        "until": format_instant(conflict.when.latest),
        "rests_on": list(conflict.rests_on),
        "sentence": output.text(conflict_sentence(conflict, node.agreements)),
    }


_NOTHING = Text(
    "Nothing is in the way of anything else in this year.",
    "В этом году ничто ничему не мешает.",
    "本年度各事项互不冲突。",
)
