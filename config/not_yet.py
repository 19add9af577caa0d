"""Settings that are read and checked, and that nothing obeys yet. The documentation says so of each.

Rule: whoever makes one work takes its line out here, in the same change.
"""

NOT_YET: frozenset[tuple[str, ...]] = frozenset()
"""Keys by their names; all that stands below one is meant too."""


def is_in_effect(names: tuple[str, ...]) -> bool:
    """Tell whether the bridge obeys a key."""
    return not any(names[:length] in NOT_YET for length in range(1, len(names) + 1))
