"""Sentences in three languages: complete, with every number, and never accusing."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product

import pytest

from detente.agreements.model import Evidence, EvidenceLevel
from detente.agreements.reader import read_vocabulary
from detente.assessment import phrases, visit_phrases
from detente.assessment.dates import deadline_text, time_left_text
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing, Said
from detente.assessment.wording import finding_sentence, gap_sentence, state_word, step_word
from detente.kernel.languages import Language, Text
from detente.messages.values import Amount, Qualifier

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
ACCUSING = re.compile(
    r"violat|breach|fail|guilt|illegal|wrong|breaking|offen[cd]|"
    r"наруш|виновн|незаконн|неправомерн|провал|"
    r"违反|违约|违规|违法|过错|失职",
    re.IGNORECASE,
)
CHINESE = re.compile("[一-鿿]")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@pytest.fixture(scope="session")
def vocabulary():
    return read_vocabulary()


@pytest.fixture(scope="session")
def agreement(build):
    return build.agreement(sides={"KZ": None, "CN": None, "XA": None})


@pytest.fixture
def sentence(agreement, vocabulary, finding):
    def say(kind, step, state, **changes):
        plain = {"state": state, "bearer": "KZ", "article": "6(1)"}
        return finding_sentence(finding(kind, step, **plain | changes), agreement, vocabulary)

    return say


def test_not_received_with_numbers(sentence, last_second):
    near = Margin("personnel", 35000, Amount(34900, Qualifier.ABOUT), Answer.NO, True, MODEL)
    reached = Margin("battle-tanks", 300, Amount(310), Answer.YES, False, MODEL)
    due = last_second("2024-05-12")
    assert sentence("notify", "notification", S.MISSED, due=due, margins=(near, reached)) == Text(
        "Article 6(1), Kazakhstan: notification not received by 12 May 2024. "
        "Personnel: 35,000 needed, about 34,900 declared, 99.7\u202f% (near). "
        "Battle tanks: 300 needed, 310 declared, 103.3\u202f%.",
        "Пункт 1 статьи 6, Казахстан: к 12 мая 2024\u202fг. уведомление не получено. "
        "Личный состав: порог 35\u202f000, заявлено около 34\u202f900, 99,7\u202f% (близко к порогу). "
        "Боевые танки: порог 300, заявлено 310, 103,3\u202f%.",
        "第六条第一款，哈萨克斯坦：截至2024年5月12日未收到通报。"
        "人员：门槛为35,000，所报约34,900，99.7%（接近门槛）。"
        "作战坦克：门槛为300，所报310，103.3%。",
    )


def test_an_hour_is_said_where_the_day_does_not_count_whole(sentence, at):
    found = sentence("respond", "answer", S.MET_LATE, other="CN", due=at("2024-05-12T06:30:00Z"))
    assert found == Text(
        "Article 6(1), Kazakhstan: the request (China) was answered after the deadline of 12 May 2024, 06:30 UTC.",
        "Пункт 1 статьи 6, Казахстан: ответ на запрос (Китай) направлен позже срока "
        "(крайний срок — 12 мая 2024\u202fг., 06:30 UTC).",
        "第六条第一款，哈萨克斯坦：对中国询问的答复晚于期限（期限为2024年5月12日 06:30 UTC）。",
    )


def test_silence_that_means_no(sentence, last_second):
    due = last_second("2024-05-12")
    found = sentence("observe", "reply", S.MET, other="CN", due=due, silence="declined")
    assert found.en == (
        "Article 6(1), Kazakhstan: no reply by 12 May 2024; by the article this means that no observers are sent."
    )


def test_what_is_not_available_is_said(sentence):
    margin = Margin("personnel", None, None, Answer.UNCLEAR, False, MODEL)
    gap = Gap(Missing.TREATY_VALUE, "personnel")
    found = sentence("notify", "notification", S.UNCLEAR, margins=(margin,), gaps=(gap,))
    assert found.en == (
        "Article 6(1), Kazakhstan: it cannot be said whether notification is needed or in time. "
        "Personnel: number not available, nothing declared. "
        "The agreement's value is not available (personnel)."
    )


def test_observers_are_counted_from_above(sentence):
    margin = Margin("observers", 6, Amount(8), Answer.YES, False, MODEL)
    found = sentence("observe", "observers", S.EXCEEDED, margins=(margin,))
    assert found.en == (
        "Article 6(1), Kazakhstan: the number of observers is above what the article provides for. "
        "Observers: at most 6, 8 declared."
    )


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ("CN-KZ", "China – Kazakhstan"),
        ("band", "border band"),
        ("personnel", "personnel"),
        ("clock", "time limit"),
        ("activity.type", "type of the drill"),
        ("TR30/XA/2030/0001/EX/O", "TR30/XA/2030/0001/EX/O"),
    ],
)
def test_what_a_gap_is_about_has_a_name(agreement, vocabulary, about, shown):
    found = gap_sentence(Gap(Missing.DATE_PRECISION, about), agreement, vocabulary)
    assert found.en == f"A date is not known closely enough ({shown})."


def everything(sentence, agreement, vocabulary, due):
    for step, state in product(phrases.STEPS, S):
        for other, when, silence in product((None, "CN"), (None, due), (None, "declined", "other")):
            yield sentence("observe", step, state, other=other, due=when, silence=silence)
    yield from (gap_sentence(Gap(what, "clock"), agreement, vocabulary) for what in Missing)
    yield from map(state_word, S)
    yield from map(step_word, phrases.STEPS)
    yield from phrases.ABOUT.values()
    yield deadline_text(due)
    yield from (time_left_text(timedelta(hours=hours)) for hours in range(-200, 200))


def test_every_sentence_is_complete_in_three_languages_and_accuses_nobody(
    sentence, agreement, vocabulary, last_second
):
    said = list(everything(sentence, agreement, vocabulary, last_second("2024-05-12")))
    assert len(said) > 1000
    for text in said:
        for language in Language:
            words = text.in_(language)
            assert words.strip()
            assert "{" not in words
            assert ".." not in words
            assert not ACCUSING.search(words)
        assert CYRILLIC.search(text.ru)
        assert CHINESE.search(text.zh)
        assert not CYRILLIC.search(text.en)
        assert not CHINESE.search(text.en)


def test_steps_and_states_that_occur_have_a_clause_of_their_own():
    without = phrases.CLAUSES_WITHOUT_DEADLINE.keys()
    duties = {"notification", "invitation", "reply", "answer"}
    for step in duties:
        for state in (S.UPCOMING, S.DUE, S.MET, S.MET_LATE, S.MISSED):
            assert (step, state) in phrases.CLAUSES
        assert {(step, S.NOT_TRIGGERED), (step, S.UNCLEAR)} <= without
    assert {("observers", one) for one in (S.WITHIN, S.EXCEEDED, S.UNCLEAR, S.NOT_TRIGGERED)} <= without
    assert {("invitation", one) for one in (S.OFFERED, S.AVAILABLE)} <= without
    assert phrases.STATES.keys() == set(S)
    assert phrases.GAPS.keys() == set(Missing)


def test_what_an_answer_was_and_what_is_counted_has_words(sentence):
    for said in Said:
        words = sentence("host", "visit-reply", S.MET, other="CN", said=said)
        assert visit_phrases.SAID[said].en in words.en
        assert not any(ACCUSING.search(words.in_(language)) for language in Language)
    assert visit_phrases.SAID.keys() == set(Said)


def test_a_step_of_one_object_is_said_with_its_name(sentence):
    margin = Margin("visits", 1, Amount(2), Answer.YES, False, MODEL, limit=True)
    counterparts = ("TR30/XA/2030/0001/VR", "TR30/XA/2030/0002/VR")
    found = sentence("quota", "object.Barracks 7", S.EXCEEDED, margins=(margin,), counterparts=counterparts)
    assert found == Text(
        "Article 6(1), Kazakhstan: more visits to “Barracks 7” were asked for than the article provides for. "
        "Visits: at most 1, 2 counted. Above the number: TR30/XA/2030/0002/VR.",
        "Пункт 1 статьи 6, Казахстан: запрошено больше посещений объекта «Barracks 7», чем предусматривает статья. "
        "Посещения: не более 1, учтено 2. Сверх предела: TR30/XA/2030/0002/VR.",
        "第六条第一款，哈萨克斯坦：对“Barracks 7”请求的访问多于条文规定。"
        "访问次数：至多1，计2。超出限额者：TR30/XA/2030/0002/VR。",
    )
    assert step_word("object.Barracks 7") == step_word("object")


def test_states_of_visits_and_limits_that_occur_have_a_clause_of_their_own():
    clauses = phrases.CLAUSES.keys() | phrases.CLAUSES_WITHOUT_DEADLINE.keys()
    occur = {
        "restraint": (S.NOT_TRIGGERED, S.NEAR, S.EXCEEDED, S.UNCLEAR),
        "count": (S.WITHIN, S.NEAR, S.EXCEEDED, S.UNCLEAR),
        "simultaneous": (S.WITHIN, S.NEAR, S.EXCEEDED, S.UNCLEAR),
        **dict.fromkeys(
            ("quota", "share", "object"), (S.AVAILABLE, S.NEAR, S.USED_UP, S.EXCEEDED, S.UNCLEAR)
        ),
        "at-once": (S.WITHIN, S.EXCEEDED, S.UNCLEAR),
        "full": (S.NOT_TRIGGERED, S.DUE, S.MET, S.UNCLEAR),
        "visit-invitation": (S.OFFERED, S.MET, S.MET_LATE, S.NOT_TRIGGERED, S.UNCLEAR),
        "visit-request": (S.MET, S.MET_LATE, S.NOT_TRIGGERED, S.UNCLEAR),
        "visit-reply": (S.UPCOMING, S.DUE, S.MET, S.MET_LATE, S.MISSED, S.NOT_TRIGGERED, S.UNCLEAR),
        "visit-report": (S.UPCOMING, S.DUE, S.MET, S.MET_LATE, S.MISSED, S.UNCLEAR),
        **dict.fromkeys(("team", "length"), (S.WITHIN, S.EXCEEDED, S.UNCLEAR)),
        "lateness": (S.MET, S.MET_LATE, S.UNCLEAR),
        "visit-first-site": (S.DUE, S.MET, S.MET_LATE, S.MISSED, S.UNCLEAR),
        "visit-remarks": (S.AVAILABLE, S.MET, S.MET_LATE, S.NOT_TRIGGERED, S.UNCLEAR),
        **dict.fromkeys(("area", "diagrams"), (S.WITHIN, S.EXCEEDED, S.UNCLEAR)),
        "hosting": (S.AVAILABLE, S.OFFERED, S.UPCOMING, S.DUE, S.MET, S.MISSED, S.UNCLEAR),
        "meeting": (S.AVAILABLE, S.UPCOMING, S.DUE, S.MET, S.MISSED, S.UNCLEAR),
        "extraordinary": (S.UPCOMING, S.DUE, S.MET, S.MET_LATE, S.MISSED, S.NOT_TRIGGERED, S.UNCLEAR),
        "consent": (S.DUE, S.MET, S.NOT_TRIGGERED),
        "disclosure": (S.MET, S.MET_LATE, S.MISSED, S.EXCEEDED, S.UNCLEAR),
    }
    assert occur.keys() == visit_phrases.STEPS.keys()
    assert {(step, state) for step, states in occur.items() for state in states} <= clauses


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=3, hours=5), Text("3 days left", "до срока 3 дня", "距期限还有3天")),
        (timedelta(days=21), Text("21 days left", "до срока 21 день", "距期限还有21天")),
        (timedelta(hours=47), Text("47 hours left", "до срока 47 часов", "距期限还有47小时")),
        (timedelta(hours=1, minutes=59), Text("1 hour left", "до срока 1 час", "距期限还有1小时")),
        (-timedelta(days=5), Text("5 days after the deadline", "срок истёк 5 дней назад", "期限已过5天")),
        (
            -timedelta(minutes=5),
            Text("0 hours after the deadline", "срок истёк 0 часов назад", "期限已过0小时"),
        ),
    ],
)
def test_time_left(left, text):
    assert time_left_text(left) == text
