"""Programs that call the API of the desks of ``tests/web``: a token each, and no cookies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest
from tests.web.conftest import Served, make_node, serve_told
from tests.web.stories import AT

from detente.node.node import Node
from detente.node.users import sign_in
from detente.web import urls
from detente.web.app import build_app

PASSWORD = "a long password"


@dataclass(frozen=True, slots=True)
class Program:
    """Calls the API of one desk; without a session where ``token`` is empty."""

    client: Any
    node: Node
    token: str = ""

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self.request("GET", path, **how)

    def post(self, path: str, body: object = None) -> httpx.Response:
        return self.request("POST", path, json=body)

    def put(self, path: str, body: object) -> httpx.Response:
        return self.request("PUT", path, json=body)

    def request(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = how.pop("headers", {}) | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        return cast(httpx.Response, self.client.request(method, urls.API + path, headers=headers, **how))


Call = Callable[..., Program]


def calls_of(served: Any) -> Call:
    """``call("duty")`` is a program of that user."""
    tokens = {"": ""}

    def call(name: str = "") -> Program:
        if name not in tokens:
            tokens[name] = sign_in(served.node, name, PASSWORD, AT)
        return Program(served.visit(), served.node, tokens[name])

    return call


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Served]:
    """A desk of the API's own: reading a message there leaves it unread at the pages' desk."""
    yield from serve_told(tmp_path_factory, ground, runner)


@pytest.fixture(scope="session")
def call(told: Any) -> Call:
    """Programs of the desk that has something to show; they only look."""
    return calls_of(told)


@pytest.fixture(scope="session")
def call_shared(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Call]:
    """Programs of a desk where every test may add, and none counts on what others have added."""
    node = make_node(tmp_path_factory.mktemp("shared") / "KZ", "KZ", ground)
    yield calls_of(Served(node, build_app(node, lambda: AT), runner))
    node.close()


@pytest.fixture
def call_fresh(fresh: Any) -> Call:
    """Programs of a desk with nothing told yet."""
    return calls_of(fresh)
