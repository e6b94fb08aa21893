from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest
from tests.web.pages import rows, words

OWN, THEIRS = "SCO24/KZ/2024/0001/EX", "SCO24/CN/2024/0001/EX"


def section(text: str, name: str) -> str:
    """The words of the table with this class."""
    return words(text.split(f'<table class="register {name}">')[1].partition("</table>")[0])


def test_without_changes_both_columns_are_the_agreement(told: Any) -> None:
    text = told.visit("reader").get("/laboratory").text
    assert "No number is changed yet" in text
    counts = section(text, "counts")
    assert "To be told of 2 2 =" in counts
    assert "Observers may be invited 1 1 =" in counts
    assert "The variant differs for 0 drills." in text
    assert [row[-1] for row in rows(text.split('id="result"')[1].split("stacks")[1])] == ["the same"] * 2


def test_a_variant_stands_beside_the_agreement(told: Any) -> None:
    query = "observe.voluntary.personnel=4000&notify.personnel.lead=10&notify.personnel.personnel=5000"
    text = told.visit("reader").get(f"/laboratory?{query}").text
    assert "Article 4(2): Personnel: 4,000 instead of 5,000" in words(text)
    assert "Article 3(1): Lead time, days: 10 instead of 30" in words(text)
    assert "Article 3(1): Personnel" not in words(text.split('class="turned"')[1].split("</ul>")[0])
    assert "Observers may be invited 1 2 +1" in section(text, "counts")
    link = "/laboratory?agreement=sco-proposal-2024&amp;notify.personnel.lead=10&amp;observe.voluntary.personnel=4000"
    assert f'href="{link}"' in text
    assert 'value="4000" placeholder="5000"' in text


def test_only_what_differs(told: Any) -> None:
    text = told.visit("reader").get("/laboratory?observe.voluntary.personnel=4000&only=changed").text
    assert quote(THEIRS) in text
    assert quote(OWN) not in text


def test_model_numbers_stay_marked_and_unseen_ones_can_be_supposed(told: Any) -> None:
    reader = told.visit("reader")
    text = reader.get("/laboratory?agreement=sco-proposal-2024").text
    assert text.count("badge-model") == text.count('type="number"')
    older = reader.get("/laboratory?agreement=shanghai-1996&notify.military-activity.personnel=9000").text
    assert "instead of a number that is not available" in older
    assert "badge-unknown" in older


@pytest.mark.parametrize("wrong", ["-5", "many", "99999999999"])
def test_a_number_that_is_none_is_said_and_changes_nothing(told: Any, wrong: str) -> None:
    text = told.visit("reader", "ru").get(f"/laboratory?notify.personnel.personnel={wrong}").text
    assert f"«{wrong}» не подходит для notify.personnel.personnel." in words(text)
    assert "Ни одно число ещё не изменено" in text


def test_numbers_of_another_agreement_are_passed_over(told: Any) -> None:
    answer = told.visit("reader").get("/laboratory?agreement=shanghai-1996&notify.personnel.personnel=1")
    assert answer.status_code == 200
    assert 'class="turned"' not in answer.text


def test_htmx_is_told_the_short_address(told: Any) -> None:
    query = "agreement=sco-proposal-2024&notify.personnel.personnel=&observe.major.personnel=9000&only="
    answer = told.visit("reader").get(f"/laboratory?{query}", headers={"HX-Request": "true"})
    assert (
        answer.headers["HX-Push-Url"]
        == "/laboratory?agreement=sco-proposal-2024&observe.major.personnel=9000"
    )
    assert "HX-Push-Url" not in told.visit("reader").get("/laboratory").headers


@pytest.mark.parametrize(("language", "said"), [("ru", "Подлежат уведомлению"), ("zh", "须通报")])
def test_it_speaks_the_reader_s_language(told: Any, language: str, said: str) -> None:
    text = told.visit("reader", language).get("/laboratory?observe.voluntary.personnel=4000").text
    assert said in section(text, "counts")
    assert "As it stands" not in text
    assert "To be told" not in text


def test_the_chart_is_said_in_words(told: Any) -> None:
    text = told.visit("reader").get("/laboratory?observe.voluntary.personnel=4000").text
    chart = text.split('aria-labelledby="chart-observe.voluntary.personnel.title')[1].split("</svg>")[0]
    assert "Observers may be invited: count along the threshold of Article 4(2), Personnel" in chart
    assert "at 5,000: 1, unclear 0" in chart
    assert "at 4,000: 2, unclear 0" in chart
    assert "style=" not in text


def test_the_csv_holds_every_drill(told: Any) -> None:
    answer = told.visit("reader").get("/laboratory.csv?observe.voluntary.personnel=4000")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="laboratory-sco-proposal-2024.csv"'
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    before, after = "As it stands: may-be-observed", "Variant: may-be-observed"
    assert {row["matter"]: (row[before], row[f"{before} near"], row[after]) for row in table} == {
        OWN: ("yes", "no", "yes"),
        THEIRS: ("no", "yes", "yes"),
    }


def test_nobody_reads_it_without_signing_in(told: Any) -> None:
    client = told.visit("reader")
    client.cookies.clear()
    for path in ("/laboratory", "/laboratory.csv"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
