"""The wrap-up card: everything to finish after a chat in one place, at the end of its thread.

Rules:
1. Rendered from the state each time it is shown, as the root card is.
2. It tells what was chosen and how far the form is, and repeats no answer: the thread is read by many.
3. When it ends by itself is told only where it will: with something missing it goes on.
"""

from dataclasses import dataclass

from core.conversation.after import Missing, missing
from core.conversation.model import Status, Timer
from core.features.activity_form import Filled
from core.features.card_buttons import button_for
from core.features.scene import Scene
from core.policy.dispositions import Disposition
from core.views import Button, Card, Fact, Tone

FINISH = "finish"
COMMANDS = (FINISH, "note", "transcript", "complete")
"""What can be clicked on it, in this order."""


@dataclass(frozen=True, slots=True)
class WrapUpScene:
    """What the card is rendered from: the chat, and what stands beside it."""

    scene: Scene
    filled: Filled | None = None
    notes: int = 0


def wrap_up_card(wrap_up: WrapUpScene) -> Card:
    """Render the card as the chat stands now."""
    scene = wrap_up.scene
    chat = scene.conversation
    status, tone = _status(scene)
    return Card(
        title=f"{scene.name('card_wrap_up_title')}: {chat.customer_name or 'Customer'}",
        summary=f"#{chat.number} {scene.queue.title}: {status}",
        tone=tone,
        status=status,
        facts=tuple(_facts(wrap_up)),
        buttons=_buttons(scene) if chat.status is Status.WRAP_UP else (),
        footnote=f"#{chat.number} · {scene.queue.title}",
    )


def titled(one: Disposition) -> str:
    """Name a disposition with its folders."""
    return " / ".join((*one.folder, one.title))


def disposition_of(scene: Scene) -> str:
    """Name what became of the chat; nothing where it is not known."""
    rule = scene.queue.dispositions
    found = rule.find(scene.conversation.disposition) if rule is not None else None
    return titled(found) if found is not None else ""


def what_is_missing(scene: Scene) -> str:
    """Name what the queue requires and the chat has not; nothing when all is there."""
    form = scene.queue.activity
    names = {
        Missing.DISPOSITION: scene.name("missing_disposition"),
        Missing.ACTIVITY: scene.name("missing_activity", form=form.title if form else ""),
    }
    return ", ".join(names[one] for one in missing(scene.conversation, scene.queue))


def _status(scene: Scene) -> tuple[str, Tone]:
    chat = scene.conversation
    if chat.is_open():
        return scene.name("card_wrap_up_over"), Tone.QUIET
    if chat.status is Status.HANDLED:
        return scene.name("card_wrap_up_done"), Tone.QUIET
    left = what_is_missing(scene)
    if left:
        return scene.name("card_wrap_up_left", what=left), Tone.WARN
    return scene.name("card_wrap_up_nothing_left"), Tone.GOOD


def _facts(wrap_up: WrapUpScene) -> list[Fact]:
    scene = wrap_up.scene
    chat, queue = scene.conversation, scene.queue
    facts: list[Fact] = []
    if queue.dispositions is not None:
        chosen = disposition_of(scene) or scene.name("card_disposition_none")
        facts.append(Fact(scene.name("card_disposition"), chosen))
    if queue.activity is not None:
        facts.append(Fact(queue.activity.title, _progress(wrap_up)))
    facts.append(Fact(scene.name("card_notes"), str(wrap_up.notes)))
    if chat.status is Status.WRAP_UP and Timer.WRAP_UP in chat.timers and not missing(chat, queue):
        facts.append(Fact(scene.name("card_wrap_up_until"), moment=chat.timers[Timer.WRAP_UP]))
    return facts


def _progress(wrap_up: WrapUpScene) -> str:
    """Tell how far the form is, and by whom; no answer of it."""
    scene, filled, form = wrap_up.scene, wrap_up.filled, wrap_up.scene.queue.activity
    if filled is None or form is None or filled.form != form.name:
        return scene.name("card_activity_none")
    if Missing.ACTIVITY in missing(scene.conversation, scene.queue):
        return scene.name("card_activity_part", agent=filled.agent)
    return scene.name("card_activity_whole", agent=filled.agent)


def _buttons(scene: Scene) -> tuple[Button, ...]:
    found = (scene.registry.get(name) for name in COMMANDS)
    there = [one for one in found if one is not None and one.available(scene.conversation) and one.fits(scene.queue)]
    return tuple(_button(scene, index, command.name) for index, command in enumerate(there))


def _button(scene: Scene, index: int, name: str) -> Button:
    command = scene.registry.find(name)
    made = button_for(command, scene)
    if index:
        return made
    return Button(made.label, made.command, made.conversation, made.values, "primary", made.asks, made.confirm)
