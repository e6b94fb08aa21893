"""Forms of visits in the shipped packs: personal data is marked, tables understood, what opens a visit named."""

from __future__ import annotations

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Host, Item, ItemType, Purpose
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId

LISTS = {"visit.team-list", "observation.team-list"}
ON_VISITS = {
    Purpose.VISIT_REPLY,
    Purpose.VISIT_CHANGE,
    Purpose.VISIT_TEAM,
    Purpose.VISIT_PROGRAMME,
    Purpose.VISIT_RECORD,
    Purpose.VISIT_REPORT,
}


@pytest.fixture(scope="module")
def packs() -> list[Agreement]:
    vocabulary = read_vocabulary()
    return [load_pack(files, vocabulary) for files in shipped_packs().values()]


def names_people(item: Item) -> bool:
    return item.type is ItemType.TABLE and any(one.type is ItemType.PERSON for one in item.columns)


def test_every_list_of_people_is_personal_and_known_as_one(packs: list[Agreement]) -> None:
    lists = [
        (one.id, form.id, item)
        for one in packs
        for form in one.formats.values()
        for item in form.items
        if names_people(item) and form.purpose.value.startswith(("visit.", "observation."))
    ]
    assert len(lists) > 10
    assert [(pack, form) for pack, form, item in lists if not item.personal or item.fact not in LISTS] == []


def test_what_is_told_of_a_visit_names_what_opened_it(packs: list[Agreement]) -> None:
    opening = (Purpose.VISIT_REQUEST, Purpose.VISIT_INVITATION)
    loose = [
        (one.id, form.id)
        for one in packs
        for form in one.formats.values()
        if form.purpose in ON_VISITS
        and not any(one.formats[each].purpose in opening for each in form.requires)
    ]
    assert loose == []


def test_provisions_name_the_forms_of_their_visits(packs: list[Agreement]) -> None:
    moscow = next(one for one in packs if one.id == AgreementId("moscow-1997"))
    host = next(one for one in moscow.provisions.values() if isinstance(one, Host))
    assert (host.change_format, host.record_format) == ("inspection-change", "inspection-log")
    named = {
        form
        for pack in packs
        for one in pack.provisions.values()
        if isinstance(one, Host)
        for form in (one.change_format, one.team_format, one.programme_format, one.record_format)
        if form
    }
    forms = {
        form.id
        for one in packs
        for form in one.formats.values()
        if form.purpose in ON_VISITS - {Purpose.VISIT_REPLY, Purpose.VISIT_REPORT}
    }
    assert named == forms
