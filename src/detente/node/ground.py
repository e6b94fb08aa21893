"""What a node stands on: agreements, words and border lines. Several nodes on one machine can share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.agreements.invented import with_invented_states
from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.places import Places
from detente.geography.borders import BorderSet, parse_borders
from detente.geography.reader import read_sample_borders
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.record.facts import Formats, formats_of

if TYPE_CHECKING:
    from detente.documents.papers.press import Stationery


@dataclass(kw_only=True)
class Ground:
    """Agreements by id, the words they share, and border lines; zones on the ground are worked out once."""

    vocabulary: Vocabulary
    agreements: Mapping[AgreementId, Agreement]
    borders: BorderSet
    _places: dict[AgreementId, Places] = field(default_factory=dict)

    def agreement(self, agreement_id: AgreementId) -> Agreement:
        """The agreement of that id.

        Raises:
            InputError: there is none.
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

    @cached_property
    def stationery(self) -> Stationery:
        """What papers are set with; fonts take a moment to read, so they are read when first asked for."""
        from detente.documents.papers.reader import read_stationery

        return read_stationery()

    def places(self, agreement_id: AgreementId) -> Places:
        """Where activities lie against the agreement's zones; bands are built when first asked for."""
        if agreement_id not in self._places:
            self._places[agreement_id] = Places(self.agreement(agreement_id), self.borders)
        return self._places[agreement_id]


def load_ground(borders: str = "", invented: str = "") -> Ground:
    """Every installed pack, and the border lines of a file, or the shipped sample.

    ``invented``: the id of an agreement that is there a second time, between invented states.

    Raises:
        PackError: a pack has faults.
        OperatorError: the file of border lines cannot be read, or that agreement is not installed.
        InputError: it holds no border lines.
    """
    vocabulary = read_vocabulary()
    agreements = dict(load_agreements(vocabulary))
    if invented:
        if AgreementId(invented) not in agreements:
            raise OperatorError(
                "settings",
                f"detente.toml names {invented}, which is not installed, for invented states.",
                f"Installed are: {', '.join(agreements)}.",
            )
        one = with_invented_states(agreements[AgreementId(invented)])
        agreements[one.id] = one
    return Ground(vocabulary=vocabulary, agreements=agreements, borders=load_borders(borders))


def load_agreements(vocabulary: Vocabulary, *, scenarios: bool = False) -> Mapping[AgreementId, Agreement]:
    """Every installed pack, by id; with its scenarios where they are asked for.

    Raises:
        PackError: a pack has faults.
    """
    return PackLoader(vocabulary, scenarios=scenarios).load_all(shipped_packs())


def load_borders(path: str) -> BorderSet:
    """The border lines agreed by the parties, from a file; for an empty path the shipped sample.

    Raises:
        OperatorError: the file cannot be read.
        InputError: it holds no border lines.
    """
    if not path:
        return read_sample_borders()
    try:
        return parse_borders(Path(path).read_bytes())
    except OSError as problem:
        raise OperatorError(
            "borders",
            f"The border lines {path} cannot be read: {problem}.",
            "Mend `borders` in detente.toml, or leave it empty to use the shipped sample.",
        ) from problem


_NO_AGREEMENT = Text(
    "This node carries no agreement “{agreement}”.",
    "На этом узле нет соглашения «{agreement}».",
    "本节点没有协定“{agreement}”。",
)
_KNOWN = Text("It carries: {known}.", "Есть: {known}.", "现有：{known}。")
