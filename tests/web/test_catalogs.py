"""The templates' words are translated, all of them, into both other languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from detente.kernel.languages import Language
from detente.web import catalogs

WEB = Path(catalogs.__file__).parent
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
PLACE = re.compile(r"%\((\w+)\)s")

Words = tuple[str, ...]


def words(one: str | tuple[str, ...] | list[str]) -> Words:
    return (one,) if isinstance(one, str) else tuple(one)


def extracted() -> set[Words]:
    found = extract_from_dir(
        WEB,
        method_map=[("templates/**.html", "jinja2"), ("**.py", "python")],
        options_map=OPTIONS,
    )
    return {words(message) for _, _, message, _, _ in found}


def messages(catalog: Catalog) -> dict[Words, Words]:
    return {words(message.id): words(message.string) for message in catalog if message.id}


TRANSLATED = [Language.RU, Language.ZH]


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_word_of_the_templates_is_in_the_catalog_and_no_other(language: Language) -> None:
    wanted = extracted()
    assert len(wanted) > 20
    assert set(messages(catalogs.read_catalog(language))) == wanted


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_untranslated_fuzzy_or_short_of_a_plural(language: Language) -> None:
    catalog = catalogs.read_catalog(language)
    bad = [
        message.id
        for message in catalog
        if message.id
        and (
            message.fuzzy
            or not all(words(message.string))
            or len(words(message.string)) != (catalog.num_plurals if message.pluralizable else 1)
        )
    ]
    assert bad == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_places_of_the_original(language: Language) -> None:
    differing = {
        original: translated
        for original, translated in messages(catalogs.read_catalog(language)).items()
        for one in translated
        if sorted(PLACE.findall(one)) != sorted(PLACE.findall(original[-1]))
    }
    assert differing == {}


def test_russian_is_cyrillic_and_chinese_is_han() -> None:
    scripts = {Language.RU: "[а-яё]", Language.ZH: "[\u4e00-\u9fff]"}
    wrong = {
        (language, original): translated
        for language, script in scripts.items()
        for original, translated in messages(catalogs.read_catalog(language)).items()
        if re.search("[a-z]{3}", PLACE.sub("", original[0]), re.IGNORECASE)
        and not all(re.search(script, one, re.IGNORECASE) for one in translated)
    }
    assert wrong == {}


def test_a_plural_is_chosen_by_the_number() -> None:
    russian = catalogs.load_translations(Language.RU)
    one, many = "This node’s log: %(count)s entry", "This node’s log: %(count)s entries"
    assert [russian.ngettext(one, many, n) for n in (1, 2, 5)] == [
        "Журнал узла: %(count)s запись",
        "Журнал узла: %(count)s записи",
        "Журнал узла: %(count)s записей",
    ]
    assert catalogs.load_translations(Language.EN).ngettext(one, many, 2) == many
