"""Reading a file that someone named on the command line: never more of it than is wanted."""

from __future__ import annotations

from pathlib import Path

from detente.kernel.errors import InputError
from detente.kernel.languages import Text


def read_file(path: Path, most_bytes: int) -> bytes:
    """The file's bytes.

    Raises:
        InputError: no such file, a folder, unreadable, or larger than ``most_bytes``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except FileNotFoundError:
        raise InputError("no-file", _ABSENT.fill(path=str(path)), _CHECK_PATH) from None
    except IsADirectoryError:
        raise InputError("folder", _FOLDER.fill(path=str(path)), _NAME_FILE) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise InputError(
            "unreadable", _UNREADABLE.fill(path=str(path), reason=reason), _CHECK_RIGHTS
        ) from problem
    if len(data) > most_bytes:
        raise InputError("too-large", _TOO_LARGE.fill(path=str(path), most=most_bytes), _RIGHT_FILE)
    return data


_ABSENT = Text("{path} does not exist.", "Файла {path} нет.", "{path} 不存在。")
_CHECK_PATH = Text("Check the path.", "Проверьте путь.", "请检查路径。")
_FOLDER = Text("{path} is a folder.", "{path} — это папка.", "{path} 是文件夹。")
_NAME_FILE = Text("Name a file.", "Укажите файл.", "请指定文件。")
_UNREADABLE = Text(
    "{path} cannot be read: {reason}.", "Файл {path} не читается: {reason}.", "无法读取 {path}：{reason}。"
)
_CHECK_RIGHTS = Text("Check its rights.", "Проверьте права доступа к нему.", "请检查其权限。")
_TOO_LARGE = Text(
    "{path} is larger than {most} bytes.",
    "Файл {path} больше {most} байт.",
    "{path} 超过 {most} 字节。",
)
_RIGHT_FILE = Text(
    "Check that it is the right file; nothing of it was taken in.",
    "Проверьте, тот ли это файл; из него ничего не принято.",
    "请核对是否为正确的文件；未接收其中任何内容。",
)
