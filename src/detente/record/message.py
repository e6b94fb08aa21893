"""A message as the record takes it in: the document, who registered it where, and when."""

from __future__ import annotations

from dataclasses import dataclass

from detente.kernel.instants import Interval
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
    def told(self) -> Interval | None:
        """When the others were told, as far as it is known.

        A reconstructed message was never sent: what counts is the day of the public report, and where
        that is not known, nothing is (None).
        """
        origin = self.document.origin
        if origin.kind is not OriginKind.RECONSTRUCTED:
            return self.registered
        return origin.told_on.interval if origin.told_on else None
