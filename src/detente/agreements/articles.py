"""articles.yaml: every article, and the provisions it became or why it became none."""

from __future__ import annotations

from detente.agreements.model import Article
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_evidence, build_text, find_text
from detente.kernel.identifiers import ProvisionId


def build_articles(part: Part, reading: Reading) -> tuple[Article, ...]:
    """What articles.yaml says."""
    reading.check_once([each.at("no") for each in part.parts()], "article")
    return tuple(_build_article(each, reading) for each in part.parts())


def _build_article(part: Part, reading: Reading) -> Article:
    article = Article(
        no=part.at("no").string(),
        title=build_text(part.at("title")),
        summary=build_text(part.at("summary")),
        provisions=tuple(ProvisionId(each.string()) for each in part.list_at("provisions")),
        not_modelled=find_text(part, "not_modelled"),
        evidence=build_evidence(part.at("evidence")),
    )
    if not article.provisions and not article.not_modelled:
        what = f"Article {article.no} became no provision, and nothing says why."
        reading.fault(
            part, "article-not-covered", what, "List its provisions, or add not_modelled with the reason."
        )
    return article
