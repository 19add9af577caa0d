"""How long the chat waits, and for whom it rings."""

from collections.abc import Iterable, Iterator

from core.conversation.model import Conversation, Status
from core.features.scene import OfferScene, Scene
from core.ids import QueueId
from core.routing.queues import OfferMode
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show since when it waits, before which others it goes, and until when it rings."""
    chat = scene.conversation
    if chat.status in (Status.QUEUED, Status.OFFERED) and chat.queued_at:
        yield Fact("Waiting since", moment=chat.queued_at)
        if chat.overflow:
            yield Fact("Also asked", _titles(scene, chat.overflow))
    if chat.offer is not None and chat.offer.mode is OfferMode.RING:
        yield Fact("Rings until", moment=chat.offer.until)
    yield from _priority(chat)


def _titles(scene: Scene, queues: Iterable[QueueId]) -> str:
    known = scene.directory.queues
    return ", ".join(known[queue].title if queue in known else queue for queue in queues)


def _priority(chat: Conversation) -> Iterator[Fact]:
    if chat.priority > 0:
        yield Fact("Priority", str(chat.priority))


def on_offer(offer: OfferScene) -> Iterator[Fact]:
    """Show who waits where, how long by now, and until when to answer."""
    chat = offer.scene.conversation
    yield Fact("Customer", chat.customer_name or "Customer")
    yield Fact("Queue", offer.scene.queue.title)
    yield Fact("Waited", f"Q {offer.waited()}")
    yield from _priority(chat)
    if offer.outcome is None and chat.offer is not None:
        yield Fact("Answer until", moment=chat.offer.until)
