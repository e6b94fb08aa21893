"""Reading pages in tests: the words of a table, a list, a form."""

from __future__ import annotations

import re
from html import unescape

CONTROL = re.compile(
    r"<(input|textarea|select)\b([^>]*)>(?:((?:(?!</?(?:textarea|select)).)*)</(?:textarea|select)>)?",
    re.DOTALL,
)


def words(markup: str) -> str:
    """The text of a piece of markup, blanks collapsed; what only screen readers hear is left out."""
    without = re.sub(r'<(svg|title).*?</\1>|<span class="unseen">.*?</span>', "", markup, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


def rows(text: str, heading: str | None = None) -> list[list[str]]:
    """The cells of the first table's body, or of the one below a heading."""
    start = text.index(f">{heading}</h2>") if heading else 0
    body = re.search(r"<tbody>(.*?)</tbody>", text[start:], re.DOTALL)
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found
    ]


def section(text: str, heading: str) -> str:
    """The words of the section that begins with a heading."""
    start = text.index(heading)
    return words(text[start : text.index("</section>", start)])


def entries(text: str) -> dict[str, str]:
    """Names and values of every description list."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    return {words(name): words(value) for name, value in pairs}


def fields(text: str, form: str = "") -> dict[str, list[str]]:
    """What a browser would send from a form as it stands, without any button."""
    start = text.index(f'id="{form}"') if form else text.index("<main")
    part = text[start : text.index("</form>", start)]
    found: dict[str, list[str]] = {}
    for tag, attributes, inner in CONTROL.findall(part):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        ticked = known.get("type") in ("checkbox", "radio")
        if "name" not in known or known.get("type") == "file" or (ticked and " checked" not in attributes):
            continue
        found.setdefault(unescape(known["name"]), []).append(_value(tag, known, inner))
    return found


def _value(tag: str, known: dict[str, str], inner: str) -> str:
    if tag == "textarea":
        return unescape(inner.removeprefix("\n"))
    if tag == "select":
        chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(
            r'<option value="([^"]*)"', inner
        )
        return unescape(chosen[1]) if chosen else ""
    return unescape(known.get("value", "on" if known.get("type") else ""))
