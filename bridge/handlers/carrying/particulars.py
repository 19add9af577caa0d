"""What is known of a chat beside its messages: masked in every copy, shown again, overwritten for good.

Rule: where whose a post is stands over it (Slack's `username`, which chat.update can't change:
https://docs.slack.dev/reference/methods/chat.update), a post under a masked name is taken away and posted anew, at the
end of the thread; elsewhere its text is changed.
"""

from dataclasses import replace

from bridge import topics
from bridge.delivery import aside_jobs, jobs
from bridge.delivery.erase_jobs import RemoveJob
from bridge.handlers.carrying import customer
from bridge.handlers.scouring import scour_log
from bridge.handlers.unit import Unit
from bridge.store import asides, deliveries, past, veils
from core.conversation import effects as do
from core.conversation.expert import sees
from core.conversation.model import Conversation
from core.features.particulars import Particulars, bared, veiled, without
from core.ids import DeskName, MessageId
from core.messages import Message, Text

NOTHING_ERASED = 0
"""The number of a copy that belongs to no erasure."""


def hide(unit: Unit, chat: Conversation, effect: do.HideParticulars) -> None:
    """Mask words, and keep what stood there as long as it can be shown again."""
    before = replace(veils.known_of(unit.conn, chat), name=effect.name, page=effect.page)
    after = without(before, (effect.words,))
    _write(unit, chat, before, after)
    if effect.final:
        past.add(unit.conn, chat)
        veils.forget_remembered(unit.conn, chat, (effect.words,))
        scour_log(unit)
    else:
        veil = veiled(veils.get(unit.conn, chat.id), before, after, (effect.words,))
        veils.put(unit.conn, chat.id, veil, unit.now)


def give_back(unit: Unit, chat: Conversation, effect: do.ReturnParticulars) -> None:  # noqa: ARG001 - one shape for all effects
    """Show again what was masked."""
    veil = veils.get(unit.conn, chat.id)
    if veil is not None:
        before = replace(veils.known_of(unit.conn, chat), name=veil.after.name, page=veil.after.page)
        _write(unit, chat, before, bared(veil, before))
        veils.give_back(unit.conn, chat.id)


def forget(unit: Unit, chat: Conversation, effect: do.ForgetParticulars) -> None:  # noqa: ARG001 - as above
    """Overwrite what stood there."""
    veil = veils.get(unit.conn, chat.id)
    if veil is not None:
        veils.forget_remembered(unit.conn, chat, veil.words)
    veils.forget(unit.conn, chat.id, unit.now)
    unit.wakes.add(topics.SCOURING)


def _write(unit: Unit, chat: Conversation, before: Particulars, after: Particulars) -> None:
    veils.rewrite(unit.conn, chat, before, after, unit.now)
    if after.name != before.name:
        _show_headings_anew(unit, chat)
    had = dict(before.authors)
    for id, name in after.authors:
        message = unit.message(MessageId(id)) if had.get(id) != name else None
        if message is not None:
            named = replace(message, author_name=name)
            unit.change_message(named)
            _show_anew(unit, chat, named)


def _show_anew(unit: Unit, chat: Conversation, message: Message) -> None:
    """Show a message's copies at desks, and in the customer's own window, under another name."""
    if customer.is_logged(unit, chat, message.id):
        customer.change(unit, chat, do.ChangeAtCustomer(message.id))
    desk = unit.queue(chat).desk
    if message.deleted or not unit.office.names_authors(desk):
        unit.tell_desk(desk, jobs.ChangeJob(message.id), chat)
    elif _taken_away(unit, chat, message.id, desk, desk):
        unit.tell_desk(desk, jobs.PostJob(message.id, _files(message)), chat)
    for row in asides.of_chat(unit.conn, chat.id):
        if not sees(row.expert, message) or row.thread is None:
            continue
        shown = deliveries.beside(unit.conn, message.id, row.place)
        is_alone = all(len(beside) == 1 for _, beside in shown)
        if not is_alone or message.deleted or not unit.office.names_authors(row.desk):
            unit.tell_desk(row.desk, aside_jobs.AsideChangeJob(row.invitation, message.id), chat)
        elif _taken_away(unit, chat, message.id, row.place, row.desk):
            post = aside_jobs.AsidePostJob(row.invitation, (message.id,), _files(message))
            unit.tell_desk(row.desk, post, chat)


def _show_headings_anew(unit: Unit, chat: Conversation) -> None:
    """Change each post in experts' talks over which the customer's name stands, whoever wrote it."""
    for row in asides.of_chat(unit.conn, chat.id):
        if row.thread is not None and row.desk not in unit.office.threaded:
            for message in deliveries.copied_to(unit.conn, row.place):
                unit.tell_desk(row.desk, aside_jobs.AsideChangeJob(row.invitation, message), chat)


def _taken_away(unit: Unit, chat: Conversation, message: MessageId, place: str, desk: DeskName) -> bool:
    """Take a message's posts at a place away; tell whether there were any, or one may be on its way."""
    there = [one for one in deliveries.refs(unit.conn, message, place) if one.role in ("copy", "piece")]
    for one in there:
        unit.tell_desk(desk, RemoveJob(NOTHING_ERASED, one.ref), chat)
        deliveries.forget(unit.conn, message, place, one.ref)
    return bool(there)


def _files(message: Message) -> int:
    return sum(not isinstance(part, Text) for part in message.parts)
