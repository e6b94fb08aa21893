"""Every field of a finding, put in its place."""

from __future__ import annotations

from detente.assessment.finding import Finding, FindingState, Gap, Missing
from detente.assessment.stamp import stamp_of
from detente.assessment.standing import Standing


def test_a_stamp_puts_every_field_in_its_place(build, at):
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
