"""Reading a file that someone named on the command line: never more of it than is wanted."""

from __future__ import annotations

from pathlib import Path

from detente.kernel.errors import InputError


def read_file(path: Path, most_bytes: int) -> bytes:
    """The file's bytes.

    Raises:
        InputError: no such file, a folder, unreadable, or larger than ``most_bytes``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except FileNotFoundError:
        raise InputError("no-file", f"{path} does not exist.", "Check the path.") from None
    except IsADirectoryError:
        raise InputError("folder", f"{path} is a folder.", "Name a file.") from None
    except OSError as problem:
        raise InputError(
            "unreadable", f"{path} cannot be read: {problem.strerror}.", "Check its rights."
        ) from problem
    if len(data) > most_bytes:
        raise InputError(
            "too-large",
            f"{path} is larger than {most_bytes:,} bytes.",
            "Check that it is the right file; nothing of it was taken in.",
        )
    return data
