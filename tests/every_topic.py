"""The toy agreement with two sectors and a format for every purpose, so that every sentence can be told in it."""

from __future__ import annotations

import json

from detente.agreements.new import TEMPLATE_ID, new_pack


def _people(*columns: str) -> dict[str, object]:
    """Columns by name and type, in turn."""
    return {
        "columns": [
            {"no": f"1.{number}", "id": name, "type": kind, "label": dict.fromkeys(("en", "ru", "zh"), name)}
            for number, (name, kind) in enumerate(zip(columns[::2], columns[1::2], strict=True), 1)
        ]
    }


def _rows(*columns: tuple[str, str, dict[str, object]]) -> dict[str, object]:
    """Columns by name and type, with what else stands there."""
    plain = _people(*(word for name, kind, _ in columns for word in (name, kind)))["columns"]
    assert isinstance(plain, list)
    return {"columns": [one | more for one, (_, _, more) in zip(plain, columns, strict=True)]}


_UNIT: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("unit", "unit-reference", {}),
    ("name", "text", {}),
    ("level", "choice", {"fact": "forces.level"}),
    ("under", "unit-reference", {}),
    ("city", "place", {}),
    ("strength", "number", {"unit": "persons"}),
    ("holdings", "measures", {"measures": ["battle-tanks"]}),
)
_POST: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("post", "unit-reference", {}),
    ("unit", "unit-reference", {}),
    ("holder", "person", {}),
    ("since", "date", {}),
)
_CHANGE: tuple[str, str, dict[str, object]] = ("change", "choice", {"fact": "forces.change"})
_EVENT: list[tuple[str, str, str, dict[str, object]]] = [
    ("type", "choice", "event.type", {}),
    ("date", "date", "event.time", {}),
]
_AS_OF: tuple[str, str, str, dict[str, object]] = ("as-of", "date", "return.as-of", {})
#: Items of each format: id, type, fact, and what else stands there.
_FORMATS: dict[str, tuple[str, str, list[tuple[str, str, str, dict[str, object]]]]] = {
    "annual-return": (
        "information.return",
        "RT",
        [
            ("as-of", "date", "return.as-of", {}),
            ("units", "number", "return.units", {"unit": "units"}),
            ("held", "measures", "forces.holdings", {"measures": ["units", "battle-tanks"]}),
            ("east", "measures", "forces.holdings", {"measures": ["battle-tanks"], "sector": "eastern"}),
            ("west", "measures", "forces.holdings", {"measures": ["battle-tanks"], "sector": "western"}),
            ("budget", "date", "budget.approval", {}),
        ],
    ),
    "short-return": (
        "information.return",
        "RS",
        [
            ("as-of", "date", "return.as-of", {}),
            ("held", "measures", "forces.holdings", {"measures": ["units", "personnel"]}),
        ],
    ),
    "structure-return": (
        "information.return",
        "SI",
        [("list", "table", "forces.units", _rows(*_UNIT)), _AS_OF],
    ),
    "leaders-return": (
        "information.return",
        "LI",
        [("list", "table", "forces.posts", _rows(*_POST)), _AS_OF],
    ),
    "structure-notice": (
        "event.notice",
        "SC",
        [("list", "table", "forces.unit-changes", _rows(*_UNIT, _CHANGE)), *_EVENT],
    ),
    "leaders-notice": (
        "event.notice",
        "LC",
        [("list", "table", "forces.post-changes", _rows(*_POST, ("vacant", "flag", {}))), *_EVENT],
    ),
    "incident-notice": (
        "event.notice",
        "EV",
        [
            ("type", "choice", "event.type", {}),
            ("dates", "period", "event.period", {}),
            ("subject", "long-text", "event.subject", {}),
            ("east", "measures", "event.amounts", {"measures": ["battle-tanks"], "sector": "eastern"}),
        ],
    ),
    "visit-request": (
        "visit.request",
        "VR",
        [
            ("object", "text", "visit.object", {}),
            (
                "sector",
                "choice",
                "visit.sector",
                {
                    "choices": [
                        {"code": one, "label": dict.fromkeys(("en", "ru", "zh"), one)}
                        for one in ("eastern", "western")
                    ]
                },
            ),
            ("arrival", "instant", "visit.arrival", {}),
            ("end", "date", "visit.end", {}),
            ("team", "number", "visit.team", {"unit": "persons"}),
            ("several", "flag", "visit.sequential", {}),
        ],
    ),
    "area-request": (
        "visit.request",
        "VA",
        [("area", "area", "visit.area", {}), ("arrival", "date", "visit.arrival", {})],
    ),
    "visit-invitation": (
        "visit.invitation",
        "VI",
        [
            ("object", "place", "visit.object", {}),
            ("arrival", "date", "visit.arrival", {}),
            ("end", "date", "visit.end", {}),
        ],
    ),
    "visit-reply": (
        "visit.reply",
        "VY",
        [
            ("accepted", "flag", "visit.accepted", {}),
            ("reason", "choice", "visit.reason", {}),
            ("arrival", "date", "visit.arrival", {}),
            ("end", "date", "visit.end", {}),
        ],
    ),
    "late-reply": ("visit.reply", "VL", [("accepted", "flag", "visit.accepted", {})]),
    "visit-report": (
        "visit.report",
        "VP",
        [
            ("took-place", "flag", "visit.took-place", {}),
            ("reason", "choice", "visit.reason", {}),
            ("arrival", "date", "visit.arrival", {}),
            ("end", "date", "visit.end", {}),
            ("team", "number", "visit.team", {"unit": "persons"}),
        ],
    ),
    "visit-change": (
        "visit.change",
        "VC",
        [
            ("arrival", "date", "visit.arrival", {}),
            ("end", "date", "visit.end", {}),
            ("postponed", "flag", "visit.postponed", {}),
            ("reason", "choice", "visit.reason", {}),
        ],
    ),
    "visitors": ("visit.team", "VT", [("people", "table", "visit.team-list", _people("name", "person"))]),
    "visit-programme": (
        "visit.programme",
        "VG",
        [("days", "table", "visit.programme", _people("day", "date", "what", "long-text"))],
    ),
    "visit-log": (
        "visit.record",
        "VW",
        [
            ("arrived", "instant", "visit.arrived", {}),
            ("site-named", "instant", "visit.site-named", {}),
            ("report-handed", "instant", "visit.report-handed", {}),
            ("remarks-made", "instant", "visit.remarks-made", {}),
            ("diagrams", "number", "visit.diagrams", {"unit": "pieces"}),
            ("end", "instant", "visit.end", {}),
        ],
    ),
    "observers-report": (
        "observation.report",
        "OF",
        [
            ("held", "flag", "observation.took-place", {}),
            ("observers", "number", "observation.observers", {"unit": "persons"}),
        ],
    ),
    "quota-transfer": (
        "quota.transfer",
        "QT",
        [
            ("partner", "state", "quota.partner", {}),
            ("year", "date", "quota.year", {}),
            ("amount", "number", "quota.amount", {"unit": "visits"}),
        ],
    ),
    "quota-full": (
        "quota.full",
        "QF",
        [("year", "date", "quota.year", {}), ("amount", "number", "quota.amount", {"unit": "visits"})],
    ),
    "meeting-request": (
        "meeting.request",
        "MR",
        [("subject", "long-text", "meeting.subject", {}), ("time", "date", "meeting.time", {})],
    ),
    "meeting-record": (
        "meeting.record",
        "ME",
        [
            ("time", "date", "meeting.time", {}),
            ("place", "text", "meeting.place", {}),
            ("states", "states", "meeting.states", {}),
            ("extraordinary", "flag", "meeting.extraordinary", {}),
        ],
    ),
    "disclosure-request": (
        "disclosure.request",
        "DR",
        [
            ("subject", "message-reference", "disclosure.subject", {}),
            ("to", "text", "disclosure.to", {}),
            ("public", "flag", "disclosure.public", {}),
        ],
    ),
    "disclosure-consent": ("disclosure.consent", "DC", [("agreed", "flag", "disclosure.agreed", {})]),
    "disclosure-notice": (
        "disclosure.notice",
        "DN",
        [
            ("subject", "message-reference", "disclosure.subject", {}),
            ("to", "states", "disclosure.to", {}),
            ("public", "flag", "disclosure.public", {}),
        ],
    ),
    "activity-report": (
        "activity.report",
        "AR",
        [
            ("drill", "message-reference", "report.activity", {}),
            ("source", "text", "report.source", {}),
            ("strength", "measures", "activity.strength", {"measures": ["personnel"]}),
        ],
    ),
    "forces-notification": (
        "activity.notification",
        "FO",
        [
            ("type", "choice", "activity.type", {}),
            ("formation", "choice", "activity.formation", {}),
            ("direction", "choice", "activity.direction", {}),
            ("area", "area", "activity.area", {}),
            ("dates", "period", "activity.period", {}),
            ("strength", "measures", "activity.strength", {"measures": ["personnel", "battle-tanks"]}),
        ],
    ),
}
_KINDS = {
    "information.return": ["original", "correction", "cancellation", "nil"],
    "event.notice": ["original", "correction", "cancellation"],
    "activity.notification": ["original", "amendment"],
}
_REQUIRES = {"late-reply": ["visit-request"], "visit-reply": ["visit-invitation"]}


def every_topic() -> dict[str, bytes]:
    """The pack's files by path, with a third state on the second side."""
    files = every_format()
    agreement = files["agreement.yaml"].decode()
    party = agreement[agreement.index("  - state: XB") :].partition("\n\n")[0]
    third = party.replace("XB", "XC")
    return files | {"agreement.yaml": agreement.replace(party, f"{party}\n{third}").encode()}


def every_format() -> dict[str, bytes]:
    """The same between the two states of the toy agreement. JSON is YAML."""
    files = new_pack(TEMPLATE_ID)
    files["sectors.yaml"] = json.dumps([_named({"id": one}) for one in ("eastern", "western")]).encode()
    for name, (purpose, topic, items) in _FORMATS.items():
        files[f"formats/{name}.yaml"] = json.dumps(_format(name, purpose, topic, items)).encode()
    return files


def _format(
    name: str, purpose: str, topic: str, items: list[tuple[str, str, str, dict[str, object]]]
) -> dict[str, object]:
    return {
        **_named({"id": name}),
        "topic": topic,
        "purpose": purpose,
        "article": "2",
        "to": "other-side" if name == "forces-notification" else "all-parties",
        "kinds": _KINDS.get(purpose, ["original", "cancellation"]),
        "requires": _REQUIRES.get(name, []),
        "own_matter": True,
        "items": [
            {
                "no": str(number),
                "id": name,
                "type": kind,
                "fact": fact,
                "required": False,
                "label": _words(name),
                **more,
            }
            for number, (name, kind, fact, more) in enumerate(items, 1)
        ],
    }


def _named(more: dict[str, object]) -> dict[str, object]:
    return {**more, "title": _words(str(more["id"])), "evidence": {"level": "model"}}


def _words(text: str) -> dict[str, str]:
    return dict.fromkeys(("en", "ru", "zh"), text)
