"""Rows for an expert's talk about a chat, in their personal chat with the bot.

Rules:
1. Everything is rendered when it is sent: who may read a message is asked once more, and what is masked is masked.
2. A talk that is over is shown nothing new; what is changed or deleted follows into it all the same.
3. Where personal chats have no threads, each post says of which chat it is.
"""

from dataclasses import replace
from functools import partial
from typing import assert_never

from sqlalchemy import Connection

from bridge.delivery import aside_jobs as jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.delivery.fetching import fetched
from bridge.delivery.posts import post_of
from bridge.store import deliveries, messages
from bridge.store.asides import AsideRow
from bridge.store.outbox import OutboxRow
from core.capabilities import Support, needs_fetching
from core.conversation.expert import sees
from core.conversation.model import Conversation
from core.errors import Permanent
from core.features.expert_card import ExpertScene, expert_card
from core.features.history import together
from core.features.masked import masked_parts
from core.features.scene import Scene
from core.ids import MessageId
from core.messages import Message, Text, excerpt
from core.ports import AgentDesk, ChangesPosts, HostsExperts
from core.sentences import say
from core.views import Card, Post, Tone

NOTE = 500
"""How much of what the inviter wrote stands on the card, in characters; all of it comes with the history."""

HEADING = 24
"""How much of a customer's name heads each post, in characters: an author's name stands behind it."""


async def to_aside(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.AsideJob) -> Result:
    """Carry a row to an expert. Raises `DeliveryFailed`."""
    aside = seen.aside
    if aside is None:
        return None
    match job:
        case jobs.OpenAsideJob():
            return await _open(courier, row, desk, seen, aside)
        case jobs.AsideCardJob():
            if aside.card is not None:
                await desk.update_card(aside.card, await _card(courier, desk, seen, aside), row.key)
            return None
        case jobs.AsidePostJob():
            return await _post(courier, row, desk, seen, job)
        case jobs.AsideNoticeJob(sentence=sentence):
            if aside.thread is None or aside.outcome is not None:
                return None
            words = Text(_numbered(desk, _chat(seen), courier.office.words(sentence)))
            return await desk.post(aside.thread, Post(row.key, (words,), tone=Tone.WARN))
        case jobs.AsideChangeJob():
            return await _change(courier, row, desk, seen, job)
        case _:
            assert_never(job)


async def _open(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, aside: AsideRow) -> Result:
    """Open the talk, unless nobody is asked any more."""
    if aside.outcome is not None:
        return None
    if not isinstance(desk, HostsExperts):
        raise Permanent("the desk has no personal chats for experts", reason=say("fail_no_experts"))
    return await desk.open_aside(aside.person, await _card(courier, desk, seen, aside), row.key)


async def _card(courier: Courier, desk: AgentDesk, seen: Seen, aside: AsideRow) -> Card:
    chat = _chat(seen)
    if seen.queue is None:
        raise Permanent("the queue is gone")
    scene = Scene(chat, seen.queue, courier.office.directory(), courier.office.registry)
    asked = chat.invitation
    note = asked.call.note if asked is not None and asked.call is not None else None
    words = await courier.database.read(lambda conn: _words(conn, note))
    return expert_card(ExpertScene(scene, aside.invitation, aside.outcome, words, threads=_has_threads(desk)))


def _words(conn: Connection, note: MessageId | None) -> str:
    message = messages.get(conn, note) if note is not None else None
    return excerpt(masked_parts(message), NOTE) if message is not None and not message.deleted else ""


async def _post(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.AsidePostJob) -> Result:
    """Post one message, or several together: what the expert may read of them by now."""
    aside, chat = seen.aside, _chat(seen)
    if aside is None or aside.thread is None or aside.outcome is not None:
        return None
    found = await courier.database.read(lambda conn: _readable(conn, job, aside))
    if not found:
        return None
    ready = [await fetched(courier, chat, one) if needs_fetching(one.parts) else one for one in found]
    return await desk.post(aside.thread, _rendered(courier, desk, chat, ready, row.key))


def _readable(conn: Connection, job: jobs.AsidePostJob, aside: AsideRow) -> list[Message]:
    known = (messages.get(conn, one) for one in job.messages)
    return [one for one in known if one is not None and not one.deleted and sees(aside.expert, one)]


def _rendered(courier: Courier, desk: AgentDesk, chat: Conversation, found: list[Message], key: str) -> Post:
    """Render a message as itself, and several as what was said so far."""
    if len(found) == 1:
        one = found[0]
        post = post_of(courier, chat, replace(one, parts=masked_parts(one)), key, for_expert=True)
        heading = heading_of(desk, chat)
        return replace(post, author=f"{heading} · {post.author or ''}") if heading else post
    so_far, heading = courier.office.words(say("expert_so_far", number=chat.number)), heading_of(desk, chat)
    author = f"{heading} · {so_far}" if heading else so_far
    text = together(found, chat.customer_name or "Customer")
    gone = all(one.deleted for one in found)
    return Post(key, (text,), author=author, message=found[0].id, deleted=gone)


async def _change(courier: Courier, row: OutboxRow, desk: AgentDesk, seen: Seen, job: jobs.AsideChangeJob) -> Result:
    """Show a message's copies anew, with those that stand in the same posts."""
    aside, chat = seen.aside, _chat(seen)
    if aside is None or not isinstance(desk, ChangesPosts):
        return None
    for ref, beside in await courier.database.read(lambda conn: deliveries.beside(conn, job.message, aside.place)):
        found = await courier.database.read(partial(messages.many, ids=beside))
        shown = [one for one in found if one.deleted or sees(aside.expert, one)]
        if shown:
            await desk.change(ref, _rendered(courier, desk, chat, shown, row.key))
    return None


def _chat(seen: Seen) -> Conversation:
    if seen.chat is None:
        raise Permanent("the conversation is gone")
    return seen.chat


def _has_threads(desk: AgentDesk) -> bool:
    return desk.capabilities().personal_threads >= Support.PARTIAL


def headed(desk: AgentDesk, chat: Conversation, words: str) -> str:
    """Say of which chat words are, where the place doesn't."""
    heading = heading_of(desk, chat)
    return f"{heading}: {words}" if heading else words


def _numbered(desk: AgentDesk, chat: Conversation, words: str) -> str:
    """Likewise, without the customer's name: notices are not shown anew when it is masked."""
    return words if _has_threads(desk) else f"#{chat.number}: {words}"


def heading_of(desk: AgentDesk, chat: Conversation) -> str:
    """Name a chat in few words; nothing where its thread does."""
    return "" if _has_threads(desk) else named(chat)


def named(chat: Conversation) -> str:
    """Name a chat in few words, its number first."""
    name = chat.customer_name or "Customer"
    short = name if len(name) <= HEADING else f"{name[:HEADING].rstrip()}…"
    return f"#{chat.number} {short}"
