"""Pages on forces: list, chart, tree, table, leadership, map, differences and a question, history of a unit."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tests.node.forces_stories import tell_forces
from tests.node.visit_stories import NOW, SCO, open_pair
from tests.web.conftest import PASSWORD, PEOPLE, Served, token_in
from tests.web.pages import entries, fields, rows, section, words
from tests.web.test_pages import LINK, WORST_BYTES, make_of, read

from detente.node.actors import operator
from detente.node.users import add_user
from detente.web.app import build_app

CHINA = "/forces/sco-proposal-2024/CN"
#: How many pages of one make are read.
ENOUGH = 2
VIEWS = ("", "/tree", "/table", "/posts", "/map", "/differences", "/differences/chart", "/history?code=E1")


@pytest.fixture(scope="module")
def forces(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Served]:
    """Kazakhstan's desk: China's structure of two years, and one of its own. Tests of it only look, or begin drafts."""
    kz, cn = open_pair(tmp_path_factory.mktemp("forces"), ground, SCO)
    for name, roles in PEOPLE.items():
        add_user(kz, operator(), name, PASSWORD, roles, NOW)
    tell_forces(kz, cn)
    yield Served(kz, build_app(kz, lambda: NOW), runner)
    kz.close()
    cn.close()


# --- The list -----------------------------------------------------------------------------------------


def test_states_are_listed_with_what_they_told(forces: Any) -> None:
    text = forces.visit("reader").get("/forces").text
    assert rows(text) == [
        ["China", "SCO model agreement", "1 Jan 2026", "2025, 2026", "6", "2", "last two years"],
        ["Kazakhstan", "SCO model agreement", "1 Jan 2026", "2026", "2", "—", "—"],
    ]
    assert "Tell of your own forces" not in text


def test_the_next_return_is_begun_from_the_last(forces: Any) -> None:
    client = forces.visit("duty")
    page = client.get("/forces").text
    assert "Information on structure, from that of 2026" in page
    answer = client.post(
        "/forces", data={"token": token_in(page), "again": "sco-proposal-2024/structure-information"}
    )
    typed = fields(client.get(answer.headers["location"]).text, "draft")
    assert ["2027-01-01"] in typed.values()
    assert ["Ground Forces"] in typed.values()
    nothing = client.post("/forces", data={"token": token_in(page), "again": "sco-proposal-2024/none"})
    assert nothing.status_code == 400


@pytest.mark.parametrize("view", VIEWS)
def test_words_of_others_are_never_markup(forces: Any, view: str) -> None:
    text = forces.visit("reader").get(f"{CHINA}{view}").text
    assert "<i>of" not in text
    if view not in ("/posts",):
        assert "Ministry &lt;i&gt;of&lt;/i&gt; Defence" in text


@pytest.mark.parametrize(("name", "language"), [("duty", "en"), ("reader", "ru"), ("second", "zh")])
def test_every_page_that_can_be_reached_is_whole(forces: Any, name: str, language: str) -> None:
    client, waiting, faults = forces.visit(name, language), ["/forces"], {}
    makes: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        makes[make_of(path)] += 1
        if not path.startswith("/forces") or ".svg" in path or makes[make_of(path)] > ENOUGH:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text
        limit = 4 * WORST_BYTES if "/map" in path else WORST_BYTES
        faults[path] = [*read(answer.text).faults(), *(["too large"] if len(answer.content) > limit else [])]
        waiting += [one.replace("&amp;", "&").partition("#")[0] for one in LINK.findall(answer.text)]
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 12


# --- Chart, tree, table ---------------------------------------------------------------------------------


def boxes(text: str) -> list[str]:
    """The titles of the boxes on a chart."""
    return [words(one) for one in re.findall(r'<g class="force [^>]*>.*?<title>(.*?)</title>', text)]


def test_the_chart_shows_who_is_where_and_who_leads(forces: Any) -> None:
    text = forces.visit("reader").get(CHINA).text
    assert boxes(text)[0] == (
        "Ministry <i>of</i> Defence; Ministry or agency; Beijing; 900 personnel; below it: 5; Zhang C."
    )
    assert "Third Army; Army or flotilla; Lanzhou" in boxes(text)
    assert "Shown: 6 of 6 units." in words(text)
    assert text.count('class="forces-paper"') == 1


def test_what_is_general_knowledge_is_shown_as_such(forces: Any) -> None:
    client = forces.visit("reader")
    chart = client.get(f"{CHINA}?year=2025").text
    assert "General Staff; General staff; Beijing; Li B.; general knowledge, not checked" in boxes(chart)
    assert "force-general-knowledge" in chart
    table = client.get(f"{CHINA}/table?year=2025&basis=general-knowledge").text
    assert [row[0] for row in rows(table)] == ["General Staff General knowledge, not checked"]
    assert "General knowledge, not checked" in client.get(f"{CHINA}/tree?year=2025").text


def test_a_chart_begins_at_a_unit_and_goes_as_deep_as_asked(forces: Any) -> None:
    client = forces.visit("reader")
    branch = client.get(f"{CHINA}?top=E").text
    assert [one.partition(";")[0] for one in boxes(branch)] == ["Eastern Command", "Third Army"]
    assert "From the top › Ministry <i>of</i> Defence › Eastern Command" in words(branch)
    shallow = client.get(f"{CHINA}?levels=1").text
    assert len(boxes(shallow)) == 4
    assert "Under Western Command: 1 more, not shown; open" in shallow
    assert "There is no such unit in this year." in client.get(f"{CHINA}?top=none").text


def test_the_chart_is_a_picture_to_keep(forces: Any) -> None:
    answer = forces.visit("reader", "ru").get(f"{CHINA}/chart.svg?year=2025")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="CN-2025-ru.svg"'
    assert ET.fromstring(answer.text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "href" not in answer.text


def test_the_tree_folds_and_names_all(forces: Any) -> None:
    text = forces.visit("reader").get(f"{CHINA}/tree").text
    tree = words(text[text.index('<ul class="tree') :])
    order = ["Ministry", "Joint Staff", "Eastern Command", "Third Army", "Western Command", "First Army"]
    assert sorted(order, key=tree.index) == order
    assert text.count("<details open>") == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["MOD", "GS", "E", "E1", "W", "E3"]),
        ("order=name", ["E", "E1", "GS", "MOD", "E3", "W"]),
        ("order=-strength", ["MOD", "E", "E1", "GS", "W", "E3"]),
        ("order=-level", ["MOD", "GS", "E", "W", "E3", "E1"]),
        ("words=LANZHOU", ["E3"]),
        ("level=command", ["E", "W"]),
        ("under=MOD&order=city", ["GS", "W", "E"]),
        ("words=nothing", []),
        ("year=2025&level=army", ["E1", "E2"]),
        ("page=99", []),
    ],
)
def test_the_table_is_filtered_and_sorted(forces: Any, query: str, found: list[str]) -> None:
    text = forces.visit("reader").get(f"{CHINA}/table?{query}").text.partition("Totals as told")[0]
    codes = [row[1] for row in rows(text)] if "<tbody>" in text else []
    assert codes == found


def test_a_row_says_level_superior_city_and_holdings(forces: Any) -> None:
    text = forces.visit("reader").get(f"{CHINA}/table?words=E1").text
    assert rows(text) == [["First Army", "E1", "Corps", "Western Command", "—", "300", "battle tanks 52"]]


def test_totals_stand_as_they_were_told(forces: Any) -> None:
    client = forces.visit("reader")
    for view in ("", "/table"):
        text = client.get(f"{CHINA}{view}").text
        assert rows(text, "Totals as told") == [["Personnel", "900"], ["Battle tanks", "52"]]
    assert "Totals as told" not in client.get(f"{CHINA}?year=2025").text


def test_posts_and_their_holders(forces: Any) -> None:
    client = forces.visit("reader")
    assert rows(client.get(f"{CHINA}/posts").text) == [
        ["Minister", "Zhang C.", "—", "1 Jun 2025", "Ministry <i>of</i> Defence"],
        ["Chief of Staff", "vacant or not stated", "—", "—", "Joint Staff"],
    ]
    assert rows(client.get(f"{CHINA}/posts?year=2025").text)[0][1:4] == ["Wang A.", "General", "October 2023"]


def test_the_map_shows_cities_and_how_many_headquarters(forces: Any) -> None:
    client = forces.visit("reader")
    text = client.get(f"{CHINA}/map").text
    assert text.count('class="map-mark"') == 3
    assert "1. Beijing — headquarters: 3" in text
    assert "3. Lanzhou — Third Army" in text
    assert rows(text, "Cities on the map")[1] == ["2", "Nanjing", "Eastern Command"]
    assert "Of 1 unit no city is told." in text
    every = client.get("/forces/map").text
    assert ["4", "Astana", "Kazakhstan", "Ministry of Defence ; Ground Forces"] in rows(
        every, "Cities on the map"
    )


# --- Differences, question, history -----------------------------------------------------------------------


def test_differences_of_two_years(forces: Any) -> None:
    text = forces.visit("reader").get(f"{CHINA}/differences").text
    found = [(row[0].split(" Ministry")[0], *row[1:]) for row in rows(text)]
    assert found == [
        ("Joint Staff GS", "renamed", "General Staff", "Joint Staff"),
        ("Eastern Command E", "another strength", "500 personnel", "400 personnel −100 (−20.0 %)"),
        ("First Army E1", "another level", "Army or flotilla", "Corps"),
        ("First Army E1", "put under another command", "Eastern Command (E)", "Western Command (W)"),
        ("First Army E1", "other holdings", "battle tanks 40", "battle tanks 52"),
        ("Western Command W", "moved", "Lanzhou", "Beijing"),
        ("Third Army E3", "raised", "—", "Third Army, Army or flotilla, Nanjing"),
        ("Second Army E2", "disbanded", "Second Army, Army or flotilla, Nanjing", "—"),
        ("Minister MIN", "appointed", "Wang A.", "Zhang C."),
        ("Chief of Staff CGS", "fell vacant", "Li B.", "vacant or not stated"),
    ]


def test_differences_of_one_kind_and_the_other_way_round(forces: Any) -> None:
    client = forces.visit("reader", "ru")
    text = client.get(f"{CHINA}/differences?since=2026&until=2025&kind=strength").text
    assert [row[1:] for row in rows(text)] == [
        ["изменена численность", "400 чел.", "500 чел. +100 (+25,0 %)"]
    ]
    same = client.get(f"{CHINA}/differences?since=2026&until=2026").text
    assert "За эти два года изменений нет." in same


def test_one_year_cannot_be_compared(forces: Any) -> None:
    client = forces.visit("reader")
    text = client.get("/forces/sco-proposal-2024/KZ/differences").text
    assert "Two years are needed to compare; told are: 2026." in text
    assert client.get(f"{CHINA}/differences?since=1999&until=2026").status_code == 404


def test_the_chart_of_differences_marks_what_changed_by_sign_and_words(forces: Any) -> None:
    text = forces.visit("reader").get(f"{CHINA}/differences/chart").text
    assert "Third Army; Army or flotilla; Nanjing; raised" in boxes(text)
    assert "Second Army; Army or flotilla; Nanjing; 200 personnel; disbanded" in boxes(text)
    marked = re.findall(r'class="force-sign" x="\d+" y="13">([^<]+)<', text)
    assert marked == ["Aa", "Δ", "+", "−", "→", "↕↑Δ"]


def test_a_question_about_one_line_is_begun_filled_in(forces: Any) -> None:
    client = forces.visit("duty", "ru")
    page = client.get(f"{CHINA}/differences").text
    token = token_in(page)
    sent = {"token": token, "since": "2025", "until": "2026", "line": "strength:E"}
    answer = client.post(f"{CHINA}/differences", data=sent)
    assert answer.status_code == 303
    draft = client.get(answer.headers["location"]).text
    asked = [one for values in fields(draft, "draft").values() for one in values]
    assert (
        "В сведениях за 2025 и 2026 годы, Eastern Command (E): изменена численность (было: 500 чел.; "
        "стало: 400 чел.). Просим разъяснить изменение." in asked
    )
    assert "SCO24/CN/2026/0001/SI/O" in asked
    gone = client.post(f"{CHINA}/differences", data={**sent, "line": "strength:none"})
    assert gone.status_code == 400
    assert client.post(f"{CHINA}/differences", data={**sent, "since": "x"}).status_code == 404


def test_nothing_is_asked_by_readers_or_of_the_own_state(forces: Any) -> None:
    assert "Ask for clarification" not in forces.visit("reader").get(f"{CHINA}/differences").text
    client = forces.visit("reader")
    sent = {
        "token": token_in(client.get("/forces").text),
        "since": "2025",
        "until": "2026",
        "line": "strength:E",
    }
    assert client.post(f"{CHINA}/differences", data=sent).status_code == 403


def test_the_history_of_a_unit(forces: Any) -> None:
    text = forces.visit("reader").get(f"{CHINA}/history?code=E1").text
    told = section(text, "Through the years")
    assert told.startswith(
        "Through the years Now, with notices since as of 1 Jan 2026 no change 2026 as of 1 Jan 2026 "
        "another level Army or flotilla → Corps put under another command Eastern Command (E) → Western Command (W)"
    )
    assert entries(text)["Above it"] == "Ministry <i>of</i> Defence › Western Command"
    moved = section(forces.visit("reader").get(f"{CHINA}/history?code=E3").text, "Through the years")
    assert "moved Nanjing → Lanzhou" in moved


def test_the_history_of_a_post_and_of_a_unit_that_went(forces: Any) -> None:
    client = forces.visit("reader")
    post = client.get(f"{CHINA}/history?code=MIN").text
    assert "appointed Wang A. → Zhang C." in section(post, "Through the years")
    assert entries(post)["Belongs to"] == "Ministry <i>of</i> Defence"
    gone = client.get(f"{CHINA}/history?code=E2").text
    assert "It is no longer told of." in gone
    assert "not among those told" in section(gone, "Through the years")
    leads = client.get(f"{CHINA}/history?code=MOD").text
    assert "Minister : Zhang C." in section(leads, "Who leads")
    assert [row[0] for row in rows(leads, "Directly under it")] == [
        "Joint Staff",
        "Eastern Command",
        "Western Command",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/forces/none/CN",
        "/forces/sco-proposal-2024/XX",
        "/forces/sco-proposal-2024/RU",
        f"{CHINA}?year=1999",
        f"{CHINA}/history?code=none",
        f"{CHINA}/history",
    ],
)
def test_what_is_not_told_is_said_so(forces: Any, path: str) -> None:
    answer = forces.visit("reader").get(path)
    assert answer.status_code == 404
    assert 'class="spine"' in answer.text


@pytest.mark.parametrize(
    "query", ["top=%00&levels=x", "page=0&order=nonsense", "since=x&until=99999999", "year=x"]
)
@pytest.mark.parametrize("view", ["", "/tree", "/table", "/posts", "/map", "/differences"])
def test_a_query_of_any_shape_is_answered(forces: Any, view: str, query: str) -> None:
    assert forces.visit("reader").get(f"{CHINA}{view}?{query}").status_code in (200, 404)
