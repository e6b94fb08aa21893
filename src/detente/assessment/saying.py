"""A finding in one line, as scenarios expect it: whole, but for what the agreement itself fixes.

For comparing, not for officers: those read ``wording.py``, in their language.
"""

from __future__ import annotations

from detente.assessment.finding import Finding, Margin
from detente.kernel.instants import SECOND, Instant, format_instant
from detente.messages.values import Amount, Qualifier


def say(finding: Finding) -> str:
    """``KZ, invitation towards CN: met; by 2024-07-02; personnel 36000 of 35000``.

    What is owed in a year names it: ``KZ, return for 2031: missed; by 2030-12-15``.
    """
    towards = f" towards {finding.other}" if finding.other else ""
    year = "" if finding.year is None else f" for {finding.year}"
    parts = [f"{finding.bearer}, {finding.step}{towards}{year}: {finding.state.value}"]
    if finding.due:
        parts.append(f"by {_day(finding.due)}")
    if finding.said:
        parts.append(finding.said.value.replace("-", " "))
    if finding.silence:
        parts.append(f"silence means {finding.silence}")
    parts += [_say_margin(margin) for margin in finding.margins]
    parts += [f"not known: {gap.what.value} of {gap.about}" for gap in finding.gaps]
    return "; ".join(parts)


def _say_margin(margin: Margin) -> str:
    needed = "?" if margin.needed is None else margin.needed
    near = " (near)" if margin.near else ""
    return f"{margin.measure} {_say_amount(margin.declared)} of {needed}{near}"


def _say_amount(amount: Amount | None) -> str:
    if amount is None:
        return "?"
    claim = "" if amount.qualifier is Qualifier.EXACT else f"{amount.qualifier.value} "
    return f"{claim}{amount.value}"


def _day(due: Instant) -> str:
    """The day alone where the deadline is its last second."""
    ends_a_day = (due + SECOND).date() != due.date()
    return f"{due:%Y-%m-%d}" if ends_a_day else format_instant(due)
