"""What the commands on visits print: one visit, the list, the books of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cli.output import Json, Output, plain, table
from detente.kernel.languages import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from detente.assessment.quota_views import Entitlement, Figure, QuotaBookView
    from detente.node.node import Node
    from detente.node.quota_book import QuotaYear
    from detente.node.visits import VisitRow, VisitView


def cells(row: VisitRow, output: Output) -> tuple[RenderableType, ...]:
    """One line of the list."""
    from detente.web.visit_words import STATUSES

    return (
        row.id,
        plain(row.object or ""),
        " ".join(row.hosts),
        " ".join(row.guests),
        f"{row.arrival.earliest:%Y-%m-%d}" if row.arrival else "",
        plain(output.text(STATUSES[row.status])),
    )


def row_json(row: VisitRow) -> dict[str, Json]:
    """One line of the list, for a program."""
    from detente.kernel.instants import format_instant

    return {
        "id": row.id,
        "agreement": row.agreement,
        "format": row.format,
        "hosts": list(row.hosts),
        "guests": list(row.guests),
        "object": row.object,
        "status": row.status.value,
        "arrival": format_instant(row.arrival.earliest) if row.arrival else None,
        "end_until": format_instant(row.end_until) if row.end_until else None,
        "team": row.team,
    }


def view_json(output: Output, node: Node, view: VisitView) -> Json:
    """One visit, for a program."""
    from detente.cli.findings import finding_json
    from detente.kernel.instants import format_instant

    visit = view.visit
    return {
        "id": visit.id,
        "status": view.status.value,
        "agreement": visit.agreement,
        "hosts": list(visit.hosts),
        "guests": list(visit.guests),
        "object": visit.object,
        "arrival": str(visit.arrival) if visit.arrival else None,
        "end": str(visit.end) if visit.end else None,
        "team": visit.team,
        "teams": {
            one.state: [_name(member.person.name, output) for member in one.members] for one in visit.teams
        },
        "withheld": view.withheld,
        "kept_until": format_instant(view.kept[0]) if view.kept else None,
        "messages": list(visit.messages),
        "steps": [{"key": one.key, "format": one.format.id, "kind": one.kind.value} for one in view.steps],
        "findings": [finding_json(output, node, one) for one in view.findings],
    }


def view_shown(output: Output, node: Node, view: VisitView) -> list[RenderableType]:
    """One visit, for a person."""
    from detente.assessment.wording import finding_sentence
    from detente.web.visit_words import STATUSES, step_label

    visit, agreement = view.visit, node.agreement(view.visit.agreement)
    names = (
        ", ".join(output.text(agreement.state_name(one)) for one in side)
        for side in (visit.guests, visit.hosts)
    )
    lines: list[RenderableType] = [
        plain(visit.object or visit.id, "bold"),
        plain(f"{' → '.join(names)} · {visit.arrival or '?'} – {visit.end or '?'}"),
        plain(output.text(STATUSES[view.status]), "bold"),
    ]
    for one in view.findings:
        sentence = finding_sentence(one, node.agreement(one.agreement), node.vocabulary)
        lines.append(plain(f"  {output.text(sentence)}"))
    for team in visit.teams:
        people = ", ".join(_name(member.person.name, output) for member in team.members)
        lines.append(plain(f"{output.text(agreement.state_name(team.state))}: {people}"))
    if view.kept and visit.teams:
        lines.append(plain(output.text(_KEPT.fill(until=f"{view.kept[0]:%Y-%m-%d}")), "dim"))
    lines += [plain(reference, "dim") for reference in visit.messages]
    lines += [plain(f"→ {output.text(step_label(one))}  ({one.key})", "cyan") for one in view.steps]
    return lines


def _name(words: object, output: Output) -> str:
    from detente.messages.values import FreeText

    return words.in_(output.language) if isinstance(words, FreeText) else ""


def quotas_json(found: QuotaYear) -> Json:
    """The books of a year, for a program."""
    return {
        "agreement": found.agreement,
        "year": found.year,
        "state": found.state,
        "passive": [_book_json(one) for one in found.passive],
        "active": [_entitlement_json(one) for one in found.active],
    }


def _book_json(book: QuotaBookView) -> Json:
    return {
        "provision": book.provision,
        "bearer": book.bearer,
        "sector": book.sector,
        "settled": book.settled,
        "over": book.over,
        **{name: _figure_json(getattr(book, name)) for name in ("amount", "used", "reserved", "left")},
        "entries": [
            {
                "matter": one.matter,
                "guest": one.guest,
                "host": one.host,
                "object": one.object,
                "state": one.state.value,
                "place": one.place,
                "over": one.over,
                "reason": one.reason,
                "messages": list(one.messages),
            }
            for one in book.entries
        ],
        "partners": [
            {
                "partner": one.partner,
                **{name: _figure_json(getattr(one, name)) for name in ("share", "used", "reserved", "left")},
            }
            for one in book.partners
        ],
    }


def _entitlement_json(one: Entitlement) -> Json:
    return {
        "provision": one.provision,
        "bearer": one.bearer,
        "asked": _figure_json(one.asked),
        "left": _figure_json(one.left),
    }


def _figure_json(figure: Figure) -> Json:
    return {"low": figure.low, "high": figure.high, "messages": list(figure.messages)}


def quotas_shown(output: Output, node: Node, found: QuotaYear) -> list[RenderableType]:
    """The books of a year, for a person."""
    from detente.web.visit_words import USES

    agreement = node.agreement(found.agreement)
    lines: list[RenderableType] = []
    for book in found.passive:
        head = f"{output.text(book.title)} · {output.text(agreement.state_name(book.bearer))} · {book.year}"
        lines.append(plain(head, "bold"))
        shown = table(*(output.text(one) for one in _BOOK_COLUMNS))
        shown.add_row(*(_figure(one) for one in (book.amount, book.used, book.reserved, book.left)))
        lines.append(shown)
        for one in book.entries:
            place = one.place or "–"
            over = f" {output.text(_OVER)}" if one.over else ""
            lines.append(
                plain(
                    f"  {place}. {one.guest}  {one.object or ''}  {one.matter}  {output.text(USES[one.state])}{over}"
                )
            )
    asked = [one for one in found.active if one.asked.high]
    if asked:
        shown = table(*(output.text(one) for one in _ACTIVE_COLUMNS))
        for entitlement in asked:
            name = output.text(agreement.state_name(entitlement.bearer))
            shown.add_row(plain(name), _figure(entitlement.asked), _figure(entitlement.left))
        lines.append(shown)
    return lines or [plain(output.text(_NO_BOOK))]


def _figure(figure: Figure) -> str:
    if figure.low is None:
        return "?"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"


_BOOK_COLUMNS = (
    Text(">Quota", ">Квота", ">配额"),
    Text(">Used", ">Использовано", ">已使用"),
    Text(">Kept free", ">Зарезервировано", ">已预留"),
    Text(">Left", ">Осталось", ">剩余"),
)
_ACTIVE_COLUMNS = (
    Text("Of whom", "У кого", "对象国"),
    Text(">Asked for", ">Запрошено", ">已请求"),
    Text(">Left", ">Осталось", ">剩余"),
)
_KEPT = Text(
    "Names and passports are kept until {until}.",
    "Имена и паспортные данные хранятся до {until}.",
    "姓名和护照资料保存至{until}。",
)
_OVER = Text("above the quota", "сверх квоты", "超出配额")
_NO_BOOK = Text("No quota binds it in that year.", "В этом году квот нет.", "该年度无配额。")
