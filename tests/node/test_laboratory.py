"""The shelf of drills: whole, folded once, and folded again when something was told."""

from __future__ import annotations
