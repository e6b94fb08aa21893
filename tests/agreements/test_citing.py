"""Articles are cited as each language cites them."""

from __future__ import annotations

import pytest

from detente.agreements.citing import cite_article
from detente.agreements.load import PackLoader
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.languages import Text

CITED = {
    "5": Text("Article 5", "статья 5", "第五条"),
    "10": Text("Article 10", "статья 10", "第十条"),
    "21(13)": Text("Article 21(13)", "пункт 13 статьи 21", "第二十一条第十三款"),
    "6(4)": Text("Article 6(4)", "пункт 4 статьи 6", "第六条第四款"),
    "9(2)(1)": Text("Article 9(2)(1)", "подпункт 1 пункта 2 статьи 9", "第九条第二款第一项"),
    "6(5)-(8)": Text("Article 6(5)–(8)", "пункты 5–8 статьи 6", "第六条第五款至第八款"),
    "3(b)": Text("Article 3(b)", "пункт b статьи 3", "第三条(b)款"),
    "IX(109)": Text("Article IX(109)", "статья IX(109)", "第IX(109)条"),
    "P-I": Text("Protocol I", "Протокол I", "第一议定书"),
    "P-IV.IX": Text("Protocol IV, section IX", "раздел IX Протокола IV", "第四议定书第九节"),
    "P-II.VI(2)": Text(
        "Protocol II, section VI(2)", "пункт 2 раздела VI Протокола II", "第二议定书第六节第二款"
    ),
    "C-V": Text("Chapter V", "глава V", "第五章"),
    "C-V(40.1)": Text("Chapter V, paragraph 40.1", "пункт 40.1 главы V", "第五章第40.1段"),
    "C-IX(74-106)": Text("Chapter IX, paragraphs 74–106", "пункты 74–106 главы IX", "第九章第74至106段"),
    "A-I": Text("Annex I", "приложение I", "附件一"),
    "6-8": Text("Article 6–8", "статья 6-8", "第6-8条"),
}


@pytest.mark.parametrize("number", CITED)
def test_an_article_is_cited(number: str) -> None:
    assert cite_article(number) == CITED[number]


def test_every_provision_of_the_shipped_packs_is_cited_in_words() -> None:
    loader = PackLoader(read_vocabulary())
    numbers = {
        provision.article
        for files in shipped_packs().values()
        for provision in loader.load(files).provisions.values()
    }
    assert len(numbers) > 20
    assert [number for number in sorted(numbers) if "(" in cite_article(number).ru] == []
