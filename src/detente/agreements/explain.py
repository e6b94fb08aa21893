"""A schema error in plain words: what is wrong, the value, and how to mend it.

A schema may carry its own words beside a rule: ``x-what`` and ``x-mend``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import cast

from jsonschema import ValidationError

from detente.agreements.scalars import Plain
from detente.agreements.source import Path, SourceFile
from detente.kernel.errors import Fault
from detente.kernel.languages import same_text

_LONGEST_SHOWN = 60
_MOST_LISTED = 24
_FEW = 8


def explain(error: ValidationError, source: SourceFile, path: Path) -> list[Fault]:
    """The faults behind one schema error; several where one error stands for several keys."""
    wrong = _Wrong(error, source, path)
    return _EXPLAINERS.get(str(error.validator), _Wrong.other)(wrong)


def show(value: Plain) -> str:
    """A value as a reader finds it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text[:_LONGEST_SHOWN]}{'…' if len(text) > _LONGEST_SHOWN else ''}”"


def show_path(path: Path) -> str:
    """``when.any[0].at_least``; positions in lists count from 0."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"


def suggest(value: str, known: Iterable[str]) -> str:
    """How to mend a name that is not known: the nearest, or all there are; of many, the nearest few."""
    names = sorted(known)
    near = get_close_matches(value, names, 1, 0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if not names:
        return "There is none to choose from."
    if len(names) <= _MOST_LISTED:
        return f"Use one of: {', '.join(names)}."
    nearest = sorted(get_close_matches(value, names, _FEW, 0))
    return f"Use one of: {', '.join(nearest)} or another of the {len(names)} there are."


class _Wrong:
    """One schema error with what is needed to talk about it."""

    def __init__(self, error: ValidationError, source: SourceFile, path: Path) -> None:
        self.source, self.path = source, path
        self.value = cast("Plain", error.instance)
        self.rule: object = error.validator_value
        schema = error.schema
        self.schema: Mapping[str, object] = schema if isinstance(schema, Mapping) else {}

    def unknown_keys(self) -> list[Fault]:
        known = cast("Mapping[str, object]", self.schema.get("properties", {}))
        found = [key for key in cast("dict[str, Plain]", self.value) if key not in known]
        return [
            self.fault(
                "unknown-key", f"“{key}” is no key of {show_path(self.path)}.", suggest(key, known), key
            )
            for key in found
        ]

    def missing_keys(self) -> list[Fault]:
        """A key that is only misspelt, and reported as that, is not missing as well."""
        there = cast("dict[str, Plain]", self.value)
        known = cast("Mapping[str, object]", self.schema.get("properties", {}))
        strange = [key for key in there if key not in known] if self._is_closed() else []
        meant = {near for key in strange for near in get_close_matches(key, known, 1)}
        missing = [key for key in cast("list[str]", self.rule) if key not in there and key not in meant]
        return [
            self.fault(
                "missing-key", f"“{key}” is missing in {show_path(self.path)}.", self.mend(self.add(key))
            )
            for key in missing
        ]

    def _is_closed(self) -> bool:
        return self.schema.get("additionalProperties") is False

    def add(self, key: str) -> str:
        """How to add a key, with what its schema says about it."""
        known = cast("Mapping[str, Mapping[str, object]]", self.schema.get("properties", {}))
        described = known.get(key, {}).get("description")
        return f"Add “{key}”: {described}" if described else f"Add “{key}”."

    def wrong_type(self) -> list[Fault]:
        rule = self.rule if isinstance(self.rule, list) else [self.rule]
        wanted = " or ".join(_TYPES[str(name)] for name in rule)
        mend = self.mend(f"Write {wanted}.")
        if rule == ["string"] and isinstance(self.value, int):
            mend = f'Put it in quotes: "{json.dumps(self.value)}".'
        elif rule == ["boolean"]:
            mend = "Write true or false."
        return [self.fault("wrong-type", f"{self.named()} is not {wanted}.", mend)]

    def not_listed(self) -> list[Fault]:
        rule = [str(each) for each in cast("list[Plain]", self.rule)]
        every = f"Use one of: {', '.join(rule)}."
        near = get_close_matches(str(self.value), rule, 1, 0.6)
        mend = f"Did you mean “{near[0]}”? {every}" if near else every
        what = self.schema.get("x-what", "is not one of the words possible here.")
        return [self.fault("not-in-list", f"{self.named()} {what}", mend)]

    def wrong_form(self) -> list[Fault]:
        return [
            self.fault(
                "wrong-form",
                f"{self.named()} is not written as it should be.",
                self.mend("Fill it in, or take it away."),
            )
        ]

    def too_small(self) -> list[Fault]:
        return [
            self.fault("too-small", f"{self.named()} is less than {self.rule}.", "Write a number from 0 up.")
        ]

    def wrong_size(self) -> list[Fault]:
        size = len(cast("list[Plain]", self.value))
        what = f"{show_path(self.path)} has {size} entries; that is too few or too many."
        return [self.fault("wrong-size", what, self.mend("Add what is missing, or take the key away."))]

    def repeated(self) -> list[Fault]:
        return [self.fault("repeated", f"{self.named()} names something twice.", "Name each once.")]

    def no_choice(self) -> list[Fault]:
        """None of the forms possible here fits."""
        branches = [each for each in cast("list[Plain]", self.rule) if isinstance(each, dict)]
        names = [str(name) for each in branches for name in cast("list[str]", each.get("required", []))]
        keys = list(self.value) if isinstance(self.value, dict) else []
        near = [
            f"Did you mean “{match[0]}”? " for key in keys if (match := get_close_matches(key, names, 1, 0.7))
        ]
        near = [] if any(key in names for key in keys) else near[:1]
        what = str(self.schema.get("x-what", "This is not one of the forms possible here."))
        return [self.fault("wrong-choice", f"{show_path(self.path)}: {what}", "".join(near) + self.mend(""))]

    def other(self) -> list[Fault]:
        what = str(self.schema.get("x-what", f"{self.named()} cannot stand here."))
        return [self.fault("wrong-shape", what, self.mend("See the reference of the pack language."))]

    def named(self) -> str:
        return f"{show(self.value)} at {show_path(self.path)}"

    def mend(self, otherwise: str) -> str:
        return str(self.schema.get("x-mend", otherwise))

    def fault(self, code: str, what: str, mend: str, key: str | None = None) -> Fault:
        path = self.path if key is None else (*self.path, key)
        return Fault(code, self.source.place(path), same_text(what), same_text(mend))


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping (key: value)",
    "null": "null",
}

_EXPLAINERS: Mapping[str, Callable[[_Wrong], list[Fault]]] = {
    "additionalProperties": _Wrong.unknown_keys,
    "required": _Wrong.missing_keys,
    "type": _Wrong.wrong_type,
    "enum": _Wrong.not_listed,
    "pattern": _Wrong.wrong_form,
    "minLength": _Wrong.wrong_form,
    "minimum": _Wrong.too_small,
    "minItems": _Wrong.wrong_size,
    "maxItems": _Wrong.wrong_size,
    "minProperties": _Wrong.wrong_size,
    "maxProperties": _Wrong.wrong_size,
    "uniqueItems": _Wrong.repeated,
    "oneOf": _Wrong.no_choice,
    "anyOf": _Wrong.no_choice,
}
