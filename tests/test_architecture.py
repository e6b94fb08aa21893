"""ARCHITECTURE.md and the list of services must stay true: every name they give exists."""

import inspect
import re
from pathlib import Path

import pytest
from tests.names import resolve

import detente.node
from detente.node.actors import Actor
from detente.node.node import Node

ROOT = Path(__file__).parents[1]
NAMES = sorted(
    set(re.findall(r"`(detente(?:\.\w+)+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
)


def test_the_path_of_one_message_is_told() -> None:
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_the_name_exists(name: str) -> None:
    assert resolve(name) is not None


def listed_services() -> dict[str, list[str]]:
    """Names by module, as the docstring of ``detente.node`` lists them; what follows a semicolon is no service."""
    listed = (detente.node.__doc__ or "").partition("Services are")[2]
    topics = re.findall(r"^ {4}``(\w+)``(.*(?:\n {8,}.*)*)", listed, re.MULTILINE)
    return {topic: re.findall(r"\w+", names.partition(";")[0]) for topic, names in topics}


SERVICES = [(topic, name) for topic, names in listed_services().items() for name in names]


def test_the_services_are_listed() -> None:
    assert len(SERVICES) > 20


@pytest.mark.parametrize(("topic", "name"), SERVICES)
def test_a_service_takes_who_asks(topic: str, name: str) -> None:
    service = resolve(f"detente.node.{topic}.{name}")
    given = [one.annotation for one in inspect.signature(service).parameters.values()]
    assert given[:2] == [Node.__name__, Actor.__name__] or topic == "reports"


@pytest.mark.parametrize("topic", listed_services())
def test_no_service_is_left_out(topic: str) -> None:
    """Whatever takes the node and the actor first is a service, and stands in the list."""
    module = resolve(f"detente.node.{topic}")
    found = [
        name
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == f"detente.node.{topic}" and not name.startswith("_")
        if [*inspect.signature(one).parameters][:2] == ["node", "actor"]
    ]
    assert found == sorted(listed_services()[topic]) or topic == "reports"
