"""Users of a node: passwords (argon2id), sessions, and the actor behind a session."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, insert, select, update

from detente.kernel.errors import InputError
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.node.actors import Actor, Right, Role, require
from detente.node.events import record_event
from detente.node.node import Node
from detente.node.storage.database import AnyRow, to_seconds
from detente.node.storage.schema import session, user

SESSION_LENGTH = timedelta(hours=12)
FREE_FAILURES = 5
LOCK_TIME = timedelta(minutes=5)
MIN_PASSWORD_CHARACTERS = 10


def add_user(
    node: Node,
    actor: Actor,
    name: str,
    password: str,
    roles: frozenset[Role],
    at: Instant,
    language: Language | None = None,
) -> None:
    """Create a user, or give an existing one a new password, roles and language (None: as the browser asks).

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: empty name, no role, or a password under ten characters.
    """
    require(actor, Right.ADMINISTER)
    if not name.strip() or not roles:
        raise InputError("user", _NO_NAME, _GIVE_NAME)
    if len(password) < MIN_PASSWORD_CHARACTERS:
        raise InputError("password", _SHORT.fill(least=MIN_PASSWORD_CHARACTERS), _LONGER)
    values = {
        "name": name,
        "roles": " ".join(sorted(roles)),
        "password_hash": PasswordHasher().hash(password),
        "language": language.value if language else None,
        "failures": 0,
        "locked_until": 0,
        "read_until": 0,
    }
    with node.writing() as connection:
        connection.execute(delete(session).where(session.c.user == name))
        known = connection.execute(select(user.c.name).where(user.c.name == name)).first()
        change = update(user).where(user.c.name == name) if known else insert(user)
        connection.execute(change.values(**values))
        record_event(connection, actor, "user added", name, at)


def sign_in(node: Node, name: str, password: str, at: Instant) -> str:
    """A session token for a correct name and password; the token is shown once and kept only as a hash.

    After five wrong passwords in a row the name is locked for five minutes.

    Raises:
        InputError: unknown name or wrong password (the same words for both), or locked.
    """
    with node.reading() as connection:
        row = connection.execute(select(user).where(user.c.name == name)).first()
    if row is not None and row.locked_until > to_seconds(at):
        raise InputError("sign-in-locked", _LOCKED, _WAIT)
    if row is None or not _matches(row.password_hash, password):
        _count_failure(node, row, at)
        raise InputError("sign-in", _WRONG, _AGAIN)
    token = node.random_token()
    with node.writing() as connection:
        connection.execute(delete(session).where(session.c.expires_at <= to_seconds(at)))
        connection.execute(update(user).where(user.c.name == name).values(failures=0))
        connection.execute(
            insert(session).values(
                token_hash=_hashed(token), user=name, expires_at=to_seconds(at + SESSION_LENGTH)
            )
        )
    return token


def sign_out(node: Node, token: str) -> None:
    """End a session; an unknown token is no fault."""
    with node.writing() as connection:
        connection.execute(delete(session).where(session.c.token_hash == _hashed(token)))


def actor_of_session(node: Node, token: str, at: Instant) -> Actor | None:
    """Who is signed in with this token; None where it is unknown or has expired."""
    query = select(user.c.name, user.c.roles).join_from(session, user, session.c.user == user.c.name)
    query = query.where(session.c.token_hash == _hashed(token), session.c.expires_at > to_seconds(at))
    with node.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else Actor(row.name, frozenset(Role(role) for role in row.roles.split()))


def language_of(node: Node, name: str) -> Language | None:
    """The language a user chose; None where none was chosen, or for an unknown name."""
    with node.reading() as connection:
        chosen = connection.execute(select(user.c.language).where(user.c.name == name)).scalar()
    return Language(chosen) if chosen else None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(password_hash, password)
    except VerificationError:
        return False


def _count_failure(node: Node, row: AnyRow | None, at: Instant) -> None:
    if row is None:
        PasswordHasher().hash("as long as for a known name")
        return
    failures = row.failures + 1
    locked = to_seconds(at + LOCK_TIME) if failures % FREE_FAILURES == 0 else row.locked_until
    with node.writing() as connection:
        connection.execute(
            update(user).where(user.c.name == row.name).values(failures=failures, locked_until=locked)
        )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_NO_NAME = Text(
    "A user needs a name and at least one role.",
    "Для пользователя необходимы имя и хотя бы одна роль.",
    "用户须有名称和至少一个角色。",
)
_GIVE_NAME = Text("Give both.", "Укажите и то и другое.", "请一并填写。")
_SHORT = Text(
    "The password has fewer than {least} characters.",
    "Длина пароля должна быть не менее {least} знаков.",
    "密码少于{least}个字符。",
)
_LONGER = Text("Choose a longer one.", "Выберите более длинный.", "请选用更长的密码。")
_WRONG = Text("The name or the password is not right.", "Имя или пароль неверны.", "用户名或密码不正确。")
_AGAIN = Text("Check both and try again.", "Проверьте их и повторите попытку.", "请核对后重试。")
_LOCKED = Text(
    "Too many wrong passwords; this name is locked for a while.",
    "Слишком много неверных паролей; вход под этим именем временно закрыт.",
    "密码错误次数过多，该用户暂时锁定。",
)
_WAIT = Text("Wait five minutes.", "Подождите пять минут.", "请等待五分钟。")
