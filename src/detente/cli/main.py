"""The entry point: the commands together, and what every error becomes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import typer

from detente.cli import (
    agreements,
    bundles,
    declarations,
    demo,
    evidence,
    explaining,
    findings,
    forces,
    keys,
    lab,
    lifecycle,
    messages,
    peers,
    reports,
    users,
    visits,
    witness,
)
from detente.cli.output import FOUND, Output
from detente.kernel.errors import DetenteBug, DetenteError, OperatorError

DEBUG = "DETENTE_DEBUG"
#: What a shell calls a command that ended because nobody read its output.
CLOSED = 141

app = typer.Typer(
    name="detente",
    help="Tell other states of military drills, check what they tell, and prove it all.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for topic in (
    lifecycle,
    demo,
    reports,
    findings,
    explaining,
    lab,
    evidence,
    messages,
    agreements,
    keys,
    bundles,
    peers,
    users,
    visits,
    forces,
    witness,
    declarations,
):
    topic.add_to(app)


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. Errors are printed, with a trace only where asked for."""
    output = Output()
    try:
        code = _run(arguments, output)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output wanted no more; the interpreter must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    return code


def _run(arguments: Sequence[str], output: Output) -> int:
    try:
        app(list(arguments), obj=output, prog_name="detente")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except BrokenPipeError:
        raise
    except Exception as problem:  # the one place where everything is caught: it becomes an exit code
        if os.environ.get(DEBUG):
            raise
        output.error(_in_our_words(problem))
        return FOUND
    return 0


def _in_our_words(problem: Exception) -> DetenteError:
    if isinstance(problem, DetenteError):
        return problem
    if isinstance(problem, OSError):
        return _of_the_machine(problem)
    return DetenteBug(
        "bug",
        f"This is a fault in the program ({type(problem).__name__}: {problem}).",
        f"Run it again with {DEBUG}=1 and send us what it prints.",
    )


def _of_the_machine(problem: OSError) -> OperatorError:
    where = f"{problem.filename}: " if problem.filename else ""
    if problem.errno == errno.ENOSPC:
        return OperatorError("disk-full", f"{where}the disk is full.", "Free some space and run it again.")
    return OperatorError(
        "machine", f"{where}{problem.strerror or problem}.", "Check the path, its rights and the disk."
    )


if __name__ == "__main__":
    main()
