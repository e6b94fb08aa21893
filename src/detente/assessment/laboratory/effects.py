"""What agreements mean for activities: who is told, who observes, what is limited."""

from __future__ import annotations

from enum import StrEnum

from detente.agreements.model import Duty, Notify, Restrain
from detente.assessment.laboratory.knobs import Computed
from detente.assessment.laboratory.limits import is_in_number


class Effect(StrEnum):
    """What an agreement asks, allows or limits about an activity.

    ``restrained``: it is not to be held; ``counted``: it counts towards a limit in number.
    """

    TOLD = "told"
    MAY_BE_TOLD = "may-be-told"
    OBSERVED = "observed"
    MAY_BE_OBSERVED = "may-be-observed"
    RESTRAINED = "restrained"
    COUNTED = "counted"

    @property
    def is_told(self) -> bool:
        """Whether it is a matter of telling or inviting in time."""
        return self not in (Effect.RESTRAINED, Effect.COUNTED)


def effect_of(provision: Computed) -> Effect:
    """What a provision asks, allows or limits."""
    if isinstance(provision, Restrain):
        return Effect.COUNTED if is_in_number(provision) else Effect.RESTRAINED
    voluntary = provision.duty is Duty.MAY
    if isinstance(provision, Notify):
        return Effect.MAY_BE_TOLD if voluntary else Effect.TOLD
    return Effect.MAY_BE_OBSERVED if voluntary else Effect.OBSERVED
