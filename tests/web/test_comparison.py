"""Two agreements side by side: any two, by a link, aspect by aspect."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.web.pages import words

from detente.agreements.model import Evidence, EvidenceLevel
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.kernel.languages import same_text
from detente.web.compared import AspectRow, Cell, aspect_rows
from detente.web.provisions import Known, view_provision

SCO_SH96 = "/agreements/comparison?one=sco-proposal-2024&other=shanghai-1996"


def aspects(text: str, *titles: str) -> dict[str, list[str]]:
    """The rows below a pair of provisions, by label."""
    heads = rf">{titles[0]}<.*?>{titles[1]}<.*?</tr>"
    found = re.search(heads + r"(.*?)<tr class=\"(?:pair|kind)\"", text, re.DOTALL)
    assert found, titles
    rows = re.findall(r"<tr(?: class=\"differs\")?>(.*?)</tr>", found[1], re.DOTALL)
    cells = [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]
    return {cell[0]: cell[1:] for cell in cells}


def test_what_speaks_of_the_same_stands_in_one_row(told: Any) -> None:
    text = told.visit("reader").get(SCO_SH96).text
    found = aspects(text, "Observers at a very large exercise", "Observers at a large exercise of one Party")
    assert found["Whose duty"] == ["the host must", "the host must"]
    assert found["Threshold"][1] == "Personnel : 35,000 or more".replace(" :", ":")
    assert found["Time limit of invitation"][1] == "at least 30 days before the start of the drill"


def test_what_is_said_by_one_alone_is_a_dash_beside(told: Any) -> None:
    text = told.visit("reader").get(SCO_SH96).text
    alone = re.search(r"Nothing like it in the other</th>(.*?)</tr>", text, re.DOTALL)
    assert alone
    assert "—" in words(re.findall(r"Nothing like it in the other</th>(.*?)</tr>", text, re.DOTALL)[2])


def test_the_choice_is_in_the_address(told: Any) -> None:
    reader = told.visit("reader")
    text = reader.get("/agreements/comparison?one=moscow-1997&other=vienna-document-2011").text
    assert re.findall(r'<option value="([^"]+)" selected', text) == ["moscow-1997", "vienna-document-2011"]
    assert "/agreements/comparison?one=vienna-document-2011&amp;other=moscow-1997" in text
    otherwise = reader.get("/agreements/comparison?one=none&other=%00").text
    assert len(set(re.findall(r'<option value="([^"]+)" selected', otherwise))) == 2


def test_the_days_are_those_of_the_readers_language(told: Any) -> None:
    text = told.visit("reader", "zh").get("/agreements/comparison?one=moscow-1997&other=shanghai-1996").text
    assert "1997年4月24日" in words(text)


def test_an_agreement_beside_itself_does_not_differ(told: Any) -> None:
    text = told.visit("reader").get("/agreements/comparison?one=moscow-1997&other=moscow-1997").text
    assert 'class="differs"' not in text
    assert "Nothing like it in the other" not in text


def view(told: Any, agreement: str, provision: str) -> Any:
    loaded = told.node.agreement(AgreementId(agreement))
    return view_provision(loaded.provisions[ProvisionId(provision)], loaded, told.node.vocabulary)


def test_how_a_number_is_known_is_no_difference(told: Any) -> None:
    one = view(told, "sco-proposal-2024", "respond.clarification")
    rows = aspect_rows(one, one)
    assert rows
    assert not any(row.differs for row in rows)
    days = same_text("7 days")
    known = [Known(same_text("Time"), days, Evidence(level), None) for level in EvidenceLevel]
    assert len({Cell(known=(each,)) for each in known}) == len(known)


def test_a_provision_alone_has_rows_of_its_own(told: Any) -> None:
    one = view(told, "sco-proposal-2024", "respond.clarification")
    for row in aspect_rows(one, None):
        assert row == AspectRow(row.label, (row.cells[0], None), True)
        assert row.cells[0] is not None


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_every_pair_of_agreements_can_be_shown(told: Any, language: str) -> None:
    reader = told.visit("reader", language)
    names = list(told.node.agreements)
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        answer = reader.get(f"/agreements/comparison?one={one}&other={other}")
        assert answer.status_code == 200
        assert len(answer.content) < 120_000, (one, other)
