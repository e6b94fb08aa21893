"""Takes the pictures of the README from a fresh demonstration.

    .venv/bin/python scripts/take_pictures.py

Needs Chromium. The pictures in ``docs/images`` are replaced.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PORT = 8765
SIZE = {"width": 1280, "height": 800}
#: A drill that its host told of, with a place, numbers, and much that is not known.
DRILL = "KAZIND-2023"
DETENTE = [sys.executable, "-m", "detente.cli.main"]


def main() -> None:
    """Build a demonstration in a folder that is thrown away, serve it, and look at three of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*DETENTE, "demo", "--dir", folder, "--port", str(PORT), "--json"]
        built = json.loads(subprocess.run([*command, "--build-only"], check=True, capture_output=True).stdout)
        password = next(one["password"] for one in built["users"] if one["name"] == "duty")
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            take_all(f"http://127.0.0.1:{PORT}", password)
        finally:
            server.terminate()
            server.wait(30)


def take_all(address: str, password: str) -> None:
    """Sign in, and take each picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB")
        sign_in(page, address, password)
        take(page, "desk")
        page.goto(f"{address}/activities?words={DRILL}")
        page.locator("main a", has_text=DRILL).first.click()
        take(page, "drill")
        page.goto(f"{address}/activities/map")
        take(page, "map")
        browser.close()


def sign_in(page: Page, address: str, password: str) -> None:
    """As the officer on duty; the server may still be starting."""
    for _ in range(60):
        try:
            page.goto(f"{address}/sign-in")
            break
        except Exception:
            page.wait_for_timeout(1000)
    page.fill("[name=name]", "duty")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("main h1")


def take(page: Page, name: str) -> None:
    """The upper part of the page, as a screen shows it."""
    page.wait_for_load_state("networkidle")
    IMAGES.mkdir(exist_ok=True)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
