"""``detente agreements``: what was promised, how we know it, and packs of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import missing, scenarios
from detente.cli.output import (
    FOUND,
    Json,
    JsonOption,
    LanguageOption,
    Output,
    fault_json,
    fault_line,
    output_of,
    plain,
    table,
)
from detente.kernel.errors import InputError, OperatorError, Severity
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from detente.agreements.model import Agreement, Provision
    from detente.kernel.errors import Fault

agreements = typer.Typer(help="What was promised, and how we know it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    agreements.command("test")(scenarios.play)
    agreements.command("missing")(missing.missing)
    app.add_typer(agreements, name="agreements")


@agreements.command("list")
def list_(context: typer.Context, json: JsonOption = False, lang: LanguageOption = Language.EN) -> None:
    """The agreements installed here."""
    output = output_of(context)
    shown = table("Id", "Code", "Title", "Status", ">Parties", ">Articles", ">Provisions")
    values: list[Json] = []
    for one in load_all().values():
        shown.add_row(
            one.id,
            one.code,
            plain(output.text(one.short_title)),
            one.status.value,
            str(len(one.parties)),
            str(len(one.articles)),
            str(len(one.provisions)),
        )
        values.append(
            {
                "id": one.id,
                "code": one.code,
                "title": output.text(one.title),
                "status": one.status.value,
                "parties": list(one.states()),
                "digest": one.digest,
            }
        )
    output.result(values, shown)


@agreements.command("show")
def show(
    context: typer.Context,
    agreement: Annotated[
        str, typer.Argument(metavar="ID|DIR", help="An installed agreement, or a pack's folder.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """One agreement: parties, articles, provisions, each with how it is known."""
    output = output_of(context)
    loaded = load_one(agreement)
    output.result(_agreement_json(output, loaded), *_show_agreement(output, loaded))


@agreements.command("check")
def check(
    context: typer.Context,
    packs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR]...", help="Folders of packs; otherwise all installed."),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Every fault of a pack, each with its file and line. Exit 1 where there is an error."""
    from detente.agreements.check import check_pack
    from detente.agreements.load import id_of
    from detente.agreements.reader import read_vocabulary, shipped_packs

    output = output_of(context)
    vocabulary, installed = read_vocabulary(), shipped_packs()
    values: list[Json] = []
    broken = False
    shown: list[RenderableType] = []
    given = _packs(packs or [])
    others = installed | {AgreementId(name): files for files in given.values() if (name := id_of(files))}
    for name, files in given.items():
        faults = check_pack(files, vocabulary, others=others)
        broken = broken or any(fault.severity is Severity.ERROR for fault in faults)
        values.append({"pack": name, "faults": [fault_json(fault, output) for fault in faults]})
        shown += _show_check(output, name, faults)
    output.result(values, *shown)
    if broken:
        raise typer.Exit(FOUND)


@agreements.command("new")
def new(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet; its name is the id.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write a small complete pack to begin from: an invented treaty between two invented states."""
    from detente.agreements.new import new_pack

    if folder.exists():
        raise OperatorError(
            "folder-in-use", f"{folder} exists already.", "Choose another; nothing was changed."
        )
    files = new_pack(folder.name)
    for path, data in files.items():
        where = folder / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(data)
    output = output_of(context)
    output.result(
        {"folder": str(folder), "files": sorted(files)},
        plain(f"A pack of {len(files)} files is in {folder}.", "green"),
        plain(f"Next: detente agreements check {folder}"),
    )


def load_all() -> Mapping[AgreementId, Agreement]:
    """Every installed agreement."""
    from detente.agreements.reader import read_vocabulary
    from detente.node.ground import load_agreements

    return load_agreements(read_vocabulary(), scenarios=True)


def load_one(name: str) -> Agreement:
    """An installed agreement, or that of a pack's folder."""
    from detente.agreements.load import load_pack
    from detente.agreements.reader import read_pack, read_vocabulary, shipped_packs

    packs = shipped_packs()
    if Path(name).is_dir():
        return load_pack(read_pack(Path(name)), read_vocabulary(), packs)
    files = packs.get(AgreementId(name))
    if files is None:
        raise InputError(
            "no-agreement", f"No agreement “{name}” is installed.", f"Installed are: {', '.join(packs)}."
        )
    return load_pack(files, read_vocabulary(), packs)


def _packs(folders: list[Path]) -> dict[str, Mapping[str, bytes]]:
    from detente.agreements.reader import read_pack, shipped_packs

    if folders:
        return {str(folder): read_pack(folder) for folder in folders}
    return {str(name): files for name, files in shipped_packs().items()}


def _show_check(output: Output, name: str, faults: list[Fault]) -> list[RenderableType]:
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    verdict = "no faults" if not faults else f"{errors} errors, {len(faults) - errors} warnings"
    style = "bold red" if errors else "yellow" if faults else "green"
    return [plain(f"{name}: {verdict}", style), *(fault_line(fault, output) for fault in faults)]


# --- One agreement --------------------------------------------------------------------------------


def _show_agreement(output: Output, agreement: Agreement) -> list[RenderableType]:
    from rich.padding import Padding

    about = [agreement.status.value, f"code {agreement.code}", f"pack {agreement.digest[:16]}"]
    if agreement.signed:
        about.insert(0, f"signed {agreement.signed}")
    shown: list[RenderableType] = [
        plain(output.text(agreement.title), "bold"),
        plain(" · ".join(about), "dim"),
        plain(f"Parties: {', '.join(agreement.states())}"),
    ]
    for article in agreement.articles:
        head = f"\n{article.no}  {output.text(article.title)}  [{article.evidence.level.value}]"
        shown += [plain(head, "bold cyan"), Padding(plain(output.text(article.summary)), (0, 0, 0, 4))]
        if article.not_modelled:
            shown.append(
                Padding(plain(f"Not modelled: {output.text(article.not_modelled)}", "dim"), (0, 0, 0, 4))
            )
        for provision_id in article.provisions:
            provision = agreement.provisions[provision_id]
            shown.append(Padding(plain(_provision_line(output, provision)), (0, 0, 0, 6)))
            shown += [
                Padding(plain(f"{label}: {limit} [{level}]"), (0, 0, 0, 8))
                for label, limit, level in _limits(output, provision)
            ]
    return shown


def _provision_line(output: Output, provision: Provision) -> str:
    level = provision.evidence.level.value
    return f"▸ {provision.id} ({provision.kind.value}, {level}): {output.text(provision.title)}"


def _limits(output: Output, provision: Provision) -> list[tuple[str, str, str]]:
    """Each time limit as it stands now: what it is for, how long or which day, and how that is known."""
    from detente.agreements.model import FixedDate
    from detente.assessment.limit_words import clock_text, fixed_date_text, limits_of

    found = []
    for label, limit in limits_of(provision):
        if isinstance(limit, FixedDate):
            text, evidence = fixed_date_text(limit), limit.day.evidence
        else:
            newest = limit.span.amount.versions[-1]
            text, evidence = clock_text(limit, newest.value), newest.evidence
        found.append((output.text(label), output.text(text), evidence.level.value))
    return found


def _agreement_json(output: Output, agreement: Agreement) -> Json:
    return {
        "id": agreement.id,
        "code": agreement.code,
        "title": output.text(agreement.title),
        "status": agreement.status.value,
        "signed": str(agreement.signed) if agreement.signed else None,
        "parties": list(agreement.states()),
        "digest": agreement.digest,
        "articles": [
            {
                "no": article.no,
                "title": output.text(article.title),
                "summary": output.text(article.summary),
                "provisions": list(article.provisions),
                "not_modelled": output.text(article.not_modelled) if article.not_modelled else None,
                "evidence": article.evidence.level.value,
            }
            for article in agreement.articles
        ],
        "provisions": [
            {
                "id": provision.id,
                "kind": provision.kind.value,
                "article": provision.article,
                "title": output.text(provision.title),
                "evidence": provision.evidence.level.value,
                "limits": [
                    {"for": label, "limit": limit, "evidence": level}
                    for label, limit, level in _limits(output, provision)
                ],
            }
            for provision in agreement.provisions.values()
        ],
        "formats": list(agreement.formats),
    }
