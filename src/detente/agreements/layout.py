"""Which files a pack has, and which schema each is held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from detente.agreements.explain import suggest
from detente.kernel.errors import Fault
from detente.kernel.languages import same_text

_SCHEMAS = {
    "agreement.yaml": "agreement",
    "articles.yaml": "articles",
    "zones.yaml": "zones",
    "sectors.yaml": "sectors",
}
_FOLDERS = {"provisions": "provision", "formats": "format", "scenarios": "scenario"}
_NEEDED = ("agreement.yaml", "articles.yaml", "CHANGES.md")
_TEXTS = ("CHANGES.md", "README.md")
_IN_FOLDER = re.compile(r"([a-z]+)/[a-z0-9.-]+\.yaml")


def schema_of(path: str) -> str | None:
    """The schema of a file; None where it has none."""
    found = _IN_FOLDER.fullmatch(path)
    return _FOLDERS.get(found[1]) if found else _SCHEMAS.get(path)


def check_layout(files: Mapping[str, bytes]) -> list[Fault]:
    """Files that are missing, that a pack does not have, and texts that are not UTF-8."""
    missing = [
        _fault(path, "missing-file", "The pack does not have this file.", f"Add {path}.")
        for path in _NEEDED
        if path not in files
    ]
    return [*missing, *_unknown(files), *_unreadable(files)]


def _unknown(paths: Iterable[str]) -> list[Fault]:
    """A file that nothing reads would be a promise that nobody keeps."""
    return [
        _fault(path, "unknown-file", "A pack has no such file.", _mend(path))
        for path in sorted(paths)
        if path not in _SCHEMAS and path not in _TEXTS and not _is_in_folder(path)
    ]


def _is_in_folder(path: str) -> bool:
    found = _IN_FOLDER.fullmatch(path)
    return found is not None and found[1] in _FOLDERS


def _mend(path: str) -> str:
    folder, slash, _ = path.partition("/")
    if not slash:
        return suggest(path, [*_SCHEMAS, *_TEXTS])
    if folder in _FOLDERS:
        return f"Name it {folder}/<id>.yaml, in small Latin letters, digits, “-” and “.”."
    return suggest(folder, _FOLDERS)


def _unreadable(files: Mapping[str, bytes]) -> list[Fault]:
    found = []
    for path in _TEXTS:
        data = files.get(path, b"-")
        try:
            blank = not data.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            what = f"Byte {error.start} is not UTF-8."
            found.append(_fault(path, "not-utf-8", what, "Save the file as UTF-8."))
        else:
            if blank:
                found.append(_fault(path, "empty-file", "The file is empty.", "Say what there is to say."))
    return found


def _fault(path: str, code: str, what: str, mend: str) -> Fault:
    return Fault(code, path, same_text(what), same_text(mend))
