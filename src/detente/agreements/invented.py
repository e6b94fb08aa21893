"""An agreement carried out by invented states: for demonstration and training where real data may not be shown.

Articles, numbers and forms stay as they are; parties, sides and border lines are invented, and say so in their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_uppercase
from types import MappingProxyType

from detente.agreements.model import Agreement, Party, Side, Status, Zone
from detente.kernel.errors import PackError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Text

SUFFIX = "-invented"
_CODE_LENGTH = 8
_NAMES = (
    Text("State {letter} (invented)", "Государство {letter} (вымышленное)", "{letter}国（虚构）"),
    Text("Side {letter} (invented)", "Сторона {letter} (вымышленная)", "{letter}方（虚构）"),
)


def invented_id(agreement: AgreementId) -> AgreementId:
    """The id of the same agreement between invented states."""
    return AgreementId(f"{agreement}{SUFFIX}")


def with_invented_states(agreement: Agreement) -> Agreement:
    """The agreement between as many invented states, in the pack's order: XA, XB and so on, side by side as there.

    Raises:
        PackError: it has more parties than there are codes for invented states, or lies over another agreement.
    """
    if len(agreement.parties) > len(ascii_uppercase) or agreement.base is not None:
        raise PackError(
            "not-invented",
            f"{agreement.id} cannot be carried out by invented states.",
            f"Choose one that lies over no other and has at most {len(ascii_uppercase)} parties.",
        )
    states = {
        party.state: StateCode(f"X{letter}")
        for party, letter in zip(agreement.parties, ascii_uppercase, strict=False)
    }
    sides = {
        side.id: f"side-{letter.lower()}"
        for side, letter in zip(agreement.sides, ascii_uppercase, strict=False)
    }
    return replace(
        agreement,
        id=invented_id(agreement.id),
        code=f"X{agreement.code}"[:_CODE_LENGTH],
        title=_INVENTED.fill(title=agreement.title),
        short_title=_INVENTED.fill(title=agreement.short_title),
        status=Status.INVENTED,
        sides=tuple(Side(sides[one.id], _named(1, sides[one.id][-1].upper())) for one in agreement.sides),
        parties=tuple(_party(one, states, sides) for one in agreement.parties),
        zones=MappingProxyType({name: _zone(one, states) for name, one in agreement.zones.items()}),
        scenarios=(),
        suspensions=(),
    )


def _party(party: Party, states: Mapping[StateCode, StateCode], sides: Mapping[str, str]) -> Party:
    state = states[party.state]
    side = sides[party.side] if party.side else None
    return replace(party, state=state, side=side, name=_named(0, state[-1]))


def _zone(zone: Zone, states: Mapping[StateCode, StateCode]) -> Zone:
    pairs = [sorted((states[one], states[other])) for one, other in zone.lines if {one, other} <= set(states)]
    return replace(zone, lines=tuple((one, other) for one, other in pairs))


def _named(kind: int, letter: str) -> Text:
    return _NAMES[kind].fill(letter=letter)


_INVENTED = Text("Invented states: {title}", "Вымышленные государства: {title}", "虚构国家：{title}")
