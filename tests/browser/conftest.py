"""One browser a module, and one desk with something on it for the tests that only look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.chromium import started
from tests.browser.desks import Desk, make_node, served
from tests.web.stories import AT, tell_story

from detente.node.actors import Role
from detente.node.ground import Ground, load_ground
from detente.node.lifecycle import open_node


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Desk]:
    """Kazakhstan's desk: a drill told and amended, one of China's received, a draft begun and one submitted.

    ``officer`` drafts and releases; tests of this desk only look.
    """
    folder = tmp_path_factory.mktemp("told")
    people = {"officer": frozenset({Role.DRAFTER, Role.RELEASER})}
    make_node(folder / "KZ", "KZ", people, AT, ground)
    make_node(folder / "CN", "CN", {}, AT, ground)
    node, other = (open_node(folder / state, {}, AT, ground=ground) for state in ("KZ", "CN"))
    tell_story(node, other)
    node.close()
    other.close()
    with served(folder / "KZ", "KZ") as desk:
        yield desk
