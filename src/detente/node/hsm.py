"""Keys in a security module, reached by PKCS #11: they sign, and never leave it.

Needs the package ``python-pkcs11``. Only Ed25519, since that is what modules offer.
Source: RFC 7512 (URIs); PKCS #11 3.0.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from detente.kernel.errors import OperatorError
from detente.ledger.keys import PublicKey, Purpose, VerifierKey
from detente.ledger.suites import ED25519

if TYPE_CHECKING:
    from pkcs11 import Session, SignMixin

_POINT_BYTES = 32


class HsmSigner:
    """A private Ed25519 key in a security module, in a session that stays open."""

    def __init__(
        self, name: str, purpose: Purpose, session: Session, private_key: SignMixin, raw: bytes
    ) -> None:
        self._session = session
        self._private_key = private_key
        self._key = VerifierKey(name, purpose, PublicKey(ED25519, raw))
        self._turn = threading.Lock()

    @property
    def key(self) -> VerifierKey:
        """The key with which its signatures verify, with its name and purpose."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """64 bytes.

        Raises:
            OperatorError: the module refuses, or was taken out.
        """
        from pkcs11 import Mechanism, PKCS11Error

        try:
            with self._turn:
                return bytes(self._private_key.sign(message, mechanism=Mechanism.EDDSA))
        except PKCS11Error as problem:
            raise _refused(self._key.name, problem) from problem


def open_hsm_key(uri: str, name: str, purpose: Purpose, pin: str | None) -> HsmSigner:
    """The signer of a key that a ``pkcs11:`` URI names by token and object, and by ``module-path``.

    Raises:
        OperatorError: the package or the module is missing, the PIN is wrong, or there is no such Ed25519 key.
    """
    attributes, query = _parse(uri)
    try:
        import pkcs11
    except ImportError:
        raise OperatorError(
            "hsm", "Keys in a security module need python-pkcs11.", "Install detente with the extra “hsm”."
        ) from None
    try:
        token = pkcs11.lib(query["module-path"]).get_token(token_label=attributes["token"])
        try:
            session = token.open(user_pin=pin)
        except pkcs11.UserAlreadyLoggedIn:  # this program is, for another of its keys
            session = token.open()
        kind, label = pkcs11.KeyType.EC_EDWARDS, attributes["object"]
        private_key = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, kind, label)
        public_key = session.get_key(pkcs11.ObjectClass.PUBLIC_KEY, kind, label)
        point = bytes(public_key[pkcs11.Attribute.EC_POINT])
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as problem:
        raise _refused(uri, problem) from problem
    if not isinstance(private_key, pkcs11.SignMixin):
        raise _refused(uri, TypeError("not a private key"))
    # Some modules wrap the point in an OCTET STRING.
    return HsmSigner(name, purpose, session, private_key, point[-_POINT_BYTES:])


def _parse(uri: str) -> tuple[dict[str, str], dict[str, str]]:
    path, _, query = uri.removeprefix("pkcs11:").partition("?")
    pairs = [part.partition("=") for part in path.split(";")]
    attributes = {name: unquote(value) for name, _, value in pairs}
    found = dict(parse_qsl(query))
    if not {"token", "object"} <= set(attributes) or "module-path" not in found:
        raise OperatorError(
            "hsm", f"“{uri}” names no key.", "It needs token and object, and ?module-path= with the library."
        )
    return attributes, found


def _refused(where: str, problem: Exception) -> OperatorError:
    why = str(problem) or type(problem).__name__
    return OperatorError(
        "hsm",
        f"The security module refuses {where}: {why}.",
        "Check token, object and PIN, and that it is there.",
    )
