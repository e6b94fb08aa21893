"""Quota books of 57 states over thirty years, recomputed from 200,000 messages; and one more message among them.

The record is made up, with a fixed seed, under the shipped agreement that has as many parties: each state
gives its yearly return, every state asks others for visits, most are answered and reported, some for force
majeure not held. Folding the messages into what is known is shown by itself. What is measured is the making
of every book of every year, and then what one more request costs: its matter is folded, and its one book made
again, in a record of one year and in the record of all thirty.
Run with ``python -m benchmarks.quota_books [MESSAGES]``.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Format, MessageKind, Purpose, Quota
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.quota_book import quota_book, quota_books
from detente.assessment.rules import YearDuty
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.document import Audience, Document, JsonValue, Origin
from detente.messages.references import ReferenceParts, format_reference, matter_of
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import Record
from detente.record.visits import Visit

MESSAGES = 200_000
FIRST, YEARS = 2012, 30
UNIT_COUNTS = (0, 12, 60, 61, 180, 240, 420, 841, 901)


class Writer:
    """Writes messages of one agreement, numbered through."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.serial = 0
        self.indices: dict[StateCode, int] = {}

    def write(
        self,
        form: Format,
        sender: StateCode,
        to: StateCode,
        at: Instant,
        content: dict[str, JsonValue],
        about: Reference | None = None,
    ) -> KnownMessage:
        """A message that its sender registered at ``at``."""
        self.serial += 1
        parts = ReferenceParts(self.agreement.code, sender, at.year, self.serial, form.topic, "O")
        reference = format_reference(parts)
        index = self.indices.get(sender, 0)
        self.indices[sender] = index + 1
        document = Document(
            agreement=self.agreement.id,
            format=form.id,
            reference=reference,
            matter=matter_of(reference),
            sender=sender,
            to=(to,),
            kind=MessageKind.ORIGINAL,
            refers_to=(about,) if about else (),
            issued_at=at,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin(),
            content=content,
        )
        return KnownMessage(document, index, Interval(at, at))


def messages(agreement: Agreement, count: int, years: range, seed: int = 2011) -> Iterator[KnownMessage]:
    rng, writer, states = random.Random(seed), Writer(agreement), agreement.states()
    quotas = [one for one in agreement.provisions.values() if isinstance(one, Quota)]
    reports = {
        one.requires[0]: one for one in agreement.formats.values() if one.purpose is Purpose.VISIT_REPORT
    }
    returns = next(one for one in agreement.formats.values() if _carries(one, "return.units"))
    each_year = count // len(years)
    for year in years:
        start, told = datetime(year, 1, 1, tzinfo=UTC), 0
        for state in states:
            units = rng.choice(UNIT_COUNTS)
            day = start - timedelta(days=20)
            content = _content(returns, {"return.as-of": f"{year}-01-01", "return.units": units})
            yield writer.write(returns, state, states[0], day, content)
            told += 1
        while told < each_year:
            quota = rng.choice(quotas)
            guest, host = rng.sample(states, 2)
            asked = start + timedelta(hours=rng.randrange(24 * 330))
            for one in _visit(writer, quota, reports, guest, host, asked, rng):
                told += 1
                yield one


def _visit(
    writer: Writer,
    quota: Quota,
    reports: dict[str, Format],
    guest: StateCode,
    host: StateCode,
    asked: Instant,
    rng: random.Random,
) -> Iterator[KnownMessage]:
    formats = writer.agreement.formats
    arrival = (asked + timedelta(days=6)).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts: dict[str, JsonValue] = {"visit.arrival": arrival, "visit.object": f"{rng.randrange(30)}th brigade"}
    request = formats[quota.request_format]
    first = writer.write(request, guest, host, asked, _content(request, facts))
    yield first
    reference, lot = first.document.reference, rng.random()
    if quota.reply_format and lot < 0.95:
        reply = formats[quota.reply_format]
        answer: dict[str, JsonValue] = {"visit.accepted": lot < 0.85}
        if lot >= 0.85:
            answer["visit.reason"] = "force-majeure" if lot < 0.9 else "quota-full"
        at = asked + timedelta(hours=20)
        yield writer.write(reply, host, guest, at, _content(reply, answer), reference)
    report = reports.get(quota.request_format)
    if report and lot < 0.85:
        held: dict[str, JsonValue] = {"visit.took-place": True, "visit.team": 3}
        at = asked + timedelta(days=12)
        yield writer.write(report, guest, host, at, _content(report, held), reference)


def _carries(form: Format, fact: str) -> bool:
    return any(item.fact == fact for item in form.items)


def _content(form: Format, facts: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {item.id: facts[item.fact] for item in form.items if item.fact and item.fact in facts}


def timed(work: Callable[[], object]) -> float:
    """Seconds of one processor."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def one_more(agreement: Agreement, record: Record, year: int, serial: int) -> Callable[[], None]:
    """Taking one more request in and making the book again in which it stands."""
    quota = next(one for one in agreement.provisions.values() if isinstance(one, Quota))
    writer, (guest, host) = Writer(agreement), agreement.states()[:2]
    writer.serial, writer.indices = serial, {guest: serial}
    request, at = agreement.formats[quota.request_format], datetime(year, 6, 1, tzinfo=UTC)
    content = _content(request, {"visit.arrival": f"{year}-06-10T00:00:00Z", "visit.object": "1st brigade"})
    message = writer.write(request, guest, host, at, content)

    def work() -> None:
        record.add(message)
        quota_book(agreement, record, YearDuty(quota.id, host, year), at)

    return work


def measure(agreement: Agreement, told: list[KnownMessage], years: range) -> Iterator[str]:
    """The cells of one row."""
    record, at = Record(formats_of([agreement])), datetime(years[-1], 12, 1, tzinfo=UTC)

    def fold() -> None:
        for one in told:
            record.add(one)
        record.all_of(Visit)

    def make_books() -> None:
        made.extend(len(quota_books(agreement, record, year, at)) for year in years)

    made: list[int] = []
    folding, making = timed(fold), timed(make_books)
    more = sorted(timed(one_more(agreement, record, years[-1], 900_000 + turn)) for turn in range(9))[4]
    yield from (f"{len(told):,}", str(len(years)), f"{folding:.2f} s")
    yield from (f"{sum(made):,}", f"{making:.2f} s", f"{more * 1000:.2f} ms")


def main(count: int = MESSAGES) -> None:
    vocabulary = read_vocabulary()
    packs = [load_pack(files, vocabulary) for files in shipped_packs().values()]
    with_quotas = [one for one in packs if any(isinstance(each, Quota) for each in one.provisions.values())]
    agreement = max(with_quotas, key=lambda one: len(one.parties))
    last = FIRST + YEARS - 1
    table = Table("messages", "years", "folded", "books", "all books", "one more message")
    for years, number in ((range(last, last + 1), count // YEARS), (range(FIRST, last + 1), count)):
        table.add_row(*measure(agreement, list(messages(agreement, number, years)), years))
    Console(width=110).print(table)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
