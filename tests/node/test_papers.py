"""Papers and calendars at a node, and what stands against them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from icalendar import Calendar
from tests.node.stories import DUTY, READER
from tests.node.visit_stories import NOW, Told, open_pair, tell_visits

from detente.documents.icalendar import Contact
from detente.documents.papers.contents import PaperKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Interval
from detente.kernel.languages import Language
from detente.node.calendars import calendar_between, calendar_of, invitation_to_calendar
from detente.node.ground import Ground
from detente.node.papers import paper_of, papers_of, quota_paper


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Told]:
    kz, cn = open_pair(tmp_path_factory.mktemp("papers"), ground)
    yield tell_visits(kz, cn)
    kz.close()
    cn.close()


def test_every_paper_that_is_offered_can_be_printed(told: Told) -> None:
    offers = papers_of(told.kz, DUTY, told.offered, NOW)
    assert [one.kind.value for one in offers] == [
        "invitation",
        "programme",
        "team-list",
        "badges",
        "report-form",
    ]
    for one, language in zip(offers, [*Language, *Language], strict=False):
        file = paper_of(told.kz, DUTY, told.offered, one.kind, language, NOW, one.part)
        assert file.data.startswith(b"%PDF-")
        assert file.name.endswith(f"{one.kind.value}.{language.value}.pdf") or file.name.endswith(
            f"-{one.part}.{language.value}.pdf"
        )


def test_a_request_for_a_visit_is_no_notice_of_an_inspection(told: Told) -> None:
    first = papers_of(told.kz, DUTY, told.asked, NOW)[0]
    assert (first.kind, first.name.ru) == (PaperKind.VISIT_REQUEST, "Просьба о посещении")


@pytest.mark.parametrize("kind", [PaperKind.TEAM_LIST, PaperKind.QUOTA_SUMMARY])
def test_what_is_not_offered_is_not_printed(told: Told, kind: PaperKind) -> None:
    with pytest.raises(InputError) as caught:
        paper_of(told.kz, READER, told.offered, kind, Language.EN, NOW)
    assert caught.value.code == "no-paper"


def test_other_matters_have_no_papers(told: Told) -> None:
    assert papers_of(told.kz, DUTY, MatterId("SCO24/KZ/2026/0099/EX"), NOW) == ()


def test_quotas_of_which_nothing_is_known_have_no_paper(told: Told) -> None:
    with pytest.raises(InputError) as caught:
        quota_paper(told.kz, DUTY, AgreementId("sco-proposal-2024"), 2026, StateCode("KZ"), Language.EN, NOW)
    assert caught.value.code == "no-paper"


def events(data: bytes) -> list[str]:
    return [str(one["SUMMARY"]) for one in Calendar.from_ical(data).walk("VEVENT")]


def test_a_visit_goes_into_a_calendar_with_its_own_deadlines(told: Told) -> None:
    file = calendar_of(told.kz, READER, told.offered, Language.EN, NOW)
    assert events(file.data) == [
        "Visit: Training base Zhurihe (host: China; guests: Kazakhstan)",
        "Due: reply on a visit (Kazakhstan)",
        "Due: report of a visit (Kazakhstan)",
    ]


def test_a_stretch_goes_into_a_calendar(told: Told) -> None:
    within = Interval(NOW, NOW + timedelta(days=40))
    found = events(calendar_between(told.kz, READER, within, Language.RU, NOW).data)
    assert found[0] == "Посещение: Training base Zhurihe (принимает: Китай; посещает: Казахстан)"
    assert not any("Kashgar" in one for one in found)


def test_an_invitation_asks_to_be_answered(told: Told) -> None:
    file = invitation_to_calendar(
        told.kz,
        DUTY,
        told.offered,
        Language.EN,
        NOW,
        organizer=Contact("office@example.org", "Office"),
        attendees=[Contact("guest@example.org", "Guest")],
    )
    assert Calendar.from_ical(file.data)["METHOD"] == "REQUEST"


def test_what_has_no_date_goes_into_no_calendar(told: Told) -> None:
    with pytest.raises(InputError) as caught:
        calendar_of(told.kz, READER, MatterId("SCO24/KZ/2026/0099/EX"), Language.EN, NOW)
    assert caught.value.code == "no-date"
