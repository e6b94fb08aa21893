"""What a finding is about, by name and page: a drill by its name, another matter by its number, or a year."""

from __future__ import annotations

from detente.kernel.languages import Language, Text, same_text
from detente.node.findings import OpenDuty
from detente.record.activities import Activity
from detente.web import urls


def matter_name(duty: OpenDuty) -> Text:
    """What it is called."""
    matter = duty.matter
    if matter is None:
        return same_text(str(duty.finding.year or ""))
    if isinstance(matter, Activity) and matter.name is not None:
        name = matter.name
        return Text(*(name.in_(language) for language in Language))
    return same_text(matter.id)


def matter_path(duty: OpenDuty) -> str:
    """The page that tells more of it."""
    matter = duty.matter
    if matter is None:
        return urls.provision(duty.finding.agreement, duty.finding.provision)
    return urls.activity(matter.id) if isinstance(matter, Activity) else urls.message(matter.reference)
