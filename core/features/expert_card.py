"""The card at the head of an expert's talk about a chat: what it is about, and whom their words reach.

Rules:
1. Rendered from the state each time: who is asked, who takes part, and which mode holds can't be misread.
2. Nothing of what was said stands here but what the inviter wrote for the expert; the history comes behind the card.
3. What is over has no buttons.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.conversation.expert import Expert, ExpertMode, ExpertOutcome
from core.conversation.model import Invitation
from core.features.scene import Scene
from core.ids import InvitationId
from core.views import Button, Card, Fact, Tone


@dataclass(frozen=True, slots=True)
class ExpertScene:
    """What the card is rendered from: the chat, which of its experts, and what became of it when it is over."""

    scene: Scene
    id: InvitationId
    outcome: ExpertOutcome | None = None
    note: str = ""
    """What the inviter wrote for the expert."""
    threads: bool = True
    """Whether what belongs to the chat is told by its thread; else by quoting."""


def expert_card(about: ExpertScene) -> Card:
    """Render the card: asked, taking part, or over."""
    scene, chat = about.scene, about.scene.conversation
    title = scene.name("expert_chat", number=chat.number, customer=chat.customer_name or "Customer")
    asked, here = _asked(about), _here(about)
    if here is not None:
        status, tone = scene.name("expert_here"), Tone.GOOD
        buttons: tuple[Button, ...] = (Button("Leave", "leave", chat.id),)
    elif asked is not None and asked.call is not None:
        status, tone = scene.name("expert_asks", by=asked.by), Tone.WARN
        shown = {"mode": asked.call.mode.value}
        buttons = (
            Button("Join", "accept", chat.id, shown, style="primary"),
            Button("Decline", "reject", chat.id),
        )
    else:
        status, tone = scene.name(f"expert_over_{(about.outcome or ExpertOutcome.ENDED).value}"), Tone.QUIET
        buttons = ()
    return Card(
        title=title,
        summary=f"{title}: {status}",
        tone=tone,
        status=status,
        facts=tuple(_facts(about, here, asked)),
        buttons=buttons,
        footnote=scene.name("expert_reply" if about.threads else "expert_reply_quoting") if here is not None else "",
    )


def _facts(about: ExpertScene, here: Expert | None, asked: Invitation | None) -> Iterator[Fact]:
    scene, chat = about.scene, about.scene.conversation
    mode = here.mode if here is not None else asked.call.mode if asked is not None and asked.call is not None else None
    if mode is not None:
        yield Fact("Your words", how(scene, mode))
    yield Fact("Service", scene.queue.title)
    if chat.participants:
        yield Fact("Agents", scene.people(seat.agent for seat in chat.participants if seat.listening is None))
    if about.note and (here is not None or asked is not None):
        yield Fact("Note", about.note)


def how(scene: Scene, mode: ExpertMode) -> str:
    """Say whom an expert's words reach."""
    return scene.name(f"expert_how_{mode.value}")


def _here(about: ExpertScene) -> Expert | None:
    if about.outcome is not None:
        return None
    return next((one for one in about.scene.conversation.experts if one.id == about.id), None)


def _asked(about: ExpertScene) -> Invitation | None:
    asked = about.scene.conversation.invitation
    return asked if about.outcome is None and asked is not None and asked.id == about.id else None
