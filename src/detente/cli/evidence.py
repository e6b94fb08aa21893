"""``detente verify``: check a message's evidence, a proof of a fork, or a whole log; with public keys and no node."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain
from detente.kernel.errors import InputError, ProofError
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from detente.ledger.directory import StateKeys
    from detente.ledger.evidence import EvidenceReport
    from detente.ledger.keys import VerifierKey
    from detente.ledger.policy import Policy
    from detente.ledger.witnessed import Witnessed

MAX_KEYS_BYTES = 1_000_000
MAX_LOG_FILE_BYTES = 64_000_000


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    what: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|DIR", help="An evidence file, or a proof of a fork; or the folder of a log or node."
        ),
    ],
    keys: Annotated[
        list[Path] | None,
        typer.Option(
            "--keys", metavar="FILE", help="A list of keys you trust, such as a node's public/keys.txt."
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            "--key",
            metavar="VKEY",
            help="A key you trust, as text; for evidence give both, log and document.",
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy", metavar="FILE", help="Whose cosignatures must be there besides (C2SP tlog-policy)."
        ),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Check evidence of one message, a proof of a fork, or a log's every entry and tile. Exit 1 where it does not hold.

    Without keys of your own, what came along is used; that shows only that all of it agrees with itself.
    """
    output = output_of(context)
    given = _parse_keys(key or [])
    if what.is_dir():
        holds = _verify_log(output, what, _log_keys(keys or [], given), _read_policy(policy))
    elif _is_fork(what):
        holds = _verify_fork(output, what, _log_keys(keys or [], given))
    else:
        holds = _verify_evidence(output, what, keys or [], given, _read_policy(policy))
    if not holds:
        raise typer.Exit(FOUND)


def _parse_keys(texts: Sequence[str]) -> list[VerifierKey]:
    from detente.ledger.keys import parse_vkey

    return [parse_vkey(text) for text in texts]


def _read_directory(path: Path) -> tuple[StateKeys, ...]:
    from detente.ledger.directory import parse_directory

    try:
        return parse_directory(read_file(path, MAX_KEYS_BYTES).decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError("keys-not-utf8", f"{path} is not UTF-8 text.", "Give a list of keys.") from None


def _read_policy(path: Path | None) -> Policy | None:
    from detente.ledger.policy import MAX_POLICY_BYTES, Policy

    return None if path is None else Policy.parse(read_file(path, MAX_POLICY_BYTES))


# --- The evidence of one message ------------------------------------------------------------------


def _verify_evidence(
    output: Output,
    path: Path,
    lists: Sequence[Path],
    given: Sequence[VerifierKey],
    policy: Policy | None,
) -> bool:
    from detente.ledger.evidence import MAX_PACK_BYTES, verify_evidence

    data = read_file(path, MAX_PACK_BYTES)
    trusted = [one for listed in lists for one in _read_directory(listed)]
    if given:
        trusted += _as_sender(given, verify_evidence(data).sender)
    report = verify_evidence(data, trusted if lists or given else None, policy=policy)
    output.result(_evidence_json(output, report), *_show_evidence(output, report))
    return report.consistent


def _as_sender(given: Sequence[VerifierKey], sender: str | None) -> list[StateKeys]:
    """The keys given one by one, taken as those of whoever the document says it is from."""
    from detente.kernel.identifiers import StateCode
    from detente.ledger.directory import StateKeys
    from detente.ledger.keys import Purpose

    if sender is None:
        return []
    log = tuple(key for key in given if key.purpose is Purpose.LOG)
    document = tuple(key for key in given if key.purpose is Purpose.DOCUMENT)
    if not log or not document:
        raise InputError(
            "keys-incomplete",
            "Evidence is checked with a log key and a document key.",
            "Give --key twice, or --keys with the state's list of keys.",
        )
    return [StateKeys(StateCode(sender), log, document)]


def _show_evidence(output: Output, report: EvidenceReport) -> list[RenderableType]:
    from rich.text import Text as Line

    marks = {"passed": ("✓", "green"), "failed": ("✗", "bold red"), "not-checked": ("–", "yellow")}
    shown: list[RenderableType] = []
    for step in report.steps:
        mark, style = marks[step.outcome.value]
        line = Line(f" {mark} ", style=style)
        line.append(f"{step.number}  {output.text(step.sentence)}", style="default not bold")
        shown.append(line)
    style = "bold green" if report.proven else "bold yellow" if report.consistent else "bold red"
    return [*shown, plain(""), plain(output.text(report.verdict), style)]


def _evidence_json(output: Output, report: EvidenceReport) -> Json:
    return {
        "proven": report.proven,
        "consistent": report.consistent,
        "keys_from": report.keys_from.value,
        "document_id": report.document_id,
        "from": report.sender,
        "index": report.index,
        "log_size": report.checkpoint.checkpoint.size if report.checkpoint else None,
        "witnessed": _witnessed_json(output, report.witnessed),
        "verdict": output.text(report.verdict),
        "steps": [
            {
                "number": step.number,
                "code": step.code,
                "outcome": step.outcome.value,
                "sentence": output.text(step.sentence),
            }
            for step in report.steps
        ],
    }


def _witnessed_json(output: Output, witnessed: Witnessed | None) -> Json:
    from detente.kernel.instants import format_instant

    if witnessed is None:
        return None
    between = witnessed.between
    return {
        "satisfied": witnessed.satisfied,
        "by": [*witnessed.by],
        "from": format_instant(between.earliest) if between else None,
        "until": format_instant(between.latest) if between else None,
        "existed_by": format_instant(witnessed.existed_by) if witnessed.existed_by else None,
        "reasons": output.text(witnessed.reasons),
    }


# --- A proof that a log has signed two histories --------------------------------------------------


def _is_fork(path: Path) -> bool:
    """Evidence is a zip file; a proof of a fork begins as only canonical JSON of that form does."""
    with path.open("rb") as file:
        return file.read(len(_FORK_BEGINS)) == _FORK_BEGINS


def _verify_fork(output: Output, path: Path, trusted: Sequence[VerifierKey]) -> bool:
    from detente.exchange.fork import MAX_FORK_BYTES, parse_fork, verify_fork
    from detente.ledger.checkpoints import parse_checkpoint
    from detente.ledger.notes import parse_note

    proof = parse_fork(read_file(path, MAX_FORK_BYTES))
    claimed = [parse_checkpoint(parse_note(note).text) for note in (proof.first, proof.second)]
    origin = claimed[0].origin
    keys = [key for key in trusted if key.name == origin]
    if not keys:
        raise InputError(
            "no-key",
            f"None of the keys is one of the log “{origin}”.",
            "Give --key, or --keys with the list of keys of the log's owner: the proof brings none along.",
        )
    sizes: list[Json] = [one.size for one in claimed]
    try:
        verify_fork(proof, origin, keys)
    except ProofError as problem:
        value: Json = {"forked": False, "origin": origin, "sizes": sizes, "problem": {"code": problem.code}}
        output.result(
            value,
            plain(f" ✗  {output.text(problem.message)}", "bold red"),
            plain(output.text(_NO_FORK), "bold red"),
        )
        return False
    said = _FORK.fill(origin=origin, first=str(claimed[0].size), second=str(claimed[1].size))
    output.result({"forked": True, "origin": origin, "sizes": sizes}, plain(output.text(said), "bold red"))
    return True


# --- A whole log ----------------------------------------------------------------------------------


def _log_keys(lists: Sequence[Path], given: Sequence[VerifierKey]) -> list[VerifierKey]:
    from detente.ledger.keys import Purpose

    listed = [key for path in lists for state in _read_directory(path) for key in state.log]
    return [*listed, *(key for key in given if key.purpose is Purpose.LOG)]


def _verify_log(output: Output, folder: Path, trusted: Sequence[VerifierKey], policy: Policy | None) -> bool:
    from detente.ledger.audit import audit_log
    from detente.ledger.witnessed import verify_witnessed

    root = folder / "public" if (folder / "public").is_dir() else folder
    origin = _origin_of(root)
    keys = [key for key in trusted or _keys_beside(root) if key.name == origin]
    if not keys:
        raise InputError(
            "no-key",
            f"None of the keys is one of the log “{origin}” in {root}.",
            "Give --key, or --keys with the list of keys of the log's owner.",
        )

    def read(path: str) -> bytes | None:
        where = root / path
        return read_file(where, MAX_LOG_FILE_BYTES) if where.is_file() else None

    try:
        with output.progress(f"Auditing {origin}", None):
            report = audit_log(read, origin, keys)
        witnessed = verify_witnessed(report.signed.note, policy, keys) if policy else None
    except ProofError as problem:
        output.result(
            {
                "holds": False,
                "origin": origin,
                "problem": {"code": problem.code, "message": output.text(problem.message)},
            },
            plain(f" ✗  {output.text(problem.message)}", "bold red"),
            plain(output.text(_DOES_NOT_HOLD), "bold red"),
        )
        return False
    source = "trusted" if trusted else "beside-log"
    output.result(
        {
            "holds": True,
            "origin": origin,
            "entries": report.entries,
            "tiles": report.tiles,
            "root": report.signed.checkpoint.root.hex(),
            "keys_from": source,
            "witnessed": _witnessed_json(output, witnessed),
        },
        *([_show_witnessed(output, witnessed)] if witnessed else []),
        plain(
            f" ✓  {output.text(_HOLDS.fill(origin=origin, entries=report.entries, tiles=report.tiles))}",
            "green",
        ),
        plain(
            output.text(_WITH_TRUSTED if trusted else _WITH_OWN), "bold green" if trusted else "bold yellow"
        ),
    )
    return witnessed is None or witnessed.satisfied


def _show_witnessed(output: Output, witnessed: Witnessed) -> RenderableType:
    if witnessed.satisfied:
        return plain(f" ✓  {output.text(witnessed.sentence)}", "green")
    return plain(f" ✗  {output.text(witnessed.sentence)} {output.text(witnessed.reasons)}", "bold red")


def _origin_of(root: Path) -> str:
    checkpoint = root / "checkpoint"
    if not checkpoint.is_file():
        raise InputError(
            "no-log",
            f"{root} holds no log: the file checkpoint is missing.",
            "Name the folder of a node or a log.",
        )
    first = read_file(checkpoint, MAX_KEYS_BYTES).split(b"\n", 1)[0]
    return first.decode("utf-8", errors="replace")


def _keys_beside(root: Path) -> list[VerifierKey]:
    beside = root / "keys.txt"
    return [key for state in _read_directory(beside) for key in state.log] if beside.is_file() else []


_FORK_BEGINS = b'{"consistency":['
_FORK = Text(
    "Proven: the log {origin} signed two histories that exclude each other, at {first} and at {second} entries.",
    "Доказано: подписаны два взаимоисключающих варианта журнала {origin} — при {first} и при {second} записях.",
    "已证明：日志 {origin} 签署了两个互相排斥的版本，分别在{first}条和{second}条条目时。",
)
_NO_FORK = Text(
    "It does not prove that the log signed two histories.",
    "Не доказано, что подписаны два варианта журнала.",
    "不能证明该日志签署了两个版本。",
)
_HOLDS = Text(
    "The log {origin} is whole: {entries} entries, {tiles} tiles, and the root of its signed checkpoint.",
    "Журнал {origin} цел: записей — {entries}, плиток — {tiles}; корень подписанной контрольной точки верен.",
    "日志 {origin} 完整：{entries}条条目、{tiles}个瓦片，与已签名检查点的根一致。",
)
_WITH_TRUSTED = Text(
    "Checked with keys that you gave.", "Проверено указанными вами ключами.", "已用您提供的密钥核验。"
)
_WITH_OWN = Text(
    "Checked with the keys that lay beside it: it agrees with itself. Give --keys to know whose it is.",
    "Проверено приложенными ключами: журнал внутренне согласован. Чтобы установить, чей он, укажите --keys.",
    "已用随附的密钥核验：日志自身一致。若要确认归属，请用 --keys 提供密钥。",
)
_DOES_NOT_HOLD = Text("The log does not hold.", "Журнал не прошёл проверку.", "日志未通过核验。")
