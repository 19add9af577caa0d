"""What the customer is told by itself at each turn, per language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True, slots=True)
class AutomaticMessages:
    """One sentence a turn; None says nothing."""

    welcome: str | None = None
    waiting: str | None = None
    agent_joined: str | None = None
    transferred: str | None = None
    ended: str | None = None
    out_of_hours: str | None = None
    inactive: str | None = None
    masked: str | None = None
    moved: str | None = None
    moved_here: str | None = None
    languages: Mapping[str, "AutomaticMessages"] = field(default_factory=dict)
    """The same in other languages, by tag in small letters; what is None there is said as it stands here."""

    def in_language(self, tag: str) -> "AutomaticMessages":
        """Give the sentences for a language: of `de-AT` those of de-at, else of de, else these."""
        wanted = tag.lower().replace("_", "-")
        while wanted:
            if other := self.languages.get(wanted):
                said = {one.name: getattr(other, one.name) for one in fields(other) if one.name != "languages"}
                return replace(self, **{name: words for name, words in said.items() if words is not None})
            wanted = wanted.rpartition("-")[0]
        return self
