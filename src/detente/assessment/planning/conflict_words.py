"""Conflicts in sentences: what is in the way of what, when, and by which article, if any says so."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement
from detente.assessment.dates import deadline_text
from detente.assessment.finding import BearerName
from detente.assessment.planning.conflicts import Conflict, ConflictBy
from detente.assessment.planning.listing import joined, listed, name_of, span_words
from detente.assessment.wording import capital, step_word
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Text, same_text


def conflict_sentence(conflict: Conflict, agreements: Mapping[AgreementId, Agreement]) -> Text:
    """The conflict as a whole, with its article and how sure it is."""
    cited = conflict.provision
    agreement = agreements.get(cited.agreement) if cited else None
    first, *others = conflict.about
    sentence = _SENTENCES[conflict.by].fill(
        about=same_text(first),
        other=listed(same_text(one) for one in others),
        all=listed(same_text(one) for one in conflict.about),
        state=_name(conflict.state, agreement),
        when=span_words(conflict.when),
        due=deadline_text(conflict.when.latest),
        persons=listed(same_text(one) for one in conflict.persons),
        number=conflict.number or 0,
        step=step_word(conflict.step) if conflict.step else same_text("—"),
    )
    parts = [sentence, *([_UNSURE[conflict.by]] if not conflict.sure else [])]
    if cited is not None:
        parts.append(
            _BY_ARTICLE.fill(
                article=capital(cite_article(cited.article)), agreement=_title(agreement, cited.agreement)
            )
        )
    elif conflict.remark:
        parts.append(_REMARK)
    return joined(parts)


def _name(bearer: BearerName, agreement: Agreement | None) -> Text:
    return agreement.state_name(bearer) if agreement else name_of(StateCode(bearer))


def _title(agreement: Agreement | None, known: AgreementId) -> Text:
    return agreement.short_title if agreement else same_text(known)


_SENTENCES = {
    ConflictBy.TWO_AT_ONCE: Text(
        "{state} receives two visits at one time, {when}: {all}.",
        "{state}: два посещения в одно время, {when}: {all}.",
        "{state}在{when}同时接待两次访问：{all}。",
    ),
    ConflictBy.HOLIDAY: Text(
        "The visit {about} falls on public holidays of {state}: {when}.",
        "Посещение {about} приходится на праздничные дни, {state}: {when}.",
        "访问{about}适逢{state}的公共假日：{when}。",
    ),
    ConflictBy.PERSON: Text(
        "Named in two teams at one time, {when}: {persons} ({all}).",
        "В двух группах в одно время, {when}: {persons} ({all}).",
        "{when}同时列入两个小组：{persons}（{all}）。",
    ),
    ConflictBy.TEAMS: Text(
        "{state} carries out more visits at one time than it has teams ({number}), {when}: {all}.",
        "{state}: посещений в одно время больше, чем групп ({number}), {when}: {all}.",
        "{state}在{when}同时进行的访问多于其小组数（{number}）：{all}。",
    ),
    ConflictBy.DRILL: Text(
        "The visit {about} lies at the time and place of a drill of {state}, {when}: {other}.",
        "Посещение {about} совпадает по времени и месту с учением, {state}, {when}: {other}.",
        "访问{about}与{state}的演习在时间和地点上重合，{when}：{other}。",
    ),
    ConflictBy.CLOCK: Text(
        "The time has passed, {state}: {step}, by {due} ({about}).",
        "Срок прошёл, {state}: {step}, не позднее {due} ({about}).",
        "期限已过，{state}：{step}，至迟于{due}（{about}）。",
    ),
}
_UNSURE = {
    ConflictBy.TWO_AT_ONCE: Text(
        "Not certain: a date or an answer is still open.",
        "Не установлено точно: дата или ответ ещё не известны.",
        "尚不确定：日期或答复待定。",
    ),
    ConflictBy.HOLIDAY: Text(
        "Not certain: a date is still open, or the holiday is only estimated.",
        "Не установлено точно: дата ещё не известна или праздник определён лишь приблизительно.",
        "尚不确定：日期待定，或该假日仅为推算。",
    ),
    ConflictBy.PERSON: Text(
        "Not certain: a date or an answer is still open.",
        "Не установлено точно: дата или ответ ещё не известны.",
        "尚不确定：日期或答复待定。",
    ),
    ConflictBy.TEAMS: Text(
        "Not certain: a date or an answer is still open.",
        "Не установлено точно: дата или ответ ещё не известны.",
        "尚不确定：日期或答复待定。",
    ),
    ConflictBy.DRILL: Text(
        "Not certain: a date, an answer or a place is not known.",
        "Не установлено точно: не известны дата, ответ или место.",
        "尚不确定：日期、答复或地点不明。",
    ),
    ConflictBy.CLOCK: Text("Not certain.", "Не установлено точно.", "尚不确定。"),
}
_BY_ARTICLE = Text("{article}, {agreement}.", "{article}, {agreement}.", "{article}，{agreement}。")
_REMARK = Text(
    "A remark: no article speaks of it.",
    "Замечание: ни одна статья об этом не говорит.",
    "仅供参考：条文未作规定。",
)
