"""What each paper's template is given: letters, lists, programmes, badges, notices and quotas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import groupby

from detente.documents.papers import sentences, words
from detente.documents.papers.contents import (
    Attendee,
    BadgeSheet,
    Basis,
    InspectionNotice,
    Invitation,
    NamedState,
    OccasionKind,
    Programme,
    TeamList,
    VisitRequest,
)
from detente.documents.papers.moments import write_day, write_weekday
from detente.documents.papers.setting import Row, Setter
from detente.kernel.instants import Instant, PartialDate, Precision
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.messages.values import FreeText, Person, Place
from detente.record.members import ProgrammeLine

Sheet = dict[str, JsonValue]


def common(setter: Setter, title: Text, basis: Basis, author: NamedState | None) -> Sheet:
    """What every sheet has: title, language, what it rests on, the foot of its pages, and how it is marked."""
    mark, short = words.ORIGINS.get(basis.origin), words.MARKS.get(basis.origin)
    return {
        "lang": setter.language.value,
        "title": setter.text(title),
        "author": setter.text(author.name) if author else "Détente",
        "mark": setter.text(mark) if mark else None,
        "basis": setter.basis(basis),
        "foot": {
            "rests": [*basis.references[:2], *(["…"] if len(basis.references) > 2 else [])],
            "counts": setter.text(words.COUNTS),
            "page": setter.text(words.PAGE, page="{page}", of="{of}"),
            "mark": setter.text(short) if short else None,
        },
    }


def invitation_sheet(paper: Invitation, setter: Setter) -> Sheet:
    """A letter: who to whom, what for, the particulars, by when to answer, and who signs."""
    kind = paper.occasion.kind
    rows = [
        *setter.occasion(paper.occasion, (paper.sender, *paper.to)),
        (words.SIZES_AT_MOST[kind], setter.number(paper.team) if paper.team is not None else None),
        *setter.particulars(paper.particulars),
    ]
    return common(setter, sentences.INVITATION_TITLES[kind], paper.basis, paper.sender) | {
        "letterhead": _letterhead(setter, paper.sender, paper.authority),
        "head": _head(setter, paper.basis, paper.sender, paper.to, paper.issued_at),
        "opening": _sentence(setter, sentences.INVITES[kind], paper.basis),
        "particulars": {"heading": setter.text(sentences.PARTICULARS), "rows": setter.rows(rows)},
        "programme": _programme(setter, paper.programme, sentences.ANNEX) if paper.programme else None,
        "closing": _run_on(setter, _closing(setter, paper)),
        "signature": signature(setter, paper.sender, paper.signer),
    }


def team_sheet(paper: TeamList, setter: Setter) -> Sheet:
    """A list of people; a line says whether personal data stands in it or was left out."""
    kind = paper.occasion.kind
    return common(setter, sentences.TEAM_TITLES[kind], paper.basis, paper.sender) | {
        "letterhead": _letterhead(setter, paper.sender, None),
        "rows": setter.rows(
            (
                (words.DATE, setter.moment(paper.issued_at)),
                *setter.occasion(paper.occasion),
                (words.SIZES[kind], setter.number(len(paper.members))),
            )
        ),
        "members": setter.members(paper.members),
        "privacy": setter.text(words.PERSONAL if setter.personal else words.WITHHELD),
        "signature": signature(setter, paper.sender, paper.signer),
    }


def programme_sheet(paper: Programme, setter: Setter) -> Sheet:
    """A programme, one table a day."""
    kind = paper.occasion.kind
    return common(setter, sentences.PROGRAMME_TITLES[kind], paper.basis, paper.sender) | {
        "letterhead": _letterhead(setter, paper.sender, None),
        "rows": setter.rows(((words.DATE, setter.moment(paper.issued_at)), *setter.occasion(paper.occasion))),
        "programme": _programme(setter, paper.entries),
    }


def badge_sheet(paper: BadgeSheet, setter: Setter) -> Sheet:
    """Badges in two languages; the reference on each says by which message its bearer was named."""
    kind = paper.occasion.kind
    second = Setter(paper.second, setter.printed_at)
    both = [setter] if paper.second is setter.language else [setter, second]
    when = [_day_of(one, setter) for one in (paper.occasion.arrival, paper.occasion.end) if one is not None]
    badges = [_badge(both, place, one) for place, one in enumerate(paper.badges, start=1)]
    return common(setter, sentences.BADGE_TITLES[kind], paper.basis, None) | {
        "role": [one.text(sentences.ROLES[kind]) for one in both],
        "occasion": paper.occasion.object.in_(setter.language) if paper.occasion.object else None,
        "when": " – ".join(dict.fromkeys(when)),
        "reference": paper.basis.references[0],
        "number": setter.text(words.NUMBER),
        "badges": list[JsonValue](badges),
    }


def _badge(both: list[Setter], place: int, attendee: Attendee) -> Sheet:
    name, post = attendee.member.person.name, _post(attendee)
    names = dict.fromkeys(one.value(name) for one in both)
    states = dict.fromkeys(one.text(attendee.state.name) for one in both)
    posts = dict.fromkeys(one.value(post) for one in both if post)
    return {
        "number": attendee.number or str(place),
        "names": list[JsonValue](names),
        "states": list[JsonValue](states),
        "post": " · ".join(posts),
        "code": attendee.state.code,
    }


def _post(attendee: Attendee) -> FreeText | None:
    """The rank, or what else says who it is."""
    return attendee.member.rank or attendee.member.function or attendee.member.person.post


def _day_of(moment: PartialDate | Instant, setter: Setter) -> str:
    if isinstance(moment, PartialDate):
        return setter.value(moment)
    return write_day(moment.astimezone(UTC).date(), setter.language)


def inspection_sheet(paper: InspectionNotice, setter: Setter) -> Sheet:
    """A notice that inspectors come: times to the minute, the points of the area, who comes."""
    kind = paper.occasion.kind
    rows = [
        *setter.occasion(paper.occasion, (paper.sender, *paper.to)),
        (words.SIZES[kind], setter.number(paper.team) if paper.team is not None else None),
        *setter.particulars(paper.particulars),
    ]
    return common(setter, paper.title, paper.basis, paper.sender) | {
        "letterhead": _letterhead(setter, paper.sender, None),
        "head": _head(setter, paper.basis, paper.sender, paper.to, paper.issued_at),
        "opening": _sentence(setter, sentences.NOTIFIES, paper.basis),
        "particulars": {"heading": setter.text(sentences.PARTICULARS), "rows": setter.rows(rows)},
        "area": _area(setter, paper.area, kind) if paper.area else None,
        "members": setter.members(paper.members) if paper.members else None,
        "members_heading": setter.text(sentences.INSPECTORS),
        "privacy": setter.text(words.PERSONAL if setter.personal else words.WITHHELD),
        "closing": setter.text(sentences.REPLY_BY, time=setter.value(paper.reply_by))
        if paper.reply_by
        else "",
        "signature": signature(setter, paper.sender, paper.signer),
    }


def request_sheet(paper: VisitRequest, setter: Setter) -> Sheet:
    """A letter that asks for a visit; where the article leaves the answer free, it says so."""
    closing = [setter.text(sentences.REPLY_BY, time=setter.value(paper.reply_by))] if paper.reply_by else []
    if paper.silence_declines and paper.reply_by is not None:
        closing.append(setter.text(sentences.REQUEST_LAPSES))
    if paper.voluntary:
        closing.append(setter.text(sentences.ANSWER_FREE))
    return inspection_sheet(paper, setter) | {
        "opening": _sentence(setter, sentences.ASKS, paper.basis),
        "members_heading": setter.text(sentences.VISITORS),
        "closing": _run_on(setter, closing),
    }


def signature(setter: Setter, state: NamedState, signer: Person | None) -> Sheet:
    """Where somebody signs for a state, by name where it is known who."""
    return {
        "for": setter.text(words.SIGNED_FOR, state=state.name),
        "signer": setter.person(signer) if signer else None,
        "signature": setter.text(words.SIGNATURE),
        "name": setter.text(words.NAME_AND_POST),
        "seal": setter.text(words.SEAL),
    }


def _letterhead(setter: Setter, state: NamedState, authority: Text | None) -> Sheet:
    return {"state": setter.text(state.name), "authority": setter.text(authority) if authority else None}


def _head(
    setter: Setter, basis: Basis, sender: NamedState, to: Iterable[NamedState], at: Instant
) -> JsonValue:
    return setter.rows(
        (
            (words.REFERENCE, basis.references[0]),
            (words.DATE, setter.moment(at)),
            (words.FROM, setter.state(sender)),
            (words.TO, setter.states(to)),
        )
    )


def _sentence(setter: Setter, sentence: Text, basis: Basis) -> str:
    return setter.text(sentence, agreement=basis.agreement, article=basis.article)


def _closing(setter: Setter, paper: Invitation) -> Iterator[str]:
    if paper.reply_by is not None:
        yield setter.text(sentences.REPLY_BY, time=setter.value(paper.reply_by))
    if paper.silence_declines and paper.reply_by is not None:
        yield setter.text(sentences.SILENCE)
    if paper.voluntary:
        yield setter.text(sentences.VOLUNTARY)


def _run_on(setter: Setter, sentences_of: Iterable[str]) -> str:
    """Sentences one after another; Chinese puts no blank between them."""
    return ("" if setter.language is Language.ZH else " ").join(sentences_of)


def _programme(
    setter: Setter, entries: Iterable[ProgrammeLine], heading: Text = sentences.PROGRAMME
) -> Sheet:
    """Entries by day, in the order of the days."""
    ordered = sorted(entries, key=lambda one: one.day.interval.earliest)
    days = [
        _day(setter, number, list(group))
        for number, (_, group) in enumerate(groupby(ordered, key=lambda one: one.day), start=1)
    ]
    return {
        "heading": setter.text(heading),
        "head": [setter.text(one) for one in (sentences.TIME, sentences.WHAT, sentences.WHERE)],
        "days": list[JsonValue](days),
        "note": setter.text(sentences.TIMES_AS_WRITTEN),
    }


def _day(setter: Setter, number: int, entries: list[ProgrammeLine]) -> Sheet:
    day = entries[0].day
    known = day.precision is Precision.DAY
    date = write_weekday(day.interval.earliest.date(), setter.language) if known else setter.value(day)
    return {
        "title": setter.text(sentences.DAY, n=number, date=date),
        "rows": [
            [
                one.time.in_(setter.language) if one.time else "—",
                one.what.in_(setter.language) if one.what else "—",
                setter.place(one.where) if one.where else "—",
            ]
            for one in entries
        ],
    }


def _area(setter: Setter, area: tuple[Place, ...], kind: OccasionKind) -> Sheet:
    """Every corner of every place with its number, as an escort reads them on a map."""
    rows: list[Row] = []
    for place in area:
        for number, position in enumerate(place.positions, start=1):
            name = (
                words.POINT.fill(n=number)
                if len(area) == 1
                else words.POINT_OF.fill(n=number, place=setter.value(place.name))
            )
            rows.append((name, setter.position(position)))
        if not place.positions:
            rows.append((words.AREA, setter.place(place)))
    return {"heading": setter.text(words.AREAS_OF[kind]), "rows": setter.rows(rows)}
