"""From data to the plain strings a template sets: everything is resolved to one language here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.documents.papers import words
from detente.documents.papers.contents import Attendee, Basis, NamedState, Occasion, Particular, Shown
from detente.documents.papers.moments import write_moment, write_period
from detente.geography.position import Position
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Language, Text, format_integer
from detente.messages.document import JsonValue
from detente.messages.numbered.words import COORDINATES, EAST, NORTH, SOUTH, WEST, between
from detente.messages.values import FreeText, Period, Person, Place

#: A line of a paper: its label and what it says.
Row = tuple[Text, str | None]


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets values in ``language``. ``personal``: whether personal data may be printed."""

    language: Language
    printed_at: Instant
    personal: bool = False

    def text(self, text: Text, **values: Text | int | str) -> str:
        """A text with its places filled."""
        return (text.fill(**values) if values else text).in_(self.language)

    def value(self, value: Shown, unit: Text | None = None) -> str:
        """Any value a line may hold."""
        match value:
            case Text() | FreeText():
                said = value.in_(self.language)
            case bool():
                said = self.text(words.YES if value else words.NO)
            case int():
                said = self.number(value, unit)
            case str():
                said = value
            case Period():
                said = write_period(value, self.language)
            case Place():
                said = self.place(value)
            case Person():
                said = self.person(value)
            case tuple():
                said = "\n".join(self.place(place) for place in value)
            case _:
                said = write_moment(value, self.language)
        return said

    def number(self, value: int, unit: Text | None = None) -> str:
        """A whole number, and its unit in brackets."""
        shown = format_integer(value, self.language)
        return self.text(words.WITH_UNIT, number=shown, unit=unit) if unit else shown

    def moment(self, moment: Instant | PartialDate | None) -> str | None:
        """A date or an instant; None stays None."""
        return None if moment is None else write_moment(moment, self.language)

    def state(self, state: NamedState) -> str:
        """Its name and its code."""
        return self.text(words.STATE_BY_CODE, name=state.name, code=state.code)

    def states(self, states: Iterable[NamedState]) -> str | None:
        """One after another; None where there is none."""
        return between(self.language).join(self.state(one) for one in states) or None

    def person(self, person: Person) -> str:
        """Name and, on a line of its own, the post."""
        post = f"\n{person.post.in_(self.language)}" if person.post else ""
        return person.name.in_(self.language) + post

    def place(self, place: Place) -> str:
        """Its name, its positions and how good they are."""
        parts = [place.name.in_(self.language), *(self.position(one) for one in place.positions)]
        if place.accuracy_km is not None:
            parts.append(self.text(words.ACCURACY, n=place.accuracy_km))
        return between(self.language).join(parts)

    def position(self, position: Position) -> str:
        """Degrees with their quarters of the globe, four decimals: about ten metres."""
        written = COORDINATES.in_(self.language).format(
            lat=f"{abs(position.lat):.4f}",
            ns=self.text(NORTH if position.lat >= 0 else SOUTH),
            lon=f"{abs(position.lon):.4f}",
            ew=self.text(EAST if position.lon >= 0 else WEST),
        )
        return written.replace(" ", "\u00a0")

    def rows(self, rows: Iterable[Row]) -> JsonValue:
        """Those lines that say something, each as label and value."""
        return [[self.text(label), said] for label, said in rows if said]

    def particulars(self, particulars: Iterable[Particular]) -> Iterator[Row]:
        """Lines for what else a paper says."""
        for one in particulars:
            yield one.label, self.value(one.value, one.unit)

    def occasion(self, occasion: Occasion, head: Collection[NamedState] = ()) -> Iterator[Row]:
        """Lines that say who comes to whom, to see what, when; states that the ``head`` has are not named again."""
        kind = occasion.kind
        if not {*occasion.hosts, *occasion.guests} <= {*head}:
            yield words.HOST, self.states(occasion.hosts)
            yield words.GUESTS[kind], self.states(occasion.guests)
        yield words.OBJECTS[kind], occasion.object.in_(self.language) if occasion.object else None
        yield words.SECTOR, self.text(occasion.sector) if occasion.sector else None
        yield words.ARRIVAL, self.moment(occasion.arrival)
        yield words.END, self.moment(occasion.end)

    def basis(self, basis: Basis) -> JsonValue:
        """What every paper carries of the messages it rests on."""
        standing = words.STANDINGS.get(basis.status)
        return {
            "heading": self.text(words.RESTS_ON),
            "rows": self.rows(
                (
                    (words.MESSAGES, "\n".join(basis.references)),
                    (words.AGREEMENT, self.text(basis.agreement)),
                    (words.ARTICLE, self.text(basis.article)),
                    (words.PRINTED, self.moment(self.printed_at)),
                )
            ),
            "counts": self.text(words.COUNTS),
            "standing": self.text(standing) if standing else None,
        }

    def spellings(self, name: FreeText) -> list[str]:
        """A name as it is written in the language of the paper, then every other spelling of it."""
        first = name.in_(self.language)
        others = [name.by_language[code] for code in sorted(name.by_language)]
        return list(dict.fromkeys([first, *others]))

    def members(self, members: Sequence[Attendee]) -> JsonValue:
        """A table of people; states only where there are several, personal columns only where they may be printed.

        ``columns`` names each, so that the template can give it its width.
        """
        several = len({one.state for one in members}) > 1
        rows = [self._member(place, one) for place, one in enumerate(members, start=1)]
        columns = [
            name
            for name in _COLUMNS
            if (several or name != "state") and (self.personal or name not in _PERSONAL)
        ]
        return {
            "columns": list[JsonValue](columns),
            "head": [self.text(_COLUMNS[name]) for name in columns],
            "rows": [[row[name] for name in columns] for row in rows],
        }

    def _member(self, place: int, attendee: Attendee) -> dict[str, list[JsonValue]]:
        """What stands in each column, line by line; only ``members`` decides which are printed."""
        member = attendee.member
        function = member.function or member.person.post
        return {
            "number": [attendee.number or str(place)],
            "name": list[JsonValue](self.spellings(member.person.name)),
            "rank": [member.rank.in_(self.language) if member.rank else "—"],
            "function": [function.in_(self.language) if function else "—"],
            "state": [self.text(attendee.state.name)],
            "born": [self.moment(member.born) or "—"],
            "passport": [member.passport or "—"],
        }


_COLUMNS = {
    "number": words.NUMBER,
    "name": words.NAME,
    "rank": words.RANK,
    "function": words.FUNCTION,
    "state": words.STATE,
    "born": words.BORN,
    "passport": words.PASSPORT,
}
_PERSONAL = frozenset({"born", "passport"})
