"""What has not been seen, for someone who has the text."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.web.pages import words

from detente.assessment.lacking import lacking_in, to_write
from detente.kernel.identifiers import AgreementId

MOSCOW = AgreementId("moscow-1997")


def test_each_stands_under_its_article_with_what_to_write(told: Any) -> None:
    text = told.visit("reader").get(f"/agreements/{MOSCOW}/not-seen").text
    found = lacking_in(told.node.agreement(MOSCOW), told.node.vocabulary)
    assert [html.unescape(one) for one in re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)] == [
        to_write(one) for one in found
    ]
    assert re.findall(r'<summary class="code">(.*?)</summary>', text) == [one.file for one in found]
    headings = [words(one) for one in re.findall(r"<h2>(.*?)</h2>", text, re.DOTALL)]
    assert headings[0] == "The agreement as a whole 2"
    assert len(headings) == len(set(headings))
    assert f"detente agreements missing {MOSCOW}" in text


def test_it_is_counted_on_the_page_of_the_agreement(told: Any) -> None:
    text = words(told.visit("reader").get(f"/agreements/{MOSCOW}").text)
    found = lacking_in(told.node.agreement(MOSCOW), told.node.vocabulary)
    assert f"{len(found)} values not seen" in text


def test_a_pack_that_is_whole_says_so(told: Any) -> None:
    text = told.visit("reader").get("/agreements/sco-proposal-2024/not-seen").text
    assert "Every value of this pack is there." in text
    assert "not-seen" not in told.visit("reader").get("/agreements/sco-proposal-2024").text
