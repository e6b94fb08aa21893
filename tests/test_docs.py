"""README and docs must stay true: links lead somewhere, commands exist, and what is named can be found."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
import typer.main
from tests.names import resolve

from detente.cli.main import app
from detente.cli.output import Output

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "detente"
COMMAND = typer.main.get_command(app)
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = sorted(one.parent.name for one in SOURCE.glob("*/__init__.py"))

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(rf"(?:detente\.)?((?:{'|'.join(PACKAGES)})(?:\.(?!md$)[A-Za-z_]\w*)+)")


class Shown(NamedTuple):
    page: str
    text: str


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links_of(page: Path) -> Iterator[str]:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in link:
            yield link


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def shown_commands() -> Iterator[Shown]:
    """Commands on lines of their own, without their remarks; a line that ends in a backslash goes on."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in re.findall(r"^(?: {4})?(detente .+)$", text, re.MULTILINE):
            yield Shown(name_of(page), re.split(r" {2,}#", line)[0].strip())


def quoted_code() -> Iterator[Shown]:
    for page in PAGES:
        prose = FENCED.sub("", page.read_text(encoding="utf-8"))
        yield from (Shown(name_of(page), code) for code in CODE.findall(prose))


def command_words(command: object, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, with those of the groups it is in."""
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from command_words(inner, (*words, name))


def all_options(command: object = COMMAND) -> set[str]:
    own = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    return own.union({"--help"}, *map(all_options, getattr(command, "commands", {}).values()))


COMMANDS = sorted(set(shown_commands()))
CODES = sorted(set(quoted_code()))
QUOTED_COMMANDS = [one for one in CODES if one.text.startswith("detente ")]
OPTIONS = sorted({Shown(one.page, word) for one in CODES for word in re.findall(r"^--[a-z-]+", one.text)})
NAMES = sorted({Shown(one.page, name[1]) for one in CODES if (name := NAME.fullmatch(one.text))})
FILES = [
    one
    for one in CODES
    if re.fullmatch(r"[\w./-]+\.py", one.text)
    or (one.page == "ARCHITECTURE.md" and re.fullmatch(r"\w+/[\w./-]+(?:/|\.json|\.yaml|\.md)", one.text))
]


def test_enough_was_found_to_check() -> None:
    found = (PAGES, COMMANDS, QUOTED_COMMANDS, OPTIONS, NAMES, FILES)
    assert [len(one) > least for one, least in zip(found, (20, 25, 3, 10, 50, 1), strict=True)] == [True] * 6


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_heading(page: Path) -> None:
    lost = []
    for link in links_of(page):
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            targets = [(page.parent / link.partition("#")[0]).resolve() for link in links_of(page)]
            waiting += [one for one in targets if one.suffix == ".md"]
    assert [name_of(page) for page in PAGES if page not in reached] == []


@pytest.mark.parametrize("shown", COMMANDS, ids=" ".join)
def test_a_command_can_be_run_as_it_is_shown(shown: Shown) -> None:
    """Its name, options and number of arguments are right; nothing is run."""
    command, words = COMMAND, shlex.split(shown.text)[1:]
    if words != ["--help"]:
        context = command.make_context("detente", words, obj=Output())
        while hasattr(command, "commands"):
            name, command, words = command.resolve_command(context, words)
            context = command.make_context(name, list(words), parent=context)


def test_a_command_that_does_not_exist_is_noticed() -> None:
    for wrong in ("detente nonesuch", "detente pull", "detente pull NODE --nonesuch"):
        with pytest.raises(Exception, match=r"nonesuch|Missing"):
            test_a_command_can_be_run_as_it_is_shown(Shown("", wrong))


@pytest.mark.parametrize("shown", QUOTED_COMMANDS, ids=" ".join)
def test_a_command_in_a_sentence_exists(shown: Shown) -> None:
    words = shlex.split(shown.text)[1:]
    plain = tuple(word for word in words if not word.startswith("-"))
    known = [one for one in command_words(COMMAND) if one == plain[: len(one)]]
    assert max(known, key=len) != () or not plain
    assert {word for word in words if word.startswith("-")} <= all_options()


@pytest.mark.parametrize("shown", OPTIONS, ids=" ".join)
def test_an_option_in_a_sentence_exists(shown: Shown) -> None:
    assert shown.text in all_options()


@pytest.mark.parametrize("shown", NAMES, ids=" ".join)
def test_a_name_of_the_code_exists(shown: Shown) -> None:
    assert resolve(f"detente.{shown.text}") is not None


@pytest.mark.parametrize("shown", FILES, ids=" ".join)
def test_a_file_of_the_code_exists(shown: Shown) -> None:
    """What is named of visits, the topic to come, is to stand beside the like of activities."""
    path = shown.text.replace("visits", "activities")
    found = [one for one in (ROOT / path, SOURCE / path) if one.exists()]
    assert [one.is_dir() for one in found] == [path.endswith("/")]


def test_the_code_names_pages_that_exist() -> None:
    named = {
        page
        for path in SOURCE.rglob("*.py")
        for page in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 3
    assert [page for page in sorted(named) if not (ROOT / page).is_file()] == []
