"""Secure forms that the customer was asked for."""

from collections.abc import Iterator

from core.conversation.form import FormStage
from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show what is asked for and what waits to be opened."""
    for asked in scene.conversation.forms:
        key = "card_form_requested" if asked.stage is FormStage.REQUESTED else "card_form_received"
        yield Fact(scene.name("card_form"), scene.name(key, form=asked.title))
