"""Translations of the templates' own words: gettext catalogs, compiled when the desk starts.

English is written in the templates themselves. Sentences that Python code makes are ``Text`` and stand
in all three languages where they are made, so only templates are translated here.
"""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from detente.kernel.languages import Language

DOMAIN = "detente"


def read_catalog(language: Language) -> Catalog:
    """The catalog of ``language`` as it stands in its ``.po`` file.

    Raises:
        FileNotFoundError: for English, which needs none.
    """
    path = files("detente.web") / "translations" / language.value / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(BytesIO(path.read_bytes()), locale=language.value, domain=DOMAIN, abort_invalid=True)


def load_translations(language: Language) -> NullTranslations:
    """What gettext looks words up in; for English the words stay as they are."""
    if language is Language.EN:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
