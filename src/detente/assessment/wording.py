"""Findings in sentences an officer reads: what, by when, with which numbers, and what is not known."""

from __future__ import annotations

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Ceiling, Vocabulary
from detente.assessment import information_phrases, visit_phrases
from detente.assessment.dates import deadline_text
from detente.assessment.finding import Finding, FindingState, Gap, Margin
from detente.assessment.measured import read_measure
from detente.assessment.phrases import (
    ABOUT,
    CLAUSES,
    CLAUSES_WITHOUT_DEADLINE,
    GAPS,
    SILENCE,
    SILENCES,
    STATES,
    STEPS,
)
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import MeasureId, StateCode, ZoneId
from detente.kernel.languages import THIN_SPACE, Text, same_text
from detente.messages.values import Amount, Qualifier


def finding_sentence(finding: Finding, agreement: Agreement, vocabulary: Vocabulary) -> Text:
    """The finding as a whole: article, whose duty, where it stands, every number, and what is missing."""
    sentences = [
        _HEAD.fill(
            article=capital(cite_article(finding.article)),
            bearer=agreement.state_name(finding.bearer),
            clause=finding_clause(finding, agreement),
        ),
        *(margin_text(margin, vocabulary, agreement) for margin in finding.margins),
        *_above_the_number(finding),
        *(gap_sentence(gap, agreement, vocabulary) for gap in finding.gaps),
    ]
    return _joined([_ended(one) for one in sentences])


def finding_clause(finding: Finding, agreement: Agreement) -> Text:
    """Where a duty or right stands, without article, bearer and numbers; no full stop."""
    step, _, part = finding.step.partition(".")
    key = (step, finding.state)
    if finding.due is not None and finding.silence is not None:
        pattern = visit_phrases.SILENCES.get((step, finding.silence)) or SILENCES.get(
            finding.silence, SILENCE
        )
    elif finding.due is not None and key in CLAUSES:
        pattern = CLAUSES[key]
    else:
        pattern = CLAUSES_WITHOUT_DEADLINE.get(key) or CLAUSES.get(key) or _OTHERWISE
    other = agreement.state_name(finding.other) if finding.other else same_text("—")
    if finding.said is not None:
        pattern = _SAID.fill(clause=pattern, said=visit_phrases.SAID[finding.said])
    return pattern.fill(
        due=deadline_text(finding.due) if finding.due else same_text("—"),
        other=other,
        whom=_OBSERVERS_OF.fill(state=other) if finding.other else _OBSERVERS,
        object=part,
        year="—" if finding.year is None else str(finding.year),
        from_=_IN_BRACKETS.fill(what=other) if finding.other else same_text(""),
        where=_where(finding, part, agreement),
        step=step_word(finding.step),
        state=state_word(finding.state),
    )


def state_word(state: FindingState) -> Text:
    """Where a duty or right stands, in a word or two."""
    return STATES[state]


def step_word(step: str) -> Text:
    """What a step of a provision is called."""
    return STEPS.get(step) or STEPS.get(step.partition(".")[0], same_text(step))


def margin_text(margin: Margin, vocabulary: Vocabulary, agreement: Agreement | None = None) -> Text:
    """A threshold against what was declared: “personnel: 35,000 needed, 12,900 declared, 36.9 %”.

    ``agreement`` gives sectors their names.
    """
    limits, change = margin.limit or margin.measure in _LIMITED, read_measure(margin.measure).is_change
    counted = margin.measure in _COUNTED_MEASURES
    unit = _PERCENT if change else _PLAIN
    share = margin.permille if margin.measure not in _LIMITED and not counted and not change else None
    declared = _NOT_STATED
    if margin.declared is not None:
        amount = unit.fill(number=amount_text(margin.declared))
        declared = (_COUNTED if counted else _DECLARED).fill(number=amount)
    pattern = _AT_MOST if limits else _AT_LEAST if counted else _NEEDED
    return _MARGIN.fill(
        measure=measure_name(margin.measure, vocabulary, agreement),
        needed=_NO_NUMBER if margin.needed is None else pattern.fill(number=needed_text(margin)),
        declared=declared,
        share=same_text("") if share is None else _share(share),
        near=_NEAR if margin.near else same_text(""),
    )


def needed_text(margin: Margin) -> Text:
    """The agreement's number as it is written, with a sign of per cent where it is one.

    Raises:
        DetenteBug: it is not available.
    """
    if margin.needed is None:
        raise DetenteBug("number-not-available", f"The number of {margin.measure} is not available.")
    unit = _PERCENT if read_measure(margin.measure).is_change else _PLAIN
    return unit.fill(number=_number(margin.needed))


def amount_text(amount: Amount) -> Text:
    """A declared number with what it claims to be."""
    return _QUALIFIERS[amount.qualifier].fill(number=amount.value)


def gap_sentence(gap: Gap, agreement: Agreement, vocabulary: Vocabulary) -> Text:
    """What is not known, and of what."""
    return GAPS[gap.what].fill(about=_about(gap.about, agreement, vocabulary))


def measure_name(measure: MeasureId, vocabulary: Vocabulary, agreement: Agreement | None = None) -> Text:
    """What a measure is called, or a sum, change or limit of measures; its code where there is no name for it."""
    named = read_measure(measure)
    first, *others = (_plain_name(one, vocabulary) for one in named.measures)
    name = first
    for other in others:
        name = _AND.fill(one=name, other=uncapital(other))
    if named.is_change:
        name = _CHANGE.fill(measure=uncapital(name))
    if named.is_temporary:
        name = _FOR_A_TIME.fill(measure=name)
    if named.sector is not None:
        sector = agreement.sectors.get(named.sector) if agreement else None
        name = _IN.fill(measure=name, sector=uncapital(sector.title) if sector else same_text(named.sector))
    return name


def _plain_name(measure: MeasureId, vocabulary: Vocabulary) -> Text:
    known = vocabulary.measures.get(measure)
    return known.name if known else capital(ABOUT.get(measure, same_text(measure)))


def _where(finding: Finding, limit: str, agreement: Agreement) -> Text:
    """The sector of a ceiling in brackets; nothing where it is of all of them together."""
    provision = agreement.provisions.get(finding.provision)
    if isinstance(provision, Ceiling):
        for one in provision.limits:
            sector = agreement.sectors.get(one.sector) if one.id == limit and one.sector else None
            if sector is not None:
                return _IN_BRACKETS.fill(what=uncapital(sector.title))
    return same_text("")


def _above_the_number(finding: Finding) -> list[Text]:
    """Which of what was counted is over the number: the last, in the order in which they count."""
    step, margin = finding.step.partition(".")[0], next(iter(finding.margins), None)
    if finding.state is not FindingState.EXCEEDED or step not in _ORDERED or margin is None:
        return []
    counted = 0 if margin.declared is None else margin.declared.value
    over = finding.counterparts[margin.needed : counted]
    return [_OVER.fill(matters=", ".join(over))] if over else []


def _about(about: str, agreement: Agreement, vocabulary: Vocabulary) -> Text:
    """The name of what a gap is about: a measure, a zone, a date, one state or two, or a message's number."""
    zone = agreement.zones.get(ZoneId(about))
    if zone is not None:
        return zone.title
    if about in ABOUT:
        return ABOUT[about]
    if all(one in vocabulary.measures for one in read_measure(MeasureId(about)).measures):
        return uncapital(measure_name(MeasureId(about), vocabulary, agreement))
    if about in vocabulary.facts:
        return uncapital(vocabulary.facts[about].label)
    codes = about.split("-", 1)
    if all(len(code) == _CODE_LENGTH and code.isupper() for code in codes):
        one, *others = (agreement.state_name(StateCode(code)) for code in codes)
        return _PAIR.fill(one=one, other=others[0]) if others else one
    return same_text(about)


def _share(permille: int) -> Text:
    whole, tenth = divmod(permille, 10)
    return Text(f", {whole}.{tenth}{THIN_SPACE}%", f", {whole},{tenth}{THIN_SPACE}%", f"，{whole}.{tenth}%")


def _number(number: int) -> Text:
    return _QUALIFIERS[Qualifier.EXACT].fill(number=number)


def capital(text: Text) -> Text:
    """The name as it begins a sentence or stands alone."""
    return Text(*(words[:1].upper() + words[1:] for words in (text.en, text.ru, text.zh)))


def uncapital(text: Text) -> Text:
    """The name as it stands within a sentence; initials keep their capitals."""
    words = (text.en, text.ru, text.zh)
    return Text(*(one if one[1:2].isupper() else one[:1].lower() + one[1:] for one in words))


def _ended(text: Text) -> Text:
    """The text with a full stop, unless it ends with one."""
    return Text(
        text.en if text.en.endswith(".") else f"{text.en}.",
        text.ru if text.ru.endswith(".") else f"{text.ru}.",
        text.zh if text.zh.endswith("。") else f"{text.zh}。",
    )


def _joined(sentences: list[Text]) -> Text:
    return Text(
        " ".join(one.en for one in sentences),
        " ".join(one.ru for one in sentences),
        "".join(one.zh for one in sentences),
    )


_CODE_LENGTH = 2
_LIMITED = frozenset({"observers", "activities", "visits", "team", "days", "hours"})
_COUNTED_MEASURES = frozenset({*visit_phrases.COUNTED, *information_phrases.COUNTED})
_ORDERED = frozenset({"count", "quota", "share", "object"})
_HEAD = Text(
    "{article}, {bearer}: {clause}",
    "{article}, {bearer}: {clause}",
    "{article}，{bearer}：{clause}",
)
_OTHERWISE = Text("{step}: {state}", "{step}: {state}", "{step}：{state}")
_OBSERVERS = Text("observers", "наблюдателей", "观察员")
_OBSERVERS_OF = Text("observers ({state})", "наблюдателей ({state})", "{state}观察员")
_MARGIN = Text(
    "{measure}: {needed}, {declared}{share}{near}",
    "{measure}: {needed}, {declared}{share}{near}",
    "{measure}：{needed}，{declared}{share}{near}",
)
_NEEDED = Text("{number} needed", "порог {number}", "门槛为{number}")
_AT_MOST = Text("at most {number}", "не более {number}", "至多{number}")
_AT_LEAST = Text("at least {number}", "не менее {number}", "至少{number}")
_COUNTED = Text("{number} counted", "учтено {number}", "计{number}")
_OVER = Text("Above the number: {matters}", "Сверх предела: {matters}", "超出限额者：{matters}")
_SAID = Text("{clause}; {said}", "{clause}; {said}", "{clause}；{said}")
_NO_NUMBER = Text("number not available", "величина: нет данных", "数额未能见到")
_DECLARED = Text("{number} declared", "заявлено {number}", "所报{number}")
_NOT_STATED = Text("nothing declared", "не заявлено", "未报")
_NEAR = Text(" (near)", " (близко к порогу)", "（接近门槛）")
_PLAIN = Text("{number}", "{number}", "{number}")
_PERCENT = Text(f"{{number}}{THIN_SPACE}%", f"{{number}}{THIN_SPACE}%", "{number}%")
_IN_BRACKETS = Text(" ({what})", " ({what})", "（{what}）")
_AND = Text("{one}, {other}", "{one}, {other}", "{one}、{other}")
_CHANGE = Text("Change in {measure}", "Изменение: {measure}", "变化：{measure}")
_FOR_A_TIME = Text("{measure}, for a time", "{measure}, на время", "{measure}（临时）")
_IN = Text("{measure} ({sector})", "{measure} ({sector})", "{measure}（{sector}）")
_PAIR = Text("{one} – {other}", "{one} — {other}", "{one}—{other}")
_QUALIFIERS = {
    Qualifier.EXACT: Text("{number}", "{number}", "{number}"),
    Qualifier.ABOUT: Text("about {number}", "около {number}", "约{number}"),
    Qualifier.MORE_THAN: Text("more than {number}", "более {number}", "超过{number}"),
    Qualifier.UP_TO: Text("up to {number}", "до {number}", "至多{number}"),
}
