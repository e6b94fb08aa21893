"""Quotas of visits: giving a part of what one may use to another state, and telling that one's own is used up."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATE, Meaning, Verb

_YEAR = r" quota for (?P<year>\d{4})"


def _read(said: Said) -> Meaning:
    return Meaning(
        facts={
            "quota.partner": said.word("partner"),
            "quota.year": said.date("year"),
            "quota.amount": said.number("amount"),
        }
    )


VERBS = (
    Verb(
        name="transfers",
        after=rf" (?P<amount>\d{{1,6}}) visits? of (?P<partner>{STATE})'s{_YEAR} to (?P<to>{STATE}){ON}",
        form="NUMBER visits of XA's quota for YEAR to XC on DAY",
        purpose=Purpose.QUOTA_TRANSFER,
        read=_read,
    ),
    Verb(
        name="closes",
        after=rf" its{_YEAR}{ON}(?: after (?P<amount>\d{{1,6}}) visits?)?",
        form="its quota for YEAR on DAY after NUMBER visits",
        purpose=Purpose.QUOTA_FULL,
        read=_read,
    ),
)
