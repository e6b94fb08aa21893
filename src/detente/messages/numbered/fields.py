"""What stands behind one label of a notice, as its lines were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.kernel.languages import Text
from detente.messages.numbered import wording, words
from detente.messages.numbered.layout import Block, Line, join, trim, unescape
from detente.messages.wording import list_of

_LIST_ENTRY = re.compile(r"\(([0-9]{1,5})\)( *)(.*)", re.S)
_TAG = re.compile(r"\[([A-Za-z0-9-]{1,40})\] ?(.*)", re.S)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Field:
    """``rest`` is what follows the label on line ``number``; ``deeper`` the lines that belong to it."""

    number: int
    rest: str
    deeper: tuple[Line, ...]

    def one_line(self) -> str:
        """The value as one line of text, however it was wrapped.

        Raises:
            InputError: there is none, or it has several lines.
        """
        if not self.rest:
            raise wording.at_line(wording.VALUE_MISSING, self.number)
        text = self.rest
        for line in self.deeper:
            if not line.text:
                raise wording.at_line(wording.INDENTATION, line.number)
            text = join(text, line.text)
        return unescape(text)

    def all_lines(self) -> str:
        """The value as text of one line or more, line breaks kept.

        Raises:
            InputError: there is none, or a line is indented as no line can be.
        """
        if self.rest:
            return self.one_line()
        if not self.deeper:
            raise wording.at_line(wording.VALUE_MISSING, self.number)
        lines: list[str] = []
        for line in self.deeper:
            continues = bool(line.text) and line.indent != self.deeper[0].indent
            if continues and (line.indent < self.deeper[0].indent or not lines[-1]):
                raise wording.at_line(wording.INDENTATION, line.number)
            if continues:
                lines[-1] = join(lines[-1], line.text)
            else:
                lines.append(line.text)
        return "\n".join(unescape(line) for line in lines)

    def by_language(self, own_language: str) -> dict[str, str]:
        """The value as words by language; without a mark they are in ``own_language``.

        Raises:
            InputError: as for ``all_lines``, or a language comes twice.
        """
        if found := _TAG.fullmatch(self.rest):
            return {found[1]: Field(self.number, found[2], self.deeper).all_lines()}
        if self.rest or not self.deeper or not self.deeper[0].text.startswith("["):
            return {own_language: self.all_lines()}
        words_found: dict[str, str] = {}
        for block in blocks(self.deeper):
            tag = _TAG.fullmatch(block.first.text)
            if tag is None:
                raise wording.at_line(
                    wording.LABEL,
                    block.first.number,
                    text=block.first.text[:_SHOWN],
                    known="[en], [ru], [zh]",
                )
            if tag[1] in words_found:
                raise wording.at_line(wording.REPEATED, block.first.number, label=tag[1])
            words_found[tag[1]] = Field(block.first.number, tag[2], block.deeper).all_lines()
        return words_found

    def parts(self) -> list[Block]:
        """The entries below the label.

        Raises:
            InputError: there are none, or something stands on the label's own line.
        """
        if self.rest:
            raise wording.at_line(wording.VALUE_BELOW, self.number)
        found = blocks(self.deeper)
        if not found:
            raise wording.at_line(wording.VALUE_MISSING, self.number)
        return found

    def entries(self) -> list[Field]:
        """The entries of a list, each without its number; they must be numbered (1), (2) and so on.

        Raises:
            InputError: as for ``parts``, or an entry has another number.
        """
        found = []
        for number, block in enumerate(self.parts(), start=1):
            given, entry = list_entry(block, number)
            if given != number:
                text = block.first.text[:_SHOWN]
                raise wording.at_line(wording.LIST_NUMBER, block.first.number, text=text, number=str(number))
            found.append(entry)
        return found


def list_entry(block: Block, expected: int) -> tuple[int, Field]:
    """The number of a list's entry and what stands in it, as if it began on a line of its own.

    Raises:
        InputError: it has no number; ``expected`` is named then.
    """
    first = block.first
    found = _LIST_ENTRY.fullmatch(first.text)
    if found is None:
        raise wording.at_line(
            wording.LIST_NUMBER, first.number, text=first.text[:_SHOWN], number=str(expected)
        )
    inside = Line(first.number, first.indent + len(first.text) - len(found[3]), found[3])
    deeper = (inside, *block.deeper) if inside.text else block.deeper
    return int(found[1]), Field(first.number, "", trim(deeper))


def labelled(parts: Iterable[Block], labels: Sequence[Text]) -> dict[Text, Field]:
    """The fields below by their labels, which may be in any of the three languages.

    Raises:
        InputError: a label is not expected here, or comes twice.
    """
    found: dict[Text, Field] = {}
    for block in parts:
        label, field = one_labelled(block, labels)
        if label in found:
            raise wording.at_line(wording.REPEATED, block.first.number, label=label)
        found[label] = field
    return found


def one_labelled(block: Block, labels: Sequence[Text]) -> tuple[Text, Field]:
    """The label an entry begins with, and what follows it.

    Raises:
        InputError: it begins with none of ``labels``.
    """
    for label in labels:
        rest = words.after_label(block.first.text, words.in_all(label))
        if rest is not None:
            return label, Field(block.first.number, rest, block.deeper)
    raise wording.at_line(
        wording.LABEL, block.first.number, text=block.first.text[:_SHOWN], known=list_of(list(labels))
    )


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines grouped under the least indented ones.

    Raises:
        InputError: a line is less indented than the first.
    """
    found: list[tuple[Line, list[Line]]] = []
    for line in trim(lines):
        if line.text and (not found or line.indent == found[0][0].indent):
            found.append((line, []))
        elif line.text and line.indent < found[0][0].indent:
            raise wording.at_line(wording.INDENTATION, line.number)
        else:
            found[-1][1].append(line)
    return [Block(first, trim(deeper)) for first, deeper in found]
