"""Check a pack without loading it: the list of everything to mend."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreements.load import PackLoader
from detente.agreements.model import Vocabulary
from detente.kernel.errors import Fault


def check_pack(files: Mapping[str, bytes], vocabulary: Vocabulary, folder: str | None = None) -> list[Fault]:
    """Everything wrong with a pack, by file and line; empty: it loads.

    ``folder``: the name of the folder it came from, which must be its id.
    """
    return PackLoader(vocabulary).check(files, folder)
