"""Assessing 100,000 drills against each shipped agreement, beside the bare comparisons in the same run.

The drills are made up, with a fixed seed: ten hosts, twenty-five years, most small and a few large, most
strengths exact, most positions single points. The record is folded beforehand; what is measured is
``assess``. The bare part is the least that must be done for the same answers: for each provision a loop
that compares the type and the total with the threshold, and for each finding a tuple with its parts.
Run with ``python -m benchmarks.assessment [COUNT]``.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, AllOf, AnyOf, Compare, Condition, Notify, Observe
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.assess import assess, tells_something
from detente.assessment.finding import Finding
from detente.assessment.places import Places
from detente.geography.position import Position
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import AgreementId, MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import Amount, FreeText, Period, Place, Qualifier, Strength
from detente.record.activities import Activity, ActivityStatus, Telling
from detente.record.requests import Request

COUNT = 100_000
AT = datetime(2024, 4, 26, tzinfo=UTC)
HOSTS = ("CN", "RU", "KZ", "KG", "TJ", "UZ", "IN", "PK", "IR", "BY")
TYPES = (
    "live-exercise",
    "command-staff-exercise",
    "counter-terrorism-exercise",
    "air-exercise",
    "not-stated",
)
COLUMNS = (
    "agreement",
    "findings",
    "all",
    "worth listing",
    "listed alone",
    "bare",
    "all / bare",
    "states of findings",
)
QUALIFIERS = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.UP_TO)


@dataclass
class Known:
    """What is known, as a record holds it once folded."""

    activities: Mapping[MatterId, Activity]
    requests: Mapping[MatterId, Request]


def drills(count: int, seed: int = 1996) -> Iterator[Activity]:
    rng = random.Random(seed)
    for serial in range(1, count + 1):
        host = StateCode(rng.choice(HOSTS))
        start = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=rng.randrange(9000))
        told = start - timedelta(days=rng.randrange(90), hours=rng.randrange(24))
        matter = MatterId(f"TR30/{host}/{start.year}/{serial:06}/EX")
        reference = Reference(f"{matter}/O")
        yield Activity(
            id=matter,
            agreement=AgreementId("toy"),
            host=host,
            status=ActivityStatus.CANCELLED if rng.random() < 0.02 else ActivityStatus.TOLD,
            name=FreeText({"en": f"Drill {serial}"}),
            type=rng.choice(TYPES),
            period=Period(_day(start), _day(start + timedelta(days=rng.randrange(1, 21)))),
            area=(_place(rng),),
            strength=_strength(rng),
            participants=(host,),
            purpose=None,
            origin=Origin(),
            tellings=(Telling(reference, Interval(told, told)),),
            invitations=(),
            messages=(reference,),
        )


def _day(instant: datetime) -> PartialDate:
    return PartialDate(instant.strftime("%Y-%m-%d"))


def _place(rng: random.Random) -> Place:
    position = Position(round(rng.uniform(40, 135), 2), round(rng.uniform(25, 60), 2))
    return Place(FreeText({"en": "area"}), (position,), 5 if rng.random() < 0.1 else None)


def _strength(rng: random.Random) -> Strength:
    people = int(rng.lognormvariate(7.5, 1.2))
    qualifier = rng.choices(QUALIFIERS, (70, 15, 10, 5))[0]
    total = {MeasureId("personnel"): Amount(people, qualifier)}
    if rng.random() < 0.7:
        for measure in ("battle-tanks", "armoured-combat-vehicles", "artillery", "combat-aircraft"):
            total[MeasureId(measure)] = Amount(int(people * rng.random() / 50))
    return Strength(total, {})


def bare(agreement: Agreement, activities: list[Activity]) -> int:
    """Compare and put down, and nothing else."""
    found = []
    states = set(agreement.states())
    for provision in agreement.provisions.values():
        if not isinstance(provision, Notify | Observe):
            continue
        types = set(provision.when.activity)
        thresholds = list(_thresholds(provision.when.condition))
        for one in activities:
            if one.host not in states:
                continue
            margins = []
            reached = False
            if not types or one.type in types:
                for measure, needed in thresholds:
                    amount = one.strength.total.get(measure)
                    reached |= amount is not None and needed is not None and amount.value >= needed
                    margins.append((measure, needed, amount))
            found.append(
                (agreement.id, provision.id, one.host, one.id, reached, tuple(margins), one.messages)
            )
    return len(found)


def _thresholds(condition: Condition | None) -> Iterator[tuple[MeasureId, int | None]]:
    if isinstance(condition, Compare):
        yield condition.measure, condition.at_least.versions[-1].value
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _thresholds(part)


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """The median of some rounds, in seconds of one processor."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return sorted(spent)[rounds // 2]


def main(count: int = COUNT) -> None:
    vocabulary, borders = read_vocabulary(), read_sample_borders()
    activities = {one.id: one for one in drills(count)}
    known = Known(activities, {})
    table = Table(*COLUMNS, title=f"{count:,} drills assessed; seconds of one processor")
    for agreement_id, files in shipped_packs().items():
        agreement = load_pack(files, vocabulary)
        places = Places(agreement, borders)
        findings: list[Finding] = assess(agreement, known, AT, places)  # type: ignore[arg-type]
        states = Counter(one.state.value for one in findings)
        number = len(findings)
        listed = sum(map(tells_something, findings))
        del findings
        whole = timed(lambda a=agreement, p=places: assess(a, known, AT, p))  # type: ignore[misc,arg-type]
        part = timed(lambda a=agreement, p=places: assess(a, known, AT, p, whole=False))  # type: ignore[misc,arg-type]
        parts = timed(lambda a=agreement: bare(a, list(activities.values())))  # type: ignore[misc]
        table.add_row(
            agreement_id,
            f"{number:,}",
            f"{whole:.2f} s",
            f"{listed:,}",
            f"{part:.2f} s",
            f"{parts:.2f} s",
            f"{whole / parts:.1f}",
            ", ".join(f"{state} {amount:,}" for state, amount in states.most_common()),
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
