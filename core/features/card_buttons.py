"""What can be clicked on a chat's root card.

Rules:
1. At most four buttons stand open, in the catalogue's order; whatever else can be done in the chat is behind “More…”.
2. Everybody in the thread sees the same card: whether this person may do it is answered when they click.
"""

from functools import lru_cache
from typing import Literal

from core.commands.model import CardPlace, Command, Scope, Surface
from core.commands.registry import Registry
from core.features.scene import Scene
from core.views import Button, ButtonGroup

MAIN_BUTTONS = 4
"""How many buttons stand open on the root card; the rest are behind “More…”."""

MORE = "actions"
"""The command that shows the rest."""


def card_buttons(scene: Scene) -> tuple[Button, ...]:
    """Give the buttons of the root card as the chat stands now."""
    chat = scene.conversation
    there = _fit_for_card(scene.registry)
    fitting = [command for command in there if command.available(chat) and command.fits(scene.queue)]
    main = [command for command in fitting if command.card is CardPlace.MAIN][:MAIN_BUTTONS]
    more = scene.registry.get(MORE)
    if more is not None and len(fitting) > len(main):
        main.append(more)
    return tuple(button_for(command, scene) for command in main)


@lru_cache(maxsize=8)
def _fit_for_card(registry: Registry) -> tuple[Command, ...]:
    """Give the commands that may stand on a card at all; the same for every chat of an installation."""
    return tuple(
        command
        for command in registry
        if Surface.BUTTON in command.surfaces
        and command.scope in (Scope.CONVERSATION, Scope.PERHAPS)
        and command.card is not CardPlace.ELSEWHERE
    )


def button_for(command: Command, scene: Scene) -> Button:
    """Make a command's button for a chat."""
    style: Literal["plain", "primary", "danger"] = (
        "danger" if command.danger else "primary" if command.name == "accept" else "plain"
    )
    return Button(
        label=command.button_label(),
        command=command.name,
        conversation=scene.conversation.id,
        style=style,
        asks=command.form is not None or any(arg.required for arg in command.args),
        confirm=command.question(scene.conversation),
    )


def grouped(commands: tuple[Command, ...], scene: Scene) -> tuple[ButtonGroup, ...]:
    """Give commands as buttons under the titles of their sections."""
    sections = dict.fromkeys(command.section for command in commands)
    return tuple(
        ButtonGroup(
            section.value, tuple(button_for(command, scene) for command in commands if command.section is section)
        )
        for section in sections
    )
