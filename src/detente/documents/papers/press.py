"""The press: a template and its data in, a PDF out, in memory.

Every PDF is tagged (PDF/UA-1) and fit for archives (PDF/A-3a, which lets a signed message be attached later). The
same template, data, fonts and instant always give the same bytes. Templates import no packages, and data reaches
them as strings that are set and never run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Final

import typst

from detente.documents.papers.contents import PaperKind
from detente.kernel.errors import DetenteBug, DetenteError, OperatorError
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.messages.wording import Wording

#: Families the templates ask for; whatever else ``fonts`` holds is used where these lack a character.
FAMILIES: Final = ("Noto Sans", "Noto Sans SC")
_STANDARDS: Final[list[typst.PDFStandard]] = ["a-3a", "ua-1"]
_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Stationery:
    """What papers are set with: the style they share, a template for each kind, and the fonts."""

    style: bytes
    templates: Mapping[PaperKind, bytes]
    fonts: typst.Fonts


def press(kind: PaperKind, data: Mapping[str, JsonValue], stationery: Stationery, at: Instant) -> bytes:
    """The PDF of ``kind`` with ``data``, dated ``at``.

    Raises:
        InputError: the data holds characters that none of the fonts has.
        OperatorError: the fonts that the papers are set in are missing.
    """
    missing = set(FAMILIES) - set(stationery.fonts.families())
    if missing:
        what = f"The fonts of the papers are missing: {', '.join(sorted(missing))}."
        raise OperatorError("paper-fonts", what, "Install Détente again; they come with it.")
    source = stationery.style + b"\n" + stationery.templates[kind]
    compiler = typst.Compiler(source, font_paths=stationery.fonts, ignore_system_fonts=True)
    try:
        made = compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=_STANDARDS,
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise _explain(error) from error
    if not isinstance(made, bytes):
        raise DetenteBug("paper", "typst gave no PDF.", "Please report it.")
    return made


def _explain(error: typst.TypstError) -> DetenteError:
    """Whose fault it is: a character's, or ours."""
    characters = dict.fromkeys(_NO_GLYPH.findall(error.diagnostic))
    if characters:
        return NO_GLYPH.error(characters=" ".join(list(characters)[:_SHOWN]))
    return DetenteBug("paper", f"A paper cannot be set: {error.message}", "Please report it.")


NO_GLYPH = Wording(
    "paper-characters",
    Text(
        "The fonts of the papers lack these characters: {characters}",
        "В шрифтах документов нет этих знаков: {characters}",
        "文书所用字体缺少下列字符：{characters}",
    ),
    Text(
        "Write them in Latin, Cyrillic or Chinese, or have a folder of fonts added that has them.",
        "Запишите их латиницей, кириллицей или по-китайски либо попросите добавить папку со шрифтами, где они есть.",
        "请改用拉丁字母、西里尔字母或中文书写，或添加含有这些字符的字体目录。",
    ),
)
