"""Why agents are Not Ready, where an installation has a list of it."""

from dataclasses import dataclass

BESIDE = ": "
"""Between a reason and the words beside it."""


@dataclass(frozen=True, slots=True)
class Absence:
    """The reasons to choose from, and whether words of one's own do as well."""

    reasons: tuple[str, ...] = ()
    own_words: bool = True

    @property
    def must_choose(self) -> bool:
        """Tell whether a reason of the list has to be given."""
        return bool(self.reasons) and not self.own_words

    def find(self, words: str) -> str | None:
        """Give the reason that words mean: by its name, or the beginning of one alone. None where it is not clear."""
        wanted = words.casefold()
        named = next((one for one in self.reasons if one.casefold() == wanted), None)
        begins = [one for one in self.reasons if wanted and one.casefold().startswith(wanted)]
        return named or (begins[0] if len(begins) == 1 else None)

    def named_in(self, note: str) -> str | None:
        """Give the reason with which a note begins; words of somebody's own are none."""
        return next((one for one in self.reasons if note == one or note.startswith(f"{one}{BESIDE}")), None)
