from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from detente.web import static_files
from detente.web.static_files import StaticFiles

FOLDER = Path(static_files.__file__).parent / "static"


def test_everything_in_the_folder_is_served_under_its_name(static: StaticFiles) -> None:
    on_disk = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert set(static.by_name) == on_disk
    assert {name: file.content for name, file in static.by_name.items()} == {
        name: (FOLDER / name).read_bytes() for name in on_disk
    }


def test_the_address_carries_the_digest_and_is_kept_for_good(client: Any, static: StaticFiles) -> None:
    url = static.url("detente.css")
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert url == "/static/detente.css?v=" + sha256((FOLDER / "detente.css").read_bytes()).hexdigest()[:12]
    assert answer.content == (FOLDER / "detente.css").read_bytes()
    assert {
        name: answer.headers[name] for name in ("content-type", "cache-control", "content-encoding", "vary")
    } == {
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        "content-encoding": "gzip",
        "vary": "Accept-Encoding",
    }


def test_without_compression_the_bytes_come_plain(client: Any) -> None:
    answer = client.get("/static/vendor/htmx.min.js", headers={"Accept-Encoding": "identity"})
    assert answer.content == (FOLDER / "vendor" / "htmx.min.js").read_bytes()
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("name", ["none.css", "../app.py", "%2e%2e/app.py", "vendor", ""])
def test_nothing_else_is_served(client: Any, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_vendored_files_carry_version_and_digest() -> None:
    readme = (FOLDER / "vendor" / "README.md").read_text(encoding="utf-8")
    script = (FOLDER / "vendor" / "htmx.min.js").read_bytes()
    assert sha256(script).hexdigest() in readme
    assert b'version:"2.0.11"' in script
    assert "2.0.11" in readme


def test_a_first_visit_is_small(static: StaticFiles) -> None:
    whole = sum(
        len(static.by_name[name].compressed) for name in ("detente.css", "vendor/htmx.min.js", "mark.svg")
    )
    assert whole < 40_000
