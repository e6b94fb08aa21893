"""Check a pack without loading it: the list of everything to mend."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreements.load import NO_PACKS, loader_for
from detente.agreements.model import Vocabulary
from detente.kernel.errors import Fault
from detente.kernel.identifiers import AgreementId


def check_pack(
    files: Mapping[str, bytes],
    vocabulary: Vocabulary,
    folder: str | None = None,
    others: Mapping[AgreementId, Mapping[str, bytes]] = NO_PACKS,
) -> list[Fault]:
    """Everything wrong with a pack, by file and line; empty: it loads.

    ``folder``: the name of the folder it came from, which must be its id. ``others``: packs it may lie over.

    Raises:
        PackError: a pack below has faults.
    """
    return loader_for(files, vocabulary, others).check(files, folder)
