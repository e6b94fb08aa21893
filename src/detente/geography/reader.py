"""The one reader of geography: the files that ship with the program."""

from __future__ import annotations

from importlib.resources import files

from detente.geography.borders import BorderSet, parse_borders
from detente.geography.picture import Picture, parse_picture

_SAMPLE = "borders-natural-earth-50m.json"
_PICTURE = "picture.json"


def read_sample_borders() -> BorderSet:
    """Natural Earth's lines: a sample that no state has agreed to, good to 15 km."""
    return parse_borders(_read(_SAMPLE))


def read_picture() -> Picture:
    """The picture of Eurasia that lies under every map."""
    return parse_picture(_read(_PICTURE))


def _read(name: str) -> bytes:
    return (files("detente.geography") / "data" / name).read_bytes()
