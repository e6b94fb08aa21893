"""Who acts, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.errors import InputError
from detente.kernel.languages import Text


class Role(StrEnum):
    """What a user is at this node; one person may be several."""

    READER = "reader"
    DRAFTER = "drafter"
    RELEASER = "releaser"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """Something a service does, and asks leave for."""

    READ = "read"
    DRAFT = "draft"
    RELEASE = "release"
    SEND = "send"
    PERSONAL = "personal"  # names, passports and the like of those who travel
    ADMINISTER = "administer"


_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.DRAFTER: frozenset({Right.READ, Right.DRAFT, Right.SEND, Right.PERSONAL}),
    Role.RELEASER: frozenset({Right.READ, Right.RELEASE, Right.SEND, Right.PERSONAL}),
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.ADMINISTER}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, by user name, with the roles held at this node."""

    name: str
    roles: frozenset[Role]

    def may(self, right: Right) -> bool:
        """Whether any of the roles carries the right."""
        return any(right in _RIGHTS[role] for role in self.roles)


#: Who acts at the command line: whoever can read the node's keys can act for the node.
OPERATOR_NAME = "operator"


def operator() -> Actor:
    """The person at the node's own command line, holding every role."""
    return Actor(OPERATOR_NAME, frozenset(Role))


class NotAllowed(InputError):  # noqa: N818 - reads as what it says
    """The actor has no role that may do this."""


def require(actor: Actor, right: Right) -> None:
    """Let the actor pass, or not.

    Raises:
        NotAllowed: none of the actor's roles carries ``right``.
    """
    if not actor.may(right):
        raise NotAllowed(
            "not-allowed",
            _REFUSED.fill(name=actor.name, right=RIGHT_WORDS[right]),
            _ASK,
        )


RIGHT_WORDS = {
    Right.READ: Text("read messages", "читать сообщения", "阅读电文"),
    Right.DRAFT: Text("draft messages", "составлять сообщения", "起草电文"),
    Right.RELEASE: Text("release messages", "утверждать сообщения", "签发电文"),
    Right.SEND: Text("send messages", "отправлять сообщения", "发送电文"),
    Right.PERSONAL: Text("see personal data", "просматривать персональные данные", "查看个人信息"),
    Right.ADMINISTER: Text("administer the node", "администрировать узел", "管理节点"),
}
_REFUSED = Text(
    "{name} may not {right} at this node.",
    "Пользователю {name} не разрешено {right} на этом узле.",
    "用户 {name} 在本节点无权{right}。",
)
_ASK = Text(
    "Sign in as someone who may, or ask an administrator for the role.",
    "Войдите под другим именем или запросите роль у администратора.",
    "请以有权限的用户登录，或向管理员申请该角色。",
)
