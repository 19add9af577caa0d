"""What happens in Teams alone: Microsoft signs with keys that it changes."""

from tests.scenarios.world import World


def rotates_keys(world: World) -> None:
    """Let Microsoft sign with another key from now on, and publish the old one no longer."""
    world.playground.teams.rotate_keys()
