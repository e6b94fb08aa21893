"""The second phase's end: every name that one file uses of another is looked up.

Names of files that had faults of their own count as known: what is wrong there is reported there, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from detente.agreements.carrying import check_carried
from detente.agreements.explain import suggest
from detente.agreements.identity import Identity
from detente.agreements.model import (
    ALL_PARTIES,
    Addressees,
    Agreement,
    Article,
    Format,
    Provision,
    ScenarioSet,
    Sector,
    Zone,
)
from detente.agreements.parts import Part
from detente.agreements.reading import FormatUse, ItemUse, Reading
from detente.agreements.scenarios import ToldAt
from detente.agreements.strictness import looser_than
from detente.kernel.identifiers import SectorId, ZoneId


@dataclass(slots=True)
class Built:
    """What was built of one pack's files; None and absent: the file had faults, or is not there.

    ``provisions``, ``formats`` and ``scenarios`` stand by the path of their file, ``parts`` holds each built
    file, ``stories`` the sentences of each scenario.
    ``spoilt``: paths of files with faults of their own.
    """

    parts: dict[str, Part] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    identity: Identity | None = None
    articles: tuple[Article, ...] | None = None
    zones: dict[ZoneId, Zone] = field(default_factory=dict)
    sectors: dict[SectorId, Sector] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    scenarios: dict[str, ScenarioSet] = field(default_factory=dict)
    stories: list[list[ToldAt]] = field(default_factory=list)
    base: Agreement | None = None

    def all_formats(self) -> list[Format]:
        """The pack's own formats, and those of the agreement below that it does not write anew."""
        own = {each.id: each for each in self.formats.values()}
        below = self.base.formats if self.base else {}
        return [*own.values(), *(each for name, each in below.items() if name not in own)]

    def names(self, folder: str, built: Mapping[str, Provision | Format]) -> tuple[str, ...]:
        """Every id of that folder: those built, and those their file's name promises."""
        there = [*self.parts, *self.spoilt]
        promised = [stem_of(path) for path in there if path.startswith(f"{folder}/")]
        return tuple(dict.fromkeys([*promised, *(each.id for each in built.values())]))


def stem_of(path: str) -> str:
    """``observe.one-side`` of ``provisions/observe.one-side.yaml``."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def resolve(built: Built, reading: Reading, base: Agreement | None = None) -> None:
    """Look up every name, in the pack and in the one it lies over; faults go to ``reading``."""
    built.base = base
    _check_ids(built, built.provisions, reading)
    _check_ids(built, built.formats, reading)
    _check_ids(built, built.scenarios, reading)
    for use in reading.formats:
        _check_format(use, built, reading)
    for item in reading.items:
        _check_item(item, built, reading)
    _check_topics(built, reading)
    _check_zones(built, reading)
    _check_sectors(built, reading)
    _check_states(built, reading)
    _check_provisions_named(built, reading)
    if built.articles is not None:
        _check_listed(built, built.articles, reading)
        _check_articles(built, built.articles, reading)
    if all(fault.where.startswith("scenarios/") for fault in reading.faults):
        _check_scenarios(built, reading)


def _check_ids(
    built: Built, each_by_path: Mapping[str, Provision | Format | ScenarioSet], reading: Reading
) -> None:
    """An id is its file's name, and no other file has it."""
    owners = {each.id: path for path, each in each_by_path.items() if each.id == stem_of(path)}
    for path, each in each_by_path.items():
        if each.id == stem_of(path):
            continue
        part = built.parts[path].at("id")
        owner = owners.setdefault(each.id, path)
        if owner != path:
            what = f"“{each.id}” is already the id of {owner}."
            reading.fault(part, "duplicate-id", what, f"Use the name of this file: {stem_of(path)}.")
        else:
            what = f"The id “{each.id}” is not the name of its file."
            reading.fault(part, "id-not-file-name", what, f"Write id: {stem_of(path)}, or rename the file.")


def _check_format(use: FormatUse, built: Built, reading: Reading) -> None:
    below = tuple(built.base.formats) if built.base else ()
    name = reading.check_known(use.part, "format", (*built.names("formats", built.formats), *below))
    found = next((each for each in built.all_formats() if each.id == name), None)
    if found and use.purpose and found.purpose is not use.purpose:
        what = f"The format {name} is for {found.purpose}; here one for {use.purpose} is needed."
        fitting = sorted(each.id for each in built.all_formats() if each.purpose is use.purpose)
        mend = f"Use {' or '.join(fitting)}." if fitting else f"Write a format with purpose: {use.purpose}."
        reading.fault(use.part, "format-purpose", what, mend)
    if found and use.of_one and found.to not in (Addressees.ONE, Addressees.OTHER_SIDE):
        what = f"The format {name} goes to {found.to}; what a quota counts asks one state, or one side."
        mend = f"Write to: {Addressees.ONE} in it; others can be told in a message of their own."
        reading.fault(use.part, "quota-request", what, mend)


def _check_item(use: ItemUse, built: Built, reading: Reading) -> None:
    found = next((each for each in built.all_formats() if each.id == use.format), None)
    if found is None:
        return
    name, fitting = use.part.string(), [item.id for item in found.items if item.type is use.type]
    if name not in fitting:
        what = f"“{name}” is no item of type {use.type} in the format {use.format}."
        reading.fault(use.part, "unknown-item", what, suggest(name, fitting))


def _check_topics(built: Built, reading: Reading) -> None:
    """A message that joins another's matter bears its topic."""
    topics = {each.id: each.topic for each in built.all_formats()}
    for path, each in built.formats.items():
        joined = sorted({topics[name] for name in each.requires if name in topics})
        if not each.own_matter and joined and each.topic not in joined:
            what = f"The format joins a matter of topic {' or '.join(joined)}, and has another topic."
            reading.fault(built.parts[path].at("topic"), "topic", what, f"Write topic: {joined[0]}.")


def _check_zones(built: Built, reading: Reading) -> None:
    if "zones.yaml" not in built.spoilt:
        for part in reading.zones:
            reading.check_known(part, "zone", (*built.zones, *(built.base.zones if built.base else ())))


def _check_sectors(built: Built, reading: Reading) -> None:
    if "sectors.yaml" not in built.spoilt:
        for part in reading.sectors:
            below = built.base.sectors if built.base else ()
            reading.check_known(part, "sector", (*built.sectors, *below))


def _check_states(built: Built, reading: Reading) -> None:
    """Border lines run between parties."""
    if built.identity is not None:
        states = tuple(party.state for party in built.identity.parties)
        for part in reading.states:
            reading.check_known(part, "party", states)


def _check_provisions_named(built: Built, reading: Reading) -> None:
    """Provisions of the agreement below that are made stricter, and own ones that are suspended."""
    below = built.base.provisions if built.base else {}
    for part in reading.below:
        reading.check_known(part, "provision of the agreement below", tuple(below))
    for part in reading.suspended:
        reading.check_known(part, "provision", built.names("provisions", built.provisions))
    for path, provision in built.provisions.items():
        lower = below.get(provision.instead_of) if provision.instead_of else None
        if lower is not None:
            part = built.parts[path].at("instead_of")
            for what in looser_than(provision, lower):
                reading.fault(part, "looser-than-below", what, "Make it as strict as what it lies over.")


def _check_scenarios(built: Built, reading: Reading) -> None:
    """Scenarios are about a provision, and their sentences go in the pack's own formats.

    Looked up once all else is without fault: a scenario leans on all of it.
    """
    known = built.names("provisions", built.provisions)
    states = tuple(party.state for party in built.identity.parties) if built.identity else ()
    sides = tuple(side.id for side in built.identity.sides) if built.identity else ()
    for path in built.scenarios:
        part = built.parts[path]
        reading.check_known(part.at("provision"), "provision", known)
        for line in part.list_at("borders"):
            for state in line.at("states").parts():
                reading.check_known(state, "party", states)
        for each in (part, *part.at("scenarios").parts()):
            for name in each.list_at("of"):
                reading.check_known(name, "bearer", (*states, *sides, ALL_PARTIES))
    formats = built.all_formats()
    for story in built.stories:
        check_carried(story, formats, reading)


def _check_listed(built: Built, articles: Iterable[Article], reading: Reading) -> None:
    """What articles list exists, and stands in them."""
    known = built.names("provisions", built.provisions)
    by_id: dict[str, Provision] = {each.id: each for each in built.provisions.values()}
    for article, part in zip(articles, built.parts["articles.yaml"].parts(), strict=True):
        for listed in part.list_at("provisions"):
            provision = by_id.get(reading.check_known(listed, "provision", known))
            if provision and not stands_in(provision.article, article.no):
                what = f"{provision.id} stands in article {provision.article}, not in {article.no}."
                reading.fault(
                    listed, "wrong-article", what, "Correct the provision's article, or list it elsewhere."
                )


def _check_articles(built: Built, articles: Iterable[Article], reading: Reading) -> None:
    """Every provision is listed by an article; every format serves one.

    A provision whose name is only misspelt in the list counts as listed.
    """
    numbers = tuple(article.no for article in articles)
    known = built.names("provisions", built.provisions)
    listed: set[str] = {name for article in articles for name in article.provisions}
    listed |= {near for name in listed - {*known} for near in get_close_matches(name, known, 1)}
    for path, provision in built.provisions.items():
        if provision.id not in listed and stem_of(path) not in listed:
            what = f"No article lists {provision.id}."
            mend = f"Add it to the provisions of article {provision.article} in articles.yaml."
            reading.fault(built.parts[path].at("article"), "not-listed", what, mend)
    for path, each in built.formats.items():
        if not any(stands_in(each.article, number) for number in numbers):
            part = built.parts[path].at("article")
            reading.fault(
                part,
                "unknown-article",
                f"There is no article {each.article}.",
                suggest(each.article, numbers),
            )


def stands_in(place: str, article: str) -> bool:
    """Whether ``6(1)`` or ``6.1`` is part of article ``6``; ``61`` is not."""
    return re.match(re.escape(article) + r"(?![0-9A-Za-z])", place) is not None
