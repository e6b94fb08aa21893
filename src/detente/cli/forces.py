"""``detente forces``: spreadsheets and YAML of messages on forces, and the returns made from what is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import (
    FOUND,
    JsonOption,
    LanguageOption,
    Output,
    fault_json,
    fault_line,
    output_of,
    plain,
)
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from detente.node.actors import Actor
    from detente.node.forces_files import FileKind, Imported
    from detente.node.node import Node
    from detente.node.papers import File

forces = typer.Typer(help="Leadership, structure and holdings: files and returns.", no_args_is_help=True)
#: Faults printed for a person; a program gets all.
_SHOWN = 60

OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to write; otherwise here, under its name.")
]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(forces, name="forces")


@forces.command("import")
def import_(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook (.xlsx), or YAML.")],
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Which; otherwise as the file says.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="ID", help="Which; otherwise as the file says.")
    ] = None,
    draft: Annotated[
        int | None, typer.Option("--draft", metavar="N", help="Into this draft; otherwise a new one.")
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Make a draft from a spreadsheet or YAML; every fault is named by its cell or line, the rest is kept.

    Exit 1 where there are faults.
    """
    from detente.cli.files import read_file
    from detente.kernel.identifiers import AgreementId, FormatId
    from detente.node.drafts import show_draft
    from detente.node.forces_files import MAX_FILE_BYTES, GivenFile, import_into, import_into_new

    output = output_of(context)
    given = GivenFile(file.name, read_file(file, MAX_FILE_BYTES))
    with node_at(folder) as (node, at), output.progress(output.text(_READING), None) as bar:
        who = actor_named(node, actor, at)

        def step(rows: int) -> None:
            bar.step(output.text(_ROWS.fill(count=rows)))

        if draft is not None:
            revision = show_draft(node, who, draft).revision
            made = import_into(node, who, draft, revision, given, at, step)
        else:
            made = import_into_new(
                node,
                who,
                given,
                at,
                agreement=AgreementId(agreement) if agreement else None,
                format_id=FormatId(format_) if format_ else None,
                language=output.language,
                step=step,
            )
    _report(output, made)


@forces.command("export")
def export(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    draft: Annotated[int | None, typer.Option("--draft", metavar="N", help="This draft.")] = None,
    message: Annotated[
        str | None, typer.Option("--message", metavar="REFERENCE", help="This message.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="With --format: an empty file to fill in.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="ID", help="See --agreement.")] = None,
    kind: Annotated[str, typer.Option("--as", metavar="xlsx|yaml", help="What to write.")] = "xlsx",
    out: OutOption = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write a draft, a message or an empty form as a spreadsheet or YAML that can be imported again."""
    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        made = _export(node, who, (draft, message, agreement, format_), _kind(kind), output.language)
    write_file(output, made, out)


def write_file(output: Output, file: File, out: Path | None) -> None:
    """Write a file and say where.

    Raises:
        OperatorError: the disk or the rights refuse.
    """
    path = out or Path(file.name)
    try:
        path.write_bytes(file.data)
    except OSError as problem:
        raise OperatorError(
            "unwritable", f"{path} cannot be written: {problem.strerror}.", "Check the path and its rights."
        ) from problem
    output.result({"file": str(path), "bytes": len(file.data)}, plain(str(path), "green"))


def _export(
    node: Node,
    who: Actor,
    which: tuple[int | None, str | None, str | None, str | None],
    kind: FileKind,
    language: Language,
) -> File:
    from detente.kernel.identifiers import AgreementId, FormatId, Reference
    from detente.node.forces_files import blank_file, export_draft, export_message

    draft, message, agreement, format_ = which
    if draft is not None:
        return export_draft(node, who, draft, kind, language)
    if message is not None:
        return export_message(node, who, Reference(message), kind, language)
    if agreement is not None and format_ is not None:
        return blank_file(node, who, AgreementId(agreement), FormatId(format_), kind, language)
    raise InputError("export", _WHICH, _NAME_ONE)


def _kind(text: str) -> FileKind:
    from detente.node.forces_files import FileKind

    if text not in tuple(FileKind):
        raise InputError("kind", _NO_KIND.fill(kind=text[:40]), _KINDS.fill(kinds=", ".join(FileKind)))
    return FileKind(text)


def _report(output: Output, made: Imported) -> None:
    output.result(
        {
            "draft": made.draft,
            "rows": sum(count for _, count in made.rows),
            "faults": [fault_json(fault, output) for fault in made.faults],
        },
        plain(output.text(_DRAFT.fill(number=str(made.draft))), "bold"),
        *(plain(f"  {output.text(label)}: {count}") for label, count in made.rows),
        *(fault_line(fault, output) for fault in made.faults[:_SHOWN]),
        plain(output.text(_summary(made)), "green" if not made.faults else "yellow"),
    )
    if made.faults:
        raise typer.Exit(FOUND)


def _summary(made: Imported) -> Text:
    if not made.faults:
        return _NO_FAULTS
    hidden = len(made.faults) - _SHOWN
    return _HIDDEN.fill(count=hidden) if hidden > 0 else _FAULTS.fill(count=len(made.faults))


_READING = Text("Reading", "Чтение", "读取中")
_ROWS = Text("{count} rows", "Строк: {count}", "{count}行")
_DRAFT = Text("Draft {number}", "Черновик № {number}", "草稿第{number}号")
_NO_FAULTS = Text("No faults.", "Ошибок нет.", "没有错误。")
_FAULTS = Text(
    "{count} remarks; all else is kept in the draft.",
    "Замечаний: {count}; остальное сохранено в черновике.",
    "{count}处提示；其余已存入草稿。",
)
_HIDDEN = Text(
    "{count} more remarks are in the output of --json; all else is kept in the draft.",
    "Ещё замечаний: {count}, см. вывод с --json; остальное сохранено в черновике.",
    "另有{count}处提示，见 --json 输出；其余已存入草稿。",
)
_WHICH = Text("It is not said what to export.", "Не указано, что экспортировать.", "未说明要导出什么。")
_NAME_ONE = Text(
    "Give --draft, --message, or --agreement with --format.",
    "Укажите --draft, --message или --agreement вместе с --format.",
    "请给出 --draft、--message，或 --agreement 与 --format。",
)
_NO_KIND = Text("“{kind}” is no kind of file.", "«{kind}» — не вид файла.", "“{kind}”不是文件种类。")
_KINDS = Text("There are: {kinds}.", "Есть: {kinds}.", "有：{kinds}。")
