"""Every verb of the topics, by its name. A new topic: a module like the others, and its line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.agreements.sentences import (
    activities,
    changes,
    disclosures,
    events,
    forces,
    meetings,
    observation,
    quotas,
    requests,
    returns,
    visits,
    visits_held,
)
from detente.agreements.sentences.verbs import Verb

VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        verb.name: verb
        for topic in (
            activities,
            observation,
            requests,
            returns,
            events,
            forces,
            visits,
            visits_held,
            quotas,
            meetings,
            disclosures,
            changes,
        )
        for verb in topic.VERBS
    }
)
