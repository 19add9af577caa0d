"""Whose words stay with the agents."""

from collections.abc import Iterator

from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show who has private mode on."""
    if scene.conversation.private:
        yield Fact("Private mode", scene.people(sorted(scene.conversation.private)))
