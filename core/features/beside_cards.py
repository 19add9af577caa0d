"""Cards about a chat that stand beside its thread: a flag at the supervisors, a chat that waits in another place.

Rules:
1. Rendered from the state, like the root card; `words` are the reason or the note, read from the message as it is now.
2. What has become of it stays to be read; only what can still be done has buttons.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.conversation.model import Listening, Status
from core.features.scene import Scene
from core.ids import AgentId
from core.views import Button, Card, Fact, Tone


@dataclass(frozen=True, slots=True)
class Beside:
    """What such a card is rendered from: the chat, who asked or gave it away, in which words, and where it is."""

    scene: Scene
    agent: AgentId
    words: str = ""
    link: str = ""


def flag_card(about: Beside) -> Card:
    """Render a flag: who asks for help, with which words, who follows the chat already, and how to help."""
    scene, chat = about.scene, about.scene.conversation
    is_up = chat.flag is not None and chat.flag.agent == about.agent
    title = scene.name("flag_title" if is_up else "flag_title_past", agent=about.agent)
    status, tone = scene.name("flag_down"), Tone.QUIET
    if is_up:
        helpers = [seat.agent for seat in chat.participants if seat.listening or seat.agent != chat.owner]
        status = scene.name("flag_followed" if helpers else "flag_up")
        tone = Tone.WARN if helpers else Tone.BAD
    elif not chat.is_open():
        status = scene.name("flag_over")
    return Card(
        title=title,
        summary=f"{title}: #{chat.number} {scene.queue.title}",
        tone=tone,
        status=status,
        facts=(*_facts(about), *_flag_facts(about)),
        quote=about.words,
        buttons=_ways_in(about) if is_up else (),
        footnote=f"#{chat.number} · {scene.queue.title} · {scene.channel()}",
        link=about.link if chat.is_open() else "",
    )


def _ways_in(about: Beside) -> tuple[Button, ...]:
    chat = about.scene.conversation.id
    return (
        Button("Monitor", "monitor", chat),
        Button("Coach", "coach", chat, style="primary"),
        Button("Barge in", "barge", chat),
    )


def _facts(about: Beside) -> Iterator[Fact]:
    yield Fact("Customer", about.scene.conversation.customer_name or "Customer")
    yield Fact("Queue", about.scene.queue.title)


def _flag_facts(about: Beside) -> Iterator[Fact]:
    chat = about.scene.conversation
    if chat.flag is not None:
        yield Fact("Asked", moment=chat.flag.at)
    for how, label in ((Listening.MONITOR, "Monitoring"), (Listening.COACH, "Coaching")):
        found = [seat.agent for seat in chat.participants if seat.listening is how]
        if found:
            yield Fact(label, about.scene.people(found))


def waits_card(about: Beside) -> Card:
    """Render a chat that was given to a queue whose agents look at this place; it is taken from here."""
    scene, chat = about.scene, about.scene.conversation
    waits = chat.transfer is not None and chat.status in (Status.QUEUED, Status.OFFERED)
    title = scene.name("waits_title", agent=about.agent)
    if waits:
        status, tone = scene.name("card_waiting"), Tone.WARN
    elif chat.status is Status.ACTIVE:
        status, tone = scene.name("waits_taken", agent=chat.owner), Tone.GOOD
    else:
        status, tone = scene.name("flag_over"), Tone.QUIET
    return Card(
        title=title,
        summary=f"{title}: #{chat.number} {scene.queue.title}",
        tone=tone,
        status=status,
        facts=tuple(_facts(about)),
        quote=about.words,
        buttons=(Button("Accept", "accept", chat.id, style="primary"),) if waits else (),
        footnote=f"#{chat.number} · {scene.queue.title} · {scene.channel()}",
        link=about.link,
    )
