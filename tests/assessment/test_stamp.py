"""Findings are put together by a short cut; it must do what the class itself does."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from detente.assessment.finding import Finding, FindingState, Gap, Missing
from detente.assessment.stamp import stamp_of
from detente.assessment.standing import Standing


def test_the_short_cut_is_the_constructor(build, at):
    provision = build.notify(build.when(), None)
    due, changes_at = at("2030-05-01"), at("2030-05-02")
    gaps = (Gap(Missing.AREA, "x"),)
    standing = Standing(FindingState.DUE, due, changes_at, gaps, "declined")
    made = stamp_of("toy", provision, "notification").mark("M", standing, "XA", "XB", ("R",), (), ("C",))
    assert made == Finding(
        agreement="toy",
        provision=provision.id,
        kind=provision.kind,
        article=provision.article,
        step="notification",
        bearer="XA",
        other="XB",
        about="M",
        state=FindingState.DUE,
        due=due,
        changes_at=changes_at,
        margins=(),
        gaps=gaps,
        messages=("R",),
        evidence=provision.evidence,
        silence="declined",
        counterparts=("C",),
    )
    assert all(hasattr(made, field.name) for field in fields(Finding))
    with pytest.raises(FrozenInstanceError):
        made.state = FindingState.MET
