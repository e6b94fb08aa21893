"""Differences between two years as lines, each with its words, and what is asked about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.agreements.model import Format, ItemType, Purpose
from detente.kernel.errors import InputError
from detente.kernel.identifiers import Reference
from detente.kernel.languages import Language, Text, as_text, same_text
from detente.messages.document import JsonValue
from detente.messages.references import parse_reference
from detente.messages.values import FreeText, Place
from detente.messages.wording import list_of
from detente.node.forces import ForcesComparison
from detente.record.facts import FORCES_POSTS, FORCES_UNITS
from detente.record.forces import Forces, Post, Unit
from detente.record.forces_changes import OF_POSTS, Change, ChangedValue, ChangeKind
from detente.web import forces_words as words
from detente.web.forces_shown import Shown, as_words
from detente.web.templating import format_permille

_SUBJECT = "clarification.subject"
_MOST_ABOVE = 3


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference. ``key`` names it; ``above``: the names of those above it, the highest first.

    ``by``: how much more or less; None: it is not a number, or was told in one year alone.
    """

    key: str
    code: str
    kind: Text
    mark: tuple[str, str]
    name: Text
    path: str
    above: tuple[Text, ...]
    before: Text
    after: Text
    by: Text | None


@dataclass(frozen=True)
class Compared:
    """The differences of two years as a page shows them."""

    shown: Shown
    view: ForcesComparison

    @cached_property
    def before(self) -> Mapping[str, Unit | Post]:
        """Units and posts of the earlier year by code."""
        return _by_code(self.view.before)

    @cached_property
    def after(self) -> Mapping[str, Unit | Post]:
        """Units and posts of the later year by code."""
        return _by_code(self.view.after)

    def line(self, change: Change) -> ChangeLine:
        """One difference in words."""
        return ChangeLine(
            key=key_of(change),
            code=change.code,
            kind=words.CHANGES[change.kind],
            mark=words.CHANGE_MARKS[change.kind],
            name=self.name(change.code),
            path=self.shown.history(change.code),
            above=tuple(self.name(code) for code in change.path[-_MOST_ABOVE:]),
            before=self._value(change, change.before, self.before),
            after=self._value(change, change.after, self.after),
            by=_by(change.before, change.after),
        )

    def name(self, code: str) -> Text:
        """What a unit or post is called in the later year, else in the earlier; its code where neither names it."""
        known = self.after.get(code) or self.before.get(code)
        return same_text(code) if known is None else as_words(_name(known))

    def _value(self, change: Change, value: ChangedValue, then: Mapping[str, Unit | Post]) -> Text:
        if value is None:
            return _ABSENT.get(change.kind, words.NOT_TOLD)
        match value:
            case FreeText() | Place():
                return as_words(value if isinstance(value, FreeText) else value.name)
            case Unit() | Post():
                return self._whole(value)
            case int():
                return words.STRENGTH.fill(count=value)
            case str():
                return self._code(change.kind, value, then)
        held = self.shown.amounts(value)
        return held or words.NOT_TOLD

    def _whole(self, one: Unit | Post) -> Text:
        """A unit or post that came or went, with what is most to know of it."""
        if isinstance(one, Post):
            holder = as_words(one.holder) if one.holder else None
            return list_of([as_words(one.title), *([holder] if holder else [])])
        level = self.shown.levels.get(one.level or "")
        return list_of(
            [
                as_words(one.name),
                *([level] if level else []),
                *([as_words(one.city.name)] if one.city else []),
            ]
        )

    def _code(self, kind: ChangeKind, code: str, then: Mapping[str, Unit | Post]) -> Text:
        if kind is ChangeKind.LEVEL:
            return self.shown.levels.get(code, same_text(code))
        known = then.get(code)
        return words.NAME_OF.fill(name=as_words(_name(known)), code=code) if known else same_text(code)


def key_of(change: Change) -> str:
    """What tells a difference from all others of the same two years."""
    return f"{change.kind.value}:{change.code}"


def asking_format(shown: Shown) -> tuple[Format, str] | None:
    """The format in which a question is put to one state, and its item for the question; None: there is none."""
    for form in shown.agreement.formats.values():
        if form.purpose is Purpose.CLARIFICATION_REQUEST:
            for item in form.items:
                if item.fact == _SUBJECT:
                    return form, item.id
    return None


def question_about(compared: Compared, change: Change) -> tuple[Format, dict[str, JsonValue]]:
    """What a request for clarification of one difference says.

    Raises:
        InputError: the agreement has no format for it.
    """
    asking = asking_format(compared.shown)
    if asking is None:
        raise InputError("no-format", words.NO_QUESTION, words.SEE_AGAIN)
    form, item = asking
    line, view = compared.line(change), compared.view
    question = words.QUESTION.fill(
        before=str(view.from_year),
        after=str(view.to_year),
        name=line.name,
        code=line.code,
        what=line.kind,
        old=line.before,
        new=line.after,
    )
    content: dict[str, JsonValue] = {item: {one.value: question.in_(one) for one in Language}}
    about = next((one.id for one in form.items if one.type is ItemType.MESSAGE_REFERENCE), None)
    reference = _told_in(compared, change)
    return form, {**content, **({about: reference} if about and reference else {})}


def _told_in(compared: Compared, change: Change) -> Reference | None:
    """The newest message of the later year that tells of units, or of posts; None: not found."""
    fact = FORCES_POSTS if change.kind in OF_POSTS else FORCES_UNITS
    topics = {
        form.topic
        for form in compared.shown.agreement.formats.values()
        if any(item.fact == fact for item in form.items)
    }
    told = [one for one in compared.view.after.messages if parse_reference(one).topic in topics]
    return told[-1] if told else None


def _by_code(forces: Forces) -> Mapping[str, Unit | Post]:
    posts: dict[str, Unit | Post] = {one.code: one for one in forces.posts}
    return posts | {one.code: one for one in forces.units}


def _name(known: Unit | Post) -> FreeText:
    return known.title if isinstance(known, Post) else known.name


def _by(before: ChangedValue, after: ChangedValue) -> Text | None:
    """How much more or less, and in per cent of what it was."""
    if not isinstance(before, int) or not isinstance(after, int):
        return None
    sign = "+" if after > before else "−"
    change = _SIGNED.fill(sign=sign, amount=abs(after - before))
    if not before:
        return change
    permille = round(abs(after - before) * 1000 / before)
    percent = Text(*(f"{sign}{format_permille(permille, language)}" for language in Language))
    return words.BY.fill(change=change, percent=as_text(percent))


_SIGNED = Text("{sign}{amount}", "{sign}{amount}", "{sign}{amount}")
_ABSENT = {
    ChangeKind.RAISED: words.NOTHING,
    ChangeKind.DISBANDED: words.NOTHING,
    ChangeKind.CREATED: words.NOTHING,
    ChangeKind.ABOLISHED: words.NOTHING,
    ChangeKind.APPOINTED: words.VACANT,
    ChangeKind.VACATED: words.VACANT,
    ChangeKind.RESUBORDINATED: words.TOP,
}
