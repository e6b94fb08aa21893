"""The API describes itself, to programs and in the documentation, and both are true."""

from __future__ import annotations

import re
from typing import Any

from scripts.build_api_reference import REFERENCE, render

from detente.web.api.app import describe_api


def test_the_description_is_served_to_anyone(call: Any) -> None:
    answer = call().get("/openapi.json")
    assert answer.json() == describe_api()
    assert (answer.json()["openapi"], answer.json()["servers"]) == ("3.1.0", [{"url": "/api/v1"}])


def test_the_reference_is_written_from_it() -> None:
    written = REFERENCE.read_text(encoding="utf-8")
    assert written == render(describe_api()), "write it again: python -m scripts.build_api_reference"


def test_links_of_the_reference_lead_somewhere() -> None:
    written = REFERENCE.read_text(encoding="utf-8")
    headings = {name.lower() for name in re.findall(r"^### (\w+)$", written, re.M)}
    assert set(re.findall(r"\]\(#(\w+)\)", written)) <= headings


def test_every_operation_says_what_it_does_and_what_can_go_wrong() -> None:
    problem = {"$ref": "#/components/schemas/Problem"}
    operations = [one for methods in describe_api()["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == 40
    for one in operations:
        assert one["description"]
        assert one["responses"]["default"]["content"]["application/json"]["schema"] == problem
        assert "422" not in one["responses"]


def test_only_signing_in_needs_no_token() -> None:
    paths = describe_api()["paths"]
    open_ones = [
        (method, path)
        for path, methods in paths.items()
        for method, one in methods.items()
        if one.get("security") != [{"HTTPBearer": []}]
    ]
    assert open_ones == [("post", "/session")]
