from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

LIMIT = 100_000


@pytest.mark.parametrize("path", ["/", "/static/detente.css", "/none", "/fail/bug"])
def test_every_answer_is_guarded(client: Any, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_pages_are_not_kept_by_the_browser(client: Any) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"


def test_a_body_of_the_limit_passes(client: Any) -> None:
    token = client.get("/").json()["token"]
    body = f"token={token}&words=".encode()
    answer = client.post("/take", content=body + b"x" * (LIMIT - len(body)), headers=FORM)
    assert answer.status_code == 200


def test_a_body_over_the_limit_is_refused_with_a_page(client: Any) -> None:
    answer = client.post("/take", content=b"x" * (LIMIT + 1), headers=FORM)
    assert answer.status_code == 413
    assert "None of it was kept, and nothing was changed." in answer.text


def test_a_hundred_megabytes_are_counted_as_they_come_and_dropped(client: Any) -> None:
    taken = 0

    async def flood() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield b"x" * 1_000_000

    answer = client.post("/take", content=flood(), headers=FORM)
    assert (answer.status_code, taken) == (413, 100)
    assert "This is too large" in answer.text


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
