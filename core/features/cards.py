"""A chat's root card and an agent's offer card, rendered from the state.

Rules:
1. The same state gives the same card; nothing is read from what was shown before.
2. Times are given as moments, so that the client renders them and no update ticks.
3. The only words of the customer's here are the first words, and they are cleared when they are masked.
"""

from typing import assert_never

from core.conversation.effects import OfferOutcome
from core.conversation.model import EndedBy, Status
from core.features.card_buttons import card_buttons
from core.features.card_facts import offer_facts, root_facts
from core.features.scene import OfferScene, Scene
from core.routing.queues import OfferMode
from core.views import Button, Card, Tone

__all__ = ["OfferScene", "Scene", "offer_card", "root_card"]


def root_card(scene: Scene) -> Card:
    """Render the card at the head of a chat's thread."""
    chat = scene.conversation
    status, tone = _status(scene)
    return Card(
        title=chat.customer_name or "Customer",
        summary=f"#{chat.number} {scene.queue.title}: {status}",
        tone=tone,
        status=status,
        facts=root_facts(scene),
        quote=chat.first_words,
        buttons=card_buttons(scene),
        footnote=f"#{chat.number} · {scene.queue.title} · {scene.channel()}",
    )


def _status(scene: Scene) -> tuple[str, Tone]:
    chat = scene.conversation
    match chat.status:
        case Status.BOT:
            return scene.name("card_bot"), Tone.PLAIN
        case Status.NEW | Status.QUEUED if chat.waits_for_opening():
            return scene.name("card_request"), Tone.QUIET
        case Status.NEW | Status.QUEUED:
            return scene.name("card_waiting"), Tone.WARN
        case Status.OFFERED:
            offer = chat.offer
            if offer is not None and offer.mode is OfferMode.RING:
                return scene.name("card_ringing", agent=offer.agents[0]), Tone.WARN
            return scene.name("card_offered"), Tone.WARN
        case Status.ACTIVE:
            if chat.hold is not None:
                key = "card_coming_back" if chat.hold.wrote else "card_on_hold"
                return scene.name(key, agent=chat.hold.agent), Tone.WARN if chat.hold.wrote else Tone.QUIET
            return scene.name(_ACTIVE_WORDS[chat.silence], agent=chat.owner), _ACTIVE_TONES[chat.silence]
        case Status.WRAP_UP:
            return f"{scene.name('card_wrap_up')} · {_ended(scene)}", Tone.QUIET
        case Status.HANDLED:
            return f"{scene.name('card_handled')} · {_ended(scene)}", Tone.QUIET
        case _:
            assert_never(chat.status)


_ACTIVE_TONES = (Tone.GOOD, Tone.WARN, Tone.BAD)
_ACTIVE_WORDS = ("card_active", "card_waits_long", "card_waits_too_long")
"""Of a running chat, by how many thresholds its customer has waited past."""


def _ended(scene: Scene) -> str:
    by = scene.conversation.ended_by or EndedBy.AGENT
    return scene.name(f"card_ended_{by.value}")


def offer_card(offer: OfferScene, winner: str = "", link: str = "") -> Card:
    """Render an agent's private offer: open with its deadline, or closed with what became of it.

    `link` leads to the chat's thread; it stays as long as the agent may still have something to do there. `note` is
    what whoever handed the chat over says about it.
    """
    scene, outcome = offer.scene, offer.outcome
    chat = scene.conversation
    title = scene.name("offer_title") if outcome is None else scene.name(f"offer_{outcome.value}", winner=winner)
    buttons: tuple[Button, ...] = ()
    if outcome is None:
        buttons = (
            Button("Accept", "accept", chat.id, style="primary"),
            Button("Reject", "reject", chat.id),
        )
    return Card(
        title=title,
        summary=f"{title}: {chat.customer_name or 'Customer'}, {scene.queue.title}, Q {offer.waited()}",
        tone=_OFFER_TONES.get(outcome, Tone.QUIET),
        facts=offer_facts(offer),
        quote=chat.first_words,
        buttons=buttons,
        footnote=f"#{chat.number} · {scene.channel()}",
        link=link if outcome in _OFFER_TONES else "",
    )


_OFFER_TONES = {None: Tone.WARN, OfferOutcome.ACCEPTED: Tone.GOOD}
"""Of an offer that still matters to its agent: open, or won."""
