"""An agreement made by hand with every type of item, a notification in it, and strategies for documents."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.agreements.model import (
    Addressees,
    Agreement,
    Choice,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Fact,
    Format,
    Item,
    ItemType,
    Measure,
    MessageKind,
    Party,
    Purpose,
    Quantity,
    Side,
    Status,
    Vocabulary,
    Zone,
)
from detente.geography.borders import parse_borders
from detente.geography.zones import Band, build_band
from detente.kernel.identifiers import (
    AgreementId,
    FormatId,
    MatterId,
    MeasureId,
    Reference,
    StateCode,
    ZoneId,
)
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text, same_text
from detente.messages.document import Audience, Document, Draft, JsonValue, Origin, OriginKind
from detente.messages.freeze import freeze
from detente.messages.items.context import Context
from detente.messages.items.moments import parse_moment
from detente.messages.items.texts import check_string
from detente.messages.references import parse_reference
from detente.messages.values import as_interval

MODEL = Evidence(EvidenceLevel.MODEL)
KZ, RU, CN = StateCode("KZ"), StateCode("RU"), StateCode("CN")
MEASURES = tuple(MeasureId(one) for one in ("personnel", "battle-tanks", "artillery"))
NAMES = {
    "personnel": Text("Personnel", "Личный состав", "人员"),
    "battle-tanks": Text("Battle tanks", "Боевые танки", "作战坦克"),
    "artillery": Text("Artillery, 100 mm: all", "Артиллерия", "火炮"),
}
ALL_KINDS = tuple(MessageKind)


def make_item(no: str, item_type: ItemType, label: Text | None = None, **others: object) -> Item:
    known: dict[str, object] = {
        "id": item_type.value,
        "required": False,
        "label": label or same_text(f"Item {no}"),
    }
    return Item(no=no, type=item_type, **{**known, **others})  # type: ignore[arg-type]


CHOICES = (
    Choice("live-exercise", Text("live exercise", "войсковое учение", "实兵演习")),
    Choice("command-staff", Text("command-staff exercise", "командно-штабное учение", "首长机关演习")),
    Choice("twin-1", same_text("twin")),
    Choice("twin-2", same_text("twin")),
)
COLUMNS = (
    make_item("18.1", ItemType.TEXT, Text("Type: of ship", "Тип корабля", "型号"), required=True),
    make_item("18.2", ItemType.MEASURES, measures=MEASURES),
    make_item("18.3", ItemType.AREA),
    make_item("18.4", ItemType.ATTACHMENT),
)
EXTRAS: dict[ItemType, dict[str, object]] = {
    ItemType.NUMBER: {"unit": "persons"},
    ItemType.MEASURES: {"measures": MEASURES},
    ItemType.CHOICE: {"choices": CHOICES},
    ItemType.TABLE: {"columns": COLUMNS},
}
EVERYTHING = tuple(
    make_item(
        str(number),
        one,
        Text(f"Label: {one}", f"Название ({one})", f"名称{number}"),
        fact=f"fact.{one.value}",
        **EXTRAS.get(one, {}),
    )
    for number, one in enumerate(ItemType, start=1)
)
NOTIFICATION = (
    make_item("1", ItemType.TEXT, Text("Designation", "Наименование", "名称"), id="designation", required=True,
              fact="activity.name"),
    make_item("2", ItemType.CHOICE, Text("Type", "Вид", "类型"), id="type", required=True, choices=CHOICES,
              fact="activity.type"),
    make_item("3", ItemType.PERIOD, Text("Dates", "Сроки", "日期"), id="dates", required=True,
              fact="activity.period"),
    make_item("4", ItemType.AREA, Text("Area", "Район", "地区"), id="area", within=ZoneId("border"),
              fact="activity.area"),
    make_item("5", ItemType.STATES, Text("Participating states", "Участники", "参加国"), id="participants",
              fact="activity.participants"),
    make_item("6", ItemType.MEASURES, Text("Strength", "Численность", "兵力"), id="strength", measures=MEASURES,
              required_measures=MEASURES[:1], fact="activity.strength"),
    make_item("7", ItemType.LONG_TEXT, Text("Purpose", "Цель", "目的"), id="purpose", fact="activity.purpose"),
    make_item("8", ItemType.NUMBER, Text("Observers", "Наблюдатели", "观察员"), id="observers", unit="persons"),
)  # fmt: skip


def make_format(format_id: str, topic: str, items: tuple[Item, ...], **others: object) -> Format:
    known: dict[str, object] = {
        "purpose": Purpose.ACTIVITY_NOTIFICATION,
        "title": Text(f"Format {topic}", f"Формат {topic}", f"格式{topic}"),
        "article": "3(1)",
        "to": Addressees.ALL_PARTIES,
        "kinds": ALL_KINDS,
        "requires": (),
        "own_matter": True,
        "evidence": MODEL,
    }
    return Format(id=FormatId(format_id), topic=topic, items=items, **{**known, **others})  # type: ignore[arg-type]


FORMATS = (
    make_format("notification", "EX", NOTIFICATION),
    make_format("cancellation", "EX", NOTIFICATION[6:7], kinds=(MessageKind.CANCELLATION,), own_matter=False,
                requires=(FormatId("notification"),)),
    make_format("reply", "OR", NOTIFICATION[7:], to=Addressees.ONE, requires=(FormatId("notification"),),
                kinds=(MessageKind.ORIGINAL, MessageKind.AMENDMENT)),
    make_format("side-notice", "SN", NOTIFICATION[:1], to=Addressees.OTHER_SIDE, kinds=(MessageKind.ORIGINAL,)),
    make_format("everything", "EV", EVERYTHING),
)  # fmt: skip


BORDER = Zone(
    ZoneId("border"),
    Text("100 km zone", "100-километровая зона", "100公里区域"),
    Quantity((DatedValue(100, MODEL),)),
    ((CN, KZ),),
    MODEL,
)


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    parties = ((KZ, "west"), (RU, "west"), (CN, "east"))
    return Agreement(
        id=AgreementId("three-states"),
        code="TS24",
        title=same_text("Agreement of three states"),
        short_title=Text("Three states", "Три государства", "三国协定"),
        status=Status.INVENTED,
        signed=None,
        place=None,
        in_force=None,
        languages=("ru", "zh"),
        start_day_counts=False,
        sides=(Side("west", same_text("West")), Side("east", same_text("East"))),
        parties=tuple(Party(state, side, None, None, MODEL) for state, side in parties),
        zones={ZoneId("border"): BORDER},
        articles=(),
        provisions={},
        formats={one.id: one for one in FORMATS},
        evidence=MODEL,
        changes="",
        digest="0" * 64,
    )


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    measures = {one: Measure(one, NAMES[one], same_text("n"), None) for one in MEASURES}
    facts = {one.fact: Fact(one.fact, same_text(one.fact), (one.type,)) for one in NOTIFICATION if one.fact}
    units = {"persons": Text("persons", "человек", "人")}
    return Vocabulary(measures, facts, {}, units)


@pytest.fixture(scope="session")
def bands() -> dict[ZoneId, Band]:
    """The zone of the notification: 100 km on each side of a line along 75.5 degrees east."""
    borders = {
        "type": "FeatureCollection",
        "id": "test-line",
        "version": "1",
        "licence": "CC0-1.0",
        "uncertainty_km": 1,
        "title": {"en": "Line", "ru": "Линия", "zh": "线"},
        "features": [
            {
                "type": "Feature",
                "properties": {"states": ["CN", "KZ"], "disputed": False},
                "geometry": {"type": "LineString", "coordinates": [[75.5, 42.0], [75.5, 45.0]]},
            }
        ],
    }
    return {ZoneId("border"): build_band(parse_borders(json.dumps(borders).encode()), [(CN, KZ)], 100)}


@pytest.fixture
def content() -> dict[str, JsonValue]:
    """The content of a notification without a fault."""
    return {
        "designation": {"en": "Steppe-2024", "ru": "Степь-2024"},
        "type": "live-exercise",
        "dates": {"start": "2024-05-12", "end": "2024-05-20"},
        "area": [
            {"name": {"en": "Otar"}, "positions": ["+43.5400+075.2100/"], "accuracy_km": 15},
            {"name": {"en": "Balkhash: west"}},
        ],
        "participants": ["CN", "KZ"],
        "strength": {
            "total": {"personnel": {"about": 13000}, "battle-tanks": 250},
            "by_state": {"KZ": {"personnel": 12900, "battle-tanks": 200}, "CN": {"battle-tanks": 50}},
        },
        "purpose": {"en": "Joint command in a counter-terrorist operation.\n\nLive firing on the last day."},
    }


@pytest.fixture
def draft(content: dict[str, JsonValue]) -> Draft:
    return Draft(
        agreement=AgreementId("three-states"),
        format=FormatId("notification"),
        sender=KZ,
        to=(CN, RU),
        kind=MessageKind.ORIGINAL,
        content=content,
        language="en",
    )


@pytest.fixture
def document(draft: Draft) -> Document:
    at = datetime(2024, 4, 26, 6, 30, tzinfo=UTC)
    return freeze(draft, Reference("TS24/KZ/2024/0007/EX/O"), MatterId("TS24/KZ/2024/0007/EX"), at)


# --- Strategies -----------------------------------------------------------------------------------

_PIECES = st.one_of(
    st.sampled_from(
        ["Otar", "учение", "联合演习、", "演习", "مانور مشترک", "“quoted”", "a:b", "：", "[ru]", "\\s", "(1)", "1.",
         "----------", "End of TS24", "more than", "  ", " ", ",", "；", "~" * 90, "🙂", "か\u3099", "\u3000", "\u200f"]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12),
)  # fmt: skip
_GLUED = st.lists(_PIECES, min_size=1, max_size=9).map("".join)
_SPACED = st.lists(_PIECES, min_size=1, max_size=9).map(" ".join)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text[:280]).strip()


def _is_plain(text: str) -> bool:
    return not list(check_string(text, Context("text"), 300, lines=True))


LINES = (_GLUED | _SPACED).map(_plain).filter(_is_plain)
LONG = st.lists(_GLUED | _SPACED | st.just(""), min_size=1, max_size=4)
LONG_LINES = LONG.map("\n".join).map(_plain).filter(_is_plain)
LANGUAGES = st.sampled_from(["en", "ru", "zh", "kk", "fa", "zh-Hant"])
STATES = st.sampled_from(["CN", "IR", "KZ", "MM", "RU", "XA", "XQ"])
COUNTS = st.integers(0, 2**53 - 1)
AMOUNTS = COUNTS | st.tuples(st.sampled_from(["about", "more-than", "up-to"]), COUNTS).map(
    lambda one: dict([one])
)
EARLIEST, LATEST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01")
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)
DATES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
INSTANTS = st.datetimes(EARLIEST, LATEST).map(lambda one: one.replace(microsecond=0).isoformat() + "Z")
REFERENCES = st.builds(
    "TS24/{}/{}/{:04}/{}/{}".format,
    STATES,
    st.integers(1990, 2100),
    st.integers(1, 99999),
    st.sampled_from(["EX", "OR"]),
    st.sampled_from(["O", "N", "X", "A1", "A12", "C3"]),
)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


def _position(lat: int, lon: int, decimals: int) -> str:
    return f"{lat:+0{3 + decimals + bool(decimals)}.{decimals}f}{lon:+0{4 + decimals + bool(decimals)}.{decimals}f}/"


POSITIONS = st.builds(
    _position, st.integers(-90, 90), st.integers(-179, 179), st.integers(0, 6)
) | st.sampled_from(["+433224+0751236/", "-0330.5-07012.25/", "-05.123456+175.654321/"])


def words(text: SearchStrategy[str]) -> SearchStrategy[dict[str, str]]:
    return st.dictionaries(LANGUAGES, text, min_size=1, max_size=3)


def _period(start: str, end: str | None) -> dict[str, str]:
    if end is None:
        return {"start": start}
    first, last = sorted((start, end), key=lambda one: as_interval(parse_moment(one)).earliest)
    return {"start": first, "end": last}


PLACES = st.fixed_dictionaries(
    {"name": words(LINES)},
    optional={
        "positions": st.lists(POSITIONS, min_size=1, max_size=4).filter(lambda one: len(one) != 2),
        "accuracy_km": st.integers(1, 1000),
    },
)
FILES = st.fixed_dictionaries(
    {
        "name": LINES.map(lambda one: one.replace("/", "-").replace("\\", "-")[:90].strip()).filter(
            _is_plain
        ),
        "type": st.sampled_from(["application/pdf", "image/png"]),
        "size": COUNTS,
        "sha256": HASHES,
    }
)
VALUES: dict[ItemType, SearchStrategy[JsonValue]] = {
    ItemType.TEXT: words(LINES),
    ItemType.LONG_TEXT: words(LONG_LINES),
    ItemType.NUMBER: COUNTS,
    ItemType.DATE: DATES,
    ItemType.INSTANT: INSTANTS,
    ItemType.PERIOD: st.builds(_period, DATES | INSTANTS, st.none() | DATES | INSTANTS),
    ItemType.STATE: STATES,
    ItemType.STATES: st.sets(STATES, min_size=1).map(sorted),
    ItemType.PLACE: PLACES,
    ItemType.AREA: st.lists(PLACES, min_size=1, max_size=3),
    ItemType.FLAG: st.booleans(),
    ItemType.PERSON: st.fixed_dictionaries({"name": words(LINES)}, optional={"post": words(LINES)}),
    ItemType.UNIT_REFERENCE: LINES,
    ItemType.MESSAGE_REFERENCE: REFERENCES,
    ItemType.ATTACHMENT: FILES,
}


def values_of(item: Item) -> SearchStrategy[JsonValue]:
    """Valid JSON values of an item."""
    if item.type is ItemType.CHOICE:
        return st.sampled_from([choice.code for choice in item.choices])
    if item.type is ItemType.MEASURES:
        needed = dict.fromkeys(item.required_measures, AMOUNTS)
        others = {measure: AMOUNTS for measure in item.measures if measure not in needed}
        column = st.fixed_dictionaries(needed, optional=others).filter(bool)
        by_state = st.dictionaries(STATES, column, min_size=1, max_size=3)
        return st.fixed_dictionaries({}, optional={"total": column, "by_state": by_state}).filter(bool)
    if item.type is ItemType.TABLE:
        needed = {column.id: values_of(column) for column in item.columns if column.required}
        others = {column.id: values_of(column) for column in item.columns if not column.required}
        rows = st.fixed_dictionaries(needed, optional=others).filter(bool)
        return st.lists(rows, min_size=1, max_size=3)
    return VALUES[item.type]


def contents_of(message_format: Format) -> SearchStrategy[dict[str, JsonValue]]:
    """Valid content of a format, with any of its items."""
    return st.fixed_dictionaries({}, optional={item.id: values_of(item) for item in message_format.items})


_SOURCES = st.lists(
    st.sampled_from(["https://example.org/1", "http://example.org/演习?a=b#c"]), min_size=1, unique=True
)
ORIGINS = st.sampled_from([Origin(), Origin(OriginKind.TRAINING)]) | st.builds(
    Origin, st.just(OriginKind.RECONSTRUCTED), _SOURCES.map(tuple), st.none() | DATES.map(PartialDate)
)


def _document(
    content: dict[str, JsonValue],
    at: datetime,
    mark: str,
    others: list[str],
    language: str,
    audience: Audience,
    origin: Origin,
) -> Document:
    matter = MatterId("TS24/KZ/2024/0007/EV")
    reference = Reference(f"{matter}/{mark}")
    refers_to = [] if mark in "ON" else [f"{matter}/O"]
    refers_to += [one for one in others if one not in (*refers_to, reference)]
    draft = Draft(
        agreement=AgreementId("three-states"),
        format=FormatId("everything"),
        sender=KZ,
        to=(CN, RU),
        kind=parse_reference(reference).kind,
        content=content,
        language=language,
        refers_to=tuple(Reference(one) for one in refers_to),
        audience=audience,
        origin=origin,
    )
    return freeze(draft, reference, matter, at.replace(tzinfo=UTC))


@pytest.fixture(scope="session")
def values() -> Callable[[Item], SearchStrategy[JsonValue]]:
    """Valid JSON values of an item."""
    return values_of


@pytest.fixture(scope="session")
def contents() -> Callable[[Format], SearchStrategy[dict[str, JsonValue]]]:
    """Valid contents of a format."""
    return contents_of


@pytest.fixture(scope="session")
def items() -> tuple[Item, ...]:
    """One item of every type."""
    return EVERYTHING


@pytest.fixture(scope="session")
def documents() -> SearchStrategy[Document]:
    """Documents in the format that has an item of every type."""
    return st.builds(
        _document,
        contents_of(FORMATS[-1]),
        st.datetimes(EARLIEST, LATEST),
        st.sampled_from(["O", "N", "A1", "A12", "C2", "X"]),
        st.lists(REFERENCES, max_size=2, unique=True),
        LANGUAGES,
        st.sampled_from(Audience),
        ORIGINS,
    )
