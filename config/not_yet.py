"""Settings that are read and checked, and that nothing obeys yet. The documentation says so of each.

Rule: whoever makes one work takes its line out here, in the same change.
"""

NOT_YET: frozenset[tuple[str, ...]] = frozenset(
    {
        ("agents", "languages"),
        ("agents", "skills"),
        ("bots",),
        ("brake",),
        ("canned",),
        ("dispositions",),
        ("forms",),
        ("hours",),
        ("knowledge",),
        ("pages",),
        ("queues", "activity"),
        ("queues", "agent_choice"),
        ("queues", "agent_gone"),
        ("queues", "bot"),
        ("queues", "brake"),
        ("queues", "clean_up"),
        ("queues", "disposition"),
        ("queues", "hold"),
        ("queues", "hours"),
        ("queues", "inactivity"),
        ("queues", "knowledge"),
        ("queues", "messages", "inactive"),
        ("queues", "messages", "languages"),
        ("queues", "messages", "out_of_hours"),
        ("queues", "offline"),
        ("queues", "overflow"),
        ("queues", "preview_files"),
        ("queues", "priority"),
        ("queues", "push_pages"),
        ("queues", "silence"),
        ("queues", "survey"),
        ("replacements",),
        ("teams",),
    }
)
"""Keys by their names; all that stands below one is meant too."""


def is_in_effect(names: tuple[str, ...]) -> bool:
    """Tell whether the bridge obeys a key."""
    return not any(names[:length] in NOT_YET for length in range(1, len(names) + 1))
