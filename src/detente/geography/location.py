"""The three answers to "does it lie in the zone?"."""

from __future__ import annotations

from enum import StrEnum


class Location(StrEnum):
    """Inside or outside for certain; uncertain where line or position are not known well enough."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNCERTAIN = "uncertain"

    @property
    def code(self) -> int:
        """The answer as it stands in arrays of many: 0 outside, 1 inside, 2 uncertain."""
        return _CODES[self]


_CODES = {Location.OUTSIDE: 0, Location.INSIDE: 1, Location.UNCERTAIN: 2}
