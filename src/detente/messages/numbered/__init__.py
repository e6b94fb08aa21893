"""The numbered notice: a message as officers print and read it, and read back without loss.

The form is described in docs/reference/numbered-text.md.
"""

from detente.messages.numbered.parsing import parse_numbered
from detente.messages.numbered.printing import format_numbered

__all__ = ["format_numbered", "parse_numbered"]
