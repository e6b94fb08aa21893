"""What every provision has, whatever its kind."""

from __future__ import annotations

from typing import TypedDict

from detente.agreements.model import Bearer, Duty, Evidence, Kind
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_evidence, build_text, find_text
from detente.kernel.identifiers import ProvisionId
from detente.kernel.languages import Text


class Common(TypedDict):
    """The fields of ``model.Provision``."""

    id: ProvisionId
    kind: Kind
    article: str
    title: Text
    summary: Text | None
    evidence: Evidence
    instead_of: ProvisionId | None


def build_common(part: Part, reading: Reading) -> Common:
    """The common fields of a provision's file."""
    below = part.find("instead_of")
    if below:
        reading.below.append(below)
    return Common(
        id=ProvisionId(part.at("id").string()),
        kind=Kind(part.at("kind").string()),
        article=part.at("article").string(),
        title=build_text(part.at("title")),
        summary=find_text(part, "summary"),
        evidence=build_evidence(part.at("evidence")),
        instead_of=ProvisionId(below.string()) if below else None,
    )


def build_duty(part: Part) -> Duty:
    """How strongly it binds."""
    return Duty(part.at("duty").string())


def build_bearer(part: Part) -> Bearer:
    """Whose duty it is."""
    return Bearer(part.at("bearer").string())
