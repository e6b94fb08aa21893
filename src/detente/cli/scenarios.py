"""``detente agreements test``: do a pack's provisions mean what its author says they mean?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, output_of, plain
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from detente.agreements.model import Agreement
    from detente.assessment.scenarios import Played


def play(
    context: typer.Context,
    packs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|DIR]...", help="Agreements or folders of packs; otherwise all installed."
        ),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Play the scenarios of packs: what was told, expected and found. Exit 1 where they differ, or there is none."""
    from detente.assessment.scenarios import play_scenarios
    from detente.cli.agreements import load_all, load_one
    from detente.geography.reader import read_sample_borders

    output = output_of(context)
    borders = read_sample_borders()
    values: list[Json] = []
    shown: list[RenderableType] = []
    good = True
    for agreement in [load_one(name) for name in packs] if packs else load_all().values():
        played = play_scenarios(agreement, borders)
        good = good and bool(played) and all(one.agrees for one in played)
        values.append(_pack_json(agreement, played))
        shown += _show_pack(agreement, played)
    output.result(values, *shown)
    if not good:
        raise typer.Exit(FOUND)


def _pack_json(agreement: Agreement, played: Sequence[Played]) -> Json:
    from detente.assessment.scenarios import without_scenario

    return {
        "pack": agreement.id,
        "scenarios": [
            {
                "provision": one.provision,
                "where": one.scenario.place,
                "it": one.scenario.it,
                "when": [told.text for told in one.scenario.when],
                "expected": list(one.scenario.then),
                "found": list(one.found),
                "agrees": one.agrees,
            }
            for one in played
        ],
        "without_scenario": list(without_scenario(agreement)),
    }


def _show_pack(agreement: Agreement, played: Sequence[Played]) -> list[RenderableType]:
    from detente.assessment.scenarios import without_scenario

    differ = sum(not one.agrees for one in played)
    shown: list[RenderableType] = []
    provision = ""
    for one in played:
        if one.provision != provision:
            provision = one.provision
            shown.append(plain(f"\n{agreement.id}  {provision}", "bold cyan"))
        shown += _show_played(one)
    verdict = f"{len(played)} scenarios, {differ} differ" if played else "no scenarios"
    shown.append(plain(f"\n{agreement.id}: {verdict}", "green" if played and not differ else "bold red"))
    untold = without_scenario(agreement)
    if untold:
        shown.append(plain(f"  Without a scenario: {', '.join(untold)}", "yellow"))
    return shown


def _show_played(one: Played) -> list[RenderableType]:
    """The sentences, what was expected, and, where it is not that, what was found."""
    scenario = one.scenario
    lines = [plain(f"  {'✓' if one.agrees else '✗'} {scenario.it}", "green" if one.agrees else "bold red")]
    since = f"nothing is told since {scenario.since:%Y-%m-%d}" if scenario.since else "nothing is told"
    lines += [plain(f"      {text}") for text in [told.text for told in scenario.when] or [since]]
    if one.agrees:
        return lines + [plain(f"      → {each}", "dim") for each in scenario.then or ("nothing",)]
    lines.append(plain(f"      {scenario.place}: looked at on {scenario.at:%Y-%m-%d %H:%M} UTC"))
    lines += [plain(f"      expected  {each}", "yellow") for each in scenario.then or ("nothing",)]
    return lines + [plain(f"      found     {each}", "red") for each in one.found or ("nothing",)]
