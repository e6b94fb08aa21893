"""``detente visits list``, ``show``, ``quota``, ``papers``, ``calendar``, ``forget``: what a node knows of visits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from detente.cli import visits_shown as shown_as
from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from detente.kernel.instants import Instant
    from detente.node.node import Node
    from detente.node.papers import File
    from detente.node.visits import Role
    from detente.record.visits import VisitStatus

MatterArgument = Annotated[str, typer.Argument(metavar="MATTER", help="Such as SCO24/KZ/2026/0001/VR.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to write; otherwise here, under its name.")
]


def add_to(visits: typer.Typer) -> None:
    """Put these commands among those on visits."""
    visits.command("list")(list_)
    visits.command("show")(show)
    visits.command("quota")(quota)
    visits.command("papers")(papers)
    visits.command("calendar")(calendar)
    visits.command("forget")(forget)


def list_(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    state: Annotated[
        str | None, typer.Option("--state", metavar="CODE", help="In it as host or guest.")
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="host|guest", help="That state in this role alone.")
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Such as asked, agreed or under-way.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Only this agreement.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1950, max=2200, help="Of arrival, or else when asked for.")
    ] = None,
    words: Annotated[str, typer.Option("--words", help="In what is visited, or the number.")] = "",
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
    size: Annotated[int, typer.Option("--size", min=1, max=1000, help="Visits on a page.")] = 50,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Visits, inspections and evaluations, newest arrival first."""
    from detente.kernel.identifiers import AgreementId, StateCode
    from detente.node.visits import VisitFilter, list_visits

    output = output_of(context)
    wanted = VisitFilter(
        agreement=AgreementId(agreement) if agreement else None,
        state=StateCode(state.upper()) if state else None,
        role=_role(role),
        status=_status(status),
        year=year,
        words=words,
    )
    with node_at(folder) as (node, at):
        found = list_visits(node, actor_named(node, actor, at), wanted, at, page=page, size=size)
    shown = table(*(output.text(one) for one in _COLUMNS))
    for row in found.rows:
        shown.add_row(*shown_as.cells(row, output))
    last = (page - 1) * size + len(found.rows)
    output.result(
        {"total": found.total, "page": page, "visits": [shown_as.row_json(row) for row in found.rows]},
        shown if found.rows else plain(output.text(_NO_VISITS)),
        plain(f"{last} / {found.total}", "dim") if found.rows else plain(""),
    )


def show(
    context: typer.Context,
    folder: FolderArgument,
    matter: MatterArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """One visit: where it stands, what it means, who comes, and what can be done next."""
    from detente.messages.references import parse_matter
    from detente.node.visits import show_visit

    output = output_of(context)
    with node_at(folder) as (node, at):
        view = show_visit(node, actor_named(node, actor, at), parse_matter(matter), at)
        output.result(shown_as.view_json(output, node, view), *shown_as.view_shown(output, node, view))


def quota(
    context: typer.Context,
    folder: FolderArgument,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Which; otherwise the first with quotas.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1950, max=2200, help="Which; otherwise this one.")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="CODE", help="Whose; otherwise the node's own.")
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """What others may ask of a state in a year, and what it may ask of others, with the messages behind it."""
    from detente.kernel.identifiers import AgreementId, StateCode
    from detente.node.quota_book import agreements_with_quotas, show_quotas

    output = output_of(context)
    with node_at(folder) as (node, at):
        chosen = AgreementId(agreement) if agreement else None
        if chosen is None:
            with_quotas = agreements_with_quotas(node)
            if not with_quotas:
                raise InputError("no-quotas", _NO_QUOTAS, _NAME_ONE)
            chosen = with_quotas[0].id
        of = StateCode(state.upper()) if state else node.settings.state
        found = show_quotas(node, actor_named(node, actor, at), chosen, year or at.year, of, at)
        output.result(shown_as.quotas_json(found), *shown_as.quotas_shown(output, node, found))


def papers(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    matter: MatterArgument,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="Which to print; otherwise those there are are listed."),
    ] = None,
    part: Annotated[
        str, typer.Option("--part", help="Which of several of a kind, as the list names it.")
    ] = "",
    out: OutOption = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Papers of a visit, or of observers at a drill, as PDF: letters, lists, programmes, badges, forms."""
    from detente.documents.papers.contents import PaperKind
    from detente.messages.references import parse_matter
    from detente.node.papers import paper_of, papers_of

    output = output_of(context)
    with node_at(folder) as (node, at):
        who, known = actor_named(node, actor, at), parse_matter(matter)
        if kind is None:
            offers = papers_of(node, who, known, at)
            shown = table(*(output.text(one) for one in _PAPER_COLUMNS))
            for one in offers:
                shown.add_row(one.kind.value, plain(output.text(one.name)), one.part)
            values: list[Json] = [{"kind": one.kind.value, "part": one.part} for one in offers]
            output.result({"papers": values}, shown if offers else plain(output.text(_NO_PAPERS)))
            return
        if kind not in tuple(PaperKind):
            raise InputError("kind", _NO_KIND.fill(kind=kind), _KINDS.fill(kinds=", ".join(PaperKind)))
        file = paper_of(node, who, known, PaperKind(kind), output.language, at, part)
    _write(output, file, out)


def calendar(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    matter: Annotated[
        str | None,
        typer.Argument(metavar="MATTER", help="One visit or drill; otherwise all of a year around now."),
    ] = None,
    organizer: Annotated[
        str | None,
        typer.Option("--organizer", metavar="ADDRESS", help="Make an invitation, from this e-mail address."),
    ] = None,
    invite: Annotated[
        list[str] | None,
        typer.Option("--invite", metavar="ADDRESS", help="Whom it invites; may be given several times."),
    ] = None,
    out: OutOption = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Visits, drills and deadlines as iCalendar; with --organizer, an invitation to accept or decline."""
    output = output_of(context)
    with node_at(folder) as (node, at):
        file = _calendar(node, actor, matter, organizer, invite or [], output.language, at)
    _write(output, file, out)


def forget(
    context: typer.Context,
    folder: FolderArgument,
    matter: Annotated[
        str | None,
        typer.Argument(metavar="MATTER", help="One visit; otherwise those named by --ended-before."),
    ] = None,
    ended_before: Annotated[
        str | None,
        typer.Option("--ended-before", metavar="DATE", help="Every visit that ended before this day."),
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Show the personal data of visits that are over to nobody any more.

    What was signed stays as it is, sealed and in the database: it is the proof. Pages, papers, exports and
    the API leave the names out from then on, for everyone.
    """
    from detente.kernel.instants import parse_partial_date
    from detente.messages.references import parse_matter
    from detente.node.personal import forget_ended, forget_visit

    output = output_of(context)
    if (matter is None) == (ended_before is None):
        raise InputError("forget", _WHICH, _NAME_EITHER)
    with node_at(folder, writable=True) as (node, at):
        who = actor_named(node, actor, at)
        if matter is not None:
            found = forget_visit(node, who, parse_matter(matter), at)
        else:
            before = parse_partial_date(ended_before or "").interval.earliest
            found = forget_ended(node, who, before, at)
    output.result(
        {"forgotten": list(found)},
        *(plain(reference) for reference in found),
        plain(output.text(_FORGOTTEN.fill(count=len(found))), "green"),
    )


def _calendar(
    node: Node,
    actor: str | None,
    matter: str | None,
    organizer: str | None,
    invite: list[str],
    language: Language,
    at: Instant,
) -> File:
    from datetime import timedelta

    from detente.documents.icalendar import Contact
    from detente.kernel.instants import Interval
    from detente.messages.references import parse_matter
    from detente.node.calendars import calendar_between, calendar_of, invitation_to_calendar

    who = actor_named(node, actor, at)
    if matter is None:
        within = Interval(at - timedelta(days=31), at + timedelta(days=366))
        return calendar_between(node, who, within, language, at)
    known = parse_matter(matter)
    if organizer is None:
        return calendar_of(node, who, known, language, at)
    return invitation_to_calendar(
        node,
        who,
        known,
        language,
        at,
        organizer=Contact(organizer, organizer),
        attendees=[Contact(one, one) for one in invite],
    )


def _write(output: Output, file: File, out: Path | None) -> None:
    path = out or Path(file.name)
    try:
        path.write_bytes(file.data)
    except OSError as problem:
        raise OperatorError(
            "unwritable", f"{path} cannot be written: {problem.strerror}.", "Check the path and its rights."
        ) from problem
    output.result({"file": str(path), "bytes": len(file.data)}, plain(str(path), "green"))


def _role(role: str | None) -> Role | None:
    from detente.node import visits as service

    if role is not None and role not in get_args(service.Role):
        raise InputError("role", _NO_WORD.fill(word=role), _WORDS.fill(words="host, guest"))
    return cast("Role | None", role)


def _status(status: str | None) -> VisitStatus | None:
    from detente.record.visits import VisitStatus

    if status is not None and status not in tuple(VisitStatus):
        raise InputError("status", _NO_WORD.fill(word=status), _WORDS.fill(words=", ".join(VisitStatus)))
    return VisitStatus(status) if status else None


_COLUMNS = (
    Text("Number", "Номер", "编号"),
    Text("What is visited", "Объект", "访问对象"),
    Text("Host", "Принимает", "东道国"),
    Text("Guest", "Гость", "访问国"),
    Text("Arrival", "Прибытие", "抵达"),
    Text("Status", "Состояние", "状态"),
)
_PAPER_COLUMNS = (
    Text("Kind", "Вид", "种类"),
    Text("Paper", "Документ", "文书"),
    Text("Part", "Часть", "部分"),
)
_NO_VISITS = Text("No visits.", "Посещений нет.", "没有访问。")
_NO_PAPERS = Text("No papers.", "Документов нет.", "没有文书。")
_NO_QUOTAS = Text(
    "No agreement of this node counts visits.",
    "Ни одно соглашение этого узла не считает посещения.",
    "本节点没有计算访问次数的协定。",
)
_NAME_ONE = Text("Name one with --agreement.", "Укажите его: --agreement.", "请用 --agreement 指定。")
_NO_WORD = Text("“{word}” is not known here.", "«{word}» здесь не известно.", "此处不识别“{word}”。")
_WORDS = Text("There are: {words}.", "Есть: {words}.", "有：{words}。")
_NO_KIND = Text("“{kind}” is no kind of paper.", "«{kind}» — не вид документа.", "“{kind}”不是文书种类。")
_KINDS = Text("There are: {kinds}.", "Есть: {kinds}.", "有：{kinds}。")
_WHICH = Text(
    "Say which visit is meant, or until when they ended.",
    "Укажите посещение или день, до которого они завершились.",
    "请指明访问，或其结束日期的界限。",
)
_NAME_EITHER = Text(
    "Name a MATTER, or --ended-before a day.",
    "Укажите номер или --ended-before и день.",
    "请填写编号，或用 --ended-before 指定日期。",
)
_FORGOTTEN = Text(
    "Personal data shown no more: {count} messages.",
    "Персональные данные больше не показываются: сообщений — {count}.",
    "不再显示个人信息的电文：{count}份。",
)
