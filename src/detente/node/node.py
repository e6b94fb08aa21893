"""A node opened: its settings, database, keys, log, agreements and borders, held together."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.reader import shipped_packs
from detente.assessment.places import Places
from detente.geography.borders import BorderSet, parse_borders
from detente.geography.reader import read_sample_borders
from detente.geography.zones import Band
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, StateCode, ZoneId
from detente.kernel.languages import Text
from detente.ledger.log import Log
from detente.messages.document import Origin, OriginKind
from detente.node.blobstore import BlobStore
from detente.node.keys import NodeKeys
from detente.node.logstore import PUBLIC, DiskMirror
from detente.node.settings import Settings
from detente.record.facts import Formats, formats_of


@dataclass(kw_only=True)
class Node:
    """One state's node. Made by ``open_node``; services take it as their first argument.

    Reads may run side by side; writes take turns. ``writer`` is None where it was opened for reading.
    """

    folder: Path
    settings: Settings
    engine: Engine
    keys: NodeKeys
    writer: Log | None
    agreements: Mapping[AgreementId, Agreement]
    vocabulary: Vocabulary
    borders: BorderSet
    entropy: Callable[[int], bytes]
    _places: dict[AgreementId, Places] = field(default_factory=dict)
    _turn: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A durable transaction, one at a time; an exception undoes it whole."""
        with self._turn, self.engine.begin() as connection:
            yield connection

    @property
    def log(self) -> Log:
        """This node's log, to append to.

        Raises:
            OperatorError: the node was opened for reading.
        """
        if self.writer is None:
            raise OperatorError(
                "read-only", f"The node {self.folder} was opened for reading.", "Open it for writing."
            )
        return self.writer

    def log_files(self, state: StateCode) -> DiskMirror:
        """The published log of this state, or our mirror of another's."""
        return DiskMirror(self._files_of(state))

    def blobs_of(self, state: StateCode) -> BlobStore:
        """The blobs of this state, or those we fetched from another."""
        return BlobStore(self._files_of(state))

    def _files_of(self, state: StateCode) -> Path:
        return self.folder / (PUBLIC if state == self.settings.state else f"peers/{state}")

    def agreement(self, agreement_id: AgreementId) -> Agreement:
        """The agreement of that id.

        Raises:
            InputError: this node carries no such agreement.
        """
        known = self.agreements.get(agreement_id)
        if known is None:
            raise InputError(
                "no-agreement",
                _NO_AGREEMENT.fill(agreement=agreement_id),
                _KNOWN.fill(known=", ".join(self.agreements)),
            )
        return known

    @cached_property
    def formats(self) -> Formats:
        """Every format of every agreement."""
        return formats_of(self.agreements.values())

    def places(self, agreement_id: AgreementId) -> Places:
        """Where activities lie against the agreement's zones; bands are built when first asked for."""
        if agreement_id not in self._places:
            self._places[agreement_id] = Places(self.agreement(agreement_id), self.borders)
        return self._places[agreement_id]

    def bands(self, agreement_id: AgreementId, host: StateCode) -> Mapping[ZoneId, Band]:
        """The agreement's zones on the side of ``host``."""
        return self.places(agreement_id).bands_of(host)

    def default_origin(self) -> Origin:
        """What a new message of this node is: official, or training where the node trains."""
        return Origin(OriginKind.TRAINING if self.settings.training else OriginKind.OFFICIAL)

    def random_token(self) -> str:
        """A new secret of 32 random bytes, as URL-safe text."""
        return base64.urlsafe_b64encode(self.entropy(32)).decode().rstrip("=")

    def close(self) -> None:
        """Let go of the log and the database; closing again is no fault."""
        writer, self.writer = self.writer, None
        if writer is not None:
            writer.close()
        self.engine.dispose()


def load_agreements(vocabulary: Vocabulary) -> Mapping[AgreementId, Agreement]:
    """Every installed pack, by id.

    Raises:
        PackError: a pack has faults.
    """
    loader = PackLoader(vocabulary)
    return {agreement_id: loader.load(files) for agreement_id, files in shipped_packs().items()}


def load_borders(settings: Settings) -> BorderSet:
    """The border lines the node goes by: those agreed by the parties, or the shipped sample.

    Raises:
        OperatorError: the file named in the settings cannot be read.
    """
    if not settings.borders:
        return read_sample_borders()
    try:
        return parse_borders(Path(settings.borders).read_bytes())
    except OSError as problem:
        raise OperatorError(
            "borders",
            f"The border lines {settings.borders} cannot be read: {problem}.",
            "Mend `borders` in detente.toml, or leave it empty to use the shipped sample.",
        ) from problem


_NO_AGREEMENT = Text(
    "This node carries no agreement “{agreement}”.",
    "На этом узле нет соглашения «{agreement}».",
    "本节点没有协定“{agreement}”。",
)
_KNOWN = Text("It carries: {known}.", "Есть: {known}.", "现有：{known}。")
