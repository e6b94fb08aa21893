"""A node opened: its settings, database, keys, log and the ground it stands on, held together."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.places import Places
from detente.geography.zones import Band
from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import AgreementId, StateCode, ZoneId
from detente.ledger.log import Log
from detente.messages.document import Origin, OriginKind
from detente.node.blobstore import BlobStore
from detente.node.forces_kept import KeptForces
from detente.node.ground import Ground
from detente.node.keys import NodeKeys
from detente.node.logstore import PUBLIC, DiskMirror
from detente.node.settings import Settings
from detente.record.facts import Formats


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
    ground: Ground
    entropy: Callable[[int], bytes]
    forces_kept: KeptForces = field(default_factory=KeptForces)
    _mirrors: dict[StateCode, DiskMirror] = field(default_factory=dict)
    _blobs: dict[StateCode, BlobStore] = field(default_factory=dict)
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

    def mirror_of(self, state: StateCode) -> DiskMirror:
        """Our copy of another state's log, to write to."""
        if state not in self._mirrors:
            self._mirrors[state] = DiskMirror(self.files_of(state))
        return self._mirrors[state]

    def blobs_of(self, state: StateCode) -> BlobStore:
        """The blobs of this state, or those fetched from another."""
        if state not in self._blobs:
            self._blobs[state] = BlobStore(self.files_of(state))
        return self._blobs[state]

    def files_of(self, state: StateCode) -> Path:
        """The folder of this state's public files, or of our copy of another's."""
        return self.folder / (PUBLIC if state == self.settings.state else f"peers/{state}")

    @property
    def vocabulary(self) -> Vocabulary:
        """The words all agreements share."""
        return self.ground.vocabulary

    @property
    def agreements(self) -> Mapping[AgreementId, Agreement]:
        """Every installed agreement, by id."""
        return self.ground.agreements

    @cached_property
    def in_use(self) -> Mapping[AgreementId, Agreement]:
        """The agreements that messages are told under and findings are made for.

        Those the settings name; otherwise every installed one to which this state is party.

        Raises:
            OperatorError: the settings name one that is not installed.
        """
        chosen = self.settings.chosen_agreements()
        missing = [one for one in chosen if one not in self.agreements]
        if missing:
            raise OperatorError(
                "settings",
                f"detente.toml names agreements that are not installed: {', '.join(missing)}.",
                f"Installed are: {', '.join(self.agreements)}.",
            )
        if chosen:
            return {one: self.agreements[one] for one in chosen}
        own = self.settings.state
        return {name: one for name, one in self.agreements.items() if one.party(own) is not None}

    def agreement(self, agreement_id: AgreementId) -> Agreement:
        """The agreement of that id.

        Raises:
            InputError: this node carries no such agreement.
        """
        return self.ground.agreement(agreement_id)

    @property
    def formats(self) -> Formats:
        """Every format of every agreement."""
        return self.ground.formats

    def places(self, agreement_id: AgreementId) -> Places:
        """Where activities lie against the agreement's zones."""
        return self.ground.places(agreement_id)

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
