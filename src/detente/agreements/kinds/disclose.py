"""Kind ``disclose``: who may see what was exchanged, and with whose consent it may be passed on."""

from __future__ import annotations

from detente.agreements.kinds.common import Common, build_bearer
from detente.agreements.model import Audience, Consent, Disclose, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.kernel.identifiers import FormatId

_PURPOSES = {
    "request": Purpose.DISCLOSURE_REQUEST,
    "consent": Purpose.DISCLOSURE_CONSENT,
    "notice": Purpose.DISCLOSURE_NOTICE,
}


def build(part: Part, common: Common, reading: Reading) -> Disclose:
    """A provision of this kind from its file."""
    formats, consent, what = part.find("formats"), part.at("consent"), part.list_at("what")
    for each in what:
        reading.use_format(each, None)

    def message(step: str) -> FormatId | None:
        return reading.use_format(formats.find(step) if formats else None, _PURPOSES[step])

    return Disclose(
        **common,
        bearer=build_bearer(part),
        what=tuple(FormatId(each.string()) for each in what),
        to=Audience(part.at("to").string()),
        consent=Consent(consent.string()) if consent.value is not None else None,
        outlives=part.at("outlives").flag(),
        request_format=message("request"),
        consent_format=message("consent"),
        notice_format=message("notice"),
    )
