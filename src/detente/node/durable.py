"""Files that survive a power cut: created once, replaced in one step, synced with their folders."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.kernel.languages import Text, same_text
from detente.ledger.tiles import full_path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no advisory locks of this kind
    fcntl = None  # type: ignore[assignment]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OPEN_AT_ONCE = 64
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def disk_errors(path: Path | str) -> Iterator[None]:
    """Turn what the operating system refuses into an ``OperatorError`` that says what to do."""
    try:
        yield
    except OSError as problem:
        raise _explain(path, problem) from problem


def read_file(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none.

    Raises:
        OperatorError: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise _explain(path, problem) from problem


def write_whole(descriptor: int, data: bytes, at: int) -> None:
    """Write all of ``data`` at an offset, however many calls it takes."""
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written


def sync_path(path: Path) -> None:
    """Make a file's bytes, or a folder's names, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_files(paths: Sequence[str]) -> None:
    """Make the bytes of many files durable; the system writes them all before the first wait."""
    for first in range(0, len(paths), _OPEN_AT_ONCE):
        descriptors = [os.open(path, os.O_RDONLY) for path in paths[first : first + _OPEN_AT_ONCE]]
        try:
            if hasattr(os, "posix_fadvise"):
                for descriptor in descriptors:
                    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            for descriptor in descriptors:
                os.fsync(descriptor)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def lock_file(path: Path) -> int:
    """Open and lock a file for this process alone; closing the descriptor lets go.

    Raises:
        OperatorError: another process holds it, or the disk refuses.
    """
    with disk_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise OperatorError("in-use", _IN_USE.fill(folder=str(path.parent)), _STOP_OTHER) from None
    return descriptor


class FileTree:
    """Files below a folder that are written once and never changed.

    ``publish`` shows them at once; ``settle`` makes everything shown since the last time durable. ``aside`` is
    a folder on the same disk that belongs to this tree alone. One thread at a time.
    """

    def __init__(self, root: Path, aside: Path, after: Callable[[str], None] = lambda _: None) -> None:
        self._root = os.fspath(root)
        self._aside = os.path.join(aside, "")
        self._after = after
        self._names = itertools.count()
        self._files: dict[str, None] = {}
        self._folders: dict[str, None] = {}
        with disk_errors(root):
            root.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(aside, ignore_errors=True)  # what a crash left there
            aside.mkdir(parents=True)

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, or None. The caller has checked that the path stays inside."""
        return read_file(Path(self._root, path))

    def publish(self, files: Sequence[tuple[str, bytes]], *, mend: bool = False) -> None:
        """Show files, in order; what exists must be the same, or with ``mend`` is replaced.

        Raises:
            OperatorError: a file exists with other bytes, or the disk refuses.
        """
        for path, data in files:
            target = f"{self._root}/{path}"
            with disk_errors(target):
                self._show(target, data, mend)
            self._remember(path, target)
            self._after("file-shown")

    def replace(self, path: str, data: bytes) -> None:
        """Show a file that may change, in one step."""
        target = f"{self._root}/{path}"
        with disk_errors(target), self._written_aside(data) as aside:
            os.replace(aside, target)
        self._remember(path, target)
        self._after("file-replaced")

    def settle(self) -> None:
        """Make everything shown durable; drop partial tiles whose full tile now is."""
        superseded = {path for path in self._files if path != full_path(path) in self._files}
        with disk_errors(self._root):
            sync_files([f"{self._root}/{path}" for path in self._files if path not in superseded])
            sync_files([folder for folder in self._folders if os.path.isdir(folder)])
            self._after("files-synced")
            for path in self._files:
                if path == full_path(path):
                    self._drop_partials(f"{self._root}/{path}.p")
        self._files.clear()
        self._folders.clear()

    def _drop_partials(self, folder: str) -> None:
        try:
            names = os.listdir(folder)
        except FileNotFoundError:
            return
        for name in names:
            os.unlink(f"{folder}/{name}")
        os.rmdir(folder)
        self._after("partials-dropped")

    def _remember(self, path: str, target: str) -> None:
        self._files[path] = None
        self._folders[os.path.dirname(target)] = None

    def _show(self, target: str, data: bytes, mend: bool) -> None:
        # Nobody asks for a file before a checkpoint that needs it is shown, so it may be written in its place.
        try:
            descriptor = self._create(target)
        except FileExistsError:
            if Path(target).read_bytes() == data:
                return
            if not mend:
                raise OperatorError(
                    "file-rewrite",
                    f"{target} exists with other bytes than those to be published.",
                    "Stop the node and see docs/how-to/recover-a-log.md; nothing was changed.",
                ) from None
            with self._written_aside(data) as aside:
                os.replace(aside, target)
            return
        try:
            self._after("file-begun")
            write_whole(descriptor, data, 0)
        except BaseException:
            os.unlink(target)
            raise
        finally:
            os.close(descriptor)

    def _create(self, target: str) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        try:
            return os.open(target, flags, 0o644)
        except FileNotFoundError:
            folder = os.path.dirname(target)
            os.makedirs(folder, exist_ok=True)
            while len(folder := os.path.dirname(folder)) >= len(self._root):
                self._folders[folder] = None  # it has got a new name in it
            return os.open(target, flags, 0o644)

    @contextmanager
    def _written_aside(self, data: bytes) -> Iterator[str]:
        aside = f"{self._aside}{next(self._names)}"
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
            try:
                if data and hasattr(os, "posix_fallocate"):
                    # Room first: otherwise moving it over a file makes the system write the data at once.
                    os.posix_fallocate(descriptor, 0, len(data))
                write_whole(descriptor, data, 0)
            finally:
                os.close(descriptor)
            yield aside  # from where it is moved away
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(aside)
            raise


def disk_full(path: Path | str) -> OperatorError:
    """No room is left where ``path`` stands."""
    return OperatorError("disk-full", _FULL_WORDS.fill(path=str(path)), _FREE_SPACE)


def _explain(path: Path | str, problem: OSError) -> OperatorError:
    if problem.errno in _FULL:
        return disk_full(path)
    if problem.errno in _FORBIDDEN:
        return OperatorError("disk-read-only", _FORBIDDEN_WORDS.fill(path=str(path)), _CHECK_RIGHTS)
    return OperatorError("disk", same_text(f"{path}: {problem.strerror}."), _CHECK_DISK)


_FULL_WORDS = Text(
    "There is no room on the disk to write {path}.",
    "На диске нет места для записи {path}.",
    "磁盘空间不足，无法写入 {path}。",
)
_FREE_SPACE = Text(
    "Free space, then try again; nothing was lost.",
    "Освободите место и повторите; ничего не потеряно.",
    "请腾出空间后重试；没有丢失任何内容。",
)
_FORBIDDEN_WORDS = Text("{path} may not be written.", "Запись в {path} запрещена.", "不允许写入 {path}。")
_CHECK_RIGHTS = Text(
    "Check the rights of the folder, and that its disk is not mounted read-only.",
    "Проверьте права на папку и не подключён ли диск только для чтения.",
    "请检查文件夹权限，以及磁盘是否以只读方式挂载。",
)
_CHECK_DISK = Text("Check the disk, then try again.", "Проверьте диск и повторите.", "请检查磁盘后重试。")
_IN_USE = Text(
    "Another process is using {folder}.",
    "Папку {folder} использует другой процесс.",
    "另一个进程正在使用 {folder}。",
)
_STOP_OTHER = Text(
    "Stop the other one first; two must never write one log.",
    "Сначала остановите его: два процесса не должны вести один журнал.",
    "请先停止该进程；绝不能有两个进程写入同一日志。",
)
