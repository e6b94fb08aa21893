"""``detente agreements missing``: what of an agreement has not been seen, and what to write once it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of, plain
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from rich.console import RenderableType

    from detente.agreements.model import Agreement
    from detente.assessment.lacking import Lacking


def missing(
    context: typer.Context,
    agreement: Annotated[
        str, typer.Argument(metavar="ID|DIR", help="An installed agreement, or a pack's folder.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """What is known to exist and has not been read, article by article, each with the YAML that completes it.

    For someone who has the text. Where the lines show "…", write what stands there.
    """
    from detente.agreements.reader import read_vocabulary
    from detente.assessment.lacking import lacking_in
    from detente.cli.agreements import load_one

    output = output_of(context)
    loaded = load_one(agreement)
    found = lacking_in(loaded, read_vocabulary())
    value: Json = {"agreement": loaded.id, "missing": [_json(output, one) for one in found]}
    output.result(value, *_show(output, loaded, found))


def _json(output: Output, one: Lacking) -> Json:
    from detente.assessment.lacking import to_write

    note, source = one.evidence.note, one.evidence.source
    return {
        "article": one.article or None,
        "provision": one.provision,
        "what": output.text(one.what),
        "note": output.text(note) if note else None,
        "source": source.title if source else None,
        "file": one.file,
        "yaml": to_write(one),
    }


def _show(output: Output, agreement: Agreement, found: list[Lacking]) -> list[RenderableType]:
    head = f"{output.text(agreement.short_title)}: {len(found)} not seen"
    shown: list[RenderableType] = [plain(head, "bold")]
    article = None
    for one in found:
        if one.article != article:
            article = one.article
            shown.append(plain(f"\n{article or 'the agreement as a whole'}", "bold cyan"))
        shown += _show_one(output, agreement, one)
    return shown


def _show_one(output: Output, agreement: Agreement, one: Lacking) -> list[RenderableType]:
    from rich.padding import Padding

    from detente.assessment.lacking import to_write

    title = output.text(agreement.provisions[one.provision].title) + ": " if one.provision else ""
    shown: list[RenderableType] = [Padding(plain(f"▸ {title}{output.text(one.what)}"), (0, 0, 0, 2))]
    if one.evidence.note:
        shown.append(Padding(plain(output.text(one.evidence.note), "dim"), (0, 0, 0, 4)))
    shown.append(Padding(plain(one.file, "green"), (0, 0, 0, 4)))
    shown += [Padding(plain(line), (0, 0, 0, 6)) for line in to_write(one).splitlines()]
    return shown
