"""The customer card, and what agents say of which addresses are one customer's (H6)."""

from core.agents.rights import Right
from core.commands.audited import Audited
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Options,
    Outcome,
    Section,
    Values,
    View,
    ViewName,
)
from core.commands.reading import may_read
from core.commands.taking import need
from core.conversation.after import WRITABLE, see_that_it_is_open
from core.conversation.effects import Audit, AuditAct
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.errors import ArgumentsInvalid, NotPermitted, Refused
from core.features.identities import IDENTITIES, MOST, OTHER, Identity, Joined, Meant, Other, Parted, meant
from core.ids import AgentId, Contact
from core.sentences import say

ALL_OF_THEM = "all"


def _customer(context: Context, __: Values) -> Outcome:
    may_read(context)
    agent = need(context)[1]
    read = Audited(Audit(AuditAct.HISTORY_READ, agent, fields={"what": "customer"}))
    return Outcome(view=View(ViewName.CUSTOMER), changes=(read,))


def _link(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    see_that_it_is_open(chat, agent)
    wanted = meant(str(values["who"]))
    other = context.wanted(OTHER)
    if other is None:
        raise ArgumentsInvalid(say("chat_unknown", number=wanted.chat or ""), "who")
    _see_that_it_may_be_read(context, wanted, other)
    if other.user and other.mine and other.user != other.mine:
        raise Refused(say("link_two_people", number=wanted.chat or ""))
    known = {one.contact for one in context.wanted(IDENTITIES)}
    new = tuple(one for one in other.contacts if one not in known)
    if not other.contacts:
        raise Refused(say("link_no_channel"))
    if not new:
        raise Refused(say("link_known"))
    if len(known) + len(new) > MOST:
        raise Refused(say("link_too_many", most=MOST))
    fields = {"channels": " ".join(sorted({one[0] for one in new})), "chat": str(wanted.chat or "")}
    noted = Audited(Audit(AuditAct.LINKED, agent, fields=fields))
    return Outcome(reply=say("linked", number=chat.number), changes=(Joined(new, agent), noted))


def _see_that_it_may_be_read(context: Context, wanted: Meant, other: Other) -> None:
    """See that whoever names a chat may read it: else its customer's addresses would be told by joining them."""
    profile = context.profile
    if other.queues is None or profile is None or profile.may(Right.TAKE_ANY):
        return
    if not other.queues & set(profile.queues):
        raise NotPermitted(say("chat_not_yours", number=wanted.chat or ""))


def _told(context: Context) -> Options:
    """Give the addresses that were told, and all of them where there are several."""
    chat = need(context)[0]
    told = [one for one in context.wanted(IDENTITIES) if _can_be_parted(chat, one)]
    each = tuple((_value(one.contact), one.name) for one in told)
    return (*each, (ALL_OF_THEM, "all that were told")) if len(each) > 1 else each


def _can_be_parted(chat: Conversation, one: Identity) -> bool:
    """Tell whether an address was only told; one by which the chat has gone stays with it."""
    return one.told_by is not None and one.contact not in routes_of(chat)


def _unlink(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    see_that_it_is_open(chat, agent)
    told = {_value(one.contact): one.contact for one in context.wanted(IDENTITIES) if _can_be_parted(chat, one)}
    which = str(values["which"])
    chosen = tuple(told.values()) if which == ALL_OF_THEM else (told[which],)
    return Outcome(reply=say("unlinked", number=chat.number), changes=_parted(chosen, agent))


def _parted(contacts: tuple[Contact, ...], agent: AgentId) -> tuple[Parted, Audited]:
    fields = {"channels": " ".join(sorted({one[0] for one in contacts}))}
    return Parted(contacts, agent), Audited(Audit(AuditAct.UNLINKED, agent, fields=fields))


def _value(contact: Contact) -> str:
    return ":".join(contact)


def _is_writable(chat: Conversation) -> bool:
    return chat.status in WRITABLE


CUSTOMER = Command(
    name="customer",
    summary="Show who the customer is: their addresses, what is proven and what was told, bans, past chats.",
    run=_customer,
    section=Section.TALKING,
    label="Customer",
)

LINK = Command(
    name="link",
    summary="Say that a number, or another chat's customer, is this customer too; it is kept as told, not as proven.",
    run=_link,
    section=Section.TALKING,
    args=(
        Arg("who", ArgKind.REST, "a number with its country, as in +447911123456, or a chat, as in #42", lines=False),
    ),
    label="Link…",
    title="The same customer",
    submit="Link",
    card=CardPlace.ELSEWHERE,
    available=_is_writable,
    wants=frozenset({IDENTITIES, OTHER}),
)

UNLINK = Command(
    name="unlink",
    summary="Take back that an address is this customer's.",
    run=_unlink,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.CHOICE, "an address as !customer shows it, or all", options=_told),),
    label="Unlink…",
    title="Not the same customer",
    submit="Unlink",
    card=CardPlace.ELSEWHERE,
    available=_is_writable,
    wants=frozenset({IDENTITIES}),
)
