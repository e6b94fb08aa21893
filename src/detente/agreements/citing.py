"""How an article is cited: ``6(4)`` is “Article 6(4)”, «пункт 4 статьи 6», “第六条第四款”."""

from __future__ import annotations

import re
from functools import cache

from detente.kernel.languages import Text

_NUMBERED = re.compile(r"([0-9]{1,2})((?:\((?:[0-9]{1,2}|[a-z])\))*)(?:-\(([0-9]{1,2})\))?", re.A)
#: A section of a protocol: ``P-IV.III(2)``; section and paragraphs may be left out.
_PROTOCOL = re.compile(r"P-([IVX]+)(?:\.([IVX]+)((?:\([0-9]{1,2}\)){0,3}))?", re.A)
#: A chapter or an annex, with its paragraphs numbered through the document: ``C-V(40.1)``, ``C-IX(74-106)``.
_CHAPTER = re.compile(r"([CA])-([IVX]+)(?:\(([0-9]+(?:\.[0-9]+)*)(?:-([0-9]+(?:\.[0-9]+)*))?\))?", re.A)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_DIGITS = "零一二三四五六七八九"
#: What is counted within an article, from the outside in; in Russian one and several.
_RUSSIAN = (("пункт", "пункты"), ("подпункт", "подпункты"), ("абзац", "абзацы"))
_CHINESE = ("款", "项", "目")


@cache
def cite_article(number: str) -> Text:
    """The article as it is cited within a sentence; a number of another form stands as it is.

    Paragraphs and ranges are written out: ``9(2)(1)``, ``3(b)``, ``6(5)-(8)``. A protocol's sections are cited as
    such: ``P-IV.III`` is “Protocol IV, section III”. So are chapters, where paragraphs are numbered through
    the document: ``C-V(38)`` is “Chapter V, paragraph 38”; ``A-I`` is “Annex I”.
    """
    protocol = _PROTOCOL.fullmatch(number)
    if protocol is not None:
        return _cite_protocol(protocol[1], protocol[2], re.findall(r"[0-9]+", protocol[3] or ""))
    chapter = _CHAPTER.fullmatch(number)
    if chapter is not None:
        return _cite_chapter(chapter[1], chapter[2], chapter[3], chapter[4])
    english = f"Article {number.replace('-', '–')}"
    found = _NUMBERED.fullmatch(number)
    parts = re.findall(r"[0-9]+|[a-z]", found[2]) if found else []
    if found is None or len(parts) > len(_CHINESE) or (found[3] and not parts):
        return Text(english, f"статья {number}", f"第{number}条")
    chinese = f"第{_in_chinese(found[1])}条"
    russian = _cite_in_russian(f"статья {found[1]}", f"статьи {found[1]}", parts, found[3])
    return Text(english, russian, _cite_in_chinese(chinese, parts, found[3]))


def _cite_protocol(protocol: str, section: str | None, parts: list[str]) -> Text:
    """Protocol IV, section III(2); пункт 2 раздела III Протокола IV; 第四议定书第三节第二款."""
    chinese = f"第{_in_chinese(str(_roman(protocol)))}议定书"
    if section is None:
        return Text(f"Protocol {protocol}", f"Протокол {protocol}", chinese)
    english = f"Protocol {protocol}, section {section}" + "".join(f"({part})" for part in parts)
    whole = f"{section} Протокола {protocol}"
    chinese += f"第{_in_chinese(str(_roman(section)))}节"
    russian = _cite_in_russian(f"раздел {whole}", f"раздела {whole}", parts, None)
    return Text(english, russian, _cite_in_chinese(chinese, parts, None))


def _cite_chapter(letter: str, number: str, first: str | None, last: str | None) -> Text:
    """Chapter VII, paragraphs 61–66; пункты 61–66 главы VII; 第七章第61至66段."""
    in_chinese = _in_chinese(str(_roman(number)))
    english, whole, of_whole, chinese = (
        (f"Chapter {number}", f"глава {number}", f"главы {number}", f"第{in_chinese}章")
        if letter == "C"
        else (f"Annex {number}", f"приложение {number}", f"приложения {number}", f"附件{in_chinese}")
    )
    if first is None:
        return Text(english, whole, chinese)
    if last is None:
        return Text(f"{english}, paragraph {first}", f"пункт {first} {of_whole}", f"{chinese}第{first}段")
    return Text(
        f"{english}, paragraphs {first}–{last}",
        f"пункты {first}–{last} {of_whole}",
        f"{chinese}第{first}至{last}段",
    )


def _cite_in_russian(whole: str, of_whole: str, parts: list[str], last: str | None) -> str:
    """From the inside out: подпункт 1 пункта 2 статьи 7."""
    if not parts:
        return whole
    one, several = _RUSSIAN[len(parts) - 1]
    cited = f"{several} {parts[-1]}–{last}" if last else f"{one} {parts[-1]}"
    for part, (outer, _) in reversed(list(zip(parts[:-1], _RUSSIAN, strict=False))):
        cited += f" {outer}а {part}"
    return f"{cited} {of_whole}"


def _cite_in_chinese(whole: str, parts: list[str], last: str | None) -> str:
    cited = whole
    for part, unit in zip(parts, _CHINESE, strict=False):
        cited += f"第{_in_chinese(part)}{unit}" if part.isdigit() else f"({part}){unit}"
    return f"{cited}至第{_in_chinese(last)}{_CHINESE[len(parts) - 1]}" if last else cited


def _roman(number: str) -> int:
    """``IX`` is 9; below forty."""
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _in_chinese(number: str) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(int(number), 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
