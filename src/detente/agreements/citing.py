"""How an article is cited: ``6(4)`` is “Article 6(4)”, «пункт 4 статьи 6», “第六条第四款”."""

from __future__ import annotations

import re
from functools import cache

from detente.kernel.languages import Text

_NUMBERED = re.compile(r"([0-9]{1,2})((?:\([0-9]{1,2}\))*)(?:-\(([0-9]{1,2})\))?", re.A)
_DIGITS = "零一二三四五六七八九"
#: What is counted within an article, from the outside in; in Russian one and several.
_RUSSIAN = (("пункт", "пункты"), ("подпункт", "подпункты"), ("абзац", "абзацы"))
_CHINESE = ("款", "项", "目")


@cache
def cite_article(number: str) -> Text:
    """The article as it is cited within a sentence; a number of another form stands as it is.

    Paragraphs and ranges are written out: ``9(2)(1)``, ``6(5)-(8)``.
    """
    english = f"Article {number.replace('-', '–')}"
    found = _NUMBERED.fullmatch(number)
    parts = re.findall(r"[0-9]+", found[2]) if found else []
    if found is None or len(parts) > len(_CHINESE) or (found[3] and not parts):
        return Text(english, f"статья {number}", f"第{number}条")
    return Text(
        english, _cite_in_russian(found[1], parts, found[3]), _cite_in_chinese(found[1], parts, found[3])
    )


def _cite_in_russian(article: str, parts: list[str], last: str | None) -> str:
    """From the inside out: подпункт 1 пункта 2 статьи 7."""
    if not parts:
        return f"статья {article}"
    one, several = _RUSSIAN[len(parts) - 1]
    cited = f"{several} {parts[-1]}–{last}" if last else f"{one} {parts[-1]}"
    for part, (outer, _) in reversed(list(zip(parts[:-1], _RUSSIAN, strict=False))):
        cited += f" {outer}а {part}"
    return f"{cited} статьи {article}"


def _cite_in_chinese(article: str, parts: list[str], last: str | None) -> str:
    cited = f"第{_in_chinese(article)}条"
    for part, unit in zip(parts, _CHINESE, strict=False):
        cited += f"第{_in_chinese(part)}{unit}"
    return f"{cited}至第{_in_chinese(last)}{_CHINESE[len(parts) - 1]}" if last else cited


def _in_chinese(number: str) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(int(number), 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
