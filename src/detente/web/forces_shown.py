"""What pages of one state's forces share: which are shown, the ways to look at them, and units as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.agreements.model import Agreement
from detente.assessment.wording import amount_text, measure_name, uncapital
from detente.kernel.identifiers import AgreementId, MeasureId, StateCode
from detente.kernel.languages import Language, Text, same_text
from detente.messages.document import OriginKind
from detente.messages.values import Amount, FreeText
from detente.messages.wording import list_of
from detente.node.forces import show_forces
from detente.record.forces import Forces, Post, Unit
from detente.web import urls
from detente.web.desk import Visit
from detente.web.forces_totals import Totals, build_totals
from detente.web.forces_words import BASIS_MARKS, NOW

_LATEST = 9999
#: The facts whose coded lists name levels, and what a line rests on.
_LEVEL, _BASIS = "forces.level", "forces.basis"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look at the forces of a state: a tab."""

    path: str
    icon: str
    label: Text
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above every page on one state's forces. ``years``: values and words of the choice of a year.

    ``reconstructed``: some of it was put together from public reports. ``totals``: numbers in all, as told.
    """

    state: Text
    agreement: Text
    agreement_path: str
    forces: Forces
    year: str
    years: tuple[tuple[str, Text], ...]
    ways: tuple[Way, ...]
    path: str
    reconstructed: bool
    totals: Totals | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in words. ``basis``: tone, sign and words where it is not declared by the state."""

    unit: Unit
    level: Text | None
    holder: FreeText | None
    holdings: Text | None
    basis: tuple[str, str, Text] | None
    path: str


@dataclass(frozen=True)
class Shown:
    """The forces that a page shows, for one request; ``year`` None: as they are known now."""

    visit: Visit
    agreement: Agreement
    forces: Forces
    year: int | None
    years: tuple[int, ...]

    def path(self, view: str = "", **asked: str | int | None) -> str:
        """Another page on the same forces, in the same year unless another is given."""
        return urls.forces(self.forces.agreement, self.forces.state, view, **{"year": self.year, **asked})

    def history(self, code: str) -> str:
        """The page of one unit or post."""
        return urls.forces(self.forces.agreement, self.forces.state, "history", code=code)

    @cached_property
    def levels(self) -> Mapping[str, Text]:
        """Names of levels by code, the lowest first."""
        return self.visit.node.vocabulary.codes_of(_LEVEL)

    @cached_property
    def bases(self) -> Mapping[str, Text]:
        """Names by code of what a line may rest on."""
        return self.visit.node.vocabulary.codes_of(_BASIS)

    @cached_property
    def holders(self) -> Mapping[str, FreeText]:
        """Who holds the first post of a unit, by the unit's code."""
        return holders_of(self.forces.posts)

    def line(self, unit: Unit) -> UnitLine:
        """A unit in words."""
        return UnitLine(
            unit=unit,
            level=self.levels.get(unit.level or ""),
            holder=self.holders.get(unit.code),
            holdings=self.amounts(unit.holdings),
            basis=self.basis(unit.basis),
            path=self.history(unit.code),
        )

    def basis(self, code: str | None) -> tuple[str, str, Text] | None:
        """How a line that the state has not declared is marked: tone, sign, words."""
        if code is None or code not in BASIS_MARKS:
            return None
        return (*BASIS_MARKS[code], self.bases.get(code, same_text(code)))

    def amounts(self, held: Mapping[MeasureId, Amount]) -> Text | None:
        """Holdings in one line; None: none are stated."""
        vocabulary = self.visit.node.vocabulary
        order = [one for one in vocabulary.measures if one in held]
        words = [
            _AMOUNT.fill(measure=uncapital(measure_name(one, vocabulary)), amount=amount_text(held[one]))
            for one in order
        ]
        return list_of(words) if words else None


def asked_forces(visit: Visit) -> Shown:
    """The forces that the address and ``year`` ask for.

    Raises:
        NotAllowed: the reader may not see them.
        InputError: there is no such agreement, or nothing was told.
    """
    agreement_id, state = asked_of(visit)
    year = visit.asked_number("year", 0, _LATEST) or None
    view = show_forces(visit.node, visit.actor, state, agreement_id, visit.at, year)
    return Shown(visit, visit.node.agreement(agreement_id), view.forces, view.year, view.years)


def asked_of(visit: Visit) -> tuple[AgreementId, StateCode]:
    """The agreement and the state in the address."""
    given = visit.request.path_params
    return AgreementId(given["agreement"]), StateCode(given["state"])


def build_head(shown: Shown, view: str) -> Head:
    """What stands above the page that ``view`` names; the year can be chosen anew."""
    forces, agreement = shown.forces, shown.agreement
    return Head(
        state=agreement.state_name(forces.state),
        agreement=agreement.short_title,
        agreement_path=urls.agreement(agreement.id),
        forces=forces,
        year=str(shown.year or ""),
        years=(("", NOW), *((str(year), same_text(str(year))) for year in reversed(shown.years))),
        ways=tuple(
            Way(
                shown.path(name, **({"year": None} if name in _OVER_YEARS else {})), icon, label, name == view
            )
            for name, icon, label in TABS
        ),
        path=shown.path(view, year=None),
        reconstructed=any(one.kind is OriginKind.RECONSTRUCTED for one in forces.origins),
        totals=build_totals(forces.holdings, agreement, shown.visit.node.vocabulary),
    )


def holders_of(posts: Sequence[Post]) -> Mapping[str, FreeText]:
    """Who holds the first post of each unit."""
    found: dict[str, FreeText] = {}
    for one in posts:
        if one.unit is not None and one.holder is not None:
            found.setdefault(one.unit, one.holder)
    return found


def as_words(value: FreeText) -> Text:
    """Words of a message in each language of the desk, or in one that it has."""
    return Text(*(value.in_(language) for language in Language))


_AMOUNT = Text("{measure} {amount}", "{measure} {amount}", "{measure}{amount}")
#: Ways to look at one state's forces: the end of the path, the sign, the name.
TABS = (
    ("", "chart", Text("Chart", "Схема", "编制图")),
    ("tree", "tree", Text("Tree", "Дерево", "树形图")),
    ("table", "table", Text("Table", "Таблица", "表格")),
    ("posts", "people", Text("Leadership", "Руководство", "领导人员")),
    ("map", "map", Text("Map", "Карта", "地图")),
    ("differences", "compare", Text("Differences", "Различия", "差异")),
)
_OVER_YEARS = frozenset({"differences"})
