from __future__ import annotations

import csv
import io
import re
from typing import Any
from urllib.parse import quote

import polars as pl
import pytest
from tests.web.conftest import token_in
from tests.web.pages import rows, words

OWN, THEIRS = "SCO24/KZ/2024/0001/EX", "SCO24/CN/2024/0001/EX"


def section(text: str, name: str) -> str:
    """The words of the table with this class."""
    return words(re.split(f'<table class="register [^"]*{name}', text)[1].partition("</table>")[0])


def test_without_changes_both_columns_are_the_agreement(told: Any) -> None:
    text = told.visit("reader").get("/laboratory").text
    assert "No number is changed yet" in text
    counts = section(text, "counts")
    assert "As it stands Variant To be told of 2 2" in counts
    assert "Observers may be invited 1 1" in counts
    assert "The columns differ 0" in words(text)
    assert [row[-1] for row in rows(text.split('id="drills"')[1])] == ["the same"] * 2


def test_a_variant_stands_beside_the_agreement(told: Any) -> None:
    query = "observe.voluntary.personnel=4000&notify.personnel.lead=10&notify.personnel.personnel=5000"
    text = told.visit("reader").get(f"/laboratory?{query}").text
    counts = section(text, "counts")
    assert "Article 3(1): Lead time, days 30 10" in counts
    assert "Article 4(2): Personnel 5,000 4,000" in counts
    assert "Article 3(1): Personnel" not in counts
    assert "Observers may be invited 1 +1 2" in counts
    link = "/laboratory?agreement=sco-proposal-2024&amp;notify.personnel.lead=10&amp;observe.voluntary.personnel=4000"
    assert f'href="{link}"' in text
    assert 'value="4000" placeholder="?" data-stops="stops-personnel" data-agreed="5000"' in text


def test_columns_beside_are_variants_and_whole_agreements(told: Any) -> None:
    beside = quote("agreement=sco-proposal-2024&name=Low&observe.voluntary.personnel=4000")
    query = f"notify.personnel.personnel=5000&beside={beside}&beside=agreement%3Dshanghai-1996"
    text = told.visit("reader").get(f"/laboratory?{query}").text
    counts = section(text, "counts")
    assert "SCO model agreement Variant Low Turn Remove Shanghai Agreement of 1996 Turn Remove" in counts
    assert "Article 4(2): Personnel 5,000 5,000 4,000 —" in counts
    assert "Observers may be invited 1 1 +1 2 −1 0" in counts
    assert "Not to be held — — — 0" in counts
    low = "agreement=sco-proposal-2024&name=Low&observe.voluntary.personnel=4000"
    turning = f"/laboratory?{low}&beside={quote('agreement=shanghai-1996')}"
    assert turning.replace("&", "&amp;") in text
    assert text.count('name="beside"') == 4  # two in each of the two forms
    assert "The columns differ 2" in words(text)


def test_a_column_is_kept_only_where_something_is_turned_and_there_is_room(told: Any) -> None:
    reader = told.visit("reader")
    assert "Keep as a column" not in reader.get("/laboratory").text
    assert "Keep as a column" in reader.get("/laboratory?observe.voluntary.personnel=4000").text
    full = "&".join(["beside=agreement%3Dshanghai-1996"] * 4)
    text = reader.get(f"/laboratory?observe.voluntary.personnel=4000&{full}").text
    assert "Keep as a column" not in text
    assert "Put another agreement beside" not in text


def test_only_what_differs_or_has_an_effect(told: Any) -> None:
    reader = told.visit("reader")
    text = reader.get("/laboratory?observe.voluntary.personnel=4000&only=changed").text
    assert quote(THEIRS) in text
    assert quote(OWN) not in text
    told_of = reader.get("/laboratory?only=may-be-observed").text
    assert quote(OWN) in told_of
    assert quote(THEIRS) not in told_of


def test_model_numbers_stay_marked_and_unseen_ones_can_be_supposed(told: Any) -> None:
    reader = told.visit("reader")
    text = reader.get("/laboratory?agreement=sco-proposal-2024").text
    assert text.count("badge-model") == text.count('type="number"')
    older = reader.get("/laboratory?agreement=shanghai-1996&notify.military-activity.personnel=9000").text
    assert "Personnel ? 9,000" in section(older, "counts")
    assert "badge-unknown" in older


@pytest.mark.parametrize("wrong", ["-5", "many", "99999999999"])
def test_a_number_that_is_none_is_said_and_changes_nothing(told: Any, wrong: str) -> None:
    text = told.visit("reader", "ru").get(f"/laboratory?notify.personnel.personnel={wrong}").text
    said = f"Пункт 1 статьи 3: Личный состав: «{wrong}» здесь не подходит (notify.personnel.personnel)."
    assert said in words(text)
    assert "Ни одно число ещё не изменено" in text


def test_numbers_of_another_agreement_are_passed_over(told: Any) -> None:
    answer = told.visit("reader").get("/laboratory?agreement=shanghai-1996&notify.personnel.personnel=1")
    assert answer.status_code == 200
    assert 'class="numbers"' not in answer.text


def test_a_script_is_given_what_hangs_on_the_numbers_and_the_short_address(told: Any) -> None:
    query = "agreement=sco-proposal-2024&notify.personnel.personnel=&observe.major.personnel=9000&only="
    reader = told.visit("reader")
    answer = reader.get(f"/laboratory?{query}", headers={"HX-Request": "true", "HX-Target": "found"})
    short = "/laboratory?agreement=sco-proposal-2024&observe.major.personnel=9000"
    assert answer.headers["HX-Replace-Url"] == short
    assert re.findall(r'<(?:div|p) id="(\w+)"', answer.text) == ["found", "counted", "strip"]
    assert "<html" not in answer.text
    whole = reader.get("/laboratory", headers={"HX-Request": "true", "HX-Target": "bench"})
    assert "HX-Replace-Url" not in whole.headers
    assert 'id="numbers"' in whole.text


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


def test_a_variant_is_saved_opened_and_deleted(told: Any) -> None:
    reader = told.visit("reader")
    place = "/laboratory?agreement=sco-proposal-2024&observe.voluntary.personnel=4000"
    form = {"token": token_in(reader.get(place).text), "place": place}
    saved = reader.post("/laboratory/variants", data={**form, "name": " Low & lower "})
    assert saved.status_code == 303
    named = "/laboratory?agreement=sco-proposal-2024&name=Low+%26+lower&observe.voluntary.personnel=4000"
    assert saved.headers["location"] == named
    text = reader.get("/laboratory").text
    kept = text.split('class="saved"')[1].split("</ul>")[0]
    assert "Low & lower SCO model agreement, 1 number changed Put beside" in words(kept)
    assert f'href="{named.replace("&", "&amp;")}"' in kept
    assert 'class="saved"' not in told.visit("duty").get("/laboratory").text
    number = re.search(r'name="delete" value="(\d+)"', kept)
    assert number
    deleted = reader.post("/laboratory/variants", data={**form, "delete": number[1]})
    assert (deleted.status_code, deleted.headers["location"]) == (303, place)
    assert 'class="saved"' not in reader.get("/laboratory").text


@pytest.mark.parametrize("name", ["", " ", "n" * 61])
def test_without_a_name_nothing_is_saved_and_nothing_typed_is_lost(told: Any, name: str) -> None:
    reader = told.visit("reader")
    place = "/laboratory?observe.voluntary.personnel=4000"
    form = {"token": token_in(reader.get(place).text), "place": place, "name": name}
    answer = reader.post("/laboratory/variants", data=form)
    assert answer.status_code == 400
    assert "kept under a name of at most 60 characters" in answer.text
    assert "Article 4(2): Personnel 5,000 4,000" in section(answer.text, "counts")
    assert 'class="saved"' not in answer.text


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 40, "٣"])
def test_what_is_no_number_deletes_nothing(told: Any, wrong: str) -> None:
    reader = told.visit("reader")
    form = {"token": token_in(reader.get("/laboratory").text), "place": "//elsewhere.example/?agreement=x"}
    answer = reader.post("/laboratory/variants", data={**form, "delete": wrong})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/laboratory?agreement=sco-proposal-2024",
    )


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


def test_parquet_holds_the_same_with_the_columns_beside(told: Any) -> None:
    query = "observe.voluntary.personnel=4000&beside=agreement%3Dshanghai-1996"
    answer = told.visit("reader").get(f"/laboratory.parquet?{query}")
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    table = pl.read_parquet(io.BytesIO(answer.content))
    assert set(table["matter"]) == {OWN, THEIRS}
    assert table["Variant: may-be-observed"].to_list() == ["yes", "yes"]
    assert table["Shanghai Agreement of 1996: may-be-observed"].to_list() == ["no", "no"]


def test_nobody_reads_it_without_signing_in(told: Any) -> None:
    client = told.visit("reader")
    client.cookies.clear()
    for path in ("/laboratory", "/laboratory.csv", "/laboratory.parquet"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
