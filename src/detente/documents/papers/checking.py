"""What must hold of a paper before it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.documents.papers.contents import (
    BadgeSheet,
    InspectionNotice,
    Invitation,
    Occasion,
    Paper,
    Programme,
    QuotaSummary,
    TeamList,
)
from detente.kernel.errors import Fault
from detente.kernel.languages import Text
from detente.messages.values import as_interval
from detente.messages.wording import Wording

#: More lines than any paper has; what is longer is an export and no paper.
MAX_LINES = 2_000


def check_paper(paper: Paper) -> list[Fault]:
    """What is wrong with it, all at once."""
    faults = [] if paper.basis.references else [NO_MESSAGE.at("basis")]
    if isinstance(paper, QuotaSummary):
        return [*faults, *_check_quotas(paper)]
    faults += _check_occasion(paper.occasion)
    if isinstance(paper, Invitation | InspectionNotice):
        if not paper.to:
            faults.append(NOBODY.at("to"))
        if paper.team is not None and paper.team < 1:
            faults.append(TEAM.at("team", team=paper.team))
    return [*faults, *_check_length(paper)]


def _check_occasion(occasion: Occasion) -> Iterator[Fault]:
    if not occasion.hosts or not occasion.guests:
        yield NOBODY.at("occasion")
    arrival, end = occasion.arrival, occasion.end
    if arrival is not None and end is not None and as_interval(end).latest < as_interval(arrival).earliest:
        yield ENDS_BEFORE.at("occasion")


def _check_length(paper: Paper) -> Iterator[Fault]:
    lists: dict[str, Sequence[object]] = {}
    match paper:
        case TeamList():
            lists["members"] = paper.members
        case BadgeSheet():
            lists["badges"] = paper.badges
        case Programme():
            lists["entries"] = paper.entries
        case _:
            return
    for name, lines in lists.items():
        if not lines:
            yield EMPTY.at(name)
        elif len(lines) > MAX_LINES:
            yield TOO_LONG.at(name, count=len(lines), most=MAX_LINES)


def _check_quotas(paper: QuotaSummary) -> Iterator[Fault]:
    if not paper.lines:
        yield EMPTY.at("lines")
    for number, line in enumerate(paper.lines, start=1):
        figures = (line.amount, line.used, line.reserved, *(one.used for one in line.partners))
        if any(figure is not None and figure < 0 for figure in figures):
            yield NEGATIVE.at(f"line {number}", state=line.state.name)


NO_MESSAGE = Wording(
    "paper-basis",
    Text(
        "The paper names no message that it rests on.",
        "Не указано сообщение, на котором основан документ.",
        "未注明文书所依据的电文。",
    ),
    Text(
        "Print it from a message that was sent or received.",
        "Печатайте его по отправленному или полученному сообщению.",
        "请根据已发出或收到的电文印制。",
    ),
)
NOBODY = Wording(
    "paper-states",
    Text(
        "Host, guests or addressees are missing.",
        "Не указаны принимающее государство, гости или адресаты.",
        "缺少东道国、来访方或收文方。",
    ),
    Text("Name at least one state of each.", "Укажите хотя бы одно государство.", "请各至少填写一个国家。"),
)
TEAM = Wording(
    "paper-team",
    Text("{team} people cannot come.", "Прибыть не может {team} человек.", "来访人数不能为{team}。"),
    Text(
        "Give at least one, or leave it out.",
        "Укажите не менее одного или уберите.",
        "请至少填一人，或留空。",
    ),
)
ENDS_BEFORE = Wording(
    "paper-dates",
    Text("It ends before it begins.", "Окончание раньше начала.", "结束早于开始。"),
    Text("Check both dates.", "Проверьте обе даты.", "请核对两个日期。"),
)
EMPTY = Wording(
    "paper-empty",
    Text("There is nothing to print.", "Печатать нечего.", "没有可印制的内容。"),
    Text("Add at least one line.", "Добавьте хотя бы одну строку.", "请至少添加一行。"),
)
TOO_LONG = Wording(
    "paper-long",
    Text(
        "{count} lines are too many for a paper; at most {most} are printed.",
        "Строк слишком много для документа: {count}; печатается не более {most}.",
        "行数过多：{count}行；最多印制{most}行。",
    ),
    Text("Divide it.", "Разделите его.", "请拆分。"),
)
NEGATIVE = Wording(
    "paper-figure",
    Text(
        "A figure of {state} is below nought.",
        "Один из показателей меньше нуля ({state}).",
        "{state}有一项数字小于零。",
    ),
    Text("Check where it comes from.", "Проверьте, откуда он взят.", "请核对其来源。"),
)
