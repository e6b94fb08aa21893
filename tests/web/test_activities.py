from __future__ import annotations

from typing import Any

import pytest
from tests.web.pages import entries, rows, words

OWN, THEIRS = "SCO24/KZ/2024/0001/EX", "SCO24/CN/2024/0001/EX"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=host", [THEIRS, OWN]),
        ("order=-host", [OWN, THEIRS]),
        ("order=personnel", [THEIRS, OWN]),
        ("host=KZ", [OWN]),
        ("words=aibalta", [OWN]),
        ("type=naval-exercise", []),
        ("since=2024-06-20&until=2024-07", [THEIRS, OWN]),
        ("since=2024-06-21", []),
        ("until=2024-05", []),
    ],
)
def test_the_list_shows_what_was_asked_for_in_the_order_asked_for(
    told: Any, query: str, found: list[str]
) -> None:
    text = told.visit("reader").get(f"/activities?{query}").text
    listed = [row[0].split()[-1] for row in rows(text)]
    assert listed == found if "order" in query else sorted(listed) == sorted(found)


def test_a_line_of_the_list(told: Any) -> None:
    text = told.visit("reader", "ru").get("/activities?host=KZ").text
    assert rows(text) == [
        [f"Айбалта-2024 {OWN}", "Казахстан", "Войсковое учение", "12–20 июн. 2024 г.", "5 600", "—"],
    ]


def test_a_date_that_is_none_is_said_so_and_the_list_stays(told: Any) -> None:
    text = told.visit("reader").get("/activities?since=soon").text
    assert "“soon” is not a date." in text
    assert len(rows(text)) == 2


def test_sorting_turns_round(told: Any) -> None:
    text = told.visit("reader").get("/activities?order=-personnel&host=KZ").text
    assert text.count('aria-sort="descending"') == 1
    assert 'href="/activities?host=KZ&amp;order=personnel"' in text


def test_a_drill_stands_against_every_threshold(told: Any) -> None:
    text = told.visit("reader").get(f"/activities/{OWN}").text
    own = text[text.index(">SCO model agreement</a></h2>") :]
    first = words(own.split('<ul class="findings">')[1].split("<details")[0])
    assert first == (
        "in time Information on an exercise with many personnel Article 3(1) model "
        "Kazakhstan: notification was given in time (deadline 13 May 2024) "
        "Personnel 5,000 model 5,000 needed, 5,600 declared, 112.0 % "
        "Rests on: SCO24/KZ/2024/0001/EX/O , SCO24/KZ/2024/0001/EX/A1"
    )
    assert entries(text) == {
        "Held by": "Kazakhstan",
        "Type": "Live exercise",
        "Dates": "12–20 Jun 2024",
        "Area": "Matybulak range 43.5400° N, 75.2100° E ± 15 km Into a calendar (.ics) On the map",
        "Taking part": "Kazakhstan",
    }


def test_each_finding_opens_to_the_chain_from_article_to_message(told: Any) -> None:
    text = told.visit("reader").get(f"/activities/{OWN}").text
    assert text.count("How this follows") == text.count('<ul class="chain">') > 1
    chain = text.split('<ul class="chain">')[1].split("</details>")[0]
    shown = words(chain)
    assert shown.startswith("Article 3(1) Information on major exercises.")
    message = f"{OWN}/A1 entry 1 in the log of Kazakhstan, 26 April 2024, 04:30 UTC"
    assert (
        f"Number Personnel: 5,000 or more model Declared 7. Strength: Total: (1) Personnel: 5,600 Message {message}"
    ) in shown
    assert f"Carried out with {OWN}/O entry 0 in the log of Kazakhstan, 26 April 2024, 04:30 UTC" in shown
    assert f'href="/messages/{OWN}/A1"' in chain
    assert "Из чего это следует" in told.visit("reader", "ru").get(f"/activities/{OWN}").text


def test_the_map_lists_what_it_shows(told: Any) -> None:
    text = told.visit("reader").get("/activities/map?host=KZ").text
    assert rows(text, "Drills on the map") == [
        ["1", "Aibalta-2024", "Kazakhstan", "12–20 Jun 2024 planned", "Matybulak range"],
    ]
    assert text.count('class="map-mark"') == 1


def test_one_drill_alone_on_the_map(told: Any) -> None:
    text = told.visit("reader").get(f"/activities/map?matter={THEIRS}").text
    assert text.count('class="map-mark"') == 1
    assert "map-near" in text
