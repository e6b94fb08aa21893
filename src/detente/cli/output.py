"""What a command prints: tables for a person, one JSON value for a program, errors to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from detente.kernel.errors import DetenteError, Fault, Severity
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress as Bars
    from rich.progress import TaskID
    from rich.table import Table

#: What can be printed as JSON.
Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

#: Columns where the output is no terminal: wide enough that tables are not broken.
PIPE_COLUMNS = 160

#: Exit code where there are findings or faults; 0 is fine, 2 wrong usage.
FOUND = 1


@dataclass(slots=True)
class Output:
    """How this run answers: as JSON or for a person, and in which language."""

    as_json: bool = False
    language: Language = Language.EN

    def text(self, text: Text) -> str:
        """The words in the language chosen."""
        return text.in_(self.language)

    def result(self, value: Json, *shown: RenderableType) -> None:
        """The result of a command: ``value`` for a program, ``shown`` for a person."""
        if self.as_json:
            print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)  # noqa: T201 - this is the printing
            return
        console = _console(sys.stdout)
        for one in shown:
            _print(console, one)

    def raw(self, text: str) -> None:
        """Text as it is, without colour or breaking: a numbered notice, a key."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def say(self, line: str) -> None:
        """A remark beside the result: to standard error, and not where a program reads."""
        if not self.as_json:
            _console(sys.stderr).print(line, soft_wrap=True)

    def error(self, problem: DetenteError) -> None:
        """What happened, where, and how to mend it."""
        console = _console(sys.stderr)
        _print(console, _headed(self.text(_ERROR), "bold red", self.text(problem.message)))
        for fault in problem.faults:
            _print(console, fault_line(fault, self))
        if mend := self.text(problem.mend):
            _print(console, _headed("→", "green", mend))
        if self.as_json:
            self.result({"error": error_json(problem, self)})

    @contextmanager
    def progress(self, label: str, total: int | None) -> Iterator[Progress]:
        """A bar on standard error while something long goes on; nothing where no terminal is."""
        console = _console(sys.stderr)
        if self.as_json or not console.is_terminal:
            yield _Silent()
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Bars(*columns, console=console, transient=True) as bars:
            yield _Bar(bars, bars.add_task(label, total=total))


class Progress(Protocol):
    """How far something long has come."""

    def step(self, label: str, total: int | None = None) -> None:
        """One part more is done; ``label`` says which, ``total`` of how many, where only now it is known."""
        ...


class _Silent:
    def step(self, label: str, total: int | None = None) -> None:
        """Nothing is shown."""


class _Bar:
    def __init__(self, bars: Bars, task: TaskID) -> None:
        self._bars = bars
        self._task = task

    def step(self, label: str, total: int | None = None) -> None:
        self._bars.update(self._task, advance=1, description=label, total=total)


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table in the house's look; a column that begins with ``>`` is right-aligned."""
    from rich import box
    from rich.table import Table

    made = Table(
        box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", header_style="bold cyan"
    )
    for name in columns:
        made.add_column(name.removeprefix(">"), justify="right" if name.startswith(">") else "left")
    return made


def plain(text: str, style: str = "") -> RenderableType:
    """Words that come from outside: shown as they are, never read as markup."""
    return _plain(text, style)


def fault_line(fault: Fault, output: Output) -> RenderableType:
    """One fault: where, what, and how to mend it."""
    from rich.text import Text as Line

    from detente.messages.where import where_text

    error = fault.severity is Severity.ERROR
    line = Line("  ● " if error else "  ○ ", style="red" if error else "yellow")
    line.append(f"{output.text(where_text(fault.where))}: ", style="bold")
    line.append(f"{output.text(fault.what)} ", style="default not bold")
    line.append(output.text(fault.mend), style="green not bold")
    return line


def fault_json(fault: Fault, output: Output) -> Json:
    """One fault for a program."""
    return {
        "code": fault.code,
        "where": fault.where,
        "what": output.text(fault.what),
        "mend": output.text(fault.mend),
        "severity": fault.severity.value,
    }


def error_json(problem: DetenteError, output: Output) -> Json:
    """An error for a program."""
    return {
        "code": problem.code,
        "message": output.text(problem.message),
        "mend": output.text(problem.mend),
        "faults": [fault_json(fault, output) for fault in problem.faults],
    }


def output_of(context: typer.Context) -> Output:
    """How this run answers, as its options said."""
    return context.ensure_object(Output)


def _set_json(context: typer.Context, value: bool) -> bool:
    if value:
        output_of(context).as_json = True
    return value


def _set_language(context: typer.Context, value: Language) -> Language:
    output_of(context).language = value
    return value


JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON value.", callback=_set_json, is_eager=True)
]
LanguageOption = Annotated[
    Language,
    typer.Option("--lang", help="Language of messages and findings.", callback=_set_language, is_eager=True),
]


def _plain(text: str, style: str = "") -> RenderableType:
    from rich.text import Text as Line

    return Line(text, style=style)


def _headed(head: str, style: str, words: str) -> RenderableType:
    from rich.text import Text as Line

    line = Line(f"{head} ", style=style)
    return line.append(words, style="default not bold")


def _print(console: Console, one: RenderableType) -> None:
    """Lines are broken where a person reads them, and left whole for a program that searches them."""
    from rich.text import Text as Line

    console.print(one, soft_wrap=isinstance(one, Line) and not console.is_terminal)


def _console(stream: object) -> Console:
    from typing import TextIO, cast

    from rich.console import Console

    file = cast("TextIO", stream)
    width = None if file.isatty() else int(os.environ.get("COLUMNS", PIPE_COLUMNS))
    return Console(file=file, width=width, highlight=False)


_ERROR = Text("Error:", "Ошибка:", "错误：")
