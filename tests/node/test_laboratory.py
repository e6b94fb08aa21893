"""The workbench of drills, folded once and again when something was told; and the variants users keep."""

from __future__ import annotations

import pytest
from tests.node.stories import NOW, OpenNode, tell_drill

from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.node.activities import show_activity
from detente.node.actors import Actor, NotAllowed, Role, operator
from detente.node.laboratory import (
    MOST_NAME,
    MOST_SAVED,
    Shelf,
    delete_variant,
    list_variants,
    save_variant,
)
from detente.node.node import Node

SCO = AgreementId("sco-proposal-2024")
READER, OTHER = (Actor(name, frozenset({Role.READER})) for name in ("reader", "other"))


def kept(node: Node, actor: Actor = READER) -> list[tuple[str, str, dict[str, int]]]:
    return [(one.name, one.agreement, dict(one.changes)) for one in list_variants(node, actor)]


def test_it_holds_what_the_node_knows_and_folds_it_once(kz: Node) -> None:
    shelf = Shelf()
    assert shelf.workbench(kz, operator()).activities == ()
    first = tell_drill(kz)
    held = shelf.workbench(kz, operator())
    assert held.activities == (show_activity(kz, operator(), first.removesuffix("/O"), NOW).activity,)
    assert shelf.workbench(kz, operator()) is held
    second = tell_drill(kz)
    assert {one.id for one in shelf.workbench(kz, operator()).activities} == {
        first.removesuffix("/O"),
        second.removesuffix("/O"),
    }


def test_a_variant_is_kept_for_its_user_and_survives_a_restart(make_node: OpenNode) -> None:
    node = make_node("KZ")
    save_variant(node, READER, "Low", SCO, {"notify.personnel.personnel": 3000})
    save_variant(node, READER, "High", SCO, {"notify.personnel.personnel": 9000, "notify.personnel.lead": 42})
    save_variant(node, OTHER, "Low", SCO, {})
    save_variant(node, READER, "Low", SCO, {"notify.personnel.personnel": 2000})
    node.close()
    node = make_node("KZ")
    assert kept(node) == [
        ("High", SCO, {"notify.personnel.personnel": 9000, "notify.personnel.lead": 42}),
        ("Low", SCO, {"notify.personnel.personnel": 2000}),
    ]
    assert kept(node, OTHER) == [("Low", SCO, {})]


def test_a_variant_is_deleted_by_its_own_user_alone(kz: Node) -> None:
    save_variant(kz, READER, "Low", SCO, {})
    [saved] = list_variants(kz, READER)
    delete_variant(kz, OTHER, saved.id)
    delete_variant(kz, READER, saved.id + 1)
    assert kept(kz) == [("Low", SCO, {})]
    delete_variant(kz, READER, saved.id)
    assert kept(kz) == []


@pytest.mark.parametrize(
    ("name", "agreement", "code"),
    [
        ("", SCO, "variant-name"),
        ("n" * (MOST_NAME + 1), SCO, "variant-name"),
        ("Low", "no-such", "no-agreement"),
    ],
)
def test_what_cannot_be_kept_is_refused(kz: Node, name: str, agreement: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        save_variant(kz, READER, name, AgreementId(agreement), {})
    assert refused.value.code == code
    assert kept(kz) == []


def test_more_than_anyone_finds_again_are_not_kept(kz: Node) -> None:
    for number in range(MOST_SAVED):
        save_variant(kz, READER, f"Variant {number}", SCO, {})
    with pytest.raises(InputError):
        save_variant(kz, READER, "One more", SCO, {})
    save_variant(kz, READER, "Variant 7", SCO, {"notify.personnel.lead": 1})
    assert len(kept(kz)) == MOST_SAVED


def test_it_is_for_those_who_may_read(kz: Node) -> None:
    nobody = Actor("nobody", frozenset())
    for act in (
        lambda: Shelf().workbench(kz, nobody),
        lambda: save_variant(kz, nobody, "Low", SCO, {}),
        lambda: list_variants(kz, nobody),
        lambda: delete_variant(kz, nobody, 1),
    ):
        with pytest.raises(NotAllowed):
            act()
