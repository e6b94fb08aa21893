"""A pack's files become an agreement, in two phases, with every fault reported at once.

1. Each file is read and held against its schema.
2. What passed is built, and every name that one file uses of another is looked up.

Nothing is loaded in part: one fault, and there is no agreement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from detente.agreements.articles import build_articles
from detente.agreements.formats import build_format
from detente.agreements.identity import Identity, build_identity
from detente.agreements.kinds.common import build_common
from detente.agreements.kinds.registry import KINDS
from detente.agreements.layout import check_layout, schema_of
from detente.agreements.model import Agreement, Article, Vocabulary
from detente.agreements.parts import Part, whole
from detente.agreements.reader import read_schemas
from detente.agreements.reading import Reading
from detente.agreements.resolve import Built, resolve
from detente.agreements.scenarios import build_scenarios
from detente.agreements.schemas import Schemas
from detente.agreements.sectors import build_sectors
from detente.agreements.source import read_source
from detente.agreements.words import build_vocabulary
from detente.agreements.zones import build_zones
from detente.kernel.errors import Fault, PackError
from detente.kernel.identifiers import AgreementId

NO_PACKS: Mapping[AgreementId, Mapping[str, bytes]] = MappingProxyType({})
NO_BASES: Mapping[AgreementId, Agreement] = MappingProxyType({})


class PackLoader:
    """Loads and checks packs; holds the compiled schemas, so that many packs share them.

    ``bases``: agreements that others may lie over, by id. ``scenarios`` False leaves out the stories of a pack,
    which only its author needs; its digest is the same.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        schemas: Schemas | None = None,
        bases: Mapping[AgreementId, Agreement] = NO_BASES,
        *,
        scenarios: bool = True,
    ) -> None:
        self._vocabulary = vocabulary
        self._bases = dict(bases)
        self._scenarios = scenarios
        self._schemas = schemas or read_schemas()

    def load(self, files: Mapping[str, bytes], folder: str | None = None) -> Agreement:
        """The agreement of a pack, given its files by path; ``folder``: the name it must have, if known.

        Raises:
            PackError: anything is wrong; all faults, each with file and line.
        """
        found, faults = self._examine(files, folder)
        if found is None:
            what = f"The pack has {len(faults)} faults." if len(faults) != 1 else "The pack has a fault."
            raise PackError("pack", what, "Mend each; all are listed.", faults)
        return found

    def load_all(self, packs: Mapping[AgreementId, Mapping[str, bytes]]) -> dict[AgreementId, Agreement]:
        """Several packs, each after the one it lies over; in the order given.

        Raises:
            PackError: a pack has faults.
        """
        waiting = dict(packs)
        while waiting:
            ready = [name for name, files in waiting.items() if extends_of(files) not in waiting]
            for name in ready or [
                next(iter(waiting))
            ]:  # in a circle, the first says that its base is not known
                self._bases[name] = self.load(waiting.pop(name))
        return {name: self._bases[name] for name in packs}

    def check(self, files: Mapping[str, bytes], folder: str | None = None) -> list[Fault]:
        """Everything wrong with a pack, by file and line; empty: it loads."""
        return self._examine(files, folder)[1]

    def _examine(
        self, files: Mapping[str, bytes], folder: str | None
    ) -> tuple[Agreement | None, list[Fault]]:
        reading = Reading(self._vocabulary, check_layout(files))
        built = Built()
        for path in sorted(files):
            self._shape(path, files[path], built, reading)
        for path, part in built.parts.items():
            _build(path, part, built, reading)
        base = self._find_base(built, reading)
        resolve(built, reading, base)
        _check_folder(folder, built, reading)
        if reading.faults or built.identity is None or built.articles is None:
            return None, sorted(dict.fromkeys(reading.faults), key=_file_and_line)
        return _assemble(built.identity, built.articles, built, files, base), []

    def _find_base(self, built: Built, reading: Reading) -> Agreement | None:
        if built.identity is None or built.identity.extends is None:
            return None
        part = built.parts["agreement.yaml"].at("extends")
        reading.check_known(part, "agreement that is at hand", tuple(self._bases))
        return self._bases.get(built.identity.extends)

    def _shape(self, path: str, data: bytes, built: Built, reading: Reading) -> None:
        """Phase 1: read one file and hold it against its schema."""
        if not path.endswith(".yaml") or (not self._scenarios and schema_of(path) == "scenario"):
            return
        before = len(reading.faults)
        source, schema = read_source(path, data, reading.faults), schema_of(path)
        if source is not None and schema is not None:
            reading.faults += self._schemas.check(schema, source)
        if len(reading.faults) > before:
            built.spoilt.add(path)
        elif source is not None and schema is not None:
            built.parts[path] = whole(source)


def load_pack(
    files: Mapping[str, bytes],
    vocabulary: Vocabulary,
    others: Mapping[AgreementId, Mapping[str, bytes]] = NO_PACKS,
) -> Agreement:
    """The agreement of one pack; for several, a ``PackLoader`` compiles the schemas once.

    ``others``: packs it may lie over, by id.

    Raises:
        PackError: anything is wrong; all faults, each with file and line.
    """
    return loader_for(files, vocabulary, others).load(files)


def loader_for(
    files: Mapping[str, bytes], vocabulary: Vocabulary, others: Mapping[AgreementId, Mapping[str, bytes]]
) -> PackLoader:
    """A loader that holds what this pack lies over, as far as it is among ``others``.

    Raises:
        PackError: a pack below has faults.
    """
    below: dict[AgreementId, Mapping[str, bytes]] = {}
    name = extends_of(files)
    while name is not None and name in others and name not in below:
        below[AgreementId(name)] = others[AgreementId(name)]
        name = extends_of(below[AgreementId(name)])
    loader = PackLoader(vocabulary)
    loader.load_all(below)
    return loader


def load_vocabulary(measures: bytes, vocabulary: bytes) -> Vocabulary:
    """The words all packs share, from the bytes of measures.yaml and vocabulary.yaml.

    Raises:
        PackError: anything is wrong in either; all faults.
    """
    return build_vocabulary(measures, vocabulary, read_schemas())


def extends_of(files: Mapping[str, bytes]) -> str | None:
    """The id of the agreement that a pack lies over, as far as it can be read; None: of none."""
    return _identity_text(files, "extends")


def id_of(files: Mapping[str, bytes]) -> str | None:
    """The id a pack gives itself, as far as it can be read."""
    return _identity_text(files, "id")


def _identity_text(files: Mapping[str, bytes], key: str) -> str | None:
    source = read_source("agreement.yaml", files.get("agreement.yaml", b""), [])
    value = source.value.get(key) if source and isinstance(source.value, dict) else None
    return value if isinstance(value, str) else None


def digest_pack(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the pack, scenarios and all: over the lines ``<sha256 of the file>  <path>``, sorted by path.

    So anyone can compute it: ``find -type f -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sha256sum``.
    """
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _build(path: str, part: Part, built: Built, reading: Reading) -> None:
    """Phase 2: the objects of one file."""
    match schema_of(path):
        case "agreement":
            built.identity = build_identity(part, reading)
        case "articles":
            built.articles = build_articles(part, reading)
        case "zones":
            built.zones = build_zones(part, reading)
        case "sectors":
            built.sectors = build_sectors(part, reading)
        case "format":
            built.formats[path] = build_format(part, reading)
        case "scenario":
            built.scenarios[path], stories = build_scenarios(part, reading)
            built.stories += stories
        case _:
            common = build_common(part, reading)
            built.provisions[path] = KINDS[common["kind"]](part, common, reading)


def _check_folder(folder: str | None, built: Built, reading: Reading) -> None:
    if folder and built.identity and built.identity.id != folder:
        what = f"The id “{built.identity.id}” is not the name of the pack's folder, “{folder}”."
        reading.fault(built.parts["agreement.yaml"].at("id"), "id-not-folder", what, "Rename one of the two.")


def _assemble(
    identity: Identity,
    articles: tuple[Article, ...],
    built: Built,
    files: Mapping[str, bytes],
    base: Agreement | None,
) -> Agreement:
    formats, zones = (base.formats, base.zones) if base else ({}, {})
    return Agreement(
        id=identity.id,
        code=identity.code,
        title=identity.title,
        short_title=identity.short_title,
        status=identity.status,
        signed=identity.signed,
        place=identity.place,
        in_force=identity.in_force,
        languages=identity.languages,
        start_day_counts=identity.start_day_counts,
        sides=identity.sides,
        parties=identity.parties,
        zones={**zones, **built.zones},
        articles=articles,
        provisions={each.id: each for each in built.provisions.values()},
        formats={**formats, **{each.id: each for each in built.formats.values()}},
        evidence=identity.evidence,
        changes=files["CHANGES.md"].decode("utf-8"),
        digest=digest_pack(files),
        evidence_of=identity.evidence_of,
        scenarios=tuple(built.scenarios.values()),
        sectors={**(base.sectors if base else {}), **built.sectors},
        suspensions=identity.suspensions,
        base=base,
    )


def _file_and_line(fault: Fault) -> tuple[str, int]:
    file, _, line = fault.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (fault.where, 0)
