"""A node's settings: ``detente.toml``, overridden by environment variables ``DETENTE_…``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant, parse_instant
from detente.kernel.states import parse_state, parse_state_or_invented

FILE_NAME = "detente.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set.

    ``origin`` names this node's log, for ever. ``two_person_release``: the releaser must be another
    person than the drafter. ``clock_shows`` with ``clock_set_at`` makes the node's clock show another
    time (demonstration and training); both or neither. ``exchange_token``: peers must present it to
    fetch blobs over HTTP (empty: blobs are not served over HTTP). ``borders``: a file of border lines
    agreed by the parties (empty: the shipped sample). ``agreements``: ids of those in use, separated by
    commas (empty: every installed one this state is party to). ``judged_from``: what was owed before this
    instant is not judged (empty: before the first message under the agreement). ``receipt_hours``: after so
    many hours without a receipt this node states in its log that none came (0: never). ``tls_certificate``,
    ``tls_key``: files, relative to the node's folder, by which peers know this node when it fetches from them
    (empty: it shows none); ``tls_authorities``: of those whose servers are believed (empty: this machine's).
    ``attachment_megabytes``: the largest file that is attached or fetched, in MiB (0: any).
    ``invented``: the id of an agreement that invented states carry out here, one of them this state (empty: none);
    for demonstration and training alone.
    """

    state: StateCode
    origin: str
    two_person_release: bool = True
    clock_shows: str = ""
    clock_set_at: str = ""
    exchange_token: str = ""
    borders: str = ""
    near_permille: int = 900
    training: bool = False
    agreements: str = ""
    judged_from: str = ""
    receipt_hours: int = 72
    tls_certificate: str = ""
    tls_key: str = ""
    tls_authorities: str = ""
    attachment_megabytes: int = 1024
    invented: str = ""

    def demo_clock(self) -> tuple[Instant, Instant] | None:
        """(what the clock showed, when it was set), or None for the real time."""
        if not self.clock_shows:
            return None
        return parse_instant(self.clock_shows), parse_instant(self.clock_set_at)

    def begins(self) -> Instant | None:
        """From when what is owed is judged; None: from the first message under the agreement."""
        return parse_instant(self.judged_from) if self.judged_from else None

    def chosen_agreements(self) -> tuple[AgreementId, ...]:
        """The agreements that the settings name; empty: they name none."""
        return tuple(AgreementId(one.strip()) for one in self.agreements.split(",") if one.strip())


def load_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Read ``detente.toml`` in ``folder`` and apply the environment.

    Raises:
        OperatorError: no such file, unreadable, an unknown or wrongly typed setting.
    """
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OperatorError(
            "no-node", f"{folder} holds no node: {path} is missing.", "Create one with `detente init`."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise OperatorError("settings", f"{path} cannot be read: {problem}.", "Mend the file.") from problem
    values = {**table, **_from_environment(environ)}
    return _checked(values, str(path))


def write_settings(folder: Path, settings: Settings) -> None:
    """Write ``detente.toml``; every setting is written, so that the file shows what can be set."""
    lines = ["# Settings of this node. Any of them can be overridden by DETENTE_<NAME> in the environment."]
    lines += [f"{field.name} = {_toml(getattr(settings, field.name))}" for field in fields(settings)]
    (folder / FILE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(Settings):
        text = environ.get(f"DETENTE_{field.name.upper()}")
        if text is not None:
            found[field.name] = _typed(field.name, text)
    return found


def _typed(name: str, text: str) -> object:
    kind = _TYPES[name]
    if kind is bool:
        if text.lower() not in ("true", "false"):
            raise OperatorError("settings", f"DETENTE_{name.upper()} is {text!r}.", "Write true or false.")
        return text.lower() == "true"
    if kind is int:
        if not text.isdecimal():
            raise OperatorError("settings", f"DETENTE_{name.upper()} is {text!r}.", "Write a whole number.")
        return int(text)
    return text


_TYPES: dict[str, type] = {
    field.name: {"bool": bool, "int": int}.get(str(field.type), str) for field in fields(Settings)
}


def _checked(values: Mapping[str, object], where: str) -> Settings:
    unknown = sorted(set(values) - set(_TYPES))
    if unknown:
        raise OperatorError(
            "settings",
            f"{where}: unknown setting {', '.join(unknown)}.",
            f"Known are: {', '.join(sorted(_TYPES))}.",
        )
    for name, value in values.items():
        if type(value) is not _TYPES[name]:
            raise OperatorError(
                "settings", f"{where}: {name} is {value!r}.", f"It must be of type {_TYPES[name].__name__}."
            )
    return _built(values, where)


def _built(values: Mapping[str, object], where: str) -> Settings:
    text = {name: str(values.get(name, "")) for name in ("state", "origin")}
    if not all(text.values()):
        raise OperatorError("settings", f"{where}: state and origin must be set.", "Add them.")
    rest = {name: value for name, value in values.items() if name not in text}
    try:
        parse = parse_state_or_invented if values.get("invented") else parse_state
        settings = Settings(state=parse(text["state"]), origin=text["origin"])
        settings = replace(settings, **rest)  # type: ignore[arg-type]  # types checked just before
        settings.demo_clock()
        settings.begins()
    except InputError as fault:
        raise OperatorError("settings", f"{where}: {fault.message.en}", fault.mend) from fault
    return settings
