"""Forces as two nodes tell each other of them: two years of structure and leadership, and a notice after them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.node.stories import DUTY
from tests.node.visit_stories import NOW, say

from detente.kernel.identifiers import StateCode
from detente.messages.document import JsonValue
from detente.node.node import Node
from detente.node.pulling import pull

BEIJING = {"name": {"en": "Beijing", "ru": "Пекин", "zh": "北京"}, "positions": ["+39.9100+116.4000/"]}
NANJING = {"name": {"en": "Nanjing", "zh": "南京"}, "positions": ["+32.0600+118.7800/"]}
LANZHOU = {"name": {"en": "Lanzhou"}, "positions": ["+36.0600+103.7900/"]}
ASTANA = {"name": {"en": "Astana", "ru": "Астана"}, "positions": ["+51.1700+071.4200/"]}


def row(code: str, name: str, level: str, under: str | None = None, **others: Any) -> dict[str, Any]:
    return {
        "unit": code,
        "name": {"en": name},
        "level": level,
        **({"under": under} if under else {}),
        **others,
    }


def structure(
    year: int, rows: list[dict[str, Any]], holdings: Mapping[str, int] | None = None
) -> Mapping[str, JsonValue]:
    totals = {"holdings": {"total": dict(holdings)}} if holdings else {}
    return {"as-of": f"{year}-01-01", "structure": rows, **totals}


#: China's structure in 2025, and in 2026 with a unit raised, one disbanded, and others changed in every way.
BEFORE = [
    row("MOD", "Ministry <i>of</i> Defence", "ministry", city=BEIJING, strength=900),
    row("GS", "General Staff", "general-staff", "MOD", city=BEIJING, basis="general-knowledge"),
    row("E", "Eastern Command", "command", "MOD", city=NANJING, strength=500),
    row("E1", "First Army", "army", "E", strength=300, holdings={"total": {"battle-tanks": 40}}),
    row("E2", "Second Army", "army", "E", strength=200, city=NANJING),
    row(
        "W",
        "Western Command",
        "command",
        "MOD",
        city=LANZHOU,
        basis="public-source",
        source={"en": "https://x.example"},
    ),
]
AFTER = [
    row("MOD", "Ministry <i>of</i> Defence", "ministry", city=BEIJING, strength=900),
    row("GS", "Joint Staff", "general-staff", "MOD", city=BEIJING),
    row("E", "Eastern Command", "command", "MOD", city=NANJING, strength=400),
    row("E1", "First Army", "corps", "W", strength=300, holdings={"total": {"battle-tanks": 52}}),
    row("W", "Western Command", "command", "MOD", city=BEIJING),
    row("E3", "Third Army", "army", "E", city=NANJING),
]


def post(code: str, title: str, holder: str | None, unit: str, **others: Any) -> dict[str, Any]:
    person = {"holder": {"name": {"en": holder}}} if holder else {}
    return {"post": code, "kind": "head", "title": {"en": title}, "unit": unit, **person, **others}


def leadership(year: int, posts: list[dict[str, Any]]) -> Mapping[str, JsonValue]:
    return {"as-of": f"{year}-01-01", "agency": {"en": "Ministry of Defence"}, "posts": posts}


LED_BEFORE = [
    post("MIN", "Minister", "Wang A.", "MOD", rank={"en": "General"}, since="2023-10"),
    post("CGS", "Chief of Staff", "Li B.", "GS"),
]
LED_AFTER = [
    post("MIN", "Minister", "Zhang C.", "MOD", since="2025-06-01"),
    post("CGS", "Chief of Staff", None, "GS"),
]
OWN = [
    row("KZ-MOD", "Ministry of Defence", "ministry", city=ASTANA, strength=100),
    row("KZ-GF", "Ground Forces", "service", "KZ-MOD", city=ASTANA, strength=60),
]


def tell_forces(kz: Node, cn: Node) -> None:
    """China tells of two years and of a unit moved since; Kazakhstan of one year; Kazakhstan has received all."""
    early, late = datetime(2025, 1, 20, 6, tzinfo=UTC), datetime(2026, 3, 2, 6, tzinfo=UTC)
    for at, year, units, posts in ((early, 2025, BEFORE, LED_BEFORE), (late, 2026, AFTER, LED_AFTER)):
        totals = {"personnel": 900, "battle-tanks": 52} if year == 2026 else None
        say(cn, "structure-information", structure(year, units, totals), at)
        say(cn, "leadership-information", leadership(year, posts), at)
    moved = {"unit": "E3", "change": "moved", "city": LANZHOU}
    say(cn, "structure-change", {"event": "unit-change", "date": "2026-04-01", "changes": [moved]}, NOW)
    say(kz, "structure-information", structure(2026, OWN), late)
    pull(kz, DUTY, StateCode("CN"), NOW)
