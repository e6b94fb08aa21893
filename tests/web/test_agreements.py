from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.web.pages import entries, rows, section, words

from detente.agreements.model import Evidence, EvidenceLevel, Party
from detente.agreements.reader import shipped_packs
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import parse_partial_date
from detente.kernel.languages import Text
from detente.web.timeline import Bar, Timeline, view_timeline


def provision(text: str, title: str) -> str:
    """The words of one provision on the page of its agreement."""
    start = re.search(rf'<div class="provision">\s*<div class="finding-head"><b><a [^>]*>{title}</a>', text)
    assert start
    rest = text[start.end() :]
    return words(
        title + rest[: rest.index('<div class="provision">') if '<div class="provision">' in rest else -1]
    )


def test_the_list_says_how_each_agreement_is_known(told: Any) -> None:
    found = rows(told.visit("reader").get("/agreements").text)
    names = [row[0].split("  ")[0] for row in found]
    assert len(names) == len(shipped_packs())
    assert [
        name for name in ("SCO model", "Shanghai", "Moscow") if not any(name in one for one in names)
    ] == []


def test_each_number_stands_with_its_provision(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    shown = provision(text, "Observers at a large exercise of one Party")
    assert "Threshold Personnel: 35,000 or more" in shown
    assert "Time limit of invitation at least 30 days before the start of the drill" in shown
    assert "Silence No reply in time counts as declined." in shown


def test_a_number_that_was_not_seen_is_not_available(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    assert "Personnel: not available" in provision(text, "Notification of important military activity")


def test_what_is_not_modelled_says_why(told: Any) -> None:
    text = told.visit("reader").get("/agreements/shanghai-1996").text
    article = words(text.split('id="article-3"')[1].split("</section>")[0])
    assert "Shown, not computed. Even its subject is only inferred" in article


def test_a_long_agreement_has_contents_that_lead_to_its_articles(told: Any) -> None:
    text = told.visit("reader").get("/agreements/vienna-document-2011").text
    contents = text[text.index("contents-list") : text.index("</ol>")]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert len(targets) == 14
    assert all(f'id="{one}"' in text for one in targets)
    assert "Chapter I Annual exchange of military information 3" in words(contents)


def test_many_parties_are_folded_and_few_are_not(told: Any) -> None:
    reader = told.visit("reader")
    vienna = section(reader.get("/agreements/vienna-document-2011").text, ">Parties <")
    assert "Parties 57 since 1 Dec 2011" in vienna
    assert "57 states" not in section(reader.get("/agreements/sco-joint-exercises-2007").text, ">Parties <")
    moscow = reader.get("/agreements/moscow-1997").text
    assert "<details" not in moscow[moscow.index(">Parties <") : moscow.index(">Sectors<")]
    assert "Joint Party, since 6 Aug 1999" in section(moscow, ">Parties <")


def test_the_formats_have_a_page_of_their_own(told: Any) -> None:
    reader = told.visit("reader")
    text = reader.get("/agreements/moscow-1997/formats").text
    assert 'id="format-information-return"' in text
    assert "Held in the eastern sector" in words(text)
    shown = reader.get("/agreements/moscow-1997/provisions/ceiling.personnel").text
    assert 'href="/agreements/moscow-1997/formats#format-information-return"' in shown


def party(code: str, since: str | None, until: str | None = None) -> Party:
    return Party(
        StateCode(code),
        None,
        parse_partial_date(since) if since else None,
        parse_partial_date(until) if until else None,
        Evidence(EvidenceLevel.MODEL),
        Text(code, code, code),
    )


def test_bars_begin_when_a_party_joined_and_end_when_it_left(told: Any) -> None:
    agreement = told.node.agreement(AgreementId("shanghai-1996"))
    parties = (party("XA", "2000"), party("XB", "2005-01-01"), party("XC", None), party("XD", "2000"))
    left = party("XE", "2000", "2004-12-31")
    invented = replace(agreement, in_force=parse_partial_date("2002"), parties=(*parties, left))
    shown = view_timeline(invented, datetime(2009, 12, 31, tzinfo=UTC))
    assert shown == Timeline(
        first=2000,
        last=2009,
        in_force=200,
        unsure=True,
        rows=(
            Bar(
                names("XA", "XD"),
                0,
                1000,
                True,
                says("XA, XD: since 2000", "XA, XD: с 2000", "XA、XD：自2000"),
            ),
            Bar(
                names("XE"),
                0,
                500,
                True,
                says("XE: 2000 to 2004-12-31", "XE: с 2000 по 2004-12-31", "XE：2000至2004-12-31"),
            ),
            Bar(
                names("XB"),
                500,
                500,
                True,
                says("XB: since 2005-01-01", "XB: с 2005-01-01", "XB：自2005-01-01"),
            ),
            Bar(
                names("XC"), 0, 1000, False, says("XC: day not known", "XC: дата неизвестна", "XC：日期不明")
            ),
        ),
    )


def names(*codes: str) -> tuple[Text, ...]:
    return tuple(Text(code, code, code) for code in codes)


def says(en: str, ru: str, zh: str) -> Text:
    return Text(en, ru, zh)


def test_an_agreement_whose_days_are_not_known_has_no_bars(told: Any) -> None:
    agreement = told.node.agreement(AgreementId("sco-proposal-2024"))
    assert view_timeline(agreement, datetime(2024, 1, 1, tzinfo=UTC)) is None


def test_the_page_of_a_provision_says_everything_once(told: Any) -> None:
    text = told.visit("reader").get("/agreements/moscow-1997/provisions/ceiling.personnel").text
    assert text.count("Ceilings of personnel") == 2  # the title of the page, and its heading
    assert rows(text)[0] == ["Personnel of the ground forces", "115,400", "104,400", "11,000"]
    found = entries(text)
    assert found["May be exceeded for a time by"] == "35 % translation"
    assert found["Times a year"] == "not available"
    assert found["Day from which the number holds"] == "6 Aug 2001 reported"
