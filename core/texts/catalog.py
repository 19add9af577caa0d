"""The sentences of all features, joined. A new feature adds its import and its line in `FEATURES`."""

from collections.abc import Iterable, Mapping

from core.texts import (
    after,
    asking,
    bans,
    before,
    canned,
    commands,
    customers,
    delivering,
    ending,
    experts,
    first,
    floor,
    holding_back,
    home,
    inactivity,
    masking,
    past,
    routing,
    secure_forms,
    sign_in,
    supervising,
    taking,
    talking,
    templates,
    together,
    transcripts,
    you,
)
from core.texts.texts import Texts

FEATURES: tuple[Texts, ...] = (
    past.TEXTS,
    inactivity.TEXTS,
    masking.TEXTS,
    after.TEXTS,
    canned.TEXTS,
    asking.TEXTS,
    bans.TEXTS,
    before.TEXTS,
    commands.TEXTS,
    customers.TEXTS,
    delivering.TEXTS,
    ending.TEXTS,
    experts.TEXTS,
    first.TEXTS,
    floor.TEXTS,
    holding_back.TEXTS,
    home.TEXTS,
    supervising.TEXTS,
    routing.TEXTS,
    secure_forms.TEXTS,
    sign_in.TEXTS,
    taking.TEXTS,
    talking.TEXTS,
    templates.TEXTS,
    together.TEXTS,
    transcripts.TEXTS,
    you.TEXTS,
)
"""The sentences of each feature."""


def joined(groups: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Give the words of all groups.

    Raises:
        ValueError: a key stands in two of them.
    """
    together: dict[str, str] = {}
    for group in groups:
        twice = sorted(together.keys() & group.keys())
        if twice:
            detail = f"the sentences {twice} stand in core/texts twice: give one of them another key"
            raise ValueError(detail)
        together |= group
    return together


TO_AGENTS = joined(texts.to_agents for texts in FEATURES)
IN_THREADS = joined(texts.in_threads for texts in FEATURES)
OF_HOLDING = joined(texts.of_holding for texts in FEATURES)
OF_FAILING = joined(texts.of_failing for texts in FEATURES)
ON_CARDS = joined(texts.on_cards for texts in FEATURES)
TEMPLATES = joined((TO_AGENTS, IN_THREADS, OF_HOLDING, OF_FAILING, ON_CARDS))
