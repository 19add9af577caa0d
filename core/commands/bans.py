"""Banning a customer, the list of bans, and lifting one (S10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core.agents.rights import Right
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Options,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
    View,
    ViewName,
)
from core.commands.taking import need
from core.conversation.covering import words_at_rest
from core.conversation.events import ContactBanned
from core.conversation.model import Conversation
from core.conversation.routes import present, routes_of
from core.errors import ArgumentsInvalid, NotPermitted, Refused
from core.features.bans import (
    BANS,
    REASON_MOST,
    Ban,
    BanLifted,
    BanMade,
    holds,
    how_long,
    made,
    made_at_once,
    one_of_each,
    told_until,
)
from core.sentences import say
from core.views import FieldKind, Form, FormField

TIMES = (("1h", "1 hour"), ("24h", "24 hours"), ("7d", "7 days"), ("30d", "30 days"), ("forever", "Without end"))
"""What the form offers; any other length is typed."""


def _may_ban(context: Context) -> None:
    """See that somebody has to do with the chat whose customer they ban: they have it, have had it, or supervise.

    Raises:
        NotPermitted: nothing of that.
    """
    chat, agent = need(context)
    given_away = chat.transfer.by if chat.transfer is not None else None
    is_overseer = context.profile is not None and context.profile.may(Right.SUPERVISE)
    if chat.participant(agent) is None and agent not in (chat.owner, given_away) and not is_overseer:
        raise NotPermitted(say("ban_not_yours", number=chat.number))


def _ban(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    _may_ban(context)
    words = str(values.get("words", "")) or " ".join(
        (f"for {context.filled.get('time', 'ever')}", context.filled.get("reason", ""))
    )
    kept = words_at_rest(words, context.queue)
    time, reason = how_long(kept)
    if len(reason) > REASON_MOST:
        raise ArgumentsInvalid(say("ban_reason_long", count=len(reason), most=REASON_MOST), "words")
    first = Ban(
        id=context.mint[2],
        channel=chat.channel,
        contact=chat.contact,
        name=chat.customer_name,
        chat=chat.number,
        conversation=chat.id,
        at=context.at,
        by=agent,
        until=_end(context, time),
        reason=reason,
    )
    events = (ContactBanned(context.at, agent),) if chat.is_open() else ()
    reply = made(first) if kept == words else say("banned_reason_masked", number=chat.number)
    return Outcome(events, reply=reply, changes=tuple(map(BanMade, _everywhere(chat, first))))


def _everywhere(chat: Conversation, first: Ban) -> tuple[Ban, ...]:
    """Give a ban of each address by which the chat has gone: its customer would else go on from another."""
    others = (one for one in routes_of(chat) if one != present(chat))
    more = (
        replace(first, id=f"{first.id}-{number}", channel=channel, contact=contact)
        for number, (channel, contact) in enumerate(others, start=1)
    )
    return (first, *more)


def _end(context: Context, time: timedelta | None) -> datetime | None:
    return context.at + time if time is not None else None


def _form(context: Context, _: Mapping[str, str]) -> Form:
    _may_ban(context)
    time = FormField("time", "For how long?", kind=FieldKind.CHOICE, options=TIMES, initial="7d")
    why = FormField("reason", "Why?", "Only agents see it.", required=False, kind=FieldKind.LONG)
    return Form("Ban the customer", "Ban", "ban", None, (time, why), intro=BEFORE)


BEFORE = "The chat ends, and nothing that this customer writes reaches anybody until the ban is over."


def _there(context: Context) -> Options:
    held = one_of_each(ban for ban in context.wanted(BANS) if holds(ban, context.at))
    return tuple((ban.id, f"#{ban.chat} {ban.name} ({told_until(ban.until)})") for ban in held)


def _unban(context: Context, values: Values) -> Outcome:
    known = {ban.id: ban for ban in context.wanted(BANS) if holds(ban, context.at)}
    ban = known.get(str(values["ban"]))
    if ban is None or context.profile is None:
        raise Refused(say("ban_gone"))
    lifted = [one for one in known.values() if made_at_once(one) == made_at_once(ban)]
    theirs = {(one.channel, one.contact) for one in lifted}
    others = [one for one in known.values() if (one.channel, one.contact) in theirs and one not in lifted]
    reply = say("unbanned", number=ban.chat)
    if others:
        reply = say("unbanned_still", number=ban.chat, count=len(others))
    return Outcome(reply=reply, changes=tuple(BanLifted(one, context.profile.id) for one in lifted))


def _bans(_: Context, __: Values) -> Outcome:
    return Outcome(view=View(ViewName.BANS))


BAN = Command(
    name="ban",
    summary="End the chat and let nothing of its customer's in: for a time, as in for 7d, or without end.",
    run=_ban,
    section=Section.ENDING,
    args=(Arg("words", ArgKind.REST, "for how long, as in for 7d, and why", required=False, lines=False),),
    label="Ban customer…",
    needs=Right.BAN,
    danger=True,
    form=_form,
)

UNBAN = Command(
    name="unban",
    summary="Lift a ban: the customer's messages arrive again.",
    run=_unban,
    section=Section.ENDING,
    scope=Scope.AGENT,
    args=(Arg("ban", ArgKind.CHOICE, "the number of the chat, or a name, as !bans shows them", options=_there),),
    label="Lift ban…",
    submit="Lift",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    needs=Right.BAN,
    wants=frozenset({BANS}),
)

BANNED = Command(
    name="bans",
    summary="See who is banned, until when, by whom and why.",
    run=_bans,
    section=Section.ENDING,
    scope=Scope.AGENT,
    label="Bans",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    needs=Right.BAN,
)
