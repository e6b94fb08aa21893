"""A message as the record takes it in: the document, who registered it where, and when."""

from __future__ import annotations

from dataclasses import dataclass

from detente.kernel.instants import FIRST_INSTANT, Interval
from detente.messages.document import Document, OriginKind


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A document whose proof this node has verified.

    ``index`` is its place in the sender's log. ``registered`` is the interval in which the log shows it
    to have been registered (a single claimed instant until witnesses sign; see docs/explanation/time.md).
    """

    document: Document
    index: int
    registered: Interval

    @property
    def told(self) -> Interval:
        """When the others were told, as far as it is known.

        A message rebuilt from reports shows only that they knew by the day of the first report, or, where
        none is known, by the time it was registered here. They may have been told long before.
        """
        origin = self.document.origin
        if origin.kind is not OriginKind.RECONSTRUCTED:
            return self.registered
        known_by = [self.registered.latest]
        if origin.told_on is not None:
            known_by.append(origin.told_on.interval.latest)
        return Interval(FIRST_INSTANT, min(known_by))
