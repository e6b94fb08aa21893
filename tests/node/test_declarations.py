"""Sealed declarations at nodes: committed to, told, opened singly, checked by the other; and what is refused."""

from __future__ import annotations

import stat
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import update
from tests.node.stories import ADMIN, DUTY, NOW, READER, RELEASER, SCO, OpenNode
from tests.node.test_trust import introduce_both

from detente.agreements.model import Agreement
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import PartialDate, parse_instant
from detente.ledger.declarations import Commitment
from detente.messages.document import JsonValue
from detente.messages.references import matter_of
from detente.node.actors import Actor, NotAllowed
from detente.node.declarations import (
    Declaration,
    list_declarations,
    open_declared,
    seal_declaration,
    show_declaration,
)
from detente.node.drafts import save_draft, show_draft, start_change, start_draft, submit_draft
from detente.node.node import Node
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import message
from detente.record.declarations import OpeningStanding
from detente.record.forces_rows import Unit

KZ, CN = StateCode("KZ"), StateCode("CN")
LATER = parse_instant("2024-05-10T06:00:00Z")
UNITS: list[JsonValue] = [
    {"unit": "MOD", "name": {"en": "Ministry"}, "level": "ministry"},
    {"unit": "A1", "name": {"en": "1st Army"}, "level": "army", "under": "MOD", "strength": 9000},
    {"unit": "A2", "name": {"en": "2nd Army"}, "level": "army", "under": "MOD", "strength": 8000},
]


def draft_return(node: Node, units: list[JsonValue] = UNITS) -> int:
    content: dict[str, JsonValue] = {"as-of": "2024-01-01", "structure": units}
    return start_draft(node, DUTY, SCO, FormatId("structure-information"), NOW, content=content)


def send(node: Node, draft: int) -> Reference:
    submit_draft(node, DUTY, draft, NOW)
    reference = release_draft(node, RELEASER, draft, NOW)
    send_message(node, DUTY, reference, NOW)
    return reference


def commit_to(node: Node, size: int = 16) -> Reference:
    return send(node, seal_declaration(node, DUTY, draft_return(node), size, NOW).draft)


def known(node: Node, reference: Reference) -> Declaration:
    return show_declaration(node, READER, matter_of(reference), LATER).declaration


def test_a_declaration_is_committed_to_and_one_unit_opened(kz: Node, cn: Node) -> None:
    introduce_both(kz, cn)
    told = commit_to(kz)
    (number,) = open_declared(kz, DUTY, told, ["A2"], [CN], NOW)
    opening = send(kz, number)
    assert pull(cn, DUTY, KZ, LATER).accepted == [told, opening]
    (declaration,) = list_declarations(cn, READER, LATER)
    assert declaration == replace(known(kz, told), told=declaration.told, openings=declaration.openings)
    assert (declaration.as_of, declaration.changed) == (PartialDate("2024-01-01"), False)
    assert declaration.commitment is not None
    assert declaration.commitment.size == 16
    (opened,) = declaration.openings
    assert (opened.reference, opened.to, opened.standing, opened.reason) == (
        opening,
        (CN,),
        OpeningStanding.VERIFIED,
        None,
    )
    assert opened.unit == Unit(
        code="A2", name=opened.unit.name, level="army", under="MOD", strength=8000, holdings={}
    )
    assert b"1st Army" not in _all_bytes(cn)


def _all_bytes(node: Node) -> bytes:
    with node.reading() as connection:
        return b"".join(row.document for row in connection.execute(message.select()))


def test_what_is_told_of_it_says_neither_units_nor_how_many(kz: Node) -> None:
    one = show_draft(kz, DUTY, seal_declaration(kz, DUTY, draft_return(kz, UNITS[:1]), 64, NOW).draft).draft
    three = show_draft(kz, DUTY, seal_declaration(kz, DUTY, draft_return(kz), 64, NOW).draft).draft
    assert (
        {**one.content, "root": ""}
        == {**three.content, "root": ""}
        == {
            "as-of": "2024-01-01",
            "size": 64,
            "root": "",
        }
    )
    assert one.content["root"] != three.content["root"]


def test_it_is_kept_for_the_owner_alone_and_nothing_opens_without_it(kz: Node) -> None:
    told = commit_to(kz)
    (file,) = (kz.folder / "declarations").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert show_declaration(kz, DUTY, matter_of(told), LATER).kept == ("MOD", "A1", "A2")
    assert show_declaration(kz, READER, matter_of(told), LATER).kept is None
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"9000", b"9001"))
    with pytest.raises(OperatorError, match="not the one that was committed to"):
        open_declared(kz, DUTY, told, ["A1"], [CN], NOW)
    file.unlink()
    assert show_declaration(kz, DUTY, matter_of(told), LATER).kept is None
    with pytest.raises(OperatorError, match="Without it nothing can be opened"):
        open_declared(kz, DUTY, told, ["A1"], [CN], NOW)


def test_an_opening_that_says_something_else_is_shown_as_failed(kz: Node) -> None:
    told = commit_to(kz)
    (number,) = open_declared(kz, DUTY, told, ["A1"], [CN], NOW)
    view = show_draft(kz, DUTY, number)
    changed: list[JsonValue] = [{**UNITS[1], "strength": 5000}]  # type: ignore[dict-item]
    save_draft(
        kz, DUTY, number, view.revision, NOW, content={**view.draft.content, "unit": changed}, to=(CN,)
    )
    send(kz, number)
    (opened,) = known(kz, told).openings
    assert opened.standing is OpeningStanding.FAILED
    assert opened.reason is not None
    assert "leads to another root" in opened.reason.en


def test_an_opening_taken_back_and_a_commitment_changed_are_shown_so(kz: Node) -> None:
    told = commit_to(kz)
    (number,) = open_declared(kz, DUTY, told, ["A1"], [CN], NOW)
    opening = send(kz, number)
    send(kz, start_change(kz, DUTY, opening, kz.formats[SCO, FormatId("sealed-opening")].kinds[1], NOW))
    (opened,) = known(kz, told).openings
    assert opened.standing is OpeningStanding.WITHDRAWN
    amendment = start_change(kz, DUTY, told, kz.formats[SCO, FormatId("sealed-declaration")].kinds[1], NOW)
    view = show_draft(kz, DUTY, amendment)
    other = {**view.draft.content, "root": "0" * 64}
    save_draft(kz, DUTY, amendment, view.revision, NOW, content=other, to=view.draft.to)
    send(kz, amendment)
    after = known(kz, told)
    assert (after.commitment, after.changed) == (Commitment(16, "0" * 64), True)


@pytest.mark.parametrize(
    ("size", "code"), [(15, "declaration-size"), (8, "declaration-size"), (1 << 21, "declaration-size")]
)
def test_a_number_of_places_that_does_not_do(kz: Node, size: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        seal_declaration(kz, DUTY, draft_return(kz), size, NOW)
    assert refused.value.code == code
    assert not (kz.folder / "declarations").exists()


def test_what_cannot_be_sealed_or_opened(kz: Node) -> None:
    twice = draft_return(kz, [UNITS[0], UNITS[0]])
    with pytest.raises(InputError) as refused:
        seal_declaration(kz, DUTY, twice, 16, NOW)
    assert refused.value.code == "faults"
    meeting = start_draft(kz, DUTY, SCO, FormatId("meeting-request"), NOW, content={"subject": {"en": "x"}})
    with pytest.raises(InputError, match="no units"):
        seal_declaration(kz, DUTY, meeting, 16, NOW)
    told = commit_to(kz)
    with pytest.raises(InputError, match="holds no unit “B9”"):
        open_declared(kz, DUTY, told, ["A1", "B9"], [CN], NOW)
    with pytest.raises(InputError, match="knows no sealed declaration"):
        show_declaration(kz, READER, MatterId("SC24/KZ/2024/0099/SD"), LATER)


@pytest.mark.parametrize("actor", [READER, ADMIN])
def test_only_who_drafts_may_seal_and_open(kz: Node, actor: Actor) -> None:
    number, told = draft_return(kz), commit_to(kz)
    with pytest.raises(NotAllowed):
        seal_declaration(kz, actor, number, 16, NOW)
    with pytest.raises(NotAllowed):
        open_declared(kz, actor, told, ["A1"], [CN], NOW)


def test_a_state_that_is_no_party_is_not_shown_it(make_node: OpenNode) -> None:
    kz = make_node("KZ")
    told = commit_to(kz)
    kz.ground = replace(kz.ground, agreements={**kz.ground.agreements, SCO: _without(kz, "KZ")})
    assert list_declarations(kz, READER, LATER) == [known(kz, told)]  # its own it may always see
    with kz.writing() as connection:
        document = orjson.loads(_all_bytes(kz)) | {"from": "RU", "to": ["KZ"]}
        renamed = orjson.dumps(document).replace(b"/KZ/", b"/RU/")
        connection.execute(
            update(message).values(
                sender="RU",
                own=False,
                reference=told.replace("/KZ/", "/RU/"),
                document=renamed,
                matter=matter_of(told).replace("/KZ/", "/RU/"),
            )
        )
        connection.exec_driver_sql("UPDATE matter_message SET matter = replace(matter, '/KZ/', '/RU/')")
    assert list_declarations(kz, READER, LATER) == []
    with pytest.raises(NotAllowed, match="Article 9\\(1\\)"):
        show_declaration(kz, READER, MatterId(matter_of(told).replace("/KZ/", "/RU/")), LATER)


def _without(node: Node, state: str) -> Agreement:
    agreement = node.agreement(SCO)
    return replace(agreement, parties=tuple(one for one in agreement.parties if one.state != state))
