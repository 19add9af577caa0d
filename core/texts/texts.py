"""The sentences of one feature, by where they are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Texts:
    """Words by key. The group says who reads them where; a key stands in one group of one feature."""

    to_agents: Mapping[str, str] = field(default_factory=dict)
    """Told to one person, privately."""
    in_threads: Mapping[str, str] = field(default_factory=dict)
    """Notices that everybody in the chat's thread reads."""
    of_holding: Mapping[str, str] = field(default_factory=dict)
    """Why a text was not sent."""
    of_failing: Mapping[str, str] = field(default_factory=dict)
    """Why something could not be delivered; the end of a sentence."""
    on_cards: Mapping[str, str] = field(default_factory=dict)
    """On cards, prompts, forms and the Home page; needs no full stop."""
