"""Templates: strict, escaped, free of inline script and style, and the same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from detente.assessment.finding import FindingState
from detente.kernel.languages import Language, Text
from detente.web import templating
from detente.web.frame import Banner, BannerKind, Frame, Icon, Theme, Way
from detente.web.templating import Pages, format_permille

TEMPLATES = Path(templating.__file__).parent / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in TEMPLATES.rglob("*.html")
}
LANGUAGES = [language.value for language in Language]


@dataclass(frozen=True, slots=True)
class Said:
    frame: Frame
    words: Text


def a_frame(language: Language) -> Frame:
    return Frame(
        language=language,
        theme=Theme.DARK,
        place="/a?b=<c>",
        token="t",
        at=datetime(2024, 4, 26, 6, 30, tzinfo=UTC),
        version="0",
        section="/",
        ways=(Way("/", Text("Today", "Сегодня", "今日"), Icon.TODAY, 1204),),
        banners=tuple(Banner(kind, Text("<b>", "<b>", "<b>")) for kind in BannerKind),
        log_size=2,
    )


def render(pages: Pages, source: str, language: Language = Language.EN) -> str:
    environment = pages.environments[language].overlay(
        loader=ChoiceLoader([DictLoader({"page.html": source}), pages.environments[language].loader])  # type: ignore[list-item]
    )
    words = Text("a<b", "б<в", "丙<丁")
    return environment.get_template("page.html").render(
        page=Said(a_frame(language), words), frame=a_frame(language)
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_template_compiles(pages: Pages, name: str, language: Language) -> None:
    assert pages.environments[language].get_template(name)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_template_holds_inline_script_or_style(name: str) -> None:
    forbidden = re.compile(
        r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son\w+\s*=|javascript:|hx-on|hx-vals\s*=\s*.js|hx-trigger=\"[^\"]*\[",
        re.IGNORECASE,
    )
    assert forbidden.findall(SOURCES[name]) == []


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_sign_used_is_drawn(name: str) -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SOURCES["parts/icons.html"]))
    used = set(re.findall(r'icon\("([\w-]+)"\)', SOURCES[name]))
    assert used - drawn == set()


def test_signs_of_the_navigation_and_of_states_are_drawn_each_in_its_own_way() -> None:
    drawn = dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', SOURCES["parts/icons.html"]))
    assert {icon.value for icon in Icon} | {state.value for state in FindingState} <= set(drawn)
    states = [drawn[state.value] for state in FindingState]
    assert len(set(states)) == len(states)


def test_what_is_not_in_the_context_is_an_error(pages: Pages) -> None:
    with pytest.raises(UndefinedError):
        render(pages, "{{ page.nothing }}")
    with pytest.raises(UndefinedError):
        render(pages, "{% if nothing %}{% endif %}")


def test_words_are_those_of_the_reader_and_escaped(pages: Pages) -> None:
    shown = [
        render(pages, "{{ page.words|words }} {{ 35000|number }} {{ 'KZ'|state }}", one) for one in Language
    ]
    assert shown == ["a&lt;b 35,000 Kazakhstan", "б&lt;в 35\u202f000 Казахстан", "丙&lt;丁 35,000 哈萨克斯坦"]


@pytest.mark.parametrize("language", Language)
def test_the_frame_says_where_one_is(pages: Pages, language: Language) -> None:
    text = render(
        pages,
        "{% extends 'base.html' %}{% block title %}T{% endblock %}{% block main %}M{% endblock %}",
        language,
    )
    assert f'<html lang="{language.value}" data-theme="dark">' in text
    assert text.count('aria-current="page"') == 1
    assert 'name="place" value="/a?b=&lt;c&gt;"' in text
    assert text.count("&lt;b&gt;") == len(BannerKind)
    assert text.count("<h1") == 0
    assert [one for one in LANGUAGES if f'lang="{one}" aria-pressed="true"' in text] == [language.value]


def test_a_meter_is_drawn_by_attributes_alone(pages: Pages) -> None:
    call = '{% from "macros/findings.html" import bar %}{{ bar(2000, "says") }}'
    text = render(pages, call)
    assert re.findall(r'<rect class="(\w[\w-]*)"(?: x="(\d+)")?(?: y="\d+")? width="(\d+)"', text) == [
        ("track", "", "1250"),
        ("zone-near", "900", "100"),
        ("fill", "", "1250"),
    ]


def test_per_mille_is_written_as_the_language_does() -> None:
    assert [format_permille(369, language) for language in Language] == [
        "36.9\u00a0%",
        "36,9\u00a0%",
        "36.9%",
    ]
