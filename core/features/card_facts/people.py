"""Who is in the chat and how, who is invited, who asks for help, and from whom it came."""

from collections.abc import Iterator

from core.conversation.expert import Expert
from core.conversation.model import Listening, Participant
from core.features.scene import OfferScene, Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show who is here, where it is more than one; who may come; who asks for help; who gave the chat away."""
    chat = scene.conversation
    if len(chat.participants) > 1:
        yield Fact("Here", ", ".join(_seated(scene, seat) for seat in chat.participants))
    if chat.experts:
        yield Fact("Experts", ", ".join(_helping(scene, one) for one in chat.experts))
    if chat.invitation is not None:
        yield Fact("Invited", scene.people((chat.invitation.agent,)))
    if chat.flag is not None:
        yield Fact("Asks for help", scene.people((chat.flag.agent,)))
    if chat.transfer is not None:
        yield Fact("Handed over by", scene.people((chat.transfer.by,)))


def on_offer(offer: OfferScene) -> Iterator[Fact]:
    """Show who gave the chat away."""
    given = offer.scene.conversation.transfer
    if given is not None and offer.outcome is None:
        yield Fact("Handed over by", offer.scene.people((given.by,)))
        if offer.note:
            yield Fact("Note", offer.note)


def _helping(scene: Scene, expert: Expert) -> str:
    return f"{scene.people((expert.agent,))} ({expert.mode.value})"


def _seated(scene: Scene, seat: Participant) -> str:
    name = scene.people((seat.agent,))
    if seat.listening is not None:
        return f"{name} ({scene.name(_LISTENING[seat.listening])})"
    return f"{name} ({scene.name('seat_masked')})" if seat.masked else name


_LISTENING = {Listening.MONITOR: "seat_monitor", Listening.COACH: "seat_coach"}
