from __future__ import annotations

from typing import Any

from tests.web.pages import rows, words

from detente.agreements.reader import shipped_packs


def provision(text: str, title: str) -> str:
    start = text.index(f"<b>{title}</b>")
    return words(text[start : text.index("<details", start)])


def test_the_list_says_how_each_agreement_is_known(told: Any) -> None:
    found = rows(told.visit("reader").get("/agreements").text)
    names = [row[0].split("  ")[0] for row in found]
    assert len(names) == len(shipped_packs())
    assert [
        name for name in ("SCO model", "Shanghai", "Moscow") if not any(name in one for one in names)
    ] == []


def test_each_number_stands_with_its_evidence(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    shown = provision(text, "Observers at a large exercise of one Party")
    assert "Personnel : 35,000 or more" in shown.replace("Personnel:", "Personnel :")
    assert "Time limit of invitation at least 30 days before the start of the drill" in shown
    assert "Silence No reply in time counts as declined." in shown


def test_a_number_that_was_not_seen_is_not_available(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    assert "Personnel: not available" in provision(text, "Notification of important military activity")


def test_what_is_not_modelled_says_why(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    article = words(text.split('id="article-3"')[1].split("</section>")[0])
    assert "Shown, not computed. Even its subject is only inferred" in article
