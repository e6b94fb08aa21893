"""Two yearly returns of 20,000 units: checked, signed bytes, sealed size, folded, and the difference between them.

The units are made up, with a fixed seed, under the first shipped agreement whose return on structure lists units
with a level, a place, a strength and holdings: a ministry, services, districts, armies and so on down to battalions.
From one year to the next one unit in ten has changed in one way or another. What has to stay within a second is the
difference. Run with ``python -m benchmarks.forces [UNITS]``.
"""

from __future__ import annotations

import copy
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Format, Item, MessageKind, Purpose, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import Reference
from detente.kernel.instants import Interval
from detente.ledger.canonical import canonical_bytes, parse_canonical
from detente.ledger.padding import pad
from detente.messages.codec import document_to_json
from detente.messages.document import Audience, Document, Draft, Origin
from detente.messages.references import ReferenceParts, format_reference, matter_of
from detente.messages.validate import validate
from detente.record.facts import formats_of
from detente.record.forces import forces_in
from detente.record.forces_changes import changes_between
from detente.record.message import KnownMessage
from detente.record.record import fold_matter
from detente.record.returns import Return

T = TypeVar("T")
UNITS = 20_000
#: How many stand under each, from the top down to battalions.
SPREAD = (1, 4, 4, 4, 4, 4, 4, 4)
LEVELS = ("ministry", "service", "command", "army", "division", "brigade", "regiment", "battalion")
CITIES = 150


def units(count: int, seed: int = 1997) -> Iterator[dict[str, Any]]:
    """Rows of a table of units, each superior before what is under it; numbers with all that is below."""
    rng = random.Random(seed)
    above: list[str | None] = [None]
    told, depth = 0, 0
    while told < count:
        level, below = LEVELS[min(depth, len(LEVELS) - 1)], []
        for under in above:
            for _ in range(SPREAD[min(depth, len(SPREAD) - 1)] if under else 1):
                if told < count:
                    told += 1
                    below.append(f"U{told:05}")
                    yield _unit(below[-1], level, under, 5 ** max(len(LEVELS) - depth, 0), rng)
        above, depth = list(below), depth + 1


def _unit(code: str, level: str, under: str | None, size: int, rng: random.Random) -> dict[str, Any]:
    city = rng.randrange(CITIES)
    row: dict[str, Any] = {
        "unit": code,
        "name": {"en": f"{level} {code}", "ru": f"{level} {code} (вымышл.)"},
        "level": level,
        "city": {"name": {"en": f"Town {city}"}, "positions": [f"+{10 + city % 60:02}.00+{city:03}.00/"]},
        "strength": 100 * size,
        "holdings": {"total": {"battle-tanks": size, "artillery": size - rng.randrange(2)}},
    }
    return {**row, "under": under} if under else row


def a_year_later(rows: list[dict[str, Any]], seed: int = 2024) -> list[dict[str, Any]]:
    """The same, with one unit in ten changed: gone, renamed, moved, put elsewhere, larger or equipped anew."""
    rng, later = random.Random(seed), copy.deepcopy(rows)
    leaves = {row["unit"] for row in rows} - {row.get("under") for row in rows}
    kept = [row for row in later if row["unit"] not in leaves or rng.random() > 0.02]
    for row in rng.sample(kept, len(kept) // 12):
        match rng.randrange(4):
            case 0:
                row["name"]["en"] += " of the Guard"
            case 1:
                row["city"] = {"name": {"en": "Another town"}, "positions": ["+43.00+076.00/"]}
            case 2:
                row["strength"] = max(row["strength"] - 1, 1)
            case _:
                row["holdings"]["total"]["battle-tanks"] -= 1
    return kept


def structure_format(agreements: list[Agreement]) -> tuple[Agreement, Format, Item]:
    """The first agreement with a return that lists units with level and holdings, its format and the table."""
    needed = {"level", "city", "strength", "holdings", "under"}
    for agreement in agreements:
        for form in agreement.formats.values():
            for item in form.items:
                columns = {
                    column.id for column in item.columns if not column.required or column.id == "level"
                }
                if form.purpose is Purpose.INFORMATION_RETURN and needed <= columns:
                    return agreement, form, item
    raise SystemExit("No shipped agreement has a return on structure.")


def document_of(agreement: Agreement, form: Format, item: Item, year: int, rows: list[Any]) -> Document:
    """A return as it is signed."""
    sender, *others = sorted(agreement.states())
    reference: Reference = format_reference(
        ReferenceParts(agreement.code, sender, year, year - 2000, form.topic, "O")
    )
    as_of = next(each.id for each in form.items if each.fact == "return.as-of")
    return Document(
        agreement=agreement.id,
        format=form.id,
        reference=reference,
        matter=matter_of(reference),
        sender=sender,
        to=tuple(others),
        kind=MessageKind.ORIGINAL,
        refers_to=(),
        issued_at=datetime(year, 1, 1, tzinfo=UTC),
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content={as_of: f"{year}-01-01", item.id: rows},
    )


def draft_of(document: Document) -> Draft:
    """The draft it was released from."""
    return Draft(
        agreement=document.agreement,
        format=document.format,
        sender=document.sender,
        to=document.to,
        kind=document.kind,
        content=document.content,
        language="en",
    )


class Stopwatch:
    """Times each step and prints them."""

    def __init__(self, title: str) -> None:
        self.table = Table("step", "seconds", "result", title=title)

    def time(self, step: str, do: Callable[[], T], tell: Callable[[T], str] = lambda _: "") -> T:
        """What ``do`` gives; ``tell`` says what of it is shown."""
        began = time.perf_counter()
        result = do()
        self.table.add_row(step, f"{time.perf_counter() - began:.3f}", tell(result))
        return result


def main(count: int = UNITS) -> None:
    """Time each step of two returns, and print them."""
    vocabulary: Vocabulary = read_vocabulary()
    packs = [load_pack(files, vocabulary) for files in shipped_packs().values()]
    agreement, form, item = structure_format(packs)
    rows = list(units(count))
    watch = Stopwatch(f"Two returns of {count:,} units")
    documents = [
        document_of(agreement, form, item, 2026, rows),
        document_of(agreement, form, item, 2027, a_year_later(rows)),
    ]
    time_message(watch, documents[0], agreement, vocabulary)
    time_difference(watch, documents, agreement)
    Console().print(watch.table)


def time_message(watch: Stopwatch, document: Document, agreement: Agreement, vocabulary: Vocabulary) -> None:
    """What one return costs before it is sealed and signed, and when it is read."""
    draft = draft_of(document)
    watch.time(
        "check", lambda: validate(draft, agreement, vocabulary, {}, {}), lambda it: f"{len(it)} faults"
    )
    data = watch.time(
        "canonical bytes",
        lambda: canonical_bytes(document_to_json(document)),
        lambda it: f"{len(it):,} bytes",
    )
    watch.time("read them", lambda: parse_canonical(data))
    watch.time("pad", lambda: pad(data), lambda it: f"{len(it):,} bytes")


def time_difference(watch: Stopwatch, documents: list[Document], agreement: Agreement) -> None:
    """Both folded, and what has changed between them."""
    formats = formats_of([agreement])
    returns: list[Return] = []
    for one in documents:
        known = KnownMessage(one, one.issued_at.year, Interval(one.issued_at, one.issued_at))
        returned = watch.time("fold", lambda known=known, one=one: fold_matter(one.matter, [known], formats))
        assert isinstance(returned, Return)
        returns.append(returned)
    before, after = (
        watch.time(
            f"forces of {year}",
            lambda year=year: forces_in(returns, (), documents[0].sender, agreement.id, year),
            lambda it: f"{len(it.units) if it else 0:,} units",
        )
        for year in (2026, 2027)
    )
    assert before
    assert after
    watch.time("difference", lambda: changes_between(before, after), lambda it: f"{len(it):,} changes")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
