"""Pages from templates: one Jinja environment a language, so that every filter knows the reader's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from detente.agreements.citing import cite_article
from detente.assessment.wording import capital
from detente.geography.position import Position, format_position
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Language, Text, format_integer
from detente.kernel.states import state_name
from detente.messages.numbered.values import print_position
from detente.messages.values import FreeText
from detente.messages.wording import list_of
from detente.node.messages import COUNT_LIMIT
from detente.web import dates, urls
from detente.web.catalogs import load_translations
from detente.web.frame import Frame
from detente.web.static_files import StaticFiles

#: Each language in its own words, as the switch shows it.
LANGUAGE_NAMES = {Language.EN: "English", Language.RU: "Русский", Language.ZH: "中文"}


class Context(Protocol):
    """What a template is given: one dataclass a page, whose ``frame`` surrounds it."""

    @property
    def frame(self) -> Frame:
        """What surrounds the page."""


@dataclass(frozen=True, slots=True)
class Stops:
    """What stands between words that a template puts side by side, with the blank that follows it."""

    colon: str
    comma: str
    semicolon: str
    list: str


_WESTERN = Stops(": ", ", ", "; ", ", ")
STOPS = {Language.EN: _WESTERN, Language.RU: _WESTERN, Language.ZH: Stops("：", "，", "；", "、")}


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders a page in the language of its reader."""

    environments: Mapping[Language, Environment]

    def render(self, template: str, context: Context, status: int = 200) -> HTMLResponse:
        """The whole page; the template sees ``page`` (the context) and ``frame``.

        Raises:
            jinja2.UndefinedError: the template asks for what the context does not hold.
        """
        environment = self.environments[context.frame.language]
        body = environment.get_template(template).render(page=context, frame=context.frame)
        return HTMLResponse(body, status, {"Content-Language": context.frame.language.value})


def build_pages(static: StaticFiles) -> Pages:
    """The environments of all languages, sharing nothing but the templates' text."""
    return Pages({language: _build_environment(language, static) for language in Language})


def _build_environment(language: Language, static: StaticFiles) -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.web", "templates"),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    translations = load_translations(language)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(language))
    environment.globals.update(
        urls=urls,
        static=static.url,
        languages=LANGUAGE_NAMES,
        reading_language=language.value,
        stops=STOPS[language],
        count_limit=COUNT_LIMIT,
    )
    return environment


def _filters(language: Language) -> dict[str, Callable[..., object]]:
    return {
        "words": partial(_words, language=language),
        "names": partial(_names, language=language),
        "number": partial(format_integer, language=language),
        "percent": partial(format_permille, language=language),
        "state": partial(_state, language=language),
        "article": partial(_article, language=language),
        "article_alone": partial(_article_alone, language=language),
        "day": partial(dates.format_day, language=language),
        "long_day": partial(dates.format_long_day, language=language),
        "month": partial(dates.format_month, language=language),
        "moment": partial(dates.format_moment, language=language),
        "period": partial(dates.format_period, language=language),
        "span": partial(_span, language=language),
        "position": partial(_position, language=language),
        "relative": partial(_relative, language=language),
        "machine_time": dates.machine_time,
    }


def format_permille(permille: int, language: Language) -> str:
    """Per thousand as per cent with one decimal, as the language writes it: 36.9 %, 36,9 %."""
    sign = "," if language is Language.RU else "."
    blank = "" if language is Language.ZH else "\u00a0"
    return f"{permille // 10}{sign}{permille % 10}{blank}%"


def _words(text: Text | FreeText, language: Language) -> str:
    return text.in_(language)


def _names(texts: Sequence[Text], language: Language) -> str:
    return list_of(list(texts)).in_(language)


def _state(code: StateCode, language: Language) -> str:
    return state_name(code).in_(language)


def _article(number: str, language: Language) -> str:
    """As it stands within a sentence."""
    return cite_article(number).in_(language)


def _article_alone(number: str, language: Language) -> str:
    return capital(cite_article(number)).in_(language)


def _span(start: Interval, end: Instant | None, language: Language) -> str:
    return dates.format_span(start, end, language)


def _position(position: Position, language: Language) -> str:
    return print_position(format_position(position), language)


def _relative(instant: Instant, at: Instant, language: Language) -> str:
    return dates.format_relative(instant, at, language)
