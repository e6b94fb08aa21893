import pytest

from detente.node.actors import Actor, NotAllowed, Right, Role, operator, require

RIGHTS_OF_ROLES = {
    Role.READER: {Right.READ},
    Role.DRAFTER: {Right.READ, Right.DRAFT, Right.SEND, Right.PERSONAL},
    Role.RELEASER: {Right.READ, Right.RELEASE, Right.SEND, Right.PERSONAL},
    Role.ADMINISTRATOR: {Right.READ, Right.ADMINISTER},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_carries_just_its_rights(role: Role) -> None:
    actor = Actor("a", frozenset({role}))
    assert {right for right in Right if actor.may(right)} == RIGHTS_OF_ROLES[role]


def test_rights_of_several_roles_add_up() -> None:
    both = Actor("a", frozenset({Role.DRAFTER, Role.RELEASER}))
    assert both.may(Right.DRAFT)
    assert both.may(Right.RELEASE)
    assert not both.may(Right.ADMINISTER)


def test_the_operator_holds_every_right_and_nobody_holds_none() -> None:
    assert all(operator().may(right) for right in Right)
    assert not any(Actor("a", frozenset()).may(right) for right in Right)


def test_a_refusal_names_the_person_and_the_right() -> None:
    with pytest.raises(NotAllowed) as caught:
        require(Actor("aigerim", frozenset({Role.READER})), Right.RELEASE)
    assert caught.value.message.en == "aigerim may not release messages at this node."
    assert "утверждать" in caught.value.message.ru
    assert "签发" in caught.value.message.zh
